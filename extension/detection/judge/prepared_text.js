// Provides `readText`: makes the copy of a text that the matcher reads. The copy is as long as the
// text, and has digits in place of vanity letters, and blanks in place of dates, amounts and signs
// that touch a number. Depends on text_edits.js, touching_text.js, vanity_letters.js and
// date_and_amount_shapes.js.
"use strict";

/** Matches five digits close together. Every number without vanity letters has five such digits. */
const MAY_HOLD_NUMBER = /\d(?:[^\d\n]{0,5}\d){4}/;
/** Matches digits followed by capital letters: "1-800-FLOWERS", "13 CABS", "1-800-Flowers". */
const MAY_BE_SPELLED = new RegExp(
  "\\d\\d(?:[-.]|\\) ?)[\\dA-Z.-]{0,5}[A-Z]{2}|8\\d\\d[-.][A-Z]|" +
    "(?:8\\d\\d|1[38]|00|08|6\\d) [A-Z\\d]{0,2}[A-Z]{2}",
);
const foreignDigit = patternsBy(({ narrow }) => new RegExp(`(?![0-9])[${narrow}]`, "g"));

/** The ASCII characters, other than letters, with which a label may end. */
const MAY_END_LABEL = ':.)/-"';
const shapesInOrder = lazily(() => [
  ...shapeRules().filter(({ isAlone }) => !isAlone),
  ...shapeRules().filter(({ isAlone }) => isAlone),
]);
/**
 * Matches the text before a shape, such as a date, if the text ends with digits and a space or
 * bracket. In that case, the digits of the shape may be the rest of a phone number.
 */
const AFTER_DIGITS =
  /\d(?:[ \u00a0–)]|[-–/)][ \u00a0]|[ \u00a0][-–/(]|[ \u00a0]\/[ \u00a0]|\)[-–.])$/;
/** A text that AFTER_DIGITS matches ends with one of these characters. */
const ENDS_AFTER_DIGITS = " \u00a0-–/().";
const REACH_OF_AFTER_DIGITS_CHARACTERS = 4;
const MOST_DIGITS_OF_SHAPE = 15;
/**
 * @param {string} text
 * @param {string} region
 * @returns {Reading | null} the prepared text; null if the text cannot contain a number
 */
function readText(text, region) {
  const known = digitsIn(text);
  const digits =
    known === ASCII_DIGITS ? text : text.replace(foreignDigit(text), (digit) => digitValue(digit));
  const mayHoldNumber = known.wide !== "" || MAY_HOLD_NUMBER.test(digits);
  const mayBeSpelled = MAY_BE_SPELLED.test(digits);
  if (!mayHoldNumber && !mayBeSpelled) return null;
  const clusters = mayHoldNumber ? clustersOf(digits) : [];
  const wanted = mayBeSpelled ? spelledNumbers(digits, region) : [];
  if (mayHoldNumber) addShapes(text, digits, region, wanted);
  for (const cluster of clusters) addEditsAt(digits, cluster, region, wanted);
  const edits = withoutOverlaps(wanted);
  return { text, digits, edited: apply(edits, digits), edits, clusters };
}

// ---- Shapes that are not numbers --------------------------------------------------------------

/** @typedef {{rule: ShapeRule, before: string, isAlone: boolean, pattern: RegExp}} Shape */

/**
 * Stores which shapes, such as those of dates, may begin with certain digits. The key is made from
 * the first digit, the count of the digits and the character after them.
 * @type {Map<number, Shape[]>}
 */
const shapesByStart = new Map();
/** @type {Map<ShapeRule, Shape>} */
const shapesByRule = new Map();

/** @param {ShapeRule} rule @returns {Shape} the rule with its pattern, built on the first call */
function shapeOf(rule) {
  let shape = shapesByRule.get(rule);
  if (!shape) {
    const { before = "", isAlone = false } = rule;
    shape = { rule, before, isAlone, pattern: new RegExp(rule.pattern, "y") };
    shapesByRule.set(rule, shape);
  }
  return shape;
}

/**
 * Returns the shapes, such as those of dates, that may begin at `start`.
 * @param {string} digits the text with ASCII digits
 * @param {number} start
 * @param {number} end where the digits at `start` end
 */
function shapesStarting(digits, start, end) {
  const length = Math.min(end - start, MOST_DIGITS_OF_SHAPE);
  const sign = digits.charAt(end);
  const first = digits.charCodeAt(start) - ZERO;
  const key = (first * 16 + length) * 0x10000 + (sign === "" ? 0 : sign.charCodeAt(0));
  let shapes = shapesByStart.get(key);
  if (!shapes) {
    const begin = `${first}${"0".repeat(length - 1)}${sign}`;
    shapes = shapesInOrder()
      .filter((rule) => rule.start.test(begin))
      .map(shapeOf);
    shapesByStart.set(key, shapes);
  }
  return shapes;
}

/**
 * Adds edits that replace dates, times, amounts and other shapes with blanks.
 * @param {string} text
 * @param {string} digits
 * @param {string} region
 * @param {Edit[]} edits receives the new edits
 */
function addShapes(text, digits, region, edits) {
  for (let start = 0; start < digits.length; start += 1) {
    if (!isAsciiDigit(digits.charCodeAt(start))) continue;
    let end = start + 1;
    while (isAsciiDigit(digits.charCodeAt(end))) end += 1;
    const edit = isWithinNumber(digits, start) ? null : shapeAt(digits, start, end, region);
    if (edit && !isMeantAsNumber(text, start)) edits.push(edit);
    start = edit === edits.at(-1) ? Math.max(edit?.end ?? 0, end) - 1 : end;
  }
}

/** @param {string} digits @param {number} start @returns {boolean} */
function isWithinNumber(digits, start) {
  const sign = digits.charAt(start - 1);
  if (sign === "+" || isAsciiDigit(digits.charCodeAt(start - 1))) return true;
  return sign !== "" && ".,:/-'’".includes(sign) && isAsciiDigit(digits.charCodeAt(start - 2));
}

/**
 * Looks at `start` for a text that only looks like a number, such as a date or a price.
 * @param {string} digits
 * @param {number} start
 * @param {number} end where the row of digits that begins at `start` ends
 * @param {string} region
 * @returns {Edit | null} the edit that replaces this text with blanks; null if there is none
 */
function shapeAt(digits, start, end, region) {
  const sign = digits.charAt(start - 1);
  /** @type {boolean | undefined} */
  let isAfter;
  for (const { rule, before, isAlone, pattern } of shapesStarting(digits, start, end)) {
    if (before !== "" && sign !== before) continue;
    // The rules with `isAlone` come last, so no rule that follows applies here either.
    if (isAlone && (isAfter ??= isAfterDigits(digits, start))) break;
    pattern.lastIndex = start;
    if (!pattern.test(digits)) continue;
    const found = digits.slice(start, pattern.lastIndex);
    if (rule.check?.(found) === false) continue;
    if (rule.isForeign && isGroupedAtHome(found, region)) continue;
    return blank(start, found.length, rule.name);
  }
  return null;
}

/** @param {string} digits @param {number} start @returns {boolean} */
function isAfterDigits(digits, start) {
  if (start < 2 || !ENDS_AFTER_DIGITS.includes(digits.charAt(start - 1))) return false;
  return AFTER_DIGITS.test(
    digits.slice(Math.max(0, start - REACH_OF_AFTER_DIGITS_CHARACTERS), start),
  );
}

/**
 * @param {string} text
 * @param {number} start
 * @returns {boolean} whether a label says that the text at `start` is a phone or fax number: "Tel.
 *   01.02.2003"
 */
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

/**
 * Whether the region's phone numbers are grouped like this text: "2212-2259" in Costa Rica,
 * "20.49.17.57/58" in Niger
 * @param {string} written
 * @param {string} region
 */
function isGroupedAtHome(written, region) {
  const [first = ""] = written.split("/");
  if (digitGroups(first).length < 2) return false;
  const parsed = parseNumber(first, region);
  if (typeof parsed === "string") return false;
  return isValidNumber(parsed) && isUsualForm(`+${parsed.code}${parsed.national}`, first);
}
