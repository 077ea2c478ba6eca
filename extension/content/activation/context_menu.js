"use strict";
// Provides `ContextMenu`: what the user chose for a number in the browser's own menu: to call it, to
// write to it, to copy it, or that it is none. The background brings the choice; a page cannot. Depends on
// `Dom`, `CapturedEvents`, `Messaging`, `Page`, `PageRegion`, `Numbers`, `TelLinks`, `PositionTracker`,
// `Pointer`, `TabStops`, `Activation`, `CallCard`, `CallProgress` and the detection.

const ContextMenu = (() => {
  /** Where the menu was opened, so that the card stands there. @type {PageNumber | Element | null} */
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

  /** @param {Element} element @returns {PageNumber | undefined} that of the page's own link */
  function numberOf(element) {
    const link = Dom.closest(element, "a, area");
    return link ? Numbers.at(link)[0] : undefined;
  }

  /** @returns {PageNumber | Element} */
  function anchorNow() {
    if (place instanceof Element) return Dom.isInPage(place) ? place : document.documentElement;
    return place && Numbers.isInPage(place) ? place : document.documentElement;
  }

  /** What the background tells this frame about the browser's menu. */
  const NEWS = {
    /** @param {import("../../shared/messages.js").FrameMessages["number.chosen"]} choice */
    "number.chosen": ({ deed, text, sure, from, caller_id }) => {
      const anchor = anchorNow();
      const [match] = findNumbers(text, PageRegion.here(), { judge: false });
      if (!match) return tellNoNumber(anchor, text);
      if (deed === "copy" || deed === "copy_written") return copyNumber(anchor, match, deed);
      if (deed === "text") return writeTo(match);
      if (deed === "not_number") return deny(match, text);
      const { action = "tel", ringout = false } = Page.config() ?? {};
      const { number, ext } = match;
      if (!ringout) return Activation.openAddress(TelLinks.addressOf(action, number, ext));
      const wanted = { number, ext, shown: text, linked: "", from, caller_id };
      const isSame = !(anchor instanceof Element) && anchor.number === number;
      const isSeen = isSame ? PositionTracker.isPlainToSee(anchor, false) : Promise.resolve(false);
      return void Activation.askForCall(anchor, wanted, sure ? Promise.resolve(true) : isSeen);
    },
  };

  /** @param {Match} match */
  function writeTo({ number }) {
    const kind = Page.config()?.action === "tel" ? "tel" : "rcmobile";
    Activation.openAddress(TelLinks.textAddressOf(kind, number));
  }

  /** @param {Match} match @param {string} shown */
  function deny({ number }, shown) {
    Messaging.ask("site.not_number", { number, shown }).catch(CallProgress.showProblem);
  }

  /** @param {PageNumber | Element} anchor @param {string} text */
  function tellNoNumber(anchor, text) {
    const who = { name: "", number: text.slice(0, 30) };
    CallCard.show(anchor, { state: "failed", words: CallCard.say("problem_no_number"), who });
  }

  /**
   * By the browser's own copying, which works on pages without HTTPS too. Neither the page nor the
   * selection takes part in it.
   * @param {PageNumber | Element} anchor
   * @param {Match} match
   * @param {"copy" | "copy_written"} deed in E.164, or as the page writes it
   */
  function copyNumber(anchor, { number, ext }, deed) {
    const isWritten = deed === "copy_written" && !(anchor instanceof Element);
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

  return { NEWS, start };
})();
