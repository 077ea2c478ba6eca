// Shows the state of the host and the account in the popup, with the state's button, command and
// countdown. Depends on account_state.js, the messages and controls.js.

import { sayDone } from "../shared/controls.js";
import { byId } from "../shared/elements.js";
import { problemWords, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";
import { remedyFor, systemHere } from "../shared/system_commands.js";

/** @typedef {import("./account_state.js").AccountState} AccountState */
/** @typedef {Record<import("./account_state.js").AccountAction, () => unknown>} Handlers */

/** The page that guides the user through the setup. */
const WELCOME = "welcome/welcome.html";

const system = systemHere();

/** @type {ReturnType<typeof setInterval> | undefined} */
let counting;

/**
 * @param {AccountState} state
 * @param {Handlers} handlers
 */
export function showAccountState(state, handlers) {
  const isReady = state.id === "ready";
  byId("ready").hidden = !isReady;
  byId("absent").hidden = isReady;
  clearInterval(counting);
  if (isReady) return;
  setWords("absent-title", say(`account_${state.id}`));
  showText(state, handlers);
  showCommand(state);
  const button = byId("absent-do");
  button.hidden = state.action === null;
  if (!state.action) return;
  const action = state.action;
  const isWaiting = state.id === "signing_in";
  setWords("absent-do", say(isWaiting ? "account_do_show_sign_in" : `account_do_${action}`));
  button.onclick = () => handlers[action]();
}

/**
 * Sets an element's text only if the text changes, because screen readers announce a text again
 * whenever it is set.
 * @param {string} id
 * @param {string} words
 */
function setWords(id, words) {
  if (byId(id).textContent !== words) byId(id).textContent = words;
}

/** @param {AccountState} state */
async function showCommand({ problem, hasCommand }) {
  byId("absent-command").hidden = !hasCommand;
  byId("absent-copy").hidden = !hasCommand;
  if (!problem || !hasCommand) return;
  byId("absent-command").textContent = remedyFor(problem, await system).command;
}

/** @param {AccountState} state */
function textOf({ id, problem, isTold }) {
  if (problem && isTold) return problemWords(problem);
  return id === "looking" ? "" : say(`account_${id}_text`);
}

/** @param {AccountState} state @param {Handlers} handlers */
function showText(state, handlers) {
  if (state.until === 0) {
    setWords("absent-text", textOf(state));
    return;
  }
  const count = () => {
    const left = Math.ceil(state.until - Date.now() / 1000);
    if (left <= 0) {
      clearInterval(counting);
      handlers.check();
      return;
    }
    const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    byId("absent-text").textContent = say("account_limited_text", clock);
  };
  count();
  counting = setInterval(count, 1000);
}

/**
 * Returns a function for each action that the button of an account state can have.
 * @param {{check: () => unknown, addPhone: () => unknown, useSoftphone: () => unknown}} others
 * @returns {Handlers}
 */
export function accountHandlers({ check, addPhone, useSoftphone }) {
  byId("absent-copy").onclick = async () => {
    await navigator.clipboard.writeText(byId("absent-command").textContent ?? "");
    sayDone(byId("absent-copy"), say("copied"));
  };
  return {
    check,
    add_phone: addPhone,
    softphone: useSoftphone,
    sign_in: () => send("account.sign_in", {}).catch(tellProblem),
    set_up: () => chrome.tabs.create({ url: chrome.runtime.getURL(WELCOME) }),
    update: () => chrome.runtime.reload(),
  };
}

/** @param {import("../shared/messages.js").Problem} problem */
function tellProblem(problem) {
  byId("absent-text").textContent = problemWords(problem);
}
