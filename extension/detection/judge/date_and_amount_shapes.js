// Provides `shapeRules`: the shapes of dates, times, amounts and identifiers. Only data;
// prepared_text.js applies the rules. tests/unit/judge_examples.jsonl has an example of each rule.
// Depends on lazy.js.
"use strict";

/**
 * A rule for texts of one shape, for example for dates, which are no phone numbers. Blanks replace
 * such a text before the matcher reads, so that the matcher does not join a date to the number
 * beside it. A text directly after a "sure" label is not replaced. The patterns have no flags and
 * apply to text with ASCII digits. If several rules match at an offset, the first one applies.
 * @typedef {object} ShapeRule
 * @property {string} name
 * @property {RegExp} start a quick test before `pattern`: it must match the text's first digits and
 *   the character after them, with 0 in place of each digit but the first: "2000-" for "2024-"
 * @property {string} [before] the character that must directly precede the text
 * @property {string} pattern the source of the pattern that the text must match
 * @property {boolean} [isAlone] true if the rule does not apply directly after digits and a space
 * @property {boolean} [isForeign] true if the rule does not apply in regions whose phone numbers
 *   are grouped like the text
 * @property {(found: string) => boolean} [check] an additional test
 */

const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const MONTH = "(?:0?[1-9]|1[0-2])";
const YEAR = "(?:19|20)\\d\\d";
const ANY_YEAR = "(?:1\\d|20)\\d\\d";
const DMY = `${DAY}(?:\\. ?${MONTH}\\. ?|/${MONTH}/|-${MONTH}-)${ANY_YEAR}`;
/** Matches a day and a month of two digits each: "03.06.", "02/05" */
const DAY_OF_MONTH = "(?:0[1-9]|[12]\\d|3[01])[./](?:0[1-9]|1[0-2])(?!\\d)\\.?";
const BETWEEN_DAYS =
  "(?:(?<=\\.)/|[ \u00a0]{0,2}(?:[-–—,+&]|bis|und|au|et|al?|y|to|do|till?|och|og|t/m|en|по|и|ve) ?|[ \u00a0]{1,2})";
const CLOCK = "(?:[01]?\\d|2[0-4])";
const END = "(?!\\d)(?![.\\-/]\\d)";
const CURRENCY =
  "(?:[$€£¥₽₹₩₺₴฿₪₫₱₦]|(?<![A-Za-zÀ-ɏ])(?:EUR|[Ee]uros?|EUROS?|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|" +
  "Kč|HUF|RON|RUB|руб|грн|zł|kr\\b|lei|Ft|TL|TRY|INR|Rs|JPY|CNY|RMB)|元|円|원)";

/** Matches an amount: digits without grouping, or grouped by thousands: "1500", "1.500,00" */
const AMOUNT = /^\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})*(?:[.,]\d\d)?$|^\d+(?:[.,]\d\d)?$/;

/** @param {string} found @returns {number[]} the values of the groups of digits in the text */
const groupsOf = (found) => (found.match(/\d+/g) ?? []).map(Number);

/** @param {string} found @returns {boolean} */
function isSequence(found) {
  const [first = 0, second = 0, ...others] = groupsOf(found);
  const step = second - first;
  const goesOn = others.every((group, index) => group === second + (index + 1) * step);
  return step !== 0 && Math.abs(step) <= 2 && goesOn;
}

/** @param {string} found @returns {boolean} */
function isShortRange(found) {
  const [from = 0, to = 0] = groupsOf(found);
  const width = String(from).length;
  return from < to && ((String(to).length === width && width < 4) || to - from < 50);
}

/** @param {string} found @returns {boolean} whether the text has a valid ISBN-10 check digit */
function isIsbn10(found) {
  const digits = found.replace(/[^\dXx]/g, "");
  if (digits.length !== 10) return false;
  const values = Array.from(digits, (digit) => (/\d/.test(digit) ? Number(digit) : 10));
  return values.reduce((sum, value, index) => sum + (10 - index) * value, 0) % 11 === 0;
}

/**
 * @param {string} found four groups of four digits
 * @returns {boolean} true if the last digit is a valid check digit, or if the groups cannot be two
 *   phone numbers of eight digits each
 */
function isCardNumber(found) {
  const digits = Array.from(found.replace(/\D/g, ""), Number).reverse();
  const doubled = digits.map((digit, place) => (place % 2 ? (2 * digit) % 9 || digit : digit));
  const sum = doubled.reduce((total, digit) => total + digit, 0);
  return sum % 10 === 0 || !/^[2-9]\d{3}\D\d{4}\D[2-9]/.test(found);
}

/**
 * @param {string} found
 * @returns {boolean} whether the text has a valid check digit of a CAS number, which identifies a
 *   chemical
 */
function isCasNumber(found) {
  const digits = Array.from(found.replaceAll("-", ""), Number).reverse();
  return digits.reduce((sum, digit, index) => sum + index * digit, 0) % 10 === digits[0];
}

/** @param {string} found @returns {boolean} */
function isNearPowerOfTwo(found) {
  const nearest = 2 ** Math.round(Math.log2(Number(found)));
  return Math.abs(Number(found) - nearest) <= 1;
}

/**
 * @param {string} found
 * @returns {boolean} whether the four groups of digits are an IP address. "20.30.40.50" and
 *   "91.123.45.67" do not count, because phone numbers are grouped like that
 */
function isAddress(found) {
  if (/[:/]/.test(found)) return true;
  return !/^\d\d\.\d\d\d?\.\d\d\.\d\d$|(?:^|\.)0\d/.test(found);
}

/** @type {() => ShapeRule[]} */
const shapeRules = lazily(() => [
  {
    name: "date",
    start: /^[12]\d{3}[-./ ]/,
    pattern:
      `(?<!\\d\\) ?)(?!(?<=\\d{3} )\\d{4}/\\d/\\d(?!\\d))(?:${YEAR}|1[34]\\d\\d) ?[-./] ?${MONTH} ?[-./] ?${DAY}(?!\\d)(?![-.]\\d{3})` +
      `(?:[ T,|]{0,3}[-–]? ?${CLOCK}:\\d\\d(?::\\d\\d)?(?!\\d))?`,
  },
  {
    name: "date",
    start: /^(?:[1-9]|[0-3]\d)[-./]/,
    pattern: `${DMY}(?: ?[-–/] ?${DMY})?${END}|${MONTH}([/.])${DAY}\\1${YEAR}${END}`,
  },
  {
    name: "date",
    isAlone: true,
    start: /^(?:[1-9]|[0-3]\d)[./]/,
    pattern:
      `${DAY}(?:\\.${MONTH}\\.|/${MONTH}/)\\d\\d` +
      `(?:(?=[ ,|\\-–]{1,3}${CLOCK}[:.h]\\d\\d)|(?!\\d)(?![ ./\\-\u00a0]\\d)|` +
      "(?= \\(?(?:\\+|0[1-9]\\d)))",
  },
  {
    name: "date",
    isAlone: true,
    start: /^[12]\d{7}(?!\d)/,
    pattern:
      `(?:\\d{1,2}-)?${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])` +
      "(?:[.\\-]\\d{1,3}){0,3}(?![.\\-]?\\d)",
  },
  {
    name: "date",
    isAlone: true,
    start: /^[0-3]\d /,
    pattern: `(?:0[1-9]|[12]\\d|3[01]) (?:0[1-9]|1[0-2]) ${YEAR}(?!\\d)(?![ .\\-/]\\d)`,
  },
  {
    name: "date",
    isAlone: true,
    start: /^[01]\d[-–/]/,
    pattern: `(?:0[1-9]|1[0-2])[-–/](?:0[1-9]|1[0-2])/${YEAR}(?!\\d)(?![ .\\-/]\\d)`,
  },
  {
    // Two days, each with its month: "03.06. 10.06.", "02/05 – 09/05/2024". No phone number is
    // grouped like this.
    name: "date",
    isAlone: true,
    start: /^[0-3]\d[./]/,
    pattern:
      `${DAY_OF_MONTH}(?:${BETWEEN_DAYS}${DAY_OF_MONTH}){1,9}(?:[./]?(?:${YEAR}|\\d\\d))?` +
      "(?!\\d)(?![.\\-/]\\d)",
  },
  {
    name: "year_range",
    isAlone: true,
    start: /^(?:[12]\d{3}[-–— ./]|(?:[1-9]|[01]\d)[./])/,
    pattern:
      `(?:${MONTH}[./])?${YEAR} ?[-–—] ?(?:${MONTH}[./])?${YEAR}(?!\\d)(?![.\\-/]\\d)|` +
      `${YEAR}[./]${MONTH} ?[-–—] ?${YEAR}[./]${MONTH}(?!\\d)`,
  },
  {
    // Tones that a phone sends after dialling: "+1 646 558 8656,,94726236#,,*26866#".
    name: "dial_tones",
    start: /^\d{2}/,
    before: ",",
    pattern: "(?<=\\d,,)\\d{2,15}(?!\\d|[-.]\\d|,[^,*#])#?(?:,*[*#]?\\d+#?)*",
  },
  {
    name: "list_number",
    start: /^\d{1,2}[:.) ]/,
    pattern: "(?<=#)\\d{1,2}(?=[:.)]? {1,2}(?:\\+|\\(\\d|0\\d|\\d{3}[-.]\\d{3}[-.]))",
  },
  {
    name: "time",
    start: /^[12]\d{3} /,
    pattern: `${YEAR} [+-](?:0\\d|1[0-4])(?:00|30|45)(?!\\d)`,
  },
  {
    name: "time",
    start: /^(?:\d|[0-2]\d):/,
    pattern: `${CLOCK}(?::[0-5]\\d){1,2}(?: ?[-–] ?${CLOCK}(?::[0-5]\\d){1,2})?(?!\\d)`,
  },
  {
    name: "time",
    start: /^(?:\d|[0-2]\d)[-–.: a-zA-Zч]/,
    pattern:
      `(?:(?<!\\d )${CLOCK}(?:[.:h]\\d\\d)? ?[-–] ?|${CLOCK}(?:[.:h]\\d\\d)?[-–])?` +
      `${CLOCK}(?:[.:h]\\d\\d)? ?` +
      "(?:[Uu]hr|UHR|uur|Std|[Hh]oras|hrs|klo|ч(?![а-я])|[hH]\\b|[aApP]\\.?[mM]\\b)",
  },
  {
    name: "time",
    start: /^(?:\d|[0-2]\d)[.:]/,
    pattern:
      `${CLOCK}[.:](?:[03]0|[14]5) ?[-–] ?${CLOCK}[.:](?:[03]0|[14]5)` +
      "(?!\\d)(?![.\\-]\\d| \\d\\d?(?!\\d))",
  },
  {
    name: "year_range",
    isAlone: true,
    start: /^[12]\d{3}[-–—/ ]/,
    pattern: `${YEAR} ?[-–—/] ?${YEAR}(?!\\d)(?![.\\-]\\d)`,
  },
  {
    name: "ip_address",
    isForeign: true,
    start: /^(?:\d{1,2}|[12]\d\d)\./,
    pattern:
      "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)" +
      "(?![\\d])(?!\\.\\d)(?:/\\d{1,2}|:\\d{2,5})?",
    check: isAddress,
  },
  {
    name: "version",
    start: /^\d\./,
    pattern: "\\d(?:\\.\\d{1,2}){2,4}-\\d{1,4}(?:\\.\\d{1,4})*(?!\\d)(?![.\\-]\\d)",
  },
  {
    name: "coordinates",
    start: /^\d{1,3}\./,
    pattern:
      "\\d{1,3}\\.\\d{3,15}°? ?[NS]?[,;/ ] {0,2}[-−]?\\d{1,3}\\.\\d{3,15}(?!\\d)(?![ .\\-]\\d)",
  },
  {
    name: "decimal",
    start: /^(?:\d|[1-9]\d|1\d\d)[.,]/,
    pattern:
      "(?:(?:0|[1-9]\\d?|1[0-7]\\d)[.,]\\d{4,17}|\\d\\.\\d{1,3}(?:/\\d\\.\\d{1,3})+)" +
      "(?!\\d)(?![ .\\-]\\d)",
  },
  {
    name: "version",
    start: /^\d\./,
    pattern: `\\d(?:\\.\\d{1,5}){5,12}(?!\\d)`,
  },
  {
    name: "version",
    start: /^[1-9]\d{0,2}\./,
    pattern: "[1-9]\\d{0,2}\\.\\d\\.\\d{3,5}\\.\\d{1,5}(?!\\d)(?![.\\-]\\d)",
  },
  {
    name: "thousands",
    isAlone: true,
    start: /^[1-9]\d?[.,'’]|^[1-9]\d\d,/,
    pattern:
      "(?:[1-9]\\d{0,2}(?:,\\d{3}){2,4}|" +
      "[1-9]\\d?(?:[.'’]\\d{3}){2,4}(?! \\d))(?!\\d)(?![.\\-/]\\d)",
  },
  {
    name: "money",
    isAlone: true,
    start: /^\d+[^-\d/():;]/,
    pattern:
      "(?:\\d{1,3}(?:[., \u00a0\u202f'’]\\d{3})+|\\d+)(?:[.,]\\d\\d?)?" +
      `[ \u00a0\u202f]?${CURRENCY}(?![a-z]|\\d)`,
  },
  {
    name: "card_number",
    isAlone: true,
    start: /^\d{4}[- ]/,
    pattern: `\\d{4}(?:[ \\-]\\d{4}){3}(?!\\d)`,
    check: isCardNumber,
  },
  {
    name: "tax_shape",
    start: /^\d{1,3}\.|^\d{2,3}\/|^[23]\d-|^\d{8}-|^9\d\d[- ]|^9\d{3}/,
    pattern:
      `(?:\\d{3}\\.\\d{3}\\.\\d{3}-\\d\\d?|\\d{1,2}\\.\\d{3}\\.\\d{3}(?:/\\d{4}-\\d\\d|-[\\dkK])|` +
      "(?:\\d\\d|[1-9]\\d\\d)/\\d{3}/\\d{5}|(?:20|2[347]|3[034])-\\d{8}-\\d|" +
      "\\d{8}-\\d-\\d\\d|(?<!\\d[ -])97[89][ \\-]?(?:\\d[ \\-]?){9}[\\dX])(?![\\d\\-])",
  },
  {
    name: "isbn",
    start: /^\d{1,5}[- ]/,
    pattern:
      "(?<!\\+\\d{1,3}[ -])(?=(?:\\d[ -]?){9}[\\dX](?![\\d-]|[:.h]\\d|[ap]m|[.)] {1,3}[+(\\d]))" +
      "\\d{1,5}(?: \\d{1,7} \\d{1,6} |-\\d{1,7}-\\d{1,6}-)[\\dX](?![\\d-])",
    check: isIsbn10,
  },
  {
    name: "sequence",
    isAlone: true,
    start: /^\d{1,4}[-–/,| ]|^[01]\d{9}/,
    pattern:
      "\\d{1,4}(?:(?: ?[/,|\\-–] ?| {1,4})\\d{1,4}){3,20}(?!\\d)|" +
      "(?<!\\d)(?:0?12345678910?|0123456789|1234567890)\\d{0,4}(?!\\d)",
    check: (found) => !/\D/.test(found) || isSequence(found),
  },
  {
    name: "page_range",
    isAlone: true,
    isForeign: true,
    start: /^[1-9]\d{1,3}[-– ]/,
    pattern: `[1-9]\\d{1,3} ?[-–] ?[1-9]\\d{1,3}(?!\\d)(?![ ./\\-–\u00ad\u200b\u2060]{1,3}[\\dA-Z])`,
    check: isShortRange,
  },
  {
    name: "power_of_two",
    isAlone: true,
    start: /^\d{7}/,
    pattern: "\\d{7,15}(?!\\d)(?![ .\\-/]\\d)",
    check: isNearPowerOfTwo,
  },
  {
    name: "cas_number",
    isAlone: true,
    start: /^[1-9]\d{1,6}-/,
    pattern: "[1-9]\\d{1,6}-\\d\\d-\\d(?!\\d)(?![ .\\-/]\\d)",
    check: isCasNumber,
  },
]);
