// Provides the settings that hold: what the user chose, under one key of storage.local, and what an
// administrator set, in storage.managed. Depends on the schema and on how the two are put together.

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

/** @returns {Promise<unknown>} the user's choices alone */
const readStored = async () => (await chrome.storage.local.get(KEY))[KEY];

/** @returns {Promise<Policy>} what an administrator set; Firefox rejects where there is no policy */
export const readPolicy = async () =>
  policyOf(await chrome.storage.managed.get(null).catch(() => ({})));

/** @returns {Promise<Settings>} */
export async function readSettings() {
  const [stored, policy] = await Promise.all([readStored(), readPolicy()]);
  return settingsUnder(stored, policy);
}

/** Changes wait for each other, so that two at once do not lose one. @type {Promise<unknown>} */
let lastChange = Promise.resolve();

/**
 * Reads, changes and writes back, one change after the other. What an administrator locked stays.
 * @param {(settings: Settings) => Settings} change
 * @returns {Promise<Settings>} what holds now
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
 * Calls back with the settings whenever they change, in whichever window or policy that happened.
 * @param {(settings: Settings) => void} listener
 */
export function watchSettings(listener) {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === "managed" || (area === "local" && KEY in changes)) readSettings().then(listener);
  });
}
