"use strict";
// Provides `Numbers`: the registry of all numbers found on the page. Each number is a list of
// static ranges in the page's text nodes, or a link of the page. The registry never changes the
// page. Depends on `Dom`, `Geometry` and `Rendered`.

/**
 * @typedef {{start: number, end: number, number: string, ext: string, kind: string}} Match a number
 *   that the detection found in a text, with the offsets of its start and end in the text
 * @typedef {Object} PageNumber a number that was found on the page
 * @property {string} number E.164
 * @property {string} ext the extension's digits, or ""
 * @property {string} kind what kind of number the detection found: "mobile", "fax", …
 * @property {string} href the address of the extension's link for the number
 * @property {StaticRange[]} ranges one range for each text node that holds a part of the number;
 *   empty if `link` is set
 * @property {CallLink | null} link the link of the page, or of `Rewriter`, that shows the number;
 *   null if the number is in other text
 */

const Numbers = (() => {
  /** @type {Set<PageNumber>} */
  const all = new Set();
  /** @type {WeakMap<Node, PageNumber[]>} by text node or link */
  const byNode = new WeakMap();
  /**
   * Other parts of the engine add their callbacks here, to be told about added and removed numbers.
   * @type {{added: (found: PageNumber) => void, removed: (found: PageNumber) => void}[]}
   */
  const watchers = [];

  /** @param {Node} node a text or link @returns {readonly PageNumber[]} the numbers in the node */
  const at = (node) => byNode.get(node) ?? [];

  /** @param {PageNumber} found @returns {Node[]} */
  const nodesOf = ({ ranges, link }) =>
    link ? [link] : ranges.map(({ startContainer }) => startContainer);

  /** @param {PageNumber} found */
  function add(found) {
    all.add(found);
    for (const node of nodesOf(found)) byNode.set(node, [...at(node), found]);
    for (const { added } of watchers) added(found);
  }

  /** @param {PageNumber} found */
  function remove(found) {
    if (!all.delete(found)) return;
    for (const node of nodesOf(found)) {
      const rest = at(node).filter((other) => other !== found);
      if (rest.length > 0) byNode.set(node, rest);
      else byNode.delete(node);
    }
    for (const { removed } of watchers) removed(found);
  }

  /**
   * Replaces the numbers of some text nodes. A number that has not changed stays the same object.
   * @param {Iterable<Node>} nodes the nodes that were read
   * @param {PageNumber[]} found all numbers that touch one of these nodes
   */
  function replace(nodes, found) {
    const previous = new Set([...nodes, ...found.flatMap(nodesOf)].flatMap(at));
    if (previous.size === 0) return found.forEach(add);
    const before = new Map([...previous].map((one) => [keyOf(one), one]));
    const isNew = found.filter((one) => {
      const same = before.get(keyOf(one));
      if (!same || !isSamePlace(same, one)) return true;
      previous.delete(same);
      return false;
    });
    const read = new Set(nodes);
    for (const one of previous) {
      const isOfThese = nodesOf(one).some((node) => read.has(node));
      if (isOfThese || isNew.some((other) => overlaps(one, other))) remove(one);
    }
    for (const one of isNew) add(one);
  }

  /** @param {PageNumber} found */
  const keyOf = ({ number, ext, href, ranges: [first] }) =>
    `${number};${ext};${href};${first?.startOffset}`;

  /** @param {PageNumber} one @param {PageNumber} other */
  const isSamePlace = (one, other) =>
    one.link === other.link &&
    one.ranges.length === other.ranges.length &&
    one.ranges.every((range, index) => isSameRange(range, other.ranges[index]));

  /** @param {StaticRange} one @param {StaticRange | undefined} other */
  const isSameRange = (one, other) =>
    one.startContainer === other?.startContainer &&
    one.startOffset === other.startOffset &&
    one.endOffset === other.endOffset;

  /** @param {PageNumber} one @param {PageNumber} other */
  const overlaps = (one, other) =>
    one.ranges.some((range) =>
      other.ranges.some(
        ({ startContainer, startOffset, endOffset }) =>
          startContainer === range.startContainer &&
          startOffset < range.endOffset &&
          endOffset > range.startOffset,
      ),
    );

  /** Removes all numbers that touch a text node or a link. @param {Node} node */
  function forget(node) {
    for (const found of at(node)) remove(found);
  }

  /** Removes the numbers whose nodes left the page, so that the browser can free these nodes. */
  function sweep() {
    for (const found of all) if (!isInPage(found)) remove(found);
  }

  /** @param {PageNumber} found @returns {boolean} */
  const isInPage = (found) => nodesOf(found).every(Dom.isInPage);

  /** @param {PageNumber} found @returns {boolean} whether the number is still in the registry */
  const isKnown = (found) => all.has(found);

  function clear() {
    for (const found of all) remove(found);
  }

  /**
   * @param {PageNumber} found
   * @returns {string} the text that the page shows for the number now, with white space collapsed
   */
  function writtenOf({ ranges, link }) {
    if (link) return (Dom.contentOf(link) ?? "").trim();
    const texts = ranges.map(({ startContainer, startOffset, endOffset }) =>
      /** @type {Text} */ (startContainer).data.slice(startOffset, endOffset),
    );
    return texts.join("").replace(/\s+/g, " ");
  }

  /** @param {PageNumber} found @returns {DOMRect[]} one box for each line, in the viewport */
  const boxesOf = ({ ranges, link }) =>
    link
      ? [...Rendered.boxesOf(link)].filter(({ width }) => width > 0)
      : Geometry.boxesOfRanges(ranges);

  /**
   * @param {PageNumber} found
   * @returns {Element} the page's link, or the element that contains the number's first text node
   */
  const cellOf = ({ ranges: [first], link }) => {
    const parent = link ?? Dom.parentOf(/** @type {StaticRange} */ (first).startContainer);
    return parent instanceof ShadowRoot ? parent.host : /** @type {Element} */ (parent);
  };

  /** @param {PageNumber} found @returns {string} E.164, with `;ext=` if it has an extension */
  const fullNumberOf = ({ number, ext }) => (ext ? `${number};ext=${ext}` : number);

  return {
    all,
    at,
    boxesOf,
    cellOf,
    clear,
    forget,
    isInPage,
    isKnown,
    remove,
    replace,
    sweep,
    fullNumberOf,
    watchers,
    writtenOf,
  };
})();
