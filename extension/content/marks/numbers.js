"use strict";
// Provides `Numbers`: every number that was found on the page, as static ranges in the page's own text
// nodes. The page's nodes are only pointed at, never written to. Depends on `Dom` and `Geometry`.

/**
 * @typedef {{start: number, end: number, number: string, ext: string, kind: string}} Match
 * @typedef {Object} PageNumber
 * @property {string} number E.164
 * @property {string} ext
 * @property {string} kind
 * @property {string} href where its link leads
 * @property {StaticRange[]} ranges one for each text node that it touches; none for a link
 * @property {CallLink | null} link the page's own link, or one that we made in its text
 */

const Numbers = (() => {
  /** @type {Set<PageNumber>} */
  const all = new Set();
  /** @type {WeakMap<Node, PageNumber[]>} by text node or link */
  const byNode = new WeakMap();
  /** What wants to know that a number came or went. @type {{added: (found: PageNumber) => void, removed: (found: PageNumber) => void}[]} */
  const watchers = [];

  /** @param {Node} node @returns {readonly PageNumber[]} those that touch a text node or a link */
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
   * Says which numbers stand in some text nodes now. One that stood there before and is the same stays
   * the same object.
   * @param {Iterable<Node>} nodes those that were read
   * @param {PageNumber[]} found all that touch one of them
   */
  function replace(nodes, found) {
    const standing = new Set([...nodes, ...found.flatMap(nodesOf)].flatMap(at));
    const before = new Map([...standing].map((one) => [keyOf(one), one]));
    const isNew = found.filter((one) => {
      const same = before.get(keyOf(one));
      if (!same || !isSamePlace(same, one)) return true;
      standing.delete(same);
      return false;
    });
    const read = new Set(nodes);
    for (const one of standing) {
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

  /** Lets go of all numbers that touch a text node or a link. @param {Node} node */
  function forget(node) {
    for (const found of at(node)) remove(found);
  }

  /** Lets go of what the page has taken away, so that it keeps no node alive. */
  function sweep() {
    for (const found of all) if (!isInPage(found)) remove(found);
  }

  /** @param {PageNumber} found @returns {boolean} */
  const isInPage = (found) => nodesOf(found).every(Dom.isInPage);

  /** @param {PageNumber} found @returns {boolean} whether it has not been let go of */
  const isKnown = (found) => all.has(found);

  function clear() {
    for (const found of all) remove(found);
  }

  /** @param {PageNumber} found @returns {string} as the page writes it now, without breaks */
  function writtenOf({ ranges, link }) {
    if (link) return (Dom.contentOf(link) ?? "").trim();
    const texts = ranges.map(({ startContainer, startOffset, endOffset }) =>
      /** @type {Text} */ (startContainer).data.slice(startOffset, endOffset),
    );
    return texts.join("").replace(/\s+/g, " ");
  }

  /** @param {PageNumber} found @returns {DOMRect[]} the boxes of its lines, in the window */
  const boxesOf = ({ ranges, link }) =>
    link
      ? [...Rendered.boxesOf(link)].filter(({ width }) => width > 0)
      : Geometry.boxesOfRanges(ranges);

  /** @param {PageNumber} found @returns {Element} the innermost elements that show it, in order */
  const cellOf = ({ ranges: [first], link }) => {
    const parent = link ?? Dom.parentOf(/** @type {StaticRange} */ (first).startContainer);
    return parent instanceof ShadowRoot ? parent.host : /** @type {Element} */ (parent);
  };

  /** @param {PageNumber} found @returns {string} E.164 with `;ext=` */
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
