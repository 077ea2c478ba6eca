"use strict";
// Provides `TextRuns`: joins neighbouring text nodes into runs. One run is the visible text of one
// line as a user reads it; text in separate boxes is never joined. Depends on `Dom`.

/**
 * @typedef {Object} TextPiece The part of a run that comes from one text node.
 * @property {Text} node
 * @property {string} text the node's data
 * @property {number} start Offset of the piece in the run's text, in UTF-16 code units.
 * @property {boolean} fixed True for a text in a link, button, code or editor: such a text gives
 *   context, but is never marked.
 * @typedef {Object} Run The neighbouring pieces of one line of text, in reading order.
 * @property {string} text
 * @property {TextPiece[]} pieces
 * @property {boolean} readsAllBefore True if the run includes the beginning of its line.
 * @property {boolean} readsAllAfter True if the run includes the end of its line.
 *
 * How an element affects the line around it. "inline": the element's text continues the line.
 * "apart": the element breaks the line. "unseen": the element is not shown.
 * @typedef {"inline" | "apart" | "unseen"} Layout
 * @typedef {Object} TaskCache What was found in the current task, stored by node.
 * @property {Map<Node, boolean>} untouchable whether the text in an element is never marked
 * @property {Map<Node, Layout>} layout
 * @property {Map<Node, boolean>} mirrored whether an element is shown mirrored
 * @property {Map<Node, string[]>} labels the texts in a node that may be a label
 * @property {Map<Node, Map<string, Element[]>>} labelElements for a document or shadow root, its
 *   `<label>` elements by the id in their `for` attribute
 * @property {Map<Node, string[]>} cards the regions that a table row, or another element about one
 *   contact, names
 * @property {string | null} region the page's region
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

  // Elements whose text continues the surrounding line, unless their computed style says otherwise.
  const INLINE = new Set(
    (
      "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp " +
      "small span strike strong time tt u var wbr ruby slot"
    ).split(" "),
  );
  // Elements that take no space and do not break a line.
  const UNSEEN = new Set("script style template noscript link meta datalist wbr".split(" "));
  // Selects editors: elements whose text a user or a script edits.
  const EDITED =
    "[contenteditable]:not([contenteditable=false i]), .CodeMirror, .cm-editor, .monaco-editor, " +
    ".ace_editor, [data-slate-editor], .ProseMirror";
  // Selects elements whose text is never marked: scripts, code, form controls, links, buttons,
  // graphics, embedded content and editors.
  const UNTOUCHABLE = [
    "script, style, noscript, template, textarea, select, option, svg, math, canvas, code, samp, kbd",
    "title, object, iframe, audio, video, a[href], button, summary, [role=button], [role=link]",
    "[role=textbox], [role=searchbox], [role=combobox], [role=spinbutton], [role=code]",
    EDITED,
  ].join(", ");
  // How many UTF-16 code units on each side of a text are read: enough for a label, the number and
  // what follows it. Text further away does not change the meaning of the number.
  const CONTEXT_LIMIT = 300;

  /**
   * Links of the page that show several numbers. Each of these numbers is marked separately.
   * @type {WeakSet<Node>}
   */
  const sharedLinks = new WeakSet();

  /**
   * A cache for the current task. What it contains stays true, because the page's scripts cannot
   * run before the task ends, and the extension's own changes do not affect it.
   * @type {TaskCache | null}
   */
  let cached = null;

  /** @returns {TaskCache} */
  function taskCache() {
    if (cached) return cached;
    queueMicrotask(() => (cached = null));
    const [untouchable, layout, mirrored] = [new Map(), new Map(), new Map()];
    const [labels, labelElements, cards] = [new Map(), new Map(), new Map()];
    return (cached = { untouchable, layout, mirrored, labels, labelElements, cards, region: null });
  }

  /**
   * Whether a node is in a form control, an editor, a link, a script or another element whose text
   * is never marked. Looks through shadow roots: a component inside an editor belongs to the
   * editor.
   * @param {Node} node
   * @returns {boolean}
   */
  function isUntouchable(node) {
    const isText = typeOf(node) === Node.TEXT_NODE;
    const element = isText ? Dom.parentOf(node) : node;
    if (element instanceof ShadowRoot) return isUntouchable(element.host);
    if (!(element instanceof Element)) return false;
    const { untouchable } = taskCache();
    const before = untouchable.get(element);
    if (before !== undefined) return before;
    // A block element without attributes cannot match `UNTOUCHABLE`, so it needs no test.
    const isPlain = Dom.isBox(element) && !hasAttributes(element);
    const isOwner = !isPlain && Dom.matches(element, UNTOUCHABLE) && !sharedLinks.has(element);
    const parent = Dom.parentOf(element);
    const answer = isOwner || (parent !== null && isUntouchable(parent));
    untouchable.set(element, answer);
    return answer;
  }

  /** @param {Node} element @returns {Layout} */
  function layoutOf(element) {
    const name = Dom.nameOf(element);
    if (UNSEEN.has(name)) return "unseen";
    if (!INLINE.has(name) && !name.includes("-")) return "apart";
    const { layout } = taskCache();
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
   * Visits the text nodes of one line, from a text node towards the line's beginning or end.
   * @param {Text} from the text node, which is not visited
   * @param {{beside: typeof nextOf, into: typeof firstOf}} direction towards the end, `beside`
   *   returns a node's next sibling and `into` a node's first child; towards the beginning, the
   *   previous sibling and the last child
   * @param {(node: Text) => boolean} visit returns false to stop the visits
   * @returns {boolean} true if the visits reached the line's beginning or end; false if `visit`
   *   stopped them
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
   * Returns the run that a text node belongs to, with enough context to judge a number in the node.
   * @param {Text} node
   * @param {number} [onwards] how many UTF-16 code units to read after the node
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
   * @returns {boolean} whether the run contains so much text on each side of the piece that the
   *   numbers in the piece can be read
   */
  function isWellInside({ text, readsAllBefore, readsAllAfter }, piece) {
    const rest = text.length - piece.start - piece.text.length;
    return (
      (readsAllBefore || piece.start >= CONTEXT_LIMIT) && (readsAllAfter || rest >= CONTEXT_LIMIT)
    );
  }

  /** @param {Text} node @returns {TextPiece} */
  function pieceOf(node) {
    return { node, text: node.data, start: 0, fixed: isUntouchable(node) };
  }

  /** Matches a line break that is followed by text. */
  const BREAK_WITHIN = /[\n\r]\s*\S/;
  const GAPS = /[ \t\n\r]{2,}|[\n\r]/g;

  /**
   * Returns a run's text as a person sees it. Where CSS collapses white space, a space replaces
   * each line break, and each gap of several spaces.
   * @param {Run} run
   * @returns {{text: string, places: number[] | null}} `places`: for each character, its offset in
   *   the run's text; null if all offsets are unchanged
   */
  function collapseLineBreaks({ text, pieces }) {
    if (!BREAK_WITHIN.test(text)) return { text, places: null };
    /** @type {number[]} */
    const places = [];
    let collapsed = "";
    for (const piece of pieces) {
      const gaps = collapses(piece.node) ? piece.text.matchAll(GAPS) : [];
      let at = 0;
      const readTo = (/** @type {number} */ end) => {
        collapsed += piece.text.slice(at, end);
        for (; at < end; at += 1) places.push(piece.start + at);
      };
      for (const { 0: gap, index } of gaps) {
        readTo(index);
        collapsed += " ";
        places.push(piece.start + index);
        at += gap.length;
      }
      readTo(piece.text.length);
    }
    return { text: collapsed, places };
  }

  /** @param {Text} node @returns {boolean} whether CSS collapses white space in this text */
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
    isUntouchable,
    isWellInside,
    taskCache,
    collapseLineBreaks,
    sharedLinks,
  };
})();
