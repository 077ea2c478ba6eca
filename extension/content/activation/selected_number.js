"use strict";
// Provides `SelectedNumber`: calls the selected number when the user presses the keyboard shortcut.
// A page can select text too. So the extension checks, as at a click, whether the user could see
// the number. If the extension did not find the selected text as a number, the user has to confirm
// the call. Depends on `Geometry`, `Numbers`, `Activation` and `ContextMenu`.

const SelectedNumber = (() => {
  /** The handler of the background's message that the user pressed the keyboard shortcut. */
  const MESSAGE_HANDLERS = {
    /** @param {{text: string}} selected */
    "selection.call": ({ text }) => {
      const found = paintedIn(getSelection());
      if (found) return Activation.activate(found, null, { meant: true, byKey: true });
      return ContextMenu.MESSAGE_HANDLERS["number.chosen"]({
        ...{ item: "call", text, sure: false },
        ...{ from: "", caller_id: "" },
      });
    },
  };

  /**
   * @param {Selection | null} selection
   * @returns {PageNumber | undefined} the found number that the selection touches; undefined if the
   *   selection touches none or more than one
   */
  function paintedIn(selection) {
    if (!selection || selection.rangeCount === 0) return undefined;
    const range = selection.getRangeAt(0);
    const touched = [...Numbers.all].filter(({ ranges }) => ranges.some(isIn(range)));
    return touched.length === 1 ? touched[0] : undefined;
  }

  /**
   * @param {Range} range
   * @returns {(piece: StaticRange) => boolean} a function that tells whether `range` touches a
   *   piece of a number
   */
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

  return { MESSAGE_HANDLERS };
})();
