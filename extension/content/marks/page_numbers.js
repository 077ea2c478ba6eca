"use strict";
// Provides `PageNumbers`: lists all numbers found in this frame, in page order, with the names
// beside them and whether they are selected, for the panels. Depends on `Numbers` and
// `NearbyWords`.

const PageNumbers = (() => {
  /** The list ends after this many numbers, because no user reads a longer list. */
  const MOST_LISTED = 200;

  /** @param {PageNumber} found @returns {Node} the node in which the number begins */
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

  /**
   * @returns {{number: string, name: string, selected: boolean}[]} the numbers, without repetitions
   */
  function list() {
    const selection = getSelection();
    /** @type {Map<string, {number: string, name: string, selected: boolean}>} */
    const unique = new Map();
    for (const found of [...Numbers.all].filter(Numbers.isInPage).sort(byPlace)) {
      const number = Numbers.fullNumberOf(found);
      const known = unique.get(number);
      const selected = isSelected(found, selection) || known?.selected === true;
      unique.set(number, { number, name: known?.name || NearbyWords.nameOf(found), selected });
      if (unique.size >= MOST_LISTED) break;
    }
    return [...unique.values()];
  }

  return { list };
})();

// The background reads this property; a script's `const` is no property of `globalThis`.
Object.assign(globalThis, { clickToCallNumbers: PageNumbers });
