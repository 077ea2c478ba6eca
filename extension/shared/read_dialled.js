// Provides what a typed or pasted text would dial, and how a number is written while it is typed.
// Depends on the detection, which its callers hand in; on no window.

/**
 * @typedef {{number: string, ext: string}} Dialled E.164, and the extension or ""
 * @typedef {(text: string, region: string, options: {judge: boolean}) =>
 *   {start: number, end: number, number: string, ext: string}[]} Find
 * @typedef {(number: string) => {national: string, international: string, region: string}} Describe
 * @typedef {{kind: "empty" | "emergency" | "short" | "no_area" | "none" | "found",
 *   numbers: Dialled[]}} Reading `numbers` is empty but for "found"
 */

/** No more of a pasted text is read. */
const LONGEST_TEXT = 2000;
/** Nobody looks through more numbers than these. */
const MOST_NUMBERS = 6;
/** Numbers of ambulance, police, fire brigade and of people in a crisis, wherever that is. */
const EMERGENCY = /^(?:000|08|100|10[1289]|11[0-9]|12[0238]|15|17|18|19[0-9]|911|933|988|99[0-9])$/;
/** Shorter than any number of a subscriber with its area code. */
const MOST_SHORT_DIGITS = 6;
const NORTH_AMERICAN_LOCAL_DIGITS = 7;
/** Nobody dials the last S of "1-888-MATTRESS". */
const MOST_EXTRA_LETTERS = 5;
const KEYPAD = "22233344455566677778889999"; // of A to Z

/** Letters that stand for digits, with digits before them: "1800 flowers". */
const SPELLED = /^\s*\+?[\d\s().-]{3,}[A-Za-z][A-Za-z\d\s.-]+$/;
/** Nothing but what a number is written with. */
const PLAIN = /^[\s\d+().\-/\u2010-\u2015\u00a0]+$/;

/**
 * Whatever a person types or pastes: a number in any form, a sentence around it, several of them.
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
  // Who types a number means to dial it: what looks like an order number elsewhere is one here.
  const others = find(text, region, { judge: false }).filter(
    ({ start, end }) => !judged.some((one) => one.start < end && one.end > start),
  );
  const found = [...judged, ...others].sort((one, other) => one.start - other.start);
  const read = found.length > 0 ? found : otherwise(text, region, find);
  const unique = new Map(read.map(({ number, ext }) => [`${number};${ext}`, { number, ext }]));
  return [...unique.values()];
}

/** "44 20 7946 0958" without its plus, "1800flowers". @type {typeof numbersIn} */
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
 * A number as it is written once it is whole, and in the groups of North America before that.
 * @param {string} text typed so far
 * @param {string} region
 * @param {Find} find
 * @param {Describe} describe
 * @returns {string} `text` itself where it is more than a number
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
