// Provides edits that replace the letters of vanity numbers ("1-800-FLOWERS") with digits.
// Depends on number.js; prepared_text.js uses the edits.
"use strict";

/** Matches vanity numbers with an area code: "1-800-FLOWERS", "1 (800) GO FEDEX" */
const SPELLED = new RegExp(
  "(?<![A-Za-z\\d\\u00c0-\\u024f.@/])(\\+?1(?:[-. ]{1,2}|(?=\\()))?" +
    "(?:\\((\\d{3})\\)[-. ]{0,2}|(\\d{3})[-.]|(?<=1[-. ]{1,2})(8\\d\\d) )" +
    "(?=[\\dA-Za-z.-]{0,6}[A-Za-z]{2})" +
    "((?=(?:[- ]?[A-Z0-9]){7}(?![A-Za-z0-9]))[A-Z0-9]{1,6}(?:[- ][A-Z0-9]{1,6}){1,3}|" +
    "[A-Za-z0-9]{1,12}(?:[-.][A-Za-z0-9]{1,12}){0,3})(?![A-Za-z0-9])",
  "g",
);
/** Matches other countries' vanity numbers: "1300 FLOWERS", "13 CABS", "0800 PIZZA HUT" */
const SPELLED_ELSEWHERE = new RegExp(
  "(?<![A-Za-z\\d\\u00c0-\\u024f.@/])(?:0?8\\d\\d|1[38]00|13|0508|086\\d|0[345]00)[- ]" +
    "(?=(?:[0-9 -]{0,3}[A-Z]){4})[A-Z0-9]{2,9}(?:[- ][A-Z]{2,9}){0,2}(?![A-Za-z0-9])",
  "g",
);
/** Matches digits that may repeat a vanity number: "(639-9675)" of "(212) NEW-YORK (639-9675)" */
const DIGITS_AGAIN = /\s{0,2}\((\d[\d\- .]{2,12}\d)/y;
const TOLL_FREE = /^8(?:00|88|77|66|55|44|33|22)$/;
const CAPITALISED = /^(?:(?:[A-Z][a-z]+)+|[A-Z0-9]+)$/;
const NORTH_AMERICAN_DIGITS = 10;
const SUBSCRIBER_DIGITS = 7;
// A vanity number may end with so many letters that need not be dialled: the S of "1-888-MATTRESS".
const MOST_EXTRA_LETTERS = 5;
const FEWEST_SPELLED_DIGITS = 6;

/** @param {string} digits @param {string} region @returns {Edit[]} */
function spelledNumbers(digits, region) {
  const isNorthAmerican = planOfRegion(region)?.code === "1";
  const edits = [];
  for (const found of digits.matchAll(SPELLED)) {
    const [whole, one = "", inBrackets, hyphened, spaced, body = ""] = found;
    const area = inBrackets ?? hyphened ?? spaced ?? "";
    if ((one === "" && !isNorthAmerican) || !isSpelling(area, body)) continue;
    const length = NORTH_AMERICAN_DIGITS + (one === "" ? 0 : 1);
    edits.push(...spelledEdits(digits, found.index, whole, length));
  }
  if (isNorthAmerican) return edits;
  for (const { 0: whole, index } of digits.matchAll(SPELLED_ELSEWHERE)) {
    const length = dialledLength(whole, region);
    if (length > 0) edits.push(...spelledEdits(digits, index, whole, length));
  }
  return edits;
}

/**
 * @param {string} area "800"
 * @param {string} body "FLOWERS"
 * @returns {boolean} whether the area code and the letters are a vanity number
 */
function isSpelling(area, body) {
  const symbols = body.replace(/[-. ]/g, "");
  const letters = symbols.replace(/\d/g, "");
  if (symbols.length < SUBSCRIBER_DIGITS || letters.length < 3) return false;
  if (!TOLL_FREE.test(area)) return symbols.length === SUBSCRIBER_DIGITS && !/[a-z ]/.test(body);
  const isNotTooLong = symbols.length <= SUBSCRIBER_DIGITS + MOST_EXTRA_LETTERS;
  return isNotTooLong && body.split(/[-. ]/).every((part) => CAPITALISED.test(part));
}

/**
 * @param {string} written
 * @param {string} region
 * @returns {number} how many of the text's digits and letters, from the first one on, make a valid
 *   number; 0 if none do
 */
function dialledLength(written, region) {
  const digits = keypadDigits(written);
  for (let length = digits.length; length >= FEWEST_SPELLED_DIGITS; length -= 1) {
    if (isValidNumber(parseNumber(digits.slice(0, length), region))) return length;
  }
  return 0;
}

/** @param {string} text @param {number} start @param {string} written @param {number} length */
function spelledEdits(text, start, written, length) {
  let dialled = 0;
  let replacement = "";
  for (const sign of written) {
    const isDialled = /[A-Za-z0-9]/.test(sign);
    replacement += dialled >= length ? BLANK : isDialled ? keypadDigits(sign) : sign;
    if (isDialled) dialled += 1;
  }
  const end = start + written.length;
  const edits = [{ start, end, replacement, reason: "vanity" }];
  DIGITS_AGAIN.lastIndex = end;
  const again = DIGITS_AGAIN.exec(text);
  const digits = digitsOf(again?.[1] ?? "");
  if (again && digits.length < NORTH_AMERICAN_DIGITS && digitsOf(replacement).endsWith(digits)) {
    edits.push(blank(end, again[0].length, "vanity"));
  }
  return edits;
}
