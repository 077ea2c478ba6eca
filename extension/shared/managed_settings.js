// Merges an administrator's policy with the user's choices into the settings that apply.
// settings.js reads policy and choices from storage. Depends on the schema of the settings alone.

import { DEFAULTS, wellTypedSettings } from "./settings_schema.js";

/** @typedef {import("./settings_schema.js").Settings} Settings */
/** @typedef {import("./settings_schema.js").Site} Site */
/** @typedef {Record<string, unknown>} Values */

/**
 * An administrator's policy, as managed_schema.json describes it.
 * @typedef {Object} Policy
 * @property {Partial<Settings>} values the values that apply until the user changes them
 * @property {ReadonlySet<string>} locked names of settings that the user cannot change
 * @property {string} client_id the client id of the organization's app at RingCentral; "" for none
 * @property {boolean} welcome whether the welcome page opens after the extension is installed
 */

/** The format of a client id. The host rejects every other text. */
export const CLIENT_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** @param {unknown} given the content of storage.managed @returns {Policy} */
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
 * Returns the settings that apply. A locked value of the policy overrides the user's choice; the
 * policy's other values apply only where the user chose nothing. A locked setting applies to every
 * site, except a site for which the policy itself has another value.
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
 * Returns the values to store after the user changed a setting: the choices that were stored
 * before, and the changed values. A value that comes from a default or from the policy is not
 * stored, so that it changes when the default or the policy changes.
 * @param {unknown} stored the choices that were stored before the change
 * @param {Settings} before the settings that applied before the change
 * @param {Settings} after the settings that apply after the change
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

/** @param {Values} before @param {Values} after @returns {Values} `after`'s differing entries */
const differing = (before, after) =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
    ),
  );
