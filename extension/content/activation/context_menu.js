"use strict";
// Provides `ContextMenu`: carries out what the user chooses in the browser's context menu on a
// number: call, send a text message, copy, or exclude the number. The page cannot fake a choice,
// because a choice arrives in a message of the background. Depends on `Dom`, `CapturedEvents`,
// `Messaging`, `Page`, `Geometry`, `PageRegion`, `Numbers`, `TelLinks`, `PositionTracker`,
// `Pointer`, `TabStops`, `Activation`, `CallCard`, `CallProgress` and the detection.

const ContextMenu = (() => {
  /**
   * The number or element on which the user opened the menu. A card about the user's choice belongs
   * to this number or element.
   * @type {PageNumber | Element | null}
   */
  let place = null;

  /** @param {AbortSignal} signal */
  function start(signal) {
    const note = (/** @type {MouseEvent} */ event) => {
      if (!event.isTrusted) return;
      const { element } = Geometry.elementAt(event.clientX, event.clientY);
      place = Pointer.hovered() ?? TabStops.current() ?? (element && numberOf(element)) ?? element;
    };
    CapturedEvents.on("contextmenu", note, signal);
  }

  /** @param {Element} element @returns {PageNumber | undefined} */
  function numberOf(element) {
    const link = Dom.closest(element, "a, area");
    return link ? Numbers.at(link)[0] : undefined;
  }

  /** @returns {PageNumber | Element} */
  function anchorNow() {
    if (place instanceof Element) return Dom.isInPage(place) ? place : document.documentElement;
    return place && Numbers.isInPage(place) ? place : document.documentElement;
  }

  /** The handler of the background's message that the user chose an item of the context menu. */
  const MESSAGE_HANDLERS = {
    /** @param {import("../../shared/messages.js").FrameMessages["number.chosen"]} choice */
    "number.chosen": ({ item, text, sure, from, caller_id }) => {
      const anchor = anchorNow();
      const [match] = findNumbers(text, PageRegion.here(), { judge: false });
      if (!match) return tellNoNumber(anchor, text);
      if (item === "copy" || item === "copy_written") return copyNumber(anchor, match, item);
      if (item === "text") return writeTo(match);
      if (item === "not_number") return excludeNumber(match, text);
      const { action = "tel", ringout = false } = Page.config() ?? {};
      const { number, ext } = match;
      if (!ringout) return Activation.openAddress(TelLinks.addressOf(action, number, ext));
      const wanted = { number, ext, shown: text, linked: "", from, caller_id };
      const isSame = !(anchor instanceof Element) && anchor.number === number;
      const isSeen = isSame
        ? PositionTracker.isClearlyVisible(anchor, false)
        : Promise.resolve(false);
      return void Activation.askForCall(anchor, wanted, sure ? Promise.resolve(true) : isSeen);
    },
  };

  /** @param {Match} match */
  function writeTo({ number }) {
    const kind = Page.config()?.action === "tel" ? "tel" : "rcmobile";
    Activation.openAddress(TelLinks.textAddressOf(kind, number));
  }

  /** @param {Match} match @param {string} shown */
  function excludeNumber({ number }, shown) {
    Messaging.ask("site.not_number", { number, shown }).catch(CallProgress.showProblem);
  }

  /** @param {PageNumber | Element} anchor @param {string} text */
  function tellNoNumber(anchor, text) {
    const who = { name: "", number: text.slice(0, 30) };
    CallCard.show(anchor, { state: "failed", words: CallCard.say("problem_no_number"), who });
  }

  /**
   * Copies a number with `execCommand`, which also works on pages without HTTPS. The page gets no
   * `copy` event, and the page's selection does not change.
   * @param {PageNumber | Element} anchor
   * @param {Match} match
   * @param {"copy" | "copy_written"} item "copy" copies the number in E.164, "copy_written" copies
   *   the number's text on the page
   */
  function copyNumber(anchor, { number, ext }, item) {
    const isWritten = item === "copy_written" && !(anchor instanceof Element);
    const copied = isWritten ? Numbers.writtenOf(anchor) : number;
    const copying = new AbortController();
    const copy = (/** @type {ClipboardEvent} */ event) => {
      event.clipboardData?.setData("text/plain", copied);
      CapturedEvents.stop(event);
    };
    CapturedEvents.on("copy", copy, copying.signal);
    const isCopied = document.execCommand("copy");
    copying.abort();
    if (CallCard.isUnderWay()) return;
    const who = { name: "", number: isWritten ? copied : CallProgress.displayOf(number, ext) };
    const words = CallCard.say(isCopied ? "card_copied" : "problem_not_copied");
    CallCard.show(anchor, { state: isCopied ? "done" : "failed", words, who });
  }

  return { MESSAGE_HANDLERS, start };
})();
