// Shows the dialog for the settings of one site. Each setting has the general value until the user
// chooses another value for the site. Depends on the settings and the drop-downs.

import { byId, make } from "../shared/elements.js";
import { displayNumber } from "../shared/format_number.js";
import { say } from "../shared/i18n.js";
import { regionWords } from "../shared/region_words.js";
import { fillSelect, wordsFor } from "../shared/select_options.js";
import { changeSettings, readPolicy, readSettings } from "../shared/settings.js";
import { numberWords } from "./numbers.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/settings.js").Site} Site */

const NAMES = /** @type {const} */ ([
  "enabled",
  "action",
  "presentation",
  "region",
  "from",
  "caller_id",
  "play_prompt",
  "confirm",
]);
/**
 * The values that the options "on" and "off" of a drop-down stand for.
 * @type {Record<string, boolean>}
 */
const TRUTHS = { on: true, off: false };
const LABELS = Object.freeze({
  enabled: "options_enabled",
  action: "options_action",
  presentation: "options_presentation",
  region: "options_region",
  from: "options_from",
  caller_id: "options_caller_id",
  play_prompt: "options_prompt",
  confirm: "options_confirm",
});

/** @param {typeof NAMES[number]} name @returns {Record<string, string>} the text of each value */
function wordsOf(name) {
  if (name === "enabled" || name === "play_prompt") {
    return { on: say("options_on"), off: say("options_off") };
  }
  if (name === "from" || name === "caller_id") return numberWords(name);
  if (name !== "region") return wordsFor(name);
  const { "": _, ...regions } = regionWords("");
  return regions;
}

/**
 * @param {string} host
 * @returns {Promise<void>} resolves once the dialog is closed
 */
export async function editSite(host) {
  const [settings, { locked }] = [await readSettings(), await readPolicy()];
  const site = settings.sites[host] ?? {};
  byId("site-dialog-title").textContent = host;
  byId("site-fields").replaceChildren(...NAMES.map((name) => fieldOf(name, site, locked)));
  /** @type {HTMLInputElement} */ (byId("site-trusted")).checked = site.trusted ?? false;
  showNotNumbers(site.not_numbers ?? []);
  const dialog = /** @type {HTMLDialogElement} */ (byId("site-dialog"));
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  if (dialog.returnValue === "save") await saveSite(host);
}

/** @param {typeof NAMES[number]} name @param {Site} site @param {ReadonlySet<string>} locked */
function fieldOf(name, site, locked) {
  const select = make("select");
  select.name = name;
  select.disabled = locked.has(name);
  const value = site[name];
  const chosen = typeof value === "boolean" ? (value ? "on" : "off") : (value ?? "");
  const words = { "": say("options_as_everywhere"), ...wordsOf(name) };
  // If the account no longer has the chosen number, an entry for this number is added.
  fillSelect(select, chosen in words ? words : { ...words, [chosen]: chosen }, chosen);
  const label = make("label", { className: "field" });
  label.append(make("span", { textContent: say(LABELS[name]) }), select);
  return label;
}

/** The numbers excluded on the site, stored when the user saves the dialog. @type {string[]} */
let notNumbers = [];

/**
 * Shows the numbers that the user excluded on the site. A button beside each number ends its
 * exclusion.
 * @param {string[]} numbers E.164
 */
function showNotNumbers(numbers) {
  notNumbers = numbers;
  byId("site-not-numbers").hidden = numbers.length === 0;
  byId("site-not-numbers-list").replaceChildren(
    ...numbers.map((number) => {
      const button = make("button", {
        type: "button",
        textContent: say("options_not_number_undo"),
      });
      button.setAttribute(
        "aria-label",
        say("options_not_number_undo_label", displayNumber(number)),
      );
      button.onclick = () => showNotNumbers(notNumbers.filter((other) => other !== number));
      const item = make("li");
      item.append(make("bdi", { textContent: displayNumber(number) }), button);
      return item;
    }),
  );
}

/** @param {string} host */
async function saveSite(host) {
  const selects = [...byId("site-fields").querySelectorAll("select")];
  const chosen = selects.filter(({ value }) => value !== "");
  const isTrusted = /** @type {HTMLInputElement} */ (byId("site-trusted")).checked;
  const site = {
    ...Object.fromEntries(chosen.map(({ name, value }) => [name, TRUTHS[value] ?? value])),
    ...(isTrusted && { trusted: true }),
    ...(notNumbers.length > 0 && { not_numbers: notNumbers }),
  };
  await changeSettings((settings) => ({ ...settings, sites: { ...settings.sites, [host]: site } }));
}
