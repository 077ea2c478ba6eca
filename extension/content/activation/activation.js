"use strict";
// Provides `Activation`: requests a call from the background after the user clicked a number or
// pressed a key on it. Events that the page's scripts made are ignored. Before the request, the
// number is read again, because the page may have changed it. If the user may not have seen or
// meant the number, the extension asks for confirmation in its own window. Depends on `Dom`,
// `CapturedEvents`, `Messaging`, `Page`, `Numbers`, `TelLinks`, `NearbyWords`, `NumberReader`,
// `PositionTracker`, `UserIntent`, `TabStops`, `CallCard`, `CallProgress`, `Softphone` and the
// detection.

/**
 * @typedef {Object} Wanted The call that the user requests.
 * @property {string} number E.164
 * @property {string} ext the extension's digits; "" if there is no extension
 * @property {string} shown the number's text in the page
 * @property {string} linked the number (E.164) that the page's own link dials; "" if the link dials
 *   the shown number or there is no link
 * @property {string} [from] the phone that is to ring for this one call, if not the usual one
 * @property {string} [caller_id] the caller ID for this one call, if not the usual one
 */

const Activation = (() => {
  /**
   * After a click or key press has requested a call, clicks and key presses within this time are
   * ignored, because they are part of a double click.
   */
  const SAME_CLICK_WITHIN_MS = 300;
  /** A number's text on the page is cut to this length before it is sent to the background. */
  const LONGEST_SHOWN_CHARACTERS = 80;
  /**
   * In a frame smaller than this (in CSS pixels), the card has no room, so the top frame shows it.
   */
  const ROOM_FOR_CARD = { width: 360, height: 280 };

  /**
   * The numbers (E.164, with `;ext=` before an extension) for which this frame has requested a
   * call, and for which the background has not answered yet.
   * @type {Set<string>}
   */
  const asking = new Set();
  let lastAskedAt = -Infinity;

  /** @param {AbortSignal} signal */
  function start(signal) {
    CapturedEvents.on("keydown", keyPressed, signal);
    // `CapturedEvents` runs the listeners in reverse order. `UserIntent` adds a listener after
    // `keyPressed` was added, so it records each key before `keyPressed` acts on that key.
    UserIntent.start(signal);
    signal.addEventListener("abort", keepCard, { once: true });
  }

  /** When a changed setting ends a scan of the page and starts a new one, shows the card again. */
  function keepCard() {
    const view = CallCard.view();
    CallCard.hide();
    if (!view || !Messaging.isConnected() || !Page.config()?.active) return;
    // The end of the scan removes all elements from the layer. The card is shown after that, in a
    // microtask.
    queueMicrotask(() => CallCard.show(document.documentElement, view));
  }

  /**
   * Acts on a click or a key on a number.
   * @param {PageNumber} found
   * @param {Event | null} event the click or key press, if the browser can still run its default
   *   action, such as following a link; null otherwise
   * @param {{meant: boolean, byKey: boolean}} how `meant`: whether the user certainly meant this
   *   number; `byKey`: whether the user pressed a key
   */
  function activate(found, event, { meant, byKey }) {
    const config = Page.config();
    if (!config || !Messaging.isConnected()) return;
    const now = NumberReader.readAgain(found);
    const isOurs = config.ringout && !now?.texts;
    if (now && !isOurs && !now.linked) return follow(found, event);
    CapturedEvents.stop(event);
    const isSameClick = performance.now() - lastAskedAt < SAME_CLICK_WITHIN_MS;
    if (isSameClick || asking.has(Numbers.fullNumberOf(found))) return;
    lastAskedAt = performance.now();
    if (!now) return warnNumberChanged(found);
    if (!isOurs) return warnMismatchedLink(found, now, config.action);
    askForCall(found, now, meant ? PositionTracker.isClearlyVisible(found, byKey) : null);
  }

  /**
   * Opens the number's address with the softphone. If the user clicked a link of the page with the
   * same address, the browser itself follows the link.
   * @param {PageNumber} found
   * @param {Event | null} event the click or key press; null if the browser cannot act on it any
   *   more
   */
  function follow(found, event) {
    const { link, href } = found;
    const isPages = event instanceof MouseEvent && event.type === "click" && link?.href === href;
    const isExpired = Page.config()?.missing === "expired";
    if (!isPages || isExpired) CapturedEvents.stop(event);
    Softphone.follow(found, () => isPages || openAddress(href));
  }

  /** @param {string} href */
  function openAddress(href) {
    const link = document.createElement("a");
    link.href = href;
    link.click();
  }

  /** Handles a click that a key caused. @param {MouseEvent} event */
  function clickedByKey(event) {
    const found = numberOf(event);
    if (!found) return;
    if (UserIntent.isKeyHeld()) return CapturedEvents.stop(event);
    activate(found, event, { meant: UserIntent.isKeyMeant(event), byKey: true });
  }

  /**
   * Handles two keys: Escape closes the card, and Space on a tab stop activates its number. Enter
   * on a tab stop needs no handler, because the browser turns that key into a click.
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

  /** @param {Event} event @returns {PageNumber | undefined} */
  function numberOf(event) {
    const stop = TabStops.current();
    if (stop) return stop;
    const at = event.target instanceof Element ? deepest(event.target) : null;
    const link = at && Dom.closest(at, "a, area");
    return link ? Numbers.at(link)[0] : undefined;
  }

  /**
   * @param {Element} element
   * @returns {Element} the focused element inside the nested shadow trees of `element`; `element`
   *   itself if no shadow tree contains the focus
   */
  function deepest(element) {
    const inner = Dom.shadowRootOf(element)?.activeElement;
    return inner ? deepest(inner) : element;
  }

  /**
   * Cancels a click that a script of the page makes on one of the extension's links.
   * @param {MouseEvent} event
   */
  function stopOwn(event) {
    if (event.target instanceof Element && Dom.own.has(event.target)) CapturedEvents.stop(event);
  }

  /** @returns {boolean} whether the frame is so small that the top frame shows the card */
  const isTooSmall = () =>
    window !== top && (innerWidth < ROOM_FOR_CARD.width || innerHeight < ROOM_FOR_CARD.height);

  /**
   * Asks the background to place a call.
   * @param {Anchor} anchor
   * @param {Wanted} wanted
   * @param {Promise<boolean> | null} isSeen whether the user could see the number; null if the user
   *   perhaps did not mean this number
   */
  async function askForCall(anchor, wanted, isSeen) {
    const { number, ext } = wanted;
    const key = ext ? `${number};ext=${ext}` : number;
    const callee = {
      number,
      ext,
      name: anchor instanceof Element ? "" : NearbyWords.nameOf(anchor),
    };
    const in_top = isTooSmall();
    const isOwn = !in_top && !CallCard.isUnderWay();
    asking.add(key);
    if (isOwn) showUnlessInWay(anchor, callee);
    try {
      // If the check itself fails, the number counts as not seen, and the user is asked to confirm.
      const sure = isSeen !== null && (await isSeen.catch(() => false));
      if (isOwn) CallProgress.showAsked(anchor, callee, "asking");
      const words = { ...wordsFor(anchor, wanted), name: callee.name, sure, in_top };
      const { waiting, call } = await Messaging.ask("call.ask", { number, ext, ...words });
      if (waiting) CallProgress.showAsked(anchor, callee, "confirming");
      else if (!call && isOwn && !CallCard.isUnderWay()) CallCard.hide();
    } catch (problem) {
      CallProgress.showProblem(/** @type {Problem} */ (problem));
    } finally {
      asking.delete(key);
    }
  }

  /**
   * Shows the card, but hides it again if the card covers the number. Otherwise the browser would
   * report the number as covered, and the check whether the user saw the number would fail.
   * @param {Anchor} anchor
   * @param {Callee} callee
   */
  function showUnlessInWay(anchor, callee) {
    CallProgress.showAsked(anchor, callee, "asking");
    if (!(anchor instanceof Element) && CallCard.covers(Numbers.cellOf(anchor))) CallCard.hide();
  }

  /** @param {Anchor} anchor @param {Wanted} wanted */
  function wordsFor(anchor, { shown, linked, from = "", caller_id = "" }) {
    const around =
      anchor instanceof Element ? { before: "", after: "" } : NearbyWords.around(anchor);
    return { shown: shown.slice(0, LONGEST_SHOWN_CHARACTERS), linked, ...around, from, caller_id };
  }

  /**
   * Tells the user that the page now shows something else in place of the number.
   * @param {PageNumber} found
   */
  function warnNumberChanged({ number, ext }) {
    showNotice(number, ext, "problem_number_changed");
  }

  /** @param {string} number E.164 @param {string} ext @param {string} key of _locales */
  function showNotice(number, ext, key) {
    if (isTooSmall()) Messaging.ask("card.notice", { number, ext, key }).catch(() => undefined);
    else CallProgress.MESSAGE_HANDLERS["card.notice"]({ number, ext, key });
  }

  /**
   * If the page's link shows one number and calls or texts another, shows a card with a link for
   * each of the two numbers.
   * @param {PageNumber} found
   * @param {Shown} now the two numbers, and whether the page's link is for a text message
   * @param {NumberAction} action what a click on a number does
   */
  function warnMismatchedLink(found, { number, ext, linked, texts }, action) {
    const other = CallProgress.displayOf(linked, "");
    const own = CallProgress.displayOf(number, ext);
    const words = CallCard.say(texts ? "card_texts_other" : "card_links_other", own, other);
    const leadTo = (/** @type {string} */ name, /** @type {string} */ to, toExt = "") => ({
      name,
      text: CallCard.say(
        texts ? "card_text_number" : "card_call_number",
        CallProgress.displayOf(to, toExt),
      ),
      href: texts ? TelLinks.textAddressOf(action, to) : TelLinks.addressOf(action, to, toExt),
    });
    CallCard.show(found, {
      ...{ state: "doubtful", words, who: { name: "", number: own } },
      offers: [leadTo("own", number, ext), leadTo("linked", linked)],
    });
  }

  return { activate, askForCall, clickedByKey, openAddress, start, stopOwn, showNotice };
})();
