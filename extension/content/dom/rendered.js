"use strict";
// Provides `Rendered`: what an element is drawn within, whether it is rendered, and its boxes in the
// window. Depends on `Dom`.

const Rendered = (() => {
  /** @type {(node: Node) => HTMLSlotElement | null} */
  const slotOf = Dom.accessor(Element.prototype, "assignedSlot");

  /**
   * A node and all that it is drawn within, through slots and shadow roots; frames apart.
   * @param {Node} node
   * @returns {Generator<Element, void>}
   */
  function* shownWithin(node) {
    for (let at = /** @type {Node | null} */ (node); at; ) {
      if (at instanceof Element) yield at;
      const slot = at instanceof Element ? slotOf(at) : null;
      at = at instanceof ShadowRoot ? at.host : (slot ?? Dom.parentOf(at));
    }
  }

  /** @param {Node} node @param {string} selector @returns {Element | null} through shadow roots too */
  function closestShown(node, selector) {
    for (const element of shownWithin(node)) if (Dom.matches(element, selector)) return element;
    return null;
  }

  return {
    closestShown,
    shownWithin,
    /** @type {(node: Node, options?: CheckVisibilityOptions) => boolean} */
    isRendered: Dom.taken(Element.prototype.checkVisibility),
    /** @type {(element: Element) => DOMRect} */
    boxOf: Dom.taken(Element.prototype.getBoundingClientRect),
    /** @type {(element: Element) => DOMRectList} */
    boxesOf: Dom.taken(Element.prototype.getClientRects),
  };
})();
