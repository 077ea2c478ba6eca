// Asks the host for its version, for the account and for the lists of the user's phones and caller
// IDs, and stores the answers in the session (session.js). Also determines the home region. Depends
// on the native port, the settings and the session.

import { readPolicy, readSettings } from "../shared/settings.js";
import { askHost, handshake, keepHostUntil } from "./native_port.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Description} Description */
/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/**
 * The codes of the problems that show that the user is not signed in, or that calls need another
 * helper app. Every other problem may be over at the next request: a helper app that starts slowly
 * after the computer was switched on, a locked keyring, a lost network.
 */
const LASTING = [
  ...["host_missing", "host_forbidden", "update_host", "update_extension"],
  ...["not_signed_in", "sign_in_expired"],
];
/** After a problem that may pass, the host is not asked again before this time has passed. */
const ASK_AGAIN_AFTER_MS = 10_000;

/** The time, as `Date.now()` gives it, at which the host was last asked for the account. */
let askedAt = 0;

/**
 * Determines the home region: the country of numbers without a country code in a page that shows no
 * country.
 * @returns {Promise<string>} the region that the user chose, or else the country of the account, or
 *   else the country of the browser's language, or else "US"
 */
export async function homeRegion() {
  const chosen = (await readSettings()).region;
  const account = (await readSession()).host?.account?.region || (await lastKnown()).region;
  const browser = new Intl.Locale(chrome.i18n.getUILanguage()).region;
  return chosen || account || browser || "US";
}

/**
 * Asks the host for its version, for the account and, if the user is signed in, for the lists of
 * the user's phones and caller IDs. Stores the answers in the session. If the host cannot be
 * reached, stores and returns the state "absent".
 * @returns {Promise<HostState>}
 */
export async function refreshHost() {
  askedAt = Date.now();
  const host = await handshake().then(accountOf, (problem) => absent(problem));
  await writeSession({ host });
  if (host.state === "ready") await noteSignIn("here");
  if (!mayPass(host.problem)) await notifyPages(host);
  if (host.state === "ready") await refreshNumbers();
  return host;
}

/**
 * Determines whether a click on a number calls by RingOut, which it does if the user is signed in.
 * While a problem that may pass makes this unknown, returns whether the user was signed in before
 * the problem, and asks the host again. If the problem lasts until the click, the call's card
 * reports the problem.
 * @param {HostState} host
 */
export async function canRingOut({ state, problem }) {
  if (state === "ready") return true;
  if (!mayPass(problem)) return false;
  if (Date.now() - askedAt > ASK_AGAIN_AFTER_MS) void refreshHost();
  return (await lastKnown()).ready;
}

/**
 * Reads the account again after a sign-in in a browser tab has succeeded or failed, and after the
 * host has noticed that the user is no longer signed in.
 * @param {Problem | null} problem why the user is not signed in; null if the sign-in succeeded
 */
export async function accountChanged(problem) {
  keepHostUntil(0);
  const host = await refreshHost();
  if (problem) await writeSession({ host: { ...host, problem } });
}

/**
 * Stores whether the sign-in has expired ("over") or not ("here"). After an expiry, each click on a
 * number tells the user to sign in again, until the next sign-in or sign-out stores "here".
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
 * Stores in `storage.local` whether the user is signed in, under the key `ready`, and the account's
 * country, if one of them has changed. Content scripts cannot read the session. They request their
 * configuration again when the browser reports that `ready` has changed.
 * @param {HostState} host
 */
async function notifyPages({ state, account }) {
  const [known, now] = [await lastKnown(), state === "ready"];
  const region = account?.region ?? "";
  if (known.ready === now && known.region === region) return;
  await chrome.storage.local.set({ ready: now, account_region: region });
}

/**
 * @returns {Promise<{ready: boolean, region: string}>} whether the user was signed in when
 *   `notifyPages` last ran, and the account's country, "" if it is not known
 */
async function lastKnown() {
  const { ready, account_region } = await chrome.storage.local.get(["ready", "account_region"]);
  const region = typeof account_region === "string" ? account_region : "";
  return { ready: ready === true, region };
}

/** @param {Problem | null} problem */
const mayPass = (problem) => problem !== null && !LASTING.includes(problem.code);

/** @param {Problem} problem @returns {HostState} */
const absent = (problem) => ({ state: "absent", problem, version: null, account: null });

/**
 * Removes `redirect_addresses` from the account if the policy contains a client id. A user needs
 * these addresses only to get a client id from RingCentral. sign_in.js sends the policy's client id
 * to the host before the sign-in.
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

/** Calls `readNumbers`. Ignores a failure, because the panels can still show the stored lists. */
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
 * @param {string} home the region of a number without a country code
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
