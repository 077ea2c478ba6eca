"use strict";
// Provides `PassedEvents`: passes pointer events on the extension's link to the page's element
// under the link, so that the page's listeners work as if there were no link. Only `:hover` does
// not apply to that element. Depends on `Dom`, `Rendered`, `Geometry` and `Layer`.

const PassedEvents = (() => {
  const PASSED = ["pointermove", "mousemove", "mouseup", "pointercancel"];
  const DRAGS = ["dragstart", "drag", "dragend"];
  const FOCUS_CHANGES = ["blur", "focusout", "focus", "focusin"];
  const TEXT_FIELDS = "input, textarea";
  const DRAGGABLE = "[draggable=true i]";
  const CROSSINGS = /** @type {const} */ (["pointer", "mouse"]).flatMap((kind) =>
    ["over", "out", "enter", "leave"].map((way) => kind + way),
  );
  /**
   * If a wheel event gives its distance in lines (`deltaMode`), one line counts as this distance.
   */
  const LINE_PX = 40;
  /**
   * If a wheel event gives its distance in pages (`deltaMode`), one page counts as this share of
   * the scroll container's height.
   */
  const PAGE_PARTS = 0.9;

  /**
   * The page's element under the link, while the pointer is on the link.
   * @type {Element | null}
   */
  let under = null;
  /**
   * The page's element that the user drags. The browser drags the link instead, so this element
   * gets copies of the link's events.
   * @type {Element | null}
   */
  let dragged = null;
  /**
   * The page's element from which a press on the link takes the focus, from the press until the
   * focus is back.
   * @type {HTMLElement | null}
   */
  let keptFocus = null;
  /**
   * The page's element that the pressed link must give the focus to.
   * @type {HTMLElement | null}
   */
  let focusGoesTo = null;

  /** @param {AbortSignal} signal */
  function start(signal) {
    const options = { capture: true, passive: true, signal };
    for (const type of PASSED)
      addEventListener(type, (event) => passMove(/** @type {any} */ (event)), options);
    for (const type of CROSSINGS)
      addEventListener(type, (event) => crossed(/** @type {any} */ (event)), options);
    for (const type of FOCUS_CHANGES)
      addEventListener(type, (event) => hideFocusChange(/** @type {any} */ (event)), options);
    // The browser sends this event right after the blur. A task of the extension's own would come
    // later, and the page might be rendered before it.
    addEventListener("selectstart", takeFocusBack, options);
    for (const type of DRAGS)
      addEventListener(type, (event) => passDrag(/** @type {any} */ (event)), {
        capture: true,
        signal,
      });
  }

  /**
   * Begins to pass events, when the link has appeared under the pointer.
   * @param {Element | null} element the page's element under the link
   */
  function enter(element) {
    under = element;
  }

  /** @param {MouseEvent} event */
  function passMove(event) {
    if (!event.isTrusted || !under) return;
    if (!Layer.isTarget(event)) {
      // The pointer has moved from the link to the page. The page has already got all boundary
      // events for that, so there is nothing to pass on.
      if (event.type === "mousemove") under = null;
      return;
    }
    // Only links pass their events on. Cards and call buttons are ordinary elements above the page.
    if (!Layer.partAt(event)?.classList.contains("link")) return;
    event.stopImmediatePropagation();
    under.dispatchEvent(copyOf(event, event.type, null));
  }

  /**
   * Handles a boundary event (over, out, enter, leave) of a pointer that moves between the page and
   * the link. The page gets the event only if the page's element under the pointer has changed.
   * @param {MouseEvent} event
   */
  function crossed(event) {
    if (!event.isTrusted || !under) return;
    if (Layer.isTarget(event)) return event.stopImmediatePropagation();
    const { target, relatedTarget } = event;
    if (!(target instanceof Element)) return;
    if (relatedTarget instanceof Element && !Dom.own.has(relatedTarget)) return;
    const isGoing = /out|leave/.test(event.type);
    const isWithin = event.type.endsWith("enter") && Dom.holds(target, under);
    if (isGoing || isWithin || target === under) event.stopImmediatePropagation();
    else if (event.type.endsWith("over")) leave(event, target);
  }

  /** @param {MouseEvent} event @param {Element} to */
  function leave(event, to) {
    const from = /** @type {Element} */ (under);
    const kind = event.type.replace("over", "");
    from.dispatchEvent(copyOf(event, `${kind}out`, to));
    for (const element of Rendered.shownWithin(from)) {
      if (Dom.holds(element, to)) break;
      element.dispatchEvent(copyOf(event, `${kind}leave`, to));
    }
  }

  /**
   * Sends a copy of an event on the link to the page's element under the link. If the page cancels
   * the copy, the event itself is cancelled too.
   * @param {MouseEvent} event
   */
  function pass(event) {
    event.stopImmediatePropagation();
    const { element } = Geometry.elementAt(event.clientX, event.clientY);
    if (element && !element.dispatchEvent(copyOf(event, event.type, null))) event.preventDefault();
  }

  /** @returns {boolean} whether the page's element under the link can be dragged */
  const isDraggable = () => under !== null && Rendered.closestShown(under, DRAGGABLE) !== null;

  /**
   * Handles a drag: the browser drags the link, with the data and the image of the page's draggable
   * element, and the page gets the events as if its own element were dragged.
   * @param {DragEvent} event
   */
  function passDrag(event) {
    if (!event.isTrusted || !Layer.isTarget(event)) return;
    event.stopImmediatePropagation();
    const { type, dataTransfer, clientX, clientY } = event;
    if (type === "dragstart") {
      dragged = under && Rendered.closestShown(under, DRAGGABLE);
      dataTransfer?.clearData();
      const { left, top } = dragged ? Rendered.boxOf(dragged) : new DOMRect();
      if (dragged) dataTransfer?.setDragImage(dragged, clientX - left, clientY - top);
    }
    const copy = new DragEvent(type, { ...initOf(event, null), cancelable: true, dataTransfer });
    if (!dragged?.dispatchEvent(copy)) event.preventDefault();
  }

  /** Clicks the page's element under the link. @param {number} x @param {number} y */
  function click(x, y) {
    const { element } = Geometry.elementAt(x, y);
    const place = { clientX: x, clientY: y, detail: 1, view: window };
    const kind = { bubbles: true, cancelable: true, composed: true };
    element?.dispatchEvent(new PointerEvent("click", { ...kind, ...place, pointerType: "mouse" }));
  }

  /**
   * Handles a press that began on the link and ended elsewhere. Sends a click to the nearest common
   * ancestor of the page's elements at the two points, as the browser would if there were no link.
   * @param {{x: number, y: number}} press where the press began
   * @param {MouseEvent} release the event that ended the press
   */
  function clickAround(press, release) {
    const { element } = Geometry.elementAt(press.x, press.y);
    const end = Geometry.elementAt(release.clientX, release.clientY).element;
    for (const around of element ? Rendered.shownWithin(element) : []) {
      if (around !== end && !(end && Dom.holds(around, end))) continue;
      around.dispatchEvent(copyOf(release, "click", null));
      return;
    }
  }

  /**
   * Prepares for a press on the link. When the link is removed, the browser blurs the focused
   * element, and a menu of the page may close because of that. If without the link the focus would
   * stay in the page, the page does not get the events of this blur, and `focus` takes it back. The
   * focus of a text field is not taken back, because that would move the selection.
   * @param {MouseEvent} event
   */
  function keepFocus(event) {
    focusGoesTo = event.defaultPrevented ? null : focusedAt(event);
    const at = Rendered.focused();
    const isKept = focusGoesTo && at !== document.body && at instanceof HTMLElement;
    keptFocus = isKept && !Dom.matches(at, TEXT_FIELDS) && !at.isContentEditable ? at : null;
  }

  /** Hides from the page that the focus leaves `keptFocus` and returns. @param {FocusEvent} event */
  function hideFocusChange(event) {
    const isOfWindow = event.target === window;
    if (!keptFocus || !event.isTrusted || isOfWindow || event.relatedTarget) return;
    event.stopImmediatePropagation();
  }

  function takeFocusBack() {
    if (document.activeElement === document.body) keptFocus?.focus({ preventScroll: true });
  }

  /**
   * After a press on the link, moves the focus to the page's element that the press would have
   * focused without the link. Does nothing if the page has moved the focus itself.
   */
  function focus() {
    const isLost = document.activeElement === document.body;
    takeFocusBack();
    const isOurs = isLost || Rendered.focused() === keptFocus;
    keptFocus = null;
    if (isOurs && focusGoesTo !== Rendered.focused()) focusGoesTo?.focus({ preventScroll: true });
    focusGoesTo = null;
  }

  /**
   * @param {MouseEvent} event
   * @returns {HTMLElement | null} the page's element that a press at this point would focus
   */
  function focusedAt({ clientX, clientY }) {
    const { element } = Geometry.elementAt(clientX, clientY);
    for (const around of element ? Rendered.shownWithin(element) : []) {
      if (around instanceof HTMLElement && isFocusedByPress(around)) return around;
    }
    return null;
  }

  /**
   * Whether a press focuses an element. A scroll container without a tab index is focusable only
   * with the keyboard.
   * @param {HTMLElement} element
   */
  const isFocusedByPress = (element) => element.tabIndex >= 0 || element.hasAttribute("tabindex");

  /** @param {MouseEvent} event @param {string} type @param {Element | null} relatedTarget */
  function copyOf(event, type, relatedTarget) {
    const isFar = !/enter|leave/.test(type);
    const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
    return new Kind(type, { ...initOf(event, relatedTarget), bubbles: isFar, cancelable: isFar });
  }

  /** @param {MouseEvent} event @param {Element | null} relatedTarget */
  function initOf(event, relatedTarget) {
    const { clientX, clientY, screenX, screenY, button, buttons, detail, view } = event;
    const { ctrlKey, shiftKey, altKey, metaKey } = event;
    const { pointerId, pointerType, isPrimary } = /** @type {PointerEvent} */ (event);
    return {
      ...{ clientX, clientY, screenX, screenY, button, buttons, detail, view, relatedTarget },
      ...{ ctrlKey, shiftKey, altKey, metaKey, bubbles: true, composed: true },
      ...(pointerId !== undefined && { pointerId, pointerType, isPrimary }),
    };
  }

  /**
   * Scrolls the scroll container around the number. The browser would not scroll this container,
   * because the link is not in it.
   * @param {WheelEvent} event a wheel event on the link
   */
  function scroll(event) {
    const { deltaX, deltaY, deltaMode, ctrlKey } = event;
    const scroller = ctrlKey ? null : scrollerAround(deltaX, deltaY);
    if (!scroller) return;
    event.preventDefault();
    const unit = [1, LINE_PX, scroller.clientHeight * PAGE_PARTS][deltaMode] ?? 1;
    scroller.scrollBy({ left: deltaX * unit, top: deltaY * unit, behavior: "instant" });
  }

  /**
   * @param {number} x the horizontal part of the direction, positive to the right
   * @param {number} y the vertical part, positive downwards
   * @returns {Element | null} the nearest element around the number that can scroll in this
   *   direction; null if only the document can, which the browser scrolls itself
   */
  function scrollerAround(x, y) {
    for (const element of under ? Rendered.shownWithin(under) : []) {
      if (element === document.scrollingElement || element === document.body) return null;
      const { overflowX, overflowY } = getComputedStyle(element);
      const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } =
        element;
      const goesX =
        /auto|scroll/.test(overflowX) && canGo(x, scrollLeft, scrollWidth - clientWidth);
      const goesY =
        /auto|scroll/.test(overflowY) && canGo(y, scrollTop, scrollHeight - clientHeight);
      if (goesX || goesY) return element;
    }
    return null;
  }

  /**
   * Whether an element can scroll in the direction of `by`.
   * @param {number} by positive towards the end, negative towards the start
   * @param {number} at the present scroll position in CSS pixels
   * @param {number} end the highest possible scroll position
   */
  const canGo = (by, at, end) => (by < 0 && at > 0) || (by > 0 && at < end - 1);

  return { click, clickAround, enter, focus, isDraggable, keepFocus, pass, scroll, start };
})();
