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
/** What answers us comes back sooner. */
const ANSWERS_WITHIN_MS = 100;

/**
 * By their text; `given` is the text that the page got for the last one.
 * @type {Map<string, {count: number, at: number, given: WeakRef<Node> | null}>}
 */
const copies = new Map();

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
  const itself = root instanceof Element && isLike(root, `${TAG}[${ATTRIBUTE}]`) ? [root] : [];
  for (const host of [...itself, ...hostsUnder(root)]) {
    if (!ownHosts.has(host) && isInPage(host) && isNotInsistedOn(host)) {
      noteGiven(host.textContent ?? "", dissolve(host));
    }
  }
  for (const card of allUnder(root, `div[${ATTRIBUTE}=""][popover]`)) {
    if (!ownHosts.has(card)) card.remove();
  }
}

/**
 * A page that puts a copy back as soon as it goes gets its will, until it has been quiet for a while.
 *
 * @param {Element} copy
 */
function isNotInsistedOn(copy) {
  const text = copy.textContent ?? "";
  const now = performance.now();
  const known = copies.get(text);
  if (!known || now - known.at > QUIET_AFTER_MS) {
    if (copies.size > COPIES_KNOWN) copies.clear();
    copies.set(text, { count: 1, at: now, given: null });
    return true;
  }
  // Another copy answers nothing: what the page got for the last one is where it was.
  const given = known.given?.deref();
  const isAnswer = now - known.at < ANSWERS_WITHIN_MS && !(given && isInPage(given));
  copies.set(text, { count: known.count + (isAnswer ? 1 : 0), at: now, given: null });
  return known.count <= COPIES_TAKEN;
}

/** @param {string} text @param {Node | null} given */
function noteGiven(text, given) {
  const known = copies.get(text);
  if (known && given) known.given = new WeakRef(given);
}

/** @param {ParentNode & Node} root @returns {Element[]} */
const hostsUnder = (root) => [...allUnder(root, `${TAG}[${ATTRIBUTE}]`)];

/** Within a closed root, where no page sees it. */
const LENGTHS = "data-lengths";

/**
 * Leaves word for a later self, which did not draw this stand.
 *
 * @param {Element} host
 * @param {string[]} texts what each of the page's nodes said that it shows
 */
function tellTexts(host, texts) {
  if (texts.length < 2) return;
  const lengths = texts.map(({ length }) => length).join(" ");
  shadowRootOf(host)?.firstElementChild?.setAttribute(LENGTHS, lengths);
}

/**
 * @param {Element} host
 * @returns {string[]} what it shows, as its nodes said it, if that is told; the nearest first
 */
function textsTold(host) {
  let rest = host.textContent ?? "";
  const told = shadowRootOf(host)?.firstElementChild?.getAttribute(LENGTHS);
  if (!told) return [rest];
  const texts = [];
  for (const length of told.split(" ").map(Number).reverse()) {
    texts.push(rest.slice(Math.max(0, rest.length - length)));
    rest = rest.slice(0, Math.max(0, rest.length - length));
  }
  return texts;
}

/**
 * A stand that this script did not draw gives its text back to the nodes before it. What the page has
 * written there meanwhile, or removed, holds. A copy, which has no shadow root, never had nodes.
 *
 * @param {Element} host
 * @returns {Node | null} what has the nearest text now
 */
function dissolve(host) {
  const parent = parentOf(host);
  if (parent && nameOf(host) === TAG && parent instanceof Element && nameOf(parent) === TAG) {
    return null;
  }
  const isCopy = shadowRootOf(host) === null;
  const texts = textsTold(host);
  const nodes = textsBefore(host);
  const [nearest] = nodes;
  if (isCopy && nearest && !isLeft(nearest)) nearest.data += texts[0];
  else if (isCopy && !nearest) host.before(texts[0] ?? "");
  const given = previousOf(host);
  host.remove();
  const own = isCopy ? nodes : nodes.slice(0, texts.length);
  for (const [index, node] of own.entries()) if (isLeft(node)) node.data = texts[index] ?? "";
  return given;
}

/** @param {Text} node @returns {boolean} whether it holds what is left in a node whose text is shown */
const isLeft = ({ data }) => data === "" || LEFT_BEHIND.test(data);

/** @param {Element} host @returns {Text[]} side by side before it, but for comments; the nearest first */
function textsBefore(host) {
  /** @type {Text[]} */
  const texts = [];
  for (let at = previousOf(host); at instanceof Text || at instanceof Comment; ) {
    if (at instanceof Text) texts.push(at);
    at = previousOf(at);
  }
  return texts;
}
