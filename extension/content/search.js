"use strict";
// Where in a page there is reason to look closely: texts that may hold a number, links that dial one,
// shadow roots. Cheap, for it is all that most pages ever see of us, and it writes nothing. Knows
// nothing of numbers but the prefilter.

const CALL_LINKS = 'a[href*="tel:" i], a[href*="callto:" i], area[href*="tel:" i]';
/** @typedef {HTMLAnchorElement | HTMLAreaElement} CallLink */

const NEVER_READ = new Set("script style template noscript textarea option title".split(" "));
// Longer texts are logs and data, and looking through one would be a long task.
const LONGEST_TEXT = 200_000;
// How many elements' text is joined at once, and how much of it a number could begin before it in.
const CHUNK = 100;
const LONGEST_NUMBER = 60;
const HAS_DIGIT = /\p{Nd}/u;
/** Five digits of any script with only a little between them, or a number ending in letters. */
const NUMBER_LIKE =
  /(?:\p{Nd}(?:[^\p{L}\p{Nd}]|[xXー]){0,6}){4}\p{Nd}|\p{Nd}{3}[^\p{L}\p{Nd}]{1,3}[A-Za-z][A-Za-z-]{3}|\p{Nd}{3}[A-Z]{4}/u;

const NUMBER_LIKE_ALL = new RegExp(NUMBER_LIKE.source.replace("{4}", "{4,}"), "gu");

/** The elements of HTML that no page can give a shadow root, the frequent ones first. */
const NEVER_HOSTS =
  "a, li, td, tr, b, i, em, strong, ul, ol, img, br, button, label, input, option, th, svg, path, " +
  "small, code, pre, table, tbody, thead, dl, dt, dd, script, style, link, meta, form, select, g, " +
  "time, sup, sub, source, picture, use, circle, rect, line, polygon, iframe, textarea, template, " +
  "figure, figcaption, video, noscript, hr, cite, mark, abbr, html, head, title, u, s, font, center";
const PLAIN_HOSTS =
  "p, div, span, section, h1, h2, h3, h4, h5, h6, article, nav, main, header, footer, aside, " +
  "blockquote, body";
const PLAIN_NAMES = new Set(PLAIN_HOSTS.split(", "));
const MAYBE_HOSTS = `:not(${PLAIN_HOSTS}, ${NEVER_HOSTS}), :is(${PLAIN_HOSTS}):empty`;
const FILLED_HOSTS = `:is(${PLAIN_HOSTS}):not(:empty)`;
const FILLED_HOSTS_LIMIT = 20_000;

/**
 * Whether the finder could find a number in a text: cheap, and never a wrong no.
 *
 * @param {string} text
 * @returns {boolean}
 */
function mayHoldNumber(text) {
  return text.length > 4 && NUMBER_LIKE.test(text);
}

/**
 * The shadow root of an element, closed ones too: browsers show them to extensions.
 *
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
function openShadowRootOf(element) {
  const open = openRootOf(element);
  if (open || !(element instanceof HTMLElement) || !canBeHost(element)) return open;
  if (typeof chrome !== "undefined" && chrome.dom)
    return chrome.dom.openOrClosedShadowRoot(element);
  const gecko = /** @type {Element & {openOrClosedShadowRoot?: ShadowRoot | null}} */ (element);
  return gecko.openOrClosedShadowRoot ?? null;
}

/**
 * Asking for a closed root takes forty microseconds in Chromium, so it is not done in vain.
 *
 * @param {Element} element
 */
function canBeHost(element) {
  return nameOf(element).includes("-") || PLAIN_NAMES.has(nameOf(element));
}

/**
 * Every text node under a node that could hold a number or a part of one, in document order. The
 * browser joins the text of many elements at once, far faster than a script can walk through it;
 * single nodes are only looked for where the joined text has something.
 *
 * @param {ParentNode & Node} root
 * @returns {Generator<Text | undefined, void>} undefined: a good moment to pause
 */
function* textsWithNumbers(root) {
  const elements = root.querySelectorAll("*");
  const range = document.createRange();
  range.selectNodeContents(root);
  range.collapse(true);
  let before = "";
  for (let index = 0; index < elements.length + CHUNK; index += CHUNK) {
    const limit = elements[index + CHUNK];
    // What the page took away since, it told the observer; the next element still marks the place.
    if (limit && !root.contains(limit)) continue;
    if (limit) range.setEndBefore(limit);
    else range.setEnd(root, root.childNodes.length);
    const text = range.toString();
    // All at once: what is drawn between two yields would shift the places in the text.
    if (NUMBER_LIKE.test(before + text)) yield* textsAt(range, before);
    before = text.slice(-LONGEST_NUMBER);
    range.collapse(false);
    yield undefined;
    if (!root.contains(range.startContainer)) return;
  }
}

/**
 * @param {Range} range
 * @param {string} before the end of the text before it
 * @returns {Set<Text>} the nodes in the range that the number-like spots touch
 */
function textsAt(range, before) {
  const nodes = [...textsIn(range)].filter(isReadable);
  const text = before + nodes.map(({ data }) => data).join("");
  /** @type {Set<Text>} */
  const found = new Set();
  let next = 0;
  let end = before.length;
  for (const { index, 0: spot } of text.matchAll(NUMBER_LIKE_ALL)) {
    for (; next < nodes.length; next += 1) {
      const node = /** @type {Text} */ (nodes[next]);
      if (end + node.length > index) found.add(node);
      if (end + node.length >= index + spot.length) break;
      end += node.length;
    }
  }
  return found;
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

/** @param {Range} range @returns {Generator<Text, void>} */
function* textsIn(range) {
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  const { startContainer, startOffset } = range;
  const first = startContainer.childNodes[startOffset];
  if (first) walker.currentNode = first;
  let node = first instanceof Text ? first : walker.nextNode();
  for (; node && range.comparePoint(node, 0) <= 0; node = walker.nextNode()) {
    yield/** @type {Text} */ (node);
  }
}

/**
 * Elements under a root that may have a shadow root: components by their names, and elements with
 * nothing in them. A plain element with both a shadow root and content of its own is found only
 * where it is open and the page small.
 *
 * @param {ParentNode & Node} root
 * @returns {Iterable<Element>}
 */
function* maybeHosts(root) {
  if (root instanceof Element) yield root;
  for (const element of root.querySelectorAll(MAYBE_HOSTS)) yield element;
  const filled = root.querySelectorAll(FILLED_HOSTS);
  if (filled.length > FILLED_HOSTS_LIMIT) return;
  for (const element of filled) if (openRootOf(element)) yield element;
}

/**
 * @param {ParentNode & Node} root
 * @returns {CallLink[]}
 */
function callLinksUnder(root) {
  const found = /** @type {CallLink[]} */ ([...root.querySelectorAll(CALL_LINKS)]);
  if (root instanceof Element && root.matches(CALL_LINKS))
    found.push(/** @type {CallLink} */ (root));
  return found.filter((link) => /^(tel|callto):$/.test(link.protocol));
}
