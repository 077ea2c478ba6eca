"use strict";
// Puts together what comes with the detection: waiting texts are read, numbers are painted, and clicks
// and keys on them are heard before the first one is there. Depends on all of the above.

const Engine = (() => {
  /** No event tells that the extension is gone, nor that a document came to be edited as a whole. */
  const LOOK_AGAIN_MS = 1000;

  /** @type {Scan | null} */
  let scan = null;

  /** @param {Scan} started */
  function begin(started) {
    scan = started;
    const { signal } = started.options;
    Statements.start(started, signal);
    PageRegion.whenChanged(() => Scanner.lookThrough(started, document));
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
      addEventListener(type, lookAtDesign, { capture: true, signal });
    }
    const looking = setInterval(lookAtDesign, LOOK_AGAIN_MS);
    signal.addEventListener("abort", () => clearInterval(looking), { once: true });
  }

  function lookAtDesign() {
    if (scan) NumberReader.setDesigned(scan, document.designMode === "on");
  }

  /** @param {PageNumber} found @param {MouseEvent} event */
  const callByButton = (found, event) =>
    Activation.activate(found, event, { meant: true, byKey: false });

  /** A screen reader's own click has no place. @param {PageNumber} found @param {MouseEvent} event */
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

  Scanner.readWith({
    begin,
    readNext,
    forgetChanged: NumberReader.forgetChanged,
    forgetUnder: NumberReader.forgetUnder,
    end,
  });
  Messaging.listen({ ...CallProgress.NEWS, ...ContextMenu.NEWS, ...SelectedNumber.NEWS });
  Messaging.listen({ "page.rewrite": rewrite });
  const lookForExtension = setInterval(() => {
    if (Messaging.isConnected()) return;
    clearInterval(lookForExtension);
    Page.leave();
  }, LOOK_AGAIN_MS);
})();
