// Provides the extension's own window that asks before a call: opening it, reading its question,
// closing it. Depends on the session and on the browser's windows; calls.js acts on the answer.

import { tellFrame } from "./frame_messages.js";
import { ownProblem } from "./native_port.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Pending} Pending */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/** Decisions are taken one after the other, so that two clicks cannot both find the line free. */
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
  // One question at a time: an older window still open asks about a number nobody waits for.
  for (const older of Object.values(others)) await closeOlderWindow(older, pending);
  const opened = await chrome.windows.create({
    url,
    type: "popup",
    width: 420,
    height: 560,
    focused: true,
  });
  if (!opened?.id) throw ownProblem("window_failed");
  await writeSession({ pending: { [pending.ticket]: { ...pending, window: opened.id } } });
}

/** @param {Pending} older @param {Pending} newer */
async function closeOlderWindow(older, { tab, frame }) {
  if (older.window !== null) await chrome.windows.remove(older.window).catch(() => undefined);
  // The card of the same frame is the newer question's by now.
  if (older.tab !== tab || older.frame !== frame) await notifyFrame(older, null);
}

/** @param {string} ticket @returns {Promise<Pending>} */
export async function readConfirmation(ticket) {
  const { pending } = await readSession();
  if (Object.hasOwn(pending, ticket) && pending[ticket]) return pending[ticket];
  throw ownProblem("ticket_unknown");
}

/**
 * Takes a question off the table, so that it is answered once.
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
 * Closing the window is "no".
 * @param {number} window
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
 * @param {Pending} pending
 * @param {Problem | null} problem null when the user said no
 */
export async function notifyFrame({ tab, frame }, problem) {
  if (tab !== null) await tellFrame({ tab, frame }, "call.refused", { problem });
}
