// Reads and changes the settings that apply. They result from the user's choices, which are stored
// under one key of storage.local, and from an administrator's policy in storage.managed. Depends on
// settings_schema.js and managed_settings.js.

import { policyOf, settingsUnder, storedAfter } from "./managed_settings.js";
import { repaired } from "./settings_schema.js";

export { DEFAULTS, repaired } from "./settings_schema.js";

/** @typedef {import("./settings_schema.js").Action} Action */
/** @typedef {import("./settings_schema.js").Presentation} Presentation */
/** @typedef {import("./settings_schema.js").Confirm} Confirm */
/** @typedef {import("./settings_schema.js").Choices} Choices */
/** @typedef {import("./settings_schema.js").Site} Site */
/** @typedef {import("./settings_schema.js").Settings} Settings */
/** @typedef {import("./managed_settings.js").Policy} Policy */

const KEY = "settings";

/** @returns {Promise<unknown>} the user's choices, without the policy and the defaults */
const readStored = async () => (await chrome.storage.local.get(KEY))[KEY];

/**
 * @returns {Promise<Policy>} the policy; an empty policy if there is none, in which case Firefox
 *   rejects the request
 */
export const readPolicy = async () =>
  policyOf(await chrome.storage.managed.get(null).catch(() => ({})));

/** @returns {Promise<Settings>} */
export async function readSettings() {
  const [stored, policy] = await Promise.all([readStored(), readPolicy()]);
  return settingsUnder(stored, policy);
}

/**
 * Settles when the last change is stored. Each change waits for the change before it, so that none
 * is lost.
 * @type {Promise<unknown>}
 */
let lastChange = Promise.resolve();

/**
 * Reads the settings, changes them and stores the result, once all earlier changes are stored. The
 * change of a setting that an administrator has locked has no effect while it is locked.
 * @param {(settings: Settings) => Settings} change
 * @returns {Promise<Settings>} the settings that apply after the change
 */
export function changeSettings(change) {
  const written = lastChange.then(async () => {
    const [stored, policy] = await Promise.all([readStored(), readPolicy()]);
    const before = settingsUnder(stored, policy);
    const kept = storedAfter(stored, before, repaired(change(before)));
    await chrome.storage.local.set({ [KEY]: kept });
    return settingsUnder(kept, policy);
  });
  lastChange = written.catch(() => undefined);
  return written;
}

/**
 * Calls the listener whenever the settings change, in any window or in the policy.
 * @param {(settings: Settings) => void} listener
 */
export function watchSettings(listener) {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === "managed" || (area === "local" && KEY in changes)) readSettings().then(listener);
  });
}
