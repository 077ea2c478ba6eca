"use strict";
// Provides `Rewriter`: turns numbers into plain links in the page's own text, where the user asks for it:
// for pages that are printed, saved or copied with links. What the page changes then is left to it; what
// it has not touched is given back. This is the one file of marks/ that writes to a page. Depends on
// `Numbers`.

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

  /** Turns all known numbers into links. */
  function rewriteAll() {
    /** @type {Map<Text, Part[]>} */
    const parts = new Map();
    for (const found of [...Numbers.all].filter(({ link }) => link === null)) {
      for (const { startContainer, startOffset, endOffset } of found.ranges) {
        const node = /** @type {Text} */ (startContainer);
        if (endOffset > node.length || !node.parentNode) continue;
        parts.set(node, [...(parts.get(node) ?? []), { found, startOffset, endOffset }]);
      }
      Numbers.remove(found);
    }
    for (const [node, those] of parts) rewrite(node, those);
  }

  /** @typedef {{found: PageNumber, startOffset: number, endOffset: number}} Part */

  /** @param {Text} node @param {Part[]} parts */
  function rewrite(node, parts) {
    const { data: text } = node;
    /** @type {Rewritten["pieces"]} */
    const pieces = [];
    // From the last to the first, so that the offsets before stay what they are.
    for (const part of parts.sort((one, other) => other.startOffset - one.startOffset)) {
      const { found, startOffset, endOffset } = part;
      if (endOffset < node.length) pieces.unshift(node.splitText(endOffset));
      const link = newLink(found);
      link.append(node.data.slice(startOffset));
      node.data = node.data.slice(0, startOffset);
      node.after(link);
      pieces.unshift(link);
      Numbers.replace([link], [{ ...found, ranges: [], link }]);
    }
    rewritten.push({ node, text, pieces, said: pieces.map((piece) => piece.textContent ?? "") });
  }

  /** @param {PageNumber} found */
  function newLink({ href }) {
    const link = document.createElement("a");
    link.href = href;
    link.setAttribute("data-click-to-call", "");
    // The page's own link colour may not be made for this ground.
    link.style.color = "inherit";
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
