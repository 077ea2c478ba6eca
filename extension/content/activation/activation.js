"use strict";
// Provides `Activation`: from a person's click or key on a number to a question for the background, and
// from the background's words to the card. Only trusted events count; the number is read again from
// the page, and what the person may not have seen or meant is asked about in a window of ours.
// Depends on `CapturedEvents`, `Messaging`, `Page`, `Numbers`, `TelLinks`, `NumberReader`,
// `PositionTracker`, `UserIntent`, `TabStops`, `CallCard` and the detection.

/** @typedef {import("../../shared/messages.js").Problem} Problem */
/** @typedef {{number: string, ext: string, shown: string, linked: string}} Wanted */

const Activation = (() => {
  /** A second click, or a key, so soon after the first is part of it. */
  const SAME_CLICK_WITHIN_MS = 300;
  /** No more of the page's own words goes into a message. */
  const LONGEST_SHOWN = 80;

  /** Opens the number that this frame last asked for in the softphone. */
  let softphone = "";
  let isAsking = false;
  let lastAskedAt = -Infinity;

  /** @param {AbortSignal} signal */
  function start(signal) {
    CapturedEvents.on("keydown", keyPressed, signal);
    // The last to come hears first: it has noted a key before anything is done about it.
    UserIntent.start(signal);
    signal.addEventListener("abort", CallCard.hide, { once: true });
  }

  /**
   * A person means this number.
   * @param {PageNumber} found
   * @param {Event | null} event trusted; null where there was none that the browser could follow
   * @param {{meant: boolean, byKey: boolean}} how whether it was surely the user's own hand, and by key
   */
  function activate(found, event, { meant, byKey }) {
    const config = Page.config();
    if (!config || !Messaging.isConnected()) return;
    const now = NumberReader.readAgain(found);
    const isOurs = config.ringout && !now?.texts;
    if (now && !isOurs && !now.linked) return follow(found, event);
    CapturedEvents.stop(event);
    if (isAsking || performance.now() - lastAskedAt < SAME_CLICK_WITHIN_MS) return;
    lastAskedAt = performance.now();
    if (!now) return tellChanged(found);
    if (!isOurs) return tellDifference(found, now, config.action);
    askForCall(found, now, meant ? PositionTracker.isPlainToSee(found, byKey) : null);
  }

  /**
   * Where the number's link leads, the page's own link the browser follows by itself.
   * @param {PageNumber} found
   * @param {Event | null} event
   */
  function follow({ link, href }, event) {
    if (event instanceof MouseEvent && event.type === "click" && link?.href === href) return;
    CapturedEvents.stop(event);
    openAddress(href);
  }

  /** @param {string} href */
  function openAddress(href) {
    const link = document.createElement("a");
    link.href = href;
    link.click();
  }

  /** @param {MouseEvent} event a click that no pointer made */
  function clickedByKey(event) {
    const found = numberOf(event);
    if (!found) return;
    if (UserIntent.isKeyHeld()) return CapturedEvents.stop(event);
    activate(found, event, { meant: UserIntent.isKeyMeant(event), byKey: true });
  }

  /**
   * A link does not know the space bar, a button does: our numbers know both keys.
   * @param {KeyboardEvent} event
   */
  function keyPressed(event) {
    if (!event.isTrusted) return;
    if (event.key === "Escape") CallCard.closeByKey(event);
    const found = event.key === " " ? TabStops.current() : undefined;
    if (!found) return;
    CapturedEvents.stop(event);
    if (!event.repeat) activate(found, event, { meant: UserIntent.isKeyMeant(event), byKey: true });
  }

  /** @param {Event} event @returns {PageNumber | undefined} the number whose link an event fell on */
  function numberOf(event) {
    const stop = TabStops.current();
    if (stop) return stop;
    const at = event.target instanceof Element ? deepest(event.target) : null;
    const link = at && Dom.closest(at, "a, area");
    return link ? Numbers.at(link)[0] : undefined;
  }

  /** @param {Element} element @returns {Element} what in its shadow tree has the focus */
  function deepest(element) {
    const inner = Dom.shadowRootOf(element)?.activeElement;
    return inner ? deepest(inner) : element;
  }

  /** What a script clicks is no click of a person's: our links do not lead anywhere then. @param {MouseEvent} event */
  function stopOwn(event) {
    if (event.target instanceof Element && Dom.own.has(event.target)) CapturedEvents.stop(event);
  }

  /**
   * @param {Anchor} anchor
   * @param {Wanted} wanted
   * @param {Promise<boolean> | null} isSeen null: the click itself was doubtful
   */
  async function askForCall(anchor, { number, ext, shown, linked }, isSeen) {
    isAsking = true;
    // A card of ours would lie over the number that is looked at.
    CallCard.hide();
    // Where looking itself fails, nothing was seen: the person is asked, and not left without a word.
    const sure = isSeen !== null && (await isSeen.catch(() => false));
    beginCard(anchor, number, ext);
    CallCard.paint({ state: "asking", words: CallCard.say("state_asking") });
    try {
      const words = { shown: shown.slice(0, LONGEST_SHOWN), linked, sure };
      const { waiting, call } = await Messaging.ask("call.ask", { number, ext, ...words });
      if (waiting) CallCard.paint({ state: "confirming", words: CallCard.say("state_confirming") });
      if (call) showCall(call);
    } catch (problem) {
      showProblem(/** @type {Problem} */ (problem));
    } finally {
      isAsking = false;
    }
  }

  /** @param {Anchor} anchor @param {string} number @param {string} ext */
  function beginCard(anchor, number, ext) {
    CallCard.begin(anchor, displayOf(number, ext));
    softphone = TelLinks.addressOf("tel", number, ext);
  }

  /** The page writes another number there since it was found. @param {PageNumber} found */
  function tellChanged(found) {
    beginCard(found, found.number, found.ext);
    CallCard.paint({ state: "failed", words: CallCard.say("problem_number_changed") });
  }

  /**
   * A link that shows one number and leads to another is not followed before the person has chosen.
   * @param {PageNumber} found
   * @param {Shown} now
   * @param {NumberAction} action
   */
  function tellDifference(found, { number, ext, linked, texts }, action) {
    beginCard(found, number, ext);
    const other = displayOf(linked, "");
    const words = CallCard.say(texts ? "card_texts_other" : "card_links_other", other);
    const leadTo = (/** @type {string} */ to, /** @type {string} */ toExt) => ({
      text: CallCard.say(texts ? "card_text_number" : "card_call_number", displayOf(to, toExt)),
      href: texts ? TelLinks.textAddressOf(action, to) : TelLinks.addressOf(action, to, toExt),
    });
    CallCard.paint({ state: "doubtful", words, links: [leadTo(number, ext), leadTo(linked, "")] });
  }

  /** @param {string} number @param {string} ext */
  function displayOf(number, ext) {
    const { international } = describeNumber(number);
    return ext ? `${international} ${CallCard.say("popup_extension", ext)}` : international;
  }

  /** @param {import("../../shared/messages.js").Call} call */
  function showCall(call) {
    const words = call.problem ? problemWords(call.problem) : CallCard.say(`state_${call.state}`);
    const canStop = call.cancellable || call.state === "ringing_you";
    const onStop = canStop ? () => stopCall(call.call_id) : null;
    CallCard.paint({ state: call.state, words, onStop });
  }

  /** @param {string} call_id */
  function stopCall(call_id) {
    Messaging.ask("call.cancel", { call_id }).then(showCall, showProblem);
  }

  /** @param {Problem} problem */
  function showProblem(problem) {
    const links = softphone ? [{ text: CallCard.say("card_softphone"), href: softphone }] : [];
    CallCard.paint({ state: "failed", words: problemWords(problem), links });
  }

  /** The background has worded all but what only this script can know. @param {Problem} problem */
  const problemWords = ({ code, message }) => message || CallCard.say(`problem_${code}`) || code;

  /** What the background tells this frame about the call that it asked for. */
  const NEWS = {
    /** @param {{call: import("../../shared/messages.js").Call}} news */
    "call.changed": ({ call }) => showCall(call),
    /** @param {{problem: Problem | null}} news null: the user said no */
    "call.refused": ({ problem }) => (problem ? showProblem(problem) : CallCard.hide()),
  };

  return { NEWS, activate, askForCall, beginCard, clickedByKey, openAddress, start, stopOwn };
})();
