// Handles every request for a call: decides whether the user must confirm the call first, and sends
// the call to the host. Depends on the settings, the session, the account, the confirmation and the
// native port.

import { labelOf } from "../shared/format_number.js";
import { changeSettings, readSettings } from "../shared/settings.js";
import { capsFor } from "../shared/settings_schema.js";
import { choicesFor, withSite } from "../shared/site_settings.js";
import { noteSignIn, readNumbers } from "./account.js";
import { recordCaller } from "./call_records.js";
import { hasCard, tellCard } from "./card_frames.js";
import { acceptedBefore, isInDoubt, needsConfirmation, textOf } from "./confirmation_rules.js";
import { askInWindow, notifyFrame, takeConfirmation, withLock } from "./confirmation_window.js";
import { askHost, ownProblem } from "./native_port.js";
import { chosenPhones } from "./own_numbers.js";
import { isOlderState, isUnderWay, readSession, writeSession } from "./session.js";

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").Pending} Pending */
/** @typedef {import("../shared/messages.js").Description} Description */
/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/site_settings.js").SiteChoices} SiteChoices */
/**
 * The sender of a request for a call, as the browser reports the sender. If a panel sends the
 * request, `tab` is null and `site` is "". `behind` is then the site of the page behind the panel,
 * and the user's settings for that site apply to the call.
 * @typedef {{tab: number | null, frame: number, document: string | undefined, site: string,
 *   isPrivate: boolean, behind?: string}} Sender
 */
/**
 * What a request says about the number to call.
 * @typedef {Object} Words
 * @property {string} shown the number's text in the page
 * @property {string} linked the number that the page's own link dials; "" if there is no link, or
 *   if the link dials the same number
 * @property {boolean} sure whether the user certainly saw and meant this number
 * @property {string} [name] the name beside the number in the page, "" if there is none
 * @property {string} [before] the page's text before the number
 * @property {string} [after] the page's text after the number
 * @property {string} [from] the phone that rings first for this one call, in E.164; "" means the
 *   phone that the user chose in the settings
 * @property {string} [caller_id] the caller ID for this one call, in E.164; "" means the caller ID
 *   that the user chose in the settings
 */

/** The fields that a request may leave out of its `Words`, with the values that then apply. */
const NO_WORDS = { name: "", before: "", after: "", from: "", caller_id: "" };

/** The codes of the problems after which it is unknown whether the host has placed the call. */
const MAY_HAVE_ACTED = ["outcome_unknown", "host_died", "host_silent", "host_garbled", "internal"];

/** The codes of the problems that the user solves by signing in again. */
const SIGN_IN_OVER = ["sign_in_expired", "not_signed_in"];

/**
 * Places a call that the user requests by a click in a page or by a number typed into the popup.
 * If the call needs a confirmation, opens the confirmation window instead.
 * @param {string} text the number: in E.164 if a page sends it, as typed if the popup sends it
 * @param {Words} words
 * @param {Sender} sender
 * @param {string} home the region of a number without a country code, if the user chose no region
 *   for the site
 */
export async function requestCall(text, words, sender, home) {
  const settings = await readSettings();
  const choices = choicesFor(settings, sender.site || (sender.behind ?? ""));
  const region = choices.region || home;
  const number = /** @type {Description} */ (
    await askHost("number.describe", { number: text, region })
  );
  const pending = await newPending(number, { ...NO_WORDS, ...words }, choices, sender);
  const call = await withLock(async () => {
    if (isUnderWay((await readSession()).call)) return reportBusy(sender);
    if (!needsConfirmation(pending, settings, choices)) return beginCall(pending);
    await askInWindow(pending);
    return null;
  });
  if (!call) return { waiting: Boolean(await isAskedAbout(pending)), call };
  const placed = await placeCall(call, pending, acceptedBefore(number, settings));
  if (!isToConfirm(placed)) return { waiting: false, call: placed };
  // The host does not know whether it placed an earlier call to this number, so the user must
  // confirm this call. Another browser may have requested the earlier call, of which the extension
  // then knows nothing.
  await withLock(() => askInWindow({ ...pending, in_doubt: true }));
  return { waiting: true, call: null };
}

/** @param {Pending} pending */
const isAskedAbout = async ({ ticket }) => (await readSession()).pending[ticket];

/**
 * Tells a user who requests a call during another call that a call is in progress. If the card of
 * that call is in the user's tab, the card says this. Otherwise, throws the problem `busy`. The
 * text names the callee only in a panel or in a page of the site from which the callee was called.
 * @param {Sender} sender
 * @returns {Promise<null>}
 */
async function reportBusy({ tab, site }) {
  const { about, asker } = await readSession();
  const isKnown = about !== null && (tab === null || about.site === site);
  const who = isKnown ? about.name || about.number : "";
  const words = chrome.i18n.getMessage(who ? "problem_busy_with" : "problem_busy", who);
  if (tab === null || asker?.tab !== tab) throw { code: "busy", message: words };
  await tellCard({ note: words, show: true });
  return null;
}

/**
 * @param {Description} number
 * @param {Required<Words>} words
 * @param {SiteChoices} choices
 * @param {Sender} sender
 * @returns {Promise<Pending>}
 */
async function newPending(number, words, choices, { tab, frame, site, isPrivate, behind = "" }) {
  const session = await readSession();
  const numbers = session.numbers ?? (await readNumbers());
  const { from, shown, by_area } = chosenPhones(number.number, numbers, choices, words);
  const new_site = site !== "" && !choices.trusted;
  return {
    ticket: crypto.randomUUID(),
    site,
    from_site: site || behind,
    is_private: isPrivate,
    number,
    ...words,
    from: from.phone_number,
    from_label: labelOf(from),
    caller_id: shown.phone_number,
    caller_id_label: labelOf(shown),
    by_area,
    play_prompt: choices.play_prompt,
    new_site,
    may_trust: new_site && !isPrivate,
    in_doubt: isInDoubt(session.call, number),
    tab,
    frame,
    window: null,
  };
}

/** Whether the host requires a confirmation before it places the call. @param {Call} call */
const isToConfirm = ({ problem }) => problem?.code === "confirmation_needed";

/**
 * Handles the user's answer in the confirmation window. Does not wait for the outcome of a
 * confirmed call, which the card and the popup show.
 * @param {{ticket: string, call: boolean, trust_site: boolean, trust_country: boolean}} answer
 * @returns {Promise<null>}
 */
export async function answerConfirmation({ ticket, call, trust_site, trust_country }) {
  // The user can answer before `askInWindow` has stored the window's id. `withLock` waits until
  // `askInWindow` has ended.
  const pending = await withLock(() => takeConfirmation(ticket));
  if (!call) {
    await notifyFrame(pending, null);
    return null;
  }
  if (trust_site && pending.may_trust) await trustSite(pending.site);
  if (trust_country && pending.number.region) await trustCountry(pending.number.region);
  withLock(() => beginCall(pending))
    .then((claimed) => placeCall(claimed, pending, true))
    .catch((problem) => notifyFrame(pending, problem));
  return null;
}

/** @param {string} site */
const trustSite = (site) =>
  changeSettings((settings) => withSite(settings, site, { trusted: true }));

/** @param {string} country */
const trustCountry = (country) =>
  changeSettings((settings) => ({
    ...settings,
    countries: [...new Set([...settings.countries, country])],
  }));

/**
 * Creates a call with a new id, which is also the call's key in the host's journal. Stores the call
 * as the current call before the host gets it. Every other request then finds a call in progress
 * and is refused, because only one call at a time is allowed.
 * @param {Pending} pending
 * @returns {Promise<Call>}
 */
async function beginCall(pending) {
  if (isUnderWay((await readSession()).call)) throw ownProblem("busy");
  const { number, from, caller_id, tab, frame } = pending;
  const now = Date.now() / 1000;
  /** @type {Call} */
  const call = {
    call_id: crypto.randomUUID(),
    to: textOf(number),
    from: from || null,
    caller_id: caller_id || null,
    state: "placing",
    placed_at: now,
    changed_at: now,
    problem: null,
    cancellable: false,
  };
  const asker = tab === null ? null : { tab, frame };
  await writeSession({ asker, about: aboutCall(call.call_id, pending) });
  await recordCaller(call.call_id, pending);
  return changeCall(call);
}

/**
 * @param {string} call_id
 * @param {Pending} pending
 * @returns {import("../shared/messages.js").CallAbout}
 */
function aboutCall(call_id, { number, site, is_private, ...rest }) {
  const { name, from_label, caller_id_label, by_area, play_prompt } = rest;
  const ext = number.ext ? ` ${chrome.i18n.getMessage("popup_extension", number.ext)}` : "";
  return {
    ...{ call_id, name, from_label, caller_id_label, by_area, play_prompt, site },
    number: number.international + ext,
    may_choose: site !== "" && !is_private,
    connected_at: null,
  };
}

/**
 * Sends to the host, exactly once, a call that `beginCall` created.
 * @param {Call} call
 * @param {Pending} pending
 * @param {boolean} confirmed whether the user confirmed this call in the confirmation window, or
 *   accepted all calls to the callee's country earlier
 * @returns {Promise<Call>}
 */
async function placeCall(call, { from, caller_id, play_prompt }, confirmed) {
  const chosen = { ...(from && { from }), ...(caller_id && { caller_id }) };
  const caps = capsFor(await readSettings(), (await readSession()).host?.account ?? null);
  const request = { to: call.to, ...chosen, play_prompt, confirmed, ...caps };
  const placed = await askHost("call.place", request, call.call_id).catch((problem) =>
    withProblem(call, problem),
  );
  if (isToConfirm(placed)) {
    await writeSession({ call: null });
    return placed;
  }
  // The account no longer has the chosen phone. The stored list of phones is outdated.
  if (placed.problem?.code === "not_your_number") readNumbers().catch(() => undefined);
  if (SIGN_IN_OVER.includes(placed.problem?.code ?? "")) await noteSignIn("over");
  return changeCall(placed);
}

/**
 * Adds a problem to a call.
 * @param {Call} call
 * @param {Problem} problem
 * @returns {Call} a copy of the call that contains the problem; its state is "failed" if the call
 *   was certainly not placed, and "unknown" otherwise
 */
export function withProblem(call, problem) {
  const state = MAY_HAVE_ACTED.includes(problem.code) ? "unknown" : "failed";
  return { ...call, state, problem, cancellable: false, changed_at: Date.now() / 1000 };
}

/**
 * Stores a call's new state and sends it to the call's card. The host's message about a new state
 * may arrive before the reply to an earlier request, so an older state never replaces a newer one.
 * @param {Call} call
 * @returns {Promise<Call>} the call that is stored afterwards
 */
export async function changeCall(call) {
  const { call: present, about } = await readSession();
  if (present && isOlderState(present, call)) return present;
  const begins = call.state === "connected" && about !== null && about.connected_at === null;
  await writeSession({
    call,
    ...(begins && { about: { ...about, connected_at: call.changed_at } }),
  });
  await tellCard();
  return call;
}

/**
 * Stores a call that the host reports without a request. The host also reports what became of a
 * call that another host left behind; that call does not replace a call that is under way here.
 * @param {Call} call
 */
export async function callReported(call) {
  const { call: present } = await readSession();
  if (!isUnderWay(present) || present.call_id === call.call_id) await changeCall(call);
}

/**
 * Cancels a call. A content script may cancel only the call whose card is in the script's frame.
 * @param {string} call_id
 * @param {Sender} sender
 * @returns {Promise<Call>}
 */
export async function cancelCall(call_id, sender) {
  const { call } = await readSession();
  const isOwn = sender.tab === null || (await hasCard(sender));
  if (!isOwn || call?.call_id !== call_id) throw ownProblem("not_allowed");
  return changeCall(await askHost("call.cancel", { call_id }));
}
