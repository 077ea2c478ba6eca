"use strict";
// Provides `ShownOrder`: whether a text's characters are shown in the order in which they are written,
// so that who reads the text reads what a person sees. Depends on `Dom`, `Rendered` and `TextRuns`.

const ShownOrder = (() => {
  /** By element, whether what it shows is mirrored, until the page gets the thread back. @type {WeakMap<TaskCache, Map<Element, boolean>>} */
  const mirrored = new WeakMap();

  /** @param {Node} text @returns {boolean} */
  function isAsWritten(text) {
    const parent = Dom.parentOf(text);
    const element = parent instanceof ShadowRoot ? parent.host : parent;
    return element instanceof Element ? !isOverridden(element) && !isMirrored(element) : true;
  }

  /**
   * `<bdo dir=rtl>`, `unicode-bidi: bidi-override`: it holds for a block's own lines, and in a line up
   * to what is isolated from it.
   * @param {Element} innermost
   * @returns {boolean}
   */
  function isOverridden(innermost) {
    for (const element of Rendered.shownWithin(innermost)) {
      const { unicodeBidi, direction, display } = getComputedStyle(element);
      if (unicodeBidi.includes("override")) return direction === "rtl";
      if (/isolate|plaintext/.test(unicodeBidi)) return false;
      if (display !== "inline" && display !== "contents") return false;
    }
    return false;
  }

  /** @param {Element} element @returns {boolean} by all that it is drawn within */
  function isMirrored(element) {
    const now = TextRuns.taskCache();
    const known = mirrored.get(now) ?? new Map();
    mirrored.set(now, known);
    const before = known.get(element);
    if (before !== undefined) return before;
    const [, around] = Rendered.shownWithin(element);
    const answer = turnsOver(getComputedStyle(element)) !== (around ? isMirrored(around) : false);
    known.set(element, answer);
    return answer;
  }

  /** @param {CSSStyleDeclaration} style @returns {boolean} whether left and right change places */
  function turnsOver({ transform, scale, rotate }) {
    let answer = false;
    if (transform && transform !== "none") {
      const { m11, m12, m21, m22 } = new DOMMatrixReadOnly(transform);
      answer = m11 * m22 < m12 * m21;
    }
    const [across = 1, down = across] =
      (scale || "none") === "none" ? [] : scale.split(" ").map(Number);
    if (across * down < 0) answer = !answer;
    return isTurnedAround(rotate) ? !answer : answer;
  }

  /** @param {string} rotate "y 180deg", "1 0 0 3.1rad", "45deg" @returns {boolean} seen from behind */
  function isTurnedAround(rotate) {
    if (!rotate?.includes(" ")) return false;
    const matrix = new DOMMatrixReadOnly(`rotate3d(${axisOf(rotate)})`);
    return matrix.m11 * matrix.m22 < matrix.m12 * matrix.m21;
  }

  /** @param {string} rotate @returns {string} as `rotate3d()` takes it */
  function axisOf(rotate) {
    const parts = rotate.split(" ");
    const angle = parts.at(-1);
    const named = { x: "1, 0, 0", y: "0, 1, 0", z: "0, 0, 1" }[parts[0] ?? ""];
    return `${named ?? parts.slice(0, 3).join(", ")}, ${angle}`;
  }

  return { isAsWritten };
})();
