// Provides `knownRest` and `mayHideRest`, which find digits that often stand beside a phone number
// and do not belong to it: opening hours, postcodes, counts, prices and numbers of list items.
// Depends on number.js and vocabulary.js.
"use strict";

const REACH_BEYOND_CHARACTERS = 4;
const REACH_OF_UNIT_CHARACTERS = 12;
/** Around the clock: "24/7", "24h/24", "7/7" */
const AROUND_THE_CLOCK = /24 ?[hH]?s? ?\/ ?(?:24|7)(?!\d)|7 ?[jJ]? ?\/ ?(?:7|24)(?!\d)/y;
/** Opening hours: "9-17", "9 - 12.30", "8h–12h", "08:00-16" */
const HOURS =
  /(\d{1,2})(?:[.:hH]?[03]0)? ?[hH]?(?: ?[-–—] ?| (?:a|à|to|til|bis|tot|do|às|до) )(?:(\d{1,2})(?:[.:hH]?[03]0)?(?![\d/.]|-\d)|\v)/y;
/** Matches the number of a list item: "1. 020 …", "(2) 0176 …", "3) …" */
const LIST_NUMBER = /1?\d(?:\)[.:]?|[.:]) {1,3}(?=[+(\d])|\(1?\d\)[.:]? {0,3}/y;
/**
 * Matches postcodes before a town: "28013 Madrid", "3000 BERN", "1011 AB Amsterdam", "111 22
 * Stockholm", and long ones at a line's end: "560 001"
 */
const POSTCODE =
  /(?:\d{4}-\d{3}|\d{5}-\d{3}|\d\d-\d{3}|\d{3}[ \u00a0]\d{2,3}|\d{4,7})(?=[ \u00a0]{1,2}\p{Lu}\p{L})|(?:\d{3} \d{3}|\d{5,6})(?=[ \u00a0]*(?:\n|$))/uy;
/**
 * The countries by the count of digits in their postcodes. The key "3,2" stands for postcodes with
 * a group of three digits and a group of two.
 */
const POSTCODE_DIGITS = {
  4: "AT CH LI DK NO BE LU NL AU NZ HU BG SI ZA CY TN GE AM PH",
  5: "PL DE FR ES IT US FI SE EE HR RS ME BA MK UA TR MX PE ID MY TH KR SA IL GR CZ SK LT MA MC SM VA",
  7: "PT CL",
  8: "BR",
  6: "RU KZ BY IN CN SG RO VN CO EC KG UZ TJ TM",
  "3,2": "SE CZ SK GR",
  "3,3": "IN",
};
const UNITS =
  "(?:st|nd|rd|th)\\b|[ \u00a0]{1,2}(?:hours?|hrs|Std|Stunden|heures|lignes|horas|l[ií]neas|ore|linee|" +
  "linhas|k?m|[Mm]in|uur|lijnen|godz|timer|timmar|tuntia|hod|saat|час|годин|ώρες|óra|jam|giờ|lines|Leitungen|linii)|" +
  "\\.?[ºª°]? ?(?:Stock|OG|Etage|étage|piso|planta|andar|piano|piętro|patro|emelet|floor|sal|etasje|krs)\\b|" +
  "ชม|시간|小时|小時|時間";
/** Matches a count: "24 hours", "3 lignes", "2nd floor" */
const COUNTED = new RegExp(`\\d{1,2}(?=${UNITS})`, "y");
/** Matches the part of a price before the comma: the 4 of "4,90" */
const PRICE = /\d{1,4}(?=,\d\d(?!\d))/y;
/**
 * Matches a single digit before a word, or two digits after a long group and before a word. Such
 * digits may be a count: the 5 of "5 km", the 24 of "456789 24 Monate".
 */
const LONELY_COUNT = /(?:\d|(?<=\d{5}[ \u00a0])\d\d)(?=\.?[ \u00a0]\p{L})/uy;
const KNOWN_RESTS = [AROUND_THE_CLOCK, LIST_NUMBER, COUNTED, PRICE];
const MOST_DIGITS_OF_COUNT = 2;
const MOST_POSTCODE_DIGITS = 7;
const LATEST_HOUR = 24;
const NOON = 12;
/** Matches a row of digits that may contain opening hours beside a phone number. */
const MAY_HIDE_HOURS =
  /[\s\u00a0](?:[01]?\d|2[0-4])[hH]? ?(?:[-–/] ?(?:(?:[01]?\d|2[0-4])(?=\D*$)|\v)|(?:a|à|bis|to) \v)/;
const MAY_HIDE_LIST = /(?:^|\d[\s\u00a0]{1,3})(?:1?\d[.)]|\([1-9]\))[.:]?[\s\u00a0]/;
/** Matches a row of digits whose last one or two digits may be a count, such as "24 hours". */
const MAY_END_WITH_COUNT = /[\s\u00a0]\d{1,2}(?:[.:]\d\d)?$/;
const MAY_END_WITH_POSTCODE = /[\s\u00a0](\d{3}[ \u00a0]\d{2,3}|\d{4,7})$/;
const ENDS_LONELY = /\d{5}[ \u00a0]\d\d$|[\s\u00a0]\d$/;
const WORD_AFTER = /^\.?[ \u00a0]\p{L}/u;
const COUNTED_AFTER = new RegExp(
  `^(?:${UNITS}|,\\d\\d(?!\\d)|[ \u00a0](?:a|à|to|til|bis|tot|do|às|до)[ \u00a0])`,
);
const TOWN_AFTER = /^[ \u00a0]{1,2}\p{Lu}\p{L}/u;

/**
 * Finds opening hours, a postcode, a count, a price or a list item's number in a row of digits.
 * @param {DigitRow} row
 * @param {number} start the start of a group of digits
 * @param {number} length how many digits the group has
 * @returns {number} the end of what is found at `start`; 0 if nothing of this kind begins there
 */
function knownRest({ text, region }, start, length) {
  if (length > MOST_POSTCODE_DIGITS) return 0;
  const isShort = length <= MOST_DIGITS_OF_COUNT;
  for (const pattern of isShort ? KNOWN_RESTS : [PRICE]) {
    pattern.lastIndex = start;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  LONELY_COUNT.lastIndex = start;
  if (isShort && LONELY_COUNT.test(text) && isNoLabel(text, LONELY_COUNT.lastIndex)) {
    return LONELY_COUNT.lastIndex;
  }
  POSTCODE.lastIndex = start;
  const [code] = POSTCODE.exec(text) ?? [];
  if (code && isPostcodeOf(region, code) && isNoLabel(text, POSTCODE.lastIndex)) {
    return POSTCODE.lastIndex;
  }
  if (!isShort) return 0;
  HOURS.lastIndex = start;
  const [whole, from, to = LATEST_HOUR] = HOURS.exec(text) ?? [];
  return whole && areHours(Number(from), Number(to)) ? HOURS.lastIndex : 0;
}

/**
 * @param {number} from
 * @param {number} to
 * @returns {boolean} whether the two numbers can be opening hours: "9-17", "9-5"
 */
function areHours(from, to) {
  return from <= LATEST_HOUR && to > 0 && (to <= NOON || (from < to && to <= LATEST_HOUR));
}

/**
 * Whether the word after a postcode or count is not a label: true for "28013 Madrid", false for
 * "26713 Fax".
 * @param {string} text
 * @param {number} end the end of the postcode or count
 * @returns {boolean}
 */
function isNoLabel(text, end) {
  return ruleOfWord(wordAt(text, end + text.slice(end, end + 2).search(/\S/))) === null;
}

const lengthsOfPostcodes = lazily(() => {
  /** @type {Map<string, string[]>} */
  const lengths = new Map();
  for (const [digits, regions] of Object.entries(POSTCODE_DIGITS)) {
    for (const region of regions.split(" ")) {
      lengths.set(region, [...(lengths.get(region) ?? []), digits]);
    }
  }
  return lengths;
});

/** @param {string} region @param {string} code "28013", "111 22" @returns {boolean} */
function isPostcodeOf(region, code) {
  const groups = digitGroups(code.replace("-", "")).map(({ length }) => length);
  return lengthsOfPostcodes().get(region)?.includes(`${groups}`) ?? false;
}

/**
 * A quick test whether a row of digits may contain opening hours, a count, a postcode or the number
 * of a list item. If the matcher's numbers contain all digits of a row, and this test fails, the
 * detection does not look for a better way to divide the row.
 * @param {string} text
 * @param {Cluster} row
 * @param {string} region
 * @returns {boolean}
 */
function mayHideRest(text, { start, end }, region) {
  const written = text.slice(start, end);
  const beyond = text.slice(start, end + REACH_BEYOND_CHARACTERS);
  if (MAY_HIDE_HOURS.test(beyond) || MAY_HIDE_LIST.test(beyond)) return true;
  const after = text.slice(end, end + REACH_OF_UNIT_CHARACTERS);
  if (ENDS_LONELY.test(written) && WORD_AFTER.test(after)) return true;
  if (MAY_END_WITH_COUNT.test(written)) return COUNTED_AFTER.test(after);
  const [, code = ""] = MAY_END_WITH_POSTCODE.exec(written) ?? [];
  return code !== "" && isPostcodeOf(region, code) && TOWN_AFTER.test(after);
}
