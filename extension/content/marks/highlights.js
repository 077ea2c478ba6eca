"use strict";
// Provides `Highlights`: paints numbers by adding their ranges to `CSS.highlights`, the registry
// that the extension shares with the page. page.css styles the highlights by their names. Depends
// on nothing.

const Highlights = (() => {
  const normal = new Highlight();
  const hovered = new Highlight();
  const called = new Highlight();
  const REGISTERED = new Map([
    ["click-to-call", normal],
    ["click-to-call-hovered", hovered],
    ["click-to-call-called", called],
  ]);

  /** The numbers that are painted now. @type {Set<PageNumber>} */
  const painted = new Set();

  /** @param {PageNumber} found */
  function paint(found) {
    if (painted.has(found)) return;
    painted.add(found);
    for (const range of found.ranges) normal.add(range);
  }

  /** @param {PageNumber} found */
  function unpaint(found) {
    if (!painted.delete(found)) return;
    for (const range of found.ranges) normal.delete(range);
  }

  /**
   * Removes a number from all highlights.
   * @param {PageNumber} found
   */
  function forget(found) {
    unpaint(found);
    for (const highlight of [hovered, called])
      for (const range of found.ranges) highlight.delete(range);
  }

  /**
   * Gives one number the look of a hovered or a called number, and takes this look from all others.
   * @param {"hovered" | "called"} look
   * @param {PageNumber | null} found the number; null if no number is to have this look
   */
  function setLook(look, found) {
    const highlight = look === "hovered" ? hovered : called;
    highlight.clear();
    for (const range of found?.ranges ?? []) highlight.add(range);
  }

  /** Undoes the page's changes to the highlights: registers them again and adds missing ranges. */
  function keep() {
    for (const [name, highlight] of REGISTERED) {
      if (CSS.highlights.get(name) !== highlight) CSS.highlights.set(name, highlight);
    }
    const ranges = [...painted].flatMap((found) => found.ranges);
    if (ranges.length === normal.size && ranges.every((range) => normal.has(range))) return;
    normal.clear();
    for (const range of ranges) normal.add(range);
  }

  /** Removes all highlights from the page. */
  function remove() {
    for (const [name, highlight] of REGISTERED) {
      highlight.clear();
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
  }

  return { NAMES: [...REGISTERED.keys()], forget, keep, paint, painted, remove, setLook, unpaint };
})();
