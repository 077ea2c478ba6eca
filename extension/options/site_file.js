// Provides what single sites differ in as a file, and back; and host names out of what people type.
// Depends on the schema of the settings; no element and no storage.

import { fitsSite, wellTypedSettings } from "../shared/settings_schema.js";
import { siteOf } from "../shared/site_settings.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {Pick<Settings, "sites" | "allowed_sites" | "blocked_sites">} SiteFile */

/** Raised when a field changes its meaning. */
const VERSION = 1;

/**
 * @param {string} text an address or a host name
 * @returns {string} the name a site goes by, "" where there is none in it
 */
export function hostFrom(text) {
  const typed = text.trim().replace(/^\*\./, "");
  if (typed === "file:") return typed;
  const host = siteOf(typed.includes("://") ? typed : `https://${typed}`);
  return fitsSite(host) ? host : "";
}

/** @param {SiteFile} settings @returns {string} JSON, for a file */
export const siteFileOf = ({ sites, allowed_sites, blocked_sites }) =>
  `${JSON.stringify({ version: VERSION, sites, allowed_sites, blocked_sites }, null, 2)}\n`;

/**
 * @param {string} text a file's
 * @returns {Partial<SiteFile> | null} null: no file of ours
 */
export function readSiteFile(text) {
  try {
    const given = JSON.parse(text);
    if (typeof given !== "object" || given === null || given.version !== VERSION) return null;
    const { sites = {}, allowed_sites = [], blocked_sites = [] } = wellTypedSettings(given);
    const named = Object.entries(sites).filter(([host]) => fitsSite(host));
    return { sites: Object.fromEntries(named), allowed_sites, blocked_sites };
  } catch {
    return null;
  }
}

/**
 * What a file says lies over what was there; nothing is taken away.
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
