// Provides the texts for users from _locales: the text of a key, of a count, or of a problem. The
// browser provides durations and the names of countries. Depends on nothing.

/** @typedef {import("./messages.js").Problem} Problem */

/**
 * Returns a text in the user's language.
 * @param {string} key a key of _locales/<lang>/messages.json
 * @param {...string} values the values of the text's placeholders
 * @returns {string} the text; if no locale has the key, the key itself, so that the lack is noticed
 */
export function say(key, ...values) {
  return chrome.i18n.getMessage(key, values) || key;
}

/**
 * Returns a text in the user's language, if the extension has it.
 * @param {string} key
 * @returns {string} the text; "" if no locale has the key, for example the key of a problem that
 *   only a newer host has
 */
export const sayIfKnown = (key) => chrome.i18n.getMessage(key);

/**
 * Returns the language of the texts, for formatting dates and numbers. If the browser's language
 * adds a region to that language, returns the browser's language, such as "en-GB" for English
 * texts.
 * @returns {string} a language tag (BCP 47)
 */
export function language() {
  const [texts, browser] = [say("language"), chrome.i18n.getUILanguage()];
  return browser.startsWith(`${texts}-`) ? browser : texts;
}

/**
 * Returns a text with a count, such as "3 numbers". Each plural form of the language has a key of
 * its own, such as `<key>_one` and `<key>_other`.
 * @param {string} key the key without the ending for the plural form
 * @param {number} count the value of the text's first placeholder
 * @param {...string} values the values of the other placeholders
 */
export function sayCount(key, count, ...values) {
  const ending = new Intl.PluralRules(language()).select(count);
  return say(`${key}_${ending}`, formatCount(count), ...values);
}

/** @param {number} count @returns {string} the count in the user's language, such as "1,234" */
export const formatCount = (count) => new Intl.NumberFormat(language()).format(count);

/** @param {number} seconds @returns {string} the duration in words, such as "26 seconds" */
const lengthOf = (seconds) =>
  new Intl.NumberFormat(language(), {
    style: "unit",
    unit: "second",
    unitDisplay: "long",
  }).format(seconds);

/**
 * Returns the text of a problem in the user's language: the text for its code and its reason, or
 * else the text for its code alone. For a code that this extension does not know, returns the
 * English text that the host sent.
 * @param {Problem} problem
 * @returns {string}
 */
export function problemWords({ code, message, parameters = {} }) {
  const { reason = "", detail = "", placed = "" } = parameters;
  const ofReason = reason && sayIfKnown(`problem_${code}_${reason}`);
  const text = ofReason || sayIfKnown(`problem_${code}`);
  if (!text) return message || code;
  const words = text.replace(/\{(\w+)\}/g, (_, name) => wordsOf(name, parameters[name]));
  // The text includes RingCentral's own error code, because RingCentral's support may ask for it.
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
 * Returns a copy of a message of the host in which each problem's text is in the user's language.
 * The content scripts get these copies, so they need not load the texts of all problems.
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
  return countryNames().of(region) ?? region;
}

/**
 * @returns {Intl.DisplayNames} the countries' names in the user's language. Creating this object is
 *   slow, so a caller that needs many names should create it once.
 */
export const countryNames = () => new Intl.DisplayNames(language(), { type: "region" });
