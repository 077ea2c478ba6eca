// The popup: the dial field, the phones, the page's numbers, the last calls, the current call, and
// the remaining steps of the setup. The popup first shows the values that the session contains, and
// then asks the host for new ones. A changed value repaints only the part of the popup that shows
// the value. Depends on shared/ and the other files of popup/.

import { callDock } from "../shared/call_dock.js";
import { NO_NOTE, readNotes, watchNotes } from "../shared/call_notes.js";
import { isOver, lineOf } from "../shared/call_texts.js";
import { icon } from "../shared/controls.js";
import { byId } from "../shared/elements.js";
import { fillTexts } from "../shared/fill_texts.js";
import { say } from "../shared/i18n.js";
import { loadDetection } from "../shared/load_detection.js";
import { send } from "../shared/messages.js";
import { openCallList } from "../shared/open_call_list.js";
import { changeSettings, readPolicy, readSettings, watchSettings } from "../shared/settings.js";
import { choicesFor, siteOf } from "../shared/site_settings.js";
import { softphoneAddress } from "../shared/softphone.js";
import { accountState } from "./account_state.js";
import { accountHandlers, showAccountState } from "./account_view.js";
import { listenToBackToCall, showBackToCall } from "./back_to_call.js";
import { listenToChoices, showChoices } from "./choices.js";
import { listenToDialField, showRefusal } from "./dial_field.js";
import { showEmptyPage, watchPage } from "./page_tab.js";
import { listenToPhones, showPhones, showTyping } from "./phone_lists.js";
import { exportJournal, showRecent } from "./recent_tab.js";
import { choicesIn, firstScope } from "./site_or_everywhere.js";
import { tabs } from "./tabs.js";

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").Numbers} Numbers */

/** The age in seconds after which the lists of phones and caller IDs are read again. */
const FRESH_FOR_S = 300;

/** The stored values that the popup shows first. Nothing is shown before all of them are read. */
const [settings, policy, notes, session, [tab]] = await Promise.all([
  readSettings(),
  readPolicy(),
  readNotes(),
  chrome.storage.session.get(["host", "numbers", "call", "pending", "recent", "sign_in"]),
  chrome.tabs.query({ active: true, lastFocusedWindow: true }),
]);

/** The last known values that the parts of the popup show. */
const known = {
  /** @type {HostState | null} */
  host: null,
  /** @type {Numbers | null} */
  numbers: null,
  /** @type {Call | null} the current call */
  call: null,
  /** Whether a confirmation window is open. */
  isAsked: false,
  /** @type {Call | null} an older call that the user opened to add a note */
  opened: null,
  /** @type {Call[]} */
  recent: [],
  /** @type {import("./account_state.js").Known["signIn"]} */
  signIn: null,
  seen_at: Date.now() / 1000,
  settings,
  locked: policy.locked,
  notes,
  page: { id: -1, site: "", isPrivate: false },
  /** @type {number | undefined} */
  windowId: undefined,
  /** @type {import("./site_or_everywhere.js").Scope} */
  scope: "everywhere",
};

// --- views -----------------------------------------------------------------------------------

const showTab = tabs(/** @type {HTMLElement} */ (document.querySelector("[role=tablist]")));
const dock = callDock(byId("docked"), { again: callNumber, close: closeCall });

function paintAccount() {
  const now = Date.now() / 1000;
  const state = accountState({ ...known, isOnline: navigator.onLine, now });
  showAccountState(state, handlers);
  const { name, extension_number } = known.host?.account ?? {};
  const isSignedIn = known.host?.state === "ready";
  byId("sign-out").hidden = !isSignedIn;
  const extension = extension_number ? `, ${say("popup_extension", extension_number)}` : "";
  byId("account-name").textContent = isSignedIn
    ? say("popup_signed_in", name ?? "") + extension
    : "";
}

function paintChoices() {
  const { settings, page, scope, numbers, locked } = known;
  if (numbers && byId("typing").hidden) {
    showPhones(numbers, choicesIn(settings, page.site, scope));
  }
  showChoices({ settings, ...page, scope, locked });
  paintLine();
}

function paintLine() {
  const field = /** @type {HTMLInputElement} */ (byId("call-line"));
  if (document.activeElement !== field) field.value = known.settings.call_line;
  field.placeholder = say("line_default");
  const [last] = known.recent;
  const sample = { ...SAMPLE, ...(last && { to: last.to }) };
  const note = { ...NO_NOTE, name: "Ada", outcome: /** @type {const} */ ("reached"), seconds: 252 };
  byId("line-sample").textContent = say("line_sample", lineOf(field.value, sample, note));
}

/** @type {Call} */
const SAMPLE = {
  call_id: "",
  to: "+14155550137",
  from: null,
  caller_id: null,
  state: "ended",
  placed_at: Date.now() / 1000,
  changed_at: 0,
  problem: null,
  cancellable: false,
};

function paintCall() {
  const call = known.opened ?? known.call;
  byId("panel").classList.toggle("with-call", call !== null);
  const isUnderWay = known.call !== null && !isOver(known.call);
  /** @type {HTMLButtonElement} */ (byId("dial-call")).disabled = isUnderWay;
  if (!call) return dock.hide();
  const note = known.notes[call.call_id] ?? NO_NOTE;
  dock.show({ call, note, numbers: known.numbers, line: known.settings.call_line });
}

const paintRecent = () =>
  showRecent(known.recent, known.notes, { call: callNumber, open: openCall });

function paintAll() {
  paintAccount();
  paintChoices();
  paintCall();
  showBackToCall(known.call, known.isAsked, known.page);
  paintRecent();
}

// --- actions ---------------------------------------------------------------------------------

/**
 * @param {string} number
 * @param {string} [name]
 * @returns {Promise<void>} rejects with a `Problem`
 */
async function placeCall(number, name = "") {
  const { settings, page, host } = known;
  const { action } = choicesFor(settings, page.site);
  if (action !== "ringout" || host?.state !== "ready") {
    open(softphoneAddress(action, number));
    return;
  }
  known.opened = null;
  const { waiting } = await send("call.number", { text: number, name, tab: page.id });
  if (waiting) window.close();
}

/** @param {string} number @param {string} [name] */
function callNumber(number, name) {
  return placeCall(number, name).catch((problem) => showRefusal(problem.message));
}

/** @param {Call} call */
function openCall(call) {
  known.opened = call;
  paintCall();
  document.getElementById("call-note")?.focus();
}

/** @param {Call} call */
async function closeCall(call) {
  byId("dial").focus();
  if (known.opened) known.opened = null;
  else await send("call.dismiss", { call_id: call.call_id });
  paintCall();
}

/** Asks the host for all values again. A changed value repaints its part of the popup. */
async function look() {
  const view = await send("panel.open", { tab: known.page.id });
  Object.assign(known, { host: view.host, numbers: view.numbers, seen_at: Date.now() / 1000 });
  paintAccount();
  paintChoices();
  if (view.host.state !== "ready") return;
  refreshRecent();
  if (view.numbers && isOld(view.numbers)) send("numbers.refresh", {}).catch(() => undefined);
}

const refreshRecent = () => send("calls.recent", {}).catch(() => undefined);

/** @param {Numbers} lists */
const isOld = ({ fetched_at, problems }) =>
  Date.now() / 1000 - fetched_at > FRESH_FOR_S || Object.keys(problems).length > 0;

const handlers = accountHandlers({
  check: look,
  addPhone: () => {
    byId("ready").hidden = false;
    byId("absent").hidden = true;
    showTyping(true);
  },
  useSoftphone: () => pick({ action: "tel" }),
});

/** @param {import("./site_or_everywhere.js").Scope} scope */
function setScope(scope) {
  known.scope = scope;
  paintChoices();
}

const pick = listenToChoices(() => ({ ...known, ...known.page }), setScope);

const regionNow = () => {
  const { settings, page, host } = known;
  const language = new Intl.Locale(chrome.i18n.getUILanguage()).region;
  return choicesFor(settings, page.site).region || host?.account?.region || language || "US";
};

function listen() {
  byId("settings").append(icon("settings"));
  byId("open-list").append(icon("list"));
  byId("settings").onclick = () => chrome.runtime.openOptionsPage();
  byId("open-list").onclick = () => openCallList(known.windowId).then(() => window.close());
  byId("sign-out").onclick = () => send("account.sign_out", {}).then(look, look);
  byId("journal-export").onclick = () =>
    exportJournal(known.notes).catch((problem) => showRefusal(problem.message));
  byId("rewrite").onclick = async () => {
    await send("page.rewrite", { tab: known.page.id });
    window.close();
  };
  byId("call-line").oninput = ({ target }) => {
    const call_line = /** @type {HTMLInputElement} */ (target).value;
    changeSettings((settings) => ({ ...settings, call_line }));
    paintLine();
  };
  listenToBackToCall(() => known.page.id);
  listenToDialField({ region: regionNow, call: placeCall });
  listenToPhones({ pick, repaint: paintChoices });
  for (const type of ["online", "offline"]) addEventListener(type, paintAccount);
}

function watch() {
  watchSettings((settings) => {
    known.settings = settings;
    paintChoices();
    paintCall();
  });
  watchNotes((notes) => {
    known.notes = notes;
    paintCall();
    paintRecent();
  });
  chrome.storage.session.onChanged.addListener((changes) => {
    const { call } = known;
    takeSession(
      Object.fromEntries(Object.entries(changes).map(([key, { newValue }]) => [key, newValue])),
    );
    paintAll();
    const isNewlyOver =
      known.call !== null && isOver(known.call) && known.call.state !== call?.state;
    if (isNewlyOver) refreshRecent();
  });
}

/** @param {Record<string, any>} session the changed values */
function takeSession(session) {
  for (const name of /** @type {const} */ (["host", "numbers", "call"])) {
    if (name in session) known[name] = session[name] ?? null;
  }
  if ("recent" in session) known.recent = session["recent"] ?? [];
  if ("host" in session) known.seen_at = Date.now() / 1000;
  if ("pending" in session) known.isAsked = Object.keys(session["pending"] ?? {}).length > 0;
  if ("sign_in" in session) known.signIn = session["sign_in"] ?? null;
}

async function takePage() {
  const id = tab?.id ?? -1;
  const url = tab?.url ?? (id < 0 ? "" : (await chrome.tabs.get(id)).url);
  known.windowId = tab?.windowId;
  known.page = { id, site: siteOf(url), isPrivate: tab?.incognito ?? false };
}

async function start() {
  fillTexts();
  listen();
  await takePage();
  takeSession(session);
  known.scope = known.page.isPrivate ? "everywhere" : firstScope(known.settings, known.page.site);
  showTab(known.page.site ? "tab-page" : "tab-recent");
  paintAll();
  showEmptyPage();
  byId("panel").ariaBusy = "false";
  byId("dial").focus();
  watch();
  look().catch(() => undefined);
  watchPage(known.page, callNumber);
  requestIdleCallback(() => loadDetection());
}

start();
