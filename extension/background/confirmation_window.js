// Opens the window in which the user confirms a call, tells the window which call the user is asked
// about, and closes the window. calls.js acts on the user's answer. Depends on the session and on
// the browser's windows.

import { tellFrame } from "./frame_messages.js";
import { ownProblem } from "./native_port.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Pending} Pending */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/** The size of the confirmation window in CSS pixels. */
const WINDOW = { width: 420, height: 560 };

/**
 * Resolves when the function that was last given to `withLock` has ended. Each such function waits
 * for the one before, so that two quick clicks cannot both find that no call is in progress.
 */
let turn = Promise.resolve();

/** @template T @param {() => Promise<T>} decide @returns {Promise<T>} */
export function withLock(decide) {
  const decided = turn.then(decide);
  turn = decided.then(
    () => undefined,
    () => undefined,
  );
  return decided;
}

/** @param {Pending} pending */
export async function askInWindow(pending) {
  const url = chrome.runtime.getURL(`confirm/confirm.html?ticket=${pending.ticket}`);
  const others = (await readSession()).pending;
  await writeSession({ pending: { ...others, [pending.ticket]: pending } });
  // Only one confirmation window is open at a time: a newer request closes the older window.
  for (const older of Object.values(others)) await closeOlderWindow(older, pending);
  const opened = await openWindow(url, await middleOf(pending.tab));
  if (!opened?.id) throw ownProblem("window_failed");
  await writeSession({ pending: { [pending.ticket]: { ...pending, window: opened.id } } });
}

/**
 * Computes where the confirmation window opens.
 * @param {number | null} tab a tab of the browser window over which the confirmation window opens;
 *   null for the browser window that was used last
 * @returns {Promise<{left: number, top: number} | null>} the position at which the confirmation
 *   window lies in the middle of the browser window; null if this position is not known
 */
async function middleOf(tab) {
  const shown = tab === null ? undefined : await chrome.tabs.get(tab).catch(() => undefined);
  const found = shown
    ? chrome.windows.get(shown.windowId)
    : chrome.windows.getLastFocused({ windowTypes: ["normal"] });
  const { left, top, width, height } = (await found.catch(() => undefined)) ?? {};
  if (left === undefined || top === undefined || !width || !height) return null;
  return {
    left: Math.max(0, Math.round(left + (width - WINDOW.width) / 2)),
    top: Math.max(0, Math.round(top + (height - WINDOW.height) / 2)),
  };
}

/** @param {string} url @param {{left: number, top: number} | null} place */
async function openWindow(url, place) {
  const options = /** @type {const} */ ({ url, type: "popup", ...WINDOW, focused: true });
  if (!place) return chrome.windows.create(options);
  // The browser rejects a position outside all screens. The window is then created again without a
  // position, so that the browser chooses the position.
  const opened = await chrome.windows
    .create({ ...options, ...place })
    .catch(() => chrome.windows.create(options));
  // Firefox ignores the position when it creates a window, so the window is moved afterwards.
  if (opened?.id && opened.left !== place.left) {
    await chrome.windows.update(opened.id, place).catch(() => undefined);
  }
  return opened;
}

/** @param {Pending} older @param {Pending} newer */
async function closeOlderWindow(older, { tab, frame }) {
  if (older.window !== null) await chrome.windows.remove(older.window).catch(() => undefined);
  // If another frame sent the older request, that frame is told that its call is not placed. A
  // frame that sent both requests already shows the newer one in its card.
  if (older.tab !== tab || older.frame !== frame) await notifyFrame(older, null);
}

/** @param {string} ticket @returns {Promise<Pending>} */
export async function readConfirmation(ticket) {
  const { pending } = await readSession();
  if (Object.hasOwn(pending, ticket) && pending[ticket]) return pending[ticket];
  throw ownProblem("ticket_unknown");
}

/**
 * Returns a call that waits for a confirmation, and removes the call from the session, so that the
 * user's answer counts only once.
 * @param {string} ticket
 * @returns {Promise<Pending>}
 */
export async function takeConfirmation(ticket) {
  const question = await readConfirmation(ticket);
  const { [ticket]: _, ...rest } = (await readSession()).pending;
  await writeSession({ pending: rest });
  return question;
}

/**
 * Returns the call that waits for a confirmation and whose card is in the sender's frame. If the
 * sender is the popup and not a frame, returns any call that waits for a confirmation.
 * @param {import("./calls.js").Sender} sender
 * @returns {Promise<Pending>}
 */
async function questionOf({ tab, frame }) {
  const { pending } = await readSession();
  const isOwn = (/** @type {Pending} */ one) => one.tab === tab && one.frame === frame;
  const found = Object.values(pending).find((one) => tab === null || isOwn(one));
  if (!found) throw ownProblem("ticket_unknown");
  return found;
}

/** Brings the confirmation window to the front. @param {import("./calls.js").Sender} sender */
export async function raiseConfirmation(sender) {
  const { window } = await questionOf(sender);
  if (window !== null) await chrome.windows.update(window, { focused: true });
}

/**
 * Declines the call that waits for a confirmation, because the user cancelled it in the card or the
 * popup instead of in the confirmation window.
 * @param {import("./calls.js").Sender} sender
 */
export async function dropConfirmation(sender) {
  const { ticket } = await questionOf(sender);
  const dropped = await withLock(() => takeConfirmation(ticket));
  if (dropped.window !== null) await chrome.windows.remove(dropped.window).catch(() => undefined);
  await notifyFrame(dropped, null);
}

/**
 * If the user has closed a confirmation window, declines the call that the window showed.
 * @param {number} window the id of a browser window that was closed
 */
export async function windowClosed(window) {
  const closed = await withLock(async () => {
    const { pending } = await readSession();
    const found = Object.values(pending).find((question) => question.window === window);
    return found ? takeConfirmation(found.ticket) : null;
  });
  if (closed) await notifyFrame(closed, null);
}

/**
 * Tells the frame that requested a call that the call is not placed.
 * @param {Pending} pending
 * @param {Problem | null} problem the reason; null if the user declined the call
 */
export async function notifyFrame({ tab, frame }, problem) {
  if (tab !== null) await tellFrame({ tab, frame }, "call.refused", { problem });
}
