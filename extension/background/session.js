// Keeps the current call and the host's last answers in storage.session, so that they survive a
// stop of the service worker. Panels repaint when storage.session changes. Depends on storage
// alone.

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").CallAbout} CallAbout */
/** @typedef {import("../shared/messages.js").CallState} CallState */
/** @typedef {import("../shared/messages.js").Pending} Pending */
/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").Numbers} Numbers */
/**
 * The frame that shows the current call in a card; null if the call was requested in a panel.
 * @typedef {{tab: number, frame: number} | null} Asker
 */
/**
 * A sign-in in a tab: "waiting" for the user, "cancelled" because the user closed the tab, or
 * "failed".
 * @typedef {{state: "waiting" | "cancelled" | "failed", tab: number,
 *   problem: import("../shared/messages.js").Problem | null} | null} SignIn
 */
/**
 * What the background stores in `storage.session`.
 * @typedef {Object} Session
 * @property {Call | null} call the current call, or the last call until the user dismisses it
 * @property {CallAbout | null} about what the extension itself knows about `call`
 * @property {Asker} asker
 * @property {HostState | null} host the last known state of the host
 * @property {Numbers | null} numbers the last known lists of the account's numbers
 * @property {Record<string, Pending>} pending calls that wait for a confirmation, by ticket
 * @property {{site: string, before: import("../shared/settings.js").Site | null} | null} undo the
 *   site whose settings the context menu changed last, and the site's settings before this change
 * @property {SignIn} sign_in
 * @property {Call[] | null} recent the last known list of the latest calls
 */

/** @type {Session} */
const EMPTY = {
  ...{ call: null, about: null, asker: null, host: null, numbers: null },
  ...{ pending: {}, undo: null, sign_in: null, recent: null },
};

/** @type {readonly CallState[]} */
const FINAL = ["ended", "cancelled", "failed", "unknown"];

/** @param {Call | null} call @returns {call is Call} */
export const isUnderWay = (call) => call !== null && !FINAL.includes(call.state);

/** @type {readonly CallState[]} */
const COURSE = ["placing", "ringing_you", "ringing_them", "connected"];

/** @param {CallState} state @returns {number} how far a call in this state has come */
const progress = (state) => (FINAL.includes(state) ? COURSE.length : COURSE.indexOf(state));

/**
 * Returns whether `call` is an older state of the present call. A later time alone does not tell:
 * if the computer's clock was set back during the call, the newer state has the earlier time.
 * @param {Call | null} present @param {Call} call
 */
export const isOlderState = (present, call) =>
  present?.call_id === call.call_id &&
  present.changed_at > call.changed_at &&
  progress(present.state) >= progress(call.state);

/** @returns {Promise<Session>} */
export async function readSession() {
  return { ...EMPTY, .../** @type {Partial<Session>} */ (await chrome.storage.session.get(null)) };
}

/** @param {Partial<Session>} change */
export async function writeSession(change) {
  await chrome.storage.session.set(change);
  if (change.call !== undefined) await showOnBadge(change.call);
}

/** @type {Record<CallState, [string, string]>} the badge's text and colour by the call's state */
const BADGES = {
  placing: ["…", "#1a5fb4"],
  ringing_you: ["●", "#1a5fb4"],
  ringing_them: ["●", "#1a5fb4"],
  connected: ["●", "#1b7f3b"],
  ended: ["", "#1b7f3b"],
  cancelled: ["", "#1b7f3b"],
  failed: ["!", "#b3261e"],
  unknown: ["?", "#9a6700"],
};

/** @param {Call | null} call */
async function showOnBadge(call) {
  const [text, color] = call ? BADGES[call.state] : ["", "#1a5fb4"];
  await chrome.action.setBadgeBackgroundColor({ color });
  await chrome.action.setBadgeText({ text });
}
