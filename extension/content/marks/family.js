"use strict";
// Where white space is kept (`pre`, `pre-wrap`), nothing could stay in a page's text node unseen. So
// an element in which a number stands lets its white space collapse for that while, and all of its
// texts are shown by stands, which keep it: a family. Nothing of that is written to the page: the
// style is an animation's. Knows nothing of numbers, and does not draw.

/**
 * @typedef {Object} Family
 * @property {Element} parent
 * @property {string} whiteSpace as the page wants it
 * @property {string} collapse the part of it that says what is kept
 * @property {boolean} isMadeOfItems whether it is a flex or grid container
 * @property {Set<Stand>} stands
 * @property {Set<Node>} children the page's elements beside the texts
 * @property {Animation[]} styles
 */

/** More than this is a log or a listing, where styling every part would be felt. */
const FAMILY_LIMIT = 200;

/** @type {WeakMap<Node, Family>} by the parent */
const families = new WeakMap();

/** @type {(element: Element, frames: PropertyIndexedKeyframes, options: KeyframeAnimationOptions) => Animation} */
const animate = Function.prototype.call.bind(Element.prototype.animate);

/** @param {Node} parent @returns {Generator<ChildNode, void>} the page's own */
function* ownChildrenOf(parent) {
  for (let at = firstOf(parent); at; at = nextOf(at)) if (!ownHosts.has(at)) yield at;
}

/**
 * @param {Element} parent
 * @param {string} collapse
 * @returns {Family | null} null: too large, or the page insists on its style
 */
function foundFamily(parent, collapse) {
  const all = [...ownChildrenOf(parent)];
  if (all.length > FAMILY_LIMIT) return null;
  const children = all.filter((child) => child instanceof Element);
  const style = getComputedStyle(parent);
  const { whiteSpace } = style;
  const ofItems = isMadeOfItems(style);
  const kept = children.map((child) => families.get(child)?.collapse ?? collapseOf(child));
  const styles = children.map((child, index) => hold(child, kept[index] ?? collapse));
  // Of two animations the later holds: a family within this one comes before what it is given here.
  for (const child of children) families.get(child)?.styles.push(hold(child, "collapse"));
  styles.push(hold(parent, "collapse"));
  const family = { parent, whiteSpace, collapse, isMadeOfItems: ofItems, styles };
  if (collapseOf(parent) !== "collapse") return endStyles(family);
  /** @type {Family} */
  const founded = { ...family, stands: new Set(), children: new Set(children) };
  families.set(parent, founded);
  ownCollapsed.add(parent);
  return founded;
}

/** @param {Element} element */
function collapseOf(element) {
  return getComputedStyle(element).getPropertyValue("white-space-collapse");
}

/**
 * @param {Element} element
 * @param {string} collapse
 */
function hold(element, collapse) {
  const frames = { whiteSpaceCollapse: [collapse, collapse] };
  const animation = animate(element, frames, { duration: 0, fill: "both" });
  // Pages wait for all their animations to end; and what has ended, browsers drop for a later one.
  animation.finish();
  animation.persist();
  return animation;
}

/** @param {{styles: Animation[]}} family @returns {null} */
function endStyles({ styles }) {
  for (const style of styles) style.cancel();
  return null;
}

/** @param {Family} family */
function endFamily(family) {
  if (families.get(family.parent) === family) {
    families.delete(family.parent);
    ownCollapsed.delete(family.parent);
  }
  endStyles(family);
}

/** @param {Node} node @returns {Family | undefined} of which it is the parent or a child */
function familyAt(node) {
  return families.get(node) ?? families.get(parentOf(node) ?? node);
}

/** @param {Family} family @returns {Text[]} texts that no stand shows yet */
function bareTexts({ parent }) {
  const texts = [...ownChildrenOf(parent)].filter((child) => child instanceof Text);
  return texts.filter((text) => text.data !== "" && !ownTexts.has(text));
}

/** @param {Text} left @param {Text} right */
function areSideBySide(left, right) {
  let next = nextOf(left);
  while (next && (next instanceof Comment || ownHosts.has(next))) next = nextOf(next);
  return next === right;
}

/** @param {Family} family @returns {Text[][]} those of them together that stand side by side */
function bareLines(family) {
  /** @type {Text[][]} */
  const lines = [];
  for (const text of bareTexts(family)) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    if (last && areSideBySide(last, text)) line?.push(text);
    else lines.push([text]);
  }
  return lines;
}

/** @param {Family} family @returns {boolean} whether the page left it as it was */
function isFamilyWhole(family) {
  const elements = [...ownChildrenOf(family.parent)].filter((child) => child instanceof Element);
  return elements.every((child) => family.children.has(child)) && bareTexts(family).length === 0;
}
