// Opens the call list in the browser's side panel or sidebar, or in a tab if the browser has
// neither of them. Depends on nothing.

/**
 * Opens the call list. Call this function directly in a click's handler, because browsers open a
 * side panel only there.
 * @param {number | undefined} windowId
 */
export async function openCallList(windowId) {
  const { sidebarAction } = /** @type {{sidebarAction?: {open: () => Promise<void>}}} */ (
    /** @type {unknown} */ (chrome)
  );
  if (sidebarAction) return sidebarAction.open();
  const { sidePanel } = chrome;
  if (sidePanel && windowId !== undefined) return sidePanel.open({ windowId });
  await chrome.tabs.create({ url: chrome.runtime.getURL("call_list/call_list.html") });
}
