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
 * @property {number} from Offset of the piece in the node's text; not 0 only in huge nodes.
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
const isConnected = accessor(Node.prototype, "isConnected");
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

// Elements that are read as part of the line they stand in, unless the page's style says otherwise.
const INLINE = new Set(
  ("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp " +
    "small span strike strong time tt u var wbr ruby slot").split(" "),
);
// Elements that take no room and part nothing.
const INVISIBLE = new Set("script style template noscript link meta datalist wbr".split(" "));
// Text in these is not ours to change: it is code, a value, somebody else's control, or not shown.
const FOREIGN = [
  "script, style, noscript, template, textarea, select, option, svg, math, canvas, code, samp, kbd",
  "title, object, iframe, audio, video, a[href], button, summary, [role=button], [role=link]",
  "[role=textbox], [role=searchbox], [role=combobox], [role=spinbutton], [role=code]",
  "[contenteditable]:not([contenteditable=false i])",
  ".CodeMirror, .cm-editor, .monaco-editor, .ace_editor, [data-slate-editor], .ProseMirror",
].join(", ");
// A label, the number and what follows it; more of the line does not change what the number is.
const CONTEXT_LIMIT = 300;
// Longer nodes are read in parts, so that no single look becomes a long task.
const PART_LIMIT = 8000;

/** Five digits of any script with only a little between them, or a number spelt in letters. */
const NUMBER_LIKE =
  /(?:\p{Nd}[^\p{L}\p{Nd}]{0,6}(?:[xX](?=\p{Nd}))?){4}\p{Nd}|\p{Nd}{3}[^\p{L}\p{Nd}]{1,3}[A-Za-z-]{4}/u;
const ASCII_NUMBER_LIKE = /(?:\d[^\d\p{L}]{0,6}){4}\d|\d{3}\W{1,3}[A-Za-z-]{4}/u;
const ANY_DIGIT = /\d|[^\0-\u065f]/;

/**
 * Whether the finder could find a number in a text: cheap, and never a wrong no.
 *
 * @param {string} text
 * @returns {boolean}
 */
function mayHoldNumber(text) {
  return text.length > 4 && ANY_DIGIT.test(text) && NUMBER_LIKE.test(text);
}

/**
 * The shadow root of an element, closed ones too where the browser lets extensions see them.
 *
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
function openShadowRootOf(element) {
  const open = openRootOf(element);
  if (open) return open;
  if (typeof chrome !== "undefined" && chrome.dom && element instanceof HTMLElement) {
    return chrome.dom.openOrClosedShadowRoot(element);
  }
  const gecko = /** @type {Element & {openOrClosedShadowRoot?: ShadowRoot | null}} */ (element);
  return gecko.openOrClosedShadowRoot ?? null;
}

/**
 * Whether text under this node belongs to somebody else: to a form, an editor, a link, a script.
 * Looks through shadow roots, so that a component inside an editor counts as edited.
 *
 * @param {Node} node
 * @returns {boolean}
 */
function isForeign(node) {
  for (let at = /** @type {Node | null} */ (node); at; ) {
    const element = typeOf(at) === Node.ELEMENT_NODE ? at : parentOf(at);
    if (element && typeOf(element) === Node.ELEMENT_NODE && closestOf(element, FOREIGN)) {
      return true;
    }
    const root = rootOf(at);
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return false;
}

/**
 * Whether an element is read on in the same line of text, parts it, or is not there to be seen.
 *
 * @param {Node} element
 * @returns {"inline" | "apart" | "unseen"}
 */
function layoutOf(element) {
  const name = nameOf(element);
  if (INVISIBLE.has(name)) return "unseen";
  if (!INLINE.has(name) && !name.includes("-")) return "apart";
  const style = getComputedStyle(/** @type {Element} */ (element));
  if (style.display === "none") return "unseen";
  if (style.display !== "inline" && style.display !== "contents" && style.display !== "ruby") {
    return "apart";
  }
  return style.float === "none" && style.visibility === "visible" ? "inline" : "apart";
}

/**
 * Walks from a text node to the texts beside it on the same line, one direction at a time.
 *
 * @param {Text} node
 * @param {(node: Node) => ChildNode | null} beside nextOf or previousOf
 * @param {(node: Node) => ChildNode | null} into firstOf or lastOf
 * @param {(node: Text) => boolean} visit returns false when enough was read
 * @returns {boolean} whether the line ended there (false: something visible, or enough was read)
 */
function walkLine(node, beside, into, visit) {
  for (let at = /** @type {Node} */ (node); ; ) {
    let next = /** @type {Node | null} */ (beside(at));
    while (!next) {
      const up = parentOf(at);
      if (!up || typeOf(up) !== Node.ELEMENT_NODE || layoutOf(up) !== "inline") return true;
      at = up;
      next = beside(at);
    }
    at = next;
    const type = typeOf(at);
    if (type === Node.TEXT_NODE && !visit(/** @type {Text} */ (at))) return false;
    if (type !== Node.ELEMENT_NODE || isOurs(at)) continue;
    const layout = layoutOf(at);
    if (layout === "apart") return nameOf(at) === "br" || !isAtomic(at);
    if (layout === "unseen") continue;
    // An empty text or an icon is passed over; a filled element is entered at its near end.
    const child = into(at);
    if (!child) continue;
    const stop = stepInto(child, beside, into, visit);
    if (stop !== undefined) return stop;
  }
}

/**
 * @param {Node} element
 * @returns {boolean} whether something stands there within the line: an image, a field, a small box
 */
function isAtomic(element) {
  const { display, float, position } = getComputedStyle(/** @type {Element} */ (element));
  return display.startsWith("inline") && float === "none" && /static|relative|sticky/.test(position);
}
