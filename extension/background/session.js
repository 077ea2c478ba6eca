// The present call and the last answers of the host, as values in storage.session, where they
// outlive a sleeping worker; panels repaint when they change. Knows no port and no page.

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").CallAbout} CallAbout */
/** @typedef {import("../shared/messages.js").CallState} CallState */
/** @typedef {import("../shared/messages.js").Pending} Pending */
/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").Numbers} Numbers */
/**
 * The frame whose card shows the call.
 * @typedef {{tab: number, frame: number} | null} Asker
 */
/**
 * A sign-in in a tab: under way, given up by closing it, or come to nothing.
 * @typedef {{state: "waiting" | "cancelled" | "failed", tab: number,
 *   problem: import("../shared/messages.js").Problem | null} | null} SignIn
 */
/**
 * @typedef {Object} Session
 * @property {Call | null} call
 * @property {CallAbout | null} about the present call, what the host does not tell
 * @property {Asker} asker
 * @property {HostState | null} host as last seen
 * @property {Numbers | null} numbers as last seen
 * @property {Record<string, Pending>} pending questions, by ticket
 * @property {{site: string, before: import("../shared/settings.js").Site | null} | null} undo what
 *   the menu last changed for a site, and what held there before
 * @property {SignIn} sign_in
 * @property {Call[] | null} recent the last calls as last seen
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

/** @returns {Promise<Session>} */
export async function readSession() {
  return { ...EMPTY, .../** @type {Partial<Session>} */ (await chrome.storage.session.get(null)) };
}

/** @param {Partial<Session>} change */
export async function writeSession(change) {
  await chrome.storage.session.set(change);
  if (change.call !== undefined) await showOnBadge(change.call);
}

/** @type {Record<CallState, [string, string]>} text and colour */
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
