// Finds the numbers in a typed or pasted text, and formats a number while the user types it.
// Callers pass the detection's functions as arguments. Depends on nothing else.

/**
 * `Dialled` is a number that was found in a typed text: `number` is in E.164, `ext` is an extension
 * or "". `Find` and `Describe` are the types of the detection's functions. `Reading` is what a
 * typed text is understood as: nothing ("empty" or "none"), an emergency number, a short code, a
 * local number without its area code ("no_area"), or the numbers that were found.
 * @typedef {{number: string, ext: string}} Dialled
 * @typedef {(text: string, region: string, options: {judge: boolean}) =>
 *   {start: number, end: number, number: string, ext: string}[]} Find
 * @typedef {(number: string) => {national: string, international: string, region: string}} Describe
 * @typedef {{kind: "empty" | "emergency" | "short" | "no_area" | "none" | "found",
 *   numbers: Dialled[]}} Reading `numbers` is empty unless the kind is "found"
 */

/** The most characters of a pasted text that are searched for numbers. */
const LONGEST_TEXT_CHARACTERS = 2000;
/** The most numbers of one text that the user can choose from. */
const MOST_NUMBERS = 6;
/** Matches the emergency numbers and the numbers of crisis lines of all countries. */
const EMERGENCY = /^(?:000|08|100|10[1289]|11[0-9]|12[0238]|15|17|18|19[0-9]|911|933|988|99[0-9])$/;
/** The most digits of a number that is too short to contain an area code. */
const MOST_SHORT_DIGITS = 6;
const NORTH_AMERICAN_LOCAL_DIGITS = 7;
/**
 * The most letters at the end of a number that need not be dialled, such as the last S of
 * "1-888-MATTRESS".
 */
const MOST_EXTRA_LETTERS = 5;
const KEYPAD = "22233344455566677778889999"; // of A to Z

/**
 * Matches a number that ends with letters in place of digits, such as "1800 flowers". Only after the
 * code of toll-free numbers, and at most three more digits, do letters stand for digits. Elsewhere
 * they are a name ("415 555 013 Ada") or a misread digit ("415 555 O137"), and the keypad's digits
 * for them would call a stranger.
 */
const SPELLED =
  /^\s*\(?\+?(?:1[\s().-]*)?(?:0?8\d\d|1300)[\s().-]*(?:\d[\s.-]*|\d{3}[\s.-]*)?(?=(?:[\s.-]*[A-Za-z]){3})[A-Za-z\d\s.-]+$/;
/** Matches a text that consists only of characters that are usual in a number without letters. */
const PLAIN = /^[\s\d+().\-/\u2010-\u2015\u00a0]+$/;

/**
 * Finds the numbers in a typed or pasted text. The text may be a single number in any usual format,
 * or a longer text that contains numbers.
 * @param {string} text
 * @param {string} region ISO 3166 code of numbers without a country
 * @param {Find} find
 * @returns {Reading}
 */
export function readDialled(text, region, find) {
  const read = text.slice(0, LONGEST_TEXT_CHARACTERS).replace(/\s+/g, " ").trim();
  if (read === "") return { kind: "empty", numbers: [] };
  const digits = read.normalize("NFKC").replace(/\D/g, "");
  const isPlain = PLAIN.test(read.normalize("NFKC"));
  if (isPlain && EMERGENCY.test(digits)) return { kind: "emergency", numbers: [] };
  const numbers = numbersIn(read, region, find);
  if (numbers.length > 0) return { kind: "found", numbers: numbers.slice(0, MOST_NUMBERS) };
  if (!isPlain || digits === "") return { kind: "none", numbers };
  if (digits.length <= MOST_SHORT_DIGITS) return { kind: "short", numbers };
  const isLocal = digits.length === NORTH_AMERICAN_LOCAL_DIGITS;
  return { kind: isLocal && isNorthAmerican(region, find) ? "no_area" : "none", numbers };
}

/** @param {string} text @param {string} region @param {Find} find @returns {Dialled[]} distinct */
function numbersIn(text, region, find) {
  const judged = find(text, region, { judge: true });
  // A user who types a number means a phone number, even if the judge rejects the number. The text
  // is therefore searched again without the judge.
  const others = find(text, region, { judge: false }).filter(
    ({ start, end }) => !judged.some((one) => one.start < end && one.end > start),
  );
  const found = [...judged, ...others].sort((one, other) => one.start - other.start);
  const read = found.length > 0 ? found : unusualNumbers(text, region, find);
  const unique = new Map(read.map(({ number, ext }) => [`${number};${ext}`, { number, ext }]));
  return [...unique.values()];
}

/**
 * Finds a number whose plus sign is missing, such as "44 20 7946 0958", or a number with letters,
 * such as "1800flowers", in a text in which the usual searches find nothing.
 * @type {typeof numbersIn}
 */
function unusualNumbers(text, region, find) {
  const withPlus = PLAIN.test(text) && !text.includes("+") ? text.replace(/\d/, "+$&") : "";
  const found = withPlus ? find(withPlus, region, { judge: false }) : [];
  if (found.length > 0 || !SPELLED.test(text)) return found;
  const digits = text
    .toUpperCase()
    .replace(/[A-Z]/g, (letter) => KEYPAD[letter.charCodeAt(0) - 65] ?? "")
    .replace(/[^\d+]/g, "");
  for (let extra = 0; extra <= MOST_EXTRA_LETTERS; extra++) {
    const spelled = find(digits.slice(0, digits.length - extra), region, { judge: false });
    if (spelled.length > 0) return spelled;
  }
  return [];
}

/** @param {string} region @param {Find} find */
const isNorthAmerican = (region, find) => {
  const [toll] = find("800-356-9377", region, { judge: false });
  return toll?.number === "+18003569377";
};

/**
 * Formats a number while the user types it. A complete number gets the format of its country; the
 * digits of an incomplete number are grouped only if the number is North American.
 * @param {string} text the text so far
 * @param {string} region
 * @param {Find} find
 * @param {Describe} describe
 * @returns {string} the formatted text; if `text` contains anything besides a number, `text` itself
 */
export function formatTyped(text, region, find, describe) {
  if (!/^\+?[\d\s().-]+$/.test(text)) return text;
  const plus = text.trimStart().startsWith("+") ? "+" : "";
  const digits = text.replace(/\D/g, "");
  const isHome = plus === "" && digits.length > 3 && isNorthAmerican(region, find);
  const grouped = isHome || `${plus}${digits}`.startsWith("+1") ? inGroups(plus, digits) : null;
  return grouped ?? wholeNumber(plus, digits, region, find, describe) ?? text;
}

/**
 * Formats the digits that the user typed, if they are a complete number.
 * @param {string} plus "+" if the user typed a plus sign before the digits, otherwise ""
 * @param {string} digits
 * @param {string} region
 * @param {Find} find
 * @param {Describe} describe
 * @returns {string | null} the complete number in the format of its country, such as "030 1234567"
 *   or "+44 20 7946 0958"; null if the digits are no complete number
 */
function wholeNumber(plus, digits, region, find, describe) {
  const raw = plus + digits;
  const [match] = find(raw, region, { judge: false });
  if (!match || match.end - match.start !== raw.length || match.ext !== "") return null;
  const { national, international } = describe(match.number);
  if (plus !== "") return international;
  return national.replace(/\D/g, "") === digits ? national : null;
}

/** @param {string} plus @param {string} digits @returns {string | null} such as "+1 415-555-01" */
function inGroups(plus, digits) {
  const one = digits.startsWith("1") ? "1" : "";
  const rest = digits.slice(one.length);
  if (rest.length === 0 || rest.length > 10) return null;
  const groups = [rest.slice(0, 3), rest.slice(3, 6), rest.slice(6)].filter((part) => part);
  return `${plus}${one}${one ? " " : ""}${groups.join("-")}`;
}
