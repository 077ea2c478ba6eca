"use strict";
// Provides `wholesOf` and `beginningsOf`, which test digits against many patterns at once.
//
// The detection tests each number with a dozen patterns. This automaton tests all of them in one
// pass over the number's digits. A state of the automaton is the set of positions, in all patterns,
// that the digits read so far have reached. The automaton adds a state when digits first reach it,
// and uses the state again for other digits that reach the same positions. Depends on lazy.js.

/**
 * @typedef {object} Place a position in a pattern
 * @property {number} id
 * @property {number} digits the digits that may follow the position, as flags: `1 << 2` for a 2
 * @property {Place[]} next the positions that the pattern may reach by one of these digits
 * @property {number} ends the flag of the pattern if the pattern may end here, or else 0
 */

/**
 * @typedef {object} Reader the automaton; its states are numbered
 * @property {Place[][]} places for each state, the positions of which the state consists
 * @property {number[]} ends for each state, the flags of the patterns that may end there
 * @property {Map<string, number>} states the number of each state, by the ids of its positions
 * @property {Int16Array} next for each state and each of the ten digits, the state that the digit
 *   leads to; 0 if that state is not computed yet
 */

/**
 * @typedef {Part[][]} Branches the alternatives in a pattern, each a sequence of parts
 * @typedef {{choice: number | Branches, least: number, most: number}} Part a part of a pattern,
 *   such as "[2-4]{2,3}": `choice` holds the possible digits as flags, or the alternatives in
 *   brackets; the part is repeated `least` to `most` times
 */

const ANY_DIGIT = 0x3ff;
const ZERO = "0".charCodeAt(0);
const NOWHERE = 1;
const START = 2;
const FIRST_ROOM = 32;

/**
 * @param {(string | undefined)[]} sources patterns for digits; undefined matches no digits
 * @returns {(digits: string) => number} a function that tests digits and returns flags: the flag
 *   `1 << index` is set if the pattern at `index` matches all of the digits
 */
function wholesOf(sources) {
  const reader = lazily(() => readerOf(sources));
  return (digits) => {
    const { ends } = reader();
    let state = START;
    for (let index = 0; index < digits.length && state !== NOWHERE; index += 1) {
      state = stateAfter(reader(), state, digits.charCodeAt(index) - ZERO);
    }
    return ends[state] ?? 0;
  };
}

/**
 * @param {(string | undefined)[]} sources patterns for digits; undefined matches no digits
 * @returns {(digits: string) => number} a function that tests digits and returns flags: the flag
 *   `1 << index` is set if the pattern at `index` matches the beginning of the digits
 */
function beginningsOf(sources) {
  const reader = lazily(() => readerOf(sources));
  return (digits) => {
    const { ends } = reader();
    let state = START;
    let flags = ends[state] ?? 0;
    for (let index = 0; index < digits.length && state !== NOWHERE; index += 1) {
      state = stateAfter(reader(), state, digits.charCodeAt(index) - ZERO);
      flags |= ends[state] ?? 0;
    }
    return flags;
  };
}

/** @param {(string | undefined)[]} sources @returns {Reader} */
function readerOf(sources) {
  let count = 0;
  /** @type {MakePlace} */
  const place = (digits, next, ends) => ({ id: count++, digits, next, ends });
  const places = sources.flatMap((source, index) =>
    source ? linkBranches(readBranches({ source, at: 0 }), [place(0, [], 1 << index)], place) : [],
  );
  /** @type {Reader} */
  const reader = {
    places: [],
    ends: [],
    states: new Map(),
    next: new Int16Array(10 * FIRST_ROOM),
  };
  for (const first of [[], [], places]) addState(reader, first);
  return reader;
}

/** @param {Reader} reader @param {number} state @param {number} digit @returns {number} */
function stateAfter(reader, state, digit) {
  return reader.next[10 * state + digit] || follow(reader, state, digit);
}

/**
 * @param {Reader} reader
 * @param {number} state
 * @param {number} digit
 * @returns {number} the next state
 */
function follow(reader, state, digit) {
  /** @type {Set<Place>} */
  const places = new Set();
  for (const { digits, next } of reader.places[state] ?? []) {
    if ((digits >> digit) & 1) for (const place of next) places.add(place);
  }
  const following = addState(reader, [...places]);
  reader.next[10 * state + digit] = following;
  return following;
}

/**
 * @param {Reader} reader
 * @param {Place[]} places positions in patterns
 * @returns {number} the number of the state that consists of these positions; the state is added to
 *   the automaton if it does not exist yet
 */
function addState(reader, places) {
  const key = places.map(({ id }) => id).join();
  const known = reader.states.get(key);
  if (known !== undefined && reader.ends.length > START) return known;
  const state = reader.ends.length;
  reader.places.push(places);
  reader.ends.push(places.reduce((flags, { ends }) => flags | ends, 0));
  reader.states.set(key, state);
  if (10 * (state + 1) > reader.next.length) {
    const next = new Int16Array(2 * reader.next.length);
    next.set(reader.next);
    reader.next = next;
  }
  return state;
}

/** @typedef {(digits: number, next: Place[], ends: number) => Place} MakePlace */

/** @param {Branches} branches @param {Place[]} after @param {MakePlace} place @returns {Place[]} */
function linkBranches(branches, after, place) {
  /** @type {Place[]} */
  const first = [];
  for (const parts of branches) {
    let next = after;
    for (let index = parts.length - 1; index >= 0; index -= 1) {
      next = linkPart(/** @type {Part} */ (parts[index]), next, place);
    }
    first.push(...next);
  }
  return first;
}

/**
 * @param {Part} part
 * @param {Place[]} after
 * @param {MakePlace} place
 * @returns {Place[]} the part's first places
 */
function linkPart({ choice, least, most }, after, place) {
  let first = after;
  for (let count = most; count > 0; count -= 1) {
    const once =
      typeof choice === "number" ? [place(choice, first, 0)] : linkBranches(choice, first, place);
    first = count > least ? [...once, ...after] : once;
  }
  return first;
}

/** @typedef {{source: string, at: number}} Cursor a position in a pattern, "1([2-4]|7d{2,3}#4)?" */

/**
 * @param {Cursor} cursor
 * @returns {Branches} the alternatives, separated by "|", up to the closing bracket or the
 *   pattern's end
 */
function readBranches(cursor) {
  /** @type {Part[]} */
  let parts = [];
  const branches = [parts];
  while (cursor.at < cursor.source.length) {
    const sign = cursor.source.charAt(cursor.at);
    cursor.at += 1;
    if (sign === ")") break;
    if (sign === "|") branches.push((parts = []));
    else if (sign !== "$") parts.push(readPart(cursor, sign));
  }
  return branches;
}

/** @param {Cursor} cursor @param {string} sign @returns {Part} */
function readPart(cursor, sign) {
  const { source } = cursor;
  let choice;
  if (sign === "#") return readRepeated(cursor);
  if (sign === "(") {
    if (source.startsWith("?:", cursor.at)) cursor.at += 2;
    choice = readBranches(cursor);
  } else if (sign === "[") choice = readDigits(cursor);
  else choice = sign === "d" ? ANY_DIGIT : 1 << Number(sign);
  const next = source.charAt(cursor.at);
  if (next === "?") {
    cursor.at += 1;
    return { choice, least: 0, most: 1 };
  }
  if (next !== "{") return { choice, least: 1, most: 1 };
  const end = source.indexOf("}", cursor.at);
  const [least = 0, most = least] = source
    .slice(cursor.at + 1, end)
    .split(",")
    .map(Number);
  cursor.at = end + 1;
  return { choice, least, most };
}

/** @param {Cursor} cursor after the "#" of "#5-6" @returns {Part} */
function readRepeated(cursor) {
  const repeated = cursor.source.slice(cursor.at, cursor.at + 3);
  const [whole, least, most = least] = /** @type {string[]} */ (/^(\d)(?:-(\d))?/.exec(repeated));
  cursor.at += /** @type {string} */ (whole).length;
  return { choice: ANY_DIGIT, least: Number(least), most: Number(most) };
}

/**
 * @param {Cursor} cursor a position directly after an opening bracket: before the 2 of "[2-47]"
 * @returns {number} the digits in the brackets, as flags: those of 2, 3, 4 and 7
 */
function readDigits(cursor) {
  let flags = 0;
  let from = 0;
  for (let sign = ""; sign !== "]"; cursor.at += 1) {
    sign = cursor.source.charAt(cursor.at);
    if (sign === "-") {
      const to = Number(cursor.source.charAt(cursor.at + 1));
      for (let digit = from; digit < to; digit += 1) flags |= 1 << digit;
    } else if (sign !== "]") {
      from = Number(sign);
      flags |= 1 << from;
    }
  }
  return flags;
}
