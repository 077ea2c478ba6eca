"use strict";
// Text in, valid phone numbers out, exactly those that libphonenumber's PhoneNumberMatcher finds
// at leniency VALID. Knows how numbers stand in a text; what a number is, number.js knows.

/**
 * @typedef {object} NumberMatch
 * @property {number} start offset in the text, in UTF-16 units
 * @property {number} end
 * @property {string} number E.164, "+14155552671"
 * @property {string} ext extension as written, or ""
 * @property {string} kind "fixed_line", "mobile", … as of classifyNumber
 *
 * @typedef {object} Search
 * @property {string} text
 * @property {string} region
 * @property {number} triesLeft
 */

const OPENING = "(\\[\uFF08\uFF3B";
const CLOSING = ")\\]\uFF09\uFF3D";
const LEAD = `[${OPENING}${PLUS}]`;
const UP_TO_4_PUNCTUATION = `[${PUNCTUATION}]{0,4}`;
const DIGIT_BLOCK = `\\p{Nd}{1,${MOST_NATIONAL_DIGITS + MOST_CODE_DIGITS}}`;
const MOST_BLOCKS = MOST_NATIONAL_DIGITS + MOST_CODE_DIGITS;

/** Whatever looks like a number: "+1 (415) 555-2671 ext. 5", but also "2011-03-01 12" */
const CANDIDATE = new RegExp(
  `(?:${LEAD}${UP_TO_4_PUNCTUATION}){0,2}${DIGIT_BLOCK}` +
    `(?:${UP_TO_4_PUNCTUATION}${DIGIT_BLOCK}){0,${MOST_BLOCKS}}(?:${EXTENSION_IN_TEXT})?`,
  "giu",
);
const STARTS_WITH_LEAD = new RegExp(`^${LEAD}`);

const NO_BRACKET = `[^${OPENING}${CLOSING}]`;
/** Brackets that open and close: "(415) 555-2671"; the first may have been left out: "415) 555". */
const BALANCED = new RegExp(
  `^(?:[${OPENING}])?(?:${NO_BRACKET}+[${CLOSING}])?${NO_BRACKET}+` +
    `(?:[${OPENING}]${NO_BRACKET}+[${CLOSING}]){0,3}${NO_BRACKET}*$`,
  "u",
);
const BRACKET = new RegExp(`[${OPENING}${CLOSING}]`);

/** Pages of a publication: "211-227 (2003" */
const PAGES = /\p{Nd}{1,5}-+\p{Nd}{1,5}\s{0,4}\(\p{Nd}{1,4}/u;
/** "3/10/2011", "31/10/96", "08/31/95" */
const SLASH_DATE =
  /(?:[0-3]?\p{Nd}\/[01]?\p{Nd}|[01]?\p{Nd}\/[0-3]?\p{Nd})\/(?:[12]\p{Nd})?\p{Nd}{2}/u;
/** "2012-01-02 08", which a time follows: ":00" */
const DATE_AND_HOUR = /[12]\p{Nd}{3}[-/]?[01]\p{Nd}[-/]?[0-3]\p{Nd} +[0-2]\p{Nd}$/u;
const MINUTES = /:[0-5]\p{Nd}/uy;

/** Letters after which, or before which, digits belong to a word: "abc8005001234", "8005001234é" */
const LATIN_LETTER = /(?=[\p{L}\p{Mn}])[\0-\u024F\u0300-\u036F\u1E00-\u1EFF]/u;
const MONEY = /[%\p{Sc}]/u;

/**
 * What divides a candidate into numbers, the surest sign first. The number after a separator goes
 * up to the sign `until`, or to the end. A captured run of the same sign is a separator from each
 * of its characters on: as many tries, one number.
 */
const SEPARATORS = [
  { separator: /(\/+)/g, until: "" }, // "651-234-2345/332-445-1234"
  { separator: /(?=\()/g, until: "(" }, // "(650) 223 3345 (754) 223 3321"
  { separator: /(?:\s-|-\s)\s*(?=.)/g, until: "" }, // "12345 - 332-445-1234"
  { separator: /[\u2012-\u2015\uFF0D]\s*(?=.)/g, until: "" }, // "332-445-1234–332-445-1235"
  { separator: /(\.+)\s*(?=[^.])/g, until: "." }, // "12345. 332-445-1234"
  { separator: /(\s+)(?=\S)/g, until: " " }, // "3324451234 8002341234"
];
const SPACE = /\s/g;
const ANY_SEPARATOR = /[/(.\s\u2012-\u2015\uFF0D]/;

/** So many candidates may be wrong, then the matcher gives up: `max_tries` of the source. */
const MOST_TRIES = 65535;

/**
 * Finds the numbers that libphonenumber's matcher finds; source of every rule is the Python
 * package phonenumbers, `PhoneNumberMatcher(text, region, leniency=Leniency.VALID)`.
 * @param {string} text
 * @param {string} region of numbers written without a country, "US"; unknown regions find only +
 * @returns {NumberMatch[]} in the order of the text, not overlapping
 */
function findMatches(text, region) {
  const search = { text, region, triesLeft: MOST_TRIES };
  const matches = [];
  CANDIDATE.lastIndex = 0;
  for (let found; search.triesLeft > 0 && (found = CANDIDATE.exec(text)); ) {
    const second = found[0].search(SECOND_NUMBER);
    const candidate = second < 0 ? found[0] : found[0].slice(0, second);
    const match = matchCandidate(search, candidate, found.index);
    if (match) matches.push(match);
    else search.triesLeft -= 1;
    CANDIDATE.lastIndex = match ? match.end : found.index + candidate.length;
  }
  return matches;
}

/** @param {Search} search @param {string} candidate @param {number} offset */
function matchCandidate(search, candidate, offset) {
  if (SLASH_DATE.test(candidate)) return null;
  MINUTES.lastIndex = offset + candidate.length;
  if (DATE_AND_HOUR.test(candidate) && MINUTES.test(search.text)) return null;
  return matchNumber(search, candidate, offset) ?? matchInner(search, candidate, offset);
}

/**
 * @param {Search} search
 * @param {string} candidate
 * @param {number} offset of the candidate in the text
 * @returns {NumberMatch | null} the candidate as a whole, if it is a valid number
 */
function matchNumber(search, candidate, offset) {
  if (isLongerThan(candidate, MOST_CHARACTERS) || !isWellFormed(candidate)) return null;
  if (!standsAlone(search.text, candidate, offset)) return null;
  const number = parseNumber(candidate, search.region);
  if (typeof number === "string") return null;
  const { kind } = classifyNumber(number.code, number.national);
  if (kind === "unknown" || !hasSensibleX(number, candidate)) return null;
  if (!hasNeededPrefix(number, candidate)) return null;
  return {
    start: offset,
    end: offset + candidate.length,
    number: `+${number.code}${number.national}`,
    ext: number.ext,
    kind,
  };
}

/** @param {string} candidate */
function isWellFormed(candidate) {
  if (!BRACKET.test(candidate)) return candidate !== "";
  return BALANCED.test(candidate) && !PAGES.test(candidate);
}

/** @param {string} text @param {string} candidate @param {number} offset */
function standsAlone(text, candidate, offset) {
  if (offset > 0 && !STARTS_WITH_LEAD.test(candidate) && isGlue(before(text, offset))) return false;
  const end = offset + candidate.length;
  return end >= text.length || !isGlue(String.fromCodePoint(text.codePointAt(end) ?? 0));
}

/** @param {string} text @param {number} offset @returns {string} the character that ends there */
function before(text, offset) {
  const width = offset > 1 && isLowSurrogate(text.charCodeAt(offset - 1)) ? 2 : 1;
  return text.slice(offset - width, offset);
}

/** @param {string} character */
function isGlue(character) {
  return LATIN_LETTER.test(character) || MONEY.test(character);
}

/**
 * An x stands before an extension, two stand for a carrier: "555-0100 x7", "0xx11 3333 4444".
 * @param {ParsedNumber} number
 * @param {string} candidate
 */
function hasSensibleX(number, candidate) {
  for (let index = 0; index < candidate.length - 1; index += 1) {
    if (!isX(candidate[index])) continue;
    if (isX(candidate[index + 1])) {
      index += 1;
      if (!isSameNumber(number, candidate.slice(index))) return false;
    } else if (number.ext === "" || digitsOf(candidate.slice(index)) !== number.ext) return false;
  }
  return true;
}

/** @param {string} character */
function isX(character) {
  return character === "x" || character === "X";
}

/** @param {ParsedNumber} number @param {string} text of a number without its country */
function isSameNumber(number, text) {
  if (parseNumber(text, "") !== COUNTRY_UNKNOWN) return false;
  const same = parseNumber(text, planOfCode(number.code)?.region ?? "");
  return (
    typeof same !== "string" &&
    same.code === number.code &&
    same.national === number.national &&
    same.ext === number.ext
  );
}

/**
 * @param {Search} search
 * @param {string} candidate that is no number as a whole
 * @param {number} offset of the candidate in the text
 * @returns {NumberMatch | null} the first number inside
 */
function matchInner(search, candidate, offset) {
  if (!ANY_SEPARATOR.test(candidate)) return null;
  for (const { separator, until } of SEPARATORS) {
    const match = matchBetween(search, candidate, offset, separator, until);
    if (match) return match;
  }
  return null;
}

/**
 * @param {Search} search
 * @param {string} candidate
 * @param {number} offset
 * @param {RegExp} separator
 * @param {string} until
 */
function matchBetween(search, candidate, offset, separator, until) {
  separator.lastIndex = 0;
  let isFirst = true;
  for (let found; search.triesLeft > 0 && (found = separator.exec(candidate)); ) {
    const start = found.index + found[0].length;
    if (isFirst) {
      const match = matchNumber(search, trimEnd(candidate.slice(0, found.index)), offset);
      if (match) return match;
      search.triesLeft -= 1;
      isFirst = false;
    }
    const part = trimEnd(candidate.slice(start, endOfPart(candidate, start, until)));
    const match = matchNumber(search, part, offset + start);
    if (match) return match;
    const repeats = found[1]?.length ?? 1;
    search.triesLeft -= repeats;
    separator.lastIndex = found.index + repeats;
  }
  return null;
}

/** @param {string} candidate @param {number} start @param {string} until @returns {number} */
function endOfPart(candidate, start, until) {
  if (until === "") return candidate.length;
  if (until !== " ") return (candidate.indexOf(until, start + 1) + 1 || candidate.length + 1) - 1;
  SPACE.lastIndex = start;
  return SPACE.exec(candidate)?.index ?? candidate.length;
}
