"use strict";
// From a person's click on a mark to a question for the background, and from the background's
// words to the card. Only trusted events; the number is read again from the page at the click.

/** @typedef {import("../shared/messages.js").PageConfig} PageConfig */

/** A click within this time of a key or pointer that the mark was not under is not sure. */
const FOCUS_BY_KEY_WITHIN_MS = 250;

/**
 * What this frame last asked for: where the card stands and what it says.
 * @type {{anchor: Element, number: string, softphone: string} | null}
 */
let asked = null;
let isAsking = false;
let lastTabKey = -Infinity;
/** The mark that the user's own Tab key brought the focus to. @type {EventTarget | null} */
let focusedByUser = null;

/**
 * @param {{config: () => PageConfig | null, region: () => string, signal: AbortSignal}} page
 */
function listenForClicks({ config, region, signal }) {
  hearBeforePage("keydown", (event) => void (event.key === "Tab" && noteTab(event)), signal);
  hearBeforePage("focusin", noteFocus, signal);
  hearBeforePage("click", (event) => clicked(event, config(), region()), signal);
}

/** @param {KeyboardEvent} event */
function noteTab(event) {
  if (event.isTrusted) lastTabKey = event.timeStamp;
}

/** A page may move the focus, so a key press on a mark counts only where the user tabbed to it. */
function noteFocus(/** @type {FocusEvent} */ event) {
  const byUser = event.isTrusted && event.timeStamp - lastTabKey < FOCUS_BY_KEY_WITHIN_MS;
  focusedByUser = byUser ? event.target : null;
}

/**
 * @param {MouseEvent} event
 * @param {PageConfig | null} config
 * @param {string} region
 */
function clicked(event, config, region) {
  const mark = markAt(event.target, event);
  if (!mark || !config || !isConnected()) return;
  const found = event.isTrusted ? readMark(mark, region) : null;
  if (found && !config.ringout) return followMark(mark, event);
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!found || isAsking) return;
  const isKey = event.detail === 0;
  const sure = found.steady && (!isKey || focusedByUser === event.target);
  askForCall(/** @type {Element} */ (event.target), found, sure);
}

/**
 * @param {Element} anchor
 * @param {{number: string, ext: string, shown: string, linked: string}} found
 * @param {boolean} sure
 */
async function askForCall(anchor, { number, ext, shown, linked }, sure) {
  hideCard();
  asked = {
    anchor,
    number: displayOf(number, ext),
    softphone: ext ? `tel:${number};ext=${ext}` : `tel:${number}`,
  };
  isAsking = true;
  paint("asking", say("state_asking"));
  try {
    const { waiting, call } = await ask("call.ask", {
      number,
      ext,
      shown: shown.slice(0, 80),
      linked,
      sure,
    });
    if (waiting) paint("confirming", say("state_confirming"));
    if (call) showCall(call);
  } catch (problem) {
    showProblem(/** @type {import("../shared/messages.js").Problem} */ (problem));
  } finally {
    isAsking = false;
  }
}

/** @param {string} number @param {string} ext */
function displayOf(number, ext) {
  const { international } = describeNumber(number);
  return ext ? `${international} ext. ${ext}` : international;
}

/** @param {import("../shared/messages.js").Call} call */
function showCall(call) {
  const words = call.problem ? problemWords(call.problem) : say(`state_${call.state}`);
  const canStop = call.cancellable || call.state === "ringing_you";
  paint(call.state, words, canStop ? () => stopCall(call.call_id) : null);
}

/** @param {string} call_id */
function stopCall(call_id) {
  ask("call.cancel", { call_id }).then(showCall, showProblem);
}

/** @param {import("../shared/messages.js").Problem} problem */
function showProblem(problem) {
  paint("failed", problemWords(problem), null, asked?.softphone ?? null);
}

/** @param {import("../shared/messages.js").Problem} problem */
function problemWords({ code, message }) {
  return say(`problem_${code}`, message);
}

/**
 * @param {string} state
 * @param {string} words
 * @param {(() => void) | null} [onStop]
 * @param {string | null} [softphone]
 */
function paint(state, words, onStop = null, softphone = null) {
  if (asked) showCard(asked.anchor, { number: asked.number, state, words, onStop, softphone });
}

/**
 * Hears what the background tells this frame: never another extension, never the page.
 * @param {Record<string, (message: any) => void>} listeners by message type
 */
function listenToBackground(listeners) {
  chrome.runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== chrome.runtime.id || sender.tab) return;
    if (Object.hasOwn(listeners, message?.type)) listeners[message.type]?.(message);
  });
}

/** What the background tells this frame about the call that it asked for. */
const CALL_NEWS = {
  /** @param {{call: import("../shared/messages.js").Call}} news */
  "call.changed": ({ call }) => showCall(call),
  /** @param {{problem: import("../shared/messages.js").Problem | null}} news null: the user said no */
  "call.refused": ({ problem }) => (problem ? showProblem(problem) : hideCard()),
};
