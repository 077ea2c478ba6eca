// Injects the content scripts into pages that were open before the extension was installed, updated
// or enabled. Such a page has no content scripts, or it has those from before the update, which can
// no longer reach the extension. Depends on the manifest.

/**
 * Injects the content scripts into all open tabs. Later calls do nothing until the browser clears
 * `storage.session`, which it does when the extension or the browser starts again.
 */
export async function injectOpenTabs() {
  // Firefox injects the content scripts into open pages itself, so there is nothing to do.
  if ("getBrowserInfo" in chrome.runtime) return;
  const { arrived } = await chrome.storage.session.get("arrived");
  if (arrived) return;
  await chrome.storage.session.set({ arrived: true });
  for (const tab of await chrome.tabs.query({ discarded: false })) {
    // The injection fails in the browser's own pages and in the extension store, which no extension
    // may access.
    if (tab.id !== undefined) injectTab(tab.id).catch(() => undefined);
  }
}

/**
 * Injects the scripts into the top frame first, and then into all frames. An injection into all
 * frames waits for the slowest frame, and the top frame must not wait for a frame that hangs.
 * @param {number} tabId
 */
async function injectTab(tabId) {
  await injectFrames(tabId, false);
  await injectFrames(tabId, true);
}

/** @param {number} tabId @param {boolean} allFrames */
async function injectFrames(tabId, allFrames) {
  const found = await chrome.scripting.executeScript({
    target: { tabId, allFrames },
    func: hasOwnScripts,
    injectImmediately: true,
  });
  const unreached = found.filter(({ result }) => result === false);
  const documentIds = unreached.map(({ documentId }) => documentId);
  const [scripts] = chrome.runtime.getManifest().content_scripts ?? [];
  if (documentIds.length === 0 || !scripts?.js) return;
  const target = { tabId, documentIds };
  await chrome.scripting.insertCSS({ target, files: scripts.css ?? [] });
  await chrome.scripting.executeScript({ target, files: scripts.js, injectImmediately: true });
}

/**
 * Returns whether the page already has the manifest's scripts. Runs in the page, without access to
 * the rest of this file. If the page has just begun to load, the browser runs this function before
 * the manifest's scripts, which then follow in the same turn of the event loop.
 */
function hasOwnScripts() {
  const { document } = /** @type {any} */ (globalThis);
  const has = () => "clickToCallPage" in globalThis;
  if (has() || document.readyState !== "loading") return has();
  return new Promise((answer) => setTimeout(() => answer(has())));
}
