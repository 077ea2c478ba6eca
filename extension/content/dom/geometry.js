"use strict";
// Provides `Geometry`: measures where text ranges are in the viewport, and finds the text and the
// element at a point, also in shadow trees. Depends on `Dom` and `Rendered`.

/**
 * @typedef {{left: number, right: number, top: number, bottom: number}} Sides the sides of a box,
 *   in CSS pixels from the viewport's upper left corner
 */

const Geometry = (() => {
  /** All measurements share one live range, because each live range slows every DOM change. */
  const ruler = document.createRange();

  /**
   * @param {StaticRange} range
   * @returns {boolean} whether the range's text node is in the page and still has all the range's
   *   characters
   */
  const fits = ({ startContainer, endContainer, endOffset }) =>
    startContainer.isConnected && /** @type {Text} */ (endContainer).length >= endOffset;

  /**
   * @param {StaticRange[]} ranges
   * @returns {DOMRect[]} at least one box for each line of a range
   */
  function boxesOfRanges(ranges) {
    return ranges.flatMap((range) => {
      if (!fits(range)) return [];
      ruler.setStart(range.startContainer, range.startOffset);
      ruler.setEnd(range.endContainer, range.endOffset);
      return [...ruler.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    });
  }

  /** @param {StaticRange} range @returns {DOMRect} the box around all lines of the range */
  function boxOfRange(range) {
    if (!fits(range)) return new DOMRect();
    ruler.setStart(range.startContainer, range.startOffset);
    ruler.setEnd(range.endContainer, range.endOffset);
    return ruler.getBoundingClientRect();
  }

  /**
   * Moves the shared range to the document. Otherwise this range would keep a removed node in
   * memory.
   */
  function releaseRuler() {
    ruler.setStart(document, 0);
    ruler.setEnd(document, 0);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {{element: Element | null, roots: ShadowRoot[]}} the innermost element of the
   *   page at a point, and the shadow roots that contain it
   */
  function elementAt(x, y) {
    /** @type {ShadowRoot[]} */
    const roots = [];
    let element = null;
    for (let root = /** @type {DocumentOrShadowRoot | null} */ (document); root; ) {
      let hit = root.elementFromPoint(x, y);
      if (hit && Dom.own.has(hit)) hit = root.elementsFromPoint(x, y).find(isOfPage) ?? null;
      if (!hit || hit === element) break;
      element = hit;
      const inner = Dom.shadowRootOf(hit);
      if (inner) roots.push(inner);
      root = inner;
    }
    return { element, roots };
  }

  const isOfPage = (/** @type {Element} */ element) => !Dom.own.has(element);

  /**
   * @param {number} x
   * @param {number} y
   * @param {{roots: ShadowRoot[]}} hit what `elementAt` found at the point
   * @returns {{node: Node, offset: number} | null} the position in the text at the point; null if
   *   there is none
   */
  function caretAt(x, y, { roots } = elementAt(x, y)) {
    const found = document.caretPositionFromPoint(x, y, { shadowRoots: roots });
    return found && { node: found.offsetNode, offset: found.offset };
  }

  /**
   * @param {Text} node
   * @param {Element | null} hit the topmost element at a point of the text
   * @returns {boolean} whether `hit` is the element that draws the text; then nothing covers the
   *   text at that point
   */
  function isDrawnIn(node, hit) {
    // For a text in a slot, hit tests find the shadow host, which is the text's parent. Under the
    // extension's link, they find the element in the shadow tree that contains the slot.
    if (hit !== null && hit === Dom.parentOf(node)) return true;
    for (const element of Rendered.shownWithin(node)) {
      if (element === hit) return true;
      if (getComputedStyle(element).display !== "contents") return false;
    }
    return false;
  }

  /** @param {Sides} box @param {number} x @param {number} y */
  const contains = (box, x, y) =>
    x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;

  /** @param {Sides} one @param {Sides} other */
  const crosses = (one, other) =>
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom;

  /** @param {Sides} outer @param {Sides} inner */
  const encloses = (outer, inner) =>
    outer.left <= inner.left &&
    outer.right >= inner.right &&
    outer.top <= inner.top &&
    outer.bottom >= inner.bottom;

  /**
   * @param {Sides} box
   * @param {number} by CSS pixels added on each side; a negative value shrinks the box
   * @returns {Sides}
   */
  const grown = ({ left, right, top, bottom }, by) => ({
    left: left - by,
    right: right + by,
    top: top - by,
    bottom: bottom + by,
  });

  /**
   * Calls a function right after the browser has rendered the next frame. The layout is then up to
   * date, so measurements force no new layout and cost almost nothing.
   * @param {() => void} look
   */
  function afterNextFrame(look) {
    requestAnimationFrame(() => void scheduler.postTask(look, { priority: "user-blocking" }));
  }

  return {
    afterNextFrame,
    boxOfRange,
    boxesOfRanges,
    caretAt,
    contains,
    crosses,
    elementAt,
    encloses,
    fits,
    grown,
    isDrawnIn,
    releaseRuler,
  };
})();
