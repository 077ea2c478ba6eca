"use strict";
// From the page's tree to runs of visible text: what a person reads as one line of text is one run,
// what stands in separate boxes never is. Knows nothing of numbers but the cheap prefilter, and
// writes nothing to the page.
//
// Page elements are read through accessors taken from the prototypes: a form's controls can shadow
// every property of the form (`<input name="parentNode">`), even in an extension's world.

/**
 * @typedef {Object} Piece A text node's part of a run.
 * @property {Text} node
 * @property {string} text What the page wrote there (under a mark: what it wrote before).
 * @property {number} start Offset of the piece in the run's text, UTF-16.
 * @property {boolean} fixed Read for its context only: foreign links, buttons, code, editors.
 *
 * @typedef {Object} Run Neighbouring pieces of one line of text, in reading order.
 * @property {string} text
 * @property {Piece[]} pieces
 * @property {boolean} startsLine Nothing visible stands before the run on its line.
 */

/**
 * @template T
 * @param {object} prototype
 * @param {string} name
 * @returns {(node: Node) => T} the getter of that name, taken off the prototype
 */
function accessor(prototype, name) {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!getter) throw new TypeError(`no accessor ${name}`);
  return Function.prototype.call.bind(getter);
}

/** @type {(node: Node) => ParentNode & Node | null} */
const parentOf = accessor(Node.prototype, "parentNode");
/** @type {(node: Node) => ChildNode | null} */
const nextOf = accessor(Node.prototype, "nextSibling");
/** @type {(node: Node) => ChildNode | null} */
const previousOf = accessor(Node.prototype, "previousSibling");
/** @type {(node: Node) => ChildNode | null} */
const firstOf = accessor(Node.prototype, "firstChild");
/** @type {(node: Node) => ChildNode | null} */
const lastOf = accessor(Node.prototype, "lastChild");
/** @type {(node: Node) => number} */
const typeOf = accessor(Node.prototype, "nodeType");
/** @type {(node: Node) => boolean} */
const isInPage = accessor(Node.prototype, "isConnected");
/** @type {(node: Node) => string} */
const nameOf = accessor(Element.prototype, "localName");
/** @type {(node: Node) => ShadowRoot | null} */
const openRootOf = accessor(Element.prototype, "shadowRoot");
/** @type {(node: Node, selector: string) => Element | null} */
const closestOf = Function.prototype.call.bind(Element.prototype.closest);
/** @type {(node: Node, options?: GetRootNodeOptions) => Node} */
const rootOf = Function.prototype.call.bind(Node.prototype.getRootNode);
/** @type {(node: Node, name: string) => string | null} */
const attributeOf = Function.prototype.call.bind(Element.prototype.getAttribute);
/** @type {(node: Node, options?: CheckVisibilityOptions) => boolean} */
const isRendered = Function.prototype.call.bind(Element.prototype.checkVisibility);

/** Elements that we put into pages. @type {WeakSet<Node>} */
const ownHosts = new WeakSet();
/** What the page wrote into the text nodes that stand emptied beside them. @type {WeakMap<Node, string>} */
const ownTexts = new WeakMap();

// Elements that are read as part of the line they stand in, unless the page's style says otherwise.
const INLINE = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp " +
    "small span strike strong time tt u var wbr ruby slot"
  ).split(" "),
);
// Elements that take no room and part nothing.
const UNSEEN = new Set("script style template noscript link meta datalist wbr".split(" "));
// Here a person or a program writes.
const EDITED =
  "[contenteditable]:not([contenteditable=false i]), .CodeMirror, .cm-editor, .monaco-editor, " +
  ".ace_editor, [data-slate-editor], .ProseMirror";
const NEVER_READ = new Set("script style template noscript textarea option title".split(" "));
// Longer texts are logs and data, and looking through one would be a long task.
const LONGEST_TEXT = 200_000;
// Text in these is not ours to change: it is code, a value, somebody else's control, or not shown.
const FOREIGN = [
  "script, style, noscript, template, textarea, select, option, svg, math, canvas, code, samp, kbd",
  "title, object, iframe, audio, video, a[href], button, summary, [role=button], [role=link]",
  "[role=textbox], [role=searchbox], [role=combobox], [role=spinbutton], [role=code]",
  EDITED,
].join(", ");
// A label, the number and what follows it; more of the line does not change what the number is.
const CONTEXT_LIMIT = 300;
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
 * Whether text under this node belongs to somebody else: to a form, an editor, a link, a script.
 * Looks through shadow roots, so that a component inside an editor counts as edited.
 *
 * @param {Node} node
 * @returns {boolean}
 */
function isForeign(node) {
  const element = typeOf(node) === Node.ELEMENT_NODE ? node : parentOf(node);
  if (element instanceof Element && closestOf(element, FOREIGN)) return true;
  const root = rootOf(node);
  return root instanceof ShadowRoot && isForeign(root.host);
}

/**
 * Whether an element is read on in the same line of text, parts it, or is not there to be seen.
 *
 * @param {Node} element
 * @returns {"inline" | "apart" | "unseen"}
 */
function layoutOf(element) {
  const name = nameOf(element);
  if (UNSEEN.has(name)) return "unseen";
  if (!INLINE.has(name) && !name.includes("-")) return "apart";
  const style = getComputedStyle(/** @type {Element} */ (element));
  if (style.display === "none") return "unseen";
  const isInline = style.display === "inline" || style.display === "contents";
  return isInline && style.float === "none" && style.visibility === "visible" ? "inline" : "apart";
}

/**
 * Visits the texts beside a text node that are read on the same line, in one direction.
 *
 * @param {Text} from
 * @param {{beside: typeof nextOf, into: typeof firstOf}} direction
 * @param {(node: Text) => boolean} visit returns false when enough was read
 * @returns {boolean} whether the line ended there (false: something stands beside, or enough read)
 */
function visitLine(from, { beside, into }, visit) {
  let at = /** @type {Node} */ (from);
  for (let enters = false; ; ) {
    let next = (enters && into(at)) || beside(at);
    while (!next) {
      const up = parentOf(at);
      if (!(up instanceof Element) || layoutOf(up) !== "inline") return true;
      at = up;
      next = beside(at);
    }
    at = next;
    enters = false;
    if (at instanceof Text) {
      if (!visit(at)) return false;
    } else if (at instanceof Element && !ownHosts.has(at)) {
      const layout = layoutOf(at);
      if (layout === "apart") return !standsInLine(at);
      enters = layout === "inline";
    }
  }
}

/**
 * @param {Element} element one that parts the text
 * @returns {boolean} whether it stands within the line: an image, a field, a small box
 */
function standsInLine(element) {
  if (nameOf(element) === "br") return false;
  const { display, float, position } = getComputedStyle(element);
  return display.startsWith("inline") && float === "none" && !/absolute|fixed/.test(position);
}

/**
 * The run of visible text that a text node belongs to, far enough to judge a number in it.
 *
 * @param {Text} node
 * @returns {Run}
 */
function runAround(node) {
  /** @type {Piece[]} */
  const pieces = [pieceOf(node)];
  let room = CONTEXT_LIMIT;
  /** @param {(piece: Piece) => void} add @returns {(text: Text) => boolean} */
  const collector = (add) => (text) => {
    const piece = pieceOf(text);
    add(piece);
    return (room -= piece.text.length) > 0;
  };
  const before = { beside: previousOf, into: lastOf };
  const after = { beside: nextOf, into: firstOf };
  const startsLine = visitLine(
    node,
    before,
    collector((piece) => pieces.unshift(piece)),
  );
  room = CONTEXT_LIMIT;
  visitLine(
    node,
    after,
    collector((piece) => pieces.push(piece)),
  );
  let length = 0;
  for (const piece of pieces) {
    piece.start = length;
    length += piece.text.length;
  }
  return { text: pieces.map((piece) => piece.text).join(""), pieces, startsLine };
}

/**
 * @param {Text} node
 * @returns {Piece}
 */
function pieceOf(node) {
  return { node, text: ownTexts.get(node) ?? node.data, start: 0, fixed: isForeign(node) };
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
