"use strict";
// Whether it was the user's own hand that brought the pointer, or the focus, to where a click fell.
// A page can move the focus, keep a key going, and take a press for another; then the click is
// trusted by the browser and still not meant. Knows marks only as what an event fell on.

/** Whoever holds the button longer is not clicking a link. */
const PRESS_WITHIN_MS = 1000;
const PRESS_WITHIN_PX = 12;

/** The last press of a pointer. @type {{target: EventTarget | null, event: PointerEvent} | null} */
let lastPress = null;
/** The last key that went down. @type {KeyboardEvent | null} */
let lastKey = null;
let lastKeyTarget = /** @type {EventTarget | null} */ (null);
/** What the user's own Tab key brought the focus to. @type {EventTarget | null} */
let focusedByUser = null;
/** How often the focus moved since that key: more than once was the page's doing. */
let movesOfFocus = 0;

/** @param {AbortSignal} signal */
function watchIntent(signal) {
  hearBeforePage("pointerdown", notePress, signal);
  hearBeforePage("keydown", noteKey, signal);
  hearBeforePage("focusin", noteFocus, signal);
}

/** @param {PointerEvent} event */
function notePress(event) {
  if (!event.isTrusted) return;
  lastPress = { target: event.target, event };
  focusedByUser = null;
}

/** @param {KeyboardEvent} event */
function noteKey(event) {
  if (!event.isTrusted) return;
  lastKey = event;
  // A listener sees an event's own target only while it is on its way.
  lastKeyTarget = event.target;
  movesOfFocus = 0;
}

/**
 * The browser moves the focus after all listeners of the key have run, once, and in the same
 * breath. Whatever moves it before, later or again is the page.
 *
 * @param {FocusEvent} event
 */
function noteFocus(event) {
  if (event.target === focusedByUser && event.relatedTarget === null) return; // the window is back
  movesOfFocus += 1;
  const byTab = lastKey?.key === "Tab" && !lastKey.defaultPrevented && isJustNow(lastKey);
  focusedByUser = byTab && movesOfFocus === 1 ? event.target : null;
}

/** How long the browser takes from a key to the focus that it moves, on a busy computer. */
const JUST_NOW_MS = 100;

/** @param {KeyboardEvent} key @returns {boolean} whether its listeners are done, just now */
const isJustNow = (key) =>
  key.eventPhase === Event.NONE && performance.now() - key.timeStamp < JUST_NOW_MS;

/**
 * Firefox counts Enter on a link as one click, by no pointer.
 *
 * @param {MouseEvent} click
 */
const isByKey = (click) =>
  click.detail === 0 || /** @type {PointerEvent} */ (click).pointerType === "";

/**
 * @param {MouseEvent} click
 * @returns {boolean} whether a key that is held down makes one click after the other
 */
const isHeldKey = (click) => isByKey(click) && lastKey?.repeat === true;

/**
 * @param {MouseEvent} click a trusted one
 * @returns {boolean} whether the user pressed there, or came there by keyboard and pressed a key
 */
function isIntended(click) {
  if (isByKey(click)) {
    const isOnFocus = lastKeyTarget === click.target && focusedByUser === click.target;
    return isOnFocus && /^(Enter| )$/.test(lastKey?.key ?? "") && isRecent(lastKey, click);
  }
  if (lastPress?.target !== click.target || !isRecent(lastPress.event, click)) return false;
  const { clientX, clientY } = lastPress.event;
  return Math.hypot(clientX - click.clientX, clientY - click.clientY) <= PRESS_WITHIN_PX;
}

/** @param {Event | null} before @param {Event} click */
const isRecent = (before, click) =>
  before !== null && click.timeStamp - before.timeStamp < PRESS_WITHIN_MS;
