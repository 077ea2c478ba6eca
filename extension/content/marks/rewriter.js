"use strict";
// Provides `Rewriter`: turns numbers into plain links in the page's own text, where the user asks for it:
// for pages that are printed, saved or copied with links. What the page changes then is left to it; what
// it has not touched is given back. This is the one file of marks/ that writes to a page. Depends on
// `Dom` and `Numbers`.

/**
 * @typedef {Object} Rewritten A text node of the page, cut into pieces.
 * @property {Text} node the page's own, which holds the beginning of its text
 * @property {string} text what it held
 * @property {(Text | HTMLAnchorElement)[]} pieces that follow it
 * @property {string[]} said what each of them held
 */

const Rewriter = (() => {
  /** @type {Rewritten[]} */
  let rewritten = [];

  /** Turns all known numbers into links. @returns {number} how many */
  function rewriteAll() {
    const found = [...Numbers.all].filter(({ link }) => link === null);
    const nodes = new Set(
      found.flatMap(({ ranges }) => ranges.map(({ startContainer }) => startContainer)),
    );
    for (const node of nodes) rewrite(/** @type {Text} */ (node));
    return found.length;
  }

  /** @param {Text} node */
  function rewrite(node) {
    const parts = Numbers.at(node).flatMap((found) =>
      found.ranges.flatMap(({ startContainer, startOffset, endOffset }) =>
        startContainer === node ? [{ found, startOffset, endOffset }] : [],
      ),
    );
    const { data: text } = node;
    /** @type {Rewritten["pieces"]} */
    const pieces = [];
    const links = [];
    // From the last to the first, so that the offsets before stay what they are.
    for (const { found, startOffset, endOffset } of parts.sort(
      (a, b) => b.startOffset - a.startOffset,
    )) {
      if (endOffset < node.length) pieces.unshift(node.splitText(endOffset));
      const link = newLink(found);
      link.append(node.data.slice(startOffset));
      node.data = node.data.slice(0, startOffset);
      node.after(link);
      pieces.unshift(link);
      links.push({ found, link });
    }
    rewritten.push({ node, text, pieces, said: pieces.map((piece) => piece.textContent ?? "") });
    for (const { found } of links) Numbers.remove(found);
    for (const { found, link } of links) Numbers.replace([link], [{ ...found, ranges: [], link }]);
  }

  /** @param {PageNumber} found */
  function newLink({ href }) {
    const link = document.createElement("a");
    link.href = href;
    link.setAttribute("data-click-to-call", "");
    Dom.own.add(link);
    return link;
  }

  /** Gives back all that the page has not touched since. */
  function undoAll() {
    for (const { node, text, pieces, said } of rewritten) {
      const begin = text.slice(0, text.length - said.join("").length);
      const isUntouched =
        node.data === begin &&
        pieces.every((piece, index) => {
          const before = index === 0 ? node : pieces[index - 1];
          return before?.nextSibling === piece && piece.textContent === said[index];
        });
      if (isUntouched) {
        for (const piece of pieces) piece.remove();
        node.data = text;
      } else {
        for (const piece of pieces)
          if (piece instanceof Element) piece.replaceWith(...piece.childNodes);
      }
    }
    rewritten = [];
  }

  return { rewriteAll, undoAll };
})();
