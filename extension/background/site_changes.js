// Changes a site's settings when the user chooses an item of the context menu: excludes a number,
// sets the country of the site's numbers, or allows calls without a confirmation. A card shows each
// change, and a button in the card undoes the change. Depends on the settings, the session and the
// messages to frames.

import { changeSettings } from "../shared/settings.js";
import { choicesFor, siteOf, withNotNumber, withSite } from "../shared/site_settings.js";
import { countryNames } from "./country_names.js";
import { tellFrame } from "./frame_messages.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("./calls.js").Sender} Sender */

/**
 * Changes a site's settings, and shows a card with a button that undoes the change.
 * @param {{tab: chrome.tabs.Tab, frame: number}} place `tab` shows the site, and `frame` shows the
 *   card
 * @param {string} text the number that the card shows
 * @param {string} words the card's message
 * @param {(settings: Settings, site: string) => Settings} change
 */
async function changeSite({ tab, frame }, text, words, change) {
  const site = siteOf(tab.url);
  if (!tab.id || site === "") return;
  if (tab.incognito) {
    await sayNothingIsStored(tab, text, frame);
    return;
  }
  await changeSettings((settings) => {
    const before = settings.sites[site] ?? null;
    writeSession({ undo: { site, before } });
    return change(settings, site);
  });
  await tellFrame({ tab: tab.id, frame }, "site.changed", { text, words, can_undo: true });
}

/**
 * Shows a card that says that nothing is stored for a site in a private window.
 * @param {chrome.tabs.Tab} tab
 * @param {string} text the number or the site that the card shows
 * @param {number} [frame]
 */
export const sayNothingIsStored = ({ id = 0 }, text, frame = 0) =>
  tellFrame({ tab: id, frame }, "site.changed", {
    text,
    words: chrome.i18n.getMessage("site_private"),
    can_undo: false,
  });

/**
 * Excludes a number on the site, so that the number is no longer marked there.
 * @param {{tab: chrome.tabs.Tab, frame: number}} place
 * @param {string} number E.164
 * @param {string} text the number as the page writes it
 */
export const forgetNumber = (place, number, text) =>
  changeSite(
    place,
    text,
    chrome.i18n.getMessage("site_not_number", siteOf(place.tab.url)),
    (settings, site) => withNotNumber(settings, site, number, false),
  );

/**
 * Sets the country of the site's numbers without a country code.
 * @param {{tab: chrome.tabs.Tab, frame: number}} place
 * @param {string} region ISO 3166 code; "" removes the country that the user chose earlier
 * @param {string} text the number that the card shows
 */
export const setRegion = (place, region, text) =>
  changeSite(place, text, regionWords(region, siteOf(place.tab.url)), (settings, site) =>
    region ? withSite(settings, site, { region }) : withoutRegion(settings, site),
  );

/** @param {string} region @param {string} site @returns {string} the card's message */
const regionWords = (region, site) =>
  region
    ? chrome.i18n.getMessage("site_region", [countryNames()[region] ?? region, site])
    : chrome.i18n.getMessage("site_region_auto", site);

/** @param {Settings} settings @param {string} site @returns {Settings} */
function withoutRegion(settings, site) {
  const { region: _, ...others } = settings.sites[site] ?? {};
  return { ...settings, sites: { ...settings.sites, [site]: others } };
}

/**
 * Allows calls from the site without a confirmation.
 * @param {{tab: chrome.tabs.Tab, frame: number}} place
 * @param {string} text the number that the card shows
 */
export const trustSite = (place, text) =>
  changeSite(
    place,
    text,
    chrome.i18n.getMessage("site_trusted", siteOf(place.tab.url)),
    (settings, site) => {
      const isAlways = choicesFor(settings, site).confirm === "always";
      const confirm = isAlways ? /** @type {const} */ ({ confirm: "new_sites" }) : {};
      return withSite(settings, site, { trusted: true, ...confirm });
    },
  );

/** Undoes the last change of the settings of the sender's site. @param {Sender} sender */
export async function undoSiteChange({ site }) {
  const { undo } = await readSession();
  if (!undo || undo.site !== site) return;
  await writeSession({ undo: null });
  await changeSettings((settings) => {
    const { [site]: _, ...others } = settings.sites;
    const sites = undo.before ? { ...others, [site]: undo.before } : others;
    return { ...settings, sites };
  });
}
