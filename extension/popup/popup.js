// The popup: the present call, a field to dial, the two drop-downs, and what is missing when
// something is. Repaints when the session or the settings change. Knows no host and no page.

import { displayNumber } from "../shared/format_number.js";
import { fillWords, problemWords, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";
import { fillNumbers, fillSelect, option, wordsFor } from "../shared/select_options.js";
import { changeSettings, readSettings, watchSettings } from "../shared/settings.js";
import { choicesFor, withChosen, withPick, withSite } from "../shared/site_settings.js";

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").Numbers} Numbers */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** @type {(id: string) => HTMLSelectElement} */
const select = byId;
/** @type {(id: string) => HTMLInputElement} */
const input = byId;

/** Not a number: the entry behind which one is typed. */
const ANOTHER = "another";

/** As long as the host takes its copy of the lists for new. */
const FRESH_FOR_S = 300;

const OVER = ["ended", "cancelled", "failed", "unknown"];

/** Host name of the site behind the popup, "" for none. */
let site = "";
/** @type {Numbers | null} */
let numbers = null;

// --- what is shown ---------------------------------------------------------------------------

/** @param {import("../shared/messages.js").PanelView} view */
function showAll(view) {
  site = view.site;
  numbers = view.numbers;
  byId("looking").hidden = true;
  showHost(view.host);
  showCall(view.call);
  return showSettings();
}

/** @param {HostState} host */
function showHost({ state, problem, account }) {
  byId("ready").hidden = state !== "ready";
  byId("absent").hidden = state === "ready";
  byId("account").hidden = state !== "ready";
  byId("recent").hidden = true;
  if (state === "ready" && account) return showAccount(account);
  const isMissing = state === "absent" && problem?.code === "host_missing";
  const title = isMissing
    ? "popup_absent_title"
    : problem
      ? "popup_problem_title"
      : "popup_signed_out_title";
  byId("absent-title").textContent = say(title);
  byId("absent-text").textContent = say(isMissing ? "popup_absent_text" : "popup_signed_out_text");
  byId("absent-command").hidden = !isMissing;
  byId("sign-in").hidden = state === "absent";
  showProblem("absent-problem", isMissing ? null : problem);
}

/** @param {import("../shared/messages.js").Account} account */
function showAccount({ name, extension_number }) {
  const who = say("popup_signed_in", name ?? "");
  byId("account-name").textContent = extension_number
    ? `${who}, ${say("popup_extension", extension_number)}`
    : who;
  lookAtRecent();
}

function lookAtRecent() {
  send("calls.recent", {}).then(
    ({ calls }) => showRecent(calls),
    () => showRecent([]),
  );
}

/** @param {Call | null} call */
function showCall(call) {
  const section = byId("call");
  section.hidden = call === null;
  if (!call) return;
  const isOver = OVER.includes(call.state);
  section.className = `${call.state} ${isOver ? "" : "under-way"}`;
  byId("call-number").textContent = displayNumber(call.to);
  byId("call-state").textContent = outcomeOf(call);
  byId("call-cancel").hidden = !call.cancellable;
  byId("call-cancel").onclick = () => {
    send("call.cancel", { call_id: call.call_id }).then(showCall, (problem) =>
      showCall({ ...call, problem }),
    );
  };
  /** @type {HTMLButtonElement} */ (byId("dial-call")).disabled = !isOver;
}

async function showSettings() {
  const settings = await readSettings();
  const choices = choicesFor(settings, site);
  byId("site-name").textContent = site ? say("popup_site_on", site) : say("popup_site_none");
  input("site-enabled").checked = choices.enabled;
  input("site-enabled").disabled = site === "";
  byId("rewrite").hidden = site === "" || !choices.enabled;
  input("play-prompt").checked = choices.play_prompt;
  fillSelect(select("action"), wordsFor("action"), choices.action);
  fillSelect(select("presentation"), wordsFor("presentation"), choices.presentation);
  showNumbers(choices);
}

/** @param {Numbers} lists */
function showNumbersOf(lists) {
  numbers = lists;
  return showSettings();
}

/** @param {{from: string, caller_id: string}} chosen */
function showNumbers({ from, caller_id }) {
  if (!numbers) return;
  const phones = withChosen(numbers, "from", from);
  const shown = withChosen(numbers, "caller_id", caller_id);
  const hasPhones = phones.length > 0;
  const first = !hasPhones ? option("", say("popup_from_empty")) : null;
  const last = option(ANOTHER, say("popup_from_another"));
  fillNumbers(select("from"), phones, from, { first, last });
  if (!byId("typing").hidden) select("from").value = ANOTHER;
  const none = shown.length === 0 ? option("", say("popup_caller_default")) : null;
  fillNumbers(select("caller-id"), shown, caller_id, { first: none });
  const problems = [
    ...Object.values(numbers.problems).map(problemWords),
    ...(!hasPhones && !numbers.problems["from"] ? [say("popup_from_none")] : []),
    ...wordsForGone(from, caller_id, numbers),
  ];
  byId("numbers-problem").textContent = problems.join(" ");
  byId("numbers-problem").hidden = problems.length === 0;
}

/** @param {boolean} isTyping whether a person is about to type another phone */
function showTyping(isTyping) {
  byId("typing").hidden = !isTyping;
  byId("phone-hint").hidden = !isTyping;
  showProblem("phone-problem", null);
  if (isTyping) byId("phone").focus();
}

/**
 * A picked number that the account no longer has is replaced, and said.
 * @param {string} from
 * @param {string} caller_id
 * @param {Numbers} lists
 */
function wordsForGone(from, caller_id, lists) {
  /** @param {"from" | "caller_id"} list @param {string} number */
  const inPlaceOf = (list, number) => {
    const isThere = lists[list].some(({ phone_number }) => phone_number === number);
    const first = lists[list][0]?.phone_number;
    return number === "" || lists.problems[list] || isThere ? undefined : first;
  };
  const phone = inPlaceOf("from", from);
  const shown = inPlaceOf("caller_id", caller_id);
  return [
    phone && say("popup_from_gone", displayNumber(from), displayNumber(phone)),
    shown && say("popup_caller_gone", displayNumber(caller_id), displayNumber(shown)),
  ].filter((words) => words !== undefined);
}

/** @param {Call[]} calls */
function showRecent(calls) {
  byId("recent").hidden = calls.length === 0;
  byId("recent-calls").replaceChildren(...calls.slice(0, 8).map(recentEntry));
}

/** @param {Call} call */
function recentEntry(call) {
  const entry = document.createElement("li");
  const redial = document.createElement("button");
  redial.type = "button";
  redial.className = call.state;
  redial.title = say("popup_redial", displayNumber(call.to), outcomeOf(call));
  redial.append(
    part("dot", ""),
    part("number", displayNumber(call.to)),
    part("quiet", timeOf(call)),
  );
  redial.onclick = () => dial(call.to);
  entry.append(redial);
  return entry;
}

/** @param {Call} call @returns {string} what became of it, in words */
const outcomeOf = ({ problem, state }) => (problem ? problemWords(problem) : say(`state_${state}`));

/** @param {string} className @param {string} text */
function part(className, text) {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  return made;
}

/** @param {Call} call */
function timeOf({ placed_at }) {
  const placed = new Date(placed_at * 1000);
  const isToday = placed.toDateString() === new Date().toDateString();
  const style = isToday ? { timeStyle: "short" } : { dateStyle: "medium" };
  return new Intl.DateTimeFormat(chrome.i18n.getUILanguage(), /** @type {any} */ (style)).format(
    placed,
  );
}

/** @param {string} id @param {Problem | null} problem */
function showProblem(id, problem) {
  byId(id).hidden = problem === null;
  byId(id).textContent = problem ? problemWords(problem) : "";
}

// --- what is done ----------------------------------------------------------------------------

/** @param {string} text */
async function dial(text) {
  showProblem("dial-problem", null);
  await send("call.dial", { text }).then(
    ({ waiting }) => waiting && window.close(),
    (problem) => showProblem("dial-problem", problem),
  );
}

function choosePhone() {
  const phone = select("from").value;
  showTyping(phone === ANOTHER);
  if (phone !== ANOTHER) change({ from: phone });
}

/** The phone that was typed becomes the one that rings first. */
async function usePhone() {
  showProblem("phone-problem", null);
  const from = await send("phone.typed", { text: input("phone").value });
  input("phone").value = "";
  showTyping(false);
  await change({ from });
  select("from").focus();
}

async function look() {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const view = await send("panel.open", { tab: tab?.id ?? -1 });
  await showAll(view);
  // The host asks behind its answer; what it learns repaints this.
  if (view.numbers && isOld(view.numbers)) send("numbers.refresh", {}).catch(() => undefined);
}

/** @param {Numbers} lists */
const isOld = ({ fetched_at, problems }) =>
  Date.now() / 1000 - fetched_at > FRESH_FOR_S || Object.keys(problems).length > 0;

/** @param {import("../shared/settings.js").Site} change */
const change = (change) => changeSettings((settings) => withPick(settings, site, change));

async function rewrite() {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id !== undefined) await send("page.rewrite", { tab: tab.id });
  window.close();
}

async function signIn() {
  const { sign_in_url } = await send("account.sign_in", {});
  if (sign_in_url) await chrome.tabs.create({ url: sign_in_url });
}

function listen() {
  byId("settings").onclick = () => chrome.runtime.openOptionsPage();
  byId("rewrite").onclick = rewrite;
  byId("look-again").onclick = look;
  byId("sign-in").onclick = () =>
    signIn().catch((problem) => showProblem("absent-problem", problem));
  byId("sign-out").onclick = () => send("account.sign_out", {}).then(look, look);
  byId("dialing").onsubmit = (event) => {
    event.preventDefault();
    dial(input("dial").value);
  };
  byId("typing").onsubmit = (event) => {
    event.preventDefault();
    usePhone().catch((problem) => showProblem("phone-problem", problem));
  };
  select("from").onchange = choosePhone;
  select("caller-id").onchange = () => change({ caller_id: select("caller-id").value });
  select("action").onchange = () => change({ action: /** @type {any} */ (select("action").value) });
  select("presentation").onchange = () =>
    change({ presentation: /** @type {any} */ (select("presentation").value) });
  input("play-prompt").onchange = () => change({ play_prompt: input("play-prompt").checked });
  input("site-enabled").onchange = () =>
    changeSettings((settings) =>
      withSite(settings, site, { enabled: input("site-enabled").checked }),
    );
  watchSettings(showSettings);
  chrome.storage.session.onChanged.addListener((changes) => {
    const {
      call,
      host,
      numbers: lists,
    } = /** @type {Record<string, {newValue?: any}>} */ (changes);
    if (call) showCall(call.newValue ?? null);
    if (OVER.includes(call?.newValue?.state)) lookAtRecent();
    if (host?.newValue) showHost(host.newValue);
    if (lists?.newValue) showNumbersOf(lists.newValue);
  });
}

fillWords();
listen();
look();
