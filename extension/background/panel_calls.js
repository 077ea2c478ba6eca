// Handles what the user does with calls in a panel: requests a call, lists the earlier calls, and
// removes an ended call from the popup. Depends on the account, the calls and the native port.

import { siteOf } from "../shared/site_settings.js";
import { homeRegion } from "./account.js";
import { requestCall } from "./calls.js";
import { askHost } from "./native_port.js";
import { isUnderWay, readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Call} Call */

/** The most calls that one request to the host can list. */
const MOST_CALLS = 100;
const RECENT_CALLS = 20;

/**
 * Requests a call after a click in a panel. No page can cause such a click, so the call needs no
 * confirmation for a new site. The user's settings for the site of the page behind the popup apply.
 * @param {{text: string, name: string, tab: number}} asked `text` is the number, and `tab` is the
 *   id of the tab behind the panel, or -1
 */
export async function callFromPanel({ text, name, tab }) {
  const { url, incognito: isPrivate = false } = await tabOf(tab);
  const place = { tab: null, frame: 0, document: undefined, site: "", isPrivate };
  const words = { shown: text, linked: "", sure: true, name };
  const sender = { ...place, behind: siteOf(url) };
  return requestCall(text, words, sender, await homeRegion());
}

/** Removes an ended call from the popup and the badge. @param {{call_id: string}} over */
export async function dismissCall({ call_id }) {
  const { call } = await readSession();
  if (call?.call_id === call_id && !isUnderWay(call)) await writeSession({ call: null });
  return null;
}

/**
 * @param {number} tab the tab's id, -1 for no tab
 * @returns {Promise<Partial<chrome.tabs.Tab>>} the tab; {} if there is no such tab
 */
export async function tabOf(tab) {
  return tab < 0 ? {} : ((await chrome.tabs.get(tab).catch(() => undefined)) ?? {});
}

/**
 * Requests the latest calls from the host's journal.
 * @returns {Promise<{calls: Call[]}>} the latest calls, which are also stored in the session, so
 *   that the popup can show the calls as soon as it opens
 */
export async function recentCalls() {
  const { calls } = await askHost("calls.recent", { limit: RECENT_CALLS });
  await writeSession({ recent: calls });
  return { calls };
}

/** @returns {Promise<{calls: Call[]}>} all calls that the host returns, for an export */
export const journal = () => askHost("calls.recent", { limit: MOST_CALLS });
