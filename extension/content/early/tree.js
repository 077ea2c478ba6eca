"use strict";
// Reads the page's tree, and knows what in it is ours. Page elements are read through accessors taken
// from the prototypes: a form's controls can shadow every property of the form
// (`<input name="parentNode">`), even in an extension's world. Knows nothing of text and numbers.

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
const previousOf = accessor(Node.prototype, "previousSibling");
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
/** @type {(node: Node, selector: string) => boolean} */
const matchesOf = Function.prototype.call.bind(Element.prototype.matches);
/** @type {(node: Node, other: Node) => boolean} */
const holds = Function.prototype.call.bind(Node.prototype.contains);
/** @type {(node: Node) => NodeList} */
const childrenOf = accessor(Node.prototype, "childNodes");
/** @type {(node: Node, options?: GetRootNodeOptions) => Node} */
const rootOf = Function.prototype.call.bind(Node.prototype.getRootNode);
/** @type {(node: Node, name: string) => string | null} */
const attributeOf = Function.prototype.call.bind(Element.prototype.getAttribute);

// So can an image's name every property of the document.
const walkerOver = Document.prototype.createTreeWalker.bind(document);

/**
 * @param {ParentNode & Node} root
 * @param {string} selector
 * @returns {NodeListOf<Element>}
 */
function allUnder(root, selector) {
  const kinds = [Document, Element, DocumentFragment];
  const kind = kinds.find((one) => root instanceof one) ?? Element;
  return kind.prototype.querySelectorAll.call(root, selector);
}

/** Elements that we put into pages. @type {WeakSet<Node>} */
const ownHosts = new WeakSet();
/** What the page wrote into the text nodes that stand emptied beside them. @type {WeakMap<Node, string>} */
const ownTexts = new WeakMap();

/** The page's own links to numbers, taken over where they stand. @type {WeakMap<Node, Mark>} */
const takenLinks = new WeakMap();
