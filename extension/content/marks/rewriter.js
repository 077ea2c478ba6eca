"use strict";
// Provides `Rewriter`: for the presentation "rewrite", replaces numbers in the page's text with
// plain links, so that the page can be printed, saved or copied with links. `undoAll` restores
// every text that the page has not changed since. No other file of marks/ changes the page's texts.
// Depends on `Numbers`.

/**
 * @typedef {Object} Rewritten A text node of the page that was split for its links.
 * @property {Text} node the page's node, now with only the beginning of its text
 * @property {string} text the node's original text
 * @property {(Text | HTMLAnchorElement)[]} pieces the texts and links that follow the node
 * @property {string[]} texts the text of each piece
 */

const Rewriter = (() => {
  /** @type {Rewritten[]} */
  let rewritten = [];

  /** Replaces all known numbers with links. */
  function rewriteAll() {
    /** @type {Map<Text, Part[]>} */
    const parts = new Map();
    for (const found of [...Numbers.all].filter(({ link }) => link === null)) {
      for (const { startContainer, startOffset, endOffset } of found.ranges) {
        const node = /** @type {Text} */ (startContainer);
        if (endOffset > node.length || !node.parentNode) continue;
        if (!/[\p{L}\p{Nd}]/u.test(node.data.slice(startOffset, endOffset))) continue;
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
    // The last number is replaced first, so that the offsets of the earlier numbers stay valid.
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
    rewritten.push({ node, text, pieces, texts: pieces.map((piece) => piece.textContent ?? "") });
  }

  /** @param {PageNumber} found */
  function newLink({ href }) {
    const link = document.createElement("a");
    link.href = href;
    link.setAttribute("data-click-to-call", "");
    // The page's colour for links may be unreadable on the background of this text.
    link.style.color = "inherit";
    return link;
  }

  /**
   * Restores each rewritten text that the page has not changed since it was rewritten. In any other
   * rewritten text, replaces each of the extension's links with the link's text.
   */
  function undoAll() {
    for (const { node, text, pieces, texts } of rewritten) {
      const begin = text.slice(0, text.length - texts.join("").length);
      const isUntouched =
        node.data === begin &&
        pieces.every((piece, index) => {
          const before = index === 0 ? node : pieces[index - 1];
          return before?.nextSibling === piece && piece.textContent === texts[index];
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
