"use strict";
// Provides `ShownOrder`: checks whether the page shows a text's characters in the order in which
// they are written. If so, the user sees the same number that the detection reads in the text.
// Depends on `Dom`, `Rendered` and `TextRuns`.

const ShownOrder = (() => {
  /** @param {Node} text @returns {boolean} */
  function isAsWritten(text) {
    const parent = Dom.parentOf(text);
    const element = parent instanceof ShadowRoot ? parent.host : parent;
    return element instanceof Element ? !isOverridden(element) && !isMirrored(element) : true;
  }

  /**
   * Whether `<bdo dir=rtl>` or `unicode-bidi: bidi-override` makes the page show the text's
   * characters from right to left. An override by an outer element applies only up to the next
   * inner block, or the next inner element that isolates its text.
   * @param {Element} innermost the element that contains the text
   * @returns {boolean}
   */
  function isOverridden(innermost) {
    for (const element of Rendered.shownWithin(innermost)) {
      // To read a property of the style costs a microsecond. For most elements, only `unicodeBidi`
      // and `display` are read.
      const style = getComputedStyle(element);
      const { unicodeBidi } = style;
      if (unicodeBidi.includes("override")) return style.direction === "rtl";
      if (/isolate|plaintext/.test(unicodeBidi)) return false;
      if (!/^(?:inline|contents)$/.test(style.display)) return false;
    }
    return false;
  }

  /** @param {Element} element @returns {boolean} */
  function isMirrored(element) {
    const { mirrored } = TextRuns.taskCache();
    const before = mirrored.get(element);
    if (before !== undefined) return before;
    const [, around] = Rendered.shownWithin(element);
    const answer = turnsOver(getComputedStyle(element)) !== (around ? isMirrored(around) : false);
    mirrored.set(element, answer);
    return answer;
  }

  /** @param {CSSStyleDeclaration} style @returns {boolean} */
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

  /**
   * @param {string} rotate a value of the CSS property `rotate`, such as "y 180deg", "1 0 0 3.1rad"
   *   or "45deg"
   * @returns {boolean} whether the rotation shows the element from behind, and so mirrored
   */
  function isTurnedAround(rotate) {
    if (!rotate?.includes(" ")) return false;
    const matrix = new DOMMatrixReadOnly(`rotate3d(${axisOf(rotate)})`);
    return matrix.m11 * matrix.m22 < matrix.m12 * matrix.m21;
  }

  /** @param {string} rotate @returns {string} the axis and angle as arguments of `rotate3d()` */
  function axisOf(rotate) {
    const parts = rotate.split(" ");
    const angle = parts.at(-1);
    const named = { x: "1, 0, 0", y: "0, 1, 0", z: "0, 0, 1" }[parts[0] ?? ""];
    return `${named ?? parts.slice(0, 3).join(", ")}, ${angle}`;
  }

  return { isAsWritten };
})();
