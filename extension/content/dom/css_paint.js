"use strict";
// Provides `CssPaint`: reads from an element's computed style what the element paints: the
// element's colours and their contrast, its fills and borders, and how far outside its box it
// paints. Depends on `Dom`.

/** @typedef {[number, number, number, number]} Colour RGB from 0 to 255, alpha from 0 to 1 */

const CssPaint = (() => {
  /** Shadows whose alpha is below this value are too faint to hide anything. */
  const LEAST_SHADOW = 0.3;

  /** @returns {Colour} the browser's colour behind a page that paints no background itself */
  function canvasColour() {
    const { colorScheme: styled } = getComputedStyle(document.documentElement);
    const [meta] = styled === "normal" ? Dom.allUnder(document, 'meta[name="color-scheme" i]') : [];
    const colorScheme = (meta && Dom.attributeOf(meta, "content")) || styled;
    const isEither = !colorScheme.includes("dark") || colorScheme.includes("light");
    const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const isDark = colorScheme.includes("dark") && (!isEither || prefersDark);
    return isDark ? [18, 18, 18, 1] : [255, 255, 255, 1];
  }

  /** @type {OffscreenCanvasRenderingContext2D | null | undefined} */
  let palette;

  /** @param {string} words a colour in a computed style's notation @returns {Colour} */
  function colourOf(words) {
    const plain = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(words);
    if (plain) return [Number(plain[1]), Number(plain[2]), Number(plain[3]), Number(plain[4] ?? 1)];
    palette ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    if (!palette) return [0, 0, 0, 0];
    palette.clearRect(0, 0, 1, 1);
    palette.fillStyle = words;
    palette.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = palette.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  /** @param {Colour} one @param {Colour} other @returns {number} WCAG's ratio, from 1 to 21 */
  function contrastOf(one, other) {
    const luminances = [relativeLuminance(one), relativeLuminance(other)];
    return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
  }

  /** @param {Colour} colour */
  function relativeLuminance([red, green, blue]) {
    const linear = (/** @type {number} */ part) =>
      part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  /** @param {Element} element @param {CSSStyleDeclaration} style */
  function paints(element, style) {
    if (style.visibility !== "visible" || Number(style.opacity) === 0) return false;
    return fills(style) || /^(img|svg|canvas|video|iframe|object|embed)$/.test(Dom.nameOf(element));
  }

  /** @param {CSSStyleDeclaration} style */
  const fills = (style) =>
    colourOf(style.backgroundColor)[3] >= 0.05 ||
    style.backgroundImage !== "none" ||
    !/^(none|)$/.test(style.getPropertyValue("backdrop-filter"));

  /**
   * @param {CSSStyleDeclaration} style
   * @returns {number} the width of the element's widest border, in CSS pixels
   */
  const borderOf = ({ borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth }) =>
    Math.max(
      ...[borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth].map(parseFloat),
    );

  /** @param {CSSStyleDeclaration} style */
  const isOutlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;

  /**
   * @param {CSSStyleDeclaration} style
   * @returns {number} how many CSS pixels beyond its box the element may paint; Infinity if unknown
   */
  function reachOf(style) {
    if (paintsWithin(style)) return 0;
    if (!/^[0 ]*$/.test(style.borderImageOutset) || style.filter.includes("url(")) return Infinity;
    const outline = isOutlined(style)
      ? pixelsIn(`${style.outlineWidth} ${style.outlineOffset}`)
      : 0;
    const stroke = pixelsIn(style.getPropertyValue("-webkit-text-stroke-width"));
    const isLined = style.textDecorationLine !== "none";
    const line = isLined
      ? pixelsIn(`${style.textDecorationThickness} ${style.textUnderlineOffset}`)
      : 0;
    return Math.max(outline, stroke, line, ...[...shadowsOf(style)].map(pixelsIn));
  }

  /**
   * Whether an element certainly paints nothing outside its box; true for most elements. This check
   * is quick, because one click tests thousands of elements.
   * @param {CSSStyleDeclaration} style
   */
  const paintsWithin = (style) =>
    style.boxShadow === "none" &&
    style.textShadow === "none" &&
    style.filter === "none" &&
    style.outlineStyle === "none" &&
    style.textDecorationLine === "none" &&
    style.borderImageSource === "none" &&
    style.getPropertyValue("-webkit-text-stroke-width") === "0px";

  /**
   * @param {string} words a value of a CSS property
   * @returns {number} the sum of the absolute values of the lengths in it, in CSS pixels
   */
  const pixelsIn = (words) =>
    (words.match(/[\d.]+(?=px)/g) ?? []).reduce((sum, length) => sum + Number(length), 0);

  /**
   * @param {CSSStyleDeclaration} style
   * @returns {Generator<string, void>} the CSS text of each shadow that lies outside the box or
   *   text and is dark enough to hide something
   */
  function* shadowsOf({ boxShadow, textShadow, filter }) {
    const dropped = [...filter.matchAll(/drop-shadow\(((?:[^()]|\([^()]*\))*)\)/g)];
    const written = [boxShadow, textShadow, ...dropped.map(([, words]) => words ?? "")];
    for (const shadow of written.flatMap((words) => words.split(/,(?![^(]*\))/))) {
      const [colour] = shadow.match(/[a-z]+\([^()]*\)/) ?? [];
      const isPale = colour !== undefined && colourOf(colour)[3] < LEAST_SHADOW;
      if (!isPale && !shadow.includes("inset")) yield shadow;
    }
  }

  return { borderOf, canvasColour, colourOf, contrastOf, fills, isOutlined, paints, reachOf };
})();
