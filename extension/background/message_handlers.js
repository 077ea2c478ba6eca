// Handles every message that pages and panels send to the background. main.js checks the sender
// before it calls a handler. Depends on the account, the calls, the confirmation and the native
// port.

import { detectionFiles } from "../shared/detection_files.js";
import { siteOf } from "../shared/site_settings.js";
import { homeRegion, noteSignIn, refreshHost, typedPhone } from "./account.js";
import { chooseCallerId, listCallerIds } from "./caller_id_choice.js";
import { answerConfirmation, cancelCall, requestCall } from "./calls.js";
import { bringCard, cardSender, showCardTab } from "./card_frames.js";
import { dropConfirmation, raiseConfirmation, readConfirmation } from "./confirmation_window.js";
import { ENGINE } from "./content_files.js";
import { tellFrame } from "./frame_messages.js";
import { tellTyped } from "./link_hints.js";
import { showSelectionItems } from "./menu_clicks.js";
import { askHost, ownProblem } from "./native_port.js";
import { geckoStyle, IS_GECKO, pageConfig } from "./page_config.js";
import { numbersOnPage } from "./page_numbers.js";
import { callFromPanel, dismissCall, journal, recentCalls, tabOf } from "./panel_calls.js";
import { isUnderWay, readSession, writeSession } from "./session.js";
import { configureAccount, signIn } from "./sign_in.js";
import { forgetNumber, undoSiteChange } from "./site_changes.js";

/** @typedef {import("../shared/messages.js").MessageType} MessageType */
/** @typedef {import("./calls.js").Sender} Sender */

/** The sender of a call that the user requests in a panel and not in a page. @type {Sender} */
const NO_PAGE = { tab: null, frame: 0, document: undefined, site: "", isPrivate: false };

/**
 * The handler of each message type. Before a handler runs, `originOf` has checked the sender, and
 * `isAllowed` has checked the fields.
 * @type {{[T in MessageType]: (fields: import("../shared/messages.js").Fields<T>, sender: Sender)
 *   => Promise<import("../shared/messages.js").Answers[T]>}}
 */
export const ANSWERS = {
  "page.config": async (_, { site }) => pageConfig(site),

  "page.engine": async (_, { tab, frame, document }) => {
    if (tab === null) throw ownProblem("not_allowed");
    // The frame may have navigated since it sent the message. The engine must not run in the
    // frame's new document, so the id of the document that sent the message is the target. Firefox
    // gives no document id, so there the frame is the target.
    const target = document
      ? { tabId: tab, documentIds: [document] }
      : { tabId: tab, frameIds: [frame] };
    if (IS_GECKO) {
      await chrome.scripting.insertCSS({ target, css: await geckoStyle(), origin: "USER" });
    }
    const files = [...(await detectionFiles()), ...ENGINE];
    await chrome.scripting.executeScript({ target, files, injectImmediately: true });
    return null;
  },

  "call.ask": ({ in_top, ...asked }, sender) =>
    in_top ? askInTop(asked, sender) : askForCall(asked, sender),

  "call.dial": async ({ text }) => {
    const words = { shown: text, linked: "", sure: true };
    return requestCall(text, words, NO_PAGE, await homeRegion());
  },

  "call.show": async () => {
    await showCardTab();
    return null;
  },

  "card.bring": async ({ tab }) => {
    await bringCard(tab);
    return null;
  },

  "card.notice": async ({ number, ext, key }, sender) => {
    const { tab, frame } = await cardSender(sender, true);
    if (tab !== null) await tellFrame({ tab, frame }, "card.notice", { number, ext, key });
    return null;
  },

  "caller_ids.list": (_, sender) => listCallerIds(sender),

  "caller_id.choose": ({ caller_id }, sender) => chooseCallerId(caller_id, sender),

  "selection.changed": async ({ has_number }) => {
    showSelectionItems(has_number);
    return null;
  },

  "site.not_number": async ({ number, shown }, { tab, frame }) => {
    if (tab !== null) await forgetNumber({ tab: await chrome.tabs.get(tab), frame }, number, shown);
    return null;
  },

  "site.undo": async (_, sender) => {
    await undoSiteChange(sender);
    return null;
  },

  "setup.open": async () => {
    await chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });
    return null;
  },
  "call.number": callFromPanel,

  "hints.typed": async ({ typed, over }, { tab }) => {
    if (tab !== null) await tellTyped(tab, over ? null : typed);
    return null;
  },

  "call.cancel": ({ call_id }, sender) => cancelCall(call_id, sender),

  "page.rewrite": async ({ tab }) => {
    await tellFrame({ tab }, "page.rewrite", {});
    return null;
  },

  "page.numbers": ({ tab }) => numbersOnPage(tab),

  "page.text": async ({ tab, frame, number }) => {
    await tellFrame({ tab, frame }, "number.chosen", {
      ...{ item: "text", text: number, sure: true },
      ...{ from: "", caller_id: "" },
    });
    return null;
  },

  "phone.typed": async ({ text }) => typedPhone(text, await homeRegion()),

  "panel.open": async ({ tab }) => {
    const host = await refreshHost();
    const [session, site] = [await readSession(), await siteOfTab(tab)];
    return { host, numbers: session.numbers, call: session.call, site };
  },

  "account.sign_in": () => signIn(),

  "account.configure": ({ client_id }) => configureAccount(client_id),

  "account.sign_out": async () => {
    const account = await askHost("account.sign_out");
    await noteSignIn("here");
    const { call } = await readSession();
    // The next user who signs in must not see the previous user's data.
    const forgotten = { host: null, numbers: null, recent: null, sign_in: null };
    await writeSession({ ...forgotten, ...(!isUnderWay(call) && { call: null }) });
    return account;
  },

  "numbers.refresh": async () => {
    const numbers = await askHost("numbers.list", { refresh: true });
    await writeSession({ numbers });
    return numbers;
  },

  "calls.recent": recentCalls,

  "calls.journal": journal,

  "call.dismiss": dismissCall,

  "confirm.read": ({ ticket }) => readConfirmation(ticket),

  "confirm.answer": (answer) => answerConfirmation(answer),

  "confirm.raise": async (_, sender) => {
    await raiseConfirmation(sender);
    return null;
  },

  "confirm.drop": async (_, sender) => {
    await dropConfirmation(sender);
    return null;
  },
};

/** @param {number} tab the tab's id, -1 for no tab @returns {Promise<string>} the page's site */
const siteOfTab = async (tab) => siteOf((await tabOf(tab)).url);

/** @typedef {import("./calls.js").Words & {number: string, ext: string, name: string}} Asked */

/**
 * Requests a call for a content script.
 * @param {Asked} asked
 * @param {Sender} sender the sender, in whose frame the card is shown
 */
async function askForCall({ number, ext, ...words }, sender) {
  const text = ext ? `${number};ext=${ext}` : number;
  return requestCall(text, words, sender, await homeRegion());
}

/**
 * Requests a call for a frame that is too small for a card, and makes the top frame show the card.
 * @param {Asked} asked
 * @param {Sender} sender
 */
async function askInTop(asked, sender) {
  const shower = await cardSender(sender, true);
  const { tab, frame } = shower;
  if (tab === null) throw ownProblem("not_allowed");
  const { number, ext, name } = asked;
  const { call: present } = await readSession();
  const tell = (/** @type {"asking" | "confirming"} */ state) =>
    tellFrame({ tab, frame }, "call.asked", { number, ext, name, state });
  if (!isUnderWay(present)) await tell("asking");
  try {
    const { waiting } = await askForCall(asked, shower);
    if (waiting) await tell("confirming");
  } catch (problem) {
    await tellFrame({ tab, frame }, "call.refused", { problem: /** @type {any} */ (problem) });
  }
  return { waiting: false, call: null };
}
