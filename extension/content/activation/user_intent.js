"use strict";
// Provides `UserIntent`: checks whether the user moved the focus with the keyboard to the element
// where a key was pressed. A page can move the focus just before a key, or while a held key
// repeats. The browser then trusts the resulting click, although the user did not mean the element.
// Depends on `CapturedEvents`.

const UserIntent = (() => {
  const PRESS_WITHIN_MS = 1000;
  /**
   * The longest time from a key press to the focus change that the key causes, on a busy computer.
   */
  const JUST_NOW_MS = 100;

  /** The last pressed key. @type {KeyboardEvent | null} */
  let lastKey = null;
  let lastKeyTarget = /** @type {EventTarget | null} */ (null);
  /**
   * The time (`performance.now()`) when the last key event arrived in this script. On a busy
   * computer, this is later than the event's time stamp.
   */
  let lastKeyHeardAt = -Infinity;
  /** The element to which the user's Tab key moved the focus. @type {EventTarget | null} */
  let focusedByUser = null;
  /**
   * How often the focus changed since the last key press. The key caused only the first change; the
   * page made every later change.
   */
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
    // The target is stored now, because an event loses its target after its dispatch.
    lastKeyTarget = event.target;
    lastKeyHeardAt = performance.now();
    movesOfFocus = 0;
  }

  /**
   * Records whether the user's Tab key moved the focus. After a Tab key, the browser moves the
   * focus exactly once, right after the key's listeners. So the page made every other change.
   * @param {FocusEvent} event
   */
  function noteFocus(event) {
    // The focus has not changed: the window got the focus back, and the browser focused the same
    // element again.
    if (event.target === focusedByUser && event.relatedTarget === null) return;
    movesOfFocus += 1;
    const byTab = lastKey?.key === "Tab" && !lastKey.defaultPrevented && isJustNow(lastKey);
    focusedByUser = byTab && movesOfFocus === 1 ? event.target : null;
  }

  /** @param {KeyboardEvent} key @returns {boolean} whether its listeners have just finished */
  const isJustNow = (key) =>
    key.eventPhase === Event.NONE && performance.now() - lastKeyHeardAt < JUST_NOW_MS;

  /**
   * Whether a key caused a click. Such a click has `detail` 0; in Firefox, the click of Enter on a
   * link has `detail` 1, but an empty `pointerType`.
   * @param {MouseEvent} click
   */
  const isByKey = (click) =>
    click.detail === 0 || /** @type {PointerEvent} */ (click).pointerType === "";

  /** @returns {boolean} whether the last key is held down and repeats */
  const isKeyHeld = () => lastKey?.repeat === true;

  /**
   * @param {Event} event a trusted key event, or the click that a key made
   * @returns {boolean} whether the user moved the focus to the event's target with the keyboard and
   *   pressed a key there
   */
  function isKeyMeant({ target, timeStamp }) {
    const isOnFocus = lastKeyTarget === target && focusedByUser === target;
    const isRecent = lastKey !== null && timeStamp - lastKey.timeStamp < PRESS_WITHIN_MS;
    return isOnFocus && isRecent && /^(Enter| )$/.test(lastKey?.key ?? "");
  }

  return { isByKey, isKeyHeld, isKeyMeant, start };
})();
