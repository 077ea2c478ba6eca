// Chooses the caller ID that is nearest to the callee: a number of the account with the callee's
// area code, or else a number from the callee's state, or else one from the callee's country.
// Depends on the table of area codes.

import { areaOfCode } from "./north_american_areas.js";

/**
 * Where a number belongs, as its first digits show. `calling` is the calling code, and `national`
 * the digits after the calling code. In North America, `area` is the state or province, such as
 * "US-CA", and `country` is "US". Elsewhere, `area` and `country` equal `calling`.
 * @typedef {{calling: string, national: string, country: string, area: string}} Origin
 */

/**
 * The calling codes that have two digits (ITU-T E.164). The codes 1 and 7 have one digit, and all
 * other calling codes have three digits.
 */
const TWO_DIGITS = new Set(
  (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 " +
    "66 81 82 84 86 90 91 92 93 94 95 98"
  ).split(" "),
);
/**
 * Area codes outside North America differ in length. There, two numbers of a country count as near
 * if at least so many digits after the calling code are equal.
 */
const LEAST_DIGITS_IN_COMMON = 2;

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
 * Measures how near two numbers are to each other.
 * @param {Origin} one
 * @param {Origin} other
 * @returns {number} 0 if the countries differ. In North America, 3 if the area codes are equal, 2
 *   if only the states are equal, and 1 if only the countries are equal. Elsewhere, the count of
 *   equal first digits after the calling code, but 1 if fewer than LEAST_DIGITS_IN_COMMON are
 *   equal.
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
  return common < LEAST_DIGITS_IN_COMMON ? 1 : common;
}

/**
 * Chooses the caller ID for a call.
 * @template {{phone_number: string}} T
 * @param {string} number E.164 of the callee
 * @param {readonly T[]} own the account's caller IDs, in the account's order
 * @returns {T | undefined} the caller ID that is nearest to the callee; the first such caller ID if
 *   several are equally near; undefined if no caller ID is in the callee's country
 */
export function nearestNumber(number, own) {
  const callee = originOf(number);
  const near = own.map((entry) => nearness(callee, originOf(entry.phone_number)));
  const nearest = Math.max(0, ...near);
  return nearest > 0 ? own[near.indexOf(nearest)] : undefined;
}
