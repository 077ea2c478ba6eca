// Provides `injectOpenTabs`: injects the content scripts into pages that were open before the
// extension was installed, updated or enabled. Such pages have no content script or an orphaned
// one. Depends on the manifest.

/** Runs once per start of the extension: `storage.session` is empty only then. */
export async function injectOpenTabs() {
  // Firefox injects the content scripts into open pages itself.
  if ("getBrowserInfo" in chrome.runtime) return;
  const { arrived } = await chrome.storage.session.get("arrived");
  if (arrived) return;
  await chrome.storage.session.set({ arrived: true });
  for (const tab of await chrome.tabs.query({ discarded: false })) {
    // Extensions cannot access the browser's own pages and the extension store.
    if (tab.id !== undefined) injectTab(tab.id).catch(() => undefined);
  }
}

/**
 * Injects the top frame first, because one hanging frame delays an injection into all frames.
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
 * Runs in the page, without access to the rest of this file. The browser runs it before the
 * manifest's scripts if the page has just begun to load; these scripts follow in the same turn of
 * the event loop.
 */
function hasOwnScripts() {
  const { document } = /** @type {any} */ (globalThis);
  const has = () => "clickToCallPage" in globalThis;
  if (has() || document.readyState !== "loading") return has();
  return new Promise((answer) => setTimeout(() => answer(has())));
}
