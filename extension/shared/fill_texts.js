// Sets the texts, the language and the writing direction of a panel's page. Depends on i18n.js.

import { language, say } from "./i18n.js";

/**
 * Fills the elements of a panel's page that name the key of a text in an attribute: `data-say` is
 * the key of the element's text, `data-say-label` of its `aria-label`, and `data-say-placeholder`
 * of its placeholder.
 * @param {ParentNode} [root]
 */
export function fillTexts(root = document) {
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
