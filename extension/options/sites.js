// Shows the table of the sites that have settings of their own, with buttons that add, edit,
// remove, import and export sites. Depends on site_dialog.js and site_file.js.

import { byId, make, replaceRows, setText } from "../shared/elements.js";
import { displayNumber } from "../shared/format_number.js";
import { countryName, formatCount, say, sayCount } from "../shared/i18n.js";
import { saveFile } from "../shared/save_file.js";
import { wordsFor } from "../shared/select_options.js";
import { changeSettings, readSettings } from "../shared/settings.js";
import { editSite } from "./site_dialog.js";
import { countSites, hostFrom, readSiteFile, siteFileOf, withSiteFile } from "./site_file.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/settings.js").Site} Site */
/** @typedef {import("../shared/settings.js").Policy} Policy */

const FILE_NAME = "click-to-call-sites.json";
const EXAMPLE = "crm.example.com";
const LARGEST_FILE_BYTES = 2_000_000;

export function startSites() {
  /** @type {HTMLInputElement} */ (byId("site-host")).placeholder = EXAMPLE;
  byId("site-add").onsubmit = (event) => {
    event.preventDefault();
    addSite();
  };
  byId("sites-export").onclick = exportSites;
  byId("sites-import").onclick = () => byId("sites-file").click();
  byId("sites-file").onchange = importSites;
}

/** @param {Settings} settings @param {Policy} policy */
export function showSites({ sites }, policy) {
  const hosts = Object.keys(sites).sort((one, other) => one.localeCompare(other));
  byId("sites-none").hidden = hosts.length > 0;
  byId("sites-table").hidden = hosts.length === 0;
  replaceRows(
    byId("sites"),
    hosts.map((host) => siteRow(host, sites[host] ?? {}, policy)),
  );
}

/** @param {string} host @param {Site} site @param {Policy} policy */
function siteRow(host, site, { values, locked }) {
  const name = make("th", { textContent: host });
  name.scope = "row";
  const about = make("td", { textContent: wordsForSite(site) });
  const isManaged = Object.hasOwn(values.sites ?? {}, host) && locked.has("sites");
  const actions = make("td", { className: "actions" });
  if (isManaged)
    actions.append(make("span", { className: "managed", textContent: say("options_managed") }));
  else {
    actions.append(
      siteButton("options_site_edit", host, () => editSite(host)),
      siteButton("options_site_remove", host, () => removeSite(host)),
    );
  }
  const row = make("tr", {}, name, about, actions);
  row.dataset["key"] = host;
  return row;
}

/** @param {string} key @param {string} host @param {() => void} act */
function siteButton(key, host, act) {
  const button = make("button", { type: "button", className: "plain", textContent: say(key) });
  button.setAttribute("aria-label", `${say(key)}: ${host}`);
  button.onclick = act;
  return button;
}

/**
 * Describes a site's own settings in a row of the table.
 * @param {Site} site
 * @returns {string} the texts of the site's own settings
 */
function wordsForSite(site) {
  const choices = /** @type {const} */ (["action", "presentation", "confirm"]);
  const parts = [
    site.enabled === false && say("options_site_off"),
    site.enabled === true && say("options_site_on"),
    site.trusted && say("options_site_trusted"),
    site.not_numbers?.length && sayCount("options_site_not_numbers", site.not_numbers.length),
    ...choices.map((name) => site[name] && wordsFor(name)[site[name]]),
    site.region && countryName(site.region),
    site.from && say("options_site_from", displayNumber(site.from)),
    site.caller_id && say("options_site_caller_id", callerIdWords(site.caller_id)),
    site.play_prompt !== undefined &&
      say(site.play_prompt ? "options_site_prompt_on" : "options_site_prompt_off"),
  ].filter((part) => part);
  return parts.length > 0 ? parts.join(" · ") : say("options_site_same");
}

/** @param {string} caller_id */
const callerIdWords = (caller_id) =>
  caller_id === "area" ? say("options_caller_id_area") : displayNumber(caller_id);

async function addSite() {
  const field = /** @type {HTMLInputElement} */ (byId("site-host"));
  const host = hostFrom(field.value);
  field.setAttribute("aria-invalid", String(host === ""));
  setText("site-problem", host ? "" : say("options_site_bad"));
  if (!host) return field.focus();
  field.value = "";
  await editSite(host);
}

/** @param {string} host */
async function removeSite(host) {
  await changeSettings(({ sites: { [host]: _, ...sites }, ...settings }) => ({
    ...settings,
    sites,
  }));
  byId("site-host").focus();
}

async function exportSites() {
  saveFile(FILE_NAME, siteFileOf(await readSettings()), "application/json");
}

async function importSites() {
  const input = /** @type {HTMLInputElement} */ (byId("sites-file"));
  const file = input.files?.[0];
  if (!file) return;
  const isSmall = file.size <= LARGEST_FILE_BYTES;
  const read = isSmall ? readSiteFile(await file.text()) : null;
  input.value = "";
  if (read) await changeSettings((settings) => withSiteFile(settings, read));
  byId("sites-imported").textContent = read
    ? say("options_imported", formatCount(countSites(read)))
    : say("options_import_bad");
}
