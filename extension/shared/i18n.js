// Every word a user sees comes from _locales; this finds it. Knows no panel.

/**
 * @param {string} key of _locales/<lang>/messages.json
 * @param {...string} values for its placeholders
 * @returns {string} the key itself where no locale has it, so that a gap is seen
 */
export function say(key, ...values) {
  return chrome.i18n.getMessage(key, values) || key;
}

/**
 * @param {import("./messages.js").Problem} problem
 * @returns {string} what came with the problem: to ask for words that no locale has, Firefox calls
 *   an error
 */
export function problemWords({ code, message }) {
  return message || chrome.i18n.getMessage(`problem_${code}`) || code;
}

/**
 * Fills the elements of a panel's page that name their words: `data-say` for the text,
 * `data-say-label` for `aria-label`, `data-say-placeholder` for the placeholder.
 * @param {ParentNode} [root]
 */
export function fillWords(root = document) {
  document.documentElement.lang = chrome.i18n.getUILanguage();
  document.documentElement.dir = say("@@bidi_dir");
  for (const node of root.querySelectorAll("[data-say]")) {
    node.textContent = say(node.getAttribute("data-say") ?? "");
  }
  for (const [name, attribute] of [
    ["data-say-label", "aria-label"],
    ["data-say-placeholder", "placeholder"],
  ]) {
    for (const node of root.querySelectorAll(`[${name}]`)) {
      node.setAttribute(
        /** @type {string} */ (attribute),
        say(node.getAttribute(/** @type {string} */ (name)) ?? ""),
      );
    }
  }
}

/**
 * @param {string | null} region ISO 3166 code
 * @returns {string} the country's name in the user's language, "" for none
 */
export function countryName(region) {
  if (!region) return "";
  return (
    new Intl.DisplayNames(chrome.i18n.getUILanguage(), { type: "region" }).of(region) ?? region
  );
}
