// The context menu: selected text and telephone links that are not marked. Knows no port.

import { siteOf } from "../shared/sites.js";
import { homeRegion } from "./broker.js";
import { propose } from "./place.js";

const CONTEXTS = /** @type {const} */ ({ selection: "selection", link: "link" });

/** Made once, when the extension is installed or updated; the browser keeps them. */
export function createMenus() {
  chrome.contextMenus.removeAll(() => {
    const title = chrome.i18n.getMessage("menu_call_selection");
    chrome.contextMenus.create({ id: CONTEXTS.selection, contexts: ["selection"], title });
    chrome.contextMenus.create({
      id: CONTEXTS.link,
      contexts: ["link"],
      targetUrlPatterns: ["tel:*", "callto:*"],
      title: chrome.i18n.getMessage("menu_call_link"),
    });
  });
}

/**
 * @param {chrome.contextMenus.OnClickData} clicked
 * @param {chrome.tabs.Tab} [tab]
 */
export async function chooseMenu(clicked, tab) {
  const text =
    clicked.menuItemId === CONTEXTS.link ? numberOf(clicked.linkUrl) : clicked.selectionText;
  if (!text || !tab?.id) return;
  const sender = { tab: tab.id, frame: clicked.frameId ?? 0, site: siteOf(tab.url) };
  const shown = text.slice(0, 80);
  await propose(shown, { shown, linked: "", sure: true }, sender, await homeRegion()).catch(
    (problem) =>
      chrome.tabs.sendMessage(
        sender.tab,
        { type: "call.refused", problem },
        { frameId: sender.frame },
      ),
  );
}

/** @param {string | undefined} uri @returns {string} */
function numberOf(uri) {
  const written = (uri ?? "").replace(/^\w+:/, "");
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
