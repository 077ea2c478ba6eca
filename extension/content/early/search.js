"use strict";
// Where in a page there is reason to look closely. All that most pages ever see of us, so it has the
// browser join the text of many elements and walks only where there may be a number. Writes nothing,
// and knows nothing of numbers but the prefilter.

/**
 * @typedef {HTMLAnchorElement | HTMLAreaElement} CallLink
 * @typedef {Pick<Scan, "texts" | "links" | "hosts">} Finds what comes to light, as it does
 */

/** Of `NodeFilter`: texts and CDATA sections. */
const SHOW_TEXTS = 4 | 8;
const NEVER_READ = new Set("script style template noscript textarea option title".split(" "));
// To lay out a longer text anew, as its marks need, takes the browser more than 50 ms.
const LONGEST_TEXT = 400_000;
// How many elements' text is joined at once, and how far before it a number could begin.
const CHUNK = 32;
const LONGEST_NUMBER = 60;
// How many texts to each side of one, and how much of them, may have to do with its number.
const NEIGHBOURS = 8;
const REACH = 100;
// Frequent elements that are a box of their own whatever the page's style says.
const BOXES = new Set("td th tr li p div h1 h2 h3 h4 h5 h6 dt dd section article".split(" "));
// Numbers ending in letters: "1-800-FLOWERS", "1 (800) GO FEDEX"; outside America "13 CABS".
const LETTERED =
  "\\d{3}(?:[-.]|\\) ?|(?<=\\d[-. ]{1,2}\\d{3}) )(?=[-.\\dA-Z]{0,5}[A-Z])(?:[-. ]?[A-Za-z\\d]){7}|" +
  "(?:8\\d\\d|1[38]00|\\b13|0508|086\\d|0[345]00)[- ](?:[\\d -]{0,3}[A-Z]){4}|\\d{3}[A-Z]{4}";
/** Five digits of any script with only a little between them, or a spelled number. */
const NUMBER_LIKE =
  "(?:\\p{Nd}(?:[^\\p{L}\\p{Nd}]|[xXー]){0,6}){4,}\\p{Nd}|" +
  `${LETTERED.replaceAll("\\d", "\\p{Nd}")}|\\p{Nd}\\p{Nd}[- ](?:[\\p{Nd} -]{0,3}[A-Z]){4}`;
/** Made when first needed: with all the world's digits that takes a while. @type {RegExp | undefined} */
let numberLike;
/** The same for ASCII, roughly and so compiled at once, or a sign from where other digits stand. */
const SUSPICIOUS = new RegExp(
  `(?:\\d[^0-9A-WYZa-wyz]{0,12}){4}\\d|${LETTERED}|` +
    "[\\u0660-\\u1fff\\ua620-\\uabff\\uff10-\\uff19\\ud800-\\ud83b\\ud83e]",
);

const CALLING = new Set(["a", "area"]);
/** Beside components, the only elements that a page can give a shadow root. */
const PLAIN_HOSTS = new Set(
  "p div span section h1 h2 h3 h4 h5 h6 article nav main header footer aside blockquote body".split(
    " ",
  ),
);
/** As many elements are looked at one by one. */
const FEW = 1000;
/** Of more, links that may dial, and plain elements with nothing in them but, maybe, a root. */
const WORTH_ASKING =
  'a[href*="tel:" i], a[href*="callto:" i], a[href*="sms:" i], area[href*="tel:" i], ' +
  `:empty:is(${[...PLAIN_HOSTS].join()})`;
const COMPONENTS = "descendant-or-self::*[contains(local-name(), '-')]";

/**
 * Whether the finder could find a number in a text: cheap, and never a wrong no.
 *
 * @param {string} text
 * @returns {boolean}
 */
function mayHoldNumber(text) {
  return text.length > 4 && SUSPICIOUS.test(text) && numberLikeFrom(0).test(text);
}

/** @param {number} index where in a text it goes on @returns {RegExp} */
function numberLikeFrom(index) {
  numberLike ??= new RegExp(NUMBER_LIKE, "gu");
  numberLike.lastIndex = index;
  return numberLike;
}

/**
 * Looks through a part of the page. It may change at every pause: what changes, the observer tells;
 * the browser itself keeps the range's place.
 *
 * @param {ParentNode & Node} root
 * @param {Finds} finds
 * @returns {Generator<void, void>} a good moment to pause
 */
function* lookThroughTree(root, finds) {
  const elements = allUnder(root, "*");
  if (root instanceof Element) sortElement(root, finds);
  for (let index = 0; index < Math.min(elements.length, FEW); index += 1) {
    sortElement(/** @type {Element} */ (elements[index]), finds);
  }
  if (elements.length > FEW) yield* lookForOthers(root, finds);
  const range = new Range();
  range.selectNodeContents(root);
  range.collapse(true);
  let before = "";
  for (let index = 0; isInPage(root); index += CHUNK) {
    const limit = elements[index + CHUNK];
    // What the page has taken away cannot end a chunk, so that chunk goes on to the next.
    if (limit && !holds(root, limit)) continue;
    if (limit) range.setEnd(limit, 0);
    else range.setEnd(root, childrenOf(root).length);
    const text = before + range.toString();
    if (mayHoldNumber(text)) addTexts(finds.texts, root, range, text, before.length);
    if (!limit) return;
    before = text.slice(-LONGEST_NUMBER);
    range.collapse(false);
    yield;
  }
}

/** @param {Element} element @param {Finds} finds */
function sortElement(element, { links, hosts }) {
  const name = nameOf(element);
  if (CALLING.has(name)) {
    if (isCallLink(element)) links.add(/** @type {CallLink} */ (element));
  } else if (PLAIN_HOSTS.has(name) || name.includes("-")) {
    if (!ownHosts.has(element)) hosts.add(element);
  }
}

/**
 * Among many elements the browser finds these faster; components only from an element on.
 *
 * @param {ParentNode & Node} root
 * @param {Finds} finds
 * @returns {Generator<void, void>} a good moment to pause
 */
function* lookForOthers(root, finds) {
  for (const element of allUnder(root, WORTH_ASKING)) sortElement(element, finds);
  yield;
  for (const top of root instanceof ShadowRoot ? root.children : [root]) {
    const evaluate = Document.prototype.evaluate.bind(document);
    const found = evaluate(COMPONENTS, top, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
    for (let index = 0; index < found.snapshotLength; index += 1) {
      sortElement(/** @type {Element} */ (found.snapshotItem(index)), finds);
    }
    yield;
  }
}

/** @param {Element} link @returns {boolean} */
function isCallLink(link) {
  const address = CALLING.has(nameOf(link)) ? attributeOf(link, "href") : null;
  return address !== null && /tel:|callto:|sms:/i.test(address) && dials(/** @type {any} */ (link));
}

/** @param {CallLink} link */
const dials = (link) => /^(tel|callto|sms):$/.test(link.protocol);

/** @param {Range} range @returns {Node} after which it begins */
function nodeBefore({ startContainer, startOffset }) {
  if (startOffset === 0) return startContainer;
  let node = /** @type {Node} */ (childrenOf(startContainer)[startOffset - 1]);
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
  try {
    if (chrome.dom) return chrome.dom.openOrClosedShadowRoot(element);
  } catch {
    // The extension is gone; to ask that first, for each element, takes longer than all of this.
    return null;
  }
  const gecko = /** @type {Element & {openOrClosedShadowRoot?: ShadowRoot | null}} */ (element);
  return gecko.openOrClosedShadowRoot ?? null;
}

/**
 * Adds the texts in a range that number-like spots touch. Only lengths are asked for: to hand over
 * each text takes the browser longer than all the rest.
 *
 * @param {Finds["texts"]} texts
 * @param {Node} root
 * @param {Range} range
 * @param {string} text that in the range, with some of that before it
 * @param {number} begin where the range begins in it
 */
function addTexts(texts, root, range, text, begin) {
  const walker = walkerOver(root, SHOW_TEXTS);
  walker.currentNode = nodeBefore(range);
  const next = () => /** @type {Text | null} */ (walker.nextNode());
  let node = next();
  let start = begin;
  let end = 0;
  for (let spot; node && (spot = numberLikeFrom(end).exec(text)); ) {
    end = spot.index + spot[0].length;
    const touched = [];
    for (; node && start < end; start += node.length, node = next()) {
      if (start + node.length > spot.index) touched.push(node);
      if (start + node.length >= end) break;
    }
    addTouched(texts, touched.filter(isReadable), spot.index < begin);
    // One spot is reason enough to look at a text, however many more there are in it.
    if (node) end = Math.max(end, start + node.length - LONGEST_NUMBER);
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
 * @param {Text} text
 * @param {Text} other
 * @returns {boolean} whether they surely stand in separate boxes, by the names of these alone
 */
function areApart(text, other) {
  const isOutside = (/** @type {Text} */ inner, /** @type {Text} */ outer) => {
    const parent = parentOf(inner);
    return parent instanceof Element && BOXES.has(nameOf(parent)) && !holds(parent, outer);
  };
  return isOutside(text, other) || isOutside(other, text);
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
 * Whether a text could be part of a number, or say what one is, with what stands around it.
 *
 * @param {Text} node
 * @returns {boolean}
 */
function mayConcernNumber(node) {
  const own = pageTextOf(node);
  if (mayHoldNumber(own)) return true;
  const before = textsBeside(node, "previousNode").reverse().join("").slice(-REACH);
  const after = textsBeside(node, "nextNode").join("").slice(0, REACH);
  return mayHoldNumber(before + own + after);
}

/**
 * @param {Text} node
 * @param {"previousNode" | "nextNode"} step
 * @returns {string[]} the nearest texts, as far as a number or its label could reach
 */
function textsBeside(node, step) {
  const walker = walkerOver(rootOf(node), SHOW_TEXTS);
  walker.currentNode = node;
  const texts = [];
  let from = node;
  for (let length = 0; length < REACH && texts.length < NEIGHBOURS; ) {
    const beside = /** @type {Text | null} */ (walker[step]());
    if (!beside || areApart(from, beside)) break;
    from = beside;
    const parent = parentOf(beside);
    const text = parent && ownHosts.has(parent) ? "" : pageTextOf(beside);
    texts.push(text);
    length += text.length;
  }
  return texts;
}

/** @param {Text} node @returns {string} what the page wrote there */
const pageTextOf = (node) => ownTexts.get(node) ?? node.data;
