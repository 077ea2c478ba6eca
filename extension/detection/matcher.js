"use strict";
// Provides `findMatches`: finds exactly the valid phone numbers that libphonenumber's
// PhoneNumberMatcher finds at leniency VALID. Depends on number.js, which parses a single number.

/**
 * @typedef {object} NumberMatch a number that the matcher finds in a text
 * @property {number} start the offset of the number's first character, in UTF-16 code units
 * @property {number} end the offset after the number's last character
 * @property {string} number E.164, "+14155552671"
 * @property {string} ext the digits of the extension, or ""
 * @property {string} kind "fixed_line", "mobile", … as returned by `classifyNumber`
 */

/**
 * @typedef {object} Search the text that is searched, and the state of the search
 * @property {string} text the original text
 * @property {string} readable the text with ASCII digits, in which the matcher searches
 * @property {Uint32Array | null} offsets for each offset in `readable`, the offset of the same
 *   character in `text`; null if all these offsets are equal
 * @property {string} region
 * @property {Plan | null} plan the numbering plan of the region
 * @property {number} fewestDigits how many digits a number must have at least
 * @property {boolean} isCounting true if the text is so long that `triesLeft` may reach zero
 * @property {number} triesLeft how many more tries may fail before the search ends
 */

/**
 * @typedef {object} Candidate a part of the text that looks like one number or several
 * @property {number} offset where the candidate begins in `readable`
 * @property {number} length
 * @property {number} signs the flags of all characters of the candidate, combined
 * @property {string} digits all digits of the candidate
 * @property {number} plusAt the offset of the last plus, or -1
 * @property {number} mostInWord the most digits in any part of the candidate without white space
 * @property {number} extensionAt the offset of the candidate's unambiguous extension; the
 *   candidate's length if it has none
 */

const OPENING = "(\\[\uFF08\uFF3B";
const CLOSING = ")\\]\uFF09\uFF3D";
const LEAD = `[${OPENING}${PLUS}]`;
const MOST_BLOCKS = MOST_NATIONAL_DIGITS + MOST_CODE_DIGITS;
const FEWEST_DIGITS_BEFORE_EXTENSION = 3;

/**
 * Matches every text that looks like a number: "+1 (415) 555-2671 ext. 5". It also matches some
 * other texts, such as "2011-03-01 12", which later checks reject.
 */
const candidatePattern = lazily(() => {
  const punctuation = `[${PUNCTUATION}]{0,4}`;
  const block = `[0-9]{1,${MOST_BLOCKS}}`;
  const { inText } = extensionPatterns(ASCII_DIGITS, "(?:");
  return new RegExp(
    `(?:${LEAD}${punctuation}){0,2}${block}(?:${punctuation}${block}){0,${MOST_BLOCKS}}` +
      `(${inText})?`,
    "gi",
  );
});
/** Matches page numbers of a publication: "211-227 (2003" */
const PAGES = /[0-9]{1,5}-+[0-9]{1,5}\s{0,4}\([0-9]/;
/** Matches the end of a number that may be an extension or something else: "x7", "~ 4567" */
const MAY_BE_EXTENSION = /^[x~\uFF5E][:.\uFF0E]?[ \u00A0\t,-]*\d{1,9}\D*$/i;
/** Matches dates with slashes: "3/10/2011", "31/10/96", "08/31/95" */
const SLASH_DATE = /(?:[0-3]?\d\/[01]?\d|[01]?\d\/[0-3]?\d)\/(?:[12]\d)?\d{2}/;
/** Matches the date and hour "2012-01-02 08" of a timestamp, whose minutes, ":00", follow. */
const DATE_AND_HOUR = /[12]\d{3}[-/]?[01]\d[-/]?[0-3]\d +[0-2]\d$/;
const MINUTES = /^:[0-5]\d/;
/** Matches text with balanced brackets; the first opening bracket may be missing: "415) 555" */
const balancedPattern = lazily(() => {
  const inside = `[^${OPENING}${CLOSING}]`;
  return new RegExp(
    `^(?:[${OPENING}])?(?:${inside}+[${CLOSING}])?${inside}+` +
      `(?:[${OPENING}]${inside}+[${CLOSING}]){0,3}${inside}*$`,
  );
});

// The flags that classify the characters of a candidate (a part of a text that may be a number).
const DIGIT = 1;
const PLUS_SIGN = 2;
const BRACKET = 4;
const PARENTHESIS = 8;
const SLASH = 16;
const HYPHEN = 32;
const WIDE_DASH = 64;
const DOT = 128;
const SPACE = 256;
const OTHER_SIGN = 512;
/** The flag of a letter, or of a character that may begin an extension: "x", "#", "~". */
const ODD = 1024;
/** The flag of a character that makes adjacent digits part of a word or an amount. */
const GLUE = 2048;
/**
 * The flag of an x or similar character, which may be punctuation or begin an extension: "0xx11",
 * "03-4567~9", "555-0100 x7"
 */
const X = 4096;
const TILDE = 8192;
/** The flag of "ー", which may be punctuation, although Unicode classifies it as a letter. */
const LONG_VOWEL = 16384;
/** @type {Array<[signs: string, flags: number]>} */
const SIGNS = [
  ["0123456789", DIGIT],
  [PLUS, PLUS_SIGN],
  ["(", BRACKET | PARENTHESIS],
  [")[]\uFF08\uFF09\uFF3B\uFF3D", BRACKET],
  ["/", SLASH],
  ["-", HYPHEN],
  ["\u2012\u2013\u2014\u2015\uFF0D", WIDE_DASH],
  [".", DOT],
  [" \u00A0\u3000", SPACE],
  ["\t", SPACE | ODD],
  ["~\uFF5E", ODD | TILDE],
  ["\u30FC", ODD | LONG_VOWEL],
  ["\u2010\u2011\u2212\uFF0E\uFF0F\u00AD\u200B\u2060\u2053\u223C", OTHER_SIGN],
  ["abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ%$", ODD | GLUE],
  ["xX", ODD | GLUE | X],
];
const signTable = lazily(() => {
  const table = new Uint16Array(0x10000).fill(ODD);
  for (const [signs, flags] of SIGNS) {
    for (const sign of signs) table[sign.charCodeAt(0)] = flags;
  }
  return table;
});
const moneySigns = lazily(
  () => new Set(PHONE_METADATA.currency.split(" ").map((point) => parseInt(point, 16))),
);

const letterOrMark = lazyPattern("[\\p{L}\\p{Mn}]");

// These arrays describe the current candidate: for each offset, `signAt` holds the flags of the
// character there, `digitsBefore` the count of digits before the offset, and `oddBefore` the count
// of ODD characters before it. The arrays grow with the longest candidate.
let signAt = new Uint16Array(2 * MOST_CHARACTERS);
let digitsBefore = new Uint16Array(2 * MOST_CHARACTERS);
let oddBefore = new Uint32Array(2 * MOST_CHARACTERS);

/**
 * A way to divide a candidate into several numbers. Each character with one of the flags in `signs`
 * is a separator. For a separator at the offset `at` of a candidate that ends at `end`,
 * `next(at, end)` returns where the number after the separator begins, or -1 if no number follows.
 * This number ends before the nearest character with a flag in `until`, or at the candidate's end.
 * If `run` is true, several separators in a row count as a single one, but as several tries.
 * The list begins with the most reliable separator.
 * @typedef {{signs: number, run: boolean, next: (at: number, end: number) => number,
 *   until: number}} Separator
 */
/** @type {Separator[]} */
const SEPARATORS = [
  // "651-234-2345/332-445-1234"
  { signs: SLASH, run: true, next: (at) => after(SLASH, at), until: 0 },
  // "(650) 223 3345 (754) 223 3321"
  { signs: PARENTHESIS, run: false, next: (at) => at, until: PARENTHESIS },
  // "12345 - 332-445-1234"
  { signs: HYPHEN | SPACE, run: false, next: afterHyphenAndSpace, until: 0 },
  // "332-445-1234\u2013332-445-1235"
  { signs: WIDE_DASH, run: false, next: (at, end) => afterSpace(at + 1, end), until: 0 },
  // "12345. 332-445-1234"
  { signs: DOT, run: true, next: afterDots, until: DOT },
  // "3324451234 8002341234"
  { signs: SPACE, run: true, next: beforeWord, until: SPACE },
];

/** After this many wrong candidates, the search ends, as in libphonenumber (`max_tries`). */
const MOST_TRIES = 65535;
// A text of at most so many characters cannot use up all tries, because no text uses more than
// three tries for each of its characters: a character is a separator at most twice (a space beside
// a hyphen), and each element of SEPARATORS uses one more try for the part before its first
// separator.
const SURELY_ENOUGH_TRIES = MOST_TRIES / 3;

/**
 * Finds the numbers that libphonenumber's matcher finds. The source of every rule is the Python
 * package phonenumbers, `PhoneNumberMatcher(text, region, leniency=Leniency.VALID)`.
 * @param {string} text
 * @param {string} region the region of numbers without a country code, "US"; with an unknown region
 *   only numbers with a plus are found
 * @param {number} [most] the search ends after this many numbers
 * @returns {NumberMatch[]} in text order, not overlapping
 */
function findMatches(text, region, most = Infinity) {
  const { text: readable, offsets } = withAsciiDigits(text);
  const pattern = candidatePattern();
  const plan = planOfRegion(region);
  const fewestDigits = plan ? plan.fewestDigits : PHONE_METADATA.fewestDigitsAbroad;
  const isCounting = readable.length > SURELY_ENOUGH_TRIES;
  const triesLeft = MOST_TRIES;
  const search = {
    text,
    readable,
    offsets,
    region,
    plan,
    fewestDigits,
    isCounting,
    triesLeft,
  };
  const matches = [];
  pattern.lastIndex = 0;
  while (search.triesLeft > 0 && matches.length < most) {
    const found = pattern.exec(readable);
    if (!found) break;
    const [whole, extension = ""] = found;
    const written = firstNumber(whole);
    const mainLength = Math.min(written.length, whole.length - extension.length);
    const match = matchCandidate(search, found.index, written.length, mainLength);
    if (match) matches.push(match);
    else search.triesLeft -= 1;
    pattern.lastIndex = match ? match.end : found.index + written.length;
  }
  if (offsets) for (const match of matches) moveToOriginal(match, offsets);
  return matches;
}

/**
 * @param {string} written
 * @returns {string} the text before a second extension: "555-0100 x302" of "555-0100 x302/x303"
 */
function firstNumber(written) {
  const second = written.includes("x") ? written.search(SECOND_NUMBER) : -1;
  return second < 0 ? written : written.slice(0, second);
}

/**
 * Converts a match's offsets in the text with ASCII digits into offsets in the original text.
 * @param {NumberMatch} match
 * @param {Uint32Array} offsets
 */
function moveToOriginal(match, offsets) {
  match.start = offsets[match.start] ?? 0;
  match.end = offsets[match.end] ?? 0;
}

/**
 * @param {Search} search
 * @param {number} offset
 * @param {number} length
 * @param {number} extensionAt
 * @returns {NumberMatch | null}
 */
function matchCandidate(search, offset, length, extensionAt) {
  const candidate = readCandidate(search.readable, offset, length, extensionAt);
  if (mostDigits(0, length) < search.fewestDigits && !search.isCounting) return null;
  if (isDate(search, candidate)) return null;
  candidate.digits = digitsOfCandidate(search.readable, offset, length);
  return matchPart(search, candidate, 0, length) ?? matchInner(search, candidate);
}

/**
 * Reads the characters of a candidate, and fills `signAt`, `digitsBefore` and `oddBefore` for it.
 * @param {string} text
 * @param {number} offset
 * @param {number} length
 * @param {number} extensionAt
 * @returns {Candidate} the candidate; its `digits` are not read yet
 */
function readCandidate(text, offset, length, extensionAt) {
  const table = signTable();
  if (length >= signAt.length) makeRoom(length + MOST_CHARACTERS);
  let digits = 0;
  let odd = 0;
  let signs = 0;
  let plusAt = -1;
  let mostInWord = 0;
  let beforeWord = 0;
  for (let index = 0; index < length; index += 1) {
    let sign = table[text.charCodeAt(offset + index)] ?? 0;
    digitsBefore[index] = digits;
    oddBefore[index] = odd;
    if (sign === DIGIT) {
      digits += 1;
      if (digits - beforeWord > mostInWord) mostInWord = digits - beforeWord;
    } else if (sign === PLUS_SIGN) {
      // An earlier plus that is apart from this plus cannot belong to the same number: "+ +44". The
      // flag ODD makes `parseNumber` decide about the candidate.
      if (plusAt >= 0 && plusAt < index - 1) sign |= ODD;
      plusAt = index;
    }
    if (sign & SPACE) beforeWord = digits;
    if (sign & ODD) odd += 1;
    signAt[index] = sign;
    signs |= sign;
  }
  digitsBefore[length] = digits;
  oddBefore[length] = odd;
  signAt[length] = 0;
  return { offset, length, signs, digits: "", plusAt, mostInWord, extensionAt };
}

/** @param {number} length */
function makeRoom(length) {
  signAt = new Uint16Array(length);
  digitsBefore = new Uint16Array(length);
  oddBefore = new Uint32Array(length);
}

/** @param {string} text @param {number} offset @param {number} length @returns {string} */
function digitsOfCandidate(text, offset, length) {
  // The digits are joined one by one, because a slice of a text with characters beyond Latin-1 has
  // 16 bits for each character, and regular expressions are slower on such a slice.
  let digits = "";
  for (let index = 0; index < length; index += 1) {
    if (signAt[index] === DIGIT) digits += text.charAt(offset + index);
  }
  return digits;
}

/**
 * @param {number} from
 * @param {number} to
 * @returns {number} how many digits the candidate has between the two offsets, if letters count as
 *   digits
 */
function mostDigits(from, to) {
  return countDigits(from, to) + countOdd(from, to);
}

/** @param {number} from @param {number} to */
function countDigits(from, to) {
  return (digitsBefore[to] ?? 0) - (digitsBefore[from] ?? 0);
}

/** @param {number} from @param {number} to */
function countOdd(from, to) {
  return (oddBefore[to] ?? 0) - (oddBefore[from] ?? 0);
}

/**
 * @param {Search} search
 * @param {Candidate} candidate
 * @returns {boolean} true if the candidate is a date and not a number
 */
function isDate(search, { offset, length, signs }) {
  const end = offset + length;
  if (signs & SLASH && SLASH_DATE.test(asDate(search, offset, end))) return true;
  if (search.readable[end] !== ":") return false;
  const isTime = MINUTES.test(asDate(search, end, Math.min(end + 3, search.readable.length)));
  return isTime && DATE_AND_HOUR.test(asDate(search, offset, end));
}

/**
 * @param {Search} search
 * @param {number} start
 * @param {number} end
 * @returns {string} the text between the two offsets, with a 9 in place of each non-ASCII digit.
 *   libphonenumber's patterns for dates accept such a digit only where they accept any digit, and
 *   there they also accept a 9
 */
function asDate(search, start, end) {
  const written = asWritten(search, start, end);
  if (search.text === search.readable) return written;
  return Array.from(written, (sign) => (sign > "\x7F" && digitValue(sign) ? "9" : sign)).join("");
}

/** @param {Search} search @param {number} start @param {number} end @returns {string} */
function asWritten({ text, offsets }, start, end) {
  return offsets ? text.slice(offsets[start], offsets[end]) : text.slice(start, end);
}

/**
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {number} from the start of a part of the candidate
 * @param {number} to the end of this part
 * @returns {NumberMatch | null} null if the part as a whole is not a valid number
 */
function matchPart(search, candidate, from, to) {
  if (to - from > MOST_CHARACTERS || mostDigits(from, to) < search.fewestDigits) return null;
  const start = candidate.offset + from;
  const end = candidate.offset + to;
  if (!standsAlone(search.readable, start, end)) return null;
  if (candidate.signs & BRACKET && !isWellFormed(search.readable.slice(start, end))) return null;
  const extensionAt = extensionOf(search, candidate, from, to);
  return extensionAt < 0
    ? matchLettered(search, start, end)
    : matchDigits(search, candidate, from, to, extensionAt);
}

/**
 * Returns the match of a part that has only digits and punctuation, and perhaps an extension: "+1
 * (415) 555-2671 ext. 5". Returns null if the part is no valid number.
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {number} from the part's start in the candidate
 * @param {number} to the part's end in the candidate
 * @param {number} extensionAt where the extension begins; `to` if there is none
 */
function matchDigits(search, candidate, from, to, extensionAt) {
  const start = candidate.offset + from;
  const end = candidate.offset + to;
  const all = candidate.digits.slice(digitsBefore[from], digitsBefore[to]);
  const digits = extensionAt < to ? all.slice(0, countDigits(from, extensionAt)) : all;
  const ext = extensionAt < to ? writtenExtension(search, candidate.offset, to) : "";
  const number = parseDigits({ hasPlus: candidate.plusAt >= from, digits, ext }, search.plan);
  if (typeof number === "string") return null;
  const mayHaveX = candidate.signs & X && countOdd(from, to) > 0;
  if (mayHaveX && !hasSensibleX(number, asWritten(search, start, end))) return null;
  return asMatch(number, all, start, end);
}

/**
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {number} from the start of a part of the candidate
 * @param {number} to the end of this part
 * @returns {number} the offset at which the part's extension begins; `to` if the part has no
 *   extension; -1 if only parsing the part can show this
 */
function extensionOf(search, candidate, from, to) {
  if (countOdd(from, to) === 0) return to;
  const { offset, extensionAt } = candidate;
  const isSure = to === candidate.length && from < extensionAt && extensionAt < to;
  if (isSure && countOdd(from, extensionAt) === 0) {
    return countDigits(from, extensionAt) < FEWEST_DIGITS_BEFORE_EXTENSION ? -1 : extensionAt;
  }
  const last = lastSoftSign(from, to);
  if (last < 0) return -1;
  if (!MAY_BE_EXTENSION.test(search.readable.slice(offset + last, offset + to))) return to;
  return countDigits(from, last) < FEWEST_DIGITS_BEFORE_EXTENSION ? -1 : last;
}

/**
 * @param {number} from
 * @param {number} to
 * @returns {number} the offset of the last ODD character, which may begin an extension; -1 if one
 *   of the ODD characters is none of x, ~ and ー, or if there are three x's, which count as letters
 */
function lastSoftSign(from, to) {
  let last = -1;
  let exes = 0;
  for (let at = from; at < to; at += 1) {
    if (!isAt(at, ODD)) continue;
    if (isAt(at, X)) exes += 1;
    if (exes > 2 || !isAt(at, X | TILDE | LONG_VOWEL)) return -1;
    last = at;
  }
  return last;
}

/**
 * @param {Search} search
 * @param {number} offset the offset of the candidate in the text
 * @param {number} to the number's end in the candidate
 * @returns {string} the digits of the extension as the text writes them: "5" of "ext. 5#"
 */
function writtenExtension(search, offset, to) {
  let end = to;
  while (signAt[end - 1] !== DIGIT) end -= 1;
  let start = end;
  while (signAt[start - 1] === DIGIT) start -= 1;
  return asWritten(search, offset + start, offset + end);
}

/**
 * Returns the match of a part that `matchDigits` cannot read, because the part has letters, an
 * ambiguous extension or several plus signs. Returns null if the part is no valid number.
 * @param {Search} search
 * @param {number} start
 * @param {number} end
 */
function matchLettered(search, start, end) {
  const written = asWritten(search, start, end);
  const number = parseNumber(written, search.region);
  if (typeof number === "string" || !hasSensibleX(number, written)) return null;
  return asMatch(number, digitsOf(written), start, end);
}

/**
 * Makes a match of a parsed number.
 * @param {ReturnType<typeof parseNumber>} number
 * @param {string} digits all digits in the text
 * @param {number} start
 * @param {number} end
 * @returns {NumberMatch | null} null if the number is not valid
 */
function asMatch(number, digits, start, end) {
  if (typeof number === "string") return null;
  const { kind } = classifyNumber(number.code, number.national);
  if (kind === "unknown" || !hasNeededPrefix(number, digits)) return null;
  return {
    start,
    end,
    number: `+${number.code}${number.national}`,
    ext: number.ext,
    kind,
  };
}

/**
 * Whether the text's brackets are balanced and the text is no range of pages.
 * @param {string} written a possible number
 */
function isWellFormed(written) {
  return balancedPattern().test(written) && !PAGES.test(written);
}

/**
 * Whether a number is no part of a word or an amount: neither the character before the number nor
 * the one after it is a letter or a currency sign, for example.
 * @param {string} text
 * @param {number} start the start of the number
 * @param {number} end the end of the number
 */
function standsAlone(text, start, end) {
  if (end < text.length && isGlue(text.codePointAt(end))) return false;
  if (start === 0 || !isGlue(characterBefore(text, start).codePointAt(0))) return true;
  return OPENING.includes(text.charAt(start)) || PLUS.includes(text.charAt(start));
}

/**
 * Whether a character makes adjacent digits part of a word or an amount: "abc8005001234",
 * "8005001234é", "$800". A combining mark belongs to the letter before it.
 * @param {number | undefined} point the character's code point
 */
function isGlue(point = 0) {
  if (point < 0x80) return ((signTable()[point] ?? 0) & GLUE) !== 0;
  if (moneySigns().has(point)) return true;
  return isInLatinBlock(point) && letterOrMark().test(String.fromCodePoint(point));
}

/** @param {number} point @returns {boolean} whether libphonenumber treats it as Latin */
function isInLatinBlock(point) {
  const isMark = point >= 0x300 && point <= 0x36f;
  const isAdditional = point >= 0x1e00 && point <= 0x1eff;
  return point <= 0x24f || isMark || isAdditional;
}

/**
 * Whether each x in a number is either a single one before the extension, as in "555-0100 x7", or
 * one of two that replace a carrier code, as in "0xx11 3333 4444".
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

/**
 * Whether a text has no country code and, read as a number of the country of `number`, is the same
 * number.
 * @param {ParsedNumber} number
 * @param {string} written the text
 */
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
 * @param {Candidate} candidate a candidate that is not one number as a whole
 * @returns {NumberMatch | null} the match of the first part of the candidate that is a number; null
 *   if no part is one
 */
function matchInner(search, candidate) {
  const mayCount = candidate.signs & ODD || search.isCounting;
  const hasLongWord = mayCount || candidate.mostInWord >= search.fewestDigits;
  for (const separator of SEPARATORS) {
    const { signs } = separator;
    if ((candidate.signs & signs) !== signs || (signs === SPACE && !hasLongWord)) continue;
    const match = matchBetween(search, candidate, separator);
    if (match) return match;
  }
  return null;
}

/**
 * Divides a candidate at the separators of one kind, and returns the match of the first part that
 * is a number, or null if no part is one.
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {Separator} separator
 */
function matchBetween(search, candidate, { signs, run, next, until }) {
  const { length } = candidate;
  let tried = -1;
  for (let at = 0; at < length && search.triesLeft > 0; at += 1) {
    const start = isAt(at, signs) ? next(at, length) : -1;
    if (start < 0) continue;
    if (tried < 0) {
      const match = matchTrimmed(search, candidate, 0, at);
      if (match) return match;
      search.triesLeft -= 1;
    }
    if (start !== tried) {
      const match = matchTrimmed(search, candidate, start, endOfPart(start, length, until));
      if (match) return match;
    }
    tried = start;
    const count = run ? after(signs, at) - at : 1;
    search.triesLeft -= count;
    at += count - 1;
  }
  return null;
}

/**
 * Removes the characters after the number from the end of a candidate's part, and returns the match
 * of what is left. Returns null if what is left is no valid number.
 * @param {Search} search
 * @param {Candidate} candidate
 * @param {number} from the start of the part
 * @param {number} to the end of the part, including the characters after the number
 */
function matchTrimmed(search, candidate, from, to) {
  if (mostDigits(from, to) < search.fewestDigits) return null;
  let end = to;
  if (countOdd(from, to) === 0) {
    while (digitsBefore[end - 1] === digitsBefore[to]) end -= 1;
  } else {
    const { offset } = candidate;
    end = from + trimEnd(search.readable.slice(offset + from, offset + to)).length;
  }
  return matchPart(search, candidate, from, end);
}

/** @param {number} at @param {number} signs @returns {boolean} */
function isAt(at, signs) {
  return ((signAt[at] ?? 0) & signs) !== 0;
}

/**
 * @param {number} start
 * @param {number} end
 * @param {number} until flags
 * @returns {number} the part's end
 */
function endOfPart(start, end, until) {
  if (until === 0) return end;
  let at = start + 1;
  while (at < end && !isAt(at, until)) at += 1;
  return at;
}

/**
 * @param {number} sign flags
 * @param {number} at
 * @returns {number} the first offset from `at` on whose character has none of these flags
 */
function after(sign, at) {
  let end = at;
  while (isAt(end, sign)) end += 1;
  return end;
}

/**
 * @param {number} at
 * @param {number} end
 * @returns {number} where the word after the white space at `at` begins; -1 if no word follows
 *   before `end`
 */
function beforeWord(at, end) {
  const start = after(SPACE, at);
  return start < end ? start : -1;
}

/**
 * @param {number} at
 * @param {number} end
 * @returns {number} the offset after the white space that begins at `at`; if only white space
 *   follows, the offset of its last character; -1 if `at` is the candidate's end
 */
function afterSpace(at, end) {
  const start = after(SPACE, at);
  if (start < end) return start;
  return start > at ? start - 1 : -1;
}

/**
 * @param {number} at
 * @param {number} end
 * @returns {number} the offset after " -" or "- " and the white space that follows; -1 if neither
 *   stands at `at`
 */
function afterHyphenAndSpace(at, end) {
  const isPair = isAt(at, HYPHEN) ? isAt(at + 1, SPACE) : isAt(at + 1, HYPHEN);
  return isPair ? afterSpace(at + 2, end) : -1;
}

/**
 * @param {number} at
 * @param {number} end
 * @returns {number} the offset after the dots at `at` and the white space that follows the dots; -1
 *   if only dots follow
 */
function afterDots(at, end) {
  const afterLast = after(DOT, at);
  const start = after(SPACE, afterLast);
  if (start < end && !isAt(start, DOT)) return start;
  return start > afterLast ? start - 1 : -1;
}
