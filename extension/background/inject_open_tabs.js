// Pages that were open before the extension came: after it was installed, updated or switched on
// again they have no content script, or an older one that is cut off. Knows nothing of what the
// scripts do there.

/** The session's storage is empty whenever the extension itself begins anew. */
export async function injectOpenTabs() {
  // Firefox does all of this itself.
  if ("getBrowserInfo" in chrome.runtime) return;
  const { arrived } = await chrome.storage.session.get("arrived");
  if (arrived) return;
  await chrome.storage.session.set({ arrived: true });
  for (const tab of await chrome.tabs.query({ discarded: false })) {
    // The browser's own pages, and those of the store, are closed to extensions.
    if (tab.id !== undefined) injectTab(tab.id).catch(() => undefined);
  }
}

/** The page itself first: of many frames, one that hangs holds up all. @param {number} tabId */
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
 * Runs in a page, where nothing else of this file is. What is asked of a page that has only begun to
 * load, the browser does before it brings the manifest's scripts: these come in the same turn.
 */
function hasOwnScripts() {
  const { document } = /** @type {any} */ (globalThis);
  const has = () => "clickToCallPage" in globalThis;
  if (has() || document.readyState !== "loading") return has();
  return new Promise((answer) => setTimeout(() => answer(has())));
}
