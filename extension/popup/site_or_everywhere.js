// Reads and changes the user's choices, either for one site or for all sites. Depends on
// shared/site_settings.js alone.

import { choicesFor, withSite } from "../shared/site_settings.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/settings.js").Site} Site */
/** @typedef {"site" | "everywhere"} Scope */

/** The settings that the popup can change for one site. */
const SCOPED = /** @type {const} */ ([
  "from",
  "caller_id",
  "play_prompt",
  "action",
  "presentation",
  "region",
]);
/** @typedef {typeof SCOPED[number] | "enabled"} Scoped */

/** @param {Settings} settings @param {string} site @returns {Site} the site's own values */
const ownOf = ({ sites }, site) => (Object.hasOwn(sites, site) ? (sites[site] ?? {}) : {});

/**
 * Determines which settings the popup shows when it opens: those of a site or those for all sites.
 * @param {Settings} settings
 * @param {string} site the site of the page behind the popup, "" for none
 * @returns {Scope} "site" if the site has values of its own, otherwise "everywhere"
 */
export const firstScope = (settings, site) =>
  site !== "" && SCOPED.some((name) => name in ownOf(settings, site)) ? "site" : "everywhere";

/**
 * @param {Settings} settings
 * @param {string} site
 * @param {Scope} scope
 */
export const choicesIn = (settings, site, scope) =>
  choicesFor(settings, scope === "site" ? site : "");

/**
 * @param {Settings} settings
 * @param {string} site
 * @param {Scoped} name
 */
export const differsHere = (settings, site, name) => {
  const own = ownOf(settings, site);
  return name in own && own[name] !== settings[name];
};

/**
 * @param {Settings} settings
 * @param {string} site
 * @param {Scope} scope
 * @param {Site} change
 * @returns {Settings}
 */
export const withChoice = (settings, site, scope, change) =>
  scope === "site" && site !== "" ? withSite(settings, site, change) : { ...settings, ...change };

/**
 * Removes the site's own value of a setting.
 * @param {Settings} settings
 * @param {string} site
 * @param {Scoped} name
 * @returns {Settings}
 */
export function withoutOwn(settings, site, name) {
  const { [name]: _, ...own } = ownOf(settings, site);
  const { [site]: __, ...others } = settings.sites;
  const isEmpty = Object.keys(own).length === 0;
  return { ...settings, sites: isEmpty ? others : { ...others, [site]: own } };
}
