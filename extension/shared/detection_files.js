// Reads the list of the detection's files. The list is fetched and not imported: if a service
// worker imports JSON and Chromium starts it again after a stop, messages and native messaging
// fail. Depends on detection/files.json.

/**
 * Reads which files the detection consists of.
 * @returns {Promise<string[]>} addresses relative to the extension's root, in the order in which
 *   the files must be loaded
 */
export async function detectionFiles() {
  const response = await fetch(chrome.runtime.getURL("detection/files.json"));
  const names = /** @type {string[]} */ (await response.json());
  return names.map((name) => `detection/${name}`);
}
