// Provides the way to the call list: the browser's side panel, its sidebar, or a tab where it has
// neither. Depends on what the browser offers.

/**
 * To be called in the turn of a press: browsers open these for nothing else.
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
