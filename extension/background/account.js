// Reads from the host its own state, the state of the account, and the account's lists of numbers,
// and stores them in the session. Also determines the home region. Depends on the native port, the
// settings and the session.

import { readPolicy, readSettings } from "../shared/settings.js";
import { askHost, handshake, keepHostUntil } from "./native_port.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Description} Description */
/** @typedef {import("../shared/messages.js").HostState} HostState */

/**
 * @returns {Promise<string>} the region that the user chose; without a choice, the country of the
 *   account; without an account, the country of the browser's language; and otherwise "US"
 */
export async function homeRegion() {
  const chosen = (await readSettings()).region;
  const account = (await readSession()).host?.account?.region;
  const browser = new Intl.Locale(chrome.i18n.getUILanguage()).region;
  return chosen || account || browser || "US";
}

/**
 * Asks the host for its version and its account, and stores the answer in the session.
 * @returns {Promise<HostState>}
 */
export async function refreshHost() {
  const host = await handshake().then(accountOf, (problem) => absent(problem));
  await writeSession({ host });
  if (host.state === "ready") await noteSignIn("here");
  await notifyPages(host.state === "ready");
  if (host.state === "ready") await refreshNumbers();
  return host;
}

/**
 * Reads the account's state again after a sign-in in a browser tab has ended, or after a sign-in or
 * a sign-out outside the browser.
 * @param {import("../shared/messages.js").Problem | null} problem why the sign-in failed; null if
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
 * If `ready` has changed, makes all pages request their configuration again. Pages watch this key
 * of `storage.local`, because they cannot read the session.
 * @param {boolean} ready
 */
async function notifyPages(ready) {
  const known = (await chrome.storage.local.get("ready"))["ready"];
  if (known !== ready) await chrome.storage.local.set({ ready });
}

/** @param {import("../shared/messages.js").Problem} problem @returns {HostState} */
const absent = (problem) => ({ state: "absent", problem, version: null, account: null });

/**
 * Leaves out the addresses that the user must register, if the policy contains the client id of an
 * app: sign_in.js then sends that client id to the host before the sign-in.
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

/** Reads the number lists again. The panel shows the session's lists meanwhile. */
const refreshNumbers = () => readNumbers().catch(() => null);

/**
 * Reads the host's current number lists and stores them in the session.
 * @returns {Promise<import("../shared/messages.js").Numbers>} rejects with a `Problem`
 */
export async function readNumbers() {
  const numbers = await askHost("numbers.list");
  await writeSession({ numbers });
  return numbers;
}

/**
 * Adds a number that the user typed in the popup to the user's phones, if the host accepts the
 * number.
 * @param {string} text
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
