"use strict";
// Provides `Statements`: what the words of a page's labels mean, and that texts are read again when
// those change. Depends on `Dom`, `Scanner`, `TextRuns`, `ShortText` and the detection.

/**
 * @typedef {Object} Statement
 * @property {Evidence} evidence
 * @property {Node} element that makes it
 * @property {Node} scope holds the texts that it is about
 * @typedef {{meaning: string, scopes: Set<Node>}} Heard
 */

const Statements = (() => {
  const MOST_KNOWN = 5000;
  const MOST_LABELS = 500;
  const MOST_REFERENCES = 3;
  const MOST_SCOPES = 50;
  /** Up from what changed to what makes a statement. */
  const MOST_LEVELS = 4;
  const HEADERS = 'thead, [role="columnheader"]';
  const NAMED = 'th, dt, label, [role="columnheader"]';
  const WATCHED = {
    subtree: true,
    attributeFilter: ["aria-label", "aria-labelledby", "data-label", "data-field", "col-id"].concat(
      ["itemprop", "for", "id"],
    ),
  };

  /** The rule that words meet, or "". @type {Map<string, string>} */
  const meanings = new Map();
  /** What made statements, and what they were about. @type {WeakMap<Node, Heard>} */
  const heard = new WeakMap();
  /** Elements around texts, in which a new statement would count. @type {WeakSet<Node>} */
  const around = new WeakSet();
  /** @type {WeakMap<TaskCache, Map<Node, Map<string, Element[]>>>} by root, its labels by what they name */
  const labels = new WeakMap();
  /** @type {{scan: Scan, observer: MutationObserver, roots: WeakSet<Node>} | null} */
  let watching = null;

  /** @param {Scan} scan told of what is to be read again @param {AbortSignal} signal */
  function start(scan, signal) {
    const observer = new MutationObserver(noteChanges);
    watching = { scan, observer, roots: new WeakSet() };
    signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  }

  /** @param {Evidence} evidence @returns {string} the name of the rule that it meets, or "" */
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
   * Whether a statement says what a number is. Should it come to say something else, the texts that it
   * is about are read again.
   * @param {Statement} statement
   * @returns {boolean}
   */
  function says({ evidence, element, scope }) {
    const { scopes } = heard.get(element) ?? hear(element);
    if (scopes.size < MOST_SCOPES) scopes.add(scope);
    return meaningOf(evidence) !== "";
  }

  /** @param {Node} element @returns {Heard} */
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

  /** @param {Node} element @returns {string} */
  const meaningOfElement = (element) =>
    ShortText.labelsOf(element)
      .map((label) => meaningOf({ label: ShortText.withoutValue(label) }))
      .join();

  /** @param {MutationRecord[]} records */
  function noteChanges(records) {
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

  /** What it is called by changed. @param {Node} element */
  function noteElement(element) {
    if (around.has(element)) readAgain([element]);
    const entry = heard.get(element);
    if (entry) readAgain(entry.scopes);
  }

  /** @param {Node} element @param {Heard} entry */
  function compare(element, entry) {
    const meaning = meaningOfElement(element);
    if (meaning === entry.meaning) return;
    entry.meaning = meaning;
    readAgain(entry.scopes);
  }

  /** @param {Node} node that the page took away */
  function noteGone(node) {
    const named = node instanceof Element ? Dom.allUnder(node, NAMED) : [];
    for (const element of [node, ...Array.from(named).slice(0, MOST_SCOPES)]) {
      const entry = heard.get(element);
      if (entry?.meaning) readAgain(entry.scopes);
    }
  }

  /** @param {MutationRecord} record @param {Node} node that the page put there */
  function noteNew({ target, nextSibling }, node) {
    if (!(node instanceof Element) || Dom.own.has(node)) return;
    const isHead = Dom.matches(node, HEADERS) || Dom.allUnder(node, HEADERS).length > 0;
    const table = isHead ? Dom.closest(/** @type {Element} */ (target), ColumnHeaders.GRID) : null;
    if (table) readAgain([table]);
    else if (around.has(target) && /[^,]/.test(meaningOfElement(node))) {
      readAgain([nextSibling instanceof Element ? nextSibling : target]);
    }
  }

  /** @param {Iterable<Node>} scopes */
  function readAgain(scopes) {
    for (const scope of scopes) {
      if (!watching || !Dom.isInPage(scope)) continue;
      Scanner.queueRoot(watching.scan, /** @type {ParentNode & Node} */ (scope));
    }
  }

  /**
   * @param {Element} element
   * @param {string[]} attributes that it has
   * @returns {Element[]} what it is labelled by: `aria-labelledby`, `<label for>`
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

  /** @param {ParentNode & Node} root @returns {Map<string, Element[]>} */
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
    /** @param {Node} node around a text, up to which was looked */
    noteAround: (node) => void around.add(node),
  };
})();
