// Provides what the browser's menu on a number does: the frame in which it was opened calls, writes or
// copies; what holds for the whole site is changed here. Depends on the menu's items, the calls, the
// site's settings and the messages to frames.

import { siteOf } from "../shared/site_settings.js";
import { homeRegion } from "./account.js";
import { requestCall } from "./calls.js";
import { bringEngine } from "./card_frames.js";
import { tellFrame } from "./frame_messages.js";
import { createMenus, REWRITE, SELECTION_ITEMS } from "./menu_items.js";
import { setRegion, trustSite } from "./site_changes.js";

/** @typedef {import("../shared/messages.js").NumberMenuItem} NumberMenuItem */
/** @typedef {{tab: chrome.tabs.Tab & {id: number}, frame: number}} Place */
/** @typedef {{item: NumberMenuItem, text: string, sure: boolean, from: string, caller_id: string}} Choice */

/** No number, and no selection with one, is longer. */
const LONGEST_TEXT = 80;

/**
 * Chromium tells nobody that its menu is about to open, so the frame whose selection changes says
 * whether a number is in it, before the menu is there.
 * @param {boolean} hasNumber
 */
export function showSelectionItems(hasNumber) {
  for (const id of [...SELECTION_ITEMS, "selection with"]) {
    // There is no "call with" while nobody is signed in; a menu that is being made has none of them.
    chrome.contextMenus.update(id, { visible: hasNumber }, () => void chrome.runtime.lastError);
  }
}

/**
 * @param {chrome.contextMenus.OnClickData} clicked
 * @param {chrome.tabs.Tab} [tab]
 */
export async function chooseMenu(clicked, tab) {
  if (!tab?.id) return;
  if (clicked.menuItemId === REWRITE) {
    await tellFrame({ tab: tab.id }, "page.rewrite", {});
    return;
  }
  const place = { tab: { ...tab, id: tab.id }, frame: clicked.frameId ?? 0 };
  const [context = "", item = "", value = ""] = String(clicked.menuItemId).split(" ");
  const text = context === "link" ? numberOf(clicked.linkUrl) : clicked.selectionText;
  if (!text) return;
  const short = text.slice(0, LONGEST_TEXT);
  if (await changeForSite(place, item, value, short)) return;
  // The menu shows what is selected, but not where a link leads: that is asked about, unless the frame
  // finds the number plainly to be seen under it.
  await tellChoice(place, {
    item: item === "from" || item === "caller_id" ? "call" : /** @type {NumberMenuItem} */ (item),
    text: short,
    sure: context === "selection",
    from: item === "from" ? value : "",
    caller_id: item === "caller_id" ? value : "",
  });
}

/**
 * @param {Place} place
 * @param {string} item
 * @param {string} value
 * @param {string} text the number of a link
 * @returns {Promise<boolean>} false: it is for the frame to do
 */
async function changeForSite(place, item, value, text) {
  if (item === "region") {
    await setRegion(place, value, text);
    createMenus();
  } else if (item === "trust") await trustSite(place, text);
  else return false;
  return true;
}

/**
 * The frame itself reads the number and does what was chosen. Where no script of ours can be, a call
 * is all that is left.
 * @param {Place} place
 * @param {Choice} choice
 */
async function tellChoice({ tab, frame }, choice) {
  const isTaken =
    (await bringEngine(tab.id, frame)) &&
    (await chrome.tabs
      .sendMessage(tab.id, { type: "number.chosen", ...choice }, { frameId: frame })
      .then(
        () => true,
        () => false,
      ));
  if (isTaken || choice.item !== "call") return;
  const { id, incognito: isPrivate, url } = tab;
  const sender = { tab: id, frame, document: undefined, site: siteOf(url), isPrivate };
  const { text: shown, from, caller_id } = choice;
  const words = { shown, linked: "", sure: false, from, caller_id };
  await requestCall(shown, words, sender, await homeRegion()).catch(() => undefined);
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
