"use strict";
// Provides `PageNumbers`: all numbers that were found in this frame, in the order of the page, with the
// names beside them and whether they are selected; the extension's own panels ask for them. Depends on
// `Dom`, `Numbers` and `NumberList`.

const PageNumbers = (() => {
  /** Nobody looks through more, and the message stays small. */
  const MOST_LISTED = 200;

  /** @param {PageNumber} found @returns {Node} where it begins */
  const startOf = ({ link, ranges: [first] }) =>
    link ?? /** @type {StaticRange} */ (first).startContainer;

  /** @param {PageNumber} one @param {PageNumber} other */
  function byPlace(one, other) {
    const [here, there] = [startOf(one), startOf(other)];
    if (here === there)
      return (one.ranges[0]?.startOffset ?? 0) - (other.ranges[0]?.startOffset ?? 0);
    return here.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  }

  /** @param {PageNumber} found @param {Selection | null} selection */
  const isSelected = (found, selection) =>
    selection !== null && !selection.isCollapsed && selection.containsNode(startOf(found), true);

  /** @returns {{number: string, name: string, selected: boolean}[]} each number once */
  function list() {
    const selection = getSelection();
    /** @type {Map<string, {number: string, name: string, selected: boolean}>} */
    const unique = new Map();
    for (const found of [...Numbers.all].filter(Numbers.isInPage).sort(byPlace)) {
      const number = Numbers.fullNumberOf(found);
      const known = unique.get(number);
      const selected = isSelected(found, selection) || known?.selected === true;
      unique.set(number, { number, name: known?.name || NumberList.labelOf(found), selected });
      if (unique.size >= MOST_LISTED) break;
    }
    return [...unique.values()];
  }

  return { list };
})();

// The background asks a frame for these by name: names that a script declares are no properties.
Object.assign(globalThis, { clickToCallNumbers: PageNumbers });
