"use strict";
// Provides `ShortText`: the few words of an element that may be a label, as a person reads them.
// Depends on `Dom` and `Prefilter`.

const ShortText = (() => {
  /** What is longer is no label. */
  const MOST_CHARACTERS = 120;
  const MOST_TEXTS = 6;
  /** Of text nodes that are looked at, blank ones too. */
  const MOST_NODES = 24;
  const LETTER = /\p{L}|[#№☎☏✆📞📱℡]/u;
  /** A number that is shown, or a part of it that no label has. */
  const VALUE = /[+(]*\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){4}/u;

  /** @type {(element: Node) => string[]} */
  const attributeNamesOf = Dom.taken(Element.prototype.getAttributeNames);

  /**
   * @param {Node} node
   * @returns {string[] | null} its texts that are not blank, in order; null: more than a label has
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

  /** @param {Text} text @returns {string[]} without blanks around; none if it is blank */
  function wordsIn({ data }) {
    const words = data.trim();
    return words ? [words] : [];
  }

  /**
   * What an element may be read as when it is a label: "Sort by: Phone" is also "Phone".
   * @param {Node} node
   * @returns {string[]} the whole first
   */
  function labelsOf(node) {
    const texts = textsOf(node) ?? [];
    const labels = texts.length > 1 ? [texts.join(" "), ...texts] : texts;
    if (!(node instanceof Element)) return labels;
    const named = [Dom.attributeOf(node, "aria-label"), Dom.attributeOf(node, "title")];
    return [...named.flatMap((name) => (name ? [name] : [])), ...labels];
  }

  /** @param {string} label @returns {string} without the number that it may go on with */
  function withoutValue(label) {
    const { index } = VALUE.exec(label) ?? {};
    return label.slice(0, index).trim();
  }

  return {
    attributeNamesOf,
    /** @param {string} text @returns {boolean} whether a word stands in it */
    hasLetters: (text) => LETTER.test(text),
    /** @param {string} text @returns {boolean} whether something like a number stands in it */
    hasValue: (text) => VALUE.test(text),
    labelsOf,
    textsOf,
    withoutValue,
  };
})();
