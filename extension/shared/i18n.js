// Provides the texts for users from _locales: by key, by count, and for a problem. The browser formats
// durations and country names. Depends on nothing.

/** @typedef {import("./messages.js").Problem} Problem */

/**
 * @param {string} key of _locales/<lang>/messages.json
 * @param {...string} values for its placeholders
 * @returns {string} the key itself if no locale has it, so that a missing text is noticed
 */
export function say(key, ...values) {
  return chrome.i18n.getMessage(key, values) || key;
}

/** @param {string} key @returns {string} "" if no locale has it, for example for a problem of a newer host */
export const sayIfKnown = (key) => chrome.i18n.getMessage(key);

/**
 * The language of the texts, with the user's region if the browser's language is the same. If no locale
 * exists for the browser's language, dates are formatted in the language of the texts too.
 * @returns {string} BCP 47, such as "en-GB"
 */
export function language() {
  const [texts, browser] = [say("language"), chrome.i18n.getUILanguage()];
  return browser.startsWith(`${texts}-`) ? browser : texts;
}

/**
 * The text for a count, from the keys `<key>_one`, `<key>_other` and the language's other plural forms.
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
 * The text of a problem in the user's language: by its code and reason, or else by its code. For a code that
 * is newer than this extension, it is the host's English text.
 * @param {Problem} problem
 * @returns {string}
 */
export function problemWords({ code, message, parameters = {} }) {
  const { reason = "", detail = "", placed = "" } = parameters;
  const ofReason = reason && sayIfKnown(`problem_${code}_${reason}`);
  const text = ofReason || sayIfKnown(`problem_${code}`);
  if (!text) return message || code;
  const words = text.replace(/\{(\w+)\}/g, (_, name) => wordsOf(name, parameters[name]));
  // An unknown code of RingCentral is shown, because RingCentral's support may ask for it.
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
 * An answer or push of the host with each problem's text in the user's language, so that pages do not
 * need all texts.
 * @template T
 * @param {T} value as the host sent it
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
