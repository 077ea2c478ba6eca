// The browser's menu on a number: selected text, a link of ours, a link of the page. Knows no port.

import { siteOf } from "../shared/site_settings.js";
import { homeRegion } from "./account.js";
import { requestCall } from "./calls.js";
import { tellFrame } from "./frame_messages.js";

const DEEDS = /** @type {const} */ (["call", "text", "copy"]);
const REWRITE = "page rewrite";
/** What a link to a number begins with, the page's and ours. */
const NUMBER_LINKS = ["tel:*", "callto:*", "sms:*", "rcmobile:*", "rcapp:*"];

/** Made once, when the extension is installed or updated; the browser keeps them. */
export function createMenus() {
  chrome.contextMenus.removeAll(() => {
    for (const deed of DEEDS) {
      chrome.contextMenus.create({
        id: `selection ${deed}`,
        contexts: ["selection"],
        title: chrome.i18n.getMessage(`menu_${deed}_selection`),
      });
      chrome.contextMenus.create({
        id: `link ${deed}`,
        contexts: ["link"],
        targetUrlPatterns: NUMBER_LINKS,
        title: chrome.i18n.getMessage(`menu_${deed}_link`),
      });
    }
    chrome.contextMenus.create({
      id: REWRITE,
      contexts: ["page"],
      title: chrome.i18n.getMessage("menu_rewrite"),
    });
  });
}

/**
 * Turns the numbers of a page, and of its frames, into links in its own text, once.
 *
 * @param {number} tab
 */
const rewritePage = (tab) => tellFrame({ tab }, "page.rewrite", {});

/**
 * The frame itself reads the number and does what was chosen. Where no script of ours can be, a call
 * is all that is left.
 *
 * @param {chrome.contextMenus.OnClickData} clicked
 * @param {chrome.tabs.Tab} [tab]
 */
export async function chooseMenu(clicked, tab) {
  if (clicked.menuItemId === REWRITE) {
    if (tab?.id) await rewritePage(tab.id);
    return;
  }
  const [context, deed] = String(clicked.menuItemId).split(" ");
  const text = context === "link" ? numberOf(clicked.linkUrl) : clicked.selectionText;
  if (!text || !tab?.id) return;
  const frame = clicked.frameId ?? 0;
  // The menu shows what is selected, but not where a link leads: that is asked about.
  const sure = context === "selection";
  const choice = { type: "number.chosen", deed, text: text.slice(0, 80), sure };
  const isTaken = await bringEngine(tab.id, frame)
    .then(() => chrome.tabs.sendMessage(tab.id ?? 0, choice, { frameId: frame }))
    .then(
      () => true,
      () => false,
    );
  if (isTaken || deed !== "call") return;
  const { id, incognito: isPrivate, url } = tab;
  const sender = { tab: id, frame, document: undefined, site: siteOf(url), isPrivate };
  const words = { shown: choice.text, linked: "", sure: false };
  await requestCall(choice.text, words, sender, await homeRegion()).catch(() => undefined);
}

/**
 * @param {number} tab
 * @param {number} frame
 */
async function bringEngine(tab, frame) {
  const target = { tabId: tab, frameIds: [frame] };
  const func = () =>
    /** @type {{clickToCallPage?: {bringEngine: () => Promise<void>}}} */ (
      globalThis
    ).clickToCallPage?.bringEngine();
  await chrome.scripting.executeScript({ target, func, injectImmediately: true });
}

/** @param {string | undefined} uri @returns {string} */
function numberOf(uri) {
  const asked = /^rc(?:mobile|app):.*[?&]number=(\+?\d+)/.exec(uri ?? "");
  if (asked) return `+${asked[1]?.replace("+", "")}`;
  const written = (uri ?? "").replace(/^\w+:/, "").replace(/\?.*$/, "");
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
