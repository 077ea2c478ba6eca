// Loads the detection into a panel: its files are classic scripts with global functions. Depends on
// the list of the detection's files.

import { element } from "./controls.js";
import { detectionFiles } from "./detection_files.js";

/** @type {Promise<unknown> | null} */
let loading = null;

/**
 * Loads the files of the detection into the page, unless this function has already done so.
 * @template Detection the global functions that the caller needs
 * @returns {Promise<Detection>} resolves once all files are loaded
 */
export function loadDetection() {
  loading ??= loadFiles();
  return loading.then(() => /** @type {Detection} */ (/** @type {unknown} */ (globalThis)));
}

/**
 * Adds a script element for each file of the detection that the page does not contain yet. The
 * files run in the order of the list, because each file depends on the files before it.
 */
async function loadFiles() {
  const addresses = (await detectionFiles()).map((file) => chrome.runtime.getURL(file));
  const present = new Set([...document.scripts].map(({ src }) => src));
  await Promise.all(addresses.filter((address) => !present.has(address)).map(loadScript));
}

/** @param {string} src */
const loadScript = (src) =>
  new Promise((resolve, reject) => {
    const script = element("script", { src, async: false });
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
