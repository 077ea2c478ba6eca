"use strict";
// From a person's click on a mark to a question for the background, and from the background's
// words to the card. Only trusted events; the number is read again from the page at the click, and
// what the person may not have seen or meant is asked about in our own window.

/** @typedef {import("../../shared/messages.js").PageConfig} PageConfig */
/** @typedef {import("../../shared/messages.js").Problem} Problem */
/** @typedef {{number: string, ext: string, shown: string, linked: string}} Wanted */

/** A second click, or a key, so soon after the first is part of it. */
const SAME_CLICK_WITHIN_MS = 300;

/**
 * What this frame last asked for: where the card stands and what it says.
 * @type {{anchor: Element, number: string, softphone: string} | null}
 */
let asked = null;
let isAsking = false;
let lastAskedAt = -Infinity;

/**
 * @param {{config: () => PageConfig | null, region: () => string, signal: AbortSignal}} page
 */
function listenForClicks({ config, region, signal }) {
  watchIntent(signal);
  watchPointer(signal);
  hearBeforePage("click", (event) => clicked(event, config(), region()), signal);
  hearBeforePage("keydown", (event) => keyPressed(event, config(), region()), signal);
}

/**
 * @param {MouseEvent} event
 * @param {PageConfig | null} config
 * @param {string} region
 */
function clicked(event, config, region) {
  const mark = markAt(event);
  // A script that clicks its page's own link goes where it always went: to the browser, not to us.
  if (!mark || !config || !isConnected() || (!event.isTrusted && !mark.node)) return;
  if (event.isTrusted && !isHeldKey(event)) {
    const meant = isIntended(event);
    activate({ mark, event, config, region, meant, byKey: isByKey(event) });
  } else stop(event);
}

/**
 * A link does not know the space bar, a button does: our numbers know both keys, however they look.
 *
 * @param {KeyboardEvent} event
 * @param {PageConfig | null} config
 * @param {string} region
 */
function keyPressed(event, config, region) {
  if (!event.isTrusted || !isConnected()) return;
  if (event.key === "Escape") closeCardByKey(event);
  const mark = event.key === " " ? marks.get(deepTargetOf(event)) : undefined;
  if (!mark || mark.button || !config) return;
  stop(event);
  if (event.repeat) return;
  const meant = focusedByUser === event.target;
  activate({ mark, event, config, region, meant, byKey: true });
}

/**
 * @typedef {Object} Activation A trusted click, or a key, on a mark.
 * @property {Mark} mark
 * @property {Event | null} event none where letters were typed for it
 * @property {PageConfig} config
 * @property {string} region
 * @property {boolean} meant whether it was the user's own hand that came there
 * @property {boolean} byKey
 */

/** @param {Activation} activation */
function activate({ mark, event, config, region, meant, byKey }) {
  const found = readMark(mark, region);
  const isOurs = config.ringout && !found?.texts;
  if (found && !isOurs && !found.linked) return followMark(mark, event);
  stop(event);
  if (isPartOfLast(event)) return;
  lastAskedAt = performance.now();
  if (!found) return tellChanged(mark);
  if (!isOurs) return tellDifference(mark, found, config);
  askForCall(controlOf(mark), found, meant ? isPlainToSee(found.hosts, byKey) : null);
}

/** @param {Event | null} event */
function stop(event) {
  event?.preventDefault();
  event?.stopImmediatePropagation();
}

/** @param {Event | null} event */
const isPartOfLast = (event) =>
  isAsking ||
  (event instanceof MouseEvent && event.detail > 1) ||
  performance.now() - lastAskedAt < SAME_CLICK_WITHIN_MS;

/**
 * What a person could see, as far as it can be known: at once what the page looks like now, then,
 * in its next frame, what lies over it.
 *
 * @param {Element[]} hosts the number's pieces
 * @param {boolean} byKey the keyboard scrolls to what it reaches, so only its present place counts
 * @returns {Promise<boolean>}
 */
async function isPlainToSee(hosts, byKey) {
  if (hosts.length === 0 || document.visibilityState !== "visible") return false;
  const wasThere = (/** @type {Element} */ host) =>
    stoodStill(host) && wasSeen(host) && wasOpen(host);
  if (!byKey && !hosts.every(wasThere)) return false;
  if (!hosts.every(isPlainlyShown)) return false;
  if (!SEES_COVERS && hosts.some(isCovered)) return false;
  const [areSeen, areStill] = await Promise.all([areSeenNow(hosts), areStillNow(hosts)]);
  return areSeen && areStill;
}

/**
 * @param {Element} anchor
 * @param {Wanted} wanted
 * @param {Promise<boolean> | null} isSeen null: the click itself was doubtful
 */
async function askForCall(anchor, { number, ext, shown, linked }, isSeen) {
  isAsking = true;
  hideCard();
  // Our own card would lie over the number that is looked at.
  // Where looking itself fails, nothing was seen: the person is asked, and not left without a word.
  const sure = isSeen !== null && (await isSeen.catch(() => false));
  beginCard(anchor, number, ext);
  paint("asking", say("state_asking"));
  try {
    const words = { shown: shown.slice(0, 80), linked, sure };
    const { waiting, call } = await ask("call.ask", { number, ext, ...words });
    if (waiting) paint("confirming", say("state_confirming"));
    if (call) showCall(call);
  } catch (problem) {
    showProblem(/** @type {Problem} */ (problem));
  } finally {
    isAsking = false;
  }
}

/** @param {Element} anchor @param {string} number @param {string} ext */
function beginCard(anchor, number, ext) {
  hideCard();
  const softphone = ext ? `tel:${number};ext=${ext}` : `tel:${number}`;
  asked = { anchor, number: displayOf(number, ext), softphone };
}

/** The page wrote another number there since it was drawn. @param {Mark} mark */
function tellChanged(mark) {
  beginCard(controlOf(mark), mark.number, mark.ext);
  paint("failed", say("problem_number_changed"));
}

/**
 * A link that shows one number and leads to another is not followed before the person has chosen.
 *
 * @param {Mark} mark
 * @param {Wanted & {texts: boolean}} found
 * @param {PageConfig} config
 */
function tellDifference(mark, { number, ext, linked, texts }, { action }) {
  beginCard(controlOf(mark), number, ext);
  const words = say(texts ? "card_texts_other" : "card_links_other", displayOf(linked, ""));
  const leadTo = (/** @type {string} */ to, /** @type {string} */ toExt) => ({
    text: say(texts ? "card_text_number" : "card_call_number", displayOf(to, toExt)),
    href: texts ? textAddressOf(action, to) : addressOf(action, to, toExt),
  });
  paint("doubtful", words, { links: [leadTo(number, ext), leadTo(linked, "")] });
}

/** @param {string} number @param {string} ext */
function displayOf(number, ext) {
  const { international } = describeNumber(number);
  return ext ? `${international} ext. ${ext}` : international;
}

/** @param {import("../../shared/messages.js").Call} call */
function showCall(call) {
  const words = call.problem ? problemWords(call.problem) : say(`state_${call.state}`);
  const canStop = call.cancellable || call.state === "ringing_you";
  paint(call.state, words, { onStop: canStop ? () => stopCall(call.call_id) : null });
}

/** @param {string} call_id */
function stopCall(call_id) {
  ask("call.cancel", { call_id }).then(showCall, showProblem);
}

/** @param {Problem} problem */
function showProblem(problem) {
  const links = asked?.softphone ? [{ text: say("card_softphone"), href: asked.softphone }] : [];
  paint("failed", problemWords(problem), { links });
}

/** @param {Problem} problem */
const problemWords = ({ code, message }) => message || say(`problem_${code}`) || code;

/**
 * @param {string} state
 * @param {string} words
 * @param {{onStop?: (() => void) | null, links?: CardLink[]}} [offers]
 */
function paint(state, words, { onStop = null, links = [] } = {}) {
  if (asked) showCard(asked.anchor, { number: asked.number, state, words, onStop, links });
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
  /** @param {{call: import("../../shared/messages.js").Call}} news */
  "call.changed": ({ call }) => showCall(call),
  /** @param {{problem: Problem | null}} news null: the user said no */
  "call.refused": ({ problem }) => (problem ? showProblem(problem) : hideCard()),
};
