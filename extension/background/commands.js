// Carries out the extension's commands, each of which has a keyboard shortcut in the browser. Only
// a user can press a shortcut; a page cannot send a command. Depends on the settings, the calls,
// the link hints and the account.

import { changeSettings, readSettings } from "../shared/settings.js";
import { choicesFor, siteOf, withSite } from "../shared/site_settings.js";
import { homeRegion } from "./account.js";
import { cancelCall, requestCall } from "./calls.js";
import { tellFrame } from "./frame_messages.js";
import { showHints } from "./link_hints.js";
import { askHost } from "./native_port.js";
import { isUnderWay, readSession } from "./session.js";
import { sayNothingIsStored } from "./site_changes.js";
import { showProblemOnBadge } from "./toolbar_problem.js";

/** @typedef {chrome.tabs.Tab | undefined} Tab */

/** The sender of a request that comes from a shortcut and not from a page. */
const NO_PAGE = { tab: null, frame: 0, document: undefined, site: "", isPrivate: false };

/** The action of each command. @type {Record<string, (tab: Tab) => Promise<unknown>>} */
const COMMANDS = {
  show_hints: showHints,
  call_selection: callSelection,
  cancel_call: cancelPresent,
  redial,
  toggle_site: toggleSite,
};

/**
 * Runs a shortcut's command. If the command fails, shows the problem on the toolbar button.
 * @param {string} command
 * @param {Tab} tab the active tab; undefined if the browser gives none
 */
export function runCommand(command, tab) {
  if (!Object.hasOwn(COMMANDS, command)) return;
  COMMANDS[command]?.(tab).catch(showProblemOnBadge);
}

/**
 * Tells the frame with the selected text to find the number in this text and to call the number, as
 * after a click.
 * @param {Tab} tab
 */
async function callSelection(tab) {
  if (!tab?.id) return;
  const target = { tabId: tab.id, allFrames: true };
  const frames = await chrome.scripting.executeScript({ target, func: selectedHere });
  const inFocus = (/** @type {typeof frames[number]} */ { result }) => result?.isInFocus;
  const selected = frames.filter(({ result }) => result?.text);
  const { frameId: frame, result } = selected.find(inFocus) ?? selected[0] ?? { frameId: 0 };
  await chrome.scripting.executeScript({
    target: { tabId: tab.id, frameIds: [frame] },
    func: bringEngine,
    injectImmediately: true,
  });
  await tellFrame({ tab: tab.id, frame }, "selection.call", { text: result?.text ?? "" });
}

/**
 * Returns the selected text of a frame, except in a password field, and whether the frame has the
 * focus. The browser runs this function in the frame, without access to the rest of this file.
 * @returns {{text: string, isInFocus: boolean}}
 */
function selectedHere() {
  const page = /** @type {any} */ (globalThis);
  const field = page.document.activeElement;
  const isText = /^(text|search|tel|url|textarea)$/.test(field?.type ?? "");
  const inField = isText ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
  const text = String(inField || page.getSelection()).slice(0, 200);
  return { text: text.trim(), isInFocus: page.document.hasFocus() };
}

/** Loads the engine into the frame in which the browser runs this function. */
async function bringEngine() {
  await /** @type {{clickToCallPage?: {bringEngine: () => Promise<void>}}} */ (
    globalThis
  ).clickToCallPage?.bringEngine();
}

async function cancelPresent() {
  const { call } = await readSession();
  if (isUnderWay(call)) await cancelCall(call.call_id, NO_PAGE);
}

/**
 * Calls the last called number again. The user must confirm this call if a click on the number in
 * the active page would need a confirmation.
 * @param {Tab} tab
 */
async function redial(tab) {
  const last = (await askHost("calls.recent", { limit: 1 })).calls[0]?.to;
  if (!last) return;
  const { id = null, url, incognito: isPrivate = false } = tab ?? {};
  const sender = { ...NO_PAGE, tab: id, site: siteOf(url), isPrivate };
  await requestCall(last, { shown: last, linked: "", sure: true }, sender, await homeRegion());
}

/** @param {Tab} tab */
async function toggleSite(tab) {
  const site = siteOf(tab?.url);
  if (!tab || !site) return;
  if (tab.incognito) {
    await sayNothingIsStored(tab, site);
    return;
  }
  const { enabled } = choicesFor(await readSettings(), site);
  await changeSettings((settings) => withSite(settings, site, { enabled: !enabled }));
}
