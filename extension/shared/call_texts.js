// Provides the texts about a call: its outcome, its time, the states of the user's phone and of the
// callee's phone, the line of text to copy, and the rows of an exported table. Depends on i18n.js,
// call_notes.js, call_line.js and format_number.js.

import { callLine, durationOf } from "./call_line.js";
import { NO_NOTE, outcomeOf } from "./call_notes.js";
import { displayNumber, nameOf } from "./format_number.js";
import { language, problemWords, say } from "./i18n.js";

/** @typedef {import("./messages.js").Call} Call */
/** @typedef {import("./messages.js").Numbers} Numbers */
/** @typedef {import("./call_notes.js").CallNote} CallNote */
/** @typedef {import("./call_notes.js").CallNotes} CallNotes */

const OVER = ["ended", "cancelled", "failed", "unknown"];

/** @param {Call} call */
export const isOver = ({ state }) => OVER.includes(state);

/** @param {Call} call @returns {string} the text of the call's problem or, if none, of its state */
export const stateWords = ({ problem, state }) =>
  problem ? problemWords(problem) : say(`state_${state}`);

/** @param {Call} call @param {CallNote} note @returns {string} a short text about the outcome */
export function outcomeWords(call, note) {
  const outcome = outcomeOf(call, note);
  const talked = durationOf(note.seconds);
  const words = outcome ? say(`outcome_${outcome}`) : stateWords(call);
  return talked ? `${capital(words)}, ${talked}` : capital(words);
}

/** @param {string} words */
const capital = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1);

/**
 * Formats the time of a call.
 * @param {number} seconds Unix time
 * @returns {string} the time of day, with the date if the call was not today
 */
export function timeOf(seconds) {
  const at = new Date(seconds * 1000);
  const isToday = at.toDateString() === new Date().toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const style = isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(language(), style).format(at);
}

/**
 * Whose phone each problem concerns: the user's ("you") or the callee's ("them").
 * @type {Record<string, "you" | "them">}
 */
const LEG_OF_PROBLEM = {
  you_did_not_answer: "you",
  you_are_busy: "you",
  they_did_not_answer: "them",
  they_are_busy: "them",
};
/** For each state of a call, the state of the user's phone and the state of the callee's phone. */
const LEGS = /** @type {const} */ ({
  placing: ["waiting", "waiting"],
  ringing_you: ["ringing", "waiting"],
  ringing_them: ["answered", "ringing"],
  connected: ["answered", "answered"],
  ended: ["over", "over"],
  cancelled: ["over", "over"],
  failed: ["over", "over"],
  unknown: ["unknown", "unknown"],
});

/**
 * Splits the state of a call into the states of the two phones.
 * @param {Call} call
 * @returns {{you: string, them: string}} the states of the user's phone and of the callee's phone;
 *   a state's text has the key `leg_<state>` in _locales
 */
export function legsOf({ state, problem }) {
  const [you, them] = LEGS[state];
  const failed = LEG_OF_PROBLEM[problem?.code ?? ""];
  return {
    you: failed === "you" ? "failed" : failed === "them" ? "answered" : you,
    them: failed === "them" ? "failed" : failed === "you" ? "waiting" : them,
  };
}

/**
 * Returns the text for a phone or caller ID of the user.
 * @param {Numbers | null} numbers
 * @param {"from" | "caller_id"} list
 * @param {string | null} number
 * @returns {string} the number with its label, such as "My mobile · +1 415-555-0100"; "" if
 *   `number` is null because the host chose the number
 */
export function ownNumber(numbers, list, number) {
  if (!number) return "";
  const known = numbers?.[list].find(({ phone_number }) => phone_number === number);
  return nameOf(known ?? { phone_number: number, label: "" });
}

/**
 * Writes a call as a line of text for the user to copy.
 * @param {string} format the user's format; "" means the default format of the user's language
 * @param {Call} call
 * @param {CallNote} note
 */
export function lineOf(format, call, note) {
  const outcome = outcomeOf(call, note);
  const placed = new Date(call.placed_at * 1000);
  const time = { dateStyle: "short", timeStyle: "short" };
  return callLine(format || say("line_default"), {
    number: displayNumber(call.to),
    name: note.name,
    duration: durationOf(note.seconds),
    outcome: outcome ? say(`outcome_${outcome}`) : "",
    note: note.note,
    time: new Intl.DateTimeFormat(language(), /** @type {any} */ (time)).format(placed),
  });
}

/** The columns of an export. The title of a column has the key `column_<name>` in _locales. */
const COLUMNS = ["time", "number", "name", "site", "result", "duration", "outcome", "note"];

/** @param {readonly Call[]} calls @param {CallNotes} notes @returns {string[][]} for `csvOf` */
export function callRows(calls, notes) {
  const rows = calls.map((call) => {
    const { name, site, seconds, note, ...said } = notes[call.call_id] ?? NO_NOTE;
    const outcome = outcomeOf(call, { name, site, seconds, note, ...said });
    const time = new Date(call.placed_at * 1000).toISOString();
    const words = outcome && say(`outcome_${outcome}`);
    return [time, call.to, name, site, call.state, durationOf(seconds), words, note];
  });
  return [COLUMNS.map((column) => say(`column_${column}`)), ...rows];
}
