// Provides what is remembered of each call beside the host's journal: the name and the page it was
// called from, and how long both talked. Nothing of a private window. Depends on shared/call_notes.js.

import { changeNote, LONGEST_NAME } from "../shared/call_notes.js";

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").Pending} Pending */

/**
 * @param {Pick<Pending, "name" | "from_site" | "is_private">} pending what was asked for
 * @returns {{name: string, site: string} | null} what may be kept of it: nothing of a private window
 */
export function callerOf({ name = "", from_site: site, is_private }) {
  if (is_private || (name === "" && site === "")) return null;
  return { name: name.slice(0, LONGEST_NAME), site };
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
 * Hears how a call goes on. The time of its connection is in no record of the host's.
 * @param {Call | null} call
 * @param {Call | null} before
 */
export async function recordProgress(call, before) {
  if (!call || call.state === before?.state) return;
  if (call.state === "connected") {
    await changeNote(call.call_id, { connected_at: call.changed_at });
  } else if (call.state === "ended" && before?.state === "connected") {
    await changeNote(call.call_id, { seconds: Math.max(1, call.changed_at - before.changed_at) });
  }
}
