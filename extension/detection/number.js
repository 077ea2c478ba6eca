"use strict";
// What is written becomes a phone number: digits and a region give E.164, validity, kind and the
// forms in which people read it, exactly as libphonenumber decides. Knows no text around a number.

/**
 * @typedef {object} Plan one region's numbering plan, a line of metadata.js made usable
 * @property {string} region "US", or "" for a code without a country (+800)
 * @property {string} code country calling code, "1"
 * @property {RegExp | null} internationalPrefix dialled before a foreign number, "011"
 * @property {RegExp | null} nationalPrefix dialled before a national number, "0"
 * @property {string} transform what replaces the national prefix, "9$1"; "" for nothing
 * @property {RegExp | null} leadingDigits tells the region among those that share its code
 * @property {Set<number>} lengths of national numbers
 * @property {Set<number>} localLengths of numbers that can be dialled only nearby
 * @property {number} longest of the lengths
 * @property {DigitsTest} isNumber whether digits can be a number of any kind
 * @property {Array<{kind: string, matches: DigitsTest}>} specialKinds in the order of trial
 * @property {DigitsTest} isFixedLine
 * @property {DigitsTest | null} isMobile null if the plan does not tell it from a fixed line
 * @property {() => NumberFormat[]} formats
 *
 * @typedef {(digits: string) => boolean} DigitsTest
 *
 * @typedef {object} NumberFormat
 * @property {DigitsTest} fits
 * @property {RegExp} groups
 * @property {string} international template, "$1 $2"; "" if not used abroad
 * @property {string} national template, "(0$1) $2"
 * @property {boolean} needsNationalPrefix written without it, a number is doubtful
 *
 * @typedef {object} ParsedNumber
 * @property {string} code country calling code, "44"
 * @property {string} national significant number, "2070313000"
 * @property {string} ext extension as written, or ""
 * @property {boolean} isLocal the country was not written but is that of the default region
 */

// White space, dashes, dots, brackets, tildes, and the x of carrier codes: "0xx11", "030/1234".
const PUNCTUATION =
  "\\-x\u2010-\u2015\u2212\u30FC\uFF0D-\uFF0F \u00A0\u00AD\u200B\u2060\u3000()\uFF08\uFF09" +
  "\uFF3B\uFF3D.\\[\\]/~\u2053\u223C\uFF5E";
const PLUS = "+\uFF0B";

/** @param {number} most @returns {string} an extension of up to so many digits, captured */
const extensionDigits = (most) => `(\\p{Nd}{1,${most}})`;
// Python lets "i" match dotted capital and dotless small i whatever the case; JavaScript does not.
const LETTER_I = "[i\u0130\u0131]";
const BEFORE_LABEL = "[ \u00A0\\t,]*";
const AFTER_LABEL = "[:.\uFF0E]?[ \u00A0\\t,-]*";
// "ext. 12", "extensión 12", "ｅｘｔｎ 12", "доб. 12", "anexo 12"
const SURE_LABEL =
  `(?:e?xt(?:ens${LETTER_I}(?:o\u0301?|\u00F3))?n?|\uFF45?\uFF58\uFF54\uFF4E?` +
  "|\u0434\u043E\u0431|anexo)";
// "x12", "#12", "~12", "int 12"
const DOUBTFUL_LABEL = `(?:[x\uFF58#\uFF03~\uFF5E]|${LETTER_I}nt|\uFF49\uFF4E\uFF54)`;

/** Extensions as they are found in a text; the fewer signs there are, the fewer digits it takes. */
const EXTENSION_IN_TEXT = [
  `;ext=${extensionDigits(20)}`, // "+1-212-555-0100;ext=7"
  `${BEFORE_LABEL}${SURE_LABEL}${AFTER_LABEL}${extensionDigits(20)}#?`, // "555-0100, ext. 7"
  `${BEFORE_LABEL}${DOUBTFUL_LABEL}${AFTER_LABEL}${extensionDigits(9)}#?`, // "555-0100 x7"
  `[- ]+${extensionDigits(6)}#`, // "555-0100 - 7#"
].join("|");
/** Extensions as they may end what is already known to be one number: also "555-0100,,7". */
const EXTENSION_AT_END = [
  EXTENSION_IN_TEXT,
  `[ \u00A0\\t]*(?:,{2}|;)${AFTER_LABEL}${extensionDigits(15)}#?`,
  `[ \u00A0\\t]*,+${AFTER_LABEL}${extensionDigits(9)}#?`,
].join("|");

const MOST_CHARACTERS = 250;
const FEWEST_NATIONAL_DIGITS = 2;
const MOST_NATIONAL_DIGITS = 17;
const MOST_CODE_DIGITS = 3;

// Why a text is no number. The first means that it might be one if its country were known.
const COUNTRY_UNKNOWN = "country unknown";
const NOT_A_NUMBER = "not a number";

const FIRST_OF_NUMBER = new RegExp(`[${PLUS}\\p{Nd}]`, "u");
const LAST_OF_NUMBER = /[\p{L}\p{N}#]/u;
const SECOND_NUMBER = /[\\/] *x/; // "555-0100 x302/x303" is two extensions
const LEADING_PLUS = new RegExp(`^[${PLUS}]+`);
const EXTENSION_SIGN = /[\p{L}#\uFF03~\uFF5E,;]/u;
const THREE_LETTERS = /[A-Za-z].*?[A-Za-z].*?[A-Za-z]/; // "1-800-FLOWERS"
const EXTENSION = new RegExp(`(?:${EXTENSION_AT_END})$`, "iu");
const VIABLE = new RegExp(
  "^(?:\\p{Nd}{2}|" +
    `[${PLUS}]*(?:[${PUNCTUATION}*]*\\p{Nd}){3,}[${PUNCTUATION}*A-Za-z\u0130\u0131\\p{Nd}]*` +
    `(?:${EXTENSION_AT_END})?)$`,
  "iu",
);

/**
 * Reads one number, as libphonenumber's `parse` does (but for `tel:` URIs with a context).
 * @param {string} text nothing but the number, with its punctuation and extension
 * @param {string} region whose number it is if it does not begin with a plus, "US"
 * @returns {ParsedNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER} not yet known to be valid
 */
function parseNumber(text, region) {
  if (isLongerThan(text, MOST_CHARACTERS)) return NOT_A_NUMBER;
  const possible = trimToNumber(text);
  if (!isViable(possible)) return NOT_A_NUMBER;
  const plus = LEADING_PLUS.exec(possible)?.[0] ?? "";
  const plan = planOfRegion(region);
  if (!plus && !plan) return COUNTRY_UNKNOWN;

  const { ext, rest } = splitExtension(possible);
  const digits = dialledDigits(rest.slice(plus.length));
  const split = plus ? splitAfterPlus(digits, plan) : splitCountryCode(digits, plan);
  if (typeof split === "string") return split;
  const numberPlan = split ? planOfCode(split.code) : plan;
  const national = numberPlan && significantDigits(split ? split.rest : digits, numberPlan);
  if (!national) return NOT_A_NUMBER;
  return { code: numberPlan.code, national, ext, isLocal: split === null };
}

/**
 * @param {string} text
 * @param {number} most
 * @returns {boolean} whether it has more characters (not UTF-16 units) than that
 */
function isLongerThan(text, most) {
  return text.length > most && (text.length > 2 * most || [...text].length > most);
}

/** @param {string} text @returns {string} from its first digit or plus to its last letter or digit */
function trimToNumber(text) {
  const start = text.search(FIRST_OF_NUMBER);
  if (start < 0) return "";
  const number = trimEnd(text.slice(start));
  const second = number.search(SECOND_NUMBER);
  return second < 0 ? number : number.slice(0, second);
}

/** @param {string} text @returns {string} without what ends it and is no letter, digit or # */
function trimEnd(text) {
  let end = text.length;
  while (end > 0) {
    const width = end > 1 && isLowSurrogate(text.charCodeAt(end - 1)) ? 2 : 1;
    if (LAST_OF_NUMBER.test(text.slice(end - width, end))) break;
    end -= width;
  }
  return text.slice(0, end);
}

/** @param {number} unit of UTF-16 */
function isLowSurrogate(unit) {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** @param {string} text trimmed @returns {boolean} whether it has the look of a number */
function isViable(text) {
  return text.length >= FEWEST_NATIONAL_DIGITS && VIABLE.test(text);
}

/** @param {string} text @returns {{ext: string, rest: string}} */
function splitExtension(text) {
  const match = EXTENSION_SIGN.test(text) ? EXTENSION.exec(text) : null;
  if (!match) return { ext: "", rest: text };
  const rest = text.slice(0, match.index);
  if (!isViable(rest)) return { ext: "", rest: text };
  return { ext: match.slice(1).find((digits) => digits !== undefined) ?? "", rest };
}

/** @param {string} text @returns {string} ASCII digits; three letters make the letters digits too */
function dialledDigits(text) {
  return THREE_LETTERS.test(text) ? keypadDigits(text) : digitsOf(text);
}

const KEYPAD = "22233344455566677778889999"; // of A to Z

/** @param {string} text @returns {string} "1800FLOWERS" → "18003569377" */
function keypadDigits(text) {
  return text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/[A-Z]/g, (letter) => KEYPAD[letter.charCodeAt(0) - 65]);
}

/** @param {string} text @returns {string} its digits of whatever script as ASCII */
function digitsOf(text) {
  return text.replace(/\P{Nd}+/gu, "").replace(/[^0-9]/gu, digitValue);
}

/**
 * Unicode keeps the digits of a script together, zero first: counting back to the begin of the
 * row tells the value. (Rows that touch each other are whole sets of ten.)
 * @param {string} digit of any script
 */
function digitValue(digit) {
  const point = /** @type {number} */ (digit.codePointAt(0));
  let zero = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((point - zero) % 10);
}

/**
 * @typedef {{code: string, rest: string}} SplitNumber
 *
 * Splits what follows a plus; tries once more without it, for "+0044 20…".
 * @param {string} digits
 * @param {Plan | null} plan of the default region
 * @returns {SplitNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER}
 */
function splitAfterPlus(digits, plan) {
  const split = splitKnownCode(digits);
  if (split !== COUNTRY_UNKNOWN) return split;
  return splitCountryCode(digits, plan) ?? COUNTRY_UNKNOWN;
}

/**
 * @param {string} digits without a plus
 * @param {Plan | null} plan of the default region
 * @returns {SplitNumber | null | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER} null if they begin
 *   with no country calling code
 */
function splitCountryCode(digits, plan) {
  if (!plan) return null;
  const abroad = afterInternationalPrefix(digits, plan);
  if (abroad !== null) return splitKnownCode(abroad);
  if (!digits.startsWith(plan.code)) return null;
  // "4420…" in Britain: the code without plus, if only thus it is a number.
  const afterCode = digits.slice(plan.code.length);
  const rest = afterNationalPrefix(afterCode, plan) ?? afterCode;
  const isBetter = !plan.isNumber(digits) && plan.isNumber(rest);
  return isBetter || isTooLong(digits, plan) ? { code: plan.code, rest } : null;
}

/** @param {string} digits @param {Plan} plan @returns {string | null} null without such a prefix */
function afterInternationalPrefix(digits, plan) {
  const prefix = plan.internationalPrefix?.exec(digits);
  if (!prefix) return null;
  const rest = digits.slice(prefix[0].length);
  return rest.startsWith("0") ? null : rest; // no country calling code begins with 0
}

/**
 * @param {string} digits international, code first
 * @returns {SplitNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER}
 */
function splitKnownCode(digits) {
  if (digits.length <= FEWEST_NATIONAL_DIGITS) return NOT_A_NUMBER;
  for (let length = 1; length <= MOST_CODE_DIGITS; length += 1) {
    const code = digits.slice(0, length);
    if (plansOfCode(code).length > 0) return { code, rest: digits.slice(length) };
  }
  return COUNTRY_UNKNOWN;
}

/** @param {string} digits @param {Plan} plan @returns {string | null} null if too few or too many */
function significantDigits(digits, plan) {
  if (digits.length < FEWEST_NATIONAL_DIGITS) return null;
  const rest = afterNationalPrefix(digits, plan);
  const national = rest !== null && isLongEnough(rest, plan) ? rest : digits;
  return national.length <= MOST_NATIONAL_DIGITS ? national : null;
}

/** @param {string} digits @param {Plan} plan */
function isTooLong(digits, plan) {
  return digits.length > plan.longest && !plan.localLengths.has(digits.length);
}

/** @param {string} digits @param {Plan} plan @returns {boolean} of a possible length, or longer */
function isLongEnough(digits, plan) {
  return plan.lengths.has(digits.length) || isTooLong(digits, plan);
}

/**
 * @param {string} digits
 * @param {Plan} plan
 * @returns {string | null} the digits after the national prefix, transformed as the plan says;
 *   null if there is none, or if without it they would no longer be a number
 */
function afterNationalPrefix(digits, plan) {
  const prefixPattern = plan.nationalPrefix;
  const prefix = digits === "" ? null : prefixPattern?.exec(digits);
  if (!prefixPattern || !prefix) return null;
  const isTransformed = plan.transform !== "" && prefix.at(-1) !== undefined;
  const result = isTransformed
    ? digits.replace(prefixPattern, plan.transform)
    : digits.slice(prefix[0].length);
  return plan.isNumber(digits) && !plan.isNumber(result) ? null : result;
}

/**
 * Where a number is valid and what it is, as libphonenumber's `number_type`.
 * @param {string} code country calling code
 * @param {string} national significant number
 * @returns {{region: string, kind: string}} kind "unknown" if the number is not valid; region ""
 *   if no region or no single one is known
 */
function classifyNumber(code, national) {
  const plans = plansOfCode(code);
  for (const plan of plans) {
    if (plans.length > 1 && plan.leadingDigits && !plan.leadingDigits.test(national)) continue;
    const kind = kindOfNumber(national, plan);
    if (kind !== "unknown" || plans.length === 1 || plan.leadingDigits) {
      return { region: plan.region, kind };
    }
  }
  return { region: "", kind: "unknown" };
}

/** @param {string} national @param {Plan} plan @returns {string} "unknown" if it is not valid */
function kindOfNumber(national, plan) {
  if (!plan.isNumber(national)) return "unknown";
  for (const { kind, matches } of plan.specialKinds) if (matches(national)) return kind;
  if (plan.isFixedLine(national)) {
    return !plan.isMobile || plan.isMobile(national) ? "fixed_line_or_mobile" : "fixed_line";
  }
  return plan.isMobile?.(national) ? "mobile" : "unknown";
}

/**
 * Whether a number has its national prefix where people write one: "2070313000" in Britain has
 * not, "02070313000" and "+44 20 7031 3000" have.
 * @param {ParsedNumber} number
 * @param {string} text the number as written
 * @returns {boolean}
 */
function hasNeededPrefix(number, text) {
  if (!number.isLocal) return true;
  const plan = /** @type {Plan} */ (planOfCode(number.code));
  if (!formatOf(number.national, plan)?.needsNationalPrefix) return true;
  return afterNationalPrefix(digitsOf(text), plan) !== null;
}

/**
 * @param {string} national
 * @param {Plan} plan
 * @returns {NumberFormat | undefined}
 */
function formatOf(national, plan) {
  return plan.formats().find((format) => format.fits(national));
}

/**
 * What is to be shown of a number. Source of the forms: libphonenumber's NATIONAL, INTERNATIONAL.
 * @param {string} number E.164, "+442070313000"
 * @returns {{kind: string, region: string, national: string, international: string}} region "GB",
 *   "" for a number without one; national "020 7031 3000"; international "+44 20 7031 3000"
 */
function describeNumber(number) {
  const split = splitKnownCode(number.slice(1));
  if (typeof split === "string") {
    return { kind: "unknown", region: "", national: number.slice(1), international: number };
  }
  const { code, rest } = split;
  const plan = /** @type {Plan} */ (planOfCode(code));
  const format = formatOf(rest, plan);
  const abroad = plan.formats().find(({ fits, international }) => international && fits(rest));
  return {
    ...classifyNumber(code, rest),
    national: format ? rest.replace(format.groups, format.national) : rest,
    international: `+${code} ${abroad ? rest.replace(abroad.groups, abroad.international) : rest}`,
  };
}

/** @type {Map<string, Plan | null>} */
const plansByName = new Map();
/** @type {Map<string, Plan[]>} */
const plansByCode = new Map();

/** @param {string} region "US" @returns {Plan | null} */
function planOfRegion(region) {
  return /^[A-Z]{2}$/.test(region) ? planNamed(region) : null;
}

/** @param {string} code @returns {Plan | null} that of the main region, which holds the formats */
function planOfCode(code) {
  return plansOfCode(code)[0] ?? null;
}

/** @param {string} code @returns {Plan[]} of all regions that share it, in the order of trial */
function plansOfCode(code) {
  let plans = plansByCode.get(code);
  if (!plans) {
    const regions = lineAfter(PHONE_METADATA.codes, `\n${code} `)?.split(" ") ?? [];
    const names = regions.map((region) => (region === "001" ? code : region));
    plans = /** @type {Plan[]} */ (names.map(planNamed));
    plansByCode.set(code, plans);
  }
  return plans;
}

/** @param {string} name of a region, or the calling code of a plan without one */
function planNamed(name) {
  let plan = plansByName.get(name);
  if (plan === undefined) {
    const line = lineAfter(PHONE_METADATA.plans, `\n${name};`);
    plan = line === null ? null : readPlan(name, line);
    plansByName.set(name, plan);
  }
  return plan;
}

/** @param {string} text @param {string} start @returns {string | null} the rest of that line */
function lineAfter(text, start) {
  const found = text.indexOf(start);
  if (found < 0) return null;
  const begin = found + start.length;
  return text.slice(begin, text.indexOf("\n", begin));
}

const SPECIAL_KINDS = [
  "premium_rate",
  "toll_free",
  "shared_cost",
  "voip",
  "personal_number",
  "pager",
  "uan",
  "voicemail",
];

/** @param {string} name @param {string} line of metadata.js after the name @returns {Plan} */
function readPlan(name, line) {
  const fields = line.split(";");
  const [code, international, prefix, transform, leading, lengths, local, formats, general] = fields;
  const [fixed, mobile] = fields.slice(9 + SPECIAL_KINDS.length);
  const specialKinds = SPECIAL_KINDS.map((kind, index) => ({ kind, source: fields[9 + index] }));
  return {
    region: name === code ? "" : name,
    code,
    internationalPrefix: international ? digitsPattern(international, "") : null,
    nationalPrefix: prefix ? digitsPattern(prefix, "") : null,
    transform,
    leadingDigits: leading ? digitsPattern(leading, "") : null,
    lengths: new Set(lengths.split(" ").map(Number)),
    localLengths: new Set(local ? local.split(" ").map(Number) : []),
    longest: Number(lengths.split(" ").at(-1)),
    isNumber: digitsTest(general),
    specialKinds: specialKinds
      .filter(({ source }) => source)
      .map(({ kind, source }) => ({ kind, matches: digitsTest(source) })),
    isFixedLine: digitsTest(fixed),
    isMobile: mobile === "=" || mobile === fixed ? null : digitsTest(mobile),
    formats: formatsReader(formats),
  };
}

/** @param {string} source with "d" for a digit @param {"$" | ""} end */
function digitsPattern(source, end) {
  return new RegExp(`^(?:${source.replaceAll("d", "\\d")})${end}`);
}

/** @param {string | undefined} source @returns {DigitsTest} compiled when first asked */
function digitsTest(source) {
  if (!source) return () => false;
  /** @type {RegExp | undefined} */
  let pattern;
  return (digits) => (pattern ??= digitsPattern(source, "$")).test(digits);
}

/** @param {string | undefined} field @returns {() => NumberFormat[]} read when first asked */
function formatsReader(field) {
  /** @type {NumberFormat[] | undefined} */
  let formats;
  return () => (formats ??= field ? field.split("!").map(readFormat) : []);
}

/** @param {string} entry "pattern~leading digits~international~national~flag" */
function readFormat(entry) {
  const [pattern, leading, international = "", national = "", flag] = entry.split("~");
  const start = leading ? digitsPattern(leading, "") : null;
  const whole = digitsPattern(pattern, "$");
  return {
    fits: (/** @type {string} */ digits) => (!start || start.test(digits)) && whole.test(digits),
    groups: whole,
    international,
    national: national || international,
    needsNationalPrefix: flag === "1",
  };
}
