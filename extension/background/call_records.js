// Records what the host's journal does not contain about a call: the callee's name, the page, and
// the time at which the call was connected. For a call from a private window, records neither the
// name nor the page. Depends on shared/call_notes.js.

import { changeNote, LONGEST_NAME_CHARACTERS } from "../shared/call_notes.js";

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").Pending} Pending */

/**
 * Returns what may be recorded about the callee and the page of a call.
 * @param {Pick<Pending, "name" | "from_site" | "is_private">} pending the requested call
 * @returns {{name: string, site: string} | null} the callee's name and the page's site; null if
 *   neither is known, or if the call comes from a private window
 */
export function callerOf({ name = "", from_site: site, is_private }) {
  if (is_private || (name === "" && site === "")) return null;
  return { name: name.slice(0, LONGEST_NAME_CHARACTERS), site };
}

/**
 * @param {string} callId
 * @param {Pending} pending
 */
export async function recordCaller(callId, pending) {
  const caller = callerOf(pending);
  if (caller) await changeNote(callId, caller);
}

/**
 * Records the time at which a call is connected, and the call's duration when it has ended. The
 * host's journal contains neither.
 * @param {Call | null} call the call in its new state
 * @param {Call | null} before the call that was stored before, usually the same call in its
 *   previous state
 */
export async function recordProgress(call, before) {
  if (!call || call.state === before?.state) return;
  if (call.state === "connected") {
    await changeNote(call.call_id, { connected_at: call.changed_at });
  } else if (call.state === "ended" && before?.state === "connected") {
    await changeNote(call.call_id, { seconds: Math.max(1, call.changed_at - before.changed_at) });
  }
}
