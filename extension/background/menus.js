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
  const site = siteOf(tab.url);
  const sender = { tab: tab.id, frame: clicked.frameId ?? 0, document: undefined, site };
  const shown = text.slice(0, 80);
  await propose(shown, { shown, linked: "", sure: true }, sender, await homeRegion()).catch(
    (problem) => tellFrame(sender, { type: "call.refused", problem }),
  );
}

/**
 * A frame without marks does not listen.
 * @param {{tab: number, frame: number}} to
 * @param {object} message
 */
const tellFrame = ({ tab, frame }, message) =>
  chrome.tabs.sendMessage(tab, message, { frameId: frame }).catch(() => undefined);

/** @param {string | undefined} uri @returns {string} */
function numberOf(uri) {
  const written = (uri ?? "").replace(/^\w+:/, "");
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
