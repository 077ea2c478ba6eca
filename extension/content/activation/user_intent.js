"use strict";
// Provides `UserIntent`: whether it was the user's own hand on the keyboard that brought the focus to
// where a key was pressed. A page can move the focus, keep a key going, and take a press for another;
// then the browser trusts the click, and it is still not meant. Depends on `CapturedEvents`.

const UserIntent = (() => {
  const PRESS_WITHIN_MS = 1000;
  /** How long the browser takes from a key to the focus that it moves, on a busy computer. */
  const JUST_NOW_MS = 100;

  /** The last key that went down. @type {KeyboardEvent | null} */
  let lastKey = null;
  let lastKeyTarget = /** @type {EventTarget | null} */ (null);
  /** performance.now(): on a busy computer, a key waits long before it is heard. */
  let lastKeyHeardAt = -Infinity;
  /** What the user's own Tab key brought the focus to. @type {EventTarget | null} */
  let focusedByUser = null;
  /** How often the focus moved since that key: more than once was the page's doing. */
  let movesOfFocus = 0;

  /** @param {AbortSignal} signal */
  function start(signal) {
    CapturedEvents.on("pointerdown", (event) => event.isTrusted && (focusedByUser = null), signal);
    CapturedEvents.on("keydown", noteKey, signal);
    CapturedEvents.on("focusin", noteFocus, signal);
  }

  /** @param {KeyboardEvent} event */
  function noteKey(event) {
    if (!event.isTrusted) return;
    lastKey = event;
    // A listener sees an event's own target only while it is on its way.
    lastKeyTarget = event.target;
    lastKeyHeardAt = performance.now();
    movesOfFocus = 0;
  }

  /**
   * The browser moves the focus after all listeners of the key have run, once, and in the same
   * breath. Whatever moves it before, later or again is the page.
   * @param {FocusEvent} event
   */
  function noteFocus(event) {
    if (event.target === focusedByUser && event.relatedTarget === null) return; // the window is back
    movesOfFocus += 1;
    const byTab = lastKey?.key === "Tab" && !lastKey.defaultPrevented && isJustNow(lastKey);
    focusedByUser = byTab && movesOfFocus === 1 ? event.target : null;
  }

  /** @param {KeyboardEvent} key @returns {boolean} whether its listeners are done, just now */
  const isJustNow = (key) =>
    key.eventPhase === Event.NONE && performance.now() - lastKeyHeardAt < JUST_NOW_MS;

  /** Firefox counts Enter on a link as one click, by no pointer. @param {MouseEvent} click */
  const isByKey = (click) =>
    click.detail === 0 || /** @type {PointerEvent} */ (click).pointerType === "";

  /** @returns {boolean} whether a key that is held down makes one click after the other */
  const isKeyHeld = () => lastKey?.repeat === true;

  /**
   * @param {Event} event a trusted key, or the click that it made
   * @returns {boolean} whether the user came there by keyboard and pressed a key there
   */
  function isKeyMeant({ target, timeStamp }) {
    const isOnFocus = lastKeyTarget === target && focusedByUser === target;
    const isRecent = lastKey !== null && timeStamp - lastKey.timeStamp < PRESS_WITHIN_MS;
    return isOnFocus && isRecent && /^(Enter| )$/.test(lastKey?.key ?? "");
  }

  return { isByKey, isKeyHeld, isKeyMeant, start };
})();
