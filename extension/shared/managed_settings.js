// Provides the effective settings: merges an administrator's policy with the user's choices.
// Depends on the schema of the settings alone; settings.js reads both from storage.

import { DEFAULTS, wellTypedSettings } from "./settings_schema.js";

/** @typedef {import("./settings_schema.js").Settings} Settings */
/** @typedef {import("./settings_schema.js").Site} Site */
/** @typedef {Record<string, unknown>} Values */

/**
 * An administrator's policy, as managed_schema.json describes it.
 * @typedef {Object} Policy
 * @property {Partial<Settings>} values the values that apply until the user changes them
 * @property {ReadonlySet<string>} locked names of settings that the user cannot change
 * @property {string} client_id of the organisation's app at RingCentral; "" for none
 * @property {boolean} welcome whether installing opens the welcome page
 */

/** The format of a client id; the host accepts no other. */
export const CLIENT_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** @param {unknown} given as storage.managed gives it @returns {Policy} */
export function policyOf(given) {
  const { locked, client_id, welcome } = /** @type {Values} */ (Object(given));
  const names = Array.isArray(locked) ? locked : [];
  return {
    values: wellTypedSettings(given),
    locked: new Set(names.filter((name) => Object.hasOwn(DEFAULTS, name))),
    client_id: typeof client_id === "string" && CLIENT_ID.test(client_id) ? client_id : "",
    welcome: welcome !== false,
  };
}

/**
 * A locked value of the policy overrides the user's choice; other values are defaults. A locked
 * setting applies to every site, except where the policy itself has a value for a site.
 * @param {unknown} stored the user's choices from storage.local
 * @param {Policy} policy
 * @returns {Settings}
 */
export function settingsUnder(stored, { values, locked }) {
  const chosen = wellTypedSettings(stored);
  const fixed = Object.fromEntries(
    [...locked].map((name) => [name, /** @type {Values} */ ({ ...DEFAULTS, ...values })[name]]),
  );
  const sites = sitesUnder(chosen.sites ?? {}, values.sites ?? {}, locked);
  return { ...structuredClone(DEFAULTS), ...values, ...chosen, ...fixed, sites };
}

/**
 * @param {Record<string, Site>} chosen
 * @param {Record<string, Site>} managed
 * @param {ReadonlySet<string>} locked
 * @returns {Record<string, Site>}
 */
function sitesUnder(chosen, managed, locked) {
  const areLocked = locked.has("sites");
  const hosts = new Set([...Object.keys(managed), ...Object.keys(chosen)]);
  const sites = [...hosts].map((host) => {
    const given = ownValue(managed, host);
    const own = Object.entries(ownValue(chosen, host)).filter(([name]) => !locked.has(name));
    const users = Object.fromEntries(own);
    return [host, areLocked ? { ...users, ...given } : { ...given, ...users }];
  });
  return Object.fromEntries(sites);
}

/** @template T @param {Record<string, T>} record @param {string} name @returns {T | {}} */
const ownValue = (record, name) => (Object.hasOwn(record, name) ? (record[name] ?? {}) : {});

/**
 * Returns the values to store after a change: the user's earlier choices and the changed values. Values that
 * come from a default or the policy are not stored, so that they follow later changes of those.
 * @param {unknown} stored
 * @param {Settings} before the effective settings before
 * @param {Settings} after the effective settings after the change
 * @returns {Values}
 */
export function storedAfter(stored, before, after) {
  const chosen = /** @type {Values} */ (wellTypedSettings(stored));
  const { sites: _, ...general } = after;
  return {
    ...chosen,
    ...differing(/** @type {Values} */ (before), general),
    sites: storedSites(/** @type {any} */ (chosen["sites"] ?? {}), before.sites, after.sites),
  };
}

/**
 * @param {Record<string, Site>} chosen
 * @param {Record<string, Site>} before
 * @param {Record<string, Site>} after
 */
function storedSites(chosen, before, after) {
  const kept = Object.entries(after).flatMap(([host, site]) => {
    const [own, was] = [ownValue(chosen, host), ownValue(before, host)];
    const changed = differing(was, site);
    const still = Object.entries(own).filter(([name]) => Object.hasOwn(site, name));
    const isOwn = Object.hasOwn(chosen, host) || !Object.hasOwn(before, host);
    const entry = { ...Object.fromEntries(still), ...changed };
    return isOwn || Object.keys(changed).length > 0 ? [[host, entry]] : [];
  });
  return Object.fromEntries(kept);
}

/** @param {Values} before @param {Values} after @returns {Values} the entries that are not the same */
const differing = (before, after) =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
    ),
  );
