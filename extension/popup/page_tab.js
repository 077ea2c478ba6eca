// Shows the popup's list of the page's numbers, with buttons that call a number, send a text
// message to it, copy it, or add all numbers to the call list. Depends on the messages, the call
// list and controls.js.

import { collect } from "../shared/call_list.js";
import { element, iconButton, sayDone } from "../shared/controls.js";
import { byId, replaceRows } from "../shared/elements.js";
import { displayNumber } from "../shared/format_number.js";
import { formatCount, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";

/** @typedef {import("../shared/messages.js").NumberOnPage} NumberOnPage */
/** @typedef {{id: number, site: string, isPrivate: boolean}} Page `id`: the tab's id, or -1 */

/**
 * The times in milliseconds after which the numbers are requested again, because the content
 * scripts may not have searched the whole page yet.
 */
const AGAIN_AFTER_MS = [400, 1200, 3000];

/**
 * Lists the page's numbers at once, and again after each of the times AGAIN_AFTER_MS.
 * @param {Page} page
 * @param {(number: string, name: string) => void} call
 */
export function watchPage(page, call) {
  const look = () => listNumbersOfPage(page, call);
  look();
  for (const delay of AGAIN_AFTER_MS) setTimeout(look, delay);
}

/** The list of numbers that the popup shows now, as JSON. */
let shownNow = "";

/**
 * Requests the numbers in the page's frames and lists them in the popup.
 * @param {Page} page
 * @param {(number: string, name: string) => void} call
 */
async function listNumbersOfPage(page, call) {
  const hasPage = page.id >= 0 && page.site !== "";
  if (shownNow === "") showNone(say(hasPage ? "page_looking" : "page_closed"));
  if (!hasPage) return showTitle(null);
  const numbers = await send("page.numbers", { tab: page.id }).catch(() => []);
  // An unchanged list is not rebuilt, so that its buttons do not move.
  if (shownNow === JSON.stringify(numbers)) return;
  shownNow = JSON.stringify(numbers);
  showTitle(numbers.length);
  showNone(numbers.length === 0 ? say("page_none") : "");
  replaceRows(
    byId("page-numbers"),
    numbers.map((one) => row(one, page, call)),
  );
  offerToCollect(numbers, page);
}

/** @param {string} words */
function showNone(words) {
  byId("page-none").textContent = words;
  byId("page-none").hidden = words === "";
}

/** Shows that the page's numbers are not known yet. */
export function showEmptyPage() {
  showTitle(null);
  byId("collect").textContent = say("page_collect", "0");
}

/** @param {number | null} count */
function showTitle(count) {
  byId("tab-page").textContent = count
    ? say("page_tab_count", formatCount(count))
    : say("page_tab");
}

/**
 * Returns the row of a number.
 * @param {NumberOnPage} one
 * @param {Page} page
 * @param {(number: string, name: string) => void} call
 */
function row({ number, name, frame }, page, call) {
  const shown = displayNumber(number);
  const who = element(
    "div",
    { className: "who" },
    element("span", { textContent: name || shown, dir: "auto", className: name ? "" : "number" }),
  );
  if (name) who.append(element("span", { className: "about number", textContent: shown }));
  const named = name ? `${shown}, ${name}` : shown;
  const text = () => send("page.text", { tab: page.id, frame, number }).catch(() => undefined);
  return element(
    "li",
    { "data-key": `${frame} ${number}` },
    who,
    iconButton("call", say("page_call", named), () => call(number, name)),
    iconButton("message", say("page_message", named), text),
    iconButton("copy", say("page_copy", named), (event) => copy(number, event)),
  );
}

/** @param {string} number @param {MouseEvent} event */
async function copy(number, { currentTarget }) {
  await navigator.clipboard.writeText(number);
  sayDone(/** @type {HTMLElement} */ (currentTarget), say("copied"));
}

/** @param {NumberOnPage[]} numbers @param {Page} page */
function offerToCollect(numbers, { site, isPrivate }) {
  const selected = numbers.filter((one) => one.selected);
  const wanted = selected.length > 0 ? selected : numbers;
  const button = /** @type {HTMLButtonElement} */ (byId("collect"));
  button.disabled = numbers.length === 0;
  const key = selected.length > 0 ? "page_collect_selected" : "page_collect";
  button.textContent = say(key, formatCount(wanted.length));
  button.onclick = async () => {
    const kept = isPrivate ? { name: "", site: "" } : { site };
    await collect(wanted.map(({ number, name }) => ({ number, name, ...kept })));
    sayDone(button, say("page_collected"));
  };
}
