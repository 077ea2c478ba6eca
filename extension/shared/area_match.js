// Provides the choice of the caller ID that is nearest to the callee: of the account's own numbers the
// one with the same area code, else one of the same state or country. Depends on the table of area codes.

import { areaOfCode } from "./north_american_areas.js";

/**
 * The parts of a number's first digits: calling code, country, state and area code.
 * @typedef {{calling: string, national: string, country: string, area: string}} Origin
 */

/** ITU-T E.164: calling codes of two digits; 1 and 7 have one, all others three. */
const TWO_DIGITS = new Set(
  (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 " +
    "66 81 82 84 86 90 91 92 93 94 95 98"
  ).split(" "),
);
/** Outside North America area codes differ in length, so numbers with this many equal first digits are near. */
const LEAST_IN_COMMON = 2;

/** @param {string} number E.164 @returns {Origin} */
function originOf(number) {
  const digits = number.replace(/;.*$/, "").slice(1);
  const length = /^[17]/.test(digits) ? 1 : TWO_DIGITS.has(digits.slice(0, 2)) ? 2 : 3;
  const calling = digits.slice(0, length);
  const national = digits.slice(length);
  const area = calling === "1" ? areaOfCode(national.slice(0, 3)) : calling;
  return { calling, national, country: area.slice(0, calling === "1" ? 2 : undefined), area };
}

/**
 * @param {Origin} one
 * @param {Origin} other
 * @returns {number} how near two numbers are: 0 for different countries, then more for the same country, state and
 *   area code, and for each equal digit
 */
function nearness(one, other) {
  if (one.country === "" || one.country !== other.country) return 0;
  if (one.calling === "1") {
    const isSameCode = one.national.slice(0, 3) === other.national.slice(0, 3);
    return isSameCode ? 3 : one.area === other.area ? 2 : 1;
  }
  let common = 0;
  while (common < one.national.length && one.national[common] === other.national[common]) {
    common += 1;
  }
  return common < LEAST_IN_COMMON ? 1 : common;
}

/**
 * @template {{phone_number: string}} T
 * @param {string} number E.164 of the callee
 * @param {readonly T[]} own caller IDs of the account, in its order
 * @returns {T | undefined} the first of the nearest ones; undefined if none is in that country
 */
export function nearestNumber(number, own) {
  const callee = originOf(number);
  const near = own.map((entry) => nearness(callee, originOf(entry.phone_number)));
  const nearest = Math.max(0, ...near);
  return nearest > 0 ? own[near.indexOf(nearest)] : undefined;
}
