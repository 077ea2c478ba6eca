"use strict";
// Provides `Occlusion`: finds elements that cover a number, where the browser does not report this
// itself. A hit test finds the covering elements that take clicks. A walk over all elements finds
// those that let clicks through or paint outside their box. At a click, the whole walk runs at
// once. Before any click, the walk runs in small steps, so that it also notices an element that
// covers the number only until the pointer arrives. Depends on `Dom`, `Rendered`, `Geometry`,
// `CssPaint` and `Numbers`.

const Occlusion = (() => {
  /**
   * At a click, all elements of the page are checked. If there are more than this, they are not
   * checked, and the number counts as covered.
   */
  const ELEMENTS_LIMIT = 4000;
  /** The horizontal distance between the points that the thorough hit test checks. */
  const POINTS_APART_PX = 2;
  const POINTS_APART_AT_A_LOOK_PX = 20;
  const POINTS_LIMIT = 100;
  /**
   * The hit test leaves out points closer than this to the ends of a text. At these
   * points, the test could find a neighbouring element because of a rounding error.
   */
  const EDGE_PX = 2;
  const ROWS = [0.25, 0.5, 0.75];
  /**
   * If an outline is drawn more than this far inside its element, it can cover the element's
   * contents.
   */
  const INWARD_PX = 8;
  /** The time limit of one step of the walk over the elements of the page. */
  const WALK_MS = 3;

  /**
   * The elements that may cover a number, as far as the walk over the page has found them.
   * @type {Set<Element>}
   */
  const coverings = new Set();
  /** @type {Generator<Element, void> | undefined} */
  let coverWalk;
  /**
   * The time (`performance.now()`) before which the walk does not continue. The walk visits all
   * elements of the page in turn and looks for those that may cover a number.
   */
  let nextWalkAt = -Infinity;
  const WALK_EVERY_MS = 50;

  /**
   * Checks a number quickly: with few points of the hit test, and only against the elements that
   * the walk over the page has found so far.
   * @param {PageNumber} found
   * @returns {boolean} whether this check finds no element that covers the number
   */
  function isOpenAtALook(found) {
    const now = performance.now();
    if (now > nextWalkAt) {
      walkOn(now + WALK_MS);
      nextWalkAt = now + WALK_EVERY_MS;
    }
    return !isUnder(found, coverings, POINTS_APART_AT_A_LOOK_PX);
  }

  /**
   * Continues the walk over all elements. `coverWalk` stores where the walk pauses.
   * @param {number} end the time (`performance.now()`) at which the walk pauses
   */
  function walkOn(end) {
    coverWalk ??= everyElement(document);
    while (performance.now() < end) {
      const { value: element, done } = coverWalk.next();
      if (done) {
        for (const known of coverings) if (!Dom.isInPage(known)) coverings.delete(known);
        coverWalk = undefined;
        return;
      }
      if (mayLieOver(element)) coverings.add(element);
      else coverings.delete(element);
    }
  }

  /**
   * @param {ParentNode & Node} root
   * @returns {Generator<Element, void>} all elements of the page and its shadow trees except the
   *   extension's
   */
  function* everyElement(root) {
    for (const element of Dom.allUnder(root, "*")) {
      if (Dom.own.has(element)) continue;
      yield element;
      const inner = Dom.shadowRootOf(element);
      if (inner) yield* everyElement(inner);
    }
  }

  /** @param {PageNumber} found @returns {boolean} */
  function isCovered(found) {
    // This script cannot see what the page around this frame paints over the frame, so the number
    // counts as covered.
    if (window !== top) return true;
    const elements = [];
    for (const element of everyElement(document)) {
      if (elements.push(element) > ELEMENTS_LIMIT) return true;
    }
    return isUnder(found, elements.filter(mayLieOver), POINTS_APART_PX);
  }

  /**
   * Whether a number is covered by elements inside the element that contains the number (its cell).
   * The browser reports only whether elements outside the cell cover it.
   * @param {PageNumber} found
   */
  function isCoveredWithin(found) {
    const within = [];
    for (const element of everyElement(Numbers.cellOf(found))) {
      if (within.push(element) > ELEMENTS_LIMIT) return true;
    }
    if (within.length === 0) return false;
    return isUnder(found, within.filter(mayLieOver), POINTS_APART_AT_A_LOOK_PX);
  }

  /**
   * Whether a number is covered, by an element that the hit test finds or by one of `others`.
   * @param {PageNumber} found
   * @param {Iterable<Element>} others elements that may cover numbers unnoticed by the hit test
   * @param {number} apart the distance between the tested points in CSS pixels
   */
  function isUnder(found, others, apart) {
    const boxes = Numbers.boxesOf(found);
    if (boxes.length === 0 || !boxes.every((box) => isHitAllOver(found, box, apart))) return true;
    const shown = found.link ?? /** @type {StaticRange} */ (found.ranges[0]).startContainer;
    const within = new Set(Rendered.shownWithin(shown));
    for (const other of others) {
      if ((found.link && Dom.holds(found.link, other)) || !Rendered.isRendered(other, VISIBLE))
        continue;
      if (liesOver(other, boxes, within.has(other))) return true;
    }
    return false;
  }

  const VISIBLE = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };

  /** @param {PageNumber} found @param {DOMRect} box @param {number} apart */
  function isHitAllOver(found, { left, top, width, height }, apart) {
    const count = Math.min(POINTS_LIMIT, Math.max(2, Math.ceil(width / apart)));
    for (const row of ROWS) {
      for (let index = 0; index < count; index += 1) {
        const x = left + EDGE_PX + ((width - 2 * EDGE_PX) * (index + 0.5)) / count;
        if (!isHit(found, x, top + height * row)) return false;
      }
    }
    return true;
  }

  /** @param {PageNumber} found @param {number} x @param {number} y */
  function isHit({ ranges, link }, x, y) {
    const { element } = Geometry.elementAt(x, y);
    if (link) return element !== null && Dom.holds(link, element);
    return ranges.some((range) =>
      Geometry.isDrawnIn(/** @type {Text} */ (range.startContainer), element),
    );
  }

  /**
   * @param {Element} element
   * @returns {boolean} whether the element can cover another one unnoticed by the hit test, because
   *   clicks go through it or it paints outside its box
   */
  function mayLieOver(element) {
    const style = getComputedStyle(element);
    if (letsThrough(element, style) || CssPaint.reachOf(style) > 0) return true;
    return hasLoosePart(element) || hasBackdrop(element);
  }

  /**
   * Whether an element may paint over the boxes of a number.
   * @param {Element} element
   * @param {DOMRect[]} boxes the boxes of a number
   * @param {boolean} isAround whether the element contains the number
   */
  function liesOver(element, boxes, isAround) {
    const style = getComputedStyle(element);
    const own = Rendered.boxOf(element);
    const reach = CssPaint.reachOf(style);
    const isReached = boxes.some(
      (box) => Geometry.crosses(Geometry.grown(own, reach), box) && !Geometry.encloses(own, box),
    );
    if ((reach > 0 && isReached) || hasLoosePart(element)) return true;
    if (!isAround && hasBackdrop(element)) return true;
    const isCrossed = boxes.some((box) => Geometry.crosses(own, box));
    if (isCrossed && parseFloat(style.outlineOffset) < -INWARD_PX && CssPaint.isOutlined(style))
      return true;
    if (isAround || !letsThrough(element, style)) return false;
    const isFramed = boxes.some(
      (box) => !Geometry.encloses(Geometry.grown(own, -CssPaint.borderOf(style)), box),
    );
    if (isCrossed && (CssPaint.paints(element, style) || isFramed)) return true;
    return textBoxesOf(element).some((text) => boxes.some((box) => Geometry.crosses(text, box)));
  }

  /** @param {Element} element @param {CSSStyleDeclaration} style */
  const letsThrough = (element, style) =>
    style.pointerEvents !== "auto" || Dom.matches(element, "[inert], [inert] *");

  /**
   * Whether `::before` or `::after` may paint outside the element's box. Their style decides,
   * because no API returns the box of a pseudo-element.
   * @param {Element} element
   */
  const hasLoosePart = (element) =>
    ["::before", "::after"].some((part) => isPaintedApart(getComputedStyle(element, part)));

  /**
   * @param {Element} element
   * @returns {boolean} whether the element is a modal dialog or popover whose backdrop covers the
   *   page
   */
  const hasBackdrop = (element) =>
    Dom.matches(element, ":modal, :popover-open") &&
    CssPaint.fills(getComputedStyle(element, "::backdrop"));

  /** @param {CSSStyleDeclaration} part */
  function isPaintedApart(part) {
    if (part.content === "none" || part.visibility !== "visible") return false;
    if (Number(part.opacity) === 0) return false;
    const isMoved = /^-|[( ]-/.test(`${part.marginLeft} ${part.marginTop} ${part.textIndent}`);
    const isApart = part.position !== "static" || part.transform !== "none" || isMoved;
    const isSeen =
      CssPaint.fills(part) || CssPaint.borderOf(part) > 0 || !/^(""|normal)$/.test(part.content);
    return (
      CssPaint.reachOf(part) > INWARD_PX || (part.pointerEvents !== "auto" && isApart && isSeen)
    );
  }

  /** @param {Element} element @returns {DOMRect[]} */
  function textBoxesOf(element) {
    const range = document.createRange();
    return [...Dom.childrenOf(element)].flatMap((child) => {
      if (!(child instanceof Text) || child.data.trim() === "") return [];
      range.selectNode(child);
      return [...range.getClientRects()];
    });
  }

  return { isCovered, isCoveredWithin, isOpenAtALook };
})();
