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
 * @property {number} fewestDigits that make a number when the plan is the default
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
const PUNCTUATION_SIGNS =
  "-x\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30FC\uFF0D\uFF0E\uFF0F \u00A0\u00AD\u200B\u2060" +
  "\u3000()\uFF08\uFF09[]\uFF3B\uFF3D./~\u2053\u223C\uFF5E";
/** The same, for use in brackets. */
const PUNCTUATION = PUNCTUATION_SIGNS.replace(/[-[\]]/g, "\\$&");
const PLUS = "+\uFF0B";

const MOST_CHARACTERS = 250;
const FEWEST_NATIONAL_DIGITS = 2;
const MOST_NATIONAL_DIGITS = 17;
const MOST_CODE_DIGITS = 3;

// Why a text is no number. The first means that it might be one if its country were known.
const COUNTRY_UNKNOWN = "country unknown";
const NOT_A_NUMBER = "not a number";

/**
 * The digits that patterns shall know. They come from the metadata, because browsers differ in the
 * Unicode that they know. Patterns do without the flag "u", which makes V8 slow on texts beyond
 * Latin 1, so digits beyond 16 bits are written as pairs. And texts with nothing but ASCII digits,
 * nearly all, have patterns of their own: those run three times as fast.
 * @typedef {object} Digits
 * @property {string} narrow ranges for use in brackets, "0-9٠-٩"
 * @property {string} wide a pattern for those beyond 16 bits, or ""
 */
/** @type {Digits} */
const ASCII_DIGITS = { narrow: "0-9", wide: "" };
const ZEROS = PHONE_METADATA.zeros.split(" ").map((zero) => parseInt(zero, 16));
/** Whether a text may have other digits: a quick look for anything near them. */
const NEAR_OTHER_DIGITS = nearDigits(ZEROS.slice(1).map((zero) => String.fromCodePoint(zero)));

/** @type {ReturnType<typeof readScripts> | undefined} */
let scripts;

/** @param {string} text @returns {Digits} those that patterns must know to read the text */
function digitsIn(text) {
  if (!NEAR_OTHER_DIGITS.test(text)) return ASCII_DIGITS;
  scripts ??= readScripts();
  if (scripts.hasWide.test(text)) return scripts.all;
  return scripts.hasNarrow.test(text) ? scripts.narrow : ASCII_DIGITS;
}

/** @param {string[]} zeros in order @returns {RegExp} for their first units, with gaps closed */
function nearDigits(zeros) {
  const units = zeros.map((zero) => zero.charCodeAt(0)).sort((left, right) => left - right);
  let ranges = "";
  let end = -Infinity;
  for (const unit of units) {
    if (unit - end > 0x200) ranges += `${String.fromCharCode(end)}${String.fromCharCode(unit)}-`;
    end = unit + 9;
  }
  return new RegExp(`[${ranges.slice(1)}${String.fromCharCode(end)}]`);
}

/** The digits of all scripts. */
function readScripts() {
  const narrow = ZEROS.filter((zero) => zero > 0x7f && zero < 0x10000);
  const ranges = narrow.map((zero) => String.fromCharCode(zero, 45, zero + 9)).join("");
  /** @type {Map<string, string>} */
  const pairs = new Map();
  for (const zero of ZEROS.filter((point) => point >= 0x10000)) {
    const [high = "", low] = String.fromCodePoint(zero).split("");
    const last = String.fromCodePoint(zero + 9).slice(1);
    pairs.set(high, `${pairs.get(high) ?? ""}${low}-${last}`);
  }
  const wide = [...pairs].map(([high, lows]) => `${high}[${lows}]`).join("|");
  const quickLook = `(?=[${[...pairs.keys()].join("")}])`;
  const narrowDigits = { narrow: `0-9${ranges}`, wide: "" };
  return {
    narrow: narrowDigits,
    all: { ...narrowDigits, wide },
    hasNarrow: new RegExp(`[${ranges}]`),
    hasWide: new RegExp(`${quickLook}(?:${wide})`),
  };
}

/** @param {Digits} digits @param {string} [others] @returns {string} one of them */
function oneOf(digits, others = "") {
  const narrow = `[${digits.narrow}${others}]`;
  return digits.wide ? `(?:${narrow}|${digits.wide})` : narrow;
}

/**
 * Extensions. The fewer signs there are that it is one, the fewer digits it may have. Case is
 * ignored; what Python's `re` also takes for an i or s, and JavaScript does not, is added.
 * @param {Digits} digits
 * @param {"(" | "(?:"} open of the group that holds the digits
 * @returns {{inText: string, atEnd: string}} as found in a text; as they may end what is known to
 *   be one number: also "555-0100,,7"
 */
function extensionPatterns(digits, open) {
  const upTo = (/** @type {number} */ most) => `${open}${oneOf(digits)}{1,${most}})`;
  const before = "[ \u00A0\\t,]*";
  const after = "[:.\uFF0E]?[ \u00A0\\t,-]*";
  const i = "[i\u0130\u0131]";
  // "ext. 12", "extensión 12", "ｅｘｔｎ 12", "доб. 12", "anexo 12"
  const sure =
    `(?:e?xt(?:en[s\u017F]${i}(?:o\u0301?|\u00F3))?n?|\uFF45?\uFF58\uFF54\uFF4E?` +
    "|\u0434\u043E\u0431|anexo)";
  // "x12", "#12", "~12", "int 12"
  const doubtful = `(?:[x\uFF58#\uFF03~\uFF5E]|${i}nt|\uFF49\uFF4E\uFF54)`;
  const inText = [
    `;ext=${upTo(20)}`, // "+1-212-555-0100;ext=7"
    `${before}${sure}${after}${upTo(20)}#?`, // "555-0100, ext. 7"
    `${before}${doubtful}${after}${upTo(9)}#?`, // "555-0100 x7"
    `[- ]+${upTo(6)}#`, // "555-0100 - 7#"
  ].join("|");
  const spaces = "[ \u00A0\\t]*";
  const atEnd = [
    inText,
    `${spaces}(?:,{2}|;)${after}${upTo(15)}#?`, // "555-0100,,7"
    `${spaces},+${after}${upTo(9)}#?`, // "555-0100,7"
  ].join("|");
  return { inText, atEnd };
}

/** @param {Digits} digits */
function buildNumberPatterns(digits) {
  const { atEnd } = extensionPatterns(digits, "(");
  const alphabet = `${PUNCTUATION}*A-Z\u0130\u0131\u017F\u212A`;
  return {
    first: new RegExp(oneOf(digits, PLUS)),
    /** "415-555-2671 ext. 12", "1-800-FLOWERS", "0xx11 3333 4444" */
    viable: new RegExp(
      `^(?:${oneOf(digits)}{2}|[${PLUS}]*(?:[${PUNCTUATION}*]*${oneOf(digits)}){3,}` +
        `${oneOf(digits, alphabet)}*(?:${atEnd})?)$`,
      "i",
    ),
    extension: new RegExp(`(?:${atEnd})$`, "i"),
  };
}

/**
 * @template Patterns
 * @param {(digits: Digits) => Patterns} build
 * @returns {(text: string) => Patterns} the patterns to read a text with, built when first needed
 */
function patternsBy(build) {
  /** @type {Map<Digits, Patterns>} */
  const built = new Map();
  return (text) => {
    const digits = digitsIn(text);
    let patterns = built.get(digits);
    if (!patterns) built.set(digits, (patterns = build(digits)));
    return patterns;
  };
}

const numberPatterns = patternsBy(buildNumberPatterns);

const SECOND_NUMBER = /[\\/] *x/; // "555-0100 x302/x303" is two extensions
const LEADING_PLUS = new RegExp(`^[${PLUS}]+`);
const THREE_LETTERS = /[A-Za-z].*?[A-Za-z].*?[A-Za-z]/; // "1-800-FLOWERS"

/**
 * Reads one number, as libphonenumber's `parse` does (but for `tel:` URIs with a context).
 * @param {string} text nothing but the number, with its punctuation and extension
 * @param {string} region whose number it is if it does not begin with a plus, "US"
 * @returns {ParsedNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER} not yet known to be valid
 */
function parseNumber(text, region) {
  const written = isLongerThan(text, MOST_CHARACTERS) ? null : readWritten(trimToNumber(text));
  return written ? parseDigits(written, planOfRegion(region)) : NOT_A_NUMBER;
}

/**
 * @param {{hasPlus: boolean, digits: string, ext: string}} written
 * @param {Plan | null} plan of the default region
 * @returns {ParsedNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER}
 */
function parseDigits({ hasPlus, digits, ext }, plan) {
  if (!hasPlus && !plan) return COUNTRY_UNKNOWN;
  const split = hasPlus ? splitAfterPlus(digits, plan) : splitCountryCode(digits, plan);
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

/** @param {string} text @returns {string} from its first digit or plus to its last */
function trimToNumber(text) {
  const start = text.search(numberPatterns(text).first);
  if (start < 0) return "";
  const number = trimEnd(start > 0 ? text.slice(start) : text);
  const second = number.search(SECOND_NUMBER);
  return second < 0 ? number : number.slice(0, second);
}

/** @param {string} text @returns {string} without what ends it and is no letter, digit or # */
function trimEnd(text) {
  let end = text.length;
  while (end > 0) {
    const last = characterBefore(text, end);
    if (isAsciiDigit(last.charCodeAt(0)) || /[\p{L}\p{N}#]/u.test(last)) break;
    end -= last.length;
  }
  return end < text.length ? text.slice(0, end) : text;
}

/** @param {string} text @param {number} offset @returns {string} the character that ends there */
function characterBefore(text, offset) {
  const isPair = offset > 1 && /** @type {number} */ (text.codePointAt(offset - 2)) > 0xffff;
  return text.slice(offset - (isPair ? 2 : 1), offset);
}

/** @param {number} unit of UTF-16 */
function isAsciiDigit(unit) {
  return unit >= 48 && unit <= 57;
}

/**
 * @param {string} text trimmed
 * @returns {{hasPlus: boolean, digits: string, ext: string} | null} null if it looks like no number
 */
function readWritten(text) {
  if (!numberPatterns(text).viable.test(text)) return null;
  const { ext, rest } = splitExtension(text);
  const plus = LEADING_PLUS.exec(text)?.[0] ?? "";
  return { hasPlus: plus !== "", digits: dialledDigits(rest.slice(plus.length)), ext };
}

/** @param {string} text @returns {{ext: string, rest: string}} */
function splitExtension(text) {
  const { extension, viable } = numberPatterns(text);
  const match = extension.exec(text);
  const rest = match ? text.slice(0, match.index) : "";
  if (!match || !viable.test(rest)) return { ext: "", rest: text };
  return { ext: match.slice(1).find((digits) => digits !== undefined) ?? "", rest };
}

/** @param {string} text @returns {string} ASCII digits, also of three or more letters */
function dialledDigits(text) {
  return THREE_LETTERS.test(text) ? keypadDigits(text) : digitsOf(text);
}

const KEYPAD = "22233344455566677778889999"; // of A to Z

/** @param {string} text @returns {string} "1800FLOWERS" → "18003569377" */
function keypadDigits(text) {
  return text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/[A-Z]/g, (letter) => KEYPAD.charAt(letter.charCodeAt(0) - 65));
}

/** @param {string} text @returns {string} its digits of whatever script as ASCII */
function digitsOf(text) {
  let digits = "";
  for (const character of text) {
    if (isAsciiDigit(character.charCodeAt(0))) digits += character;
    else if (character > "\x7F") digits += digitValue(character);
  }
  return digits;
}

/** @type {Map<string, string> | undefined} */
let digitValues;

/** @param {string} character @returns {string} "7" for "٧", "" if it is no digit */
function digitValue(character) {
  digitValues ??= new Map(
    ZEROS.flatMap((zero) =>
      Array.from("0123456789", (value, index) => [String.fromCodePoint(zero + index), value]),
    ),
  );
  return digitValues.get(character) ?? "";
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

/** @param {string} digits @param {Plan} plan @returns {string | null} null if not 2 to 17 */
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
  const [main] = plans;
  if (main && plans.length === 1) {
    return { region: main.region, kind: kindOfNumber(national, main) };
  }
  // Most regions of +1 have leading digits of their own; one look tells that it is none of them.
  const isMarked = hasLeadingDigits(code, national);
  for (const plan of plans) {
    if (plan.leadingDigits && !(isMarked && plan.leadingDigits.test(national))) continue;
    const kind = kindOfNumber(national, plan);
    if (kind !== "unknown" || plan.leadingDigits) return { region: plan.region, kind };
  }
  return { region: "", kind: "unknown" };
}

/** @param {ReturnType<typeof parseNumber>} parsed @returns {parsed is ParsedNumber} */
function isValidNumber(parsed) {
  return typeof parsed !== "string" && kindOf(parsed) !== "unknown";
}

/** @param {ParsedNumber} parsed @returns {string} */
function kindOf({ code, national }) {
  return classifyNumber(code, national).kind;
}

/** @type {Map<string, RegExp>} */
const leadingDigitsByCode = new Map();

/** @param {string} code @param {string} national @returns {boolean} those of any region */
function hasLeadingDigits(code, national) {
  let pattern = leadingDigitsByCode.get(code);
  if (!pattern) {
    const sources = plansOfCode(code).flatMap(({ leadingDigits }) => leadingDigits?.source ?? []);
    pattern = new RegExp(sources.join("|") || "$^");
    leadingDigitsByCode.set(code, pattern);
  }
  return pattern.test(national);
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
 * @param {string} written all digits as written, those of an extension too
 * @returns {boolean}
 */
function hasNeededPrefix(number, written) {
  if (!number.isLocal) return true;
  const plan = /** @type {Plan} */ (planOfCode(number.code));
  if (afterNationalPrefix(written, plan) !== null) return true;
  return !formatOf(number.national, plan)?.needsNationalPrefix;
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
  // Plans without a region are named by their code, which is no region.
  return region >= "A" ? planNamed(region) : null;
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
  const [code = "", international, national, transform = "", leading] = fields;
  const [lengths, localLengths, formats, general, ...kinds] = fields.slice(5);
  const [fixed, mobile] = kinds.slice(SPECIAL_KINDS.length);
  const allLengths = numbersIn(lengths);
  const added = transform.replace(/\$\d/g, "").length;
  return {
    region: name === code ? "" : name,
    code,
    internationalPrefix: startPattern(international),
    nationalPrefix: startPattern(national),
    transform,
    leadingDigits: startPattern(leading),
    lengths: new Set(allLengths),
    localLengths: new Set(numbersIn(localLengths)),
    longest: Math.max(...allLengths),
    fewestDigits: Math.min(PHONE_METADATA.fewestDigitsAbroad, Math.min(...allLengths) - added),
    isNumber: digitsTest(general),
    specialKinds: SPECIAL_KINDS.flatMap((kind, index) =>
      kinds[index] ? { kind, matches: digitsTest(kinds[index]) } : [],
    ),
    isFixedLine: digitsTest(fixed),
    isMobile: mobile === "=" || mobile === fixed ? null : digitsTest(mobile),
    formats: formatsReader(formats),
  };
}

/** @param {string | undefined} field @returns {number[]} "7 9 10" */
function numbersIn(field) {
  return field ? field.split(" ").map(Number) : [];
}

/** @param {string | undefined} source @returns {RegExp | null} of how digits begin */
function startPattern(source) {
  return source ? digitsPattern(source, "") : null;
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
  const [pattern = "", leading, international = "", national = "", flag] = entry.split("~");
  const start = startPattern(leading);
  const whole = digitsPattern(pattern, "$");
  return {
    fits: (/** @type {string} */ digits) => (!start || start.test(digits)) && whole.test(digits),
    groups: whole,
    international,
    national: national || international,
    needsNationalPrefix: flag === "1",
  };
}
