"use strict";
// Provides `Painter`: paints the numbers that are in view or near it, as ranges in `CSS.highlights`, and
// knows which these are. Each painted range costs the browser 8 to 18 µs in every frame that changes
// the page, so all others are only known. Depends on `Dom`, `Geometry` and `Numbers`.

/**
 * @typedef {Object} Cell An element whose own text holds numbers.
 * @property {Element} element
 * @property {PageNumber[]} numbers
 * @property {Sides} box where it stood when it was last measured, in the document
 * @property {number} movedAt performance.now() when it was last found elsewhere, or its numbers changed
 * @property {string} seenFrom the view for which its numbers were chosen
 */

const Painter = (() => {
  /** The names are what page.css draws. */
  const painted = new Highlight();
  const hovered = new Highlight();
  const called = new Highlight();
  const HIGHLIGHTS = new Map([
    ["click-to-call", painted],
    ["click-to-call-hovered", hovered],
    ["click-to-call-called", called],
  ]);
  /** How far beyond the view numbers are painted, in parts of its size. */
  const MARGIN = 0.1;
  const LOOK_EVERY_MS = 200;
  /** Where nothing has moved for so long, a look is rare. */
  const QUIET_AFTER_MS = 2000;
  const LOOK_RARELY_MS = 1000;
  /** So many of the cells in view tell when the page moves them. */
  const MILESTONE_EVERY = 4;
  const LEAST_GAP_MS = 50;
  const SLICE_MS = 8;
  /** Cells that are measured at each look though nothing points to them. */
  const IN_TURN = 100;
  /** A cell with more numbers, or one that is taller than the view, is not painted as a whole. */
  const FEW_NUMBERS = 8;
  const REMEASURED_AFTER_MS = 2000;

  /** @type {Map<Element, Cell>} */
  const cells = new Map();
  /** @type {Set<PageNumber>} */
  const near = new Set();
  /** @type {Set<Cell>} */
  const nearCells = new Set();
  /** New ones, not measured yet. @type {Set<Cell>} */
  const fresh = new Set();
  /** Goes round all cells, again and again. */
  let turns = cells.values();
  /** A look at all cells that is under way. @type {Iterator<Cell> | null} */
  let passing = null;
  let wantsAll = false;
  let isScheduled = false;
  /** A look that was asked for may come when all is over. */
  let isOn = false;
  let lastLookAt = -Infinity;
  /** When something was last seen to move, or the pointer did. */
  let lastEventAt = -Infinity;
  /** What a person sees of this document, as of the last look. @type {Sides} */
  let view = new DOMRect();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let nextLook;
  /** The part of a frame that the whole window shows; the top page's is the window. @type {Sides | null} */
  let frameView = null;
  /** @type {WeakSet<Node>} */
  const heardRoots = new WeakSet();
  /** Told after each look. @type {(() => void)[]} */
  const lookers = [];

  /** What leaves or enters the view without a scroll was moved by the page, and so may others. */
  const milestones = new IntersectionObserver((entries) => {
    if (entries.some(({ target, isIntersecting }) => known.get(target) === !isIntersecting)) {
      lookSoon(true);
      askForView();
    }
    for (const { target, isIntersecting } of entries) known.set(target, isIntersecting);
  });
  /** What the browser last said of each milestone. @type {WeakMap<Element, boolean>} */
  const known = new WeakMap();

  const viewer = new IntersectionObserver(
    (entries) => {
      const before = frameView;
      const now = entries.at(-1)?.intersectionRect ?? null;
      frameView = now;
      const isSame =
        before && now && Geometry.encloses(before, now) && Geometry.encloses(now, before);
      if (!isSame) lookSoon(false);
    },
    { threshold: Array.from({ length: 101 }, (_, part) => part / 100) },
  );

  Numbers.watchers.push({
    added(found) {
      const element = Numbers.cellOf(found);
      let cell = cells.get(element);
      if (!cell) cells.set(element, (cell = newCell(element)));
      cell.numbers.push(found);
      cell.movedAt = performance.now();
      fresh.add(cell);
      listenIn(Dom.rootOf(element));
      lookSoon(false);
    },
    removed(found) {
      unpaint(found);
      for (const highlight of [hovered, called])
        for (const range of found.ranges) highlight.delete(range);
      const cell = [...cellsOf(found)].find(({ numbers }) => numbers.includes(found));
      if (!cell) return;
      cell.numbers.splice(cell.numbers.indexOf(found), 1);
      if (cell.numbers.length === 0) dropCell(cell);
      lookSoon(false);
    },
  });

  /** @param {Element} element @returns {Cell} */
  const newCell = (element) => ({
    element,
    numbers: [],
    box: new DOMRect(),
    movedAt: performance.now(),
    seenFrom: "",
  });

  /** The page may have moved its text into another element. @param {PageNumber} found */
  function* cellsOf(found) {
    const cell = cells.get(Numbers.cellOf(found) ?? document);
    if (cell) yield cell;
    yield* cells.values();
  }

  /** @param {Cell} cell */
  function dropCell(cell) {
    cells.delete(cell.element);
    fresh.delete(cell);
    if (nearCells.delete(cell)) milestones.unobserve(cell.element);
    // An iterator that rests holds on to what its map held when it came to rest.
    if (cells.size === 0) turns = cells.values();
  }

  /** A scroll in a shadow tree is heard there alone. @param {Node} root */
  function listenIn(root) {
    if (!(root instanceof ShadowRoot) || heardRoots.has(root)) return;
    heardRoots.add(root);
    root.addEventListener("scroll", () => lookSoon(true), { capture: true, passive: true });
  }

  /** @param {AbortSignal} signal */
  function start(signal) {
    isOn = true;
    const options = { capture: true, passive: true, signal };
    addEventListener("scroll", (event) => lookSoon(event.target !== document), options);
    for (const type of ["resize", "transitionend", "animationend", "toggle", "fullscreenchange"]) {
      addEventListener(type, () => lookSoon(true), options);
    }
    addEventListener("pointermove", wake, options);
    isOn = true;
    askForView();
    signal.addEventListener("abort", end, { once: true });
  }

  /** Where looks had become rare, the pointer's coming makes them frequent again. */
  function wake() {
    const wasQuiet = performance.now() - lastEventAt > QUIET_AFTER_MS;
    lastEventAt = performance.now();
    if (wasQuiet) lookOn();
  }

  /**
   * A frame may be taller than the window that shows it. An observer tells of its own accord only how
   * much of the frame is shown, not which part; asked anew, it tells with the next frame.
   */
  function askForView() {
    if (window === top || !document.documentElement) return;
    viewer.disconnect();
    viewer.observe(document.documentElement);
  }

  function end() {
    isOn = false;
    clearTimeout(nextLook);
    milestones.disconnect();
    viewer.disconnect();
    for (const [name, highlight] of HIGHLIGHTS) {
      highlight.clear();
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
  }

  /** @param {boolean} all whether any number may stand elsewhere now, not only those in view */
  function lookSoon(all) {
    wantsAll ||= all;
    lastEventAt = performance.now();
    if (isScheduled) return;
    isScheduled = true;
    const wait = Math.max(0, lastLookAt + LEAST_GAP_MS - lastEventAt);
    if (wait > 0) setTimeout(() => Geometry.afterNextFrame(look), wait);
    else Geometry.afterNextFrame(look);
  }

  /** One look at where the numbers stand. */
  function look() {
    isScheduled = false;
    if (!isOn) return;
    lastLookAt = performance.now();
    clearTimeout(nextLook);
    const end = lastLookAt + SLICE_MS;
    view = frameView ?? { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const zone = nearZone();
    for (const cell of cellsToMeasure(zone)) measure(cell, zone);
    for (const cell of fresh) if (performance.now() < end) measure(cell, zone);
    passOn(zone, end);
    Geometry.putRulerAway();
    keepHighlights();
    for (const looker of lookers) looker();
    askForView();
    if (passing || fresh.size > 0) lookSoon(false);
    if (cells.size > 0) nextLook = setTimeout(lookOn, timeToNextLook());
  }

  /** Nothing asked for this look: the page is laid out, or will be for its own sake. */
  function lookOn() {
    if (!isScheduled && document.visibilityState === "visible") look();
  }

  /** Half as long up to half as long again: a page cannot keep in step with the looks. */
  function timeToNextLook() {
    const isQuiet = performance.now() - lastEventAt > QUIET_AFTER_MS;
    return (isQuiet ? LOOK_RARELY_MS : LOOK_EVERY_MS) * (0.5 + Math.random());
  }

  /** @returns {Sides} the view and what is near it */
  function nearZone() {
    const [across, along] = [view.right - view.left, view.bottom - view.top];
    if (across <= 0 || along <= 0) return view;
    return {
      left: view.left - across * MARGIN,
      right: view.right + across * MARGIN,
      top: view.top - along * MARGIN,
      bottom: view.bottom + along * MARGIN,
    };
  }

  /** @param {Sides} zone @returns {Set<Cell>} */
  function cellsToMeasure(zone) {
    const chosen = new Set(nearCells);
    if (wantsAll) passing = cells.values();
    wantsAll = false;
    const shifted = { x: scrollX, y: scrollY };
    for (const cell of cells.values())
      if (Geometry.crosses(inWindow(cell, shifted), zone)) chosen.add(cell);
    for (let count = 0; count < Math.min(IN_TURN, cells.size); count += 1) {
      const { value, done } = turns.next();
      if (done) turns = cells.values();
      else chosen.add(value);
    }
    return chosen;
  }

  /** @param {Cell} cell @param {{x: number, y: number}} scrolled @returns {Sides} */
  const inWindow = ({ box }, { x, y }) => ({
    left: box.left - x,
    right: box.right - x,
    top: box.top - y,
    bottom: box.bottom - y,
  });

  /** Goes on with a look at all cells. @param {Sides} zone @param {number} end performance.now() */
  function passOn(zone, end) {
    while (passing && performance.now() < end) {
      for (let count = 0; passing && count < 50; count += 1) {
        const { value, done } = passing.next();
        if (done) passing = null;
        else measure(value, zone);
      }
    }
  }

  /** @param {Cell} cell @param {Sides} zone */
  function measure(cell, zone) {
    fresh.delete(cell);
    let box = Rendered.boxOf(cell.element);
    if (box.width === 0 && box.height === 0) box = boxOfContents(cell);
    noteBox(cell, box);
    const isNear = (box.width > 0 || box.height > 0) && Geometry.crosses(box, zone);
    const isMilestone = nearCells.size % MILESTONE_EVERY === 0;
    if (isNear && isMilestone && !nearCells.has(cell)) milestones.observe(cell.element);
    if (!isNear && nearCells.delete(cell)) milestones.unobserve(cell.element);
    if (isNear) nearCells.add(cell);
    const isSmall = box.height <= zone.bottom - zone.top && cell.numbers.length <= FEW_NUMBERS;
    if (isNear && !isSmall && isSeenAsBefore(cell, zone)) return;
    const chosen = !isNear ? [] : isSmall ? cell.numbers : numbersIn(cell, zone);
    for (const found of cell.numbers)
      if (near.has(found) && !chosen.includes(found)) unpaint(found);
    for (const found of chosen) paint(found);
  }

  /** @param {Cell} cell @param {DOMRect} box in the window */
  function noteBox(cell, { left, right, top, bottom }) {
    const [x, y] = [scrollX, scrollY];
    const box = { left: left + x, right: right + x, top: top + y, bottom: bottom + y };
    const isSame = box.left === cell.box.left && box.top === cell.box.top;
    if (isSame && box.right === cell.box.right && box.bottom === cell.box.bottom) return;
    cell.box = box;
    cell.movedAt = lastEventAt = performance.now();
  }

  /**
   * To measure a range in a long text takes the browser as long as the text is: where neither the cell
   * nor the view moved, that is done seldom.
   *
   * @param {Cell} cell
   * @param {Sides} zone
   */
  function isSeenAsBefore(cell, { left, top, right, bottom }) {
    const seconds = Math.floor(performance.now() / REMEASURED_AFTER_MS);
    const seenFrom = [left, top, right, bottom, scrollX, scrollY, cell.movedAt, seconds].join();
    const isSame = cell.seenFrom === seenFrom;
    cell.seenFrom = seenFrom;
    return isSame;
  }

  /** An element without a box of its own, or one that is not shown. @param {Cell} cell */
  function boxOfContents({ element, numbers: [first] }) {
    const isBare = getComputedStyle(element).display === "contents";
    if (isBare && first?.ranges[0]) return Geometry.boxOfRange(first.ranges[0]);
    // What is hidden tells by itself when it comes to be shown.
    milestones.observe(element);
    return new DOMRect();
  }

  /**
   * Of many numbers in one element, those in a zone: their lines follow each other, so that few are
   * measured.
   * @param {Cell} cell
   * @param {Sides} zone
   * @returns {PageNumber[]}
   */
  function numbersIn({ numbers }, zone) {
    const boxAt = (/** @type {number} */ index) => {
      const [range] = numbers[index]?.ranges ?? [];
      return range ? Geometry.boxOfRange(range) : new DOMRect();
    };
    let [from, to] = [0, numbers.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (boxAt(middle).bottom < zone.top) from = middle + 1;
      else to = middle;
    }
    const found = [];
    for (let index = from; index < numbers.length; index += 1) {
      const box = boxAt(index);
      if (box.top > zone.bottom) break;
      if (Geometry.crosses(box, zone)) found.push(/** @type {PageNumber} */ (numbers[index]));
    }
    return found;
  }

  /** @param {PageNumber} found */
  function paint(found) {
    if (near.has(found)) return;
    near.add(found);
    for (const range of found.ranges) painted.add(range);
  }

  /** @param {PageNumber} found */
  function unpaint(found) {
    if (!near.delete(found)) return;
    for (const range of found.ranges) painted.delete(range);
  }

  /** The registry is the page's too: what it cleared comes back. */
  function keepHighlights() {
    for (const [name, highlight] of HIGHLIGHTS) {
      if (CSS.highlights.get(name) !== highlight) CSS.highlights.set(name, highlight);
    }
    const ranges = [...near].flatMap((found) => found.ranges);
    if (ranges.length === painted.size && ranges.every((range) => painted.has(range))) return;
    painted.clear();
    for (const range of ranges) painted.add(range);
  }

  /**
   * Lets one number look as the one under the pointer, or as the one that is called.
   * @param {"hovered" | "called"} look
   * @param {PageNumber | null} found
   */
  function setLook(look, found) {
    const highlight = look === "hovered" ? hovered : called;
    highlight.clear();
    for (const range of found?.ranges ?? []) highlight.add(range);
  }

  /** @param {PageNumber} found @returns {number} performance.now() when its cell was last found elsewhere */
  const movedAt = (found) => cells.get(Numbers.cellOf(found))?.movedAt ?? Infinity;

  return {
    NAMES: [...HIGHLIGHTS.keys()],
    lookers,
    movedAt,
    near,
    setLook,
    start,
    view: () => view,
  };
})();
