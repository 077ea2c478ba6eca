"use strict";
// Provides `Dom`: reads the DOM through accessors taken from the prototypes, because a form control
// can shadow any property of its form (`<input name="parentNode">`). Depends on nothing.

const Dom = (() => {
  /**
   * @template T
   * @param {object} prototype
   * @param {string} name
   * @returns {(node: Node) => T} the prototype's getter
   */
  function accessor(prototype, name) {
    const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get;
    if (!getter) throw new TypeError(`no accessor ${name}`);
    return Function.prototype.call.bind(getter);
  }

  /**
   * @template {Function} T
   * @param {T} method
   * @returns {any} the method as a function that takes `this` as its first argument
   */
  const taken = (method) => Function.prototype.call.bind(method);

  /** @type {(node: Node) => ParentNode & Node | null} */
  const parentOf = accessor(Node.prototype, "parentNode");
  /** @type {(node: Node) => ShadowRoot | null} */
  const openRootOf = accessor(Element.prototype, "shadowRoot");

  /** @param {ParentNode & Node} root @param {string} selector @returns {NodeListOf<Element>} */
  function allUnder(root, selector) {
    const other = root instanceof Document ? Document : DocumentFragment;
    const kind = root instanceof Element ? Element : other;
    return kind.prototype.querySelectorAll.call(root, selector);
  }

  /**
   * Returns an element's shadow root. Browsers let extensions use closed roots too.
   * @param {Element} element
   * @returns {ShadowRoot | null}
   */
  function shadowRootOf(element) {
    const open = openRootOf(element);
    if (open || !(element instanceof HTMLElement)) return open;
    try {
      const { dom } = chrome;
      if (dom) return dom.openOrClosedShadowRoot(element);
    } catch {
      // The extension was removed. A check before each call would be slower.
      return null;
    }
    const gecko = /** @type {Element & {openOrClosedShadowRoot?: ShadowRoot | null}} */ (element);
    return gecko.openOrClosedShadowRoot ?? null;
  }

  /** Frequent elements that count as block boxes without a look at their computed style. */
  const BOXES = new Set("td th tr li p div h1 h2 h3 h4 h5 h6 dt dd section article".split(" "));
  /** @type {(node: Node) => string} */
  const nameOf = accessor(Element.prototype, "localName");
  /** @param {Element} element @returns {boolean} */
  const isBox = (element) => BOXES.has(nameOf(element));
  /** @type {(node: Node, selector: string) => boolean} */
  const matches = taken(Element.prototype.matches);

  return {
    accessor,
    allUnder,
    isBox,
    matches,
    nameOf,
    parentOf,
    shadowRootOf,
    taken,
    /** @type {(node: Node) => ChildNode | null} */
    lastOf: accessor(Node.prototype, "lastChild"),
    /** @type {(node: Node) => NodeList} */
    childrenOf: accessor(Node.prototype, "childNodes"),
    /** @type {(node: Node) => string | null} */
    contentOf: accessor(Node.prototype, "textContent"),
    /** @type {(node: Node) => boolean} */
    isInPage: accessor(Node.prototype, "isConnected"),
    /** @type {(node: Node, selector: string) => Element | null} */
    closest: taken(Element.prototype.closest),
    /** @type {(node: Node, other: Node) => boolean} */
    holds: taken(Node.prototype.contains),
    /** @type {(node: Node, options?: GetRootNodeOptions) => Node} */
    rootOf: taken(Node.prototype.getRootNode),
    /** @type {(node: Node, name: string) => string | null} */
    attributeOf: taken(Element.prototype.getAttribute),
    // Not `document.createTreeWalker`: an image's name can shadow a property of the document.
    walkerOver: Document.prototype.createTreeWalker.bind(document),
    /** Elements that this extension made. @type {WeakSet<Node>} */
    own: new WeakSet(),
  };
})();
