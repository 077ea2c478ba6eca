"use strict";
// Provides `Legibility`: checks whether the page's style lets the user read a number as it stands
// in the page's text. The number is not legible if, for example, it is masked, mirrored or in the
// colour of its background, or if a style sheet adds digits. Depends on `Dom`, `Rendered`,
// `Geometry`, `CssPaint` and `Highlights`.

const Legibility = (() => {
  const IS_GECKO = "getBrowserInfo" in chrome.runtime;
  /** A line of text lower than this, or higher than `HIGHEST_LINE_PX`, counts as not legible. */
  const LOWEST_LINE_PX = 6;
  const HIGHEST_LINE_PX = 96;
  const NARROWEST_DIGIT_PX = 2;
  /** Text with a lower contrast ratio (WCAG) counts as not legible. Pale grey on white has 1.6. */
  const LEAST_CONTRAST = 1.5;
  /** Text with a lower opacity than this counts as invisible. */
  const LEAST_OPACITY = 0.4;
  /**
   * If the block around a number contains more elements than this, the number counts as not
   * legible, because checking the style of all of them would take too long.
   */
  const LINE_ELEMENTS_LIMIT = 200;
  /** The properties with which the style of a highlight can hide text. */
  const HIDING = [
    ...["color", "-webkit-text-fill-color", "background-color", "text-shadow"],
    "-webkit-text-stroke-width",
  ];
  /**
   * The values with which a property in `HIDING` hides no text. They do not apply to the properties
   * for the colour of the text itself.
   */
  const PLAIN = /^(|none|0px|rgba\(0, 0, 0, 0\))$/;
  /** Unicode's directional overrides, which change the order of the shown characters. */
  const TURNS_DIGITS = /[\u202d\u202e]/;
  const WRITES_DIGITS = /\p{Nd}|counter|attr\(|url\(/u;

  /**
   * @param {PageNumber} found
   * @returns {boolean} false if the style may hide the number, or show other digits than those in
   *   the page's text
   */
  function isLegiblyShown(found) {
    if (!hasReadableSize(found) || isStyledByPage(found)) return false;
    const texts = found.ranges.map(({ startContainer }) => startContainer);
    // One text stands for all texts of the same element.
    const cells = new Map(texts.map((text) => [Dom.parentOf(text), text]));
    if (found.link) cells.set(found.link, found.link);
    return [...cells].every(([cell, shown]) => cell instanceof Element && isCellPlain(cell, shown));
  }

  /**
   * Whether the styles of an element and of the elements around it leave the element's text
   * legible.
   * @param {Element} cell an element whose own text contains a number or a part of it
   * @param {Node} shown that text; a shadow tree may show it in other elements than the cell's
   */
  function isCellPlain(cell, shown) {
    if (!Rendered.isRendered(cell, { visibilityProperty: true, contentVisibilityAuto: true }))
      return false;
    let opacity = 1;
    for (const element of Rendered.shownWithin(shown)) {
      const style = getComputedStyle(element);
      opacity *= Number(style.opacity);
      if (distorts(style) || isMoving(element)) return false;
    }
    return opacity >= LEAST_OPACITY && hasContrast(shown) && !hasWrittenDigits(cell);
  }

  /** @param {CSSStyleDeclaration} style */
  function distorts(style) {
    const of = (/** @type {string} */ name) => style.getPropertyValue(name);
    return (
      !/^(none|)$/.test(of("mask-image") || of("-webkit-mask-image")) ||
      of("clip-path") !== "none" ||
      of("clip") !== "auto" ||
      of("filter") !== "none" ||
      of("mix-blend-mode") !== "normal" ||
      of("unicode-bidi").includes("override") ||
      !/^(none|)$/.test(of("-webkit-text-security")) ||
      of("transform").startsWith("matrix3d")
    );
  }

  /**
   * Whether an animation, which may change the style at every repaint, is running on an element.
   * @param {Element} element
   */
  function isMoving(element) {
    return animationsOf(element).some(({ playState }) => playState === "running");
  }

  /** @type {(element: Element) => Animation[]} */
  const animationsOf = Function.prototype.call.bind(Element.prototype.getAnimations);

  /** @param {PageNumber} found @returns {boolean} */
  function hasReadableSize({ ranges, link }) {
    if (link) return isLarge([...Rendered.boxesOf(link)], Dom.contentOf(link) ?? "");
    return ranges.every((range) => {
      const { data } = /** @type {Text} */ (range.startContainer);
      const written = data.slice(range.startOffset, range.endOffset);
      return /^\P{Nd}*$/u.test(written) || isLarge(Geometry.boxesOfRanges([range]), written);
    });
  }

  /**
   * Whether boxes are large enough for the text in them to be read.
   * @param {DOMRect[]} boxes
   * @param {string} written the text in these boxes
   */
  function isLarge(boxes, written) {
    const lines = boxes.filter(({ width }) => width > 0);
    const width = lines.reduce((sum, line) => sum + line.width, 0);
    const digits = written.match(/\p{Nd}/gu)?.length ?? 0;
    if (digits === 0) return width > 0;
    const isLegible = (/** @type {DOMRect} */ { height }) =>
      height >= LOWEST_LINE_PX && height <= HIGHEST_LINE_PX;
    return lines.length > 0 && lines.every(isLegible) && width >= digits * NARROWEST_DIGIT_PX;
  }

  /**
   * Whether the page may hide a number with the style of a highlight. The page can style its own
   * highlights, the extension's highlights and, if the number is selected, the selection.
   * @param {PageNumber} found
   */
  function isStyledByPage({ ranges, link }) {
    const nodes = link ? [link] : ranges.map(({ startContainer }) => startContainer);
    const selection = getSelection();
    const isSelected = (/** @type {Node} */ node) => selection?.containsNode(node, true);
    const cells = link ? [] : nodes.map(Dom.parentOf);
    if (selection && !selection.isCollapsed && nodes.some(isSelected)) {
      if (link || !cells.every((cell) => cell instanceof Element && isSelectionPlain(cell)))
        return true;
    }
    if (cells.some((cell) => cell instanceof Element && isOursDressed(cell))) return true;
    const others = CSS.highlights.size - Highlights.NAMES.length;
    if (others <= 0) return false;
    // Firefox does not tell an extension which texts the page highlights, so this number may be one
    // of them.
    if (IS_GECKO) return true;
    for (const [name, highlight] of CSS.highlights) {
      if (Highlights.NAMES.includes(name)) continue;
      for (const range of highlight) if (nodes.some((node) => touches(range, node))) return true;
    }
    return false;
  }

  /**
   * @param {Element} cell
   * @returns {boolean} whether the element's text is legible while it is selected; false in
   *   Firefox, which does not report the style of a selection
   */
  function isSelectionPlain(cell) {
    if (IS_GECKO) return false;
    const style = getComputedStyle(cell, "::selection");
    const of = (/** @type {string} */ name) => style.getPropertyValue(name);
    const text = CssPaint.colourOf(of("-webkit-text-fill-color") || of("color"));
    const ground = CssPaint.colourOf(of("background-color"));
    const isBare = PLAIN.test(of("text-shadow")) && PLAIN.test(of("-webkit-text-stroke-width"));
    const isDrawn = ground[3] > 0.1 && CssPaint.contrastOf(text, ground) < LEAST_CONTRAST;
    return isBare && !isDrawn && text[3] >= LEAST_OPACITY;
  }

  /**
   * Whether the page styles the extension's highlights so that these may hide an element's text.
   * @param {Element} cell
   */
  function isOursDressed(cell) {
    const own = getComputedStyle(cell);
    return Highlights.NAMES.some((name) => {
      const style = getComputedStyle(cell, `::highlight(${name})`);
      return HIDING.some((property) => {
        const value = style.getPropertyValue(property);
        const isPlain = property !== "color" && !property.includes("fill") && PLAIN.test(value);
        return value !== own.getPropertyValue(property) && !isPlain;
      });
    });
  }

  /** @param {AbstractRange} range @param {Node} node */
  function touches({ startContainer, startOffset, endContainer, endOffset }, node) {
    const live = document.createRange();
    try {
      live.setStart(startContainer, startOffset);
      live.setEnd(endContainer, endOffset);
    } catch {
      // The text has become shorter than the range, so the browser does not paint the highlight.
      return false;
    }
    return live.intersectsNode(node);
  }

  /** @param {Node} shown a text, or a link @returns {boolean} */
  function hasContrast(shown) {
    const [cell] = Rendered.shownWithin(shown);
    if (!cell) return false;
    const style = getComputedStyle(cell);
    const text = CssPaint.colourOf(
      style.getPropertyValue("-webkit-text-fill-color") || style.color,
    );
    if (text[3] < LEAST_OPACITY) return false;
    for (const element of Rendered.shownWithin(shown)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      // The colours of an image are unknown, so text on it counts as not legible. The colours of a
      // gradient can be read from the style.
      if (backgroundImage.includes("url(") || backgroundImage.includes("element(")) return false;
      const stops =
        backgroundImage.match(/(?:rgb|hsl|color|oklab|oklch|lab|lch)a?\([^()]*\)/g) ?? [];
      const grounds = [...stops, backgroundColor]
        .map(CssPaint.colourOf)
        .filter(([, , , alpha]) => alpha > 0.1);
      if (grounds.some((ground) => CssPaint.contrastOf(text, ground) < LEAST_CONTRAST))
        return false;
      if (grounds.some(([, , , alpha]) => alpha > 0.9)) return true;
    }
    return CssPaint.contrastOf(text, CssPaint.canvasColour()) >= LEAST_CONTRAST;
  }

  /**
   * Whether the block around an element may show other digits than its text, or the digits in
   * another order. That is so if a style sheet adds digits, if the block's first line or letter has
   * a style of its own, or if the text contains a Unicode override character.
   * @param {Element} cell
   */
  function hasWrittenDigits(cell) {
    const block = [...Rendered.shownWithin(cell)].find(
      (element) => !/^(inline|contents)$/.test(getComputedStyle(element).display),
    );
    if (!block) return true;
    if (TURNS_DIGITS.test(block.textContent ?? "")) return true;
    const line = [block, ...Element.prototype.querySelectorAll.call(block, "*")];
    if (line.length > LINE_ELEMENTS_LIMIT) return true;
    return isBeginDressed(block) || line.some(writes);
  }

  /**
   * Whether a block's first line, or first digit, has a style of its own.
   * @param {Element} block
   */
  function isBeginDressed(block) {
    const { color, fontSize } = getComputedStyle(block);
    const line = getComputedStyle(block, "::first-line");
    const letter = getComputedStyle(block, "::first-letter");
    if (line.color !== color || line.fontSize !== fontSize) return true;
    const isDigit = /^\P{L}*\p{Nd}/u.test((block.textContent ?? "").trimStart());
    return isDigit && (letter.color !== color || letter.fontSize !== fontSize);
  }

  /** Whether `::before` or `::after` may add digits to an element. @param {Element} element */
  const writes = (element) =>
    ["::before", "::after"].some((part) =>
      WRITES_DIGITS.test(getComputedStyle(element, part).content),
    );

  return { isLegiblyShown };
})();
