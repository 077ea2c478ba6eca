// Provides buttons that copy the text beside them, and say so. Depends on the words.

import { say } from "./i18n.js";

const SAID_FOR_MS = 2_000;

/**
 * @param {HTMLElement} button
 * @param {() => string} text what is copied at the press
 */
export function copiesText(button, text) {
  button.textContent = say("copy");
  button.setAttribute("aria-live", "polite");
  button.onclick = async () => {
    await navigator.clipboard.writeText(text());
    button.textContent = say("copied");
    setTimeout(() => (button.textContent = say("copy")), SAID_FOR_MS);
  };
}

/**
 * A command with its button, beside each other.
 * @param {HTMLElement} place holds a `code` and a `button`
 * @param {string} command
 */
export function showCommand(place, command) {
  const code = /** @type {HTMLElement} */ (place.querySelector("code"));
  code.textContent = command;
  code.tabIndex = 0;
  copiesText(/** @type {HTMLElement} */ (place.querySelector("button")), () => command);
}
