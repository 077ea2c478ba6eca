"use strict";
// Provides `PositionTracker`: checks whether a number was visible and at the same position for the
// last half second and right after a click. A page can move, cover and uncover a number under a
// pointer; if the user may not have seen the number, the extension asks for confirmation. Depends
// on `Dom`, `Geometry`, `Numbers`, `Highlights`, `Painter`, `Legibility` and `Occlusion`.

/**
 * @typedef {Object} Position The last known position of a number.
 * @property {number} left the left edge of the number's first box, in the window
 * @property {number} top the upper edge of that box
 * @property {number} since performance.now() of the first sample at this position
 * @property {number} openSince performance.now() since which the number is not covered; NaN if it
 *   is covered
 * @property {number} measuredAt performance.now() of the last measurement
 * @property {boolean} isInView
 */

const PositionTracker = (() => {
  /** A call needs no confirmation only if the number was visible in one place for this time. */
  const STEADY_AFTER_MS = 500;
  /**
   * For this time after a click, the tracker checks in each frame that the number does not move.
   */
  const STILL_FOR_MS = 120;
  /**
   * A number that moves no farther than this counts as still, because rounding or a blinking caret
   * may move it.
   */
  const STEADY_WITHIN_PX = 3;
  /** If the checks after a click have no result within this time, the number counts as not seen. */
  const FRESH_WITHIN_MS = 400;
  /**
   * The browser is asked to report whether numbers are covered only for this many numbers, those
   * nearest to the pointer.
   */
  const WATCHED_LIMIT = 12;
  /**
   * Each time positions are recorded, `Occlusion` checks at most this many numbers near the
   * pointer: those which the browser does not report as uncovered.
   */
  const CHECKED_PER_SAMPLE = 4;
  const NEAR_POINTER_PX = 400;
  const LOOK_OVER_MS = 3;

  /**
   * Whether the browser reports that an element is covered. Only Chromium does. In other browsers,
   * and if only a part of an element may be covered, `Occlusion` checks this.
   */
  const SEES_COVERS = "trackVisibility" in IntersectionObserver.prototype;
  const OBSERVER_OPTIONS = /** @type {IntersectionObserverInit} */ ({
    threshold: [0, 0.99],
    ...(SEES_COVERS && { trackVisibility: true, delay: 100 }),
  });

  /** @type {Map<PageNumber, Position>} */
  const positions = new Map();
  /** Elements with numbers that the browser reports as not covered. @type {Set<Element>} */
  const uncoveredCells = new Set();
  /** @type {Set<Element>} */
  const watchedCells = new Set();
  /**
   * Elements with numbers for which the browser has reported whether they are covered.
   * @type {Set<Element>}
   */
  const reportedCells = new Set();
  const visibilityObserver = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      reportedCells.add(entry.target);
      if (isSeenIn(entry)) uncoveredCells.add(entry.target);
      else uncoveredCells.delete(entry.target);
    }
  }, OBSERVER_OPTIONS);
  /** After this time, a number is measured again even if its element has not moved. */
  const MEASURED_EVERY_MS = 1000;
  let lastView = "";
  let hasScrolled = true;
  /**
   * The pointer's last known position; before the pointer first moves, a place far from all
   * numbers.
   */
  let pointer = { x: -1e6, y: -1e6 };

  /** @param {AbortSignal} signal */
  function start(signal) {
    const note = (/** @type {PointerEvent} */ event) => {
      if (event.isTrusted) pointer = { x: event.clientX, y: event.clientY };
    };
    for (const type of /** @type {const} */ (["pointermove", "pointerdown"])) {
      addEventListener(type, note, { capture: true, passive: true, signal });
    }
    Painter.lookers.push(sampleNumbers);
    signal.addEventListener("abort", end, { once: true });
  }

  function end() {
    Painter.lookers.splice(Painter.lookers.indexOf(sampleNumbers), 1);
    visibilityObserver.disconnect();
    positions.clear();
    watchedCells.clear();
    uncoveredCells.clear();
    reportedCells.clear();
  }

  /**
   * Records the positions of the numbers in view. `Painter` calls this function while the layout is
   * up to date, so that measuring costs little.
   */
  function sampleNumbers() {
    const view = `${scrollX} ${scrollY} ${innerWidth} ${innerHeight}`;
    hasScrolled = view !== lastView;
    lastView = view;
    const inView = [...Highlights.painted].filter(notePosition);
    for (const found of positions.keys())
      if (!Highlights.painted.has(found)) positions.delete(found);
    inView.sort((one, other) => distanceOf(one) - distanceOf(other));
    // Before the pointer first moves, its position is not known, and these are any numbers in view.
    const nearest = inView.slice(0, WATCHED_LIMIT);
    watchOnly(new Set(nearest.map(Numbers.cellOf)));
    const end = performance.now() + LOOK_OVER_MS;
    for (const [index, found] of nearest.entries()) {
      const isNear = index < CHECKED_PER_SAMPLE && distanceOf(found) < NEAR_POINTER_PX;
      noteOpenness(found, isNear || (!SEES_COVERS && performance.now() < end));
    }
  }

  /**
   * Records a number's position.
   * @param {PageNumber} found
   * @returns {boolean} whether the number is in the viewport
   */
  function notePosition(found) {
    if (!Numbers.isInPage(found)) return false;
    const known = positions.get(found);
    const now = performance.now();
    const isFresh = known && now - known.measuredAt < MEASURED_EVERY_MS;
    if (isFresh && Painter.movedAt(found) < known.measuredAt && !hasScrolled) return known.isInView;
    const [box] = Numbers.boxesOf(found);
    const { left = NaN, top = NaN } = box ?? {};
    const isInView = box !== undefined && Geometry.crosses(box, Painter.view());
    const isSteady = known && isSamePlace({ left, top }, known);
    const { since, openSince } = isSteady ? known : { since: now, openSince: NaN };
    positions.set(found, { left, top, since, openSince, measuredAt: now, isInView });
    return isInView;
  }

  /** Returns the distance of a number from the pointer. @param {PageNumber} found */
  function distanceOf(found) {
    const { left, top } = /** @type {Position} */ (positions.get(found));
    return Math.hypot(left - pointer.x, top - pointer.y);
  }

  /**
   * @param {{left: number, top: number}} one
   * @param {{left: number, top: number} | undefined} other
   */
  const isSamePlace = (one, other) =>
    other !== undefined &&
    Math.abs(one.left - other.left) <= STEADY_WITHIN_PX &&
    Math.abs(one.top - other.top) <= STEADY_WITHIN_PX;

  /** @param {Set<Element>} cells */
  function watchOnly(cells) {
    for (const cell of watchedCells) {
      if (cells.has(cell)) continue;
      watchedCells.delete(cell);
      uncoveredCells.delete(cell);
      reportedCells.delete(cell);
      visibilityObserver.unobserve(cell);
    }
    for (const cell of cells) {
      if (!watchedCells.has(cell)) visibilityObserver.observe(cell);
      watchedCells.add(cell);
    }
  }

  /**
   * Whether an observer's report says that the element is visible.
   * @param {IntersectionObserverEntry & {isVisible?: boolean}} entry
   */
  const isSeenIn = ({ isVisible, intersectionRatio }) =>
    intersectionRatio >= 0.98 && isVisible === true;

  /**
   * Records since when a number has been uncovered, or that it is covered now.
   * @param {PageNumber} found
   * @param {boolean} mayLook whether `Occlusion` may check the number now, which takes time
   */
  function noteOpenness(found, mayLook) {
    const position = /** @type {Position} */ (positions.get(found));
    const cell = Numbers.cellOf(found);
    const isOpen = uncoveredCells.has(cell)
      ? !Occlusion.isCoveredWithin(found)
      : mayLook && reportedCells.has(cell) && isOpenToUs(found);
    const since = position.openSince;
    position.openSince = !isOpen ? NaN : Number.isNaN(since) ? performance.now() : since;
  }

  /** @param {PageNumber} found */
  const isOpenToUs = (found) => Occlusion.isOpenAtALook(found) && Legibility.isLegiblyShown(found);

  /**
   * @param {PageNumber} found
   * @returns {boolean} whether the number has been visible, at its present position, for at least
   *   `STEADY_AFTER_MS`
   */
  function wasSeen(found) {
    const position = positions.get(found);
    const [box] = Numbers.boxesOf(found);
    const before = performance.now() - STEADY_AFTER_MS;
    return (
      position !== undefined &&
      box !== undefined &&
      isSamePlace(box, position) &&
      position.since <= before &&
      position.openSince <= before
    );
  }

  /**
   * Checks whether the user could see the number. First checks the page at the moment of the click.
   * Then checks, in the next animation frames, that nothing covers the number and that the number
   * does not move.
   * @param {PageNumber} found
   * @param {boolean} byKey whether a key was pressed. The browser scrolls to an element that gets
   *   the focus, so after a key, the number's earlier positions do not count
   * @returns {Promise<boolean>}
   */
  async function isClearlyVisible(found, byKey) {
    if (document.visibilityState !== "visible") return false;
    if (!byKey && !wasSeen(found)) return false;
    if (!Legibility.isLegiblyShown(found)) return false;
    const [isOpen, isStill] = await Promise.all([isOpenNow(found), isStillNow(found)]);
    return isOpen && isStill;
  }

  /** @param {PageNumber} found @returns {Promise<boolean>} */
  async function isOpenNow(found) {
    if (SEES_COVERS && (await isCellOpenNow(Numbers.cellOf(found)))) {
      return !Occlusion.isCoveredWithin(found);
    }
    return !Occlusion.isCovered(found);
  }

  /**
   * Checks whether an element is uncovered now. Uses a new observer, because the browser reports to
   * an existing one only after a delay.
   * @param {Element} cell
   * @returns {Promise<boolean>}
   */
  function isCellOpenNow(cell) {
    return new Promise((resolve) => {
      const observer = new IntersectionObserver(([entry]) => {
        observer.disconnect();
        resolve(entry !== undefined && isSeenIn(entry));
      }, OBSERVER_OPTIONS);
      observer.observe(cell);
      setTimeout(() => {
        observer.disconnect();
        resolve(false);
      }, FRESH_WITHIN_MS);
    });
  }

  /** @param {PageNumber} found @returns {Promise<boolean>} */
  function isStillNow(found) {
    const start = performance.now();
    const [place] = Numbers.boxesOf(found);
    return new Promise((resolve) => {
      const look = () => {
        const [box] = Numbers.boxesOf(found);
        if (!box || !isSamePlace(box, place) || !Numbers.isInPage(found)) resolve(false);
        else if (performance.now() - start > STILL_FOR_MS) resolve(true);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      // A hidden page gets no animation frames, so the timer ends the check.
      setTimeout(() => resolve(false), FRESH_WITHIN_MS);
    });
  }

  return { isClearlyVisible, start };
})();
