// Formats phone numbers for display in panels. Uses the detection's number.js, which each panel's
// page must load first. Depends on i18n.js.

import { say, sayIfKnown } from "./i18n.js";

/**
 * Formats a number for the user to read.
 * @param {string} number E.164, perhaps with ";ext="
 * @returns {string} the number for display, such as "+1 415-555-0100 ext. 5"
 */
export function displayNumber(number) {
  const [e164 = "", ext] = number.split(";ext=");
  const { describeNumber } =
    /** @type {{describeNumber?: (number: string) => {international: string}}} */ (globalThis);
  const shown = /^\+\d/.test(e164) ? (describeNumber?.(e164).international ?? e164) : number;
  return ext ? `${shown} ${say("popup_extension", ext)}` : shown;
}

/**
 * Returns the name that the user sees for one of the user's own numbers.
 * @param {{label: string, kind?: string | null}} entry one of the user's own numbers
 * @returns {string} the name of the number's kind if the number has a kind, and otherwise its label
 */
export const labelOf = ({ label, kind }) => (kind && sayIfKnown(`phone_kind_${kind}`)) || label;

/**
 * Returns the text with which a list shows one of the user's own numbers.
 * @param {{phone_number: string, label: string, kind?: string | null}} entry one of the user's own
 *   numbers
 * @returns {string} the label with the number, such as "My mobile · +1 415-555-0100"
 */
export const nameOf = (entry) =>
  [labelOf(entry), displayNumber(entry.phone_number)].filter((part) => part).join(" · ");
