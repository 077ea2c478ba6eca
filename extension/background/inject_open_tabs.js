// Injects the content scripts into pages that were open before the extension was installed, updated
// or enabled. Such a page has no content scripts, or it has those from before the update, which can
// no longer reach the extension. Depends on the manifest.

/**
 * Injects the content scripts into all open tabs, but only once after each start of the browser or
 * of the extension.
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
 * Returns whether the page already has the manifest's scripts. The browser runs this function in
 * the page, without access to the rest of this file. If the page is just beginning to load, the
 * manifest's scripts may run directly after this function, so it waits for them.
 */
function hasOwnScripts() {
  const { document } = /** @type {any} */ (globalThis);
  const has = () => "clickToCallPage" in globalThis;
  if (has() || document.readyState !== "loading") return has();
  return new Promise((answer) => setTimeout(() => answer(has())));
}
