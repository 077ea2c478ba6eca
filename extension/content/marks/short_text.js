"use strict";
// Provides `ShortText`: reads the text of an element if it is short enough for a label. Depends on
// `Dom`, `Prefilter` and `TextRuns`.

const ShortText = (() => {
  /** A text with more characters than this is not a label. */
  const MOST_CHARACTERS = 120;
  const MOST_TEXTS = 6;
  /** The most text nodes that are read in an element, including blank ones. */
  const MOST_NODES = 24;
  const LETTER = /\p{L}|[#№☎☏✆📞📱℡]/u;
  const NAME_OF_LABEL = /label|title|caption|term|field-?name|key\b|heading|header/i;
  /** Finds five digits close together: a number or a part of a number, which no label contains. */
  const VALUE = /[+(]*\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){4}/u;

  /** @type {(element: Node) => string[]} */
  const attributeNamesOf = Dom.taken(Element.prototype.getAttributeNames);

  /**
   * @param {Node} node
   * @returns {string[] | null} the node's texts that are not blank, in order; null if these texts
   *   are too long or too many for a label
   */
  function textsOf(node) {
    if (node instanceof Text) return node.length > MOST_CHARACTERS ? null : wordsIn(node);
    const walker = Dom.walkerOver(node, NodeFilter.SHOW_TEXT);
    /** @type {string[]} */
    const texts = [];
    let length = 0;
    for (let count = 0; walker.nextNode(); count += 1) {
      const text = /** @type {Text} */ (walker.currentNode);
      if (count === MOST_NODES || (length += text.length) > MOST_CHARACTERS) return null;
      if (Prefilter.isReadable(text)) texts.push(...wordsIn(text));
      if (texts.length > MOST_TEXTS) return null;
    }
    return texts;
  }

  /** @param {Text} text @returns {string[]} the trimmed text, or an empty list if it is blank */
  function wordsIn({ data }) {
    const words = data.trim();
    return words ? [words] : [];
  }

  /**
   * Returns the texts of an element that may be its label. Reads each node only once in each task.
   * @param {Node} node
   * @returns {string[]}
   */
  function labelsOf(node) {
    const { labels } = TextRuns.taskCache();
    let found = labels.get(node);
    if (!found) labels.set(node, (found = readLabels(node)));
    return found;
  }

  /**
   * Returns the texts of an element that may be its label. An element may show "Sort by: Phone",
   * for example, where only "Phone" is the label.
   * @param {Node} node
   * @returns {string[]} the values of `aria-label` and `title`, then the whole text, then its parts
   */
  function readLabels(node) {
    const texts = textsOf(node) ?? [];
    const labels = texts.length > 1 ? [texts.join(" "), ...texts] : texts;
    if (!(node instanceof Element)) return labels;
    const named = [Dom.attributeOf(node, "aria-label"), Dom.attributeOf(node, "title")];
    return [...named.flatMap((name) => (name ? [name] : [])), ...labels];
  }

  /**
   * @param {string} label
   * @returns {string} the label without the first number in it and what follows that number
   */
  function withoutValue(label) {
    const { index } = VALUE.exec(label) ?? {};
    return label.slice(0, index).trim();
  }

  return {
    attributeNamesOf,
    /**
     * @param {string} text
     * @returns {boolean} whether the text has a letter, or "#", "☎" or similar
     */
    hasLetters: (text) => LETTER.test(text),
    /** @param {string} text @returns {boolean} whether the text contains something like a number */
    hasValue: (text) => VALUE.test(text),
    /**
     * Whether a class name or id contains a word such as "label", "title" or "heading".
     * @param {string} name
     */
    isNameOfLabel: (name) => NAME_OF_LABEL.test(name),
    labelsOf,
    readLabels,
    textsOf,
    withoutValue,
  };
})();
