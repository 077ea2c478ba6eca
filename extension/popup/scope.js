// Provides whether a choice is made for one site or for all: what holds, where a site differs, and
// both kinds of change. Depends on shared/site_settings.js alone.

import { choicesFor, withSite } from "../shared/site_settings.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/settings.js").Site} Site */
/** @typedef {"site" | "everywhere"} Scope */

/** What may be chosen for one site in the popup. */
const SCOPED = /** @type {const} */ ([
  "from",
  "caller_id",
  "play_prompt",
  "action",
  "presentation",
  "region",
]);
/** @typedef {typeof SCOPED[number] | "enabled"} Scoped */

/** @param {Settings} settings @param {string} site @returns {Site} what it has of its own */
const ownOf = ({ sites }, site) => (Object.hasOwn(sites, site) ? (sites[site] ?? {}) : {});

/**
 * @param {Settings} settings
 * @param {string} site "" for none
 * @returns {Scope} in which a panel opens: that of the values which hold here
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
 * The site does as all do, in this.
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
