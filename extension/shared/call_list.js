// Keeps the call list: the numbers that the user wants to call, the number to call now, and the
// outcome of each call. The list stays in storage.local until the user clears it. Depends on
// storage.

import { LONGEST_NAME_CHARACTERS, LONGEST_NOTE_CHARACTERS, OUTCOMES } from "./call_notes.js";
import { changeStored, readStored, watchStored } from "./shared_storage.js";

/**
 * An entry of the call list: a number that the user wants to call, or has called or skipped.
 * @typedef {Object} ListEntry
 * @property {string} id
 * @property {string} number E.164, perhaps with ";ext="
 * @property {string} name
 * @property {string} site the site of the page from which the number was taken, "" for none
 * @property {"open" | "called" | "skipped"} state
 * @property {string} call_id the id of the last call to this number, "" if there was none
 * @property {import("./call_notes.js").Outcome} outcome
 * @property {string} note
 * @property {number} called_at Unix seconds of the last call, 0 if there was none
 * @property {number} seconds the duration of the last call in seconds
 */
/**
 * @typedef {{entries: ListEntry[], present: string}} CallList `present` is the id of the entry with
 *   the number to call now
 */
/** @typedef {{number: string, name: string, site: string}} Collected */

/** The most entries in the list. Nobody calls as many numbers in a day. */
const MOST_ENTRIES = 500;
const NUMBER = /^\+\d{5,15}(?:;ext=\d{1,9})?$/;

/** @type {Readonly<ListEntry>} */
const NEW = Object.freeze({
  id: "",
  number: "",
  name: "",
  site: "",
  state: "open",
  call_id: "",
  outcome: "",
  note: "",
  called_at: 0,
  seconds: 0,
});

/** @param {unknown} value @param {number} longest */
const textOf = (value, longest) => (typeof value === "string" ? value.slice(0, longest) : "");
/** @param {unknown} value */
const numberOf = (value) => (typeof value === "number" && value > 0 ? value : 0);

/**
 * Makes a valid entry of a stored entry, which may come from another version of the extension.
 * @param {unknown} value a stored entry
 * @returns {ListEntry[]} a list of the one entry, with its invalid values replaced; an empty list
 *   if `value` has no id or no valid number
 */
function repairedEntry(value) {
  const given = /** @type {Record<string, unknown>} */ (Object(value));
  const [id, number] = [textOf(given["id"], 64), textOf(given["number"], 40)];
  if (id === "" || !NUMBER.test(number)) return [];
  const state = ["called", "skipped"].find((known) => known === given["state"]) ?? "open";
  const outcome = OUTCOMES.find((known) => known === given["outcome"]) ?? "";
  return [
    {
      ...{ id, number, outcome },
      name: textOf(given["name"], LONGEST_NAME_CHARACTERS),
      site: textOf(given["site"], 253),
      state: /** @type {ListEntry["state"]} */ (state),
      call_id: textOf(given["call_id"], 64),
      note: textOf(given["note"], LONGEST_NOTE_CHARACTERS),
      called_at: numberOf(given["called_at"]),
      seconds: numberOf(given["seconds"]),
    },
  ];
}

/** @param {unknown} value the stored value @returns {CallList} */
export function repairedList(value) {
  const given = /** @type {Record<string, unknown>} */ (Object(value));
  const found = Array.isArray(given["entries"]) ? given["entries"] : [];
  const entries = found.flatMap(repairedEntry).slice(0, MOST_ENTRIES);
  const present = entries.some(({ id }) => id === given["present"]) ? given["present"] : "";
  return { entries, present: /** @type {string} */ (present || nextOpen(entries, "")) };
}

/**
 * Finds the next number that the user has neither called nor skipped.
 * @param {readonly ListEntry[]} entries
 * @param {string} after the id of the entry after which the search begins, "" to begin with the
 *   first entry
 * @returns {string} the id of the next entry whose state is "open", searched from `after` to the
 *   list's end and then from the list's beginning; "" if there is none
 */
function nextOpen(entries, after) {
  const from = entries.findIndex(({ id }) => id === after) + 1;
  const inOrder = [...entries.slice(from), ...entries.slice(0, from)];
  return inOrder.find(({ id, state }) => state === "open" && id !== after)?.id ?? "";
}

/**
 * Adds the numbers that the list does not contain yet.
 * @param {CallList} list
 * @param {readonly Collected[]} collected
 * @param {() => string} newId
 * @returns {CallList}
 */
export function withCollected({ entries, present }, collected, newId) {
  const known = new Set(entries.map(({ number }) => number));
  const added = [];
  for (const { number, name, site } of collected) {
    if (known.has(number)) continue;
    known.add(number);
    added.push({ ...NEW, id: newId(), number, name, site });
  }
  return repairedList({ entries: [...entries, ...added], present });
}

/** @param {CallList} list @param {string} entryId @param {Partial<ListEntry>} change */
export const withChanged = ({ entries, present }, entryId, change) => ({
  entries: entries.map((entry) => (entry.id === entryId ? { ...entry, ...change } : entry)),
  present,
});

/** Makes the next open entry, if there is one, the entry to call now. @param {CallList} list */
export const withNext = ({ entries, present }) => ({
  entries,
  present: nextOpen(entries, present) || present,
});

/** Marks the entry to call now as skipped, and goes to the next entry. @param {CallList} list */
export const withSkipped = (list) =>
  withNext(withChanged(list, list.present, { state: "skipped" }));

/** @param {CallList} list @param {string} entryId */
export function withoutEntry(list, entryId) {
  const { present } = list.present === entryId ? withNext(list) : list;
  return repairedList({ entries: list.entries.filter(({ id }) => id !== entryId), present });
}

/** @type {import("./shared_storage.js").Stored<CallList>} */
const CALL_LIST = { key: "call_list", repaired: repairedList };

export const readList = () => readStored(CALL_LIST);

/** @param {(list: CallList) => CallList} change */
export const changeList = (change) => changeStored(CALL_LIST, change);

/** @param {(list: CallList) => void} listener */
export const watchList = (listener) => watchStored(CALL_LIST, listener);

/** @param {readonly Collected[]} collected */
export const collect = (collected) =>
  changeList((list) => withCollected(list, collected, () => crypto.randomUUID()));
