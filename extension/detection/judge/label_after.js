// Provides `labelAfter`: finds the label that follows a number: the "Fax" of "408 727 8447 Fax".
// Depends on vocabulary.js, which contains the label words.
"use strict";

/**
 * @typedef {object} LabelledLine a line of a text
 * @property {string} text the whole text
 * @property {number} start the start of the line
 * @property {boolean} isLabelledAfter true if a label follows each number of the line
 */

const REACH_OF_LONG_LINE_CHARACTERS = 300;
const BEFORE_LABEL_AFTER = /[ \t\u00a0]?[-–,:]?[ \t\u00a0]?[([（]?[ \t]?/y;
/**
 * Tests the text after a word that follows a number. The pattern does not match if a colon, digits,
 * or a word such as "ext" or "no" come next, because the word is then the label of the next number.
 */
const ENDS_LABEL_AFTER =
  /(?:[)\]）]|(?![)\]）]))(?!\.|[ \u00a0]?[:：]|[ \t\u00a0]*[+(\d]|[ \u00a0](?:same|idem|dit?to|ext|D[Ww]|Durchwahl|no|nr|n[°º]|num\w*|nummer|número|numéro|numero)\b)/y;
/** Matches a possible number in a line, with its brackets and plus. */
const IN_LINE = /[+(]{0,2}\d[\d ().\-–/]{5,}\d/g;
const FEWEST_DIGITS_IN_LINE = 6;
/** Matches a single letter that labels the number before it: "o", "(f)", "[m]" */
const LETTER_AFTER = /^[TPMDOCHWF]$/i;
const MOST_WORDS_AFTER = 2;

/** @type {LabelledLine} */
let knownLine = { text: "", start: -1, isLabelledAfter: false };

/**
 * Finds the label after a number: "408 727 8447 Fax", "(020) 7946 0018 (mobile)". If another number
 * follows the label, the label belongs to that other number, except in a line in which each number
 * is followed by a label.
 * @param {string} text
 * @param {number} end the end of the number
 * @returns {Label | null} null if no label follows the number
 */
function labelAfter(text, end) {
  const start = startAfter(text, end);
  const word = start - end < LABEL_REACH_AFTER_CHARACTERS ? wordAt(text, start) : "";
  if (word === "") return null;
  const rule = ruleAfter(word);
  if (!rule || !isSure(rule)) return null;
  ENDS_LABEL_AFTER.lastIndex = start + word.length;
  const isEnd = word.length > 1 && ENDS_LABEL_AFTER.test(text);
  if (!isEnd && !isLabelledAfter(text, end)) return null;
  return { rule, isNumbered: false, isDirect: true, isShort: false };
}

/** @param {string} text @param {number} end @returns {number} the start of the next word */
function startAfter(text, end) {
  BEFORE_LABEL_AFTER.lastIndex = end;
  BEFORE_LABEL_AFTER.test(text);
  return BEFORE_LABEL_AFTER.lastIndex;
}

/** @param {string} word @returns {LabelRule | null} */
function ruleAfter(word) {
  if (!LETTER_AFTER.test(word)) return word.length > 1 ? ruleOfWord(word) : null;
  return labelRule(/f/i.test(word) ? "label_fax" : "label_phone");
}

/** @param {string} text @param {number} at @returns {boolean} */
function isLabelledAfter(text, at) {
  const from = Math.max(0, at - REACH_OF_LONG_LINE_CHARACTERS);
  const start = from + text.slice(from, at).lastIndexOf("\n") + 1;
  if (knownLine.text !== text || knownLine.start !== start) {
    const [line = ""] = text.slice(start, at + REACH_OF_LONG_LINE_CHARACTERS).split("\n", 1);
    knownLine = { text, start, isLabelledAfter: isLineLabelledAfter(line) };
  }
  return knownLine.isLabelledAfter;
}

/** @param {string} line @returns {boolean} whether a label follows each number of the line */
function isLineLabelledAfter(line) {
  const numbers = Array.from(line.matchAll(IN_LINE)).filter(
    ([whole]) => digitsOf(whole).length >= FEWEST_DIGITS_IN_LINE,
  );
  const first = numbers[0];
  if (!first || numbers.length < 2) return false;
  const before = line.slice(0, first.index);
  if (endsWithLabel(before)) return false;
  const after = numbers.map(({ 0: whole, index }, place) =>
    line.slice(index + whole.length, numbers[place + 1]?.index),
  );
  // The words after the numbers are labels if all of them are known labels. They are also labels if
  // at least one of them is a known label, all are short, and no word precedes the first number.
  const isKnown = after.map(beginsWithLabel);
  return (
    isKnown.every(Boolean) ||
    (!/\p{L}/u.test(before) && isKnown.includes(true) && after.every(isShortWord))
  );
}

/**
 * @param {string} after the text after a number, up to the next number
 * @returns {boolean} whether this text is a short word, as labels are
 */
function isShortWord(after) {
  return /^[ \t\u00a0]?[-–,([]?[ \t]?\p{L}[\p{L}\p{M}. -]{1,16}[)\]]?[\s|;,·•/.]*$/u.test(after);
}

/** @param {string} before @returns {boolean} whether the text before a number ends with a label */
function endsWithLabel(before) {
  const words = before.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.slice(-MOST_WORDS_AFTER).some((word) => {
    const rule = word.length > 1 ? ruleOfWord(word) : null;
    return rule ? rule.role !== "identifier" : /^[TPMDOF]$/.test(word);
  });
}

/**
 * @param {string} after the text after a number, up to the next number
 * @returns {boolean} whether this text begins with a label of phone or fax numbers
 */
function beginsWithLabel(after) {
  const word = wordAt(after, startAfter(after, 0));
  if (word === "" || /^\s*:/.test(after.slice(startAfter(after, 0) + word.length))) return false;
  const words = after.match(/[\p{L}\p{M}]+/gu) ?? [];
  return (
    words.length <= MOST_WORDS_AFTER &&
    ruleAfter(word)?.role !== "identifier" &&
    ruleAfter(word) !== null
  );
}
