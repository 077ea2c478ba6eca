// Builds the rows of the settings page: the name, the description and the control of each setting.
// A change applies at once. If an administrator has locked a setting, the setting's row says this,
// and its control is disabled. Depends on site_file.js and shared/.

import { make } from "../shared/elements.js";
import { say } from "../shared/i18n.js";
import { regionWords } from "../shared/region_words.js";
import { fillSelect, wordsFor } from "../shared/select_options.js";
import { changeSettings } from "../shared/settings.js";
import { fitsList, mostOfList } from "../shared/settings_schema.js";
import { hostFrom } from "./site_file.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/settings.js").Policy} Policy */
/**
 * A setting that the settings page shows in a row.
 * @typedef {Object} Field
 * @property {keyof Settings} name
 * @property {"general" | "sites" | "detection" | "calling"} section
 * @property {"switch" | "select" | "numbers" | "lines"} control
 * @property {string} words the key of the setting's name in _locales
 * @property {string} hint the key of the setting's description in _locales
 */

/** @type {readonly Field[]} */
const FIELDS = [
  {
    name: "enabled",
    section: "general",
    control: "switch",
    words: "options_enabled",
    hint: "options_enabled_hint",
  },
  {
    name: "action",
    section: "general",
    control: "select",
    words: "options_action",
    hint: "options_action_hint",
  },
  {
    name: "presentation",
    section: "general",
    control: "select",
    words: "options_presentation",
    hint: "options_presentation_hint",
  },
  {
    name: "tab_stops",
    section: "general",
    control: "switch",
    words: "options_tab_stops",
    hint: "options_tab_stops_hint",
  },
  {
    name: "blocked_sites",
    section: "sites",
    control: "lines",
    words: "options_blocked",
    hint: "options_blocked_hint",
  },
  {
    name: "allowed_sites",
    section: "sites",
    control: "lines",
    words: "options_allowed",
    hint: "options_allowed_hint",
  },
  {
    name: "region",
    section: "detection",
    control: "select",
    words: "options_region",
    hint: "options_region_hint",
  },
  {
    name: "vanity",
    section: "detection",
    control: "switch",
    words: "options_vanity",
    hint: "options_vanity_hint",
  },
  {
    name: "fax",
    section: "detection",
    control: "switch",
    words: "options_fax",
    hint: "options_fax_hint",
  },
  {
    name: "phone_labels",
    section: "detection",
    control: "lines",
    words: "options_phone_labels",
    hint: "options_phone_labels_hint",
  },
  {
    name: "other_labels",
    section: "detection",
    control: "lines",
    words: "options_other_labels",
    hint: "options_other_labels_hint",
  },
  {
    name: "other_patterns",
    section: "detection",
    control: "lines",
    words: "options_patterns",
    hint: "options_patterns_hint",
  },
  {
    name: "from",
    section: "calling",
    control: "numbers",
    words: "options_from",
    hint: "options_from_hint",
  },
  {
    name: "caller_id",
    section: "calling",
    control: "numbers",
    words: "options_caller_id",
    hint: "options_caller_id_hint",
  },
  {
    name: "play_prompt",
    section: "calling",
    control: "switch",
    words: "options_prompt",
    hint: "options_prompt_hint",
  },
  {
    name: "confirm",
    section: "calling",
    control: "select",
    words: "options_confirm",
    hint: "options_confirm_hint",
  },
];

/** @param {string} name */
const idOf = (name) => name.replaceAll("_", "-");

/**
 * For each list of sites, the function that turns a line that the user typed into an entry of the
 * list. The line may be a whole address, of which only the host name is stored.
 * @type {Record<string, (line: string) => string>}
 */
const READ_AS = { blocked_sites: hostFrom, allowed_sites: hostFrom };

/** Adds the row of each setting to the setting's section of the page. */
export function buildFields() {
  for (const field of FIELDS) {
    document.querySelector(`[data-fields=${field.section}]`)?.append(row(field));
  }
}

/** @param {Field} field */
function row({ name, control, words, hint }) {
  const id = idOf(name);
  const label = make("label", { textContent: say(words) });
  label.htmlFor = id;
  const sentence = make("p", {
    id: `${id}-hint`,
    className: "hint",
    textContent: say(hint),
  });
  const managed = make("p", { className: "managed", textContent: say("options_managed") });
  managed.hidden = true;
  const input = controlFor(control);
  input.id = id;
  input.setAttribute("aria-describedby", sentence.id);
  const made = make("div", { className: `row ${control}` });
  made.dataset["setting"] = name;
  made.append(make("div", { className: "words" }, label, sentence, managed), input);
  if (control === "lines") made.append(problemOf(id));
  input.onchange = () => keep(name, control, input);
  return made;
}

/** @param {string} id @returns {HTMLElement} the element that lists the setting's rejected lines */
function problemOf(id) {
  const made = make("p", { id: `${id}-problem`, className: "notice" });
  made.setAttribute("role", "alert");
  made.hidden = true;
  return made;
}

/**
 * @param {Field["control"]} control
 * @returns {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}
 */
function controlFor(control) {
  if (control === "lines") return Object.assign(make("textarea"), { rows: 2, spellcheck: false });
  if (control !== "switch") return make("select");
  const made = make("input", { type: "checkbox", className: "switch" });
  made.setAttribute("role", "switch");
  return made;
}

/**
 * @param {keyof Settings} name
 * @param {Field["control"]} control
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} input
 */
async function keep(name, control, input) {
  if (control === "lines") return keepLines(name, input.value);
  const value = input instanceof HTMLInputElement ? input.checked : input.value;
  await changeSettings((settings) => ({ ...settings, [name]: value }));
}

/**
 * Stores the valid lines of a list, and shows the user the lines that are not valid.
 * @param {keyof Settings} name
 * @param {string} text the field's text, with one entry on each line
 */
async function keepLines(name, text) {
  const read = READ_AS[name] ?? ((/** @type {string} */ line) => line.trim());
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const valid = new Set(lines.map(read).filter((entry) => fitsList(name, entry)));
  const good = [...valid].slice(0, mostOfList(name));
  const bad = lines.filter((line) => !good.includes(read(line))).map((line) => line.trim());
  const problem = /** @type {HTMLElement} */ (document.getElementById(`${idOf(name)}-problem`));
  problem.hidden = bad.length === 0;
  problem.textContent = bad.length === 0 ? "" : say("options_lines_bad", bad.join(", "));
  await changeSettings((settings) => ({ ...settings, [name]: good }));
}

/**
 * @param {Settings} settings
 * @param {Policy} policy
 */
export function showFields(settings, policy) {
  for (const { name, control } of FIELDS) {
    const input = /** @type {any} */ (document.getElementById(idOf(name)));
    const value = settings[name];
    if (control === "switch") input.checked = value;
    else if (control === "select") fillSelect(input, wordsOf(name), /** @type {string} */ (value));
    else if (control === "lines" && document.activeElement !== input) {
      input.value = /** @type {string[]} */ (value).join("\n");
      input.rows = Math.min(8, Math.max(2, /** @type {string[]} */ (value).length + 1));
    }
  }
  for (const made of document.querySelectorAll("[data-setting]")) {
    showLock(/** @type {HTMLElement} */ (made), policy);
  }
}

/** @param {keyof Settings} name @returns {Record<string, string>} */
const wordsOf = (name) =>
  name === "region"
    ? regionWords()
    : wordsFor(/** @type {"action" | "presentation" | "confirm"} */ (name));

/** @param {HTMLElement} made @param {Policy} policy */
function showLock(made, { locked }) {
  const isLocked = locked.has(made.dataset["setting"] ?? "");
  const note = /** @type {HTMLElement | null} */ (made.querySelector(".managed"));
  if (note) note.hidden = !isLocked;
  for (const control of made.querySelectorAll("input, select, textarea, button")) {
    /** @type {HTMLInputElement} */ (control).disabled = isLocked;
  }
}
