"use strict";
// Provides `TabStops`: numbers as stops of the Tab key, in reading order. At the key, an empty link is
// put after the next number's text, so that the browser moves the focus there by its own rules; when
// the focus leaves it, it is taken away. This is the only thing that is ever put into a page's body
// unasked. Depends on `Dom`, `CapturedEvents`, `Geometry`, `Numbers`, `Painter`, `Layer` and `Page`.

const TabStops = (() => {
  const IS_GECKO = "getBrowserInfo" in chrome.runtime;
  const RINGED = Layer.element("div", "rings");
  /** Links of ours in the page, each with its number. @type {Map<HTMLAnchorElement, PageNumber>} */
  const stops = new Map();
  /** Where the user last clicked: from there the browser goes on where nothing has the focus. @type {Node | null} */
  let clickedAt = null;
  /** Whether the Tab key that is down went down here. */
  let isTabOurs = false;
  /** What had the focus when it left this document: a frame in it, where it went in there. @type {Element | null} */
  let focusBefore = null;
  let stopFollowing = () => {};

  /** @param {AbortSignal} signal */
  function start(signal) {
    CapturedEvents.on("pointerdown", notePlace, signal);
    CapturedEvents.on("keydown", tabbed, signal);
    CapturedEvents.on("keyup", entered, signal);
    CapturedEvents.on("focusin", focused, signal);
    addEventListener("blur", (event) => event.target === window && wentAway(), { signal });
    signal.addEventListener("abort", end, { once: true });
  }

  function end() {
    for (const link of stops.keys()) link.remove();
    stops.clear();
    hideRing();
  }

  /** @param {PointerEvent} event */
  function notePlace(event) {
    if (event.isTrusted) clickedAt = /** @type {Node | null} */ (event.composedPath()[0] ?? null);
  }

  /** @param {KeyboardEvent} event */
  function tabbed(event) {
    if (!isTab(event)) return;
    const { shiftKey } = event;
    isTabOurs = true;
    for (const link of stops.keys()) if (link !== deepFocus()) remove(link);
    const place = placeOfFocus();
    const next = nextNumber(place, shiftKey);
    if (!next) return;
    const link = newStop(next);
    insert(link, next, place);
    // A page may keep the key to itself, and the browser may know a stop that comes before.
    setTimeout(() => deepFocus() !== link && remove(link));
  }

  /** The focus left this document, into a frame maybe: the browser says where to when all heard of it. */
  function wentAway() {
    isTabOurs = false;
    setTimeout(() => (focusBefore = deepFocus()));
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it moves the focus, and numbers are stops */
  function isTab({ key, isTrusted, ctrlKey, altKey, metaKey }) {
    if (key !== "Tab" || !isTrusted || ctrlKey || altKey || metaKey) return false;
    return Boolean(Page.config()?.tab_stops) && document.designMode !== "on";
  }

  /**
   * Where the key went down in another frame, it brought the focus past the numbers that stand before
   * what it came to: the focus goes back to the first of them.
   * @param {KeyboardEvent} event
   */
  function entered(event) {
    const isOurs = isTabOurs;
    if (event.key === "Tab") isTabOurs = false;
    const focus = deepFocus();
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
    if (deepFocus() !== link) remove(link);
  }

  /** @returns {Node | null} after which the browser goes on */
  function placeOfFocus() {
    const focus = deepFocus();
    if (focus && focus !== document.body) return focus;
    const { focusNode } = getSelection() ?? {};
    const last = clickedAt && Dom.isInPage(clickedAt) ? clickedAt : null;
    return focusNode ?? last;
  }

  /** @returns {Element | null} what has the focus, through shadow roots */
  function deepFocus() {
    let at = document.activeElement;
    for (let inner = at && Dom.shadowRootOf(at)?.activeElement; inner; ) {
      at = inner;
      inner = Dom.shadowRootOf(at)?.activeElement ?? null;
    }
    return at;
  }

  /**
   * @param {Node | null} place
   * @param {boolean} isBack
   * @returns {PageNumber | null} the nearest number after a place, or before it
   */
  function nextNumber(place, isBack) {
    const current = place instanceof HTMLAnchorElement ? stops.get(place) : undefined;
    const from = current ? endOf(current) : place && { node: place, offset: isBack ? 0 : Infinity };
    /** @type {PageNumber | null} */
    let best = null;
    // Mostly they came in the page's order: then the first that is beyond is the nearest.
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
   * @returns {boolean} whether one comes before the other in the page, shadow trees in place of hosts
   */
  function isBefore(one, other) {
    if (one.node === other.node) return one.offset < other.offset;
    const [a, b] = inOneTree(one.node, other.node);
    if (a === b) return pathOf(one.node).length < pathOf(other.node).length;
    return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  }

  /** @param {Node} one @param {Node} other @returns {[Node, Node]} they or the hosts that hold them */
  function inOneTree(one, other) {
    const others = new Map(pathOf(other).map((node) => [Dom.rootOf(node), node]));
    for (const node of pathOf(one)) {
      const beside = others.get(Dom.rootOf(node));
      if (beside) return [node, beside];
    }
    return [one, other];
  }

  /** @param {Node} node @returns {Node[]} it, and the hosts of the shadow trees around it */
  function pathOf(node) {
    const path = [node];
    for (let root = Dom.rootOf(node); root instanceof ShadowRoot; root = Dom.rootOf(root.host)) {
      path.push(root.host);
    }
    return path;
  }

  /** @param {PageNumber} found @returns {boolean} whether a person sees it, or would by scrolling */
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
    // Scrolled out of its box, it is not to be seen yet; under something else, it is no stop.
    const isDrawn = found.ranges.some((range) =>
      Geometry.isDrawnIn(/** @type {Text} */ (range.startContainer), element),
    );
    return element === null || isDrawn || isOutOfScroller(cell, box);
  }

  /** @param {Element} cell @param {Sides} box */
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
    // Without our style sheet nothing of it is shown or reached; it reaches Chromium's shadow trees not.
    const isBare = !IS_GECKO && Dom.rootOf(endOf(found).node) instanceof ShadowRoot;
    link.style.cssText = isBare ? "position: absolute; outline: none" : "display: none";
    // What goes on within a shadow root, the window does not hear.
    link.addEventListener("focus", (event) => event.isTrusted && reached(link, found));
    link.addEventListener("blur", (event) => event.isTrusted && left(link));
    Dom.own.add(link);
    stops.set(link, found);
    return link;
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {PageNumber} found
   * @param {Node | null} place the stop before it may follow the same text
   */
  function insert(link, found, place) {
    const { node } = endOf(found);
    const before = place instanceof HTMLAnchorElement ? stops.get(place) : undefined;
    const beside = /** @type {Element} */ (place);
    if (!before || endOf(before).node !== node) /** @type {Text} */ (node).after(link);
    else if (isBefore(endOf(before), endOf(found))) beside.after(link);
    else beside.before(link);
  }

  /** The page does not hear of it. @param {FocusEvent} event */
  function focused(event) {
    if (current()) event.stopImmediatePropagation();
  }

  /** @param {HTMLAnchorElement} link @param {PageNumber} found */
  function reached(link, found) {
    Layer.show(RINGED, Numbers.cellOf(found));
    Layer.setNumber(Numbers.fullNumberOf(found));
    Painter.setLook("hovered", found);
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
    Painter.setLook("hovered", null);
  }

  /** @param {HTMLAnchorElement} link */
  function left(link) {
    // Where the whole window loses the focus, it comes back to the same place.
    if (!document.hasFocus()) return;
    hideRing();
    remove(link);
  }

  /** @param {HTMLAnchorElement} link */
  function remove(link) {
    if (stops.delete(link)) link.remove();
  }

  /** @param {EventTarget | null} target @returns {PageNumber | undefined} whose stop it is */
  const numberOf = (target) => stops.get(/** @type {HTMLAnchorElement} */ (target));

  /** @returns {PageNumber | undefined} whose stop has the focus */
  const current = () => numberOf(deepFocus());

  return { current, start };
})();
