"use strict";
// Provides `Statements`: finds what the labels of a page mean, and queues texts to be read again
// when a label about them changes. Depends on `Dom`, `Scanner`, `TextRuns`, `ShortText`,
// `ColumnHeaders` and the detection.

/**
 * @typedef {Object} Statement what an element of the page says about some texts
 * @property {Evidence} evidence
 * @property {Node} element the element that makes the statement
 * @property {Node} scope an element that holds all texts which the statement is about
 * @typedef {{meaning: string, scopes: Set<Node>}} Heard what was read from an element, and the
 *   scopes of its statements
 */

const Statements = (() => {
  const MOST_KNOWN = 5000;
  const MOST_LABELS = 500;
  const MOST_REFERENCES = 3;
  const MOST_SCOPES = 50;
  /** How many ancestors of a changed node are searched for an element that made a statement. */
  const MOST_LEVELS = 4;
  const HEADERS = 'thead, [role="columnheader"]';
  const NAMED = 'th, dt, label, [role="columnheader"]';
  const WATCHED = {
    subtree: true,
    attributeFilter: ["aria-label", "aria-labelledby", "data-label", "data-field", "col-id"].concat(
      ["itemprop", "for", "id"],
    ),
  };

  /**
   * For each evidence, as JSON: the name of the label rule whose words the evidence contains, or
   * "".
   * @type {Map<string, string>}
   */
  const meanings = new Map();
  /** For each element that made a statement, what was read from it. @type {WeakMap<Node, Heard>} */
  const heard = new WeakMap();
  /**
   * Ancestors of the texts that were read. A new statement inside one of these ancestors may
   * concern the texts.
   * @type {WeakSet<Node>}
   */
  const around = new WeakSet();
  /**
   * Caches, for the current task and each root, the `<label>` elements by the id in their `for`.
   * @type {WeakMap<TaskCache, Map<Node, Map<string, Element[]>>>}
   */
  const labels = new WeakMap();
  /** @type {{scan: Scan, observer: MutationObserver, roots: WeakSet<Node>} | null} */
  let watching = null;

  /**
   * Starts to observe the elements that make statements.
   * @param {Scan} scan the scan that reads changed texts again
   * @param {AbortSignal} signal
   */
  function start(scan, signal) {
    const observer = new MutationObserver(noteChanges);
    watching = { scan, observer, roots: new WeakSet() };
    const end = () => {
      observer.disconnect();
      ColumnHeaders.forget();
    };
    signal.addEventListener("abort", end, { once: true });
  }

  /**
   * @param {Evidence} evidence
   * @returns {string} the name of the label rule whose words the evidence contains; "" if none
   */
  function meaningOf(evidence) {
    const key = JSON.stringify(evidence);
    const known = meanings.get(key);
    if (known !== undefined) return known;
    const meaning = labelOfEvidence(evidence)?.rule.name ?? "";
    if (meanings.size >= MOST_KNOWN) meanings.clear();
    meanings.set(key, meaning);
    return meaning;
  }

  /**
   * Whether a statement says what kind of number a text holds. If the meaning of the statement's
   * element changes afterwards, the texts in its scope are read again.
   * @param {Statement} statement
   * @returns {boolean}
   */
  function says({ evidence, element, scope }) {
    const { scopes } = heard.get(element) ?? hear(element);
    if (scopes.size < MOST_SCOPES) scopes.add(scope);
    return meaningOf(evidence) !== "";
  }

  /**
   * Stores what an element that makes a statement means, and observes the element's tree for
   * changes.
   * @param {Node} element
   * @returns {Heard}
   */
  function hear(element) {
    const root = Dom.rootOf(element);
    if (watching && !watching.roots.has(root)) {
      watching.roots.add(root);
      watching.observer.observe(root, WATCHED);
    }
    const entry = { meaning: meaningOfElement(element), scopes: new Set() };
    heard.set(element, entry);
    return entry;
  }

  /**
   * @param {Node} element
   * @returns {string} for each text of the element that may be a label, the name of its label rule
   *   or ""; separated by commas
   */
  const meaningOfElement = (element) =>
    ShortText.labelsOf(element)
      .map((label) => meaningOf({ label: ShortText.withoutValue(label) }))
      .join();

  /** @param {MutationRecord[]} records */
  function noteChanges(records) {
    if (records.some(({ type }) => type !== "characterData")) ColumnHeaders.forget();
    for (const record of records) {
      const { type, target, addedNodes, removedNodes } = record;
      if (type === "attributes") noteElement(target);
      let at = /** @type {Node | null} */ (target);
      for (let level = 0; at && level < MOST_LEVELS; level += 1, at = Dom.parentOf(at)) {
        const entry = heard.get(at);
        if (entry) compare(at, entry);
      }
      for (const node of removedNodes) noteGone(node);
      for (const node of addedNodes) noteNew(record, node);
    }
  }

  /**
   * Queues the texts that a changed attribute of an element, such as `aria-label`, may concern.
   * @param {Node} element
   */
  function noteElement(element) {
    if (around.has(element)) readAgain([element]);
    const entry = heard.get(element);
    if (entry) readAgain(entry.scopes);
  }

  /**
   * Queues the texts in an element's scopes if the element now means something else.
   * @param {Node} element
   * @param {Heard} entry
   */
  function compare(element, entry) {
    const meaning = meaningOfElement(element);
    if (meaning === entry.meaning) return;
    entry.meaning = meaning;
    readAgain(entry.scopes);
  }

  /** @param {Node} node a node that the page removed */
  function noteGone(node) {
    const named = node instanceof Element ? Dom.allUnder(node, NAMED) : [];
    for (const element of [node, ...Array.from(named).slice(0, MOST_SCOPES)]) {
      const entry = heard.get(element);
      if (entry?.meaning) readAgain(entry.scopes);
    }
  }

  /** @param {MutationRecord} record @param {Node} node a node that the page added */
  function noteNew({ target, nextSibling }, node) {
    if (!(node instanceof Element) || Dom.own.has(node)) return;
    const isHead = Dom.matches(node, HEADERS) || Dom.allUnder(node, HEADERS).length > 0;
    const table = isHead ? Dom.closest(/** @type {Element} */ (target), ColumnHeaders.GRID) : null;
    if (table) readAgain([table]);
    else if (around.has(target) && /[^,]/.test(meaningOfElement(node))) {
      readAgain([nextSibling instanceof Element ? nextSibling : target]);
    }
  }

  /** Queues all texts in these nodes. @param {Iterable<Node>} scopes */
  function readAgain(scopes) {
    for (const scope of scopes) {
      if (!watching || !Dom.isInPage(scope)) continue;
      Scanner.queueRoot(watching.scan, /** @type {ParentNode & Node} */ (scope));
    }
  }

  /**
   * @param {Element} element
   * @param {string[]} attributes the names of the element's attributes
   * @returns {Element[]} the elements that label this element by `aria-labelledby` or `<label for>`
   */
  function labelsFor(element, attributes) {
    const ids = attributes.includes("aria-labelledby")
      ? (Dom.attributeOf(element, "aria-labelledby") ?? "").split(/\s+/, MOST_REFERENCES)
      : [];
    const root = /** @type {ParentNode & Node} */ (Dom.rootOf(element));
    const named = ids.flatMap((id) => (id ? [...Dom.allUnder(root, `#${CSS.escape(id)}`)] : []));
    const id = attributes.includes("id") ? Dom.attributeOf(element, "id") : null;
    const found = id ? [...named, ...(labelsIn(root).get(id) ?? [])] : named;
    return found.filter((label) => !Dom.holds(label, element) && !Dom.holds(element, label));
  }

  /**
   * @param {ParentNode & Node} root
   * @returns {Map<string, Element[]>} the `<label>` elements under `root`, by the id in their `for`
   */
  function labelsIn(root) {
    const now = TextRuns.taskCache();
    const known = labels.get(now) ?? new Map();
    labels.set(now, known);
    let byName = known.get(root);
    if (!byName) {
      byName = new Map();
      for (const label of Array.from(Dom.allUnder(root, "label[for]")).slice(0, MOST_LABELS)) {
        const id = Dom.attributeOf(label, "for") ?? "";
        byName.set(id, [...(byName.get(id) ?? []), label]);
      }
      known.set(root, byName);
    }
    return byName;
  }

  return {
    labelsFor,
    noteChanges,
    says,
    start,
    /**
     * Notes an element in which a text's labels were searched.
     * @param {Node} node an ancestor of the text
     */
    noteAround: (node) => void around.add(node),
  };
})();
