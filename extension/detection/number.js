"use strict";
// Provides functions that parse, classify and format one phone number, exactly as libphonenumber
// does. Depends on lazy.js, digit_automaton.js and numbering_plans.js.

/**
 * @typedef {object} ParsedNumber a number that was read from a text
 * @property {string} code country calling code, "44"
 * @property {string} national the national significant number, "2070313000"
 * @property {string} ext the digits of the extension, or ""
 * @property {boolean} isLocal true if the number was written without a country code; `code` is then
 *   the default region's
 */

// The characters that may be punctuation within a number. The x is one of them, because two x's
// may stand for a carrier code, as in "0xx11".
const PUNCTUATION_SIGNS =
  "-x\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30FC\uFF0D\uFF0E\uFF0F \u00A0\u00AD\u200B\u2060" +
  "\u3000()\uFF08\uFF09[]\uFF3B\uFF3D./~\u2053\u223C\uFF5E";
/** The characters of PUNCTUATION_SIGNS, escaped for a character class. */
const PUNCTUATION = PUNCTUATION_SIGNS.replace(/[-[\]]/g, "\\$&");
const PLUS = "+\uFF0B";

const MOST_CHARACTERS = 250;
const FEWEST_NATIONAL_DIGITS = 2;
const MOST_NATIONAL_DIGITS = 17;

// The reasons for rejecting a text as a number. COUNTRY_UNKNOWN means that the text may be a
// number, but its country is not known.
const COUNTRY_UNKNOWN = "country unknown";
const NOT_A_NUMBER = "not a number";

/**
 * The digits that the patterns accept. They come from the metadata, because browsers support
 * different Unicode versions. The patterns have no flag "u", because V8 matches patterns with it
 * slowly on text beyond Latin 1. Without the flag, digits outside the Basic Multilingual Plane must
 * be written as surrogate pairs. Texts with only ASCII digits, which are most texts, have patterns
 * of their own, which are three times as fast.
 * @typedef {object} Digits
 * @property {string} narrow ranges for a character class, "0-9٠-٩"
 * @property {string} wide a pattern for digits outside the Basic Multilingual Plane, or ""
 */
/** @type {Digits} */
const ASCII_DIGITS = { narrow: "0-9", wide: "" };
const zeros = lazily(() => PHONE_METADATA.zeros.split(" ").map((zero) => parseInt(zero, 16)));
/**
 * A quick test whether a text may have non-ASCII digits: matches each character that is such a
 * digit, and some other characters between such digits.
 */
const nearOtherDigits = lazily(() =>
  nearDigits(
    zeros()
      .slice(1)
      .map((zero) => String.fromCodePoint(zero)),
  ),
);

/** @type {ReturnType<typeof readScripts> | undefined} */
let scripts;

/** All calls of `withAsciiDigits` use this one buffer for the code units of a short text. */
const sharedUnits = lazily(() => new Uint16Array(0x400));
const MOST_ARGUMENTS = 0x2000;

/**
 * Replaces the digits of all scripts with ASCII digits.
 * @param {string} text
 * @returns {{text: string, offsets: Uint32Array | null}} the changed text, and for each of its code
 *   units the offset in the original text; `offsets` is null if the text's length has not changed
 */
function withAsciiDigits(text) {
  if (!nearOtherDigits().test(text)) return { text, offsets: null };
  const shared = sharedUnits();
  const units = text.length <= shared.length ? shared : new Uint16Array(text.length);
  /** @type {Uint32Array | null} */
  let offsets = null;
  let hasOthers = false;
  let length = 0;
  for (let index = 0; index < text.length; index += 1, length += 1) {
    if (offsets) offsets[length] = index;
    const point = text.codePointAt(index) ?? 0;
    const value = point > 0x7f ? valueOfDigit(point) : -1;
    units[length] = value < 0 ? text.charCodeAt(index) : ZERO + value;
    if (value < 0) continue;
    hasOthers = true;
    if (point < 0x10000) continue;
    offsets ??= new Uint32Array(text.length).map((_, place) => place);
    index += 1;
  }
  if (offsets) offsets[length] = text.length;
  return { text: hasOthers ? textOf(units.subarray(0, length)) : text, offsets };
}

/** @param {Uint16Array} units @returns {string} */
function textOf(units) {
  let text = "";
  for (let start = 0; start < units.length; start += MOST_ARGUMENTS) {
    const part = units.subarray(start, start + MOST_ARGUMENTS);
    // `apply` is five times as fast as spreading the typed array into arguments.
    text += String.fromCharCode.apply(
      null,
      /** @type {number[]} */ (/** @type {unknown} */ (part)),
    );
  }
  return text;
}

/** @param {string} text @returns {Digits} the digits that the patterns for this text must accept */
function digitsIn(text) {
  if (!nearOtherDigits().test(text)) return ASCII_DIGITS;
  scripts ??= readScripts();
  if (scripts.hasWide.test(text)) return scripts.all;
  return scripts.hasNarrow.test(text) ? scripts.narrow : ASCII_DIGITS;
}

/**
 * @param {string[]} zeros the zeros of some scripts
 * @returns {RegExp} matches the first code unit of every digit of these scripts, and the code units
 *   between digits of scripts that are close together
 */
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

/**
 * Makes patterns for the digits of all writing systems. The metadata lists only each system's zero;
 * in Unicode, the digits 1 to 9 follow it.
 */
function readScripts() {
  const narrow = zeros().filter((zero) => zero > 0x7f && zero < 0x10000);
  const ranges = narrow.map((zero) => String.fromCharCode(zero, 45, zero + 9)).join("");
  /** @type {Map<string, string>} */
  const pairs = new Map();
  for (const zero of zeros().filter((point) => point >= 0x10000)) {
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

/** @param {Digits} digits @param {string} [others] @returns {string} a pattern for one digit */
function oneOf(digits, others = "") {
  const narrow = `[${digits.narrow}${others}]`;
  return digits.wide ? `(?:${narrow}|${digits.wide})` : narrow;
}

/**
 * Builds the patterns for extensions. After a sign such as "x", which may mean something else than
 * an extension, fewer digits are accepted than after "ext". Case is ignored. Python's `re` then
 * accepts some more characters as an i or s than JavaScript, so the patterns list these characters.
 * @param {Digits} digits
 * @param {"(" | "(?:"} open the opening bracket before the extension's digits: "(" captures them
 * @returns {{inText: string, atEnd: string}} `inText`: the pattern for a number within a text;
 *   `atEnd`: the pattern for the end of a text that is only one number, which also accepts
 *   "555-0100,,7"
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
    /** Matches one number: "415-555-2671 ext. 12", "1-800-FLOWERS", "0xx11 3333 4444" */
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
 * @param {(digits: Digits) => Patterns} build builds patterns that accept certain digits
 * @returns {(text: string) => Patterns} a function that returns the patterns for the digits of a
 *   text, and builds these patterns when they are first needed
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

/** Matches a character that may be the last one of a number: a letter, a digit or "#". */
const endOfNumber = lazyPattern("[\\p{L}\\p{N}#]");
/** Matches the beginning of a second extension: the "/x" of "555-0100 x302/x303". */
const SECOND_NUMBER = /[\\/] *x/;
const LEADING_PLUS = new RegExp(`^[${PLUS}]+`);
const THREE_LETTERS = /[A-Za-z].*?[A-Za-z].*?[A-Za-z]/; // "1-800-FLOWERS"

/**
 * Parses one number like libphonenumber's `parse`, except that it does not read `tel:` URIs with a
 * context.
 * @param {string} text only the number, with its punctuation and extension
 * @param {string} region the default region for numbers without a plus, "US"
 * @returns {ParsedNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER} a number that may be
 *   invalid, or the reason for rejecting the text
 */
function parseNumber(text, region) {
  const written = isLongerThan(text, MOST_CHARACTERS) ? null : readWritten(trimToNumber(text));
  return written ? parseDigits(written, planOfRegion(region)) : NOT_A_NUMBER;
}

/**
 * Parses a number of which the plus, the digits and the extension are already known.
 * @param {{hasPlus: boolean, digits: string, ext: string}} written
 * @param {Plan | null} plan the plan of the default region
 * @returns {ParsedNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER}
 */
function parseDigits({ hasPlus, digits, ext }, plan) {
  if (!hasPlus && !plan) return COUNTRY_UNKNOWN;
  const split = hasPlus ? splitAfterPlus(digits, plan) : splitCountryCode(digits, plan);
  if (typeof split === "string") return split;
  const numberPlan = split ? split.plan : plan;
  const national = numberPlan && significantDigits(split ? split.rest : digits, numberPlan);
  if (!national) return NOT_A_NUMBER;
  return { code: numberPlan.code, national, ext, isLocal: split === null };
}

/**
 * @param {string} text
 * @param {number} most
 * @returns {boolean} whether the text has more than `most` characters (code points)
 */
function isLongerThan(text, most) {
  return text.length > most && (text.length > 2 * most || [...text].length > most);
}

/**
 * @param {string} text
 * @returns {string} the part of the text from the first digit or plus to the end of the number; ""
 *   if there is no digit
 */
function trimToNumber(text) {
  const start = text.search(numberPatterns(text).first);
  if (start < 0) return "";
  const number = trimEnd(start > 0 ? text.slice(start) : text);
  const second = number.search(SECOND_NUMBER);
  return second < 0 ? number : number.slice(0, second);
}

/**
 * @param {string} text
 * @returns {string} the text up to its last letter, digit or #
 */
function trimEnd(text) {
  let end = text.length;
  while (end > 0) {
    const last = characterBefore(text, end);
    if (isAsciiDigit(last.charCodeAt(0)) || endOfNumber().test(last)) break;
    end -= last.length;
  }
  return end < text.length ? text.slice(0, end) : text;
}

/** @param {string} text @param {number} offset @returns {string} */
function characterBefore(text, offset) {
  const isPair = offset > 1 && /** @type {number} */ (text.codePointAt(offset - 2)) > 0xffff;
  return text.slice(offset - (isPair ? 2 : 1), offset);
}

/** @param {number} unit a UTF-16 code unit */
function isAsciiDigit(unit) {
  return unit >= 48 && unit <= 57;
}

/**
 * Splits a text into the plus, the digits and the extension of a number.
 * @param {string} text a text that `trimToNumber` has trimmed
 * @returns {{hasPlus: boolean, digits: string, ext: string} | null} null if the text does not look
 *   like a number
 */
function readWritten(text) {
  if (!numberPatterns(text).viable.test(text)) return null;
  const { ext, rest } = splitExtension(text);
  const plus = LEADING_PLUS.exec(text)?.[0] ?? "";
  return {
    hasPlus: plus !== "",
    digits: dialledDigits(rest.slice(plus.length)),
    ext,
  };
}

/** @param {string} text @returns {{ext: string, rest: string}} */
function splitExtension(text) {
  const { extension, viable } = numberPatterns(text);
  const match = extension.exec(text);
  const rest = match ? text.slice(0, match.index) : "";
  if (!match || !viable.test(rest)) return { ext: "", rest: text };
  return {
    ext: match.slice(1).find((digits) => digits !== undefined) ?? "",
    rest,
  };
}

/**
 * @param {string} text
 * @returns {string} the text's digits as ASCII digits; if the text has at least three letters, each
 *   letter is replaced with its digit on a telephone's keypad
 */
function dialledDigits(text) {
  return THREE_LETTERS.test(text) ? keypadDigits(text) : digitsOf(text);
}

const KEYPAD = "22233344455566677778889999"; // for A to Z

/**
 * @param {string} text "1800FLOWERS"
 * @returns {string} the text's digits, with each letter replaced with its digit on a telephone's
 *   keypad: "18003569377"
 */
function keypadDigits(text) {
  return text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/[A-Z]/g, (letter) => KEYPAD.charAt(letter.charCodeAt(0) - 65));
}

/** @param {string} text @returns {string} the text's digits of any script, as ASCII */
function digitsOf(text) {
  let digits = "";
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isAsciiDigit(unit)) digits += text.charAt(index);
    else if (unit > 0x7f) digits += digitValue(text, index);
  }
  return digits;
}

/**
 * For each UTF-16 code unit: 0 if the unit is no digit, otherwise the digit's value plus one.
 * @type {Uint8Array | undefined}
 */
let narrowDigits;

/**
 * @param {string} text
 * @param {number} [index]
 * @returns {string} "7" for "٧" at the index; "" if the character there is not a digit
 */
function digitValue(text, index = 0) {
  const value = valueOfDigit(text.codePointAt(index) ?? 0);
  return value < 0 ? "" : String(value);
}

/**
 * @param {number} point the code point of a character
 * @returns {number} the digit's value; -1 if the character is not a digit
 */
function valueOfDigit(point) {
  if (point > 0xffff) return point - (zeros().find((zero) => point - zero < 10) ?? point + 1);
  narrowDigits ??= readNarrowDigits();
  return (narrowDigits[point] ?? 0) - 1;
}

/** @returns {Uint8Array} */
function readNarrowDigits() {
  const digits = new Uint8Array(0x10000);
  for (const zero of zeros()) {
    for (let value = 0; value < 10 && zero < 0x10000; value += 1) digits[zero + value] = value + 1;
  }
  return digits;
}

/**
 * @typedef {{plan: Plan, rest: string}} SplitNumber `plan` is the plan of the main region of the
 *   number's calling code; `rest` holds the digits after that code
 */

/**
 * Splits the digits of a number with a plus into the calling code and the rest. If no calling code
 * follows the plus, as in "+0044 20…", the digits are split as if there were no plus.
 * @param {string} digits
 * @param {Plan | null} plan the plan of the default region
 * @returns {SplitNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER}
 */
function splitAfterPlus(digits, plan) {
  const split = splitKnownCode(digits);
  if (split !== COUNTRY_UNKNOWN) return split;
  return splitCountryCode(digits, plan) ?? COUNTRY_UNKNOWN;
}

/**
 * @param {string} digits the digits of a number without a plus
 * @param {Plan | null} plan the plan of the default region
 * @returns {SplitNumber | null | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER} null if the digits
 *   do not begin with a country calling code
 */
function splitCountryCode(digits, plan) {
  if (!plan) return null;
  const abroad = afterInternationalPrefix(digits, plan);
  if (abroad !== null) return splitKnownCode(abroad);
  if (!digits.startsWith(plan.code)) return null;
  // For example, "442070313000" is not a national number of Britain, but "2070313000" is one. So
  // the "44" before it is the calling code, written without a plus.
  const afterCode = digits.slice(plan.code.length);
  const rest = afterNationalPrefix(afterCode, plan) ?? afterCode;
  const isBetter = !isNumberOf(digits, plan) && isNumberOf(rest, plan);
  if (!isBetter && !isTooLong(digits, plan)) return null;
  return { plan: /** @type {Plan} */ (planOfCode(plan.code)), rest };
}

/**
 * @param {string} digits
 * @param {Plan} plan
 * @returns {string | null} the digits after the plan's international prefix; null if the digits do
 *   not begin with that prefix
 */
function afterInternationalPrefix(digits, plan) {
  if (!plan.internationalPrefix?.mayBegin(digits)) return null;
  const prefix = plan.internationalPrefix.pattern().exec(digits);
  if (!prefix) return null;
  const rest = digits.slice(prefix[0].length);
  return rest.startsWith("0") ? null : rest; // No country calling code begins with 0.
}

/**
 * @param {string} digits the digits of a number in international format, calling code first
 * @returns {SplitNumber | typeof COUNTRY_UNKNOWN | typeof NOT_A_NUMBER}
 */
function splitKnownCode(digits) {
  if (digits.length <= FEWEST_NATIONAL_DIGITS) return NOT_A_NUMBER;
  for (let length = 1, code = 0; length <= MOST_CODE_DIGITS; length += 1) {
    code = code * 10 + digits.charCodeAt(length - 1) - ZERO;
    if (code === 0) break; // No country calling code begins with 0.
    const [plan] = plansOfCode(code);
    if (plan) return { plan, rest: digits.slice(length) };
  }
  return COUNTRY_UNKNOWN;
}

/**
 * @param {string} number E.164
 * @returns {string} the number's national significant number; "" if the number's calling code is
 *   unknown
 */
function nationalOf(number) {
  const split = splitKnownCode(number.slice(1));
  return typeof split === "string" ? "" : split.rest;
}

/**
 * @param {string} digits
 * @param {Plan} plan
 * @returns {string | null} the national significant number; null if it does not have 2 to 17 digits
 */
function significantDigits(digits, plan) {
  if (digits.length < FEWEST_NATIONAL_DIGITS) return null;
  const rest = afterNationalPrefix(digits, plan);
  const national = rest !== null && isLongEnough(rest, plan) ? rest : digits;
  return national.length <= MOST_NATIONAL_DIGITS ? national : null;
}

/** @param {string} digits @param {Plan} plan */
function isTooLong(digits, plan) {
  return digits.length > plan.longest && !hasLength(plan.localLengths, digits.length);
}

/**
 * @param {string} digits
 * @param {Plan} plan
 * @returns {boolean} true if a number of the plan can have so many digits, and also if all numbers
 *   of the plan have fewer
 */
function isLongEnough(digits, plan) {
  return hasLength(plan.lengths, digits.length) || isTooLong(digits, plan);
}

/**
 * @param {string} digits
 * @param {Plan} plan
 * @returns {string | null} the digits without the national prefix, transformed by the plan's rule;
 *   null if the digits do not begin with the prefix, or are a number of the plan only with it
 */
function afterNationalPrefix(digits, plan) {
  if (digits === "" || !plan.nationalPrefix?.mayBegin(digits)) return null;
  const prefixPattern = plan.nationalPrefix.pattern();
  const prefix = prefixPattern.exec(digits);
  if (!prefix) return null;
  const isTransformed = plan.transform !== "" && prefix.at(-1) !== undefined;
  const result = isTransformed
    ? digits.replace(prefixPattern, plan.transform)
    : digits.slice(prefix[0].length);
  return isNumberOf(digits, plan) && !isNumberOf(result, plan) ? null : result;
}

/**
 * Returns the region and the kind of a number, like libphonenumber's `number_type`.
 * @param {string} code country calling code
 * @param {string} national the national significant number
 * @returns {{region: string, kind: string}} `kind` is "unknown" if the number is invalid; `region`
 *   is "" if the region is unknown or ambiguous
 */
function classifyNumber(code, national) {
  const plans = plansOfCode(Number(code));
  const [main] = plans;
  if (main && plans.length === 1) {
    return { region: main.region, kind: kindOfNumber(national, main) };
  }
  // Some of the regions with this code have leading digits of their own: each number with these
  // digits belongs to the region. The patterns of the other regions decide about other numbers.
  const led = regionsLedBy(code, national);
  let index = -1;
  for (const plan of plans) {
    index += 1;
    if (plan.leadingDigits && ((led >> index) & 1) === 0) continue;
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

/**
 * Whether a number is written with the national prefix if its format requires this prefix. In
 * Britain, "2070313000" lacks the prefix, "02070313000" has it, and "+44 20 7031 3000" needs none.
 * @param {ParsedNumber} number
 * @param {string} written all digits in the text, including those of an extension
 * @returns {boolean}
 */
function hasNeededPrefix(number, written) {
  if (!number.isLocal) return true;
  const plan = /** @type {Plan} */ (planOfCode(number.code));
  if (!plan.hasDoubtfulFormats || afterNationalPrefix(written, plan) !== null) return true;
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
 * @param {string} number E.164
 * @returns {string} ISO 3166 code; "" if the number belongs to no region
 */
function regionOfNumber(number) {
  const split = splitKnownCode(number.slice(1));
  return typeof split === "string" ? "" : classifyNumber(split.plan.code, split.rest).region;
}

/**
 * Returns the display formats of a number: libphonenumber's NATIONAL and INTERNATIONAL formats.
 * @param {string} number E.164, "+442070313000"
 * @returns {{kind: string, region: string, national: string, international: string}} `region` is
 *   "GB", or "" if the number belongs to no region; `national` is "020 7031 3000", `international`
 *   is "+44 20 7031 3000"
 */
function describeNumber(number) {
  const split = splitKnownCode(number.slice(1));
  if (typeof split === "string") {
    return {
      kind: "unknown",
      region: "",
      national: number.slice(1),
      international: number,
    };
  }
  const { plan, rest } = split;
  const format = formatOf(rest, plan);
  const abroad = format?.international
    ? format
    : plan.formats().find(({ fits, international }) => international && fits(rest));
  return {
    ...classifyNumber(plan.code, rest),
    national: format ? rest.replace(format.groups, format.national) : rest,
    international: `+${plan.code} ${abroad ? rest.replace(abroad.groups, abroad.international) : rest}`,
  };
}
