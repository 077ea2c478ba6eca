// Provides every text that a user sees, from _locales: by key, by count, and for a problem; lengths of
// time and countries by the browser's own tables. Depends on nothing.

/** @typedef {import("./messages.js").Problem} Problem */

/**
 * @param {string} key of _locales/<lang>/messages.json
 * @param {...string} values for its placeholders
 * @returns {string} the key itself where no locale has it, so that a gap is seen
 */
export function say(key, ...values) {
  return chrome.i18n.getMessage(key, values) || key;
}

/** @param {string} key @returns {string} "" where no locale has it: a newer host knows more */
export const sayIfKnown = (key) => chrome.i18n.getMessage(key);

/**
 * The language that texts are in, with the user's own region where that speaks it. The browser's
 * language may be one for which there is no locale; dates in it would not fit the texts around them.
 * @returns {string} BCP 47, such as "en-GB"
 */
export function language() {
  const [texts, browser] = [say("language"), chrome.i18n.getUILanguage()];
  return browser.startsWith(`${texts}-`) ? browser : texts;
}

/**
 * The text for a count, from the keys `<key>_one`, `<key>_other` and what else the language has.
 * @param {string} key without its ending
 * @param {number} count the first placeholder's value
 * @param {...string} values for the other placeholders
 */
export function sayCount(key, count, ...values) {
  const ending = new Intl.PluralRules(language()).select(count);
  return say(`${key}_${ending}`, formatCount(count), ...values);
}

/** @param {number} count @returns {string} "1,234" */
export const formatCount = (count) => new Intl.NumberFormat(language()).format(count);

/** @param {number} seconds @returns {string} "26 seconds" */
const lengthOf = (seconds) =>
  new Intl.NumberFormat(language(), {
    style: "unit",
    unit: "second",
    unitDisplay: "long",
  }).format(seconds);

/**
 * What a problem is called in the user's language: by its code and reason, else by its code. What the
 * host says in English is for a code that is newer than this extension.
 * @param {Problem} problem
 * @returns {string}
 */
export function problemWords({ code, message, parameters = {} }) {
  const { reason = "", detail = "", placed = "" } = parameters;
  const ofReason = reason && sayIfKnown(`problem_${code}_${reason}`);
  const text = ofReason || sayIfKnown(`problem_${code}`);
  if (!text) return message || code;
  const words = text.replace(/\{(\w+)\}/g, (_, name) => wordsOf(name, parameters[name]));
  // A code of RingCentral's that nobody here knows is shown for its support to read.
  const shown = detail && !text.includes("{detail}") ? `${words} (${detail})` : words;
  return placed === "no" ? `${shown} ${say("problem_not_placed")}` : shown;
}

/** @param {string} name @param {string | number | undefined} value */
function wordsOf(name, value) {
  if (value === undefined) return "…";
  if (typeof value === "string" || name === "status") return String(value);
  return name === "seconds" ? lengthOf(value) : formatCount(value);
}

/**
 * The same answer or push of the host, with each problem in it in the user's words: pages that show
 * it have no need of all texts.
 * @template T
 * @param {T} value as it came over the wire
 * @returns {T}
 */
export function withProblemWords(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return /** @type {T} */ (value.map(withProblemWords));
  const fields = Object.entries(value).map(([name, field]) => [name, withProblemWords(field)]);
  const copy = Object.fromEntries(fields);
  const isProblem = typeof copy.code === "string" && typeof copy.message === "string";
  return isProblem ? { ...copy, message: problemWords(copy) } : copy;
}

/**
 * @param {string | null} region ISO 3166 code
 * @returns {string} the country's name in the user's language, "" for none
 */
export function countryName(region) {
  if (!region) return "";
  return new Intl.DisplayNames(language(), { type: "region" }).of(region) ?? region;
}
