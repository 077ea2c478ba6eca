// Creates the extension's items in the browser's context menu: after the installation, and again
// when the account's numbers or a site's country have changed. menu_clicks.js handles the clicks on
// the items. Depends on the account and the settings.

import { readSettings } from "../shared/settings.js";
import { homeRegion } from "./account.js";
import { countryNames } from "./country_names.js";
import { readSession } from "./session.js";

/** @typedef {import("../shared/messages.js").PhoneNumber} PhoneNumber */
/**
 * An item of the context menu, with the properties that `chrome.contextMenus.create` takes.
 * @typedef {Object} Item
 * @property {string} [id]
 * @property {string} [title]
 * @property {string} [parentId]
 * @property {("page" | "link" | "selection")[]} contexts
 * @property {"separator"} [type]
 * @property {boolean} [visible]
 * @property {string[]} [targetUrlPatterns]
 */

export const REWRITE = "page rewrite";
/**
 * The addresses of links to numbers: the page's own links, and the links that the extension adds.
 */
const NUMBER_LINKS = ["tel:*", "callto:*", "sms:*", "rcmobile:*", "rcapp:*"];
/** The most phones and the most caller IDs in a submenu. More would not fit on the screen. */
const NUMBERS_LIMIT = 12;
/**
 * The countries that the menu always offers. The menu also offers the home region and the countries
 * that the user has chosen for sites.
 */
const FREQUENT = "US CA GB IE AU NZ DE AT CH FR BE NL ES IT PT PL SE MX BR IN JP".split(" ");

/** @param {string} key @param {...string} values */
const say = (key, ...values) => chrome.i18n.getMessage(key, values);

/**
 * Settles when the last run of `createMenus` has replaced the items. A run takes several steps, so
 * each run waits for the run before it.
 * @type {Promise<unknown>}
 */
let lastMade = Promise.resolve();

/** @returns {Promise<unknown>} */
export function createMenus() {
  lastMade = lastMade.then(makeAll, makeAll);
  return lastMade;
}

async function makeAll() {
  const { numbers } = await readSession();
  const countries = await countriesToOffer();
  await chrome.contextMenus.removeAll();
  /** @type {Item[]} */
  const items = [
    ...selectionItems(numbers),
    ...linkItems(numbers, countries),
    { id: REWRITE, contexts: ["page"], title: say("menu_rewrite") },
  ];
  for (const item of items) {
    chrome.contextMenus.create(/** @type {chrome.contextMenus.CreateProperties} */ (item));
  }
}

/** The ids of the items that `showSelectionItems` shows only while a number is selected. */
export const SELECTION_ITEMS = ["selection call", "selection text", "selection copy"];

/** @param {import("../shared/messages.js").Numbers | null} numbers @returns {Item[]} */
function selectionItems(numbers) {
  /** @type {Item} */
  const common = { contexts: ["selection"], visible: false };
  return [
    { ...common, id: "selection call", title: say("menu_call_selection") },
    ...withItems("selection", common, numbers),
    { ...common, id: "selection text", title: say("menu_text_selection") },
    { ...common, id: "selection copy", title: say("menu_copy_selection") },
  ];
}

/**
 * @param {import("../shared/messages.js").Numbers | null} numbers
 * @param {[string, string][]} countries pairs of code and name
 * @returns {Item[]}
 */
function linkItems(numbers, countries) {
  /** @type {Item} */
  const common = { contexts: ["link"], targetUrlPatterns: NUMBER_LINKS };
  const inRegion = { ...common, parentId: "link countries" };
  return [
    { ...common, id: "link call", title: say("menu_call_link") },
    ...withItems("link", common, numbers),
    { ...common, id: "link text", title: say("menu_text_link") },
    { ...common, id: "link copy", title: say("menu_copy_link") },
    { ...common, id: "link copy_written", title: say("menu_copy_written") },
    { ...common, id: "link separator", type: "separator" },
    { ...common, id: "link not_number", title: say("menu_not_number") },
    { ...common, id: "link countries", title: say("menu_region") },
    { ...inRegion, id: "link region", title: say("menu_region_auto") },
    { ...inRegion, id: "link region separator", type: "separator" },
    ...countries.map(([code, name]) => ({ ...inRegion, id: `link region ${code}`, title: name })),
    { ...common, id: "link trust", title: say("menu_trust") },
  ];
}

/**
 * Returns the items of the submenu "Call with", in which the user chooses another phone or another
 * caller ID for one call.
 * @param {string} context "selection" or "link", with which the items' ids begin
 * @param {Item} common the properties that all items of this context have
 * @param {import("../shared/messages.js").Numbers | null} numbers null if the user is not signed in
 * @returns {Item[]}
 */
function withItems(context, common, numbers) {
  const phones = numbers?.from.slice(0, NUMBERS_LIMIT) ?? [];
  const callers = numbers?.caller_id.slice(0, NUMBERS_LIMIT) ?? [];
  if (phones.length < 2 && callers.length < 2) return [];
  const { visible, ...shown } = common;
  const parentId = `${context} with`;
  const items = (/** @type {string} */ name, /** @type {PhoneNumber[]} */ list) =>
    list.map((entry) => {
      const id = `${context} ${name} ${entry.phone_number}`;
      return { ...shown, parentId, id, title: say(`menu_with_${name}`, labelOf(entry)) };
    });
  /** @type {Item} */
  const line = { ...shown, parentId, id: `${context} with separator`, type: "separator" };
  return [
    { ...common, id: parentId, title: say("menu_with") },
    ...items("from", phones),
    line,
    ...items("caller_id", callers),
  ];
}

/** @param {PhoneNumber} entry */
const labelOf = ({ label, phone_number }) => [label, phone_number].filter(Boolean).join(" · ");

/**
 * Returns the countries that the context menu offers as the country of a site's numbers.
 * @returns {Promise<[string, string][]>} pairs of code and name, sorted by name
 */
async function countriesToOffer() {
  const names = countryNames();
  const { sites } = await readSettings();
  const ofSites = Object.values(sites).map(({ region }) => region ?? "");
  const codes = [...new Set([await homeRegion(), ...ofSites, ...FREQUENT])];
  const known = codes.flatMap((code) =>
    names[code] ? [/** @type {[string, string]} */ ([code, names[code]])] : [],
  );
  return known.sort(([, one], [, other]) => one.localeCompare(other));
}
