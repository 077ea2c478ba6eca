"use strict";
// What looks like a mark and is none: an older self of this extension left it in the page before an
// update, or the page made a copy. It is taken back, told by its element and attribute alone. Knows
// nothing of how marks are made.

const TAG = "click-to-call";
const ATTRIBUTE = "data-click-to-call";
/** What leftover.js leaves in a node. */
const LEFT_BEHIND = /^(?:\n?[ \t]{20}|[\u202a-\u202c]{20})$/;

const COPIES_TAKEN = 5;
const COPIES_KNOWN = 500;
const QUIET_AFTER_MS = 10_000;

/** By their text. @type {Map<string, {count: number, at: number, round: number}>} */
const copies = new Map();
let round = 0;

/** Where that older self lives on, cut off, any change wakes it, and it gives back exactly. */
async function takeTracesBack() {
  if (allUnder(document, `[${ATTRIBUTE}]`).length === 0) return;
  const { documentElement } = document;
  if (hostsUnder(document).length > 0) {
    const call = document.createComment("");
    documentElement.append(call);
    call.remove();
    await null;
  }
  takeCopiesBack(document);
  for (const link of document.querySelectorAll(`a[${ATTRIBUTE}], area[${ATTRIBUTE}]`)) {
    link.removeAttribute(ATTRIBUTE);
  }
}

/** @type {(node: Node, selector: string) => boolean} */
const isLike = Function.prototype.call.bind(Element.prototype.matches);

/**
 * A page may copy its own elements with our marks in them, as Turbo does for the way back. Copies
 * have no shadow root and call nobody.
 *
 * @param {ParentNode & Node} root
 */
function takeCopiesBack(root) {
  round += 1;
  const itself = root instanceof Element && isLike(root, `${TAG}[${ATTRIBUTE}]`) ? [root] : [];
  for (const host of [...itself, ...hostsUnder(root)]) {
    if (!ownHosts.has(host) && isInPage(host) && isNotInsistedOn(host)) dissolve(host);
  }
  for (const card of allUnder(root, `div[${ATTRIBUTE}=""][popover]`)) {
    if (!ownHosts.has(card)) card.remove();
  }
}

/**
 * A page that puts a copy back whenever it goes gets its will, until it has been quiet for a while.
 *
 * @param {Element} copy
 */
function isNotInsistedOn(copy) {
  const text = copy.textContent ?? "";
  const now = performance.now();
  const known = copies.get(text);
  if (!known || now - known.at > QUIET_AFTER_MS) {
    if (copies.size > COPIES_KNOWN) copies.clear();
    copies.set(text, { count: 1, at: now, round });
    return true;
  }
  if (known.round !== round) known.count += 1;
  copies.set(text, { count: known.count, at: now, round });
  return known.count <= COPIES_TAKEN;
}

/** @param {ParentNode & Node} root @returns {Element[]} */
const hostsUnder = (root) => [...allUnder(root, `${TAG}[${ATTRIBUTE}]`)];

/**
 * A stand that this script did not draw gives its text back to the node before it.
 *
 * @param {Element} host
 */
function dissolve(host) {
  const parent = parentOf(host);
  if (parent && nameOf(host) === TAG && parent instanceof Element && nameOf(parent) === TAG) return;
  const text = host.textContent ?? "";
  const node = previousOf(host);
  if (node instanceof Text) node.data = LEFT_BEHIND.test(node.data) ? text : node.data + text;
  else host.before(text);
  host.remove();
  for (let at = node && previousOf(node); at instanceof Text; at = previousOf(at)) {
    if (LEFT_BEHIND.test(at.data)) at.data = "";
  }
}
