// Shows the settings in the popup: the choice between "for this site" and "for all sites", and a
// control for each setting. If the site has its own value of a setting, a button beside the control
// removes that value. Depends on site_or_everywhere.js and settings.js.

import { element, icon } from "../shared/controls.js";
import { byId } from "../shared/elements.js";
import { say } from "../shared/i18n.js";
import { regionWords } from "../shared/region_words.js";
import { fillSelect, wordsFor } from "../shared/select_options.js";
import { changeSettings } from "../shared/settings.js";
import { choicesFor, withSite } from "../shared/site_settings.js";
import { fieldOf } from "./number_picker.js";
import { choicesIn, differsHere, withChoice, withoutOwn } from "./site_or_everywhere.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/settings.js").Site} Site */
/** @typedef {import("./site_or_everywhere.js").Scope} Scope */
/**
 * What the popup needs to show the settings, for one site or for all sites.
 * @typedef {Object} Chosen
 * @property {Settings} settings
 * @property {string} site the site of the page behind the popup, "" for none
 * @property {Scope} scope
 * @property {ReadonlySet<string>} locked the names of the settings that an administrator locked
 * @property {boolean} isPrivate whether the page is in a private window; the popup then stores
 *   nothing for the page's site
 */

const SELECTS = /** @type {const} */ (["action", "presentation", "region"]);
const MARKED = /** @type {const} */ ([
  "from",
  "caller_id",
  "action",
  "presentation",
  "region",
  "play_prompt",
]);

/** The control of each setting. */
const CONTROLS = {
  from: "from",
  caller_id: "caller-id",
  action: "action",
  presentation: "presentation",
  region: "region",
  play_prompt: "play-prompt",
  enabled: "scope-enabled",
  call_line: "call-line",
};

/** @param {string} id @returns {HTMLInputElement} */
const input = (id) => byId(id);
/** @param {string} id @returns {HTMLSelectElement} */
const select = (id) => byId(id);

/** @param {Chosen} chosen */
export function showChoices(chosen) {
  const { settings, site, scope } = chosen;
  const choices = choicesIn(settings, site, scope);
  showScope(chosen);
  showSwitch(chosen);
  input("scope-enabled").checked =
    scope === "site" ? (settings.sites[site]?.enabled ?? true) : settings.enabled;
  fillSelect(select("action"), wordsFor("action"), choices.action);
  fillSelect(select("presentation"), wordsFor("presentation"), choices.presentation);
  if (select("region").options.length === 0)
    fillSelect(select("region"), regionWords(say("options_region_auto")), "");
  select("region").value = choices.region;
  input("play-prompt").checked = choices.play_prompt;
  for (const name of MARKED) showMark(chosen, name);
  for (const [name, id] of Object.entries(CONTROLS)) showLock(id, chosen.locked.has(name));
}

/**
 * Disables the control of a setting that an administrator has locked.
 * @param {string} id
 * @param {boolean} isLocked
 */
function showLock(id, isLocked) {
  const field = fieldOf(select(id));
  const control = /** @type {HTMLInputElement} */ (field);
  if (control.disabled === isLocked) return;
  control.disabled = isLocked;
  control.title = isLocked ? say("options_managed") : "";
}

/** @param {Chosen} chosen */
function showScope({ site, scope, isPrivate }) {
  const [everywhere, here] = document.querySelectorAll("#scope input");
  /** @type {HTMLInputElement} */ (everywhere).checked = scope === "everywhere";
  /** @type {HTMLInputElement} */ (here).checked = scope === "site";
  /** @type {HTMLInputElement} */ (here).disabled = site === "" || isPrivate;
  byId("scope-site").title = isPrivate ? say("site_private") : "";
  byId("scope-site").textContent = site ? say("scope_site", site) : say("scope_no_site");
  byId("choices-scope").textContent =
    scope === "site" ? say("scope_text_site", site) : say("scope_text_everywhere");
}

/** @param {Chosen} chosen */
function showSwitch({ settings, site, isPrivate }) {
  const { enabled } = settings;
  const isOn = choicesFor(settings, site).enabled;
  input("site-enabled").checked = isOn && site !== "";
  input("site-enabled").disabled = enabled && (site === "" || isPrivate);
  const key = enabled ? (site ? "popup_site_on" : "popup_site_none") : "popup_site_all_off";
  byId("site-name").textContent = say(key, site);
  byId("site-name").title = isPrivate ? say("site_private") : site;
  input("rewrite").disabled = site === "" || !isOn;
}

/** @param {Chosen} chosen @param {typeof MARKED[number]} name */
function showMark({ settings, site, scope }, name) {
  const place = byId(`${name.replace("_", "-")}-own`);
  if (site === "" || !differsHere(settings, site, name)) return place.replaceChildren();
  const words = say(scope === "site" ? "scope_own" : "scope_other");
  const mark = element(
    "button",
    {
      ...{ type: "button", className: "own", title: say("scope_drop", site) },
      onclick: () => changeSettings((now) => withoutOwn(now, site, name)),
    },
    element("span", { textContent: words }),
    element("span", { className: "visually-hidden", textContent: ` ${say("scope_drop", site)}` }),
    icon("close"),
  );
  place.replaceChildren(mark);
}

/**
 * @param {() => Chosen} present
 * @param {(scope: Scope) => void} setScope
 */
export function listenToChoices(present, setScope) {
  const pick = (/** @type {Site} */ change) => {
    const { site, scope } = present();
    return changeSettings((settings) => withChoice(settings, site, scope, change));
  };
  byId("scope").onchange = ({ target }) =>
    setScope(/** @type {Scope} */ (/** @type {HTMLInputElement} */ (target).value));
  for (const name of SELECTS) {
    select(name).onchange = () => pick({ [name]: select(name).value });
  }
  input("play-prompt").onchange = () => pick({ play_prompt: input("play-prompt").checked });
  input("scope-enabled").onchange = () => pick({ enabled: input("scope-enabled").checked });
  input("site-enabled").onchange = () => {
    const { site, isPrivate } = present();
    switchSite(isPrivate ? "" : site, input("site-enabled").checked);
  };
  return pick;
}

/**
 * Enables or disables numbers on a site. If numbers are disabled for all sites, first enables them
 * for all sites.
 * @param {string} site "" if there is no site or the page is in a private window; then only the
 *   setting for all sites can change
 * @param {boolean} enabled
 */
const switchSite = (site, enabled) =>
  changeSettings((settings) => {
    const general = settings.enabled ? settings : { ...settings, enabled: true };
    return site === "" ? general : withSite(general, site, { enabled });
  });
