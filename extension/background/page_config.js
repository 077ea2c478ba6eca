// Builds the configuration that a content script gets for its page, and reads the style sheets of
// the engine. Depends on the settings, the session and the account.

import { readSettings } from "../shared/settings.js";
import { choicesFor } from "../shared/site_settings.js";
import { canRingOut, homeRegion, refreshHost, signInState } from "./account.js";
import { countryNames } from "./country_names.js";
import { readSession } from "./session.js";

export const IS_GECKO = "getBrowserInfo" in chrome.runtime;
/**
 * The keys of the texts that a content script gets with its configuration. The script may need such
 * a text at once, or after an update of the extension, when it can no longer reach the background.
 */
const PAGE_WORDS = [
  ...["language", "direction", "numbers_region"],
  ...["problem_extension_gone", "card_close", "card_softphone", "popup_extension"],
];
const LAYER_STYLES = ["content/layer.css", "content/card.css"];
/**
 * The text of the layer's style sheets. The files are read only once.
 * @type {Promise<string> | null}
 */
let layerStyle = null;

/** @param {string} name @returns {Promise<string>} the text of a file of the extension */
const readFile = async (name) => (await fetch(chrome.runtime.getURL(name))).text();

/**
 * Returns the style sheet of the marks for Firefox. Elements do not inherit highlight styles from
 * the root in Firefox, so the styles apply to every element. The background inserts the sheet as a
 * user style sheet, because only such a sheet also applies in shadow trees.
 * @returns {Promise<string>} CSS
 */
export const geckoStyle = async () =>
  (await readFile("content/page.css")).replaceAll(":root::highlight", "::highlight");

/**
 * @param {string} site
 * @returns {Promise<import("../shared/messages.js").PageConfig>}
 */
export async function pageConfig(site) {
  const settings = await readSettings();
  const { enabled: active, action, presentation, not_numbers } = choicesFor(settings, site);
  const { vanity, fax, phone_labels, other_labels, other_patterns } = settings;
  const region = settings.sites[site]?.region ?? "";
  const { host } = await readSession();
  const missing = action === "ringout" ? await missingOf(host ?? (await refreshHost())) : "";
  const ringout = action === "ringout" && missing === "";
  layerStyle ??= Promise.all(LAYER_STYLES.map(readFile)).then((texts) => texts.join(""));
  return {
    ...{ active, action, presentation, region, ringout, missing, not_numbers },
    tab_stops: settings.tab_stops,
    rules: { vanity, fax, phone_labels, other_labels, other_patterns },
    home_region: await homeRegion(),
    countries: countryNames(),
    style: await layerStyle,
    words: Object.fromEntries(PAGE_WORDS.map((key) => [key, chrome.i18n.getMessage(key)])),
  };
}

/**
 * Determines what must be set up before a click can call by RingOut.
 * @param {import("../shared/messages.js").HostState} host
 * @returns {Promise<import("../shared/messages.js").PageConfig["missing"]>} "host" if the host is
 *   missing, "account" if nobody is signed in, "expired" if the sign-in has expired, "" if RingOut
 *   can call
 */
async function missingOf(host) {
  if (await canRingOut(host)) return "";
  if (host.state === "absent") return "host";
  return (await signInState()) === "over" ? "expired" : "account";
}
