"use strict";
// Provides `Statements`: finds what the labels of a page mean, and queues texts to be read again
// when a label about them changes. Depends on `Dom`, `Scanner`, `TextRuns`, `ShortText`,
// `ColumnHeaders` and the detection.

/**
 * @typedef {Object} Statement what an element of the page says about some texts
 * @property {Evidence} evidence
 * @property {Node} element the element that makes the statement
 * @property {Node} scope an element that holds all texts which the statement is about
 * @typedef {{labels: string[], scopes: Set<Node>}} Heard the labels that an element showed when it
 *   was last read, and the scopes of the statements that the element makes
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
  /**
   * Attributes that refer to other elements or to columns. After any change of such an attribute,
   * the texts concerned are read again.
   */
  const REFERENCES = new Set(
    "aria-labelledby headers for id col-id data-field role scope".split(" "),
  );
  /**
   * Attributes with a label or a name. After a change of such an attribute, the texts concerned are
   * read again only if the new value means something else.
   */
  const LABELS =
    "aria-label title data-label data-title data-th data-header data-heading data-colname".split(
      " ",
    );
  const NAMES = "name itemprop property data-column data-col data-type data-testid".split(" ");
  const WATCHED = {
    subtree: true,
    attributeOldValue: true,
    attributeFilter: [...REFERENCES, ...LABELS, ...NAMES],
  };
  const WATCHED_CLASSES = { ...WATCHED, attributeFilter: ["class"] };
  const COMPARE_ATTRIBUTES_AFTER_MS = 200;
  /**
   * If a page changes more classes than this in a second, changes of classes are ignored for
   * `CLASSES_REST_MS`.
   */
  const MOST_CLASS_CHANGES = 1000;
  const CLASSES_REST_MS = 10_000;

  /**
   * A cache. The key is an evidence, as JSON. The value is the name of the label rule, such as
   * "label_fax", whose words the evidence contains, or "" if there is none.
   * @type {Map<string, string>}
   */
  const meanings = new Map();
  /**
   * For each element that made a statement: its labels when it was last read, and the statements'
   * scopes.
   * @type {WeakMap<Node, Heard>}
   */
  const heard = new WeakMap();
  /**
   * Ancestors of the texts that were read. A new statement inside one of these ancestors may
   * concern the texts.
   * @type {WeakSet<Node>}
   */
  const around = new WeakSet();
  /** @type {{scan: Scan, observer: MutationObserver, roots: WeakSet<Node>} | null} */
  let watching = null;
  const classes = new MutationObserver(noteClasses);
  /** @type {WeakSet<Node>} */
  let rootsOfClasses = new WeakSet();
  /**
   * The count of class changes since the time `since`. Before the time `restUntil`, class changes
   * are not observed. The times are as of `performance.now()`.
   */
  const classChanges = { count: 0, since: 0, restUntil: 0 };
  /**
   * The elements with changed attributes that have not been compared yet. For each of these
   * attributes, its value before the change.
   * @type {Map<Element, Map<string, string | null>>}
   */
  const changed = new Map();

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
      leaveClasses();
      changed.clear();
      ColumnHeaders.forget();
    };
    signal.addEventListener("abort", end, { once: true });
  }

  /**
   * @param {Evidence} evidence
   * @returns {string} the name of the label rule, such as "label_fax", whose words the evidence
   *   contains; "" if there is none
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
   * Whether a statement says what kind of number a text contains. Also records the statement's
   * scope: if the statement's element later means something else, the texts in this scope are read
   * again.
   * @param {Statement} statement
   * @returns {boolean}
   */
  function says({ evidence, element, scope }) {
    const { scopes } = heard.get(element) ?? hear(element);
    if (scopes.size < MOST_SCOPES) scopes.add(scope);
    return meaningOf(evidence) !== "";
  }

  /**
   * Stores which labels an element shows now.
   * @param {Node} element
   * @returns {Heard}
   */
  function hear(element) {
    const entry = { labels: ShortText.labelsOf(element), scopes: new Set() };
    heard.set(element, entry);
    return entry;
  }

  /** Begins to observe the document or shadow tree of a text. @param {Node} text */
  function watchAround(text) {
    const root = Dom.rootOf(text);
    if (!watching) return;
    if (!watching.roots.has(root)) watching.observer.observe(root, WATCHED);
    watching.roots.add(root);
    if (rootsOfClasses.has(root) || performance.now() < classChanges.restUntil) return;
    rootsOfClasses.add(root);
    classes.observe(root, WATCHED_CLASSES);
  }

  /**
   * Handles changed classes. If the page changes too many classes in a second, stops observing
   * classes for a while.
   * @param {MutationRecord[]} records
   */
  function noteClasses(records) {
    const now = performance.now();
    if (now - classChanges.since > 1000) Object.assign(classChanges, { count: 0, since: now });
    classChanges.count += records.length;
    noteChanges(records);
    if (classChanges.count <= MOST_CLASS_CHANGES) return;
    classChanges.restUntil = now + CLASSES_REST_MS;
    leaveClasses();
  }

  function leaveClasses() {
    classes.disconnect();
    rootsOfClasses = new WeakSet();
  }

  /**
   * @param {string[]} labels
   * @returns {string} the names of the labels' rules, separated by commas; "" for a label without a
   *   rule
   */
  const meaningOfLabels = (labels) =>
    labels.map((label) => meaningOf({ label: ShortText.withoutValue(label) })).join();

  /** @param {MutationRecord[]} records */
  function noteChanges(records) {
    for (const record of records) {
      if (record.type === "attributes") {
        noteAttribute(record);
        continue;
      }
      const { type, target, addedNodes, removedNodes } = record;
      if (type === "childList") ColumnHeaders.forget();
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
   * Stores the value that a changed attribute had before. A page may change attributes in each
   * frame, so the old and the new values are compared only after a while. Ignores elements that
   * were not read as evidence.
   * @param {MutationRecord} record
   */
  function noteAttribute(record) {
    const target = /** @type {Element} */ (record.target);
    const name = record.attributeName ?? "";
    if (REFERENCES.has(name)) ColumnHeaders.forget();
    if (changed.get(target)?.has(name)) return;
    if (!around.has(target) && !heard.has(target)) return;
    if (changed.size === 0) setTimeout(compareAttributes, COMPARE_ATTRIBUTES_AFTER_MS);
    let before = changed.get(target);
    if (!before) changed.set(target, (before = new Map()));
    before.set(name, record.oldValue);
  }

  /**
   * Compares the changed attributes with their values before. If an attribute, such as
   * `aria-label`, now means something else, queues the texts that the attribute is about.
   */
  function compareAttributes() {
    for (const [element, before] of changed) {
      const isOther = (/** @type {[string, string | null]} */ [name, value]) =>
        REFERENCES.has(name) ||
        meaningOfValue(name, value) !== meaningOfValue(name, Dom.attributeOf(element, name));
      if (![...before].some(isOther)) continue;
      const entry = heard.get(element);
      if (entry) entry.labels = ShortText.readLabels(element);
      readAgain([...(around.has(element) ? [element] : []), ...(entry?.scopes ?? [])]);
    }
    changed.clear();
  }

  /** @param {string} attribute its name @param {string | null} value @returns {string} */
  function meaningOfValue(attribute, value) {
    if (!value) return "";
    if (LABELS.includes(attribute)) return meaningOfLabels([value]);
    return `${meaningOf({ names: [value] })} ${ShortText.isNameOfLabel(value)}`;
  }

  /**
   * If an element now means something else, queues the texts in the scopes of its statements.
   * @param {Node} element
   * @param {Heard} entry
   */
  function compare(element, entry) {
    const before = entry.labels;
    entry.labels = ShortText.readLabels(element);
    if (meaningOfLabels(entry.labels) !== meaningOfLabels(before)) readAgain(entry.scopes);
  }

  /** @param {Node} node a node that the page removed */
  function noteGone(node) {
    const named = node instanceof Element ? Dom.allUnder(node, NAMED) : [];
    for (const element of [node, ...Array.from(named).slice(0, MOST_SCOPES)]) {
      const entry = heard.get(element);
      if (entry && /[^,]/.test(meaningOfLabels(entry.labels))) readAgain(entry.scopes);
    }
  }

  /** @param {MutationRecord} record @param {Node} node a node that the page added */
  function noteNew({ target, nextSibling }, node) {
    if (!(node instanceof Element) || Dom.own.has(node)) return;
    const isHead = Dom.matches(node, HEADERS) || Dom.allUnder(node, HEADERS).length > 0;
    const table = isHead ? Dom.closest(/** @type {Element} */ (target), ColumnHeaders.GRID) : null;
    if (table) readAgain([table]);
    else if (around.has(target) && /[^,]/.test(meaningOfLabels(ShortText.readLabels(node)))) {
      readAgain([nextSibling instanceof Element ? nextSibling : target]);
    }
  }

  /**
   * Queues all texts in these nodes, so that they are read again.
   * @param {Iterable<Node>} scopes
   */
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
    const { labelElements } = TextRuns.taskCache();
    let byName = labelElements.get(root);
    if (!byName) {
      byName = new Map();
      for (const label of Array.from(Dom.allUnder(root, "label[for]")).slice(0, MOST_LABELS)) {
        const id = Dom.attributeOf(label, "for") ?? "";
        byName.set(id, [...(byName.get(id) ?? []), label]);
      }
      labelElements.set(root, byName);
    }
    return byName;
  }

  return {
    labelsFor,
    noteChanges,
    says,
    start,
    watchAround,
    /**
     * Notes an element in which a text's labels were searched.
     * @param {Node} node an ancestor of the text
     */
    noteAround: (node) => void around.add(node),
  };
})();
