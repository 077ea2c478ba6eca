// Asks the host for its version, for the account and for the account's lists of numbers, and stores
// the answers in the session (session.js). Also determines the home region. Depends on the native
// port, the settings and the session.

import { readPolicy, readSettings } from "../shared/settings.js";
import { askHost, handshake, keepHostUntil } from "./native_port.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Description} Description */
/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/**
 * The codes of problems that may be over at the next request, such as a helper app that starts
 * slowly after the computer was switched on. They do not mean that the user signed out.
 */
const MAY_PASS = [
  ...["host_silent", "host_died", "keyring_locked", "keyring_mute", "keyring_failed"],
];
/** After a problem that may pass, the host is asked again at most once in this time. */
const ASK_AGAIN_AFTER_MS = 10_000;

/** When the host was last asked for the account, as `Date.now()` gives it. */
let askedAt = 0;

/**
 * Determines the country of numbers without a country code, for pages that do not show a country.
 * @returns {Promise<string>} the region that the user chose, or else the country of the account, or
 *   else the country of the browser's language, or else "US"
 */
export async function homeRegion() {
  const chosen = (await readSettings()).region;
  const account = (await readSession()).host?.account?.region;
  const browser = new Intl.Locale(chrome.i18n.getUILanguage()).region;
  return chosen || account || browser || "US";
}

/**
 * Asks the host for its version, for the account and, if the user is signed in, for the number
 * lists, and stores all of them in the session. If the host cannot be reached, stores and returns
 * the state "absent".
 * @returns {Promise<HostState>}
 */
export async function refreshHost() {
  askedAt = Date.now();
  const host = await handshake().then(accountOf, (problem) => absent(problem));
  await writeSession({ host });
  if (host.state === "ready") await noteSignIn("here");
  if (!mayPass(host.problem)) await notifyPages(host.state === "ready");
  if (host.state === "ready") await refreshNumbers();
  return host;
}

/**
 * Determines whether a click on a number calls by RingOut. After a problem that may pass, it does if
 * the user was signed in before, so that the card reports the problem if it lasts; the host is then
 * asked again.
 * @param {HostState} host
 */
export async function canRingOut({ state, problem }) {
  if (state === "ready") return true;
  if (!mayPass(problem)) return false;
  if (Date.now() - askedAt > ASK_AGAIN_AFTER_MS) void refreshHost();
  return wasReady();
}

/**
 * Reads the account's state again after a sign-in in a browser tab has ended, or after a sign-in or
 * a sign-out outside the browser.
 * @param {Problem | null} problem why the sign-in failed; null if
 *   no sign-in failed
 */
export async function accountChanged(problem) {
  keepHostUntil(0);
  const host = await refreshHost();
  if (problem) await writeSession({ host: { ...host, problem } });
}

/**
 * Stores whether the sign-in has expired ("over") or not ("here"). "over" stays until the next
 * sign-in or sign-out, and pages then tell the user after each click on a number.
 * @param {"here" | "over"} sign_in
 */
export async function noteSignIn(sign_in) {
  if ((await signInState()) !== sign_in) await chrome.storage.local.set({ sign_in });
}

/** @returns {Promise<"here" | "over">} */
export async function signInState() {
  const { sign_in } = await chrome.storage.local.get("sign_in");
  return sign_in === "over" ? "over" : "here";
}

/**
 * Stores in `storage.local` whether the user is signed in, if that has changed. Content scripts
 * watch this key, because they cannot read the session, and then request their configuration again.
 * @param {boolean} ready
 */
async function notifyPages(ready) {
  if ((await wasReady()) !== ready) await chrome.storage.local.set({ ready });
}

/** @returns {Promise<boolean>} whether the user was signed in when the host last knew that */
const wasReady = async () => (await chrome.storage.local.get("ready"))["ready"] === true;

/** @param {Problem | null} problem */
const mayPass = (problem) => problem !== null && MAY_PASS.includes(problem.code);

/** @param {Problem} problem @returns {HostState} */
const absent = (problem) => ({ state: "absent", problem, version: null, account: null });

/**
 * Returns the account without `redirect_addresses`, which the user must register at RingCentral to
 * get a client id, if the policy contains a client id. In that case, sign_in.js sends the policy's
 * client id to the host before the sign-in.
 * @param {import("../shared/messages.js").Account} account
 */
async function withPolicy({ redirect_addresses, ...account }) {
  const isNeeded = redirect_addresses && (await readPolicy()).client_id === "";
  return { ...account, ...(isNeeded && { redirect_addresses }) };
}

/** @param {{version: string}} host @returns {Promise<HostState>} */
async function accountOf({ version }) {
  try {
    const account = await withPolicy(await askHost("account.read"));
    return { state: account.signed_in ? "ready" : "signed_out", problem: null, version, account };
  } catch (problem) {
    return { state: "signed_out", problem: /** @type {any} */ (problem), version, account: null };
  }
}

/** Calls `readNumbers`. Ignores a failure, because the panels can still show the older lists. */
const refreshNumbers = () => readNumbers().catch(() => null);

/**
 * Asks the host for the lists of the user's phones and caller IDs, and stores them in
 * `storage.session`.
 * @returns {Promise<import("../shared/messages.js").Numbers>} rejects with a `Problem`
 */
export async function readNumbers() {
  const numbers = await askHost("numbers.list");
  await writeSession({ numbers });
  return numbers;
}

/**
 * Adds a number that the user typed in the popup to the list of the user's phones, if the host
 * accepts the number.
 * @param {string} text the number as the user typed it
 * @param {string} home the region for a national number
 * @returns {Promise<string>} the number in E.164; rejects with a `Problem` if the host does not
 *   accept it
 */
export async function typedPhone(text, home) {
  const { number, ext } = /** @type {Description} */ (
    await askHost("number.describe", { number: text, region: home })
  );
  const typed = ext ? `${number};ext=${ext}` : number;
  await writeSession({ numbers: await askHost("numbers.list", { typed }) });
  return number;
}
