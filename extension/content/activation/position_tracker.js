"use strict";
// Provides `PositionTracker`: whether a number stood where it stands, open before a person's eyes, for
// the last half second and right after a click. A page can move, cover and uncover a number under a
// pointer; what was not surely seen is asked about in a window of ours. Depends on `Dom`, `Geometry`,
// `Numbers`, `Painter`, `Legibility` and `Occlusion`.

/**
 * @typedef {Object} Position Where a number stands, as far as it was looked at.
 * @property {number} left in the window
 * @property {number} top
 * @property {number} since performance.now() of the first look that found it there
 * @property {number} openSince when it was first found open to see, NaN: it is not
 * @property {number} measuredAt
 * @property {boolean} isInView
 */

const PositionTracker = (() => {
  /** A number that was not there, or not to be seen, this long ago was not what a click was meant for. */
  const STEADY_AFTER_MS = 500;
  /** After a click, every frame is looked at: what flickers between two places is caught here. */
  const STILL_FOR_MS = 120;
  /** Less is a rounding, or a caret that blinks beside it. */
  const STEADY_WITHIN_PX = 3;
  /** The browser reports in its next frame. */
  const FRESH_WITHIN_MS = 400;
  /** The numbers that are looked at for what covers them: those nearest to the pointer. */
  const WATCHED_LIMIT = 12;
  /** Of which so many at each look, if the pointer is near, where the browser does not say it by itself. */
  const ALWAYS_LOOKED_AT = 4;
  const NEAR_POINTER_PX = 400;
  const LOOK_OVER_MS = 3;

  /** Chromium alone says what lies over an element; elsewhere, and for parts of one, we look. */
  const SEES_COVERS = "trackVisibility" in IntersectionObserver.prototype;
  const LOOKOUT = /** @type {IntersectionObserverInit} */ ({
    threshold: [0, 0.99],
    ...(SEES_COVERS && { trackVisibility: true, delay: 100 }),
  });

  /** @type {Map<PageNumber, Position>} */
  const positions = new Map();
  /** Cells that the browser says nothing lies over. @type {Set<Element>} */
  const openCells = new Set();
  /** @type {Set<Element>} */
  const watchedCells = new Set();
  /** Those of which the browser has said anything. @type {Set<Element>} */
  const toldCells = new Set();
  const lookout = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      toldCells.add(entry.target);
      if (isSeenIn(entry)) openCells.add(entry.target);
      else openCells.delete(entry.target);
    }
  }, LOOKOUT);
  /** A number whose cell did not move is measured again after so long. */
  const MEASURED_EVERY_MS = 1000;
  let lastView = "";
  let hasScrolled = true;
  /** Far away, until it is known. */
  let pointer = { x: -1e6, y: -1e6 };

  /** @param {AbortSignal} signal */
  function start(signal) {
    const note = (/** @type {PointerEvent} */ event) => {
      if (event.isTrusted) pointer = { x: event.clientX, y: event.clientY };
    };
    for (const type of /** @type {const} */ (["pointermove", "pointerdown"])) {
      addEventListener(type, note, { capture: true, passive: true, signal });
    }
    Painter.lookers.push(lookAround);
    signal.addEventListener("abort", end, { once: true });
  }

  function end() {
    Painter.lookers.splice(Painter.lookers.indexOf(lookAround), 1);
    lookout.disconnect();
    positions.clear();
    watchedCells.clear();
    openCells.clear();
    toldCells.clear();
  }

  /** One look at the numbers in view, while the page is laid out. */
  function lookAround() {
    const view = `${scrollX} ${scrollY} ${innerWidth} ${innerHeight}`;
    hasScrolled = view !== lastView;
    lastView = view;
    const inView = [...Painter.near].filter(notePosition);
    for (const found of positions.keys()) if (!Painter.near.has(found)) positions.delete(found);
    inView.sort((one, other) => distanceOf(one) - distanceOf(other));
    // No event tells of a pointer that rests: until it moves, any number may be the first to be clicked.
    const nearest = inView.slice(0, WATCHED_LIMIT);
    watchOnly(new Set(nearest.map(Numbers.cellOf)));
    const end = performance.now() + LOOK_OVER_MS;
    for (const [index, found] of nearest.entries()) {
      const isNear = index < ALWAYS_LOOKED_AT && distanceOf(found) < NEAR_POINTER_PX;
      noteOpenness(found, isNear || (!SEES_COVERS && performance.now() < end));
    }
  }

  /** @param {PageNumber} found @returns {boolean} whether it stands in view */
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

  /** @param {PageNumber} found */
  function distanceOf(found) {
    const { left, top } = /** @type {Position} */ (positions.get(found));
    return Math.hypot(left - pointer.x, top - pointer.y);
  }

  /** @param {{left: number, top: number}} one @param {{left: number, top: number} | undefined} other */
  const isSamePlace = (one, other) =>
    other !== undefined &&
    Math.abs(one.left - other.left) <= STEADY_WITHIN_PX &&
    Math.abs(one.top - other.top) <= STEADY_WITHIN_PX;

  /** @param {Set<Element>} cells */
  function watchOnly(cells) {
    for (const cell of watchedCells) {
      if (cells.has(cell)) continue;
      watchedCells.delete(cell);
      openCells.delete(cell);
      toldCells.delete(cell);
      lookout.unobserve(cell);
    }
    for (const cell of cells) {
      if (!watchedCells.has(cell)) lookout.observe(cell);
      watchedCells.add(cell);
    }
  }

  /** @param {IntersectionObserverEntry & {isVisible?: boolean}} entry */
  const isSeenIn = ({ isVisible, intersectionRatio }) =>
    intersectionRatio >= 0.98 && isVisible === true;

  /** @param {PageNumber} found @param {boolean} mayLook whether there is time to look by ourselves */
  function noteOpenness(found, mayLook) {
    const position = /** @type {Position} */ (positions.get(found));
    const cell = Numbers.cellOf(found);
    const isOpen = openCells.has(cell)
      ? !Occlusion.isCoveredWithin(found)
      : mayLook && toldCells.has(cell) && isOpenToUs(found);
    const since = position.openSince;
    position.openSince = !isOpen ? NaN : Number.isNaN(since) ? performance.now() : since;
  }

  /** @param {PageNumber} found */
  const isOpenToUs = (found) => Occlusion.isOpenAtALook(found) && Legibility.isPlainlyShown(found);

  /** @param {PageNumber} found @returns {boolean} whether it stood still and open for long enough */
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
   * What a person could see, as far as it can be known: at once what the page looks like now, then,
   * in its next frames, what lies over the number and whether it stays.
   * @param {PageNumber} found
   * @param {boolean} byKey the keyboard scrolls to what it reaches, so that only its present place counts
   * @returns {Promise<boolean>}
   */
  async function isPlainToSee(found, byKey) {
    if (document.visibilityState !== "visible") return false;
    if (!byKey && !wasSeen(found)) return false;
    if (!Legibility.isPlainlyShown(found)) return false;
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
   * Asks the browser anew, since it reports what lies over an element with a delay.
   * @param {Element} cell
   * @returns {Promise<boolean>}
   */
  function isCellOpenNow(cell) {
    return new Promise((resolve) => {
      const observer = new IntersectionObserver(([entry]) => {
        observer.disconnect();
        resolve(entry !== undefined && isSeenIn(entry));
      }, LOOKOUT);
      observer.observe(cell);
      setTimeout(() => {
        observer.disconnect();
        resolve(false);
      }, FRESH_WITHIN_MS);
    });
  }

  /**
   * @param {PageNumber} found
   * @returns {Promise<boolean>} whether it goes on standing where it stands
   */
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
      // A page that is not shown any more has no frames.
      setTimeout(() => resolve(false), FRESH_WITHIN_MS);
    });
  }

  return { isPlainToSee, start };
})();
