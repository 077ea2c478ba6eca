"use strict";
// Whether a person had a number before their eyes: it stood where it stands and nothing lay over it,
// for the last half second and right after the click. A page can move, cover and uncover a mark
// under a cursor; what was not surely seen is asked about in our own window. Knows no click.

/** A mark that was not there, or not to be seen, this long ago was not what a click was meant for. */
const STEADY_AFTER_MS = 500;
/** Half as long up to half as long again: a page cannot keep in step with the looks. */
const LOOK_EVERY_MS = 200;
/** After a click, every frame is looked at: what flickers between two places is caught here. */
const STILL_FOR_MS = 120;
/** The marks watched at once: those nearest to the pointer. */
const WATCHED_LIMIT = 64;
/** Rectangles read at one look; all others come in turn. */
const READ_AT_ONCE = 200;
/** Less is a rounding, or a caret that blinks beside it. */
const STEADY_WITHIN_PX = 3;
/** The browser reports in its next frame. */
const FRESH_WITHIN_MS = 400;

/**
 * @typedef {Object} Standpoint Where a mark stands, as far as it was looked at.
 * @property {number} left In the window.
 * @property {number} top
 * @property {number} since performance.now() of the first look that found it there
 * @property {number} shownSince when it was first reported to be seen, NaN: it is not
 */

/** Every mark of this frame that is on the page. @type {Map<Element, Standpoint>} */
const standpoints = new Map();
/** Those that the browser is asked about. @type {Set<Element>} */
const watchedHosts = new Set();
let pointer = { x: 0, y: 0 };
let isLooking = false;
/** The window as it was at the last look. */
let view = { x: 0, y: 0, width: 0, height: 0 };
/** Those that stood on the screen, or not far from it, at the last look. @type {Element[]} */
let nearby = [];
/** Drawn, and not looked at yet. @type {Set<Element>} */
const drawn = new Set();
/** Goes round all marks, again and again. */
let turns = standpoints.keys();

/**
 * What looks closer, where the browser says less: at the marks on the screen, the nearest to the
 * pointer first.
 * @type {((hosts: Element[]) => void) | null}
 */
let lookCloser = null;

/** @param {(hosts: Element[]) => void} look */
function lookCloserBy(look) {
  lookCloser = look;
}

/**
 * What looks again at the marks that stand elsewhere though nobody scrolled: the page's style may be
 * another now, which no observer tells.
 * @type {((hosts: Element[]) => void) | null}
 */
let whenMoved = null;
/** Told at one look; what goes on moving is told at the next. */
const MOVED_AT_ONCE = 20;

/** @param {(hosts: Element[]) => void} look */
function lookWhenMoved(look) {
  whenMoved = look;
}

/** @type {(element: Element) => DOMRect} */
const boxOf = Function.prototype.call.bind(Element.prototype.getBoundingClientRect);

/** Chromium alone says what lies over an element; elsewhere covers.js looks. */
const SEES_COVERS = "trackVisibility" in IntersectionObserver.prototype;
const LOOKOUT = /** @type {IntersectionObserverInit} */ ({
  threshold: [0, 0.99],
  ...(SEES_COVERS && { trackVisibility: true, delay: 100 }),
});
const lookout = new IntersectionObserver((entries) => entries.forEach(noteSeen), LOOKOUT);

/**
 * A mark was drawn: from now on it is looked at.
 *
 * @param {Element} host
 */
function noteDrawn(host) {
  standpoints.set(host, { left: NaN, top: NaN, since: Infinity, shownSince: NaN });
  drawn.add(host);
  if (isLooking) return;
  isLooking = true;
  afterNextFrame(lookAround);
}

/** @param {AbortSignal} signal */
function watchPointer(signal) {
  const note = (/** @type {PointerEvent} */ event) => {
    if (event.isTrusted) pointer = { x: event.clientX, y: event.clientY };
  };
  for (const name of /** @type {const} */ (["pointermove", "pointerdown"])) {
    addEventListener(name, note, { capture: true, passive: true, signal });
  }
}

/** One look at where the marks stand; costs a millisecond on the fullest screen. */
function lookAround() {
  isLooking = standpoints.size > 0;
  if (!isLooking) return letGo();
  if (document.visibilityState === "visible") lookAtAll();
  setTimeout(() => afterNextFrame(lookAround), LOOK_EVERY_MS * (0.5 + Math.random()));
}

/** An iterator that rests holds on to what its map held when it came to rest. */
function letGo() {
  nearby = [];
  turns = standpoints.keys();
}

/**
 * Then the page is laid out, and to ask where something stands costs next to nothing; before
 * anything else can change it again.
 *
 * @param {() => void} look
 */
function afterNextFrame(look) {
  requestAnimationFrame(() => void scheduler.postTask(look, { priority: "user-blocking" }));
}

/** @param {Element} host */
function forget(host) {
  standpoints.delete(host);
  drawn.delete(host);
  if (watchedHosts.delete(host)) lookout.unobserve(host);
}

/** Of many marks, all are gone through only where the view or one of those looked at has moved. */
function lookAtAll() {
  const before = view;
  view = { x: scrollX, y: scrollY, width: innerWidth, height: innerHeight };
  const moved = { x: view.x - before.x, y: view.y - before.y };
  const isStill = moved.x === 0 && moved.y === 0 && view.width === before.width;
  if (!isStill || view.height !== before.height) nearby = hostsOnScreen(moved);
  const read = [...new Set([...nearby.slice(0, READ_AT_ONCE), ...hostsInTurn()])];
  const known = new Set(read.filter(isPlaced));
  const others = read.filter(notePoint);
  if (others.length > 0) nearby = hostsOnScreen({ x: 0, y: 0 });
  if (isStill) whenMoved?.(others.filter((host) => known.has(host)).slice(0, MOVED_AT_ONCE));
  // What the page let go of, we do not keep.
  nearby = nearby.filter((host) => standpoints.has(host));
  const seen = nearby.map((host) => ({ host, distance: distanceOf(host) }));
  seen.sort((one, other) => one.distance - other.distance);
  watchOnly(new Set(seen.slice(0, WATCHED_LIMIT).map(({ host }) => host)));
  lookCloser?.(seen.map(({ host }) => host));
}

/** @returns {Element[]} the new ones first, then those that were not looked at for longest */
function hostsInTurn() {
  const hosts = [...drawn].slice(0, READ_AT_ONCE);
  for (const host of hosts) drawn.delete(host);
  while (hosts.length < Math.min(READ_AT_ONCE, standpoints.size)) {
    const { value, done } = turns.next();
    if (done) turns = standpoints.keys();
    else hosts.push(value);
  }
  return hosts;
}

/**
 * By where they stood when last looked at.
 *
 * @param {{x: number, y: number}} moved by how much the page was scrolled since
 * @returns {Element[]}
 */
function hostsOnScreen({ x, y }) {
  const { width, height } = view;
  const hosts = [];
  for (const [host, point] of standpoints) {
    const [left, top] = [point.left - x, point.top - y];
    const isWide = left > -width / 2 && left < width;
    if (isWide && top > -height / 2 && top < height) hosts.push(host);
  }
  return hosts;
}

/** @param {Element} host */
function distanceOf(host) {
  const { left, top } = /** @type {Standpoint} */ (standpoints.get(host));
  return Math.hypot(left - pointer.x, top - pointer.y);
}

/** @param {Element} host @returns {boolean} whether it was looked at before */
const isPlaced = (host) => !Number.isNaN(standpoints.get(host)?.left ?? NaN);

/** @param {Element} host @returns {boolean} whether it no longer stands where it stood */
function notePoint(host) {
  const point = standpoints.get(host);
  if (!isInPage(host)) forget(host);
  if (!point || !isInPage(host)) return false;
  const { left, top } = boxOf(host);
  if (isSamePlace({ left, top }, point)) return false;
  Object.assign(point, { left, top, since: performance.now() });
  return true;
}

/**
 * @param {{left: number, top: number}} one
 * @param {{left: number, top: number} | undefined} other
 */
const isSamePlace = (one, other) =>
  other !== undefined &&
  Math.abs(one.left - other.left) <= STEADY_WITHIN_PX &&
  Math.abs(one.top - other.top) <= STEADY_WITHIN_PX;

/** @param {Set<Element>} wanted */
function watchOnly(wanted) {
  for (const host of watchedHosts) {
    if (wanted.has(host)) continue;
    watchedHosts.delete(host);
    lookout.unobserve(host);
    const point = standpoints.get(host);
    if (point) point.shownSince = NaN;
  }
  for (const host of wanted) watch(host);
}

/** @param {Element} host */
function watch(host) {
  if (watchedHosts.has(host)) return;
  watchedHosts.add(host);
  lookout.observe(host);
}

/** @param {IntersectionObserverEntry} entry */
function noteSeen(entry) {
  const point = standpoints.get(entry.target);
  if (!point) return;
  if (!isSeenIn(entry)) point.shownSince = NaN;
  else if (Number.isNaN(point.shownSince)) point.shownSince = performance.now();
}

/** @param {IntersectionObserverEntry & {isVisible?: boolean}} entry */
const isSeenIn = ({ isVisible, intersectionRatio }) =>
  intersectionRatio >= 0.98 && (isVisible ?? true);

/**
 * @param {Element} host
 * @returns {boolean} whether it has stood where it stands for long enough
 */
function stoodStill(host) {
  const point = standpoints.get(host);
  if (!point) return false;
  return isSamePlace(boxOf(host), point) && point.since <= performance.now() - STEADY_AFTER_MS;
}

/**
 * @param {Element} host
 * @returns {boolean} whether nothing has lain over it for long enough
 */
const wasSeen = (host) =>
  (standpoints.get(host)?.shownSince ?? NaN) <= performance.now() - STEADY_AFTER_MS;

/**
 * Asks the browser anew, since it reports what lies over an element with a delay.
 *
 * @param {Element[]} hosts
 * @returns {Promise<boolean>} whether all of them are seen in the next frame
 */
function areSeenNow(hosts) {
  return new Promise((resolve) => {
    const waiting = new Set(hosts);
    const end = (/** @type {boolean} */ seen) => {
      observer.disconnect();
      resolve(seen);
    };
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!isSeenIn(entry)) return end(false);
        waiting.delete(entry.target);
      }
      if (waiting.size === 0) end(true);
    }, LOOKOUT);
    for (const host of hosts) observer.observe(host);
    setTimeout(() => end(false), FRESH_WITHIN_MS);
  });
}

/**
 * @param {Element[]} hosts
 * @returns {Promise<boolean>} whether they go on standing where they stand
 */
function areStillNow(hosts) {
  const start = performance.now();
  const places = hosts.map(boxOf);
  return new Promise((resolve) => {
    const look = () => {
      const isStill = hosts.every((host, at) => isSamePlace(boxOf(host), places[at]));
      if (!isStill || !hosts.every(isInPage)) resolve(false);
      else if (performance.now() - start > STILL_FOR_MS) resolve(true);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    // A page that is not shown any more has no frames.
    setTimeout(() => resolve(false), FRESH_WITHIN_MS);
  });
}
