"use strict";
// Where in a page there is reason to look closely. All that most pages ever see of us, so it walks
// over elements only and has the browser join their text. Writes nothing, and knows nothing of
// numbers but the prefilter.

/**
 * What comes to light, as it does.
 * @typedef {Object} Finds
 * @property {{add: (text: Text) => unknown}} texts that may hold a number or a part of one
 * @property {{add: (link: CallLink) => unknown}} links that dial
 * @property {{add: (element: Element) => unknown}} hosts that may have a shadow root
 *
 * @typedef {HTMLAnchorElement | HTMLAreaElement} CallLink
 */

const SHOW_TEXTS = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION;
const NEVER_READ = new Set("script style template noscript textarea option title".split(" "));
// Longer texts are logs and data, and looking through one would be a long task.
const LONGEST_TEXT = 200_000;
// How many elements' text is joined at once, and how much of it a number could begin before it in.
const CHUNK = 32;
const LONGEST_NUMBER = 60;
// How many texts to each side of one may belong to its number.
const NEIGHBOURS = 8;
// Frequent elements that are a box of their own whatever the page's style says.
const BOXES = new Set("td th tr li p div h1 h2 h3 h4 h5 h6 dt dd section article".split(" "));
const HAS_DIGIT = /\p{Nd}/u;
// Numbers ending in letters: "1-800-FLOWERS", "1 (800) GO FEDEX"; outside America "13 CABS".
const LETTERED = "[A-Za-z][A-Za-z-]{3}|(?:[- ]?[A-Z\\d]){7}";
const LETTERED_ELSEWHERE =
  "(?:8\\d\\d|1[38]00|\\b13|0508|086\\d|0[345]00)[- ](?:[\\d -]{0,3}[A-Z]){4}|\\d{3}[A-Z]{4}";
/** Five digits of any script with only a little between them, or a spelled number. */
const NUMBER_LIKE = new RegExp(
  "(?:\\p{Nd}(?:[^\\p{L}\\p{Nd}]|[xXー]){0,6}){4}\\p{Nd}|" +
    `\\p{Nd}{3}[^\\p{L}\\p{Nd}]{1,3}(?:${LETTERED})|${LETTERED_ELSEWHERE}`,
  "u",
);
const NUMBER_LIKE_ALL = new RegExp(NUMBER_LIKE.source.replace("{4}", "{4,}"), "gu");
/** The same for ASCII, roughly and so compiled at once, or a sign from where other digits stand. */
const SUSPICIOUS = new RegExp(
  `(?:\\d[^0-9A-WYZa-wyz]{0,12}){4}\\d|\\d{3}[^0-9A-Za-z]{1,6}(?:${LETTERED})|${LETTERED_ELSEWHERE}|` +
    "[\\u0660-\\u1fff\\ua620-\\uabff\\uff10-\\uff19\\ud800-\\ud83b\\ud83e]",
);

/** Beside components, the only elements that a page can give a shadow root. */
const PLAIN_HOSTS =
  "p div span section h1 h2 h3 h4 h5 h6 article nav main header footer aside blockquote body".split(
    " ",
  );
const FILLED_ASKED_LIMIT = 1000;
let filledAsked = 0;
/** What an element's name says: what is inside may be long and is never text to read. */
const SORTS = new Map([
  .../** @type {const} */ (["a", "area"]).map((name) => /** @type {const} */ ([name, "link"])),
  ...PLAIN_HOSTS.map((name) => /** @type {const} */ ([name, "plain"])),
  ...["script", "style", "svg"].map((name) => /** @type {const} */ ([name, "skipped"])),
]);

/**
 * Whether the finder could find a number in a text: cheap, and never a wrong no.
 *
 * @param {string} text
 * @returns {boolean}
 */
function mayHoldNumber(text) {
  return text.length > 4 && SUSPICIOUS.test(text) && NUMBER_LIKE.test(text);
}

/**
 * Looks through a part of the page in document order. The page may change at every pause: what it
 * changes, it tells the observer; a live range remembers the place.
 *
 * @param {ParentNode & Node} root
 * @param {Finds} finds
 * @returns {Generator<void, void>} a good moment to pause
 */
function* lookThroughTree(root, finds) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  const range = document.createRange();
  range.selectNodeContents(root);
  range.collapse(true);
  let before = "";
  if (root instanceof Element) sortElement(root, finds);
  for (let last = /** @type {Element | null} */ (null); ; ) {
    last = walkOn(walker, finds);
    if (last) range.setEnd(last, 0);
    else range.setEnd(root, root.childNodes.length);
    const text = before + range.toString();
    if (mayHoldNumber(text)) addTexts(finds.texts, root, range, before);
    if (!last) return;
    before = text.slice(-LONGEST_NUMBER);
    // Behind what is skipped, the range begins and ends anew.
    if (isSkipped(last)) range.setStartAfter(last);
    else range.collapse(false);
    yield;
    if (!isInPage(root)) return;
    if (range.startContainer instanceof Text) range.setStartBefore(range.startContainer);
    range.collapse(true);
    walker.currentNode = nodeBefore(range);
  }
}

/** @param {TreeWalker} walker @param {Finds} finds @returns {Element | null} the next chunk's first */
function walkOn(walker, finds) {
  for (let count = 0; ; count += 1) {
    const element = /** @type {Element | null} */ (walker.nextNode());
    if (!element) return null;
    const isSkipped = sortElement(element, finds) === "skipped";
    if (isSkipped || count === CHUNK) return element;
  }
}

/** @param {Element} element @param {Finds} finds @returns {string | undefined} its sort */
function sortElement(element, { links, hosts }) {
  // Only a form could say anything but its name here.
  const name = element.localName;
  const sort = SORTS.get(name);
  if (sort === "plain") {
    if (element.firstChild === null || element.shadowRoot || isAskedAnyway()) hosts.add(element);
  } else if (sort === "link") {
    if (isCallLink(element)) links.add(/** @type {CallLink} */ (element));
  } else if (sort === undefined && typeof name === "string" && name.includes("-")) {
    if (!ownHosts.has(element)) hosts.add(element);
  }
  return sort;
}

/** A closed root on a plain element with content of its own is rare: only the first are asked. */
function isAskedAnyway() {
  filledAsked += 1;
  return filledAsked <= FILLED_ASKED_LIMIT;
}

/** @param {Element} link @returns {boolean} */
function isCallLink(link) {
  const address = attributeOf(link, "href");
  return address !== null && /tel:|callto:|sms:/i.test(address) && dials(/** @type {any} */ (link));
}

/** @param {CallLink} link */
const dials = (link) => /^(tel|callto|sms):$/.test(link.protocol);

/** @param {Element} element @returns {boolean} */
const isSkipped = (element) => SORTS.get(element.localName) === "skipped";

/** @param {Range} range @returns {Node} after which it begins */
function nodeBefore({ startContainer, startOffset }) {
  if (startOffset === 0) return startContainer;
  let node = /** @type {Node} */ (startContainer.childNodes[startOffset - 1]);
  for (let child = lastOf(node); child; child = lastOf(child)) node = child;
  return node;
}

/**
 * The shadow root of an element, closed ones too: browsers show them to extensions.
 *
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
function shadowRootOf(element) {
  const open = openRootOf(element);
  if (open || !(element instanceof HTMLElement)) return open;
  if (typeof chrome !== "undefined" && chrome.dom)
    return chrome.dom.openOrClosedShadowRoot(element);
  const gecko = /** @type {Element & {openOrClosedShadowRoot?: ShadowRoot | null}} */ (element);
  return gecko.openOrClosedShadowRoot ?? null;
}

/**
 * Adds the texts in a range that number-like spots touch. Only their lengths are asked for: to have
 * the browser hand over each text takes longer than all the rest.
 *
 * @param {Finds["texts"]} texts
 * @param {Node} root
 * @param {Range} range
 * @param {string} before the end of the text before it
 */
function addTexts(texts, root, range, before) {
  const text = before + range.toString();
  const walker = document.createTreeWalker(root, SHOW_TEXTS);
  walker.currentNode = nodeBefore(range);
  const next = () => /** @type {Text | null} */ (walker.nextNode());
  let node = next();
  let start = before.length;
  NUMBER_LIKE_ALL.lastIndex = 0;
  for (let spot; node && (spot = NUMBER_LIKE_ALL.exec(text)); ) {
    const end = spot.index + spot[0].length;
    const touched = [];
    for (; node && start < end; start += node.length, node = next()) {
      if (start + node.length > spot.index) touched.push(node);
      if (start + node.length >= end) break;
    }
    addTouched(texts, touched.filter(isReadable), spot.index < before.length);
    // One spot is reason enough to look at a text, however many more there are in it.
    if (node) NUMBER_LIKE_ALL.lastIndex = Math.max(end, start + node.length - LONGEST_NUMBER);
  }
}

/**
 * @param {Finds["texts"]} texts
 * @param {Text[]} touched by one number-like spot, in order
 * @param {boolean} began whether it began before the first of them
 */
function addTouched(texts, touched, began) {
  for (const [index, node] of touched.entries()) {
    const previous = touched[index - 1];
    const next = touched[index + 1];
    const goesOn =
      (index === 0 && began) ||
      (previous && !areApart(previous, node)) ||
      (next && !areApart(node, next));
    if (goesOn || mayHoldNumber(node.data)) texts.add(node);
  }
}

/**
 * @param {Text} left
 * @param {Text} right
 * @returns {boolean} whether they surely stand in separate boxes, by the names of these alone
 */
function areApart(left, right) {
  const [one, other] = [parentOf(left), parentOf(right)];
  if (!(one instanceof Element && other instanceof Element)) return false;
  const isBox = (/** @type {Element} */ element) => BOXES.has(nameOf(element));
  return (isBox(one) && !one.contains(right)) || (isBox(other) && !other.contains(left));
}

/**
 * @param {Text} node
 * @returns {boolean} whether a person may come to read it: no script or value, nothing of ours
 */
function isReadable(node) {
  const parent = parentOf(node);
  if (!(parent instanceof Element) || node.length > LONGEST_TEXT) return false;
  return !NEVER_READ.has(nameOf(parent)) && !ownHosts.has(parent);
}

/**
 * Whether a text could be part of a number with what stands before and after it in the document,
 * whatever parts them.
 *
 * @param {Text} node
 * @returns {boolean}
 */
function mayBePartOfNumber(node) {
  const own = pageTextOf(node);
  if (mayHoldNumber(own)) return true;
  if (own.length > LONGEST_NUMBER && !HAS_DIGIT.test(own)) return false;
  const before = textsBeside(node, "previousNode").reverse().join("").slice(-LONGEST_NUMBER);
  const after = textsBeside(node, "nextNode").join("").slice(0, LONGEST_NUMBER);
  for (const { index, 0: spot } of (before + own + after).matchAll(NUMBER_LIKE_ALL)) {
    if (index < before.length + own.length && index + spot.length > before.length) return true;
  }
  return false;
}

/**
 * @param {Text} node
 * @param {"previousNode" | "nextNode"} step
 * @returns {string[]} the nearest texts, as far as a number could reach
 */
function textsBeside(node, step) {
  const walker = document.createTreeWalker(rootOf(node), SHOW_TEXTS);
  walker.currentNode = node;
  const texts = [];
  for (let length = 0; length < LONGEST_NUMBER && texts.length < NEIGHBOURS; ) {
    const beside = /** @type {Text | null} */ (walker[step]());
    if (!beside) break;
    const parent = parentOf(beside);
    const text = parent && ownHosts.has(parent) ? "" : pageTextOf(beside);
    texts.push(text);
    length += text.length;
  }
  return texts;
}

/** @param {Text} node @returns {string} what the page wrote there */
const pageTextOf = (node) => ownTexts.get(node) ?? node.data;
