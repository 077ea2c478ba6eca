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
 * @property {Plan | null} plan of the region
 * @property {number} fewestDigits no number that can be found has fewer
 * @property {boolean} isCounting whether the text is so long that the tries may be too few
 * @property {number} triesLeft
 *
 * @typedef {object} Candidate what looks like a number, or several
 * @property {string} written
 * @property {number} offset in the text
 * @property {PlainReading | null} plain null if it has letters, or other signs of an extension
 *
 * @typedef {object} PlainReading
 * @property {string} digits
 * @property {number} signs flags of all that is in it
 * @property {number} plusAt offset of the plus before the digits, or -1
 * @property {number} mostInWord so many digits has the longest stretch without white space
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
  const { inText } = extensionPatterns(digits, "(?:");
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

const LEAD_SIGN = new RegExp(LEAD);
const NO_BRACKET = `[^${OPENING}${CLOSING}]`;
/** Brackets that open and close: "(415) 555-2671"; the first may have been left out: "415) 555". */
const BALANCED = new RegExp(
  `^(?:[${OPENING}])?(?:${NO_BRACKET}+[${CLOSING}])?${NO_BRACKET}+` +
    `(?:[${OPENING}]${NO_BRACKET}+[${CLOSING}]){0,3}${NO_BRACKET}*$`,
);
const BRACKET = new RegExp(`[${OPENING}${CLOSING}]`);

const MONEY_SIGNS = new Set(PHONE_METADATA.currency.split(" ").map((point) => parseInt(point, 16)));
const ASCII_GLUE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%$";

// What a character is in a plain candidate, as flags. Any other character makes it lettered.
const DIGIT = 1;
const PLUS_SIGN = 2;
const BRACKET_SIGN = 4;
const PARENTHESIS = 8;
const SLASH = 16;
const HYPHEN = 32;
const WIDE_DASH = 64;
const DOT = 128;
const SPACE = 256;
const OTHER_SIGN = 512;
/** @type {Array<[signs: string, flags: number]>} */
const SIGNS = [
  ["0123456789", DIGIT],
  [PLUS, PLUS_SIGN],
  ["(", BRACKET_SIGN | PARENTHESIS],
  [")[]\uFF08\uFF09\uFF3B\uFF3D", BRACKET_SIGN],
  ["/", SLASH],
  ["-", HYPHEN],
  ["\u2012\u2013\u2014\u2015\uFF0D", WIDE_DASH],
  [".", DOT],
  [" \u00A0\u3000", SPACE],
  ["\u2010\u2011\u2212\uFF0E\uFF0F\u00AD\u200B\u2060\u2053\u223C", OTHER_SIGN],
];
const ASCII_SIGNS = new Uint16Array(0x80);
/** @type {Map<number, number>} */
const WIDE_SIGNS = new Map();
for (const [signs, flags] of SIGNS) {
  for (const unit of Array.from(signs, (sign) => sign.charCodeAt(0))) {
    if (unit < ASCII_SIGNS.length) ASCII_SIGNS[unit] = flags;
    else WIDE_SIGNS.set(unit, flags);
  }
}

/** How many digits of the plain candidate at hand stand before each offset. */
const digitsBefore = new Uint8Array(MOST_CHARACTERS + 1);

/**
 * What divides a candidate into numbers, the surest sign first: where a candidate has the signs,
 * the number after the separator goes up to `until`, or to the end. A captured run of the same
 * sign is a separator from each of its characters on: as many tries, one number.
 */
const SEPARATORS = [
  // "651-234-2345/332-445-1234"
  { signs: SLASH, separator: /(\/+)/g, until: null },
  // "(650) 223 3345 (754) 223 3321"
  { signs: PARENTHESIS, separator: /(?=\()/g, until: /\(/g },
  // "12345 - 332-445-1234"
  { signs: HYPHEN | SPACE, separator: /(?:\s-|-\s)\s*(?=.)/g, until: null },
  // "332-445-1234–332-445-1235"
  { signs: WIDE_DASH, separator: /[\u2012-\u2015\uFF0D]\s*(?=.)/g, until: null },
  // "12345. 332-445-1234"
  { signs: DOT, separator: /(\.+)\s*(?=[^.])/g, until: /\./g },
  // "3324451234 8002341234"
  { signs: SPACE, separator: /(\s+)(?=\S)/g, until: /\s/g },
];

/** So many candidates may be wrong, then the matcher gives up: `max_tries` of the source. */
const MOST_TRIES = 65535;
// A sign is a separator at most twice (a space beside a hyphen), and each kind of sign costs one
// more try for what is before the first: no text has more than three tries a character.
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
  const plan = planOfRegion(region);
  const fewestDigits = plan ? plan.fewestDigits : PHONE_METADATA.fewestDigitsAbroad;
  const isCounting = text.length > SURELY_ENOUGH_TRIES;
  const search = { text, region, plan, fewestDigits, isCounting, triesLeft: MOST_TRIES };
  const matches = [];
  pattern.lastIndex = 0;
  for (let found; search.triesLeft > 0 && (found = pattern.exec(text)); ) {
    const written = firstNumber(found[0]);
    const match = matchCandidate(search, written, found.index);
    if (match) matches.push(match);
    else search.triesLeft -= 1;
    pattern.lastIndex = match ? match.end : found.index + written.length;
  }
  return matches;
}

/** @param {string} written @returns {string} without a second extension: "555-0100 x1/x2" */
function firstNumber(written) {
  const second = written.includes("x") ? written.search(SECOND_NUMBER) : -1;
  return second < 0 ? written : written.slice(0, second);
}

/** @param {Search} search @param {string} written @param {number} offset */
function matchCandidate(search, written, offset) {
  const plain = readPlain(written);
  const hasEnough = plain
    ? plain.digits.length >= search.fewestDigits
    : mayHaveDigits(written, search);
  if (!hasEnough && !search.isCounting) return null;
  if (isDate(search.text, written, offset)) return null;
  const candidate = { written, offset, plain };
  return matchNumber(search, candidate, 0, written.length) ?? matchInner(search, candidate);
}

/**
 * @param {string} written
 * @returns {PlainReading | null} null if there is more in it than digits and punctuation
 */
function readPlain(written) {
  if (written.length > MOST_CHARACTERS) return null;
  // Put together from single characters: a slice would be as wide as the text, and every pattern
  // slower on it.
  let digits = "";
  let signs = 0;
  let plusAt = -1;
  let mostInWord = 0;
  let beforeWord = 0;
  for (let index = 0; index < written.length; index += 1) {
    digitsBefore[index] = digits.length;
    const sign = signAt(written, index);
    if (sign === DIGIT) {
      const unit = written.charCodeAt(index);
      digits += unit < 0x80 ? written.charAt(index) : digitValue(written.charAt(index));
      mostInWord = Math.max(mostInWord, digits.length - beforeWord);
    } else if (sign === SPACE) {
      beforeWord = digits.length;
    } else if (sign === PLUS_SIGN) {
      if (plusAt >= 0 && plusAt < index - 1) return null;
      plusAt = index;
    } else if (sign === 0) return null;
    signs |= sign;
  }
  digitsBefore[written.length] = digits.length;
  return { digits, signs, plusAt, mostInWord };
}

/** @param {string} written @param {number} index @returns {number} flags, 0 for a letter */
function signAt(written, index) {
  const unit = written.charCodeAt(index);
  if (unit < ASCII_SIGNS.length) return ASCII_SIGNS[unit] ?? 0;
  return WIDE_SIGNS.get(unit) ?? (digitValue(written.charAt(index)) ? DIGIT : 0);
}

/** @param {string} written @param {Search} search @returns {boolean} letters count as digits */
function mayHaveDigits(written, { fewestDigits }) {
  let count = 0;
  for (let index = 0; index < written.length && count < fewestDigits; index += 1) {
    const unit = written.charCodeAt(index);
    if (isAsciiDigit(unit) || unit > 64) count += 1;
  }
  return count >= fewestDigits;
}

/** @param {string} text @param {string} written @param {number} offset */
function isDate(text, written, offset) {
  if (written.includes("/") && finderPatterns(written).slashDate.test(written)) return true;
  if (text[offset + written.length] !== ":") return false;
  const { minutes, dateAndHour } = finderPatterns(text);
  minutes.lastIndex = offset + written.length;
  return minutes.test(text) && dateAndHour.test(written);
}

/**
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {number} from where in the candidate the number begins
 * @param {number} to where it ends
 * @returns {NumberMatch | null} null if that part of the candidate, as it is, is no valid number
 */
function matchNumber(search, candidate, from, to) {
  return candidate.plain
    ? matchPlain(search, candidate, candidate.plain, from, to)
    : matchLettered(search, candidate, from, to);
}

/**
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {PlainReading} plain
 * @param {number} from
 * @param {number} to
 */
function matchPlain(search, candidate, plain, from, to) {
  const digits = plain.digits.slice(digitsBefore[from], digitsBefore[to]);
  if (digits.length < search.fewestDigits) return null;
  const start = candidate.offset + from;
  const end = candidate.offset + to;
  const hasBracket = (plain.signs & BRACKET_SIGN) !== 0;
  if (hasBracket && !isWellFormed(candidate.written.slice(from, to))) return null;
  if (!standsAlone(search.text, start, end)) return null;
  const hasPlus = plain.plusAt >= from;
  const number = parseDigits({ hasPlus, digits, ext: "" }, search.plan);
  return asMatch(number, digits, start, end);
}

/**
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {number} from
 * @param {number} to
 */
function matchLettered(search, candidate, from, to) {
  const written = candidate.written.slice(from, to);
  if (isLongerThan(written, MOST_CHARACTERS) || !mayHaveDigits(written, search)) return null;
  const start = candidate.offset + from;
  const end = candidate.offset + to;
  if (!isWellFormed(written) || !standsAlone(search.text, start, end)) return null;
  const number = parseNumber(written, search.region);
  if (typeof number === "string" || !hasSensibleX(number, written)) return null;
  return asMatch(number, digitsOf(written), start, end);
}

/**
 * @param {ReturnType<typeof parseNumber>} number
 * @param {string} digits all that were written
 * @param {number} start
 * @param {number} end
 * @returns {NumberMatch | null} null if the number is not valid
 */
function asMatch(number, digits, start, end) {
  if (typeof number === "string") return null;
  const { kind } = classifyNumber(number.code, number.national);
  if (kind === "unknown" || !hasNeededPrefix(number, digits)) return null;
  return { start, end, number: `+${number.code}${number.national}`, ext: number.ext, kind };
}

/** @param {string} written */
function isWellFormed(written) {
  if (!BRACKET.test(written)) return written !== "";
  return BALANCED.test(written) && !finderPatterns(written).pages.test(written);
}

/** @param {string} text @param {number} start @param {number} end of a number in the text */
function standsAlone(text, start, end) {
  if (end < text.length && isGlue(text.codePointAt(end))) return false;
  if (start === 0 || !isGlue(characterBefore(text, start).codePointAt(0))) return true;
  return LEAD_SIGN.test(text.charAt(start));
}

/**
 * Whether digits beside a character are part of a word or sum: "abc8005001234", "8005001234é",
 * "$800". Combining marks belong to the letter before them.
 * @param {number | undefined} point of the character
 */
function isGlue(point = 0) {
  const character = String.fromCodePoint(point);
  if (point < 0x80) return ASCII_GLUE.includes(character);
  return MONEY_SIGNS.has(point) || (isInLatinBlock(point) && /[\p{L}\p{Mn}]/u.test(character));
}

/** @param {number} point @returns {boolean} in one that the source calls Latin */
function isInLatinBlock(point) {
  const isMark = point >= 0x300 && point <= 0x36f;
  const isAdditional = point >= 0x1e00 && point <= 0x1eff;
  return point <= 0x24f || isMark || isAdditional;
}

/**
 * An x stands before an extension, two stand for a carrier: "555-0100 x7", "0xx11 3333 4444".
 * @param {ParsedNumber} number
 * @param {string} written
 */
function hasSensibleX(number, written) {
  for (let index = 0; index < written.length - 1; index += 1) {
    if (!isX(written.charAt(index))) continue;
    if (isX(written.charAt(index + 1))) {
      index += 1;
      if (!isSameNumber(number, written.slice(index))) return false;
    } else if (number.ext === "" || digitsOf(written.slice(index)) !== number.ext) return false;
  }
  return true;
}

/** @param {string} character */
function isX(character) {
  return character === "x" || character === "X";
}

/** @param {ParsedNumber} number @param {string} written without its country */
function isSameNumber(number, written) {
  if (parseNumber(written, "") !== COUNTRY_UNKNOWN) return false;
  const same = parseNumber(written, planOfCode(number.code)?.region ?? "");
  return (
    typeof same !== "string" &&
    same.code === number.code &&
    same.national === number.national &&
    same.ext === number.ext
  );
}

/**
 * @param {Search} search
 * @param {Candidate} candidate that is no number as a whole
 * @returns {NumberMatch | null} the first number inside
 */
function matchInner(search, candidate) {
  const { plain } = candidate;
  const here = plain ? plain.signs : ~0;
  const hasLongWord = !plain || search.isCounting || plain.mostInWord >= search.fewestDigits;
  for (const { signs, separator, until } of SEPARATORS) {
    if ((here & signs) !== signs || (signs === SPACE && !hasLongWord)) continue;
    const match = matchBetween(search, candidate, separator, until);
    if (match) return match;
  }
  return null;
}

/**
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {RegExp} separator
 * @param {RegExp | null} until
 */
function matchBetween(search, candidate, separator, until) {
  separator.lastIndex = 0;
  let isFirst = true;
  for (let found; search.triesLeft > 0 && (found = separator.exec(candidate.written)); ) {
    if (isFirst) {
      const match = matchPart(search, candidate, 0, found.index);
      if (match) return match;
      search.triesLeft -= 1;
      isFirst = false;
    }
    const start = found.index + found[0].length;
    const match = matchPart(search, candidate, start, endOfPart(candidate.written, start, until));
    if (match) return match;
    const repeats = found[1]?.length ?? 1;
    search.triesLeft -= repeats;
    separator.lastIndex = found.index + repeats;
  }
  return null;
}

/**
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {number} from
 * @param {number} to where the part ends, with signs that do not belong to the number
 */
function matchPart(search, candidate, from, to) {
  if (to - from > 2 * MOST_CHARACTERS) return null;
  const { plain, written } = candidate;
  if (!plain) {
    return matchLettered(search, candidate, from, from + trimEnd(written.slice(from, to)).length);
  }
  if (countBetween(from, to) < search.fewestDigits) return null;
  let end = to;
  while (digitsBefore[end - 1] === digitsBefore[to]) end -= 1;
  return matchPlain(search, candidate, plain, from, end);
}

/** @param {number} from @param {number} to @returns {number} digits of the plain candidate */
function countBetween(from, to) {
  return (digitsBefore[to] ?? 0) - (digitsBefore[from] ?? 0);
}

/** @param {string} written @param {number} start @param {RegExp | null} until */
function endOfPart(written, start, until) {
  if (!until) return written.length;
  until.lastIndex = start + 1;
  return until.exec(written)?.index ?? written.length;
}
