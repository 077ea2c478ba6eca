"use strict";
// Provides `TextRuns`: from the page's tree to runs of visible text. What a person reads as one line
// of text is one run; what stands in separate boxes never is. Depends on `Dom`.

/**
 * @typedef {Object} TextPiece A text node's part of a run.
 * @property {Text} node
 * @property {string} text its data
 * @property {number} start Offset of the piece in the run's text, UTF-16.
 * @property {boolean} fixed Read for its context only: foreign links, buttons, code, editors.
 * @typedef {Object} Run Neighbouring pieces of one line of text, in reading order.
 * @property {string} text
 * @property {TextPiece[]} pieces
 * @property {boolean} readsAllBefore Nothing more before it is read with it.
 * @property {boolean} readsAllAfter Nor after it.
 * Whether an element is read on in the same line of text, parts it, or is not there to be seen.
 * @typedef {"inline" | "apart" | "unseen"} Layout
 * @typedef {{foreign: Map<Node, boolean>, layout: Map<Node, Layout>, region: string | null}} Known
 */

const TextRuns = (() => {
  /** @type {(node: Node) => ChildNode | null} */
  const previousOf = Dom.accessor(Node.prototype, "previousSibling");
  /** @type {(node: Node) => ChildNode | null} */
  const nextOf = Dom.accessor(Node.prototype, "nextSibling");
  /** @type {(node: Node) => ChildNode | null} */
  const firstOf = Dom.accessor(Node.prototype, "firstChild");
  /** @type {(node: Node) => number} */
  const typeOf = Dom.accessor(Node.prototype, "nodeType");
  /** @type {(node: Node) => boolean} */
  const hasAttributes = Dom.taken(Element.prototype.hasAttributes);

  // Elements that are read as part of the line they stand in, unless the page's style says otherwise.
  const INLINE = new Set(
    (
      "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp " +
      "small span strike strong time tt u var wbr ruby slot"
    ).split(" "),
  );
  // Elements that take no room and part nothing.
  const UNSEEN = new Set("script style template noscript link meta datalist wbr".split(" "));
  // Here a person or a program writes.
  const EDITED =
    "[contenteditable]:not([contenteditable=false i]), .CodeMirror, .cm-editor, .monaco-editor, " +
    ".ace_editor, [data-slate-editor], .ProseMirror";
  // Text in these is not ours to change: it is code, a value, somebody else's control, or not shown.
  const FOREIGN = [
    "script, style, noscript, template, textarea, select, option, svg, math, canvas, code, samp, kbd",
    "title, object, iframe, audio, video, a[href], button, summary, [role=button], [role=link]",
    "[role=textbox], [role=searchbox], [role=combobox], [role=spinbutton], [role=code]",
    EDITED,
  ].join(", ");
  // A label, the number and what follows it; more of the line does not change what the number is.
  const CONTEXT_LIMIT = 300;

  /** The page's links that show several numbers, each of which is ours to mark. @type {WeakSet<Node>} */
  const sharedLinks = new WeakSet();

  /**
   * What was asked before the page got the thread back: until then it cannot change, and nothing that
   * we write changes it.
   * @type {Known | null}
   */
  let known = null;

  /** @returns {Known} */
  function knownNow() {
    if (known) return known;
    queueMicrotask(() => (known = null));
    return (known = { foreign: new Map(), layout: new Map(), region: null });
  }

  /**
   * Whether text under this node belongs to somebody else: to a form, an editor, a link, a script.
   * Looks through shadow roots, so that a component inside an editor counts as edited.
   * @param {Node} node
   * @returns {boolean}
   */
  function isForeign(node) {
    const isText = typeOf(node) === Node.TEXT_NODE;
    const element = isText ? Dom.parentOf(node) : node;
    if (element instanceof ShadowRoot) return isForeign(element.host);
    if (!(element instanceof Element)) return false;
    const { foreign } = knownNow();
    const before = foreign.get(element);
    if (before !== undefined) return before;
    // A plain box without attributes is nobody's; to match all of those selectors takes longer.
    const isPlain = Dom.isBox(element) && !hasAttributes(element);
    const isOwner = !isPlain && Dom.matches(element, FOREIGN) && !sharedLinks.has(element);
    const parent = Dom.parentOf(element);
    const answer = isOwner || (parent !== null && isForeign(parent));
    foreign.set(element, answer);
    return answer;
  }

  /** @param {Node} element @returns {Layout} */
  function layoutOf(element) {
    const name = Dom.nameOf(element);
    if (UNSEEN.has(name)) return "unseen";
    if (!INLINE.has(name) && !name.includes("-")) return "apart";
    const { layout } = knownNow();
    const before = layout.get(element);
    if (before) return before;
    const answer = layoutByStyle(getComputedStyle(/** @type {Element} */ (element)));
    layout.set(element, answer);
    return answer;
  }

  /** @param {CSSStyleDeclaration} style @returns {Layout} */
  function layoutByStyle(style) {
    if (style.display === "none") return "unseen";
    const isInline = style.display === "inline" || style.display === "contents";
    return isInline && style.float === "none" && style.visibility === "visible"
      ? "inline"
      : "apart";
  }

  /**
   * Visits the texts beside a text node that are read on the same line, in one direction.
   * @param {Text} from
   * @param {{beside: typeof nextOf, into: typeof firstOf}} direction
   * @param {(node: Text) => boolean} visit returns false when enough was read
   * @returns {boolean} whether there was no more to read (false: enough was read)
   */
  function visitLine(from, { beside, into }, visit) {
    let at = /** @type {Node} */ (from);
    for (let enters = false; ; ) {
      let next = (enters && into(at)) || beside(at);
      while (!next) {
        const up = Dom.parentOf(at);
        if (!(up instanceof Element) || layoutOf(up) !== "inline") return true;
        at = up;
        next = beside(at);
      }
      at = next;
      enters = false;
      if (at instanceof Text) {
        if (!visit(at)) return false;
      } else if (at instanceof Element) {
        const layout = layoutOf(at);
        if (layout === "apart") return true;
        enters = layout === "inline";
      }
    }
  }

  /**
   * The run of visible text that a text node belongs to, far enough to judge a number in it.
   * @param {Text} node
   * @param {number} [onwards] how many characters after it
   * @returns {Run}
   */
  function around(node, onwards = CONTEXT_LIMIT) {
    /** @type {TextPiece[]} */
    const pieces = [pieceOf(node)];
    let room = CONTEXT_LIMIT;
    /** @param {(piece: TextPiece) => void} add @returns {(text: Text) => boolean} */
    const collector = (add) => (text) => {
      const piece = pieceOf(text);
      add(piece);
      return (room -= piece.text.length) > 0;
    };
    const before = { beside: previousOf, into: Dom.lastOf };
    const after = { beside: nextOf, into: firstOf };
    const readsAllBefore = visitLine(
      node,
      before,
      collector((piece) => pieces.unshift(piece)),
    );
    room = onwards;
    const readsAllAfter = visitLine(
      node,
      after,
      collector((piece) => pieces.push(piece)),
    );
    let length = 0;
    for (const piece of pieces) {
      piece.start = length;
      length += piece.text.length;
    }
    return {
      text: pieces.map((piece) => piece.text).join(""),
      pieces,
      readsAllBefore,
      readsAllAfter,
    };
  }

  /**
   * @param {Run} run
   * @param {TextPiece} piece
   * @returns {boolean} whether the run holds all that could tell what a number in the piece is
   */
  function isWellInside({ text, readsAllBefore, readsAllAfter }, piece) {
    const rest = text.length - piece.start - piece.text.length;
    return (
      (readsAllBefore || piece.start >= CONTEXT_LIMIT) && (readsAllAfter || rest >= CONTEXT_LIMIT)
    );
  }

  /** @param {Text} node @returns {TextPiece} */
  function pieceOf(node) {
    return { node, text: node.data, start: 0, fixed: isForeign(node) };
  }

  /** A line end with something after it. */
  const BREAK_WITHIN = /[\n\r]\s*\S/;
  const GAPS = /[ \t\n\r]{2,}|[\n\r]/g;

  /**
   * The text as a person reads it: where white space collapses, a line end is a space.
   * @param {Run} run
   * @returns {{text: string, places: number[] | null}} `places`: for each of its characters, where it
   *   is in the run's text; null: at the same place
   */
  function readAloud({ text, pieces }) {
    if (!BREAK_WITHIN.test(text)) return { text, places: null };
    /** @type {number[]} */
    const places = [];
    let said = "";
    for (const piece of pieces) {
      const gaps = collapses(piece.node) ? piece.text.matchAll(GAPS) : [];
      let at = 0;
      const readTo = (/** @type {number} */ end) => {
        said += piece.text.slice(at, end);
        for (; at < end; at += 1) places.push(piece.start + at);
      };
      for (const { 0: gap, index } of gaps) {
        readTo(index);
        said += " ";
        places.push(piece.start + index);
        at += gap.length;
      }
      readTo(piece.text.length);
    }
    return { text: said, places };
  }

  /** @param {Text} node @returns {boolean} whether a line end in it is a space like any other */
  function collapses(node) {
    const parent = Dom.parentOf(node);
    if (!(parent instanceof Element)) return false;
    const style = getComputedStyle(parent);
    return !/pre|break-spaces/.test(
      style.getPropertyValue("white-space-collapse") || style.whiteSpace,
    );
  }

  return {
    CONTEXT_LIMIT,
    EDITED,
    around,
    isForeign,
    isWellInside,
    knownNow,
    readAloud,
    sharedLinks,
  };
})();
