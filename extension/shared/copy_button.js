// Makes buttons copy a text and then show that it is copied. Depends on i18n.js and controls.js.

import { say } from "./i18n.js";

const SAID_FOR_MS = 2_000;

/**
 * @param {HTMLElement} button
 * @param {() => string} text returns the text to copy
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
 * Shows a command with its copy button.
 * @param {HTMLElement} place an element that contains a `code` and a `button`
 * @param {string} command
 */
export function showCommand(place, command) {
  const code = /** @type {HTMLElement} */ (place.querySelector("code"));
  code.textContent = command;
  code.tabIndex = 0;
  copiesText(/** @type {HTMLElement} */ (place.querySelector("button")), () => command);
}
