// Handles calls from the address bar, where the user types the keyword "call" and then a number, or
// a part of a number that was called before. Depends on the calls, the account and the native port.

import { say } from "../shared/i18n.js";
import { homeRegion } from "./account.js";
import { requestCall } from "./calls.js";
import { askHost } from "./native_port.js";
import { showProblemOnBadge } from "./toolbar_problem.js";

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").Description} Description */

/** The number of suggestions that a browser shows at most. */
const MOST_SUGGESTIONS = 6;
const LONGEST_TEXT_CHARACTERS = 80;
const NO_PAGE = { tab: null, frame: 0, document: undefined, site: "", isPrivate: false };
/** Firefox shows a suggestion's description as plain text, but Chromium parses it as XML. */
const IS_GECKO = "getBrowserInfo" in chrome.runtime;

/** The text that the user typed last. Late suggestions for an earlier text are dropped. */
let latest = "";

/**
 * @param {string} text the text after the keyword
 * @param {(suggestions: chrome.omnibox.SuggestResult[]) => void} suggest
 */
export async function suggestNumbers(text, suggest) {
  latest = text;
  const typed = text.trim().slice(0, LONGEST_TEXT_CHARACTERS);
  const [found, recent] = await Promise.all([describeTyped(typed), recentLike(typed)]);
  if (latest !== text) return;
  chrome.omnibox.setDefaultSuggestion({ description: asDescription(wordsFor(typed, found)) });
  suggest(recent.map(suggestion));
}

/**
 * Requests a call to the number that the user entered in the address bar.
 * @param {string} text the number of the selected suggestion, or the typed text
 */
export async function callTyped(text) {
  const words = { shown: text.trim().slice(0, LONGEST_TEXT_CHARACTERS), linked: "", sure: true };
  await homeRegion()
    .then((home) => requestCall(words.shown, words, NO_PAGE, home))
    .catch(showProblemOnBadge);
}

/**
 * Asks the host which number the typed text is.
 * @param {string} typed
 * @returns {Promise<Description | null>} the host's description of the number; null if the text is
 *   no number or the host cannot be reached
 */
async function describeTyped(typed) {
  if (!/\d/.test(typed)) return null;
  const region = await homeRegion();
  return askHost("number.describe", { number: typed, region }).catch(() => null);
}

/**
 * Finds the earlier calls that match what the user has typed so far.
 * @param {string} typed
 * @returns {Promise<string[]>} the numbers of earlier calls that contain the typed digits, the
 *   latest call's number first
 */
async function recentLike(typed) {
  const { calls } = await askHost("calls.recent", { limit: 100 }).catch(() => ({ calls: [] }));
  const numbers = new Set(calls.map((/** @type {Call} */ { to }) => to));
  const digits = typed.replace(/\D/g, "").replace(/^0+/, "");
  return [...numbers].filter((to) => to.includes(digits)).slice(0, MOST_SUGGESTIONS - 1);
}

/** @param {string} typed @param {Description | null} found */
function wordsFor(typed, found) {
  if (found) return say("omnibox_call", found.international);
  return typed ? say("omnibox_unclear", typed) : say("omnibox_empty");
}

/** @param {string} to @returns {chrome.omnibox.SuggestResult} */
const suggestion = (to) => ({
  content: to,
  description: asDescription(say("omnibox_again", to.replace(";ext=", " ext. "))),
});

/** @param {string} words */
const asDescription = (words) =>
  IS_GECKO
    ? words
    : words.replace(/[<>&'"]/g, (sign) => `&#${/** @type {number} */ (sign.codePointAt(0))};`);
