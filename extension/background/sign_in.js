// Provides signing in, from the press on a button to its end: one page of RingCentral at a time, in a
// tab that is brought to the front when somebody presses again. Depends on the native port, the
// session, the account and the settings' policy.

import { readPolicy } from "../shared/settings.js";
import { accountChanged } from "./account.js";
import { askHost, keepHostUntil } from "./native_port.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Account} Account */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/** As long as the host waits for a sign-in to come back. */
const WITHIN_MS = 600_000;

/** Two presses at once are one. @type {Promise<Account> | null} */
let beginning = null;

/** @returns {Promise<Account>} as it is before the sign-in; rejects with a `Problem` */
export function signIn() {
  beginning ??= begin().finally(() => (beginning = null));
  return beginning;
}

/** @returns {Promise<Account>} */
async function begin() {
  const { sign_in, host } = await readSession();
  if (sign_in?.state === "waiting" && host?.account && (await bringToFront(sign_in.tab))) {
    return host.account;
  }
  const before = await askHost("account.read").catch(() => null);
  if (before?.redirect_addresses && !(await takePolicysApp())) return askForClientId(before);
  const { sign_in_url, ...account } = await askHost("account.sign_in");
  keepHostUntil(WITHIN_MS);
  const tab = await chrome.tabs.create({ url: sign_in_url });
  await writeSession({ sign_in: { state: "waiting", tab: tab.id ?? -1, problem: null } });
  return { ...account, sign_in_url: null };
}

/** The welcome page asks for it, wherever the button was pressed. @param {Account} account */
async function askForClientId(account) {
  await chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });
  return account;
}

/**
 * A helper that has no client id takes the organisation's.
 * @returns {Promise<boolean>} false: no policy names one
 */
async function takePolicysApp() {
  const { client_id } = await readPolicy();
  if (client_id) await askHost("account.configure", { client_id });
  return client_id !== "";
}

/** @param {number} tab @returns {Promise<boolean>} false: it is gone */
async function bringToFront(tab) {
  const found = await chrome.tabs.update(tab, { active: true }).catch(() => undefined);
  if (found) await chrome.windows.update(found.windowId, { focused: true });
  return found !== undefined;
}

/**
 * The host tells that somebody signed in or out, or that a sign-in came to nothing.
 * @param {Problem | null} problem
 */
export async function signInEnded(problem) {
  const { sign_in } = await readSession();
  if (sign_in) await writeSession({ sign_in: problem && { state: "failed", tab: -1, problem } });
  await accountChanged(problem);
}

/** Closing RingCentral's page is giving up. @param {number} tab */
export async function signInTabClosed(tab) {
  const { sign_in } = await readSession();
  if (sign_in?.state !== "waiting" || sign_in.tab !== tab) return;
  await writeSession({ sign_in: { state: "cancelled", tab: -1, problem: null } });
}

/**
 * @param {string} client_id of the user's own app
 * @returns {Promise<Account>} rejects with a `Problem`
 */
export async function configureAccount(client_id) {
  await askHost("account.configure", { client_id });
  return signIn();
}
