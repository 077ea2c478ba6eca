// Stores in storage.local what the host's journal does not contain about a call: the name, the
// page, the duration, the outcome and the user's note. Only the newest notes are kept. Depends on
// storage.

import { changeStored, readStored, watchStored } from "./shared_storage.js";

/** @typedef {import("./messages.js").Call} Call */
/** @typedef {typeof OUTCOMES[number] | ""} Outcome */
/**
 * What is stored about one call.
 * @typedef {Object} CallNote
 * @property {string} name the callee's name in the page, "" if unknown
 * @property {string} site host name of the page, "" for none
 * @property {Outcome} outcome the outcome that the user chose, "" for none
 * @property {string} note the user's text
 * @property {number} connected_at Unix seconds, 0 until the user and the callee have answered
 * @property {number} seconds the duration, 0 if the call was not connected
 * @property {number} written_at Unix seconds; the oldest notes are deleted first
 */
/** @typedef {Record<string, CallNote>} CallNotes by call id */

export const OUTCOMES = /** @type {const} */ ([
  "reached",
  "no_answer",
  "voicemail",
  "busy",
  "wrong_number",
  "call_back",
]);

/** The most notes that are stored. */
const MOST_NOTES = 1000;
export const LONGEST_NAME_CHARACTERS = 60;
export const LONGEST_NOTE_CHARACTERS = 500;
const LONGEST_SITE_CHARACTERS = 253;

/** @type {Readonly<CallNote>} */
export const NO_NOTE = Object.freeze({
  name: "",
  site: "",
  outcome: "",
  note: "",
  connected_at: 0,
  seconds: 0,
  written_at: 0,
});

/** @param {unknown} value @param {number} longest */
const textOf = (value, longest) => (typeof value === "string" ? value.slice(0, longest) : "");
/** @param {unknown} value */
const numberOf = (value) => (typeof value === "number" && value > 0 ? value : 0);

/** @param {unknown} value @returns {CallNote} */
function repairedNote(value) {
  const given = /** @type {Record<string, unknown>} */ (Object(value));
  const isOutcome = OUTCOMES.some((outcome) => outcome === given["outcome"]);
  return {
    name: textOf(given["name"], LONGEST_NAME_CHARACTERS),
    site: textOf(given["site"], LONGEST_SITE_CHARACTERS),
    outcome: isOutcome ? /** @type {Outcome} */ (given["outcome"]) : "",
    note: textOf(given["note"], LONGEST_NOTE_CHARACTERS),
    connected_at: numberOf(given["connected_at"]),
    seconds: numberOf(given["seconds"]),
    written_at: numberOf(given["written_at"]),
  };
}

/** @param {unknown} value the stored value @returns {CallNotes} the newest MOST_NOTES notes */
export function repairedNotes(value) {
  const notes = Object.entries(Object(value)).map(
    ([id, note]) => /** @type {const} */ ([id, repairedNote(note)]),
  );
  notes.sort(([, one], [, other]) => other.written_at - one.written_at);
  return Object.fromEntries(notes.slice(0, MOST_NOTES));
}

/** @type {import("./shared_storage.js").Stored<CallNotes>} */
const CALL_NOTES = { key: "call_notes", repaired: repairedNotes };

export const readNotes = () => readStored(CALL_NOTES);

/** @param {(notes: CallNotes) => void} listener */
export const watchNotes = (listener) => watchStored(CALL_NOTES, listener);

/**
 * @param {string} callId
 * @param {Partial<CallNote>} change
 */
export const changeNote = (callId, change) =>
  changeStored(CALL_NOTES, (notes) => ({
    ...notes,
    [callId]: { ...(notes[callId] ?? NO_NOTE), ...change, written_at: Date.now() / 1000 },
  }));

/** For the code of a call's problem, the call's outcome. @type {Record<string, Outcome>} */
const OUTCOME_OF_PROBLEM = { they_did_not_answer: "no_answer", they_are_busy: "busy" };

/**
 * Returns the outcome of a call.
 * @param {Call} call
 * @param {CallNote} note
 * @returns {Outcome} the outcome that the user chose, or else the outcome that follows from the
 *   call's problem
 */
export const outcomeOf = ({ problem }, { outcome }) =>
  outcome || (OUTCOME_OF_PROBLEM[problem?.code ?? ""] ?? "");
