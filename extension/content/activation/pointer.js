"use strict";
// Provides `Pointer`: puts a link over the number under the pointer, and decides what a press on
// that link does: a call, or the page's own selection, double click or drag. Depends on `Dom`,
// `CapturedEvents`, `Page`, `Rendered`, `Geometry`, `Numbers`, `Highlights`, `Layer`,
// `PassedEvents`, `UserIntent`, `CallCard` and `Activation`.

/**
 * @typedef {Object} Press A press of a pointer.
 * @property {PageNumber | null} found the pressed number
 * @property {number} x the position in the window, in CSS pixels
 * @property {number} y
 * @property {number} at the time, as `performance.now()`
 * @property {boolean} isOnLink whether the link was the press's target; the link's events are then
 *   passed to the page
 * @property {boolean} isDrag whether the browser may drag the link in place of the page's element;
 *   the link then stays during the press
 * @property {boolean} hasMoved whether the pointer has moved too far for a click
 */

const Pointer = (() => {
  const DOUBLE_CLICK_MS = 500;
  /** The link appears after the pointer has stayed on a number for this time. */
  const REST_MS = 50;
  /** A press whose pointer moves no farther than this is still a click. */
  const MOVED_PX = 4;
  /**
   * Elements in which a page often handles double clicks. After a click there, the extension waits
   * until it is certain that no second click follows.
   */
  const EDITED_BY_DOUBLE_CLICK =
    "td, th, li, [role=gridcell], [role=cell], [role=row], [role=option], [role=listitem], " +
    "[role=treeitem], [ondblclick]";
  /**
   * If a press lasts longer than this, the user has to confirm the call, because the page may have
   * moved another number under the pointer during the press.
   */
  const PRESS_WITHIN_MS = 1000;
  const IS_GECKO = "getBrowserInfo" in chrome.runtime;

  /** @type {PageNumber | null} */
  let hovered = null;
  /**
   * The number under the pointer, and the time (`performance.now()`) at which the pointer reached
   * it.
   * @type {{found: PageNumber, since: number} | null}
   */
  let wanted = null;
  /** The links over the hovered number, one for each of its lines. @type {HTMLAnchorElement[]} */
  const links = [];
  const box = Layer.element("div", "links");
  let point = { x: -1, y: -1, alt: false };
  /** Whether the pointer has not moved since the link was shown. */
  let isResting = false;
  let isLooking = false;
  let stopFollowing = () => {};
  /** @type {Press | null} */
  let press = null;
  /**
   * After a press on a number, no link is shown before this time (`performance.now()`). Otherwise
   * the second press of a double click would hit the new link instead of the page.
   */
  let noLinkUntil = 0;
  /**
   * A click that waits until it is certain that no second click follows.
   * @type {{found: PageNumber, press: Press, timer: ReturnType<typeof setTimeout>} | null}
   */
  let waiting = null;
  /**
   * Numbers in elements that the page shows only on hover. Such an element disappears when the link
   * covers it, so no link is put over these numbers.
   * @type {WeakSet<PageNumber>}
   */
  const hoverOnlyNumbers = new WeakSet();

  /** @param {AbortSignal} signal */
  function start(signal) {
    const options = { capture: true, passive: true, signal };
    addEventListener("pointermove", moved, options);
    // The browser may end a press by `pointercancel` instead of `pointerup`, for example when a
    // drag begins.
    addEventListener("pointercancel", (event) => event.isTrusted && (press = null), options);
    addEventListener("blur", (event) => event.target === window && hide(), options);
    document.documentElement.addEventListener("pointerleave", hide, { passive: true, signal });
    CapturedEvents.on("pointerdown", pressed, signal);
    CapturedEvents.on("mousedown", mousePressed, signal);
    CapturedEvents.on("pointerup", released, signal);
    CapturedEvents.on("click", clicked, signal);
    CapturedEvents.on("contextmenu", menuOpened, signal);
    CapturedEvents.on("keydown", (event) => event.key === "Alt" && hide(), signal);
    PassedEvents.start(signal);
    box.addEventListener("wheel", PassedEvents.scroll, { passive: false, signal });
    signal.addEventListener("abort", end, { once: true });
  }

  function end() {
    hide();
    clearTimeout(waiting?.timer);
    waiting = null;
  }

  /** @param {PointerEvent} event */
  function moved(event) {
    if (!event.isTrusted || event.pointerType === "touch") return;
    const { clientX: x, clientY: y, altKey: alt } = event;
    isResting &&= x === point.x && y === point.y;
    point = { x, y, alt };
    if (event.buttons !== 0) return dragged(event);
    if (isLooking) return;
    isLooking = true;
    requestAnimationFrame(() => {
      isLooking = false;
      lookUnderPointer();
    });
  }

  function lookUnderPointer() {
    if (hovered && isStillThere(hovered)) return place(hovered);
    hide();
    if (point.alt || press || performance.now() < noLinkUntil) return;
    const found = numberAt(point.x, point.y);
    if (found !== wanted?.found) wanted = found && { found, since: performance.now() };
    if (!wanted || wanted.found.link || hoverOnlyNumbers.has(wanted.found)) return;
    const rest = wanted.since + REST_MS - performance.now();
    if (rest > 0) setTimeout(lookUnderPointer, rest);
    else show(wanted.found);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {PageNumber | null} the number at a point; null if there is no number or something
   *   covers it
   */
  function numberAt(x, y) {
    const hit = Geometry.elementAt(x, y);
    const { element } = hit;
    const link = element && Dom.closest(element, "a, area");
    const caret = Geometry.caretAt(x, y, hit);
    const node = caret?.node;
    if (node instanceof Text && Geometry.isDrawnIn(node, element)) {
      const found = Numbers.at(node).find((one) => isIn(one, x, y));
      if (found) return found;
    }
    return (link && Numbers.at(link)[0]) ?? null;
  }

  /**
   * Whether a point is on a number. If the number belongs to a link, every point of the link
   * counts, because a link such as the area of an image map has no text with boxes.
   * @param {PageNumber} found
   * @param {number} x
   * @param {number} y
   */
  function isIn(found, x, y) {
    if (!found.link) return Numbers.boxesOf(found).some((one) => Geometry.contains(one, x, y));
    const { element } = Geometry.elementAt(x, y);
    return element !== null && Dom.holds(found.link, element);
  }

  /**
   * @param {PageNumber} found
   * @returns {boolean} whether the number is still under the pointer, and nothing covers it there
   */
  function isStillThere(found) {
    if (point.alt || !Numbers.isKnown(found) || !isIn(found, point.x, point.y)) return false;
    const { element } = Geometry.elementAt(point.x, point.y);
    return found.ranges.some((range) =>
      Geometry.isDrawnIn(/** @type {Text} */ (range.startContainer), element),
    );
  }

  /** @param {PageNumber} found */
  function show(found) {
    hovered = found;
    isResting = true;
    Layer.show(box, Numbers.cellOf(found));
    place(found);
    Layer.setNumber(Numbers.fullNumberOf(found));
    Highlights.setLook("hovered", found);
    PassedEvents.enter(Geometry.elementAt(point.x, point.y).element);
    stopFollowing = Layer.follow(follow);
  }

  /** @param {PageNumber} found */
  function place(found) {
    const boxes = Numbers.boxesOf(found);
    while (links.length < boxes.length) links.push(newLink());
    for (const link of links.splice(boxes.length)) link.remove();
    const { over } = Layer.placing();
    for (const [index, link] of links.entries()) {
      if (link.href !== found.href) link.href = found.href;
      // The tooltip says what a click does. The browser's status bar shows only the link's address.
      if (link.title === "") link.title = CallCard.say(titleKey());
      over(link, /** @type {DOMRect} */ (boxes[index]));
    }
  }

  /** @returns {string} the key of the link's title in _locales */
  const titleKey = () => (Page.config()?.ringout ? "link_rings_you" : "link_opens_app");

  function newLink() {
    const link = Layer.element("a", "link");
    link.tabIndex = -1;
    link.setAttribute("aria-hidden", "true");
    box.append(link);
    return link;
  }

  /**
   * Keeps the link over the number. Runs before each repaint, because the page may scroll, move,
   * cover or remove the number.
   */
  function follow() {
    if (!hovered) return;
    if (isStillThere(hovered)) return place(hovered);
    if (isResting && Numbers.isKnown(hovered)) hoverOnlyNumbers.add(hovered);
    hide();
    lookUnderPointer();
  }

  function hide() {
    if (!hovered) return;
    hovered = wanted = null;
    stopFollowing();
    for (const link of links.splice(0)) link.remove();
    Layer.hide(box);
    Layer.setNumber("");
    Highlights.setLook("hovered", null);
  }

  /** @param {PointerEvent} event */
  function pressed(event) {
    if (!event.isTrusted || !event.isPrimary) return;
    clickedPress = null;
    const { clientX: x, clientY: y } = event;
    const isOnLink = Layer.isTarget(event) && hovered !== null && isIn(hovered, x, y);
    if (Layer.isTarget(event) && !isOnLink) return;
    takeBackWaiting(x, y);
    const found = event.button !== 0 ? null : isOnLink ? hovered : numberAt(x, y);
    // Firefox drags only the element that was pressed, here the link. So if the page's element can
    // be dragged, the link stays.
    const isDrag = IS_GECKO && isOnLink && event.button === 0 && PassedEvents.isDraggable();
    press = { found, x, y, at: performance.now(), isOnLink, isDrag, hasMoved: false };
    if (!isOnLink) return;
    PassedEvents.pass(event);
    if (!IS_GECKO || event.button !== 0 || isDrag) return;
    hide();
    Layer.stepAside();
  }

  /**
   * Removes the link before the browser acts on the press, so that the press selects the page's
   * text or drags the page's element. In Firefox, a removal at `mousedown` is too late for the
   * selection. So in Firefox the link was already removed at `pointerdown`, and the target of this
   * event is the root element.
   * @param {MouseEvent} event
   */
  function mousePressed(event) {
    if (!event.isTrusted || !press?.isOnLink || event.button === 1) return;
    PassedEvents.pass(event);
    if (event.button !== 0 || press.isDrag) return;
    PassedEvents.keepFocus(event);
    hide();
    // When the link is removed, the browser blurs the focused element. So `PassedEvents.focus` runs
    // only after that.
    void scheduler.postTask(PassedEvents.focus, { priority: "user-blocking" });
    if (IS_GECKO && !event.shiftKey && event.detail === 1) setTimeout(selectFrom, 0, event);
  }

  /**
   * Makes the selection begin at the pressed text. In Firefox the target of the press is the root
   * element. So in a table with `<col>`, for example, the selection would begin at that column.
   * @param {MouseEvent} event
   */
  function selectFrom({ clientX, clientY, defaultPrevented }) {
    const selection = getSelection();
    const caret = Geometry.caretAt(clientX, clientY);
    if (defaultPrevented || !selection?.focusNode || !(caret?.node instanceof Text)) return;
    const { node, offset } = caret;
    if (node === selection.anchorNode || node.getRootNode() !== document) return;
    if (!isSelectable(node)) return selection.removeAllRanges();
    const { focusNode, focusOffset, isCollapsed } = selection;
    if (isCollapsed) selection.collapse(node, offset);
    else selection.setBaseAndExtent(node, offset, focusNode, focusOffset);
  }

  /** @param {Text} node @returns {boolean} whether the page lets the user select the text */
  function isSelectable(node) {
    for (const around of Rendered.shownWithin(node)) {
      const { userSelect } = getComputedStyle(around);
      if (userSelect !== "auto") return userSelect !== "none";
    }
    return true;
  }

  /** @param {PointerEvent} event */
  function dragged({ clientX, clientY }) {
    if (hovered && !press) hide();
    if (!press) return;
    press.hasMoved ||= Math.hypot(clientX - press.x, clientY - press.y) > MOVED_PX;
  }

  /** @param {PointerEvent} event */
  function released(event) {
    const last = press;
    if (!event.isTrusted || !event.isPrimary || !last) return;
    press = null;
    if (last.isDrag && Layer.isTarget(event)) PassedEvents.pass(event);
    if (event.button !== 0) return;
    if (!last.found) return;
    noLinkUntil = performance.now() + DOUBLE_CLICK_MS;
    setTimeout(lookUnderPointer, DOUBLE_CLICK_MS);
    // A `click` event follows if the user pressed an element of the page. In Firefox, a `click`
    // event also follows a press on the link.
    clickedPress = last;
    // Waits until the page has handled the release, and only then sends the click to the page.
    if (last.isOnLink && last.hasMoved) setTimeout(PassedEvents.clickAround, 0, last, event);
    else if (last.isOnLink && isClick(last, event)) choose(last, null);
  }

  /** A press for which the browser is about to send a click. @type {Press | null} */
  let clickedPress = null;

  /** @param {Press} last @param {MouseEvent} event */
  const isClick = (last, { clientX, clientY, altKey }) =>
    !last.hasMoved && !altKey && last.found !== null && isIn(last.found, clientX, clientY);

  /** @param {MouseEvent} event */
  function clicked(event) {
    const last = clickedPress;
    clickedPress = null;
    if (!event.isTrusted) return Activation.stopOwn(event);
    if (UserIntent.isByKey(event)) return Activation.clickedByKey(event);
    if (!last || event.detail > 1 || event.button !== 0) return;
    if (last.isOnLink) return CapturedEvents.stop(event);
    if (!isClick(last, event) || numberAt(last.x, last.y) !== last.found) return;
    choose(last, event);
  }

  /**
   * Activates the clicked number at once, or, if the page may handle double clicks there, when it
   * is certain that no second click follows.
   * @param {Press} last
   * @param {MouseEvent | null} click null if the press was on the link, for which the browser sends
   *   no click
   */
  function choose(last, click) {
    const found = /** @type {PageNumber} */ (last.found);
    const mayBeEdited =
      found.link === null && Rendered.closestShown(Numbers.cellOf(found), EDITED_BY_DOUBLE_CLICK);
    const how = { meant: performance.now() - last.at < PRESS_WITHIN_MS, byKey: false };
    if (!mayBeEdited) return Activation.activate(found, click, how);
    CapturedEvents.stop(click);
    const timer = setTimeout(() => {
      waiting = null;
      Activation.activate(found, null, how);
    }, DOUBLE_CLICK_MS);
    waiting = { found, press: last, timer };
  }

  /**
   * Handles a second press at the same place. The two presses are a double click that the user
   * meant for the page, so the waiting click is sent to the page and requests no call.
   * @param {number} x
   * @param {number} y
   */
  function takeBackWaiting(x, y) {
    if (!waiting || Math.hypot(x - waiting.press.x, y - waiting.press.y) > MOVED_PX) return;
    clearTimeout(waiting.timer);
    waiting = null;
    PassedEvents.click(x, y);
  }

  /** @param {MouseEvent} event */
  function menuOpened(event) {
    if (event.isTrusted && Layer.isTarget(event) && hovered) PassedEvents.pass(event);
  }

  return { hovered: () => hovered, start };
})();
