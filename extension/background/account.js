// Provides what is known of the host and of the account that is signed in: its state, the home
// region, the number lists. Depends on the native port, the settings and the session.

import { readSettings } from "../shared/settings.js";
import { askHost, handshake, keepHostUntil } from "./native_port.js";
import { readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Description} Description */
/** @typedef {import("../shared/messages.js").HostState} HostState */

/** @returns {Promise<string>} the account's country, else the browser's, else the United States */
export async function homeRegion() {
  const chosen = (await readSettings()).region;
  const account = (await readSession()).host?.account?.region;
  const browser = new Intl.Locale(chrome.i18n.getUILanguage()).region;
  return chosen || account || browser || "US";
}

/**
 * Asks the host who it is and who is signed in, and keeps the answer for pages to read.
 * @returns {Promise<HostState>}
 */
export async function lookAtHost() {
  const host = await handshake().then(accountOf, (problem) => absent(problem));
  await writeSession({ host });
  if (host.state === "ready") await noteSignIn("here");
  await notifyPages(host.state === "ready");
  if (host.state === "ready") await lookAtNumbers();
  return host;
}

/**
 * A sign-in in a browser tab came to its end, or somebody signed in or out elsewhere.
 * @param {import("../shared/messages.js").Problem | null} problem why a sign-in failed
 */
export async function accountChanged(problem) {
  keepHostUntil(0);
  const host = await lookAtHost();
  if (problem) await writeSession({ host: { ...host, problem } });
}

/**
 * Keeps that a sign-in came to its end, until there is another or the user signs out: pages then say so
 * at each click.
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
 * Pages cannot read the session; a change under this key of storage.local makes them ask again.
 * @param {boolean} ready
 */
async function notifyPages(ready) {
  const known = (await chrome.storage.local.get("ready"))["ready"];
  if (known !== ready) await chrome.storage.local.set({ ready });
}

/** @param {import("../shared/messages.js").Problem} problem @returns {HostState} */
const absent = (problem) => ({ state: "absent", problem, version: null, account: null });

/** @param {{version: string}} host @returns {Promise<HostState>} */
async function accountOf({ version }) {
  try {
    const account = await askHost("account.read");
    return { state: account.signed_in ? "ready" : "signed_out", problem: null, version, account };
  } catch (problem) {
    return { state: "signed_out", problem: /** @type {any} */ (problem), version, account: null };
  }
}

/** The host answers from its own copy at once, so this costs a panel no time. */
const lookAtNumbers = () => readNumbers().catch(() => null);

/**
 * The host's lists as they are now, kept for the next time.
 * @returns {Promise<import("../shared/messages.js").Numbers>} rejects with a `Problem`
 */
export async function readNumbers() {
  const numbers = await askHost("numbers.list");
  await writeSession({ numbers });
  return numbers;
}

/**
 * A number typed into the popup becomes one of the user's phones, if the host has it.
 * @param {string} text
 * @param {string} home region for a national number
 * @returns {Promise<string>} E.164; rejects with a `Problem`
 */
export async function typedPhone(text, home) {
  const { number, ext } = /** @type {Description} */ (
    await askHost("number.describe", { number: text, region: home })
  );
  const typed = ext ? `${number};ext=${ext}` : number;
  await writeSession({ numbers: await askHost("numbers.list", { typed }) });
  return number;
}
