// Provides `fillWords`: sets the texts, the language and the direction of a panel's page. Depends on i18n.js.

import { language, say } from "./i18n.js";

/**
 * Fills the elements of a panel's page that have the key of a text: `data-say` for the text,
 * `data-say-label` for `aria-label`, `data-say-placeholder` for the placeholder.
 * @param {ParentNode} [root]
 */
export function fillWords(root = document) {
  document.documentElement.lang = language();
  document.documentElement.dir = say("direction");
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
