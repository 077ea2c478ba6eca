// Reads and changes values in storage.local that several windows of the extension share. Two
// windows never change a value at the same time: each change waits for the change before it.
// Depends on storage and on the browser's locks.

/**
 * A value in storage.local that several windows of the extension share.
 * @template T
 * @typedef {{key: string, repaired: (value: unknown) => T}} Stored
 *   `key` is the value's key in storage.local; `repaired` makes a valid value from any stored value
 */

/** @template T @param {Stored<T>} stored @returns {Promise<T>} */
export async function readStored({ key, repaired }) {
  return repaired((await chrome.storage.local.get(key))[key]);
}

/**
 * Changes a stored value. Waits until all earlier changes of the value are stored.
 * @template T
 * @param {Stored<T>} stored
 * @param {(value: T) => T} change returns the new value
 * @returns {Promise<T>} the value after the change, as it was stored
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
