// Signs the user in: opens RingCentral's sign-in page in a tab after a click on "Sign in", and
// handles the result. Only one sign-in page is open at a time; another click on "Sign in" activates
// that page's tab. Depends on the native port, the session, the account and the settings' policy.

import { readPolicy } from "../shared/settings.js";
import { accountChanged } from "./account.js";
import { askHost, keepHostUntil, ownProblem } from "./native_port.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Account} Account */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/** The time in milliseconds after which the host stops waiting for the end of a sign-in. */
const WITHIN_MS = 600_000;

/**
 * The sign-in that is starting. A second click waits for this sign-in and starts no other.
 * @type {Promise<Account> | null}
 */
let beginning = null;
/**
 * Whether the host that is connected now waits for the end of a sign-in. After a stop of the
 * service worker it does not, because the host ended with its port.
 */
let isAwaited = false;

/**
 * Starts a sign-in in a new tab. If a sign-in is already in progress, brings its tab to the front.
 * @returns {Promise<Account>} the account as it is before the sign-in; rejects with a `Problem`
 */
export function signIn() {
  beginning ??= begin().finally(() => (beginning = null));
  return beginning;
}

/** @returns {Promise<Account>} */
async function begin() {
  const { sign_in, host } = await readSession();
  const isWaiting = isAwaited && sign_in?.state === "waiting";
  if (isWaiting && host?.account && (await bringToFront(sign_in.tab))) return host.account;
  const before = await askHost("account.read").catch(() => null);
  if (before?.redirect_addresses && !(await usePolicyClientId())) return askForClientId(before);
  const { sign_in_url, ...account } = await askHost("account.sign_in");
  isAwaited = true;
  keepHostUntil(WITHIN_MS);
  const tab = await chrome.tabs.create({ url: sign_in_url });
  await writeSession({ sign_in: { state: "waiting", tab: tab.id ?? -1, problem: null } });
  return { ...account, sign_in_url: null };
}

/** Opens the welcome page, on which the user enters the client id. @param {Account} account */
async function askForClientId(account) {
  await chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });
  return account;
}

/**
 * Sends the organization's client id from the policy to a host that has no client id.
 * @returns {Promise<boolean>} false if the policy contains no client id
 */
async function usePolicyClientId() {
  const { client_id } = await readPolicy();
  if (client_id) await askHost("account.configure", { client_id });
  return client_id !== "";
}

/**
 * Activates a tab and its window.
 * @param {number} tab
 * @returns {Promise<boolean>} false if the tab no longer exists
 */
async function bringToFront(tab) {
  const found = await chrome.tabs.update(tab, { active: true }).catch(() => undefined);
  if (found) await chrome.windows.update(found.windowId, { focused: true });
  return found !== undefined;
}

/**
 * Handles the message of the host that a sign-in has succeeded or failed, or that the user is no
 * longer signed in.
 * @param {Problem | null} problem why the user is not signed in; null if the sign-in succeeded
 */
export async function signInEnded(problem) {
  const { sign_in } = await readSession();
  if (sign_in) await writeSession({ sign_in: problem && { state: "failed", tab: -1, problem } });
  await accountChanged(problem);
}

/**
 * Marks a sign-in that was waiting as failed. Called when the port to the host has closed, and when
 * the service worker starts: the host that waited for the sign-in has then ended, so that
 * RingCentral's page in the tab leads nowhere.
 */
export async function signInLost() {
  isAwaited = false;
  const { sign_in } = await readSession();
  if (sign_in?.state !== "waiting") return;
  await writeSession({ sign_in: { state: "failed", tab: -1, problem: ownProblem("host_died") } });
}

/** Marks the sign-in as cancelled if the sign-in's tab was closed. @param {number} tab */
export async function signInTabClosed(tab) {
  const { sign_in } = await readSession();
  if (sign_in?.state !== "waiting" || sign_in.tab !== tab) return;
  await writeSession({ sign_in: { state: "cancelled", tab: -1, problem: null } });
}

/**
 * Makes the host save the client id of the user's app at RingCentral, and starts a sign-in.
 * @param {string} client_id
 * @returns {Promise<Account>} the account as it is before the sign-in; rejects with a `Problem`
 */
export async function configureAccount(client_id) {
  await askHost("account.configure", { client_id });
  return signIn();
}
