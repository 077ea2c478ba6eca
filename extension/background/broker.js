// The table of answers, one for each message inside the browser. Knows no listener and no port;
// what is asked before a call is placed stands in place.js.

import { readSettings } from "../shared/settings.js";
import { choicesFor, siteOf } from "../shared/sites.js";
import { isUnderWay, readSession, writeSession } from "./call.js";
import { countryNames } from "./country_names.js";
import { tellTyped } from "./hints.js";
import { askHost, greet, holdHost, ownProblem } from "./host.js";
import {
  answerQuestion,
  cancelCall,
  propose,
  readNumbers,
  readQuestion,
  typedPhone,
} from "./place.js";

/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").MessageType} MessageType */
/** @typedef {import("./place.js").Sender} Sender */

/**
 * What comes into a frame once its text gives a reason, in the order in which each stands on those
 * before it, and on what the manifest brings into every frame.
 */
const ENGINE = [
  "detection/metadata",
  "detection/plans",
  "detection/number",
  "detection/finder",
  "detection/judge/words",
  "detection/judge/phone_words",
  "detection/judge/register_words",
  "detection/judge/document_words",
  "detection/judge/item_words",
  "detection/judge/reference_words",
  "detection/judge/shapes",
  "detection/judge/dangers",
  "detection/judge/contexts",
  "detection/judge/repairs",
  "detection/judge/characters",
  "detection/judge/vocabulary",
  "detection/judge/after",
  "detection/judge/labels",
  "detection/judge/evidence",
  "detection/judge/edits",
  "detection/judge/touching",
  "detection/judge/spelled",
  "detection/judge/reading",
  "detection/judge/weighing",
  "detection/judge/vetoes",
  "detection/judge/siblings",
  "detection/judge/mending",
  "detection/judge",
  "detection/page_country",
  "detection/region",
  "detection/region_of_page",
  "content/dom/rendered",
  "content/dom/text_runs",
  "content/dom/shown_order",
  "content/dom/geometry",
  "content/dom/css_paint",
  "content/marks/numbers",
  "content/marks/tel_links",
  "content/marks/page_region",
  "content/marks/short_text",
  "content/marks/column_headers",
  "content/marks/statements",
  "content/marks/page_evidence",
  "content/marks/painter",
  "content/marks/layer",
  "content/marks/number_reader",
  "content/marks/call_buttons",
  "content/marks/number_list",
  "content/marks/rewriter",
  "content/activation/user_intent",
  "content/activation/legibility",
  "content/activation/occlusion",
  "content/activation/position_tracker",
  "content/activation/call_card",
  "content/activation/tab_stops",
  "content/activation/activation",
  "content/activation/passed_events",
  "content/activation/pointer",
  "content/activation/context_menu",
  "content/engine",
].map((name) => `${name}.js`);

const IS_GECKO = "getBrowserInfo" in chrome.runtime;
/** Words that a page may need when the extension is gone, or at once. */
const PAGE_WORDS = ["numbers_region", "problem_extension_gone", "card_close", "card_softphone"];
/** What is drawn in the layer, read once. @type {Promise<string> | null} */
let layerStyle = null;

/** As long as the host waits for a sign-in to come back. */
const SIGN_IN_WITHIN_MS = 600_000;

/** Asked from one of our own windows, not from a page. @type {Sender} */
const NO_PAGE = { tab: null, frame: 0, document: undefined, site: "", isPrivate: false };

/**
 * One answer for each message. `fields` were checked by `admits`, the sender by `originOf`.
 * @type {{[T in MessageType]: (fields: import("../shared/messages.js").Fields<T>, sender: Sender)
 *   => Promise<import("../shared/messages.js").Answers[T]>}}
 */
export const ANSWERS = {
  "page.config": async (_, { site }) => pageConfig(site),

  "page.engine": async (_, { tab, frame, document }) => {
    if (tab === null) throw ownProblem("not_allowed");
    // A frame may have gone on to its next page meanwhile, which did not ask. Firefox names none.
    const target = document
      ? { tabId: tab, documentIds: [document] }
      : { tabId: tab, frameIds: [frame] };
    if (IS_GECKO) {
      await chrome.scripting.insertCSS({ target, css: await geckoStyle(), origin: "USER" });
    }
    await chrome.scripting.executeScript({ target, files: ENGINE, injectImmediately: true });
    return null;
  },

  "call.ask": async ({ number, ext, ...words }, sender) => {
    const text = ext ? `${number};ext=${ext}` : number;
    return propose(text, words, sender, await homeRegion());
  },

  "call.dial": async ({ text }) => {
    const words = { shown: text, linked: "", sure: true };
    return propose(text, words, NO_PAGE, await homeRegion());
  },

  "hints.typed": async ({ typed, over }, { tab }) => {
    if (tab !== null) await tellTyped(tab, over ? null : typed);
    return null;
  },

  "call.cancel": ({ call_id }, sender) => cancelCall(call_id, sender),

  "page.rewrite": async ({ tab }) => {
    await chrome.tabs.sendMessage(tab, { type: "page.rewrite" }).catch(() => undefined);
    return null;
  },

  "phone.typed": async ({ text }) => typedPhone(text, await homeRegion()),

  "panel.open": async ({ tab }) => {
    const host = await lookAtHost();
    const [session, site] = [await readSession(), await siteOfTab(tab)];
    return { host, numbers: session.numbers, call: session.call, site };
  },

  "account.sign_in": async () => {
    const account = await askHost("account.sign_in");
    holdHost(SIGN_IN_WITHIN_MS);
    return account;
  },

  "account.sign_out": async () => {
    const account = await askHost("account.sign_out");
    const { call } = await readSession();
    // Whoever sits here next need not see whom the last one called.
    await writeSession({ host: null, numbers: null, ...(!isUnderWay(call) && { call: null }) });
    return account;
  },

  "numbers.refresh": async () => {
    const numbers = await askHost("numbers.list", { refresh: true });
    await writeSession({ numbers });
    return numbers;
  },

  "calls.recent": () => askHost("calls.recent", { limit: 20 }),

  "confirm.read": ({ ticket }) => readQuestion(ticket),

  "confirm.answer": (answer) => answerQuestion(answer),
};

/** @param {number} tab -1 for none @returns {Promise<string>} */
async function siteOfTab(tab) {
  if (tab < 0) return "";
  const found = await chrome.tabs.get(tab).catch(() => undefined);
  return siteOf(found?.url);
}

/** @param {string} name @returns {Promise<string>} the text of a file of the extension's own */
const readFile = async (name) => (await fetch(chrome.runtime.getURL(name))).text();

/**
 * In Firefox no element inherits highlight styles from the root, and shadow trees are left out of a
 * style sheet that is not the user's.
 * @returns {Promise<string>} CSS
 */
const geckoStyle = async () =>
  (await readFile("content/page.css")).replaceAll(":root::highlight", "::highlight");

/**
 * @param {string} site
 * @returns {Promise<import("../shared/messages.js").PageConfig>}
 */
async function pageConfig(site) {
  const settings = await readSettings();
  const { enabled: active, action, presentation } = choicesFor(settings, site);
  const region = settings.sites[site]?.region ?? "";
  const { host } = await readSession();
  const ringout = action === "ringout" && (host ?? (await lookAtHost())).state === "ready";
  layerStyle ??= readFile("content/layer.css");
  return {
    ...{ active, action, presentation, region, ringout, tab_stops: settings.tab_stops },
    home_region: await homeRegion(),
    countries: countryNames(),
    style: await layerStyle,
    words: Object.fromEntries(PAGE_WORDS.map((key) => [key, chrome.i18n.getMessage(key)])),
  };
}

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
  const host = await greet().then(accountOf, (problem) => absent(problem));
  await writeSession({ host });
  await ringPages(host.state === "ready");
  if (host.state === "ready") await lookAtNumbers();
  return host;
}

/**
 * A sign-in in a browser tab came to its end, or somebody signed in or out elsewhere.
 * @param {import("../shared/messages.js").Problem | null} problem why a sign-in failed
 */
export async function accountChanged(problem) {
  holdHost(0);
  const host = await lookAtHost();
  if (problem) await writeSession({ host: { ...host, problem } });
}

/**
 * Pages cannot read the session; a change under this key of storage.local makes them ask again.
 * @param {boolean} ready
 */
async function ringPages(ready) {
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
