"use strict";
// Provides `SelectionMenu`: tells the background whether a number is selected, so that the context
// menu offers a call. No event precedes the opening of the menu, so the background is told at
// each change of the selection. Depends on `Messaging`, `PageRegion` and the detection.

const SelectionMenu = (() => {
  /** The selection is read when it has not changed for this time. */
  const SETTLED_AFTER_MS = 120;
  /** A longer selection is not a number. */
  const LONGEST_SELECTION_CHARACTERS = 200;

  /** What this frame last told the background: whether a number is selected. */
  let isOffered = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

  /** @param {AbortSignal} signal */
  function start(signal) {
    const soon = () => {
      clearTimeout(settling);
      settling = setTimeout(tell, SETTLED_AFTER_MS);
    };
    const again = (/** @type {Event} */ event) => event.isTrusted && tell(true);
    document.addEventListener("selectionchange", soon, { signal });
    // Another tab or window may have told the background about its own selection, so this frame
    // reports again when it gets the focus.
    addEventListener("focus", (event) => event.target === window && again(event), { signal });
    document.addEventListener("visibilitychange", () => tell(), { signal });
    const pressed = (/** @type {PointerEvent} */ event) => event.button === 2 && again(event);
    addEventListener("pointerdown", pressed, { capture: true, passive: true, signal });
    signal.addEventListener("abort", () => clearTimeout(settling), { once: true });
  }

  /**
   * Tells the background whether a number is selected, unless this frame's last message already
   * said the same.
   * @param {boolean} [isRepeated] whether to tell the background again if a number is still
   *   selected
   */
  function tell(isRepeated = false) {
    if (!Messaging.isConnected()) return;
    const has = document.visibilityState === "visible" && hasNumber(selectedText());
    if (has === isOffered && !(isRepeated && has)) return;
    isOffered = has;
    Messaging.ask("selection.changed", { has_number: has }).catch(() => undefined);
  }

  /** @returns {string} */
  function selectedText() {
    const field = document.activeElement;
    if (
      field instanceof HTMLTextAreaElement ||
      (field instanceof HTMLInputElement && field.type !== "password")
    ) {
      const { selectionStart: start, selectionEnd: end, value } = field;
      if (start !== null && end !== null && start !== end) return value.slice(start, end);
    }
    return getSelection()?.toString() ?? "";
  }

  /** @param {string} text */
  const hasNumber = (text) =>
    text.length > 0 &&
    text.length <= LONGEST_SELECTION_CHARACTERS &&
    /\p{Nd}/u.test(text) &&
    findNumbers(text, PageRegion.here(), { judge: false }).length > 0;

  return { start };
})();
