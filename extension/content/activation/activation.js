"use strict";
// Provides `Activation`: from a person's click or key on a number to a question for the background. Only
// trusted events count; the number is read again from the page, and what the person may not have seen or
// meant is asked about in a window of the extension's own. Depends on `CapturedEvents`, `Messaging`,
// `Page`, `Numbers`, `TelLinks`, `NearbyWords`, `NumberReader`, `PositionTracker`, `UserIntent`,
// `TabStops`, `CallCard`, `CallProgress`, `Softphone` and the detection.

/**
 * @typedef {Object} Wanted What a person wants to call.
 * @property {string} number E.164
 * @property {string} ext
 * @property {string} shown as the page writes it
 * @property {string} linked what the page's own link would dial, "" if the same or none
 * @property {string} [from] another phone for this one call
 * @property {string} [caller_id] another caller ID for this one call
 */

const Activation = (() => {
  /** A second click, or a key, so soon after the first is part of it. */
  const SAME_CLICK_WITHIN_MS = 300;
  /** No more of the page's own words goes into a message. */
  const LONGEST_SHOWN = 80;
  /** A frame smaller than this has no room for a card beside its numbers: the top page shows it. */
  const ROOM_FOR_CARD = { width: 360, height: 280 };

  /** The numbers that are asked for just now, in E.164 with `;ext=`. @type {Set<string>} */
  const asking = new Set();
  let lastAskedAt = -Infinity;

  /** @param {AbortSignal} signal */
  function start(signal) {
    CapturedEvents.on("keydown", keyPressed, signal);
    // The last to come hears first: it has noted a key before anything is done about it.
    UserIntent.start(signal);
    signal.addEventListener("abort", keepCard, { once: true });
  }

  /** The page is read anew, since a setting changed: what the card says holds on. */
  function keepCard() {
    const view = CallCard.view();
    CallCard.hide();
    if (!view || !Messaging.isConnected() || !Page.config()?.active) return;
    // After all that is in the layer went.
    queueMicrotask(() => CallCard.show(document.documentElement, view));
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
    const isSameClick = performance.now() - lastAskedAt < SAME_CLICK_WITHIN_MS;
    if (isSameClick || asking.has(Numbers.fullNumberOf(found))) return;
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

  /** @returns {boolean} whether the top page's card is to show a call from here */
  const isTooSmall = () =>
    window !== top && (innerWidth < ROOM_FOR_CARD.width || innerHeight < ROOM_FOR_CARD.height);

  /**
   * @param {Anchor} anchor
   * @param {Wanted} wanted
   * @param {Promise<boolean> | null} isSeen null: the click itself was doubtful
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
      // Where looking itself fails, nothing was seen: the person is asked, and not left without a word.
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
   * The browser says that a number is covered where the card lies over any part of its element.
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
    return { shown: shown.slice(0, LONGEST_SHOWN), linked, ...around, from, caller_id };
  }

  /** The page writes another number there since it was found. @param {PageNumber} found */
  function tellChanged({ number, ext }) {
    tellNotice(number, ext, "problem_number_changed");
  }

  /** @param {string} number E.164 @param {string} ext @param {string} key of _locales */
  function tellNotice(number, ext, key) {
    if (isTooSmall()) Messaging.ask("card.notice", { number, ext, key }).catch(() => undefined);
    else CallProgress.NEWS["card.notice"]({ number, ext, key });
  }

  /**
   * A link that shows one number and leads to another is not followed before the person has chosen.
   * @param {PageNumber} found
   * @param {Shown} now
   * @param {NumberAction} action
   */
  function tellDifference(found, { number, ext, linked, texts }, action) {
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

  return { activate, askForCall, clickedByKey, openAddress, start, stopOwn, tellNotice };
})();
