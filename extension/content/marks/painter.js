"use strict";
// Provides `Painter`: finds out which numbers are in and near view, and lets `Highlights` paint
// them. A painted range costs the browser 8 to 18 µs each time it repaints a changed page, so
// numbers far from view are not painted. Depends on `Dom`, `Geometry`, `Rendered`, `Numbers` and
// `Highlights`.

/**
 * @typedef {Object} Cell An element whose own text nodes contain numbers.
 * @property {Element} element
 * @property {PageNumber[]} numbers
 * @property {Sides} box the element's last measured box, in document coordinates
 * @property {number} movedAt performance.now() when the element last moved or got a number
 * @property {string} seenFrom where the view and the cell were when the cell's ranges were last
 *   measured, as a text
 */

const Painter = (() => {
  /** How far beyond the view numbers are painted, as a fraction of the view's size. */
  const MARGIN = 0.1;
  const CHECK_EVERY_MS = 200;
  /** If nothing has moved for this time, the page is checked less often. */
  const QUIET_AFTER_MS = 2000;
  const CHECK_RARELY_MS = 1000;
  /**
   * One in this many cells in view is a milestone: an IntersectionObserver reports when the cell
   * enters or leaves the view.
   */
  const MILESTONE_EVERY = 4;
  const LEAST_GAP_MS = 50;
  const SLICE_MS = 8;
  /**
   * Each check also measures this many cells, taken in turn, even if no event suggests that they
   * moved.
   */
  const ROUND_ROBIN_CELLS = 100;
  /**
   * If a cell has more numbers than this, or is taller than the view, only its numbers near the
   * view are painted.
   */
  const FEW_NUMBERS = 8;
  const REMEASURED_AFTER_MS = 2000;

  /** @type {Map<Element, Cell>} */
  const cells = new Map();
  /** @type {Set<Cell>} */
  const nearCells = new Set();
  /** Cells with new numbers that are not measured yet. @type {Set<Cell>} */
  const fresh = new Set();
  /** Iterates over all cells. At the end, a new iteration starts. */
  let roundRobin = cells.values();
  /** The measurement of all cells, if one has begun and not ended. @type {Iterator<Cell> | null} */
  let fullPass = null;
  let wantsAll = false;
  let isScheduled = false;
  /** False after the scan ended. A check that is still scheduled then does nothing. */
  let isOn = false;
  let lastCheckAt = -Infinity;
  /** The time (`performance.now()`) when something on the page, or the pointer, last moved. */
  let lastEventAt = -Infinity;
  /** The visible part of this document at the last check. @type {Sides} */
  let view = new DOMRect();
  /** How far the document was scrolled at the last check. */
  let scrolled = { x: 0, y: 0 };
  /** The numbers to be painted after the measurements. @type {PageNumber[]} */
  const arriving = [];
  /** @type {PageNumber[]} */
  const leaving = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let nextCheck;
  /**
   * The visible part of this frame if it is an iframe; null in the top frame.
   * @type {Sides | null}
   */
  let frameView = null;
  /** @type {WeakSet<Node>} */
  const observedRoots = new WeakSet();
  /** Callbacks that run each time after cells were measured and painted. @type {(() => void)[]} */
  const lookers = [];

  /**
   * Observes the milestones: every fourth cell in view. If one of them enters or leaves the view
   * without a scroll, the page moved this cell, and has probably moved other cells too.
   */
  const milestones = new IntersectionObserver((entries) => {
    if (entries.some(({ target, isIntersecting }) => known.get(target) === !isIntersecting)) {
      scheduleCheck(true);
      askForView();
    }
    for (const { target, isIntersecting } of entries) known.set(target, isIntersecting);
  });
  /**
   * For each observed cell, whether it was last reported in view.
   * @type {WeakMap<Element, boolean>}
   */
  const known = new WeakMap();

  const viewer = new IntersectionObserver(
    (entries) => {
      const before = frameView;
      const now = entries.at(-1)?.intersectionRect ?? null;
      frameView = now;
      const isSame =
        before && now && Geometry.encloses(before, now) && Geometry.encloses(now, before);
      if (!isSame) scheduleCheck(false);
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
      if (fresh.size === 0) queueMicrotask(measureFresh);
      fresh.add(cell);
      listenIn(Dom.rootOf(element));
    },
    removed(found) {
      if (Highlights.painted.has(found)) scheduleCheck(false);
      Highlights.forget(found);
      for (const cell of cellsOf(found)) {
        const index = cell.numbers.indexOf(found);
        if (index < 0) continue;
        cell.numbers.splice(index, 1);
        if (cell.numbers.length === 0) dropCell(cell);
        return;
      }
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

  /**
   * Yields the cell that should contain the number, and then all other cells, because the page may
   * have moved the number's text node to another cell.
   * @param {PageNumber} found
   */
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
    // An iterator that has not ended keeps deleted cells in memory. So after the last cell was
    // deleted, a new iterator replaces it.
    if (cells.size === 0) roundRobin = cells.values();
  }

  /**
   * Listens for scroll events in a shadow tree, which do not reach the document.
   * @param {Node} root
   */
  function listenIn(root) {
    if (!(root instanceof ShadowRoot) || observedRoots.has(root)) return;
    observedRoots.add(root);
    root.addEventListener("scroll", () => scheduleCheck(true), { capture: true, passive: true });
  }

  /** @param {AbortSignal} signal */
  function start(signal) {
    isOn = true;
    const options = { capture: true, passive: true, signal };
    addEventListener("scroll", (event) => scheduleCheck(event.target !== document), options);
    for (const type of ["resize", "transitionend", "animationend", "toggle", "fullscreenchange"]) {
      addEventListener(type, () => scheduleCheck(true), options);
    }
    addEventListener("pointermove", wake, options);
    askForView();
    signal.addEventListener("abort", end, { once: true });
  }

  /** Handles a movement of the pointer, after which the checks are frequent for some time. */
  function wake() {
    const wasQuiet = performance.now() - lastEventAt > QUIET_AFTER_MS;
    lastEventAt = performance.now();
    if (wasQuiet) checkNow();
  }

  /**
   * Asks the observer for the visible part of an iframe, which may be taller than the window that
   * shows it. Usually, the observer reports only when the visible share of the document changes.
   * But after the beginning of a new observation, the observer always reports.
   */
  function askForView() {
    if (window === top || !document.documentElement) return;
    viewer.disconnect();
    viewer.observe(document.documentElement);
  }

  function end() {
    isOn = false;
    clearTimeout(nextCheck);
    nextCheck = undefined;
    milestones.disconnect();
    viewer.disconnect();
    Highlights.remove();
  }

  /** @param {boolean} all whether all cells may have moved, not only those in view */
  function scheduleCheck(all) {
    wantsAll ||= all;
    lastEventAt = performance.now();
    if (isScheduled) return;
    isScheduled = true;
    const wait = Math.max(0, lastCheckAt + LEAST_GAP_MS - lastEventAt);
    if (wait > 0) setTimeout(() => Geometry.afterNextFrame(check), wait);
    else Geometry.afterNextFrame(check);
  }

  /**
   * Measures the cells with new numbers, at the end of the task in which the numbers were found.
   * Schedules a check only if one of these cells is near the view, because a check costs the page a
   * frame.
   */
  function measureFresh() {
    const zone = isOn ? nearZone() : null;
    for (const cell of zone ? fresh : []) measure(cell, /** @type {Sides} */ (zone));
    const isAnyNear = [...fresh].some((cell) => nearCells.has(cell));
    fresh.clear();
    Geometry.releaseRuler();
    paintChanges();
    if (isAnyNear) scheduleCheck(false);
    else nextCheck ??= setTimeout(checkNow, nextCheckDelayMs());
  }

  /** Measures cells, paints the numbers that are near the view now, and unpaints the others. */
  function check() {
    isScheduled = false;
    if (!isOn) return;
    lastCheckAt = performance.now();
    clearTimeout(nextCheck);
    const end = lastCheckAt + SLICE_MS;
    const zone = nearZone();
    for (const cell of cellsToMeasure(zone)) measure(cell, zone);
    continueFullPass(zone, end);
    Geometry.releaseRuler();
    paintChanges();
    for (const looker of lookers) looker();
    askForView();
    if (fullPass) scheduleCheck(false);
    nextCheck = cells.size > 0 ? setTimeout(checkNow, nextCheckDelayMs()) : undefined;
  }

  /** Checks at once, unless a check is scheduled already or the page is hidden. */
  function checkNow() {
    nextCheck = undefined;
    if (!isScheduled && document.visibilityState === "visible") check();
  }

  /**
   * Returns the milliseconds until the next check. The time varies at random by up to 50 %, so that
   * a page cannot time its changes between two checks.
   */
  function nextCheckDelayMs() {
    const isQuiet = performance.now() - lastEventAt > QUIET_AFTER_MS;
    return (isQuiet ? CHECK_RARELY_MS : CHECK_EVERY_MS) * (0.5 + Math.random());
  }

  /**
   * Finds out which part of the document is visible now.
   * @returns {Sides} the visible part of the document, with a margin around it
   */
  function nearZone() {
    scrolled = { x: scrollX, y: scrollY };
    view = frameView ?? { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
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
    if (wantsAll) fullPass = cells.values();
    wantsAll = false;
    const zoneInDocument = inDocument(zone);
    for (const cell of cells.values())
      if (Geometry.crosses(cell.box, zoneInDocument)) chosen.add(cell);
    for (let count = 0; count < Math.min(ROUND_ROBIN_CELLS, cells.size); count += 1) {
      const { value, done } = roundRobin.next();
      if (done) roundRobin = cells.values();
      else chosen.add(value);
    }
    return chosen;
  }

  /** @param {Sides} box in viewport coordinates @returns {Sides} in document coordinates */
  const inDocument = ({ left, right, top, bottom }) => ({
    left: left + scrolled.x,
    right: right + scrolled.x,
    top: top + scrolled.y,
    bottom: bottom + scrolled.y,
  });

  /**
   * Continues the measurement of all cells.
   * @param {Sides} zone the part of the page in which numbers are painted
   * @param {number} end the time (`performance.now()`) at which the measurement pauses
   */
  function continueFullPass(zone, end) {
    while (fullPass && performance.now() < end) {
      for (let count = 0; fullPass && count < 50; count += 1) {
        const { value, done } = fullPass.next();
        if (done) fullPass = null;
        else measure(value, zone);
      }
    }
  }

  /** @param {Cell} cell @param {Sides} zone */
  function measure(cell, zone) {
    let box = Rendered.boxOf(cell.element);
    if (box.width === 0 && box.height === 0) box = boxOfContents(cell);
    noteBox(cell, box);
    const isNear = (box.width > 0 || box.height > 0) && Geometry.crosses(box, zone);
    const isMilestone = nearCells.size % MILESTONE_EVERY === 0;
    if (isNear && isMilestone && !nearCells.has(cell)) milestones.observe(cell.element);
    if (!isNear && nearCells.delete(cell)) milestones.unobserve(cell.element);
    if (isNear) nearCells.add(cell);
    const isSmall = box.height <= zone.bottom - zone.top && cell.numbers.length <= FEW_NUMBERS;
    if (isNear && !isSmall && isUnmoved(cell, zone)) return;
    const chosen = !isNear ? [] : isSmall ? cell.numbers : numbersIn(cell, zone);
    for (const found of cell.numbers)
      if (Highlights.painted.has(found) && !chosen.includes(found)) leaving.push(found);
    for (const found of chosen) if (!Highlights.painted.has(found)) arriving.push(found);
  }

  /**
   * Paints the numbers that came near the view, and unpaints those that left it. Runs after all
   * measurements, because to measure after painting would make the browser do the layout again.
   */
  function paintChanges() {
    for (const found of leaving.splice(0)) Highlights.unpaint(found);
    for (const found of arriving.splice(0)) if (Numbers.isKnown(found)) Highlights.paint(found);
    Highlights.keep();
  }

  /** @param {Cell} cell @param {DOMRect} measured in viewport coordinates */
  function noteBox(cell, measured) {
    const box = inDocument(measured);
    const isSame = box.left === cell.box.left && box.top === cell.box.top;
    if (isSame && box.right === cell.box.right && box.bottom === cell.box.bottom) return;
    cell.box = box;
    cell.movedAt = lastEventAt = performance.now();
  }

  /**
   * Whether a large cell may keep its last measurement, because neither the cell nor the view has
   * moved since then. Small cells are always measured, because that is quick. Large cells are
   * measured again every `REMEASURED_AFTER_MS`, even if they have not moved.
   * @param {Cell} cell
   * @param {Sides} zone the part of the page in which numbers are painted
   */
  function isUnmoved(cell, { left, top, right, bottom }) {
    const seconds = Math.floor(performance.now() / REMEASURED_AFTER_MS);
    const seenFrom = [left, top, right, bottom, scrollX, scrollY, cell.movedAt, seconds].join();
    const isSame = cell.seenFrom === seenFrom;
    cell.seenFrom = seenFrom;
    return isSame;
  }

  /**
   * Returns a box for an element that has no box itself. For an element with `display: contents`,
   * or whose text is shown elsewhere by a slot, this is the box of its first number. For a hidden
   * element, the box is empty.
   * @param {Cell} cell
   */
  function boxOfContents({ element, numbers: [first] }) {
    const [range] = first?.ranges ?? [];
    const isBare = getComputedStyle(element).display === "contents" || Dom.shadowRootOf(element);
    if (isBare && range) return Geometry.boxOfRange(range);
    // The observer will report when the page shows this hidden element.
    milestones.observe(element);
    return new DOMRect();
  }

  /**
   * Returns the numbers of a large cell that are in a zone. The numbers are in order from top to
   * bottom, so a binary search measures only a few of them.
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

  /** @param {PageNumber} found @returns {number} performance.now() when its cell last moved */
  const movedAt = (found) => cells.get(Numbers.cellOf(found))?.movedAt ?? Infinity;

  return {
    lookers,
    movedAt,
    start,
    view: () => view,
  };
})();
