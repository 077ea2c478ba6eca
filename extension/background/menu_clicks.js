// Handles the clicks on the extension's items in the context menu. To call, text or copy a number,
// this file sends a message to the frame in which the menu was opened. A change of the site's
// settings is made here. Depends on the menu's items, the calls, the site's settings and the
// messages to frames.

import { siteOf } from "../shared/site_settings.js";
import { homeRegion } from "./account.js";
import { requestCall } from "./calls.js";
import { bringEngine } from "./card_frames.js";
import { createMenus, REWRITE, SELECTION_ITEMS } from "./context_menu_items.js";
import { tellFrame } from "./frame_messages.js";
import { setRegion, trustSite } from "./site_changes.js";

/** @typedef {import("../shared/messages.js").NumberMenuItem} NumberMenuItem */
/** @typedef {{tab: chrome.tabs.Tab & {id: number}, frame: number}} Place */
/** @typedef {{item: NumberMenuItem, text: string, sure: boolean, from: string, caller_id: string}} Choice */

/** A link's number and a selected text are cut off after this many characters. */
const LONGEST_TEXT_CHARACTERS = 80;

/**
 * Shows or hides the menu's items for a selected number. Chromium fires no event before the menu
 * opens. Each frame therefore reports every change of its selection, and this function updates the
 * items at once.
 * @param {boolean} hasNumber
 */
export function showSelectionItems(hasNumber) {
  for (const id of [...SELECTION_ITEMS, "selection with"]) {
    // The item may be missing, which is no error: "Call with" exists only while the user is signed
    // in, and no item exists while the menu is being created.
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
  const short = text.slice(0, LONGEST_TEXT_CHARACTERS);
  if (await changeForSite(place, item, value, short)) return;
  // The menu shows the user the selected text, but not the number of a link. A call to a link's
  // number therefore needs a confirmation, unless the frame finds the number clearly visible.
  await tellChoice(place, {
    item: item === "from" || item === "caller_id" ? "call" : /** @type {NumberMenuItem} */ (item),
    text: short,
    sure: context === "selection",
    from: item === "from" ? value : "",
    caller_id: item === "caller_id" ? value : "",
  });
}

/**
 * Carries out a menu item that changes the settings of the site. Ignores every other item.
 * @param {Place} place
 * @param {string} item
 * @param {string} value
 * @param {string} text the number of a link
 * @returns {Promise<boolean>} true if the item changed the site's settings; false if the frame must
 *   handle the item
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
 * Makes the frame read the number and carry out the chosen item. If extensions cannot access the
 * frame, this function requests the call itself; every other item then has no effect.
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

/**
 * @param {string | undefined} uri a link's address, such as "tel:+14155550100"
 * @returns {string} the number in the address
 */
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
