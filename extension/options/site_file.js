// Writes the settings of sites as the text of a file, reads such a file, and finds host names in
// typed texts. Depends on the schema of the settings alone.

import { fitsSite, wellTypedSettings } from "../shared/settings_schema.js";
import { siteOf } from "../shared/site_settings.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {Pick<Settings, "sites" | "allowed_sites" | "blocked_sites">} SiteFile */

/** The version of the file's format. When a field changes its meaning, increase this version. */
const VERSION = 1;

/**
 * Finds a site's host name in a text that the user typed.
 * @param {string} text an address or a host name
 * @returns {string} the site's host name; "" if the text contains no valid host name
 */
export function hostFrom(text) {
  // The user may also type a match pattern of the browser, such as "*://*.example.com/*".
  const typed = text.trim().replace(/^(?:(https?:\/\/)|\*:\/\/)?(?:\*\.)?/, "$1");
  if (typed === "file:") return typed;
  const host = siteOf(typed.includes("://") ? typed : `https://${typed}`);
  return fitsSite(host) ? host : "";
}

/** @param {SiteFile} settings @returns {string} the file's text, which is JSON */
export const siteFileOf = ({ sites, allowed_sites, blocked_sites }) =>
  `${JSON.stringify({ version: VERSION, sites, allowed_sites, blocked_sites }, null, 2)}\n`;

/**
 * Reads a file of sites' settings that the user imports.
 * @param {string} text the contents of a file
 * @returns {Partial<SiteFile> | null} the valid settings in the file; null if the file was not
 *   exported by this extension
 */
export function readSiteFile(text) {
  try {
    const given = JSON.parse(text);
    if (typeof given !== "object" || given === null || given.version !== VERSION) return null;
    const {
      sites = {},
      allowed_sites = [],
      blocked_sites = [],
    } = wellTypedSettings({
      ...given,
      allowed_sites: hostsIn(given.allowed_sites),
      blocked_sites: hostsIn(given.blocked_sites),
    });
    // Somebody may have written the file by hand, with addresses such as "https://www.example.com".
    const named = Object.entries(sites).map(([host, site]) => [hostFrom(host), site]);
    const valid = named.filter(([host]) => host !== "");
    return { sites: Object.fromEntries(valid), allowed_sites, blocked_sites };
  } catch {
    return null;
  }
}

/** @param {unknown} list a list in a file @returns {string[]} the host names in it */
const hostsIn = (list) =>
  Array.isArray(list) ? list.filter((entry) => typeof entry === "string").map(hostFrom) : [];

/** @param {Partial<SiteFile>} file @returns {number} how many sites the file names */
export const countSites = ({ sites = {}, allowed_sites = [], blocked_sites = [] }) =>
  new Set([...Object.keys(sites), ...allowed_sites, ...blocked_sites]).size;

/**
 * Adds the sites of an imported file to the settings. The file's settings of a site replace the
 * settings that are stored for this site.
 * @param {Settings} settings
 * @param {Partial<SiteFile>} file
 * @returns {Settings}
 */
export const withSiteFile = (settings, { sites = {}, allowed_sites = [], blocked_sites = [] }) => ({
  ...settings,
  sites: { ...settings.sites, ...sites },
  allowed_sites: [...new Set([...settings.allowed_sites, ...allowed_sites])],
  blocked_sites: [...new Set([...settings.blocked_sites, ...blocked_sites])],
});
