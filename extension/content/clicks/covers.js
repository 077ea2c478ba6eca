"use strict";
// What lies over a number, where the browser does not say so itself (Firefox): found by looking at
// every element that stands on the same spot. Asked at a click only. Knows no event.

/** A page with more elements is not looked through: what is not known is not sure. */
const ELEMENTS_LIMIT = 4000;

/**
 * @param {Element} host
 * @returns {boolean} whether something may be painted over it
 */
function isCovered(host) {
  const box = boxOf(host);
  if (!isHitAt(host, box)) return true;
  const elements = document.documentElement.getElementsByTagName("*");
  if (elements.length > ELEMENTS_LIMIT || document.querySelector(":modal")) return true;
  const within = new Set(shownWithin(host));
  // What takes clicks would have been hit; what lets them through is what has to be looked for.
  for (const element of elements) {
    if (within.has(element) || ownHosts.has(element) || !crosses(box, boxOf(element))) continue;
    const style = getComputedStyle(element);
    if (style.pointerEvents === "none" && paints(element, style)) return true;
  }
  return [...within].some((element) => hasFloatingPart(element));
}

/** @param {Element} host @param {DOMRect} box */
function isHitAt(host, { left, top, width, height }) {
  const root = /** @type {Document | ShadowRoot} */ (rootOf(host));
  return [0.1, 0.5, 0.9].every((share) => {
    const hit = root.elementFromPoint(left + width * share, top + height / 2);
    return hit !== null && (hit === host || Node.prototype.contains.call(host, hit));
  });
}

/** @param {DOMRect} one @param {DOMRect} other */
const crosses = (one, other) =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom &&
  other.top < one.bottom;

/** @param {Element} element @param {CSSStyleDeclaration} style */
function paints(element, style) {
  if (style.visibility !== "visible" || Number(style.opacity) === 0) return false;
  const isEmpty = colourOf(style.backgroundColor)[3] < 0.05 && style.backgroundImage === "none";
  return !isEmpty || /^(img|svg|canvas|video|iframe|object|embed)$/.test(nameOf(element));
}

/** A style sheet can lay a part of an ancestor over all that it holds. @param {Element} element */
function hasFloatingPart(element) {
  return ["::before", "::after"].some((part) => {
    const style = getComputedStyle(element, part);
    return style.content !== "none" && /absolute|fixed/.test(style.position);
  });
}
