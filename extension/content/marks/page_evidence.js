"use strict";
// Provides `PageEvidence`: finds what a page says about a text outside the text itself: the header
// of the text's column, the term or label before the text, and the names of the elements around it.
// If several of these say what the text is, the nearest to the text counts. Depends on `Dom`,
// `Rendered`, `ShortText`, `ColumnHeaders`, `Statements` and the detection.

/**
 * @typedef {Object} Climb the state of the search from a text upwards through its ancestors
 * @property {Run} run
 * @property {Node} first the first node of the run; later, the ancestor of this node that is a
 *   child of the element searched now
 * @property {number} levels the count of ancestors searched so far in which words precede the text;
 *   at least 2 outside the text's table cell or list item. The higher the count, the less the words
 *   found say about the text
 * @property {string[]} names the class names, ids and other names of the elements searched so far,
 *   the nearest first
 * @property {Evidence | null} loose a statement's evidence that counts only if nothing better is
 *   found
 */

const PageEvidence = (() => {
  const MOST_STEPS = 14;
  const MOST_LEVELS = 3;
  const MOST_NAMED = 6;
  const MOST_SIBLINGS = 12;
  const MOST_VALUES = 3;
  const MOST_GROUPS = 4;
  const MOST_TERMS = 8;
  const MOST_WORDS_OF_LABEL = 2;
  const LONGEST_LABEL_BELOW = 30;
  const HEADING = 'h1, h2, h3, h4, h5, h6, legend, caption, header, [role="heading"]';
  const LIKE_LABEL = "label, dt, th, strong, b, legend, output";
  const CONTROL = 'a, button, nav, [role="button"], [role="link"], [role="tab"], [role="menuitem"]';
  /** Selects parts of a page. A label of such a part is a heading for everything in the part. */
  const CONTAINER =
    "section, nav, main, article, aside, form, dialog, ul, ol, dl, table, [role=region], [role=tabpanel], " +
    "[role=dialog], [role=navigation], [role=main], [role=form], [role=list], [role=table], [role=grid]";
  /**
   * Selects items of a list or table. The elements before such an item are other items of the same
   * list or table, so they are not labels of this item.
   */
  const ITEM =
    'li, tr, td, th, dd, tbody, [role="row"], [role="listitem"], [role="option"], [role="gridcell"], [role="cell"]';
  const LABEL_ATTRIBUTE =
    /^(?:aria-label|title|data-(?:.*-)?(?:label|title|header|heading|colname|column-?name|caption|th))$/;
  const NAME_ATTRIBUTE =
    /^(?:class|id|name|itemprop|property|field|col-id|tabulator-field|data-.*(?:field|col|prop|test|name|qa|cy|automation|selenium|e2e|type|attr).*)$/;
  const UNSEEN = new Set("script style template noscript link meta br hr wbr".split(" "));
  const MACHINE_NAMES = ["itemprop", "property"];

  /** @type {(node: Node) => ChildNode | null} */
  const previousOf = Dom.accessor(Node.prototype, "previousSibling");
  /** @type {(node: Node) => HTMLSlotElement | null} */
  const slotOfText = Dom.accessor(Text.prototype, "assignedSlot");
  /** @type {(node: Node) => HTMLSlotElement | null} */
  const slotOfElement = Dom.accessor(Element.prototype, "assignedSlot");
  /** @type {(node: Node) => Element | null} */
  const nextElementOf = Dom.accessor(Element.prototype, "nextElementSibling");
  /** @type {(node: Node) => Element | null} */
  const previousElementOf = Dom.accessor(Element.prototype, "previousElementSibling");

  /**
   * Groups the pieces of a run so that the page says the same about all pieces of a group. A piece
   * without digits joins the group of the piece before it.
   * @param {Run} run
   * @returns {{pieces: TextPiece[], evidence: () => Evidence | null}[]}
   */
  function of(run) {
    const [single] = run.pieces;
    if (single && run.pieces.length === 1) {
      return [{ pieces: [single], evidence: () => about(run, single) }];
    }
    /** @type {Map<string, {pieces: TextPiece[], evidence: () => Evidence | null}>} */
    const groups = new Map();
    let key = "";
    let last = null;
    for (const piece of run.pieces) {
      const isNew = /\p{Nd}/u.test(piece.text) && groups.size < MOST_GROUPS;
      if (isNew && Dom.parentOf(piece.node) !== last) {
        last = Dom.parentOf(piece.node);
        const evidence = about(run, piece);
        key = JSON.stringify(evidence);
        if (!groups.has(key)) groups.set(key, { pieces: [], evidence: () => evidence });
      }
      groups.get(key)?.pieces.push(piece);
    }
    return [...groups.values()];
  }

  /**
   * @param {Run} run
   * @param {TextPiece} piece
   * @returns {Evidence | null} the evidence of the nearest statement that says what kind of number
   *   the piece contains; null if no statement does
   */
  function about(run, piece) {
    const first = run.pieces[0]?.node ?? piece.node;
    /** @type {Climb} */
    const climb = { run, first, levels: 0, names: [], loose: null };
    Statements.watchAround(piece.node);
    const beside = besideInLine(run, piece);
    if (beside && Statements.says(beside)) return beside.evidence;
    for (const statement of statementsAbout(climb, piece.node)) {
      if (!Statements.says(statement) || isHidden(statement)) continue;
      if (!isLoose(statement.evidence)) return statement.evidence;
      climb.loose ??= statement.evidence;
    }
    const named = { names: climb.names };
    return labelOfEvidence(named) ? named : climb.loose;
  }

  /**
   * Returns the text before the piece in the same line, if that text is alone in a `<label>`, or in
   * an element with a word such as "label" or "title" in its class or id.
   * @param {Run} run
   * @param {TextPiece} piece
   * @returns {Statement | null}
   */
  function besideInLine({ pieces }, piece) {
    const before = pieces.slice(0, pieces.indexOf(piece)).filter(({ text }) => /\S/.test(text));
    const element = before.length === 1 && before[0] ? Dom.parentOf(before[0].node) : null;
    if (!(element instanceof Element) || element === Dom.parentOf(piece.node)) return null;
    if (Dom.nameOf(element) !== "label" && !isNamedLabel(element)) return null;
    const label = (before[0]?.text ?? "").trim();
    return { evidence: { label, source: "before" }, element, scope: element };
  }

  /**
   * Whether a statement does not count because its element is hidden. A hidden column header
   * counts: some layouts hide it and repeat its text in each cell.
   * @param {Statement} statement
   */
  function isHidden({ evidence: { source }, element }) {
    const isBeside = source === "before" || source === "above" || source === "heading";
    if (!isBeside || !(element instanceof Element) || Rendered.isRendered(element)) return false;
    return getComputedStyle(element).display !== "contents";
  }

  /**
   * Whether this evidence counts only if no better evidence is found.
   * @param {Evidence} evidence
   */
  const isLoose = ({ source }) => source === "above" || source === "heading";

  /**
   * Finds what the page says about a text: in the text's element, then in each element around it.
   * @param {Climb} climb
   * @param {Text} node
   * @returns {Generator<Statement, void>} the nearest statements first
   */
  function* statementsAbout(climb, node) {
    let at = /** @type {Node} */ (node);
    for (let step = 0; step < MOST_STEPS && climb.levels < MOST_LEVELS; step += 1) {
      if (at instanceof Element) yield* statementsOf(climb, at);
      const slot = slotOf(at);
      const parent = slot ?? Dom.parentOf(at);
      if (!parent || parent instanceof Document) return;
      if (slot) climb.first = slot;
      else if (Dom.holds(parent, climb.first)) {
        for (let up = Dom.parentOf(climb.first); up && up !== parent; up = Dom.parentOf(up)) {
          climb.first = up;
        }
        yield* statementsBefore(climb, parent);
        if (climb.levels < 2) Statements.noteAround(parent);
      }
      if (parent instanceof ShadowRoot) climb.first = parent.host;
      at = parent instanceof ShadowRoot ? parent.host : parent;
    }
  }

  /**
   * @param {Node} node
   * @returns {HTMLSlotElement | null} the slot through which an open shadow tree shows the node;
   *   null if there is none
   */
  const slotOf = (node) => (node instanceof Text ? slotOfText(node) : slotOfElement(node));

  /**
   * Finds what an element's attributes, its labels and its position in a table say about its text.
   * @param {Climb} climb
   * @param {Element} element
   * @returns {Generator<Statement, void>}
   */
  function* statementsOf(climb, element) {
    const source = climb.levels > 1 || Dom.matches(element, CONTAINER) ? "heading" : "label";
    const attributes = ShortText.attributeNamesOf(element);
    for (const name of attributes) {
      if (!LABEL_ATTRIBUTE.test(name)) continue;
      const label = ShortText.withoutValue(Dom.attributeOf(element, name) ?? "");
      if (label) yield { evidence: { label, source }, element, scope: element };
    }
    for (const label of Statements.labelsFor(element, attributes)) {
      yield* wordsOf(label, source, element);
    }
    takeNames(climb, element, attributes);
    if (climb.levels < 2) yield* structural(climb, element);
    for (const name of MACHINE_NAMES) {
      const value = attributes.includes(name) ? Dom.attributeOf(element, name) : null;
      if (value && climb.levels < 2) {
        yield { evidence: { names: [value] }, element, scope: element };
      }
    }
  }

  /**
   * Adds to `names` the tag name of a custom element, and the values of attributes such as `class`,
   * `id` and `itemprop`.
   * @param {Climb} climb
   * @param {Element} element
   * @param {string[]} attributes the names of all attributes of the element
   */
  function takeNames({ levels, names }, element, attributes) {
    if (levels > 1 || names.length >= MOST_NAMED) return;
    const name = Dom.nameOf(element);
    if (name.includes("-")) names.push(name);
    for (const attribute of attributes) {
      if (NAME_ATTRIBUTE.test(attribute)) names.push(Dom.attributeOf(element, attribute) ?? "");
    }
  }

  /**
   * Finds what the markup or layout says about an element: the headers of a table cell, or the term
   * (`dt`) of a description (`dd`).
   * @param {Climb} climb
   * @param {Element} element
   * @returns {Generator<Statement, void>}
   */
  function* structural(climb, element) {
    if (ColumnHeaders.isCell(element)) {
      for (const { element: header, source, scope } of ColumnHeaders.of(element)) {
        yield* wordsOf(header, source, scope);
      }
      for (const label of ColumnHeaders.columnNamesOf(element)) {
        yield { evidence: { label, source: "header" }, element, scope: element };
      }
      climb.levels = Math.max(climb.levels, 2);
    } else if (Dom.nameOf(element) === "dd") {
      const term = termOf(element);
      if (term) yield* wordsOf(term, "term", Dom.parentOf(element));
      climb.levels = Math.max(climb.levels, 2);
    } else {
      const over = ColumnHeaders.overhead(element);
      if (over) yield* wordsOf(over.element, "header", over.scope);
    }
  }

  /** @param {Element} description a `dd` @returns {Element | null} the `dt` before the `dd` */
  function termOf(description) {
    let at = previousElementOf(description);
    for (let count = 0; at && count < MOST_TERMS; count += 1, at = previousElementOf(at)) {
      if (Dom.nameOf(at) === "dt") return at;
    }
    return null;
  }

  /**
   * Finds what precedes the text in one of the elements around the text: the nearest sibling with
   * words, then the nearest heading.
   * @param {Climb} climb
   * @param {Node} parent the element around the text
   * @returns {Generator<Statement, void>}
   */
  function* statementsBefore(climb, parent) {
    const isItem = climb.first instanceof Element && Dom.matches(climb.first, ITEM);
    if (isItem) climb.levels = Math.max(climb.levels, 2);
    let isRead = false;
    let values = 0;
    let sibling = previousOf(climb.first);
    for (let count = 0; sibling && count < MOST_SIBLINGS; sibling = previousOf(sibling)) {
      if (sibling instanceof Element) count += 1;
      if (sibling instanceof Element && Dom.matches(sibling, HEADING)) {
        yield* wordsOf(sibling, "heading", parent);
        isRead = true;
        break;
      }
      const texts = isRead || values > MOST_VALUES ? null : textsBefore(sibling);
      if (!texts) continue;
      if (isOfSameKind(sibling, climb.first, texts)) {
        climb.levels = Math.max(climb.levels, 2);
        values = MOST_VALUES + 1;
      } else if (texts.some(ShortText.hasValue)) values += 1;
      else if (texts.length === 0) yield* iconOf(sibling, climb, parent);
      else if (texts.some(ShortText.hasLetters)) {
        isRead = true;
        yield* wordsOf(sibling, sourceOf(climb, sibling, texts), parent);
      }
      if (isItem) break;
    }
    if (!isRead && climb.levels === 0) yield* statementAfter(climb.first, parent);
    if (isRead) climb.levels += 1;
  }

  /**
   * Finds a label after the text, in the last element of the parent: "Mobile" below "415-555-2671".
   * @param {Node} first the text's element
   * @param {Node} parent
   * @returns {Generator<Statement, void>}
   */
  function* statementAfter(first, parent) {
    const after = first instanceof Element ? nextElementOf(first) : null;
    const [text = "", ...others] = after && !nextElementOf(after) ? (textsBefore(after) ?? []) : [];
    const mayBeLabel = others.length === 0 && text.length > 1 && text.length <= LONGEST_LABEL_BELOW;
    if (after && mayBeLabel && !/[:\p{Nd}]/u.test(text)) yield* wordsOf(after, "above", parent);
  }

  /**
   * @param {Node} node
   * @returns {string[] | null} the texts that the node shows; null if the node shows nothing. If
   *   the texts are too long for a label, returns `["", ""]` instead
   */
  function textsBefore(node) {
    if (node instanceof Text) return ShortText.textsOf(node)?.length ? [node.data.trim()] : null;
    if (!(node instanceof Element)) return null;
    return UNSEEN.has(Dom.nameOf(node)) ? null : (ShortText.textsOf(node) ?? ["", ""]);
  }

  /**
   * Whether a sibling of the text's element is another item of the same list. If so, the sibling is
   * not a label of the text.
   * @param {Node} other the sibling
   * @param {Node} first the text's element
   * @param {string[]} texts the texts that `other` shows
   */
  function isOfSameKind(other, first, texts) {
    if (!(other instanceof Element) || !(first instanceof Element)) return false;
    if (texts.length < 2 || Dom.nameOf(other) !== Dom.nameOf(first)) return false;
    const isSame = Dom.attributeOf(other, "class") === Dom.attributeOf(first, "class");
    return isSame || Dom.matches(first, ITEM);
  }

  /**
   * @param {Climb} climb
   * @param {Node} node a node before the text
   * @param {string[]} texts the texts that the node shows
   * @returns {EvidenceSource} "before" if the node is certainly a label of the text, otherwise the
   *   weaker source "above"
   */
  function sourceOf({ levels }, node, texts) {
    const [text = ""] = texts;
    if (levels > 0 || texts.length > 1) return "above";
    if (/[:：]$/.test(text)) return "before";
    if (node instanceof Element && Dom.matches(node, CONTROL)) return "above";
    if (node instanceof Element && Dom.matches(node, LIKE_LABEL)) return "before";
    if (node instanceof Element && isNamedLabel(node)) return "before";
    return text.split(/\s+/).length <= MOST_WORDS_OF_LABEL ? "before" : "above";
  }

  /** @param {Element} element @returns {boolean} */
  const isNamedLabel = (element) =>
    ["class", "id"].some((name) => ShortText.isNameOfLabel(Dom.attributeOf(element, name) ?? ""));

  /**
   * Yields what an icon says about the number that follows it, such as "phone" or "fax": its
   * alternative text, or else its classes and file name.
   * @param {Node} node the icon, or an element that contains it
   * @param {Climb} climb the way from the number's element up through its ancestors
   * @param {Node} scope an element that contains the icon and the texts beside it
   * @returns {Generator<Statement, void>}
   */
  function* iconOf(node, climb, scope) {
    if (!(node instanceof Element) || climb.levels > 0) return;
    const [icon = node] = Dom.allUnder(node, "i, svg, img, use, title");
    for (const element of new Set([node, icon])) {
      const attributes = ShortText.attributeNamesOf(element);
      for (const name of attributes.filter((one) => /^(?:alt|title|aria-label)$/.test(one))) {
        const label = Dom.attributeOf(element, name) ?? "";
        if (label) yield { evidence: { label, source: "label" }, element, scope };
      }
      const names = attributes
        .filter((one) => /^(?:class|href|src|icon|name|data-(?:icon|lucide|testid))$/.test(one))
        .map((one) => (Dom.attributeOf(element, one) ?? "").slice(0, 200));
      if (names.length > 0) yield { evidence: { names }, element, scope };
    }
  }

  /**
   * Yields a statement for each text of an element.
   * @param {Node} element
   * @param {EvidenceSource} source the source of the statements
   * @param {Node | null} scope an element that contains all texts which the statements are about;
   *   null if they are only about `element` itself
   * @returns {Generator<Statement, void>}
   */
  function* wordsOf(element, source, scope) {
    for (const words of ShortText.labelsOf(element)) {
      const label = ShortText.withoutValue(words);
      if (label) yield { evidence: { label, source }, element, scope: scope ?? element };
    }
  }

  return { about, of };
})();
