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
const MAY_HOLD_NUMBER = /\d(?:[^\d\n]{0,5}\d){4}/;
/** Digits that capitals follow: "1-800-FLOWERS", "13 CABS", "1-800-Flowers". */
const MAY_BE_SPELLED = new RegExp(
  "\\d\\d(?:[-.]|\\) ?)[\\dA-Z.-]{0,5}[A-Z]{2}|8\\d\\d[-.][A-Z]|" +
    "(?:8\\d\\d|1[38]|00|08|6\\d) [A-Z\\d]{0,2}[A-Z]{2}",
);
const foreignDigit = patternsBy(({ narrow }) => new RegExp(`(?![0-9])[${narrow}]`, "g"));

/** Labels end with a letter, a sign beyond ASCII or one of these. */
const MAY_END_LABEL = ":.)/-";
const shapesInOrder = lazily(() => [
  ...shapeRules().filter(({ isAlone }) => !isAlone),
  ...shapeRules().filter(({ isAlone }) => isAlone),
]);
/** What makes a number of digits and a space before them one row with those that follow. */
const NOT_AFTER_DIGITS =
  "(?<!\\d[ \\u00a0–)])(?<!\\d[-–/)][ \\u00a0])(?<!\\d[ \\u00a0][-–/(])" +
  "(?<!\\d[ \\u00a0]/[ \\u00a0])";
const MOST_DIGITS_OF_SHAPE = 15;
const CLUSTER = /[+(]{0,3}\d(?:[ \u00a0().\-–/_·•‧∙⋅~]{0,4}\d){4,30}/g;

/**
 * @param {string} text
 * @param {string} region
 * @returns {Reading | null} null if the text can hold no number
 */
function readText(text, region) {
  const known = digitsIn(text);
  const digits = known === ASCII_DIGITS ? text : text.replace(foreignDigit(text), digitValue);
  const mayHoldNumber = known.wide !== "" || MAY_HOLD_NUMBER.test(digits);
  const mayBeSpelled = MAY_BE_SPELLED.test(digits);
  if (!mayHoldNumber && !mayBeSpelled) return null;
  const clusters = mayHoldNumber ? clustersOf(digits) : [];
  const wanted = mayBeSpelled ? spelledNumbers(digits, region) : [];
  if (mayHoldNumber) addShapes(text, digits, wanted);
  for (const cluster of clusters) addEditsAt(digits, cluster, wanted);
  const edits = withoutOverlaps(wanted);
  return { text, digits, edited: apply(edits, digits), edits, clusters };
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

/** @typedef {{rule: ShapeRule, pattern: RegExp}} Shape */

/** Those that may begin with so many digits before such a sign. @type {Map<number, Shape[]>} */
const shapesByStart = new Map();
/** @type {Map<ShapeRule, Shape>} */
const shapesByRule = new Map();

/** @param {ShapeRule} rule @returns {Shape} built when first needed */
function shapeOf(rule) {
  let shape = shapesByRule.get(rule);
  if (!shape) {
    const before = rule.isAlone ? NOT_AFTER_DIGITS : "";
    shape = { rule, pattern: new RegExp(`${before}(?:${rule.pattern})`, "y") };
    shapesByRule.set(rule, shape);
  }
  return shape;
}

/** @param {string} digits @param {number} start @param {number} end of the first row of digits */
function shapesStarting(digits, start, end) {
  const length = Math.min(end - start, MOST_DIGITS_OF_SHAPE);
  const sign = digits.charAt(end);
  const key = length * 0x10000 + (sign === "" ? 0 : sign.charCodeAt(0));
  let shapes = shapesByStart.get(key);
  if (!shapes) {
    const begin = "0".repeat(length) + sign;
    shapes = shapesInOrder()
      .filter((rule) => rule.start.test(begin))
      .map(shapeOf);
    shapesByStart.set(key, shapes);
  }
  return shapes;
}

/**
 * Takes out dates, times, amounts, …
 * @param {string} text
 * @param {string} digits
 * @param {Edit[]} edits to add to
 */
function addShapes(text, digits, edits) {
  for (let start = 0; start < digits.length; start += 1) {
    if (!isAsciiDigit(digits.charCodeAt(start))) continue;
    let end = start + 1;
    while (isAsciiDigit(digits.charCodeAt(end))) end += 1;
    const edit = isWithinNumber(digits, start) ? null : shapeAt(digits, start, end);
    if (edit && !isMeantAsNumber(text, start)) edits.push(edit);
    start = edit === edits.at(-1) ? Math.max(edit?.end ?? 0, end) - 1 : end;
  }
}

/** @param {string} digits @param {number} start @returns {boolean} as part of one */
function isWithinNumber(digits, start) {
  const sign = digits.charAt(start - 1);
  if (sign === "+" || isAsciiDigit(digits.charCodeAt(start - 1))) return true;
  return sign !== "" && ".,:/-".includes(sign) && isAsciiDigit(digits.charCodeAt(start - 2));
}

/** @param {string} digits @param {number} start @param {number} end of the first row of digits */
function shapeAt(digits, start, end) {
  for (const { rule, pattern } of shapesStarting(digits, start, end)) {
    pattern.lastIndex = start;
    const [found] = pattern.exec(digits) ?? [];
    if (found === undefined || rule.check?.(found) === false) continue;
    return blank(start, found.length, rule.name);
  }
  return null;
}

/** @param {string} text @param {number} start @returns {boolean} "Tel. 01.02.2003" */
function isMeantAsNumber(text, start) {
  if (!mayFollowLabel(text, start)) return false;
  const label = labelBefore(text, start);
  return Boolean(label?.isDirect && isSure(label.rule));
}

/** @param {string} text @param {number} start @returns {boolean} */
function mayFollowLabel(text, start) {
  let end = start;
  while (end > 0 && start - end < 2 && characterTo(text, end) === BLANK_SPACE) end -= 1;
  if (end === 0) return false;
  const character = characterTo(text, end);
  if (character === OTHER_CHARACTER) {
    return text.charCodeAt(end - 1) > 0x7f || MAY_END_LABEL.includes(text.charAt(end - 1));
  }
  return character >= MARK || character === LINE_END;
}

// ---- Spelled numbers --------------------------------------------------------------------------

/** "1-800-FLOWERS", "(212) NEW-YORK", "1 (800) GO FEDEX": area code, then letters and digits */
const SPELLED = new RegExp(
  "(?<![A-Za-z\\d\\u00c0-\\u024f.@/])(\\+?1(?:[-. ]{1,2}|(?=\\()))?" +
    "(?:\\((\\d{3})\\)[-. ]{0,2}|(\\d{3})[-.]|(?<=1[-. ]{1,2})(8\\d\\d) )" +
    "(?=[\\dA-Za-z.-]{0,6}[A-Za-z]{2})" +
    "((?=(?:[- ]?[A-Z0-9]){7}(?![A-Za-z0-9]))[A-Z0-9]{1,6}(?:[- ][A-Z0-9]{1,6}){1,3}|" +
    "[A-Za-z0-9]{1,12}(?:[-.][A-Za-z0-9]{1,12}){0,3})(?![A-Za-z0-9])",
  "g",
);
/** "1300 FLOWERS", "13 CABS", "0800 PIZZA HUT", "1800 GO BANANAS" */
const SPELLED_ELSEWHERE = new RegExp(
  "(?<![A-Za-z\\d\\u00c0-\\u024f.@/])(?:0?8\\d\\d|1[38]00|13|0508|086\\d|0[345]00)[- ]" +
    "(?=(?:[0-9 -]{0,3}[A-Z]){4})[A-Z0-9]{2,9}(?:[- ][A-Z]{2,9}){0,2}(?![A-Za-z0-9])",
  "g",
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
/** A digit follows soon, so the word between may be one for an extension. */
const BEFORE_DIGIT = /^[^\d\n]{1,20}\d/;
/** "x 12 units" */
const TIMES = /^ ?[x×] ?\d{1,6} /i;
/** "#1 choice" */
const RANKED = /^ ?#\d{1,2} [A-Za-z\u00c0-\uffff]/;
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
  const isListed = written.includes("/") || written.includes("~");
  const [, stem = "", sign, hyphen = "", tail = ""] =
    (isListed ? LISTED_TAIL.exec(written) : null) ?? [];
  if (hyphen || (tail && isNextNumber(stem, tail))) {
    edits.push(blank(start + stem.length, 1, sign === "~" ? "range_suffix" : "shared_stem"));
  }
  if (start > 0 && isGluedBefore(digits, start, written)) {
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

/**
 * "Tel213…", "Sales01625 856…"
 * @param {string} digits
 * @param {number} start
 * @param {string} written
 */
function isGluedBefore(digits, start, written) {
  if (characterTo(digits, start) !== LATIN) return false;
  const from = Math.max(0, start - REACH_OF_TOUCH);
  const word = digits.slice(startOfWord(digits, start, from), start);
  if (word.length < 2) return false;
  const rule = ruleOfWord(word);
  if (rule && rule.role !== "identifier") return true;
  const last = word.slice(-1);
  return last !== last.toUpperCase() && GROUPED.test(written);
}

/** @param {number} end @param {string} after @param {string} written @returns {Edit | null} */
function editAfter(end, after, written) {
  if (after === "" || after.startsWith("\n")) return null;
  const found = BEFORE_DIGIT.test(after) ? EXTENSION_WORD.exec(after) : null;
  if (found) {
    const { length } = found[0];
    const by = length < 3 ? "x".padStart(length) : "ext".padStart(length);
    return { start: end, end: end + length, by, reason: "extension_word" };
  }
  if (isCounted(after) || RANKED.test(after)) return blank(end, 2, "counted");
  return isGluedAfter(after, written) ? blank(end, 1, "glued") : null;
}

/** @param {string} after @returns {boolean} "x 12 units" */
function isCounted(after) {
  const [times] = TIMES.exec(after) ?? [];
  const word = times ? wordAt(after, times.length) : "";
  return isCountWord(word) || /^[a-z]{4,}s$/i.test(word);
}

/** @param {string} after @param {string} written @returns {boolean} "4253cell", "3900Fax:" */
function isGluedAfter(after, written) {
  if (!isAsciiLetter(after.charCodeAt(0))) return false;
  const [glued = ""] = GLUED_AFTER.exec(after) ?? [];
  return glued.length > 3 || /^[a-z]|:$/.test(glued) || (glued !== "" && GROUPED.test(written));
}

/** @param {number} unit of UTF-16 */
function isAsciiLetter(unit) {
  const capital = unit & ~32;
  return capital >= 65 && capital <= 90;
}
