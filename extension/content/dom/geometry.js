"use strict";
// Provides `Geometry`: where ranges of text stand in the window, and which text and element stand at
// a point, through every shadow root. Depends on `Dom`.

/** @typedef {{left: number, right: number, top: number, bottom: number}} Sides in CSS pixels of the window */

const Geometry = (() => {
  /** One live range for all questions: each one that is kept costs with every change of the page. */
  const ruler = document.createRange();

  /**
   * @param {StaticRange} range
   * @returns {boolean} whether the text that it was made for is still long enough
   */
  const fits = ({ startContainer, endContainer, endOffset }) =>
    startContainer.isConnected && /** @type {Text} */ (endContainer).length >= endOffset;

  /**
   * @param {StaticRange[]} ranges
   * @returns {DOMRect[]} the boxes of all their lines, without empty ones
   */
  function boxesOfRanges(ranges) {
    return ranges.flatMap((range) => {
      if (!fits(range)) return [];
      ruler.setStart(range.startContainer, range.startOffset);
      ruler.setEnd(range.endContainer, range.endOffset);
      return [...ruler.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    });
  }

  /** @param {StaticRange} range @returns {DOMRect} around all its lines, empty where it has none */
  function boxOfRange(range) {
    if (!fits(range)) return new DOMRect();
    ruler.setStart(range.startContainer, range.startOffset);
    ruler.setEnd(range.endContainer, range.endOffset);
    return ruler.getBoundingClientRect();
  }

  /** A rule that a page's node be let go of: the ruler must not keep it. */
  function putRulerAway() {
    ruler.setStart(document, 0);
    ruler.setEnd(document, 0);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {{element: Element | null, roots: ShadowRoot[]}} the innermost element at a point, ours
   *   apart, and the shadow roots on the way to it
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
   * @returns {{node: Node, offset: number} | null} the place in the text nearest to a point
   */
  function caretAt(x, y) {
    const { roots } = elementAt(x, y);
    const found = document.caretPositionFromPoint(x, y, { shadowRoots: roots });
    return found && { node: found.offsetNode, offset: found.offset };
  }

  /**
   * @param {Text} node
   * @param {Element | null} hit what was found at a point
   * @returns {boolean} whether the text is drawn in that very element
   */
  function isDrawnIn(node, hit) {
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

  /** @param {Sides} box @param {number} by pixels to each side, negative to shrink @returns {Sides} */
  const grown = ({ left, right, top, bottom }, by) => ({
    left: left - by,
    right: right + by,
    top: top - by,
    bottom: bottom + by,
  });

  /**
   * Calls back when the page is laid out after its next frame, before anything else can change it:
   * then to ask where something stands costs next to nothing.
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
    putRulerAway,
  };
})();
