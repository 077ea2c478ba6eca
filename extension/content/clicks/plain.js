"use strict";
// Whether the page's style lets a person read a number as it stands in the text: not masked, not in
// the colour of its ground, not turned round, with no digit added by a style sheet. Asked at a click
// only. Knows no mark and no event; what covers a number is seen in sight.js.

/** Lower than this, no person reads a line; higher, nobody would write a telephone number. */
const LOWEST_LINE_PX = 6;
const HIGHEST_LINE_PX = 96;
const NARROWEST_DIGIT_PX = 2;
/** Between text and ground (WCAG): pale grey on white has 1.6. */
const LEAST_CONTRAST = 1.5;
/** Below this, text is a ghost. */
const LEAST_OPACITY = 0.4;
/** A line with more elements than this is not looked through: what is not known is not sure. */
const LINE_ELEMENTS_LIMIT = 200;
/** Unicode's overrides of the direction: they show digits in an order of their own. */
const TURNS_DIGITS = /[\u202d\u202e]/;
const WRITES_DIGITS = /\p{Nd}|counter|attr\(|url\(/u;

/**
 * @param {Element} host what shows a number or a piece of it
 * @returns {boolean} false where a person may see something else than the text, or nothing
 */
function isPlainlyShown(host) {
  const isRenderedWell = isRendered(host, {
    visibilityProperty: true,
    contentVisibilityAuto: true,
  });
  if (!isRenderedWell || !hasReadableSize(host) || isHighlighted(host)) return false;
  let opacity = 1;
  for (const element of shownWithin(host)) {
    const style = getComputedStyle(element);
    opacity *= Number(style.opacity);
    if (distorts(style) || isMoving(element)) return false;
  }
  return opacity >= LEAST_OPACITY && standsOut(host) && !hasWrittenDigits(host);
}

/**
 * The element and all that it is drawn within, through slots and shadow roots, frames apart.
 *
 * @param {Element} element
 * @returns {Generator<Element, void>}
 */
function* shownWithin(element) {
  for (let at = /** @type {Node | null} */ (element); at; ) {
    if (at instanceof Element) yield at;
    const slot = at instanceof Element ? slotOf(at) : null;
    at = at instanceof ShadowRoot ? at.host : (slot ?? parentOf(at));
  }
}

/** @type {(node: Node) => HTMLSlotElement | null} */
const slotOf = accessor(Element.prototype, "assignedSlot");

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

/** @param {Element} element whose style a page may be changing from frame to frame */
function isMoving(element) {
  return animationsOf(element).some(({ playState }) => playState === "running");
}

/** @type {(element: Element) => Animation[]} */
const animationsOf = Function.prototype.call.bind(Element.prototype.getAnimations);
/** @type {(element: Element) => DOMRectList} */
const boxesOf = Function.prototype.call.bind(Element.prototype.getClientRects);

/** @param {Element} host */
function hasReadableSize(host) {
  const boxes = [...boxesOf(host)].filter(({ width }) => width > 0);
  const width = boxes.reduce((sum, box) => sum + box.width, 0);
  const digits = (host.textContent ?? "").match(/\p{Nd}/gu)?.length ?? 0;
  if (digits === 0) return width > 0;
  const isLegible = (/** @type {DOMRect} */ { height }) =>
    height >= LOWEST_LINE_PX && height <= HIGHEST_LINE_PX;
  return boxes.length > 0 && boxes.every(isLegible) && width >= digits * NARROWEST_DIGIT_PX;
}

/** A page may dress any text by `CSS.highlights`, or by a selection, ours too. @param {Element} host */
function isHighlighted(host) {
  const selection = getSelection();
  if (selection && !selection.isCollapsed && selection.containsNode(host, true)) return true;
  const highlights = typeof CSS === "undefined" ? undefined : CSS.highlights;
  if (!highlights?.size) return false;
  // Firefox lets no extension go through them: what is not known is not sure.
  if (!SEES_COVERS) return true;
  for (const [, ranges] of highlights) {
    for (const range of ranges)
      if (/** @type {Range} */ (range).intersectsNode?.(host)) return true;
  }
  return false;
}

/** @param {Element} host @returns {boolean} whether its text differs from its ground */
function standsOut(host) {
  const style = getComputedStyle(host);
  const text = colourOf(style.getPropertyValue("-webkit-text-fill-color") || style.color);
  if (text[3] < LEAST_OPACITY) return false;
  for (const element of shownWithin(host)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    // Of a picture nothing is known; of a gradient, its colours.
    if (backgroundImage.includes("url(") || backgroundImage.includes("element(")) return false;
    const stops = backgroundImage.match(/(?:rgb|hsl|color|oklab|oklch|lab|lch)a?\([^()]*\)/g) ?? [];
    const grounds = [...stops, backgroundColor]
      .map(colourOf)
      .filter(([, , , alpha]) => alpha > 0.1);
    if (grounds.some((ground) => contrastOf(text, ground) < LEAST_CONTRAST)) return false;
    if (grounds.some(([, , , alpha]) => alpha > 0.9)) return true;
  }
  return contrastOf(text, canvasColour()) >= LEAST_CONTRAST;
}

/** @typedef {[number, number, number, number]} Colour red, green, blue to 255, alpha to 1 */

/** @returns {Colour} what browsers paint under a page that has no background of its own */
function canvasColour() {
  const { colorScheme } = getComputedStyle(document.documentElement);
  const isEither = !colorScheme.includes("dark") || colorScheme.includes("light");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = colorScheme.includes("dark") && (!isEither || prefersDark);
  return isDark ? [18, 18, 18, 1] : [255, 255, 255, 1];
}

/** @type {OffscreenCanvasRenderingContext2D | null | undefined} */
let palette;

/** @param {string} words as a computed style writes it @returns {Colour} */
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

/** @param {Colour} one @param {Colour} other @returns {number} from 1 to 21 */
function contrastOf(one, other) {
  const lights = [lightOf(one), lightOf(other)];
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}

/** @param {Colour} colour */
function lightOf([red, green, blue]) {
  const linear = (/** @type {number} */ part) =>
    part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/**
 * Whether a style sheet writes digits into the line that the number stands in, or dresses a part of
 * it in a way that no element shows.
 *
 * @param {Element} host
 */
function hasWrittenDigits(host) {
  const block = [...shownWithin(host)].find(
    (element) => element !== host && !/^(inline|contents)$/.test(getComputedStyle(element).display),
  );
  if (!block) return true;
  if (TURNS_DIGITS.test(block.textContent ?? "")) return true;
  const line = [block, ...Element.prototype.querySelectorAll.call(block, "*")];
  if (line.length > LINE_ELEMENTS_LIMIT) return true;
  const { color } = getComputedStyle(block);
  const isFirstLineDressed = getComputedStyle(block, "::first-line").color !== color;
  return isFirstLineDressed || line.some((element) => !ownHosts.has(element) && writes(element));
}

/** @param {Element} element */
const writes = (element) =>
  ["::before", "::after"].some((part) =>
    WRITES_DIGITS.test(getComputedStyle(element, part).content),
  );
