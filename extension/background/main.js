// The entry point of the background. The browser starts a stopped service worker for an event, and
// a listener that is added later misses this event. This file therefore registers every listener
// synchronously. Depends on all other files.

import { siteOf } from "../shared/site_settings.js";
import { refreshHost } from "./account.js";
import { recordProgress } from "./call_records.js";
import { callReported, changeCall, withProblem } from "./calls.js";
import { followPages } from "./card_frames.js";
import { runCommand } from "./commands.js";
import { windowClosed } from "./confirmation_window.js";
import { createMenus } from "./context_menu_items.js";
import { openWelcome } from "./first_run.js";
import { injectOpenTabs } from "./inject_open_tabs.js";
import { chooseMenu } from "./menu_clicks.js";
import { ANSWERS } from "./message_handlers.js";
import { isAllowed } from "./message_policy.js";
import { askHost, closeWhenIdle, listenToHost, ownProblem } from "./native_port.js";
import { callTyped, suggestNumbers } from "./omnibox.js";
import { originOf } from "./sender_origin.js";
import { isUnderWay, readSession } from "./session.js";
import { signInEnded, signInLost, signInTabClosed } from "./sign_in.js";

let callIsUnderWay = false;

/** The handler of each push, which is a message that the host sends without a request. */
const HOST_PUSHES = {
  "call.changed": (/** @type {Record<string, any>} */ push) => callReported(push["call"]),
  "account.changed": (/** @type {Record<string, any>} */ push) =>
    signInEnded(push["problem"] ?? null),
};

listenToHost({
  pushed: (push) => {
    const act = HOST_PUSHES[/** @type {keyof typeof HOST_PUSHES} */ (push["push"])];
    act(push);
  },
  lost: resume,
  needed: () => callIsUnderWay,
});

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  const origin = originOf(sender);
  if (!isAllowed(message, origin)) {
    console.warn("refused a message from", origin ?? "an unknown sender");
    reply({ problem: ownProblem("not_allowed") });
    return false;
  }
  const { type, ...fields } = message;
  // If a panel is open in a tab, the browser reports this tab too. The handlers do not get the tab,
  // because no page sent the message.
  const page = origin === "content" ? sender : {};
  const from = {
    tab: page.tab?.id ?? null,
    frame: page.frameId ?? 0,
    document: page.documentId,
    site: siteOf(page.tab?.url),
    isPrivate: page.tab?.incognito ?? false,
  };
  const answer = /** @type {(fields: any, sender: any) => Promise<unknown>} */ (ANSWERS[type]);
  answer(fields, from).then(
    (ok) => reply({ ok }),
    (problem) => reply({ problem: asProblem(problem) }),
  );
  return true;
});

/** @param {any} problem @returns {import("../shared/messages.js").Problem} */
function asProblem(problem) {
  const { code, message, parameters = {} } = problem ?? {};
  if (typeof code === "string") return { code, message, parameters };
  console.error(problem);
  return { code: "internal", message: String(problem?.message ?? problem) };
}

chrome.storage.session.onChanged.addListener(({ call, numbers }) => {
  if (numbers && JSON.stringify(numbers.newValue) !== JSON.stringify(numbers.oldValue)) {
    createMenus();
  }
  if (!call) return;
  callIsUnderWay = isUnderWay(/** @type {any} */ (call.newValue ?? null));
  followPages(callIsUnderWay);
  recordProgress(
    /** @type {any} */ (call.newValue ?? null),
    /** @type {any} */ (call.oldValue ?? null),
  );
  closeWhenIdle();
});
chrome.windows.onRemoved.addListener(windowClosed);
chrome.contextMenus.onClicked.addListener(chooseMenu);
chrome.commands.onCommand.addListener(runCommand);
chrome.omnibox.onInputChanged.addListener(suggestNumbers);
chrome.omnibox.onInputEntered.addListener(callTyped);
chrome.tabs.onRemoved.addListener(signInTabClosed);
chrome.runtime.onInstalled.addListener((details) => {
  createMenus();
  refreshHost();
  openWelcome(details);
});
chrome.runtime.onStartup.addListener(refreshHost);

/** Goes on after the service worker has started, or after the connection to the host was lost. */
function resume() {
  void signInLost();
  void resumeCall();
}

/**
 * Asks the host for the state of the call that was in progress when the service worker stopped or
 * when the connection to the host was lost.
 */
async function resumeCall() {
  const { call } = await readSession();
  callIsUnderWay = isUnderWay(call);
  followPages(callIsUnderWay);
  if (!isUnderWay(call)) return;
  const found = askHost("call.read", { call_id: call.call_id });
  await changeCall(await found.catch((problem) => withProblem(call, problem)));
}

resume();
injectOpenTabs();
