// Fills the drop-downs of the panels, such as the list of phones and the list of caller IDs.
// Depends on i18n.js and format_number.js.

import { displayNumber, labelOf, nameOf } from "./format_number.js";
import { say } from "./i18n.js";

/** @typedef {import("./messages.js").PhoneNumber} PhoneNumber */

/**
 * @param {string} value
 * @param {string} text
 */
export function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

/** The values of each setting, and the keys of their texts in _locales. */
const TEXTS = Object.freeze({
  action: {
    ringout: "action_ringout",
    tel: "action_tel",
    rcmobile: "action_rcmobile",
    rcapp: "action_rcapp",
  },
  presentation: {
    link: "presentation_link",
    button: "presentation_button",
    rewrite: "presentation_rewrite",
  },
  confirm: { new_sites: "ask_new_sites", always: "ask_always", unusual: "ask_unusual" },
});

/**
 * Returns the entries of the drop-down for a setting.
 * @param {keyof typeof TEXTS} setting
 * @returns {Record<string, string>} the text of each value, in the order of the drop-down
 */
export const wordsFor = (setting) =>
  Object.fromEntries(Object.entries(TEXTS[setting]).map(([value, key]) => [value, say(key)]));

/**
 * Fills a drop-down with entries and selects one of them.
 * @param {HTMLSelectElement} select
 * @param {Readonly<Record<string, string>>} words the text of each value, in the order of the
 *   drop-down
 * @param {string} chosen
 */
export function fillSelect(select, words, chosen) {
  select.replaceChildren(...Object.entries(words).map(([value, text]) => option(value, text)));
  select.value = chosen;
}

/** Each group's title, as a key in _locales. @type {Record<PhoneNumber["group"], string>} */
const GROUPS = {
  forwarding: "popup_from_forwarding",
  other: "popup_from_other",
  typed: "popup_from_typed",
  direct: "popup_caller_direct",
  company: "popup_caller_company",
};

/**
 * The most characters of a phone's or caller ID's label that a drop-down shows. A longer label
 * would leave no space for the number.
 */
const LONGEST_LABEL_CHARACTERS = 15;

/** @param {PhoneNumber} entry */
function shortName(entry) {
  const label = labelOf(entry);
  // A character outside the Basic Multilingual Plane, such as 😀, must not be cut in two.
  const characters = [...label];
  const isShort = characters.length <= LONGEST_LABEL_CHARACTERS;
  const cut = characters.slice(0, LONGEST_LABEL_CHARACTERS - 1).join("");
  const shown = isShort ? label : `${cut}…`;
  return nameOf({ phone_number: entry.phone_number, label: shown });
}

/** @param {PhoneNumber} entry */
const ownNumber = ({ phone_number }) => displayNumber(phone_number);

/**
 * Fills a drop-down with numbers in the host's order, under the titles of their groups.
 * @param {HTMLSelectElement} select
 * @param {readonly PhoneNumber[]} numbers
 * @param {string} chosen E.164; "" for the first entry
 * @param {{first?: HTMLOptionElement | null, last?: HTMLOptionElement | null}} others an entry
 *   before all numbers and an entry after all numbers
 */
export function fillNumbers(select, numbers, chosen, { first, last }) {
  const groups = [...new Set(numbers.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const section = document.createElement("optgroup");
    section.label = say(GROUPS[group]);
    const entries = numbers.filter((entry) => entry.group === group);
    // A number that the user typed has no label to show.
    const words = group === "typed" ? ownNumber : shortName;
    for (const entry of entries) {
      const made = option(entry.phone_number, words(entry));
      made.title = nameOf(entry);
      section.append(made);
    }
    return section;
  });
  select.replaceChildren(...(first ? [first] : []), ...sections, ...(last ? [last] : []));
  const isThere = [...select.options].some(({ value }) => value === chosen);
  select.value = isThere ? chosen : first ? first.value : (numbers[0]?.phone_number ?? "");
}
