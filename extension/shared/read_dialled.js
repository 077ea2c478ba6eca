// Provides the numbers in a typed or pasted text, and the format of a number while it is typed.
// Depends on the detection, which callers pass as arguments.

/**
 * @typedef {{number: string, ext: string}} Dialled E.164, and the extension or ""
 * @typedef {(text: string, region: string, options: {judge: boolean}) =>
 *   {start: number, end: number, number: string, ext: string}[]} Find
 * @typedef {(number: string) => {national: string, international: string, region: string}} Describe
 * @typedef {{kind: "empty" | "emergency" | "short" | "no_area" | "none" | "found",
 *   numbers: Dialled[]}} Reading `numbers` is empty unless the kind is "found"
 */

/** The most characters of a pasted text that are read. */
const LONGEST_TEXT = 2000;
/** The most numbers that are listed. */
const MOST_NUMBERS = 6;
/** Emergency numbers and crisis lines of all countries. */
const EMERGENCY = /^(?:000|08|100|10[1289]|11[0-9]|12[0238]|15|17|18|19[0-9]|911|933|988|99[0-9])$/;
/** A text with fewer digits has no area code. */
const MOST_SHORT_DIGITS = 6;
const NORTH_AMERICAN_LOCAL_DIGITS = 7;
/** The most letters after the last dialled digit, such as the last S of "1-888-MATTRESS". */
const MOST_EXTRA_LETTERS = 5;
const KEYPAD = "22233344455566677778889999"; // of A to Z

/** Letters in place of digits, after digits: "1800 flowers". */
const SPELLED = /^\s*\+?[\d\s().-]{3,}[A-Za-z][A-Za-z\d\s.-]+$/;
/** A text with only the characters of a written number. */
const PLAIN = /^[\s\d+().\-/\u2010-\u2015\u00a0]+$/;

/**
 * Reads a typed or pasted text: a number in any form, a sentence with a number, or several numbers.
 * @param {string} text
 * @param {string} region ISO 3166 code of numbers without a country
 * @param {Find} find
 * @returns {Reading}
 */
export function readDialled(text, region, find) {
  const read = text.slice(0, LONGEST_TEXT).replace(/\s+/g, " ").trim();
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

/** @param {string} text @param {string} region @param {Find} find @returns {Dialled[]} each once */
function numbersIn(text, region, find) {
  const judged = find(text, region, { judge: true });
  // A typed number is meant as a phone number, even if the judge would reject it in a page.
  const others = find(text, region, { judge: false }).filter(
    ({ start, end }) => !judged.some((one) => one.start < end && one.end > start),
  );
  const found = [...judged, ...others].sort((one, other) => one.start - other.start);
  const read = found.length > 0 ? found : otherwise(text, region, find);
  const unique = new Map(read.map(({ number, ext }) => [`${number};${ext}`, { number, ext }]));
  return [...unique.values()];
}

/** Finds numbers without a plus sign, "44 20 7946 0958", or with letters, "1800flowers". @type {typeof numbersIn} */
function otherwise(text, region, find) {
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
 * Formats a complete number, and groups an incomplete North American one.
 * @param {string} text the text so far
 * @param {string} region
 * @param {Find} find
 * @param {Describe} describe
 * @returns {string} `text` unchanged if it contains more than a number
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
 * @param {string} plus
 * @param {string} digits
 * @param {string} region
 * @param {Find} find
 * @param {Describe} describe
 * @returns {string | null} "030 1234567", "+44 20 7946 0958"
 */
function wholeNumber(plus, digits, region, find, describe) {
  const raw = plus + digits;
  const [match] = find(raw, region, { judge: false });
  if (!match || match.end - match.start !== raw.length || match.ext !== "") return null;
  const { national, international } = describe(match.number);
  if (plus !== "") return international;
  return national.replace(/\D/g, "") === digits ? national : null;
}

/** @param {string} plus @param {string} digits @returns {string | null} "415-555-01", "+1 415-5" */
function inGroups(plus, digits) {
  const one = digits.startsWith("1") ? "1" : "";
  const rest = digits.slice(one.length);
  if (rest.length === 0 || rest.length > 10) return null;
  const groups = [rest.slice(0, 3), rest.slice(3, 6), rest.slice(6)].filter((part) => part);
  return `${plus}${one}${one ? " " : ""}${groups.join("-")}`;
}
