"use strict";
// Provides the numbering plans of metadata.js. A plan tells which digits are a number, the number's
// kind, its prefixes, and how its digits are grouped. Depends on metadata.js, lazy.js and
// digit_automaton.js.

/**
 * @typedef {object} Plan the numbering plan of one region, from a line of metadata.js
 * @property {string} region "US", or "" for a code without a country (+800)
 * @property {string} code country calling code, "1"
 * @property {Prefix | null} internationalPrefix dialled before a foreign number, "011"
 * @property {Prefix | null} nationalPrefix dialled before a national number, "0"
 * @property {string} transform the replacement for the national prefix, "9$1"; "" if the prefix is
 *   only removed
 * @property {string} leadingDigits a pattern for the first digits of the region's numbers, if these
 *   digits tell the region from other regions with the same code; or else ""
 * @property {number} lengths the possible lengths of national numbers, as flags: 1 << 10 for ten
 *   digits
 * @property {number} localLengths the possible lengths of numbers that can be dialled only locally,
 *   as flags
 * @property {number} longest the longest possible length
 * @property {number} fewestDigits how many digits a number must have at least if it is written in
 *   this region, with or without a country code
 * @property {(digits: string) => number} kinds returns the kinds that the digits match, as flags
 *   in the order of KINDS
 * @property {boolean} hasDoubtfulFormats whether any format of the plan requires the national
 *   prefix
 * @property {() => NumberFormat[]} formats
 */

/**
 * @typedef {object} Prefix a prefix; some regions have several, such as "00" and "011"
 * @property {(digits: string) => boolean} mayBegin a quick test: returns false if the digits
 *   certainly do not begin with the prefix
 * @property {() => RegExp} pattern
 */

/**
 * @typedef {object} NumberFormat how numbers of a plan with certain digits are written
 * @property {(digits: string) => boolean} fits tells whether the format is for these digits
 * @property {RegExp} groups matches the digits, with one capturing group for each group of digits
 * @property {string} international a template, "$1 $2"; "" if the format is only for national use
 * @property {string} national a template, "(0$1) $2"
 * @property {boolean} needsNationalPrefix true if a number without a country code must be written
 *   with the national prefix to be accepted
 */

const MOST_CODE_DIGITS = 3;

/** The kinds of numbers, in the order in which they are tested; "general" is any valid number. */
const KINDS = [
  "general",
  "premium_rate",
  "toll_free",
  "shared_cost",
  "voip",
  "personal_number",
  "pager",
  "uan",
  "voicemail",
  "fixed_line",
  "mobile",
];
const GENERAL = 1 << KINDS.indexOf("general");
const FIXED_LINE = 1 << KINDS.indexOf("fixed_line");
const MOBILE = 1 << KINDS.indexOf("mobile");
const SAME_AS_FIXED_LINE = "=";
/** In metadata.js, this sign marks a national format that requires the national prefix. */
const PREFIX_NEEDED = "^";
/** In metadata.js, this word replaces the international template of a format for national use. */
const NOT_ABROAD = "NA";
/** Matches a format's pattern that consists only of the groups' lengths: "333-4" (3, 3, 3 or 4) */
const ONLY_LENGTHS = /^[\d-]+$/;
const LENGTH = /\d(?:-\d)?/g;
/** Matches a repeated digit in a pattern: "#6", "#5-6" */
const REPEATED = /#(\d)(?:-(\d))?/g;

/** @param {string} digits @param {Plan} plan @returns {boolean} */
function isNumberOf(digits, plan) {
  return (plan.kinds(digits) & GENERAL) !== 0;
}

/**
 * @param {string} national
 * @param {Plan} plan
 * @returns {string} the kind of the number, "unknown" if it is invalid
 */
function kindOfNumber(national, plan) {
  const kinds = plan.kinds(national);
  const special = kinds & ~GENERAL;
  if ((kinds & GENERAL) === 0 || special === 0) return "unknown";
  if (special === (FIXED_LINE | MOBILE)) return "fixed_line_or_mobile";
  const first = 31 - Math.clz32(special & -special);
  return KINDS[first] ?? "unknown";
}

// ---- Plans by region and code -----------------------------------------------------------------

/** @type {Map<string, Plan | null>} */
const plansByName = new Map();
/** @type {Array<Plan[] | undefined>} */
const plansByCode = [];
/** @type {Map<string, (national: string) => number>} */
const leadingDigitsByCode = new Map();

/** @param {string} region "US" @returns {Plan | null} */
function planOfRegion(region) {
  // A plan without a region has its calling code as its name, such as "800". Such a name is no
  // region, so it finds no plan here.
  return region >= "A" ? planNamed(region) : null;
}

/** @param {string} code @returns {Plan | null} the plan of the code's main region */
function planOfCode(code) {
  return plansOfCode(Number(code))[0] ?? null;
}

/**
 * @param {number} code country calling code
 * @returns {Plan[]} the plans of all regions with this code, in the order in which they are tested
 */
function plansOfCode(code) {
  return (plansByCode[code] ??= readPlansOfCode(String(code)));
}

const namesByCode = lazily(() => {
  /** @type {Map<string, string[]>} */
  const names = new Map();
  for (const line of PHONE_METADATA.plans.trim().split("\n")) {
    const [name = "", code = ""] = line.split(";", 2);
    names.set(code, [...(names.get(code) ?? []), name]);
  }
  return names;
});

/** @param {string} code @returns {Plan[]} */
function readPlansOfCode(code) {
  return /** @type {Plan[]} */ ((namesByCode().get(code) ?? []).map(planNamed));
}

/**
 * @param {string} code a country calling code of several regions
 * @param {string} national
 * @returns {number} flags in the order of `plansOfCode`: the flag of a region is set if the number
 *   begins with the region's leading digits
 */
function regionsLedBy(code, national) {
  let led = leadingDigitsByCode.get(code);
  if (!led) {
    led = beginningsOf(plansOfCode(Number(code)).map(({ leadingDigits }) => leadingDigits));
    leadingDigitsByCode.set(code, led);
  }
  return led(national);
}

/**
 * Returns the plan with a name, or null if there is none.
 * @param {string} name a region, or the calling code of a plan without a region
 */
function planNamed(name) {
  let plan = plansByName.get(name);
  if (plan === undefined) {
    const line = lineAfter(PHONE_METADATA.plans, `\n${name};`);
    plan = line === null ? null : readPlan(name, line);
    plansByName.set(name, plan);
  }
  return plan;
}

/**
 * @param {string} text
 * @param {string} start a line end and the beginning of a line
 * @returns {string | null} the rest of the first line with this beginning; null if no line has it
 */
function lineAfter(text, start) {
  const found = text.indexOf(start);
  if (found < 0) return null;
  const begin = found + start.length;
  return text.slice(begin, text.indexOf("\n", begin));
}

// ---- A plan from its line ---------------------------------------------------------------------

/**
 * @param {string} name the region, or the calling code of a plan without a region
 * @param {string} line the line of metadata.js without the name
 * @returns {Plan}
 */
function readPlan(name, line) {
  const fields = line.split(";").map(fieldOf);
  const [code = "", international, lengths, general, mobile, fixedLine, formats = ""] = fields;
  const [tollFree, premiumRate, national, voip, localLengths, uan, personal] = fields.slice(7);
  const [sharedCost, leadingDigits = "", transform = "", pager, voicemail] = fields.slice(14);
  const kinds = [general, premiumRate, tollFree, sharedCost, voip, personal, pager, uan, voicemail];
  const ofMobile = mobile === SAME_AS_FIXED_LINE ? fixedLine : mobile;
  const allLengths = numbersIn(lengths);
  const added = transform.replace(/\$\d/g, "").length;
  return {
    region: name === code ? "" : name,
    code,
    internationalPrefix: prefixOf(international || "00"),
    nationalPrefix: prefixOf(national),
    transform,
    leadingDigits,
    lengths: flagsOf(allLengths),
    localLengths: flagsOf(numbersIn(localLengths)),
    longest: Math.max(...allLengths),
    fewestDigits: Math.min(PHONE_METADATA.fewestDigitsAbroad, Math.min(...allLengths) - added),
    kinds: wholesOf([...kinds, fixedLine, ofMobile]),
    hasDoubtfulFormats: formats.includes(PREFIX_NEEDED),
    formats: lazily(() => (formats ? formats.split("!").map(readFormat) : [])),
  };
}

/**
 * @param {string} field
 * @param {number} index the field's index in its line without the name
 * @returns {string} the field; if it is a reference such as "=US", the same field of that region
 */
function fieldOf(field, index) {
  if (!field.startsWith("=") || field === SAME_AS_FIXED_LINE) return field;
  return lineAfter(PHONE_METADATA.plans, `\n${field.slice(1)};`)?.split(";")[index] ?? "";
}

/** @param {string | undefined} field @returns {number[]} a list of numbers, "4-7 9 10" */
function numbersIn(field) {
  if (!field) return [];
  return field.split(" ").flatMap((range) => {
    const [least = 0, most = least] = range.split("-").map(Number);
    return Array.from({ length: most - least + 1 }, (_, index) => least + index);
  });
}

/** @param {number[]} lengths */
function flagsOf(lengths) {
  return lengths.reduce((flags, length) => flags | (1 << length), 0);
}

/** @param {number} lengths flags @param {number} length @returns {boolean} */
function hasLength(lengths, length) {
  return length < 32 && ((lengths >> length) & 1) === 1;
}

/** @param {string | undefined} source @returns {Prefix | null} */
function prefixOf(source) {
  if (!source) return null;
  const begin = beginningsOf([source]);
  return {
    mayBegin: (digits) => begin(digits) !== 0,
    pattern: lazily(() => digitsPattern(source, "")),
  };
}

/**
 * @param {string} entry a format: "pattern~leading digits~national~international"
 * @returns {NumberFormat}
 */
function readFormat(entry) {
  const [pattern = "", leading, home = "", abroad] = entry.split("~");
  const groups = ONLY_LENGTHS.test(pattern) ? pattern.replace(LENGTH, "(#$&)") : pattern;
  const spaced = groups
    .split(/\((?!\?)/)
    .map((_, index) => (index ? `$${index}` : ""))
    .join(" ")
    .trim();
  const international = abroad === NOT_ABROAD ? "" : abroad || spaced;
  const national = home === PREFIX_NEEDED ? "0*" : home.replace(PREFIX_NEEDED, "") || "*";
  const start = leading ? digitsPattern(leading, "") : null;
  const whole = digitsPattern(groups, "$");
  return {
    fits: (/** @type {string} */ digits) => (!start || start.test(digits)) && whole.test(digits),
    groups: whole,
    international,
    national: national.replace("*", () => international || spaced),
    needsNationalPrefix: home.startsWith(PREFIX_NEEDED),
  };
}

/** @param {string} source a pattern with "d" for a digit @param {"$" | ""} end */
function digitsPattern(source, end) {
  const pattern = source
    .replace(REPEATED, (_, least, most = least) => `d{${least},${most}}`)
    .replaceAll("d", "\\d");
  return new RegExp(`^(?:${pattern})${end}`);
}
