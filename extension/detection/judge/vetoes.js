// Provides `vetoOf`: decides whether a rule rejects a number because of the text around the number,
// or because of the way in which the number is written. Depends on context_rules.js, which holds
// the rules.
"use strict";

/**
 * @typedef {object} Surroundings the text around a number, and what is known of the number
 * @property {string} written the number as written
 * @property {string} ext the digits of its extension, or ""
 * @property {string} number E.164
 * @property {string} national the national significant number
 * @property {string} before the text before the number in its line, back to the preceding number
 * @property {string} after the text after the number in its line
 * @property {number} space how many characters of `after` precede the next number
 * @property {boolean} isBare true if the number is written with digits only
 * @property {boolean} isApart true if a space, a colon or nothing precedes the number
 * @property {boolean} isPhone true if a label says that the number is a phone number
 * @property {boolean} isShort true if the number has few digits for its region, and unusual groups
 */

const REACH_BEFORE_CHARACTERS = 60;
const REACH_AFTER_CHARACTERS = 40;
const rulesAgainstAll = lazily(() =>
  ruleSet(contextRules().filter(({ against }) => against === "all")),
);
/** The rules that can reject a number that is neither, "bare", "short", or both, in this order. */
const rulesByKind = lazily(() =>
  ["", "bare", "short", "bare short"].map((kind) =>
    ruleSet(
      contextRules().filter(
        ({ against }) => !/^(?:bare|short)$/.test(against) || kind.includes(against),
      ),
    ),
  ),
);
/**
 * Gives all rules the same fields, because JavaScript then reads the fields faster.
 * @type {object}
 */
const NO_CONDITIONS = {
  touches: false,
  written: undefined,
  extension: undefined,
  national: undefined,
  e164: undefined,
  before: undefined,
  isCount: false,
  after: undefined,
  isRow: false,
};
const SHORT_NUMBER_DIGITS = 6;
const BARE = /^\(?\d+$/;
/**
 * Matches groups that few phone numbers have: a first group of six digits or more, as in
 * "206448-8762", or six digits before a last one, as in "412-587711-2".
 */
const ODD_GROUPS = /^\d{6}|\d{6}-\d$/;
/**
 * Matches the abbreviated name of another identifier at the end of the text before a number: "PIB
 * 101234567, MB 07012345"
 */
const ABBREVIATED = /(?<![\p{L}\d])\p{Lu}{2,6}[.:]?[ \u00a0]?$/u;
/** Matches an abbreviation without vowels, which is no person's name: "GRP 6142249876" */
const WITHOUT_VOWEL = /(?<![\p{L}\d])[B-DF-HJ-NP-TV-XZ]{3,5}[.:]?[ \u00a0]?$/u;
/**
 * The kinds of phone numbers whose beginning (0800…, 0900…) shows that they are no part numbers or
 * customer numbers.
 */
const DIALLED_KINDS = new Set(["toll_free", "shared_cost", "premium_rate"]);

/**
 * @typedef {object} RuleSet the rules that may reject a number
 * @property {ContextRule[]} rules the first one that applies decides
 * @property {RegExp[]} written all `written` patterns of the rules, joined into few patterns
 * @property {RegExp[]} after all `after` patterns of the rules, joined into few patterns
 * @property {ContextRule[][]} possible the rules that may still apply after a number was tested
 *   with `written` and `after`, for each result of these two tests
 */

/** @param {ContextRule[]} rules @returns {RuleSet} */
function ruleSet(rules) {
  return {
    rules: rules.map((rule) => ({ ...NO_CONDITIONS, ...rule })),
    written: anyOf(rules.flatMap(({ written }) => written ?? [])),
    after: anyOf(rules.filter(needsAfter).flatMap(({ after }) => after ?? [])),
    possible: [],
  };
}

/**
 * @param {ContextRule} rule
 * @returns {boolean} whether the rule applies only if a certain text follows the number
 */
function needsAfter({ after, isRow }) {
  return after !== undefined && !isRow && !after.test("");
}

/**
 * @param {RegExp[]} patterns
 * @returns {RegExp[]} for each set of flags, one pattern that joins the patterns with these flags
 */
function anyOf(patterns) {
  const sets = new Set(patterns.map(({ flags }) => flags));
  return Array.from(sets, (flags) => {
    const sources = patterns.filter((one) => one.flags === flags).map(({ source }) => source);
    return new RegExp(sources.map((source) => `(?:${source})`).join("|"), flags);
  });
}

/**
 * Decides whether a rule rejects a number.
 * @param {Judging} judging
 * @param {FoundNumber} number
 * @param {Label | null} label the label that applies to the number
 * @param {number} space the offset at which the next number begins
 * @returns {string} the name of the rule that rejects the number; "" if no rule does
 */
function vetoOf(judging, number, label, space) {
  const hasPlus = isWrittenWithPlus(judging, number);
  const written = judging.reading.digits.slice(number.start, number.end);
  const isBare = BARE.test(written);
  const isIdentifier = label?.rule.role === "identifier" && !hasPlus;
  const before = lineBefore(judging, number.start);
  const isAmong = isAmongIdentifiers(judging, number, before);
  if (isIdentifier && isNamed(label, number, written, isAmong)) return label.rule.name;
  const name = isAmong ? ABBREVIATED : WITHOUT_VOWEL;
  if (isBare && !label && name.test(before)) return "item_number";
  const isPhone = label !== null && !isIdentifier;
  const isSurelyPhone = hasPlus || (isPhone && isSure(label.rule));
  const surroundings = {
    written,
    ext: number.ext,
    number: number.number,
    national: nationalOf(number.number),
    before,
    after: lineAfterwards(judging, number.end),
    space: Math.max(0, space - number.end),
    isBare,
    isApart: before === "" || /[\s:]$/.test(before),
    isPhone,
    isShort:
      !repairs().has(number.reason) &&
      isShortFor(judging.region, digitsOf(written).length) &&
      !isWellGrouped(number.number, written),
  };
  return ruleAgainst(isSurelyPhone ? rulesAgainstAll() : rulesFor(surroundings), surroundings);
}

/**
 * @param {RuleSet} set
 * @param {Surroundings} surroundings
 * @returns {string} the name of the rule that rejects the number; "" if no rule does
 */
function ruleAgainst(set, surroundings) {
  const isWritten = set.written.some((pattern) => pattern.test(surroundings.written));
  const isFollowed = set.after.some((pattern) => pattern.test(surroundings.after));
  const key = Number(isWritten) + 2 * Number(isFollowed);
  const rules = (set.possible[key] ??= set.rules.filter(
    (rule) => (isWritten || !rule.written) && (isFollowed || !needsAfter(rule)),
  ));
  return rules.find((rule) => isAgainst(rule, surroundings))?.name ?? "";
}

/** @param {Surroundings} surroundings @returns {RuleSet} */
function rulesFor({ isPhone, isBare, isShort }) {
  const kind = isPhone ? 0 : Number(isBare) + 2 * Number(isShort);
  return /** @type {RuleSet} */ (rulesByKind()[kind]);
}

/** @param {string} region @param {number} length @returns {boolean} */
function isShortFor(region, length) {
  return length <= SHORT_NUMBER_DIGITS && length < (planOfRegion(region)?.longest ?? 0);
}

/**
 * Whether a number has at least three groups, and is grouped as usual in its country: "13 11 26".
 * @param {string} number E.164
 * @param {string} written
 * @returns {boolean}
 */
function isWellGrouped(number, written) {
  return digitGroups(written).length > 2 && isNationalForm(number, written);
}

/** @param {string} number @param {string} written @returns {boolean} */
function isNationalForm(number, written) {
  return `${digitGroups(written)}` === `${digitGroups(describeNumber(number).national)}`;
}

/**
 * Whether an identifier precedes a number in the same line: "Policy 312 726 1234, claim
 * 773-281-4567".
 * @param {Judging} judging
 * @param {FoundNumber} number
 * @param {string} before the text before the number in its line, back to the preceding number
 */
function isAmongIdentifiers({ label, done }, { start }, before) {
  return label?.rule.role === "identifier" && before.length === start - done;
}

/**
 * @param {Label} label an identifier's label
 * @param {FoundNumber} number
 * @param {string} written
 * @param {boolean} isAmong whether another identifier precedes the number in the line
 * @returns {boolean} whether the number is the identifier that the label names
 */
function isNamed({ rule, isNumbered, isShort, isDirect }, number, written, isAmong) {
  if (BARE.test(written)) return true;
  const hasBracket = written.includes("(");
  const isDialled = hasBracket || DIALLED_KINDS.has(number.kind);
  if (isAmong && !isDialled && rule.strength !== "amount") return true;
  if (isShort && (hasBracket || isNationalForm(number.number, written))) return false;
  if (rule.strength === "strong") return true;
  if (rule.strength === "amount") return AMOUNT.test(written);
  if (isDialled || rule.strength === "numbered") return false;
  if (rule.strength === "named" || isNumbered) return true;
  return isDirect && ODD_GROUPS.test(written);
}

/** Whether a rule rejects a number. @param {ContextRule} rule @param {Surroundings} surroundings */
function isAgainst(rule, surroundings) {
  if (rule.touches && surroundings.isApart) return false;
  if (rule.written && !rule.written.test(surroundings.written)) return false;
  if (rule.extension && !rule.extension.test(surroundings.ext)) return false;
  if (rule.national && !rule.national.test(surroundings.national)) return false;
  if (rule.e164 && !rule.e164.test(surroundings.number)) return false;
  if (rule.before && !rule.before.test(surroundings.before)) return false;
  const thing = rule.isCount ? surroundings.after.replace(COUNTED_OF, "") : "";
  if (rule.isCount && !isCountWord(wordAt(thing, 0))) return false;
  if (!rule.after) return true;
  const { after, space } = surroundings;
  return rule.after.test(rule.isRow ? after.slice(0, space) : after);
}

/** @param {Judging} judging @param {number} start @returns {string} */
function lineBefore({ reading: { digits }, done }, start) {
  const before = digits.slice(Math.max(0, done, start - REACH_BEFORE_CHARACTERS), start);
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** @param {Judging} judging @param {number} end @returns {string} */
function lineAfterwards({ reading: { digits } }, end) {
  const after = digits.slice(end, end + REACH_AFTER_CHARACTERS);
  const stop = after.indexOf("\n");
  return stop < 0 ? after : after.slice(0, stop);
}

/** @param {Judging} judging @param {{start: number}} match */
function isWrittenWithPlus({ reading: { digits } }, { start }) {
  return digits[start] === "+" || (digits[start + 1] === "+" && digits[start] === "(");
}
