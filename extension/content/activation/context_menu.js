"use strict";
// Provides `ContextMenu`: what the user chose for a number in the browser's own menu: to call it, to
// write to it, to copy it. The background brings the choice; a page cannot. Depends on `Dom`,
// `CapturedEvents`, `Page`, `PageRegion`, `TelLinks`, `Pointer`, `Activation`, `CallCard` and the detection.

const ContextMenu = (() => {
  /** Where the menu was opened, so that the card stands there. @type {PageNumber | Element | null} */
  let place = null;

  /** @param {AbortSignal} signal */
  function start(signal) {
    const note = (/** @type {MouseEvent} */ event) => {
      if (!event.isTrusted) return;
      const { element } = Geometry.elementAt(event.clientX, event.clientY);
      place = Pointer.hovered() ?? element;
    };
    CapturedEvents.on("contextmenu", note, signal);
  }

  /** @returns {PageNumber | Element} */
  function anchorNow() {
    if (place instanceof Element) return Dom.isInPage(place) ? place : document.documentElement;
    return place && Numbers.isInPage(place) ? place : document.documentElement;
  }

  /** What the background tells this frame about the browser's menu. */
  const NEWS = {
    /** @param {{deed: "call" | "text" | "copy", text: string, sure: boolean}} choice */
    "number.chosen": ({ deed, text, sure }) => {
      const anchor = anchorNow();
      const [match] = findNumbers(text, PageRegion.here(), { judge: false });
      if (!match) return tellNoNumber(anchor, text);
      const { number, ext } = match;
      if (deed === "copy") return copyNumber(anchor, number, ext);
      const { action = "tel", ringout = false } = Page.config() ?? {};
      if (deed === "text") {
        const kind = action === "tel" ? "tel" : "rcmobile";
        return Activation.openAddress(TelLinks.textAddressOf(kind, number));
      }
      if (!ringout) return Activation.openAddress(TelLinks.addressOf(action, number, ext));
      const wanted = { number, ext, shown: text, linked: "" };
      return void Activation.askForCall(anchor, wanted, Promise.resolve(sure));
    },
  };

  /** @param {PageNumber | Element} anchor @param {string} text */
  function tellNoNumber(anchor, text) {
    CallCard.begin(anchor, text.slice(0, 30));
    CallCard.paint({ state: "failed", words: CallCard.say("problem_no_number") });
  }

  /**
   * By the browser's own copying, which works on pages without HTTPS too. Neither the page nor the
   * selection takes part in it.
   * @param {PageNumber | Element} anchor
   * @param {string} number
   * @param {string} ext
   */
  function copyNumber(anchor, number, ext) {
    const copying = new AbortController();
    const copy = (/** @type {ClipboardEvent} */ event) => {
      event.clipboardData?.setData(
        "text/plain",
        ext ? `${number} ${CallCard.say("popup_extension", ext)}` : number,
      );
      CapturedEvents.stop(event);
    };
    CapturedEvents.on("copy", copy, copying.signal);
    const isCopied = document.execCommand("copy");
    copying.abort();
    Activation.beginCard(anchor, number, ext);
    if (isCopied) CallCard.paint({ state: "done", words: CallCard.say("card_copied") });
    else CallCard.paint({ state: "failed", words: CallCard.say("problem_not_copied") });
  }

  return { NEWS, start };
})();
