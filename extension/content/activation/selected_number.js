"use strict";
// Provides `SelectedNumber`: calls the number that is selected, when the user presses the keys for it.
// A page can select, too: a number that is painted is looked at as for a click on it, and any other
// text is asked about. Depends on `Geometry`, `Numbers`, `Activation` and `ContextMenu`.

const SelectedNumber = (() => {
  /** What the background tells this frame about the command. */
  const NEWS = {
    /** @param {{text: string}} selected */
    "selection.call": ({ text }) => {
      const found = paintedIn(getSelection());
      if (found) return Activation.activate(found, null, { meant: true, byKey: true });
      return ContextMenu.NEWS["number.chosen"]({
        ...{ deed: "call", text, sure: false },
        ...{ from: "", caller_id: "" },
      });
    },
  };

  /**
   * @param {Selection | null} selection
   * @returns {PageNumber | undefined} the painted number that is selected; of several none
   */
  function paintedIn(selection) {
    if (!selection || selection.rangeCount === 0) return undefined;
    const range = selection.getRangeAt(0);
    const touched = [...Numbers.all].filter(({ ranges }) => ranges.some(isIn(range)));
    return touched.length === 1 ? touched[0] : undefined;
  }

  /** @param {Range} range @returns {(piece: StaticRange) => boolean} whether a piece of a number is in it */
  const isIn = (range) => (piece) => {
    const { startContainer: node, startOffset, endOffset } = piece;
    const isNear =
      Geometry.fits(piece) && node.getRootNode() === range.startContainer.getRootNode();
    return (
      isNear &&
      range.comparePoint(node, startOffset) <= 0 &&
      range.comparePoint(node, endOffset) >= 0
    );
  };

  return { NEWS };
})();
