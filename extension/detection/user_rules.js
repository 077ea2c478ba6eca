// Provides `findWithRules`: finds numbers and applies the user's own rules: labels before a number
// that accept or reject it, patterns that reject it, and whether vanity and fax numbers count.
// Depends on judge/judge.js. Labels and patterns are compared literally and never run as code.
"use strict";

/**
 * @typedef {object} UserRules the user's own rules, which are settings
 * @property {boolean} vanity true if numbers written with letters count
 * @property {boolean} fax true if fax numbers count
 * @property {string[]} phone_labels labels that make a number a phone number
 * @property {string[]} other_labels labels that reject a number
 * @property {string[]} other_patterns patterns of numbers to reject; # stands for any digit
 */

/** Matches what may be between a label of the user and a number: " no. #" in "Ticket no. #5". */
const AFTER_OWN_LABEL = /^(?:[\s:：.#№°=>|–-]|n[or]\.?(?=\P{L})){0,8}$/iu;
const REACH_OF_OWN_LABEL_CHARACTERS = 60;
/** A number must begin within this many characters of the user's label. */
const REACH_AFTER_OWN_LABEL_CHARACTERS = 40;

/**
 * @param {string} text
 * @param {string} region the region of numbers written without a country code
 * @param {UserRules | null} [rules] null: there are no rules, and fax numbers are left out
 * @param {FoundNumber[]} [found] the numbers that the detection finds in the text
 * @returns {FoundNumber[]} in the order of the text, not overlapping
 */
function findWithRules(text, region, rules = null, found = findNumbers(text, region)) {
  const { accepted } = sortByRules(text, region, rules, found);
  return accepted;
}

/**
 * Sorts the found numbers into accepted ones and those that one of the user's rules refuses.
 * @param {string} text
 * @param {string} region
 * @param {UserRules | null} rules
 * @param {FoundNumber[]} [found] the numbers that the detection finds in the text
 * @returns {{accepted: FoundNumber[], refused: FoundNumber[]}} the `reason` of a refused number is
 *   the name of the rule that refuses it
 */
function sortByRules(text, region, rules, found = findNumbers(text, region)) {
  const all = rules ? withOwnLabels(text, region, found, rules.phone_labels) : found;
  /** @type {FoundNumber[]} */
  const accepted = [];
  /** @type {FoundNumber[]} */
  const refused = [];
  for (const number of all) {
    const reason = refusalByRules(text, number, rules);
    if (reason) refused.push({ ...number, reason });
    else accepted.push(number);
  }
  return { accepted, refused };
}

/**
 * @param {string} text
 * @param {FoundNumber} number
 * @param {UserRules | null} rules
 * @returns {string} the name of the rule that rejects the number; "" if no rule does
 */
function refusalByRules(text, { start, end, kind, reason }, rules) {
  if (kind === "fax" && !rules?.fax) return "fax";
  if (!rules) return "";
  if (reason === "vanity" && !rules.vanity) return "vanity_off";
  if (hasOwnLabel(text, start, rules.other_labels)) return "own_other_label";
  return rules.other_patterns.some((one) => isLike(text, start, end, one)) ? "own_pattern" : "";
}

/** @param {string} text @param {number} start the start of a number @param {string[]} labels */
function hasOwnLabel(text, start, labels) {
  if (labels.length === 0) return false;
  const before = text
    .slice(Math.max(0, start - REACH_OF_OWN_LABEL_CHARACTERS), start)
    .toLowerCase();
  return labels.some((label) => {
    const at = before.lastIndexOf(label.toLowerCase());
    return at >= 0 && isWholeWord(before, at, label.length) && standsBetween(before, at, label);
  });
}

/**
 * Whether a label applies to a number, because AFTER_OWN_LABEL matches all text between the two.
 * @param {string} before the text before the number
 * @param {number} at the offset of the label
 * @param {string} label
 */
const standsBetween = (before, at, label) => AFTER_OWN_LABEL.test(before.slice(at + label.length));

/** @param {string} text @param {number} at @param {number} length */
function isWholeWord(text, at, length) {
  const isLetter = (/** @type {string} */ sign) => /[\p{L}\p{Nd}]/u.test(sign);
  const [first, last] = [text.charAt(at), text.charAt(at + length - 1)];
  const isCutBefore = isLetter(first) && isLetter(text.charAt(at - 1));
  return !isCutBefore && !(isLetter(last) && isLetter(text.charAt(at + length)));
}

/**
 * Whether a number, together with the text before it, matches a pattern.
 * @param {string} text
 * @param {number} start the start of the number
 * @param {number} end the end of the number
 * @param {string} pattern "#" matches any digit; every other character matches only itself
 */
function isLike(text, start, end, pattern) {
  const from = end - pattern.length;
  if (from < 0 || from > start || /[\p{L}\p{Nd}]/u.test(text.charAt(from - 1))) return false;
  return [...pattern].every((sign, index) => {
    const written = text.charAt(from + index);
    return sign === "#" ? /\p{Nd}/u.test(written) : sign.toLowerCase() === written.toLowerCase();
  });
}

/**
 * Finds the numbers that follow the user's labels.
 * @param {string} text
 * @param {string} region
 * @param {FoundNumber[]} found the numbers that the detection finds in the text
 * @param {string[]} labels
 * @returns {FoundNumber[]} the numbers in `found` and the numbers after labels, in text order
 */
function withOwnLabels(text, region, found, labels) {
  const all = [...found];
  for (const from of placesAfter(text, labels)) {
    const rest = text.slice(from, from + REACH_AFTER_OWN_LABEL_CHARACTERS);
    const [first] = findNumbers(rest, region, { evidence: { label: "Phone", source: "label" } });
    if (!first || !AFTER_OWN_LABEL.test(rest.slice(0, first.start))) continue;
    const start = from + first.start;
    const number = { ...first, start, end: from + first.end, reason: "own_phone_label" };
    if (!all.some((other) => overlaps(number, other))) all.push(number);
  }
  return all.sort((one, other) => one.start - other.start);
}

/** @param {string} text @param {string[]} labels @returns {number[]} the ends of labels */
function placesAfter(text, labels) {
  const low = labels.length > 0 ? text.toLowerCase() : "";
  return labels.flatMap((label) => {
    const [word, places] = [label.toLowerCase(), /** @type {number[]} */ ([])];
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length)) {
      if (isWholeWord(low, at, word.length)) places.push(at + word.length);
    }
    return places;
  });
}
