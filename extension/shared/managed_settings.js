// Provides how what an administrator set and what the user chose become the settings that hold.
// Depends on the schema of the settings alone; settings.js reads both from storage.

import { DEFAULTS, wellTypedSettings } from "./settings_schema.js";

/** @typedef {import("./settings_schema.js").Settings} Settings */
/** @typedef {import("./settings_schema.js").Site} Site */
/** @typedef {Record<string, unknown>} Values */

/**
 * What an administrator set for everybody, in managed_schema.json's words.
 * @typedef {Object} Policy
 * @property {Partial<Settings>} values what holds until the user chooses otherwise
 * @property {ReadonlySet<string>} locked names of settings that the user cannot change
 * @property {string} client_id of the organisation's app at RingCentral; "" for none
 * @property {boolean} welcome whether installing opens the welcome page
 */

/** What a client id may be made of; the host accepts no other. */
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
 * The policy lies over the user's choice where it is locked, and under it elsewhere. A locked
 * setting holds on every site; only the policy's own sites may differ from it.
 * @param {unknown} stored the user's choices, as storage.local has them
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
 * What is to be stored after a change: what the user chose before, and what the change makes
 * different. What only stands there by default or by policy stays free to follow those.
 * @param {unknown} stored
 * @param {Settings} before what held
 * @param {Settings} after what is to hold
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
