"use strict";
// What lies over a number, where the browser does not say so itself (Firefox). What takes clicks is
// hit where the number stands; what lets them through, or is painted beyond its own box, is looked
// for among all elements: at a click as a whole, before it bit by bit, so that a cover that goes as
// the pointer comes was seen. Knows no event.

/** A page with more elements is not looked through: what is not known is not sure. */
const ELEMENTS_LIMIT = 4000;
/** A number is hit at points as near to each other as this, in rows at these heights. */
const POINTS_APART_PX = 2;
const POINTS_APART_AT_A_LOOK_PX = 10;
const POINTS_LIMIT = 100;
const ROWS = [0.25, 0.5, 0.75];
/** A paler shadow hides nothing. */
const LEAST_SHADOW = 0.3;
/** An outline as far within its box as this may lie over what the box holds. */
const INWARD_PX = 8;
/** What one of the looks, of which there are about five a second, may take for either half. */
const LOOK_OVER_MS = 3;
/** Those nearest to the pointer are looked at each time, all others in turn. */
const ALWAYS_LOOKED_AT = 4;

/** What may lie over others, as far as the walk through the page has come. @type {Set<Element>} */
const coverings = new Set();
/** @type {Generator<Element, void> | undefined} */
let coverWalk;
/**
 * When a number was last looked at, and since when it was found plain to see, NaN: it was not.
 * @type {WeakMap<Element, {at: number, since: number}>}
 */
const openness = new WeakMap();

// Elsewhere the browser itself is asked all the time.
if (!SEES_COVERS) lookCloserBy(lookOver);

/** @param {Element[]} hosts those on the screen, the nearest to the pointer first */
function lookOver(hosts) {
  walkOn(performance.now() + LOOK_OVER_MS);
  const lastLookAt = (/** @type {Element} */ host) => openness.get(host)?.at ?? -Infinity;
  const others = hosts
    .slice(ALWAYS_LOOKED_AT)
    .sort((one, two) => lastLookAt(one) - lastLookAt(two));
  const end = performance.now() + LOOK_OVER_MS;
  for (const host of hosts.slice(0, ALWAYS_LOOKED_AT)) noteOpenness(host);
  for (const host of others) {
    if (performance.now() > end) return;
    noteOpenness(host);
  }
}

/** @param {Element} host */
function noteOpenness(host) {
  const at = performance.now();
  const isOpen = isPlainlyShown(host) && !isUnder(host, coverings, POINTS_APART_AT_A_LOOK_PX);
  const since = openness.get(host)?.since ?? NaN;
  openness.set(host, { at, since: !isOpen ? NaN : Number.isNaN(since) ? at : since });
}

/** @param {number} end */
function walkOn(end) {
  coverWalk ??= everyElement(document);
  while (performance.now() < end) {
    const { value: element, done } = coverWalk.next();
    if (done) {
      for (const known of coverings) if (!isInPage(known)) coverings.delete(known);
      coverWalk = undefined;
      return;
    }
    if (mayLieOver(element)) coverings.add(element);
    else coverings.delete(element);
  }
}

/**
 * @param {ParentNode & Node} root
 * @returns {Generator<Element, void>} all that stand in the page and in its shadow trees, ours apart
 */
function* everyElement(root) {
  for (const element of allUnder(root, "*")) {
    if (ownHosts.has(element)) continue;
    yield element;
    const inner = shadowRootOf(element);
    if (inner) yield* everyElement(inner);
  }
}

/**
 * @param {Element} host
 * @returns {boolean} whether it was plain to see at all looks for long enough
 */
const wasOpen = (host) =>
  SEES_COVERS || (openness.get(host)?.since ?? NaN) <= performance.now() - STEADY_AFTER_MS;

/**
 * @param {Element} host
 * @returns {boolean} whether something may be painted over it
 */
function isCovered(host) {
  // What lies over a frame, only the page around it knows.
  if (window !== top) return true;
  const elements = [];
  for (const element of everyElement(document)) {
    if (elements.push(element) > ELEMENTS_LIMIT) return true;
  }
  return isUnder(host, elements.filter(mayLieOver), POINTS_APART_PX);
}

/**
 * @param {Element} host
 * @param {Iterable<Element>} others that may lie over numbers
 * @param {number} apart of the points that are hit, in pixels
 */
function isUnder(host, others, apart) {
  const boxes = [...boxesOf(host)].filter(({ width, height }) => width > 0 && height > 0);
  if (boxes.length === 0 || !boxes.every((box) => isHitAllOver(host, box, apart))) return true;
  const within = new Set(shownWithin(host));
  for (const other of others) {
    if (holds(host, other) || !isRendered(other, VISIBLE)) continue;
    if (liesOver(other, boxes, within.has(other))) return true;
  }
  return false;
}

const VISIBLE = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };

/** @param {Element} host @param {DOMRect} box @param {number} apart */
function isHitAllOver(host, { left, top, width, height }, apart) {
  const count = Math.min(POINTS_LIMIT, Math.max(2, Math.ceil(width / apart)));
  for (const row of ROWS) {
    for (let index = 0; index < count; index += 1) {
      if (!isHit(host, left + (width * (index + 0.5)) / count, top + height * row)) return false;
    }
  }
  return true;
}

/** In its own shadow tree, and with this in those around it. @param {Element} host @param {number} x @param {number} y */
function isHit(host, x, y) {
  for (let at = host; ; ) {
    const root = /** @type {Document | ShadowRoot} */ (rootOf(at));
    const hit = root.elementFromPoint(x, y);
    if (!hit || !holds(at, hit)) return false;
    if (!(root instanceof ShadowRoot)) return true;
    at = root.host;
  }
}

/** @param {Element} element @returns {boolean} whether it can lie over what is hit under it */
function mayLieOver(element) {
  const style = getComputedStyle(element);
  if (letsThrough(element, style) || reachOf(style) > 0) return true;
  return hasLoosePart(element) || hasBackdrop(element);
}

/**
 * @param {Element} element
 * @param {DOMRect[]} boxes of a number
 * @param {boolean} isAround whether the number stands within it
 */
function liesOver(element, boxes, isAround) {
  const style = getComputedStyle(element);
  const own = boxOf(element);
  const reach = reachOf(style);
  const isReached = boxes.some((box) => crosses(grown(own, reach), box) && !encloses(own, box));
  if ((reach > 0 && isReached) || hasLoosePart(element)) return true;
  if (!isAround && hasBackdrop(element)) return true;
  const isCrossed = boxes.some((box) => crosses(own, box));
  if (isCrossed && parseFloat(style.outlineOffset) < -INWARD_PX && isOutlined(style)) return true;
  if (isAround || !letsThrough(element, style)) return false;
  const isFramed = boxes.some((box) => !encloses(grown(own, -borderOf(style)), box));
  if (isCrossed && (paints(element, style) || isFramed)) return true;
  return textBoxesOf(element).some((text) => boxes.some((box) => crosses(text, box)));
}

/** @param {Element} element @param {CSSStyleDeclaration} style */
const letsThrough = (element, style) =>
  style.pointerEvents !== "auto" || matchesOf(element, "[inert], [inert] *");

/** @typedef {{left: number, right: number, top: number, bottom: number}} Sides */

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

/** @param {Sides} box @param {number} by @returns {Sides} */
const grown = ({ left, right, top, bottom }, by) => ({
  left: left - by,
  right: right + by,
  top: top - by,
  bottom: bottom + by,
});

/** @param {Element} element @param {CSSStyleDeclaration} style */
function paints(element, style) {
  if (style.visibility !== "visible" || Number(style.opacity) === 0) return false;
  return fills(style) || /^(img|svg|canvas|video|iframe|object|embed)$/.test(nameOf(element));
}

/** @param {CSSStyleDeclaration} style */
const fills = (style) =>
  colourOf(style.backgroundColor)[3] >= 0.05 ||
  style.backgroundImage !== "none" ||
  !/^(none|)$/.test(style.getPropertyValue("backdrop-filter"));

/** @param {CSSStyleDeclaration} style @returns {number} the widest of its borders */
const borderOf = ({ borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth }) =>
  Math.max(
    ...[borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth].map(parseFloat),
  );

/** @param {CSSStyleDeclaration} style */
const isOutlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;

/** @param {CSSStyleDeclaration} style @returns {number} how far beyond its box it may be painted */
function reachOf(style) {
  if (paintsWithin(style)) return 0;
  if (!/^[0 ]*$/.test(style.borderImageOutset) || style.filter.includes("url(")) return Infinity;
  const outline = isOutlined(style) ? pixelsIn(`${style.outlineWidth} ${style.outlineOffset}`) : 0;
  const stroke = pixelsIn(style.getPropertyValue("-webkit-text-stroke-width"));
  const isLined = style.textDecorationLine !== "none";
  const line = isLined
    ? pixelsIn(`${style.textDecorationThickness} ${style.textUnderlineOffset}`)
    : 0;
  return Math.max(outline, stroke, line, ...[...shadowsOf(style)].map(pixelsIn));
}

/** As nearly all elements do: thousands are asked at a click. @param {CSSStyleDeclaration} style */
const paintsWithin = (style) =>
  style.boxShadow === "none" &&
  style.textShadow === "none" &&
  style.filter === "none" &&
  style.outlineStyle === "none" &&
  style.textDecorationLine === "none" &&
  style.borderImageSource === "none" &&
  style.getPropertyValue("-webkit-text-stroke-width") === "0px";

/** @param {string} words @returns {number} the sum of all lengths in them, each without its sign */
const pixelsIn = (words) =>
  (words.match(/[\d.]+(?=px)/g) ?? []).reduce((sum, length) => sum + Number(length), 0);

/** @param {CSSStyleDeclaration} style @returns {Generator<string, void>} those that could hide something */
function* shadowsOf({ boxShadow, textShadow, filter }) {
  const dropped = [...filter.matchAll(/drop-shadow\(((?:[^()]|\([^()]*\))*)\)/g)];
  const written = [boxShadow, textShadow, ...dropped.map(([, words]) => words ?? "")];
  for (const shadow of written.flatMap((words) => words.split(/,(?![^(]*\))/))) {
    const [colour] = shadow.match(/[a-z]+\([^()]*\)/) ?? [];
    const isPale = colour !== undefined && colourOf(colour)[3] < LEAST_SHADOW;
    if (!isPale && !shadow.includes("inset")) yield shadow;
  }
}

/**
 * What a style sheet draws beside an element's own content has no box that could be asked for.
 *
 * @param {Element} element
 */
const hasLoosePart = (element) =>
  ["::before", "::after"].some((part) => isPaintedApart(getComputedStyle(element, part)));

/** @param {Element} element over all that the page shows, and it lies over its backdrop */
const hasBackdrop = (element) =>
  matchesOf(element, ":modal, :popover-open") && fills(getComputedStyle(element, "::backdrop"));

/** @param {CSSStyleDeclaration} part */
function isPaintedApart(part) {
  if (part.content === "none" || part.visibility !== "visible") return false;
  if (Number(part.opacity) === 0) return false;
  const isMoved = /^-|[( ]-/.test(`${part.marginLeft} ${part.marginTop} ${part.textIndent}`);
  const isApart = part.position !== "static" || part.transform !== "none" || isMoved;
  const isSeen = fills(part) || borderOf(part) > 0 || !/^(""|normal)$/.test(part.content);
  return reachOf(part) > INWARD_PX || (part.pointerEvents !== "auto" && isApart && isSeen);
}

/** @param {Element} element @returns {DOMRect[]} where its own text stands, within its box or not */
function textBoxesOf(element) {
  const range = document.createRange();
  return [...childrenOf(element)].flatMap((child) => {
    if (!(child instanceof Text) || child.data.trim() === "") return [];
    range.selectNode(child);
    return [...range.getClientRects()];
  });
}
