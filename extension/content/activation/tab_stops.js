"use strict";
// Provides `TabStops`: makes the Tab key stop at numbers, in reading order. At each press of the
// key, inserts an empty link after the next number, to which the browser moves the focus. Removes
// the link when it loses the focus. Nothing else is inserted into a page's body without a request
// of the user. Depends on `Dom`, `CapturedEvents`, `Rendered`, `Geometry`, `Numbers`, `Highlights`,
// `Layer` and `Page`.

const TabStops = (() => {
  const IS_GECKO = "getBrowserInfo" in chrome.runtime;
  const RINGED = Layer.element("div", "rings");
  /** The inserted links, each with its number. @type {Map<HTMLAnchorElement, PageNumber>} */
  const stops = new Map();
  /**
   * The node that the user clicked last. If no element has the focus when Tab is pressed, the
   * browser looks for the next element from this node on.
   * @type {Node | null}
   */
  let clickedAt = null;
  /** Whether the last press of the Tab key was in this document, and not in another frame. */
  let isTabOurs = false;
  /**
   * The element that had the focus right after the window lost it. If the focus moved into a frame
   * within this document, this is the frame's element.
   * @type {Element | null}
   */
  let focusBefore = null;
  let stopFollowing = () => {};

  /** @param {AbortSignal} signal */
  function start(signal) {
    CapturedEvents.on("pointerdown", recordClick, signal);
    CapturedEvents.on("keydown", tabbed, signal);
    CapturedEvents.on("keyup", entered, signal);
    CapturedEvents.on("focusin", focused, signal);
    addEventListener("blur", (event) => event.target === window && focusLeft(), { signal });
    signal.addEventListener("abort", end, { once: true });
  }

  function end() {
    for (const link of stops.keys()) remove(link);
    hideRing();
  }

  /** @param {PointerEvent} event */
  function recordClick(event) {
    if (event.isTrusted) clickedAt = /** @type {Node | null} */ (event.composedPath()[0] ?? null);
  }

  /** @param {KeyboardEvent} event */
  function tabbed(event) {
    if (!isTab(event)) return;
    const { shiftKey } = event;
    isTabOurs = true;
    for (const link of stops.keys()) if (link !== Rendered.focused()) remove(link);
    const place = placeOfFocus();
    const next = nextNumber(place, shiftKey);
    if (!next) return;
    const link = newStop(next);
    insert(link, next, place);
    // If the link does not get the focus, it is removed: the page may cancel the key, and the
    // browser may focus an element before the link.
    setTimeout(() => Rendered.focused() !== link && remove(link));
  }

  /**
   * When the window loses the focus, records the focused element. This is an `<iframe>` if the
   * focus moved into a frame within this document. The browser updates `document.activeElement`
   * only after the event, so the timeout waits for that.
   */
  function focusLeft() {
    isTabOurs = false;
    setTimeout(() => (focusBefore = Rendered.focused()));
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  function isTab({ key, isTrusted, ctrlKey, altKey, metaKey }) {
    if (key !== "Tab" || !isTrusted || ctrlKey || altKey || metaKey) return false;
    return Boolean(Page.config()?.tab_stops) && document.designMode !== "on";
  }

  /**
   * Handles a Tab key that was pressed in another frame and moved the focus into this frame. The
   * browser has then focused this frame's first focusable element. If numbers come before that
   * element, this function moves the focus back to the first of these numbers. After Shift+Tab, the
   * browser has focused the last focusable element; this function then moves the focus to the last
   * number after that element.
   * @param {KeyboardEvent} event
   */
  function entered(event) {
    const isOurs = isTabOurs;
    if (event.key === "Tab") isTabOurs = false;
    const focus = Rendered.focused();
    if (isOurs || !isTab(event) || !focus || focus === focusBefore) return;
    const frame = focusBefore instanceof HTMLIFrameElement ? focusBefore : null;
    if (focus === document.body || (!frame && window === top)) return;
    const { shiftKey } = event;
    const next = nextNumber(frame, shiftKey);
    const [at, to] = [{ node: focus, offset: 0 }, next && endOf(next)];
    if (!next || !to || !(shiftKey ? isBefore(at, to) : isBefore(to, at))) return;
    const link = newStop(next);
    insert(link, next, null);
    link.focus();
    if (Rendered.focused() !== link) remove(link);
  }

  /** @returns {Node | null} the node after which the browser looks for the next element to focus */
  function placeOfFocus() {
    const focus = Rendered.focused();
    if (focus && focus !== document.body) return focus;
    const { focusNode } = getSelection() ?? {};
    const last = clickedAt && Dom.isInPage(clickedAt) ? clickedAt : null;
    return focusNode ?? last;
  }

  /**
   * Returns the nearest number after a node, or before the node if `isBack`.
   * @param {Node | null} place null for the document's beginning, or its end if `isBack`
   * @param {boolean} isBack
   * @returns {PageNumber | null} null if there is no such number
   */
  function nextNumber(place, isBack) {
    const current = place instanceof HTMLAnchorElement ? stops.get(place) : undefined;
    const from = current ? endOf(current) : place && { node: place, offset: isBack ? 0 : Infinity };
    /** @type {PageNumber | null} */
    let best = null;
    // `Numbers.all` is mostly in page order, so the first number found is usually the nearest.
    for (const found of isBack ? [...Numbers.all].reverse() : Numbers.all) {
      if (found.link || found === current) continue;
      const at = endOf(found);
      const isBeyond = !from || (isBack ? isBefore(at, from) : isBefore(from, at));
      const isNearer = !best || (isBack ? isBefore(endOf(best), at) : isBefore(at, endOf(best)));
      if (isBeyond && isNearer && isStop(found)) best = found;
    }
    return best;
  }

  /** @param {PageNumber} found @returns {Place} */
  function endOf({ ranges }) {
    const last = /** @type {StaticRange} */ (ranges.at(-1));
    return { node: last.endContainer, offset: last.endOffset };
  }

  /**
   * @typedef {{node: Node, offset: number}} Place
   * @param {Place} one
   * @param {Place} other
   * @returns {boolean} whether `one` precedes `other` in the document; a place in a shadow tree
   *   counts as the place of its shadow host
   */
  function isBefore(one, other) {
    if (one.node === other.node) return one.offset < other.offset;
    const [a, b] = inOneTree(one.node, other.node);
    if (a === b) return pathOf(one.node).length < pathOf(other.node).length;
    return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  }

  /**
   * @param {Node} one
   * @param {Node} other
   * @returns {[Node, Node]} the two nodes; a node in a shadow tree is replaced by a shadow host
   *   around it where needed, so that the results are in the same tree
   */
  function inOneTree(one, other) {
    const others = new Map(pathOf(other).map((node) => [Dom.rootOf(node), node]));
    for (const node of pathOf(one)) {
      const beside = others.get(Dom.rootOf(node));
      if (beside) return [node, beside];
    }
    return [one, other];
  }

  /**
   * @param {Node} node
   * @returns {Node[]} the node, then all shadow hosts around it, inmost first
   */
  function pathOf(node) {
    const path = [node];
    for (let root = Dom.rootOf(node); root instanceof ShadowRoot; root = Dom.rootOf(root.host)) {
      path.push(root.host);
    }
    return path;
  }

  /**
   * @param {PageNumber} found
   * @returns {boolean} whether the Tab key stops at the number, because the number is visible or
   *   can be scrolled into view
   */
  function isStop(found) {
    const cell = Numbers.cellOf(found);
    const isShown = Rendered.isRendered(cell, { visibilityProperty: true, opacityProperty: true });
    if (!isShown || Rendered.closestShown(cell, "[inert], [aria-hidden=true i]")) return false;
    if (document.querySelector("dialog:modal") && !Rendered.closestShown(cell, "dialog:modal"))
      return false;
    const [box] = Numbers.boxesOf(found);
    if (!box) return false;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true;
    const { element } = Geometry.elementAt(x, y);
    // A number that is scrolled out of view in its scroll container is a tab stop. A covered number
    // is not.
    const isDrawn = found.ranges.some((range) =>
      Geometry.isDrawnIn(/** @type {Text} */ (range.startContainer), element),
    );
    return element === null || isDrawn || isOutOfScroller(cell, box);
  }

  /**
   * Whether a number is scrolled out of view in a scroll container.
   * @param {Element} cell the element that contains the number
   * @param {Sides} box the number's first box
   */
  function isOutOfScroller(cell, box) {
    for (const element of Rendered.shownWithin(cell)) {
      const isClipping = getComputedStyle(element).overflow !== "visible";
      if (isClipping && !Geometry.crosses(Rendered.boxOf(element), box)) return true;
    }
    return false;
  }

  /** @param {PageNumber} found */
  function newStop(found) {
    const link = document.createElement("a");
    link.href = found.href;
    link.setAttribute("data-click-to-call-stop", "");
    link.setAttribute("aria-label", Numbers.writtenOf(found));
    // page.css makes the hidden link focusable. In Chromium, page.css does not apply in shadow
    // trees, so the link is not hidden there.
    const isBare = !IS_GECKO && Dom.rootOf(endOf(found).node) instanceof ShadowRoot;
    link.style.cssText = isBare ? "position: absolute; outline: none" : "display: none";
    // The window gets no event if the focus moves within a shadow tree, so the link itself listens.
    link.addEventListener("focus", (event) => event.isTrusted && reached(link, found));
    link.addEventListener("blur", (event) => event.isTrusted && left(link));
    Dom.own.add(link);
    stops.set(link, found);
    return link;
  }

  /**
   * Inserts a link after its number's text. If the focused node is the link of another number in
   * the same text, inserts the new link before or after that link, in the order of the numbers.
   * @param {HTMLAnchorElement} link
   * @param {PageNumber} found
   * @param {Node | null} place the focused node
   */
  function insert(link, found, place) {
    const { node } = endOf(found);
    const before = place instanceof HTMLAnchorElement ? stops.get(place) : undefined;
    const beside = /** @type {Element} */ (place);
    if (!before || endOf(before).node !== node) /** @type {Text} */ (node).after(link);
    else if (isBefore(endOf(before), endOf(found))) beside.after(link);
    else beside.before(link);
  }

  /**
   * Stops a tab stop's `focusin` event, so that the page does not get it.
   * @param {FocusEvent} event
   */
  function focused(event) {
    if (current()) event.stopImmediatePropagation();
  }

  /** Shows which number has the focus. @param {HTMLAnchorElement} link @param {PageNumber} found */
  function reached(link, found) {
    Layer.show(RINGED, Numbers.cellOf(found));
    Layer.setNumber(Numbers.fullNumberOf(found));
    Highlights.setLook("hovered", found);
    const draw = () => (Numbers.isKnown(found) ? drawRing(found) : left(link));
    draw();
    stopFollowing = Layer.follow(draw);
  }

  /** @param {PageNumber} found */
  function drawRing(found) {
    const boxes = Numbers.boxesOf(found);
    const rings = [...RINGED.children];
    while (rings.length < boxes.length) {
      const ring = Layer.element("div", "ring");
      RINGED.append(ring);
      rings.push(ring);
    }
    for (const ring of rings.splice(boxes.length)) ring.remove();
    const { over } = Layer.placing();
    for (const [index, ring] of rings.entries()) {
      over(/** @type {HTMLElement} */ (ring), /** @type {DOMRect} */ (boxes[index]));
    }
  }

  function hideRing() {
    stopFollowing();
    RINGED.replaceChildren();
    Layer.hide(RINGED);
    Layer.setNumber("");
    Highlights.setLook("hovered", null);
  }

  /** @param {HTMLAnchorElement} link */
  function left(link) {
    // If the whole window loses the focus, the link stays, so that it gets the focus back later.
    if (!document.hasFocus()) return;
    hideRing();
    remove(link);
  }

  /** @param {HTMLAnchorElement} link */
  function remove(link) {
    if (stops.delete(link)) link.remove();
  }

  /** @param {EventTarget | null} target @returns {PageNumber | undefined} */
  const numberOf = (target) => stops.get(/** @type {HTMLAnchorElement} */ (target));

  /** @returns {PageNumber | undefined} the number whose tab stop has the focus */
  const current = () => numberOf(Rendered.focused());

  return { current, start };
})();
