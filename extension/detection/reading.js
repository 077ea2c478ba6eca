// Makes the copy of a text that the finder reads: as long as the text, with digits for the letters
// of a spelled number, without dates, amounts and glued words. Decides nothing about numbers.
"use strict";

/**
 * @typedef {object} Edit what the finder shall read instead of a stretch of text, equally long
 * @property {number} start
 * @property {number} end
 * @property {string} by
 * @property {string} reason name of the rule
 *
 * @typedef {object} Cluster digits with what may stand between the digits of one number
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} Reading
 * @property {string} text as the page has it
 * @property {string} digits the same with ASCII digits
 * @property {string} edited what the finder shall read
 * @property {Edit[]} edits in the order of the text, not overlapping
 * @property {Cluster[]} clusters likewise
 */

/** The finder skips it, and no number crosses it. */
const BLANK = "\n";

/** Five digits close to each other, as every number has that is not spelled with letters. */
const MAY_HOLD_NUMBER = /\p{Nd}(?:[^\p{Nd}\n]{0,5}\p{Nd}){4}/u;
/** Digits that capitals follow: "1-800-FLOWERS", "13 CABS", "1-800-Flowers". */
const MAY_BE_SPELLED = new RegExp(
  "\\d\\d(?:[-.]|\\) ?)[\\dA-Z.-]{0,5}[A-Z]{2}|8\\d\\d[-.][A-Z]|" +
    "(?:8\\d\\d|1[38]|00|08|6\\d) [A-Z\\d]{0,2}[A-Z]{2}",
);
const NOT_ASCII = /[^\0-\x7F]/;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;

/** Labels end with a letter, a sign or one of these. */
const MAY_FOLLOW_LABEL = /[\p{L}\p{So}:.)/-]\s*$/u;
const SHAPES_IN_ORDER = [
  ...SHAPE_RULES.filter(({ isAlone }) => !isAlone),
  ...SHAPE_RULES.filter(({ isAlone }) => isAlone),
];
/** All shapes at once, each a group; what may not stand before them is looked at once for all. */
const SHAPES = new RegExp(
  "(?<![\\d+])(?<!\\d[.,:/-])" +
    `(?:${anyOf(SHAPES_IN_ORDER, false)}|` +
    "(?<!\\d[ \\u00a0–)])(?<!\\d[-–/)][ \\u00a0])(?<!\\d[ \\u00a0][-–/(])" +
    `(?:${anyOf(SHAPES_IN_ORDER, true)}))`,
  "g",
);
const CLUSTER = /[+(]{0,3}\d(?:[ \u00a0().\-–/_·•‧∙⋅~]{0,4}\d){4,30}/g;

/**
 * @param {string} text
 * @param {string} region
 * @returns {Reading | null} null if the text can hold no number
 */
function readText(text, region) {
  const mayHoldNumber = MAY_HOLD_NUMBER.test(text);
  const mayBeSpelled = MAY_BE_SPELLED.test(text);
  if (!mayHoldNumber && !mayBeSpelled) return null;
  const digits = NOT_ASCII.test(text) ? text.replace(FOREIGN_DIGIT, asciiDigit) : text;
  const clusters = mayHoldNumber ? clustersOf(digits) : [];
  const wanted = mayBeSpelled ? spelledNumbers(digits, region) : [];
  if (mayHoldNumber) addShapes(text, digits, wanted);
  for (const cluster of clusters) addEditsAt(digits, cluster, wanted);
  const edits = withoutOverlaps(wanted);
  return { text, digits, edited: apply(edits, digits), edits, clusters };
}

/** @param {string} digit of any script @returns {string} as long as it is */
function asciiDigit(digit) {
  return digit.length > 1 ? digit : digitValue(digit);
}

/** @param {string} digits @returns {Cluster[]} */
function clustersOf(digits) {
  const clusters = [];
  CLUSTER.lastIndex = 0;
  for (let found = CLUSTER.exec(digits); found; found = CLUSTER.exec(digits)) {
    clusters.push({ start: found.index, end: CLUSTER.lastIndex });
  }
  return clusters;
}

/** @param {Edit[]} edits @returns {Edit[]} in order; of those that overlap, the first */
function withoutOverlaps(edits) {
  if (edits.length < 2) return edits;
  let done = 0;
  return edits
    .sort((one, other) => one.start - other.start)
    .filter(({ start, end }) => {
      if (start < done) return false;
      done = end;
      return true;
    });
}

/** @param {Edit[]} edits @param {string} text @returns {string} */
function apply(edits, text) {
  let result = "";
  let done = 0;
  for (const { start, end, by } of edits) {
    result += text.slice(done, start) + by;
    done = end;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** @param {number} start @param {number} length @param {string} reason @returns {Edit} */
function blank(start, length, reason) {
  return { start, end: start + length, by: BLANK.repeat(length), reason };
}

// ---- Shapes that are no numbers ---------------------------------------------------------------

/** @param {ShapeRule[]} rules @param {boolean} alone @returns {string} */
function anyOf(rules, alone) {
  const patterns = rules.filter(({ isAlone = false }) => isAlone === alone);
  return patterns.map(({ pattern }) => `(${pattern})`).join("|");
}

/**
 * Takes out dates, times, amounts, …
 * @param {string} text
 * @param {string} digits
 * @param {Edit[]} edits to add to
 */
function addShapes(text, digits, edits) {
  SHAPES.lastIndex = 0;
  for (let found = SHAPES.exec(digits); found; found = SHAPES.exec(digits)) {
    const group = found.findIndex((part, index) => index > 0 && part !== undefined);
    const rule = /** @type {ShapeRule} */ (SHAPES_IN_ORDER[group - 1]);
    const isOther = rule.check && !rule.check(found[0]);
    if (isOther || isMeantAsNumber(text, found.index)) SHAPES.lastIndex = found.index + 1;
    else edits.push(blank(found.index, found[0].length, rule.name));
  }
}

/** @param {string} text @param {number} start @returns {boolean} "Tel. 01.02.2003" */
function isMeantAsNumber(text, start) {
  if (!MAY_FOLLOW_LABEL.test(text.slice(Math.max(0, start - 3), start))) return false;
  const label = labelBefore(text, start);
  return Boolean(label?.isDirect && isSure(label.rule));
}

// ---- Spelled numbers --------------------------------------------------------------------------

/** "1-800-FLOWERS", "(212) NEW-YORK", "1 (800) GO FEDEX": area code, then letters and digits */
const SPELLED = new RegExp(
  "(?<![\\p{L}\\p{Nd}.@/])(\\+?1(?:[-. ]{1,2}|(?=\\()))?" +
    "(?:\\((\\d{3})\\)[-. ]{0,2}|(\\d{3})[-.]|(?<=1[-. ]{1,2})(8\\d\\d) )" +
    "(?=[\\dA-Za-z.-]{0,6}[A-Za-z]{2})" +
    "((?=(?:[- ]?[A-Z0-9]){7}(?![A-Za-z0-9]))[A-Z0-9]{1,6}(?:[- ][A-Z0-9]{1,6}){1,3}|" +
    "[A-Za-z0-9]{1,12}(?:[-.][A-Za-z0-9]{1,12}){0,3})(?![A-Za-z0-9])",
  "gu",
);
/** "1300 FLOWERS", "13 CABS", "0800 PIZZA HUT", "1800 GO BANANAS" */
const SPELLED_ELSEWHERE = new RegExp(
  "(?<![\\p{L}\\p{Nd}.@/])(?:0?8\\d\\d|1[38]00|13|0508|086\\d|0[345]00)[- ]" +
    "(?=(?:[0-9 -]{0,3}[A-Z]){4})[A-Z0-9]{2,9}(?:[- ][A-Z]{2,9}){0,2}(?![A-Za-z0-9])",
  "gu",
);
/** The digits once more: "(212) NEW-YORK (639-9675)" */
const DIGITS_AGAIN = /\s{0,2}\((\d[\d\- .]{2,12}\d)/y;
const TOLL_FREE = /^8(?:00|88|77|66|55|44|33|22)$/;
const CAPITALISED = /^(?:(?:[A-Z][a-z]+)+|[A-Z0-9]+)$/;
const NORTH_AMERICAN_DIGITS = 10;
const SUBSCRIBER_DIGITS = 7;
const MOST_EXTRA_LETTERS = 5; // nobody dials the last S of "1-888-MATTRESS"
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

/** @param {string} area "800" @param {string} body "FLOWERS" @returns {boolean} */
function isSpelling(area, body) {
  const symbols = body.replace(/[-. ]/g, "");
  const letters = symbols.replace(/\d/g, "");
  if (symbols.length < SUBSCRIBER_DIGITS || letters.length < 3) return false;
  if (!TOLL_FREE.test(area)) return symbols.length === SUBSCRIBER_DIGITS && !/[a-z ]/.test(body);
  const isNotTooLong = symbols.length <= SUBSCRIBER_DIGITS + MOST_EXTRA_LETTERS;
  return isNotTooLong && body.split(/[-. ]/).every((part) => CAPITALISED.test(part));
}

/** @param {string} written @param {string} region @returns {number} of digits, 0 if no number */
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
  let by = "";
  for (const sign of written) {
    const isDialled = /[A-Za-z0-9]/.test(sign);
    by += dialled >= length ? BLANK : isDialled ? keypadDigits(sign) : sign;
    if (isDialled) dialled += 1;
  }
  const end = start + written.length;
  const edits = [{ start, end, by, reason: "vanity" }];
  DIGITS_AGAIN.lastIndex = end;
  const again = DIGITS_AGAIN.exec(text);
  if (again && digitsOf(by).endsWith(digitsOf(again[1] ?? ""))) {
    edits.push(blank(end, again[0].length, "vanity"));
  }
  return edits;
}

// ---- What touches a number --------------------------------------------------------------------

const REACH_OF_TOUCH = 24;
/** "213_373_4253", "213·373·4253" */
const ODD_SEPARATORS = /^\(?\+?\d{1,4}\)?([_·•‧∙⋅])\d{2,4}(?:\1\d{2,5}){1,3}$/;
/** "90 18 20 / 21", "123456-0 / -10", "123-4567~8" */
const LISTED_TAIL = /^(.*\d) ?([/~]) ?(-?)(\d{1,4})$/;
const EXTENSION_WORD = new RegExp(
  `^[ \\t,]*[(（]?[ \\t]*(?:${EXTENSION_WORDS})[.:：]?[ \\t]*(?=\\d{1,6}(?!\\d))`,
  "iu",
);
/** "x 12 units" */
const COUNTED = new RegExp(
  `^ ?[x×] ?\\d{1,6} (?:${AFTER_WORDS.count}|\\p{Ll}{4,}s)(?!\\p{L})`,
  "iu",
);
/** "#1 choice" */
const RANKED = /^ ?#\d{1,2} \p{L}/u;
const LETTER_AT_END = /[A-Za-z\u00c0-\u024f]$/;
const LATIN_ENDING = /[\p{Script=Latin}\p{M}]{2,20}$/u;
const GLUED_AFTER = new RegExp(`^(?:(?:${WORDS_GLUED_AFTER})(?![a-z])|[A-Z][a-z]{2})`, "i");
/** Written as nothing but a phone number is: "+44…", "(020)…", "01625 856…", "202-555-0143" */
const GROUPED = /^[+(]|^0\d{1,5}[ \-./]\d|^(?:1[ \-.])?\d{3}[ \-.]\d{3}[ \-.]\d{4}$/;
const FEWEST_DIGITS_OF_STEM = 6;
const MOST_STEPS = 20;

/** @param {string} digits @param {Cluster} cluster @param {Edit[]} edits to add to */
function addEditsAt(digits, { start, end }, edits) {
  const written = digits.slice(start, end);
  if (ODD_SEPARATORS.test(written)) {
    edits.push({ start, end, by: written.replace(/[_·•‧∙⋅]/g, "-"), reason: "odd_separators" });
  }
  const [, stem = "", sign, hyphen = "", tail = ""] = LISTED_TAIL.exec(written) ?? [];
  if (hyphen || (tail && isNextNumber(stem, tail))) {
    edits.push(blank(start + stem.length, 1, sign === "~" ? "range_suffix" : "shared_stem"));
  }
  const before = digits.slice(Math.max(0, start - REACH_OF_TOUCH), start);
  if (LETTER_AT_END.test(before) && isGluedBefore(before, written)) {
    edits.push(blank(start - 1, 1, "glued"));
  }
  const edit = editAfter(end, digits.slice(end, end + REACH_OF_TOUCH), written);
  if (edit) edits.push(edit);
}

/**
 * @param {string} stem "90 18 20"
 * @param {string} tail "21"
 * @returns {boolean} whether the tail counts on from the end of the stem
 */
function isNextNumber(stem, tail) {
  const digits = digitsOf(stem);
  const step = Number(tail) - Number(digits.slice(-tail.length));
  return digits.length >= FEWEST_DIGITS_OF_STEM && step > 0 && step < MOST_STEPS;
}

/** "Tel213…", "Sales01625 856…" @param {string} before @param {string} written */
function isGluedBefore(before, written) {
  const word = LATIN_ENDING.exec(before)?.[0];
  if (!word) return false;
  const rule = ruleOfWord(word);
  if (rule && rule.role !== "identifier") return true;
  return /\p{Ll}$/u.test(word) && GROUPED.test(written);
}

/** @param {number} end @param {string} after @param {string} written @returns {Edit | null} */
function editAfter(end, after, written) {
  if (after === "" || after.startsWith("\n")) return null;
  const length = EXTENSION_WORD.exec(after)?.[0].length ?? 0;
  if (length > 0) {
    const by = length < 3 ? "x".padStart(length) : "ext".padStart(length);
    return { start: end, end: end + length, by, reason: "extension_word" };
  }
  if (COUNTED.test(after) || RANKED.test(after)) return blank(end, 2, "counted");
  return isGluedAfter(after, written) ? blank(end, 1, "glued") : null;
}

/** @param {string} after @param {string} written @returns {boolean} "4253cell", "3900Fax:" */
function isGluedAfter(after, written) {
  const [glued = ""] = GLUED_AFTER.exec(after) ?? [];
  return glued.length > 3 || /^[a-z]|:$/.test(glued) || (glued !== "" && GROUPED.test(written));
}
