"use strict";
// Provides `Rendered`: functions that return an element's ancestors in the rendered (flat) tree,
// whether the element is rendered, its boxes in the viewport, and which element has the focus.
// Depends on `Dom`.

const Rendered = (() => {
  /** @type {(node: Node) => HTMLSlotElement | null} */
  const openSlotOfText = Dom.accessor(Text.prototype, "assignedSlot");
  /** @type {(node: Node) => HTMLSlotElement | null} */
  const openSlotOfElement = Dom.accessor(Element.prototype, "assignedSlot");
  /** @type {(slot: Element) => Node[]} */
  const assignedTo = Dom.taken(HTMLSlotElement.prototype.assignedNodes);

  /**
   * @param {Node} node a text node or an element
   * @returns {Element | null} the slot through which a shadow tree shows the node; null if there is
   *   none. For a closed shadow tree, the browser does not name the slot, so it is looked for.
   */
  function slotOf(node) {
    const open = node instanceof Text ? openSlotOfText(node) : openSlotOfElement(node);
    const parent = open ? null : Dom.parentOf(node);
    const root = parent instanceof Element ? Dom.shadowRootOf(parent) : null;
    if (root?.mode !== "closed") return open;
    return [...Dom.allUnder(root, "slot")].find((one) => assignedTo(one).includes(node)) ?? null;
  }

  /**
   * Yields the elements that contain a node as it is rendered, the innermost first: the node itself
   * if it is an element, and its ancestors in the flat tree, through slots and shadow roots.
   * @param {Node} node
   * @returns {Generator<Element, void>}
   */
  function* shownWithin(node) {
    for (let at = /** @type {Node | null} */ (node); at; ) {
      if (at instanceof Element) yield at;
      const slot = at instanceof Element || at instanceof Text ? slotOf(at) : null;
      at = at instanceof ShadowRoot ? at.host : (slot ?? Dom.parentOf(at));
    }
  }

  /** @param {Node} node @param {string} selector @returns {Element | null} */
  function closestShown(node, selector) {
    for (const element of shownWithin(node)) if (Dom.matches(element, selector)) return element;
    return null;
  }

  /** @returns {Element | null} the focused element, which may be in a shadow tree */
  function focused() {
    let at = document.activeElement;
    for (let inner = at && Dom.shadowRootOf(at)?.activeElement; inner; ) {
      at = inner;
      inner = Dom.shadowRootOf(at)?.activeElement ?? null;
    }
    return at;
  }

  return {
    closestShown,
    focused,
    shownWithin,
    /** @type {(node: Node, options?: CheckVisibilityOptions) => boolean} */
    isRendered: Dom.taken(Element.prototype.checkVisibility),
    /** @type {(element: Element) => DOMRect} */
    boxOf: Dom.taken(Element.prototype.getBoundingClientRect),
    /** @type {(element: Element) => DOMRectList} */
    boxesOf: Dom.taken(Element.prototype.getClientRects),
  };
})();
