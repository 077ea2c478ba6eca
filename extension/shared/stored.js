// Provides values kept under one key of storage.local that several windows change: one change after
// the other, whichever window makes it. Depends on storage and on the browser's locks.

/**
 * @template T
 * @typedef {{key: string, repaired: (value: unknown) => T}} Stored
 *   `repaired` makes a value of whatever was found in storage
 */

/** @template T @param {Stored<T>} stored @returns {Promise<T>} */
export async function readStored({ key, repaired }) {
  return repaired((await chrome.storage.local.get(key))[key]);
}

/**
 * @template T
 * @param {Stored<T>} stored
 * @param {(value: T) => T} change
 * @returns {Promise<T>} what was written
 */
export function changeStored(stored, change) {
  return navigator.locks.request(stored.key, async () => {
    const changed = stored.repaired(change(await readStored(stored)));
    await chrome.storage.local.set({ [stored.key]: changed });
    return changed;
  });
}

/** @template T @param {Stored<T>} stored @param {(value: T) => void} listener */
export function watchStored({ key, repaired }, listener) {
  chrome.storage.local.onChanged.addListener((changes) => {
    if (key in changes) listener(repaired(changes[key]?.newValue));
  });
}
