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
 * @property {number} fewestDigits no number that can be found has fewer
 * @property {number} triesLeft
 */

const OPENING = "(\\[\uFF08\uFF3B";
const CLOSING = ")\\]\uFF09\uFF3D";
const LEAD = `[${OPENING}${PLUS}]`;
const MOST_BLOCKS = MOST_NATIONAL_DIGITS + MOST_CODE_DIGITS;

/** @param {Digits} digits */
function buildFinderPatterns(digits) {
  const d = oneOf(digits);
  const punctuation = `[${PUNCTUATION}]{0,4}`;
  const block = `${d}{1,${MOST_BLOCKS}}`;
  const { inText } = extensionPatterns(digits);
  return {
    /** Whatever looks like a number: "+1 (415) 555-2671 ext. 5", but also "2011-03-01 12" */
    candidate: new RegExp(
      `(?:${LEAD}${punctuation}){0,2}${block}(?:${punctuation}${block}){0,${MOST_BLOCKS}}` +
        `(?:${inText})?`,
      "gi",
    ),
    /** Pages of a publication: "211-227 (2003" */
    pages: new RegExp(`${d}{1,5}-+${d}{1,5}\\s{0,4}\\(${d}`),
    /** "3/10/2011", "31/10/96", "08/31/95" */
    slashDate: new RegExp(`(?:[0-3]?${d}/[01]?${d}|[01]?${d}/[0-3]?${d})/(?:[12]${d})?${d}{2}`),
    /** "2012-01-02 08", which minutes follow: ":00" */
    dateAndHour: new RegExp(`[12]${d}{3}[-/]?[01]${d}[-/]?[0-3]${d} +[0-2]${d}$`),
    minutes: new RegExp(`:[0-5]${d}`, "y"),
  };
}

const finderPatterns = patternsBy(buildFinderPatterns);

const STARTS_WITH_LEAD = new RegExp(`^${LEAD}`);
const NO_BRACKET = `[^${OPENING}${CLOSING}]`;
/** Brackets that open and close: "(415) 555-2671"; the first may have been left out: "415) 555". */
const BALANCED = new RegExp(
  `^(?:[${OPENING}])?(?:${NO_BRACKET}+[${CLOSING}])?${NO_BRACKET}+` +
    `(?:[${OPENING}]${NO_BRACKET}+[${CLOSING}]){0,3}${NO_BRACKET}*$`,
);
const BRACKET = new RegExp(`[${OPENING}${CLOSING}]`);

/** Letters after which, or before which, digits belong to a word: "abc8005001234", "8005001234é" */
const LATIN_LETTER = /(?=[\p{L}\p{Mn}])[\0-\u024F\u0300-\u036F\u1E00-\u1EFF]/u;
const MONEY = /[%\p{Sc}]/u;

/**
 * What divides a candidate into numbers, the surest sign first: where a candidate has the sign, the
 * number after the separator goes up to `until`, or to the end. A captured run of the same sign is
 * a separator from each of its characters on: as many tries, one number.
 */
const SEPARATORS = [
  // "651-234-2345/332-445-1234"
  { sign: /\//, separator: /(\/+)/g, until: null },
  // "(650) 223 3345 (754) 223 3321"
  { sign: /\(/, separator: /(?=\()/g, until: /\(/g },
  // "12345 - 332-445-1234"
  { sign: /\s-|-\s/, separator: /(?:\s-|-\s)\s*(?=.)/g, until: null },
  // "332-445-1234–332-445-1235"
  { sign: /[\u2012-\u2015\uFF0D]/, separator: /[\u2012-\u2015\uFF0D]\s*(?=.)/g, until: null },
  // "12345. 332-445-1234"
  { sign: /\./, separator: /(\.+)\s*(?=[^.])/g, until: /\./g },
  // "3324451234 8002341234"
  { sign: /\s/, separator: /(\s+)(?=\S)/g, until: /\s/g },
];

/** So many candidates may be wrong, then the matcher gives up: `max_tries` of the source. */
const MOST_TRIES = 65535;
// No character can cause more than three tries.
const SURELY_ENOUGH_TRIES = MOST_TRIES / 3;

/**
 * Finds the numbers that libphonenumber's matcher finds; source of every rule is the Python
 * package phonenumbers, `PhoneNumberMatcher(text, region, leniency=Leniency.VALID)`.
 * @param {string} text
 * @param {string} region of numbers written without a country, "US"; unknown regions find only +
 * @returns {NumberMatch[]} in the order of the text, not overlapping
 */
function findMatches(text, region) {
  const { candidate: pattern } = finderPatterns(text);
  const search = { text, region, fewestDigits: fewestDigits(region), triesLeft: MOST_TRIES };
  const matches = [];
  pattern.lastIndex = 0;
  for (let found; search.triesLeft > 0 && (found = pattern.exec(text)); ) {
    const candidate = firstNumber(found[0]);
    const match = matchCandidate(search, candidate, found.index);
    if (match) matches.push(match);
    else search.triesLeft -= 1;
    pattern.lastIndex = match ? match.end : found.index + candidate.length;
  }
  return matches;
}

/** @param {string} candidate @returns {string} without a second extension: "555-0100 x1/x2" */
function firstNumber(candidate) {
  const second = candidate.includes("/") ? candidate.search(SECOND_NUMBER) : -1;
  return second < 0 ? candidate : candidate.slice(0, second);
}

/** @param {Search} search @param {string} candidate @param {number} offset */
function matchCandidate(search, candidate, offset) {
  const mayHold = mayHaveDigits(candidate, search.fewestDigits);
  if (!mayHold && search.text.length < SURELY_ENOUGH_TRIES) return null;
  if (isDate(search.text, candidate, offset)) return null;
  return matchNumber(search, candidate, offset) ?? matchInner(search, candidate, offset);
}

/** @param {string} text @param {string} candidate @param {number} offset */
function isDate(text, candidate, offset) {
  if (candidate.includes("/") && finderPatterns(candidate).slashDate.test(candidate)) return true;
  if (text[offset + candidate.length] !== ":") return false;
  const { minutes, dateAndHour } = finderPatterns(text);
  minutes.lastIndex = offset + candidate.length;
  return minutes.test(text) && dateAndHour.test(candidate);
}

/**
 * @param {Search} search
 * @param {string} candidate
 * @param {number} offset of the candidate in the text
 * @returns {NumberMatch | null} the candidate as a whole, if it is a valid number
 */
function matchNumber(search, candidate, offset) {
  if (isLongerThan(candidate, MOST_CHARACTERS)) return null;
  if (!mayHaveDigits(candidate, search.fewestDigits)) return null;
  if (!isWellFormed(candidate) || !standsAlone(search.text, candidate, offset)) return null;
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

/** @param {string} candidate @param {number} fewest @returns {boolean} letters count as digits */
function mayHaveDigits(candidate, fewest) {
  let count = 0;
  for (let index = 0; index < candidate.length && count < fewest; index += 1) {
    const unit = candidate.charCodeAt(index);
    if (isAsciiDigit(unit) || unit > 64) count += 1;
  }
  return count >= fewest;
}

/** @param {string} candidate */
function isWellFormed(candidate) {
  if (!BRACKET.test(candidate)) return candidate !== "";
  return BALANCED.test(candidate) && !finderPatterns(candidate).pages.test(candidate);
}

/** @param {string} text @param {string} candidate @param {number} offset */
function standsAlone(text, candidate, offset) {
  const isOpen = offset === 0 || STARTS_WITH_LEAD.test(candidate);
  if (!isOpen && isGlue(characterBefore(text, offset))) return false;
  const end = offset + candidate.length;
  return end === text.length || !isGlue(String.fromCodePoint(text.codePointAt(end) ?? 0));
}

/** @param {string} character @returns {boolean} whether digits beside it belong to it */
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
  for (const { sign, separator, until } of SEPARATORS) {
    const match = sign.test(candidate)
      ? matchBetween(search, candidate, offset, separator, until)
      : null;
    if (match) return match;
  }
  return null;
}

/**
 * @param {Search} search
 * @param {string} candidate
 * @param {number} offset
 * @param {RegExp} separator
 * @param {RegExp | null} until
 */
function matchBetween(search, candidate, offset, separator, until) {
  separator.lastIndex = 0;
  let isFirst = true;
  for (let found; search.triesLeft > 0 && (found = separator.exec(candidate)); ) {
    if (isFirst) {
      const match = matchPart(search, candidate.slice(0, found.index), offset);
      if (match) return match;
      search.triesLeft -= 1;
      isFirst = false;
    }
    const start = found.index + found[0].length;
    const part = candidate.slice(start, endOfPart(candidate, start, until));
    const match = matchPart(search, part, offset + start);
    if (match) return match;
    const repeats = found[1]?.length ?? 1;
    search.triesLeft -= repeats;
    separator.lastIndex = found.index + repeats;
  }
  return null;
}

/** @param {Search} search @param {string} part of a candidate @param {number} offset */
function matchPart(search, part, offset) {
  if (part.length > 2 * MOST_CHARACTERS || !mayHaveDigits(part, search.fewestDigits)) return null;
  return matchNumber(search, trimEnd(part), offset);
}

/** @param {string} candidate @param {number} start @param {RegExp | null} until */
function endOfPart(candidate, start, until) {
  if (!until) return candidate.length;
  until.lastIndex = start + 1;
  return until.exec(candidate)?.index ?? candidate.length;
}
