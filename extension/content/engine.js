"use strict";
// Connects the parts of the engine: the reader gets texts from the scanner, the painter shows the
// numbers, and the listeners for clicks and keys start before the first number is painted. No other
// file uses the name `Engine`. Depends on all other content scripts.

const Engine = (() => {
  // No event reports the removal of the extension or a change of `designMode`, so both are polled.
  const POLL_EVERY_MS = 1000;

  /** @type {Scan | null} */
  let scan = null;

  /** @param {Scan} started */
  function begin(started) {
    scan = started;
    const { signal } = started.options;
    Statements.start(started, signal);
    PageRegion.whenChanged(() => Scanner.queueRoot(started, document));
    Painter.start(signal);
    PositionTracker.start(signal);
    Activation.start(signal);
    TabStops.start(signal);
    Pointer.start(signal);
    ContextMenu.start(signal);
    SelectionMenu.start(signal);
    NumberList.start(callByAssistant, signal);
    if (Page.config()?.presentation === "button") CallButtons.start(callByButton, signal);
    for (const type of ["keydown", "pointerdown", "beforeinput"]) {
      addEventListener(type, checkDesignMode, { capture: true, signal });
    }
    const polling = setInterval(checkDesignMode, POLL_EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(polling), { once: true });
  }

  function checkDesignMode() {
    if (scan) NumberReader.setDesigned(scan, document.designMode === "on");
  }

  /** @param {PageNumber} found @param {MouseEvent} event */
  const callByButton = (found, event) =>
    Activation.activate(found, event, { meant: true, byKey: false });

  /**
   * Calls a number after a screen reader activated the number's link in `NumberList`. Such a click
   * has no coordinates, so it is handled like a key press.
   * @param {PageNumber} found
   * @param {MouseEvent} event
   */
  const callByAssistant = (found, event) =>
    Activation.activate(found, event, { meant: true, byKey: true });

  /** @param {Scan} read */
  function readNext(read) {
    const hasRead = NumberReader.readNext(read);
    if (!hasRead && Page.config()?.presentation === "rewrite") rewrite();
    return hasRead;
  }

  function rewrite() {
    if (scan) Scanner.write(scan, Rewriter.rewriteAll);
  }

  function end() {
    Rewriter.undoAll();
    Numbers.clear();
    Layer.remove();
  }

  Scanner.setReader({
    begin,
    readNext,
    forgetChanged: NumberReader.forgetChanged,
    forgetUnder: NumberReader.forgetUnder,
    end,
  });
  Messaging.listen({
    ...CallProgress.MESSAGE_HANDLERS,
    ...ContextMenu.MESSAGE_HANDLERS,
    ...SelectedNumber.MESSAGE_HANDLERS,
  });
  Messaging.listen({ "page.rewrite": rewrite });
  const checkConnection = setInterval(() => {
    if (Messaging.isConnected()) return;
    clearInterval(checkConnection);
    Page.leave();
  }, POLL_EVERY_MS);
})();
