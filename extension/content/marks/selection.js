"use strict";
// The user's selection stays where it is while the text under it changes hands. Knows no number.

/** @param {Node} root @returns {Text[]} */
function textNodesOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push(/** @type {Text} */ (node));
  }
  return nodes;
}

/**
 * Where the user's selection stood when the changes at hand began. Asking makes the browser lay the
 * page out, so it is asked once for many changes, and only where something was ever selected.
 * @type {{anchor: [Node, number], focus: [Node, number]} | null}
 */
let selected = null;
let wasEverSelected = false;

function watchSelection() {
  const note = () => (wasEverSelected = true);
  if (getSelection()?.anchorNode) note();
  document.addEventListener("selectionchange", note, { capture: true });
}

/** To be called before one or more stands are placed or taken back. */
function noteSelection() {
  const selection = wasEverSelected ? getSelection() : null;
  const { anchorNode, anchorOffset = 0, focusNode, focusOffset = 0 } = selection ?? {};
  selected =
    anchorNode && focusNode
      ? { anchor: [anchorNode, anchorOffset], focus: [focusNode, focusOffset] }
      : null;
}

/**
 * If the user's selection begins or ends in these nodes, how to put it into the nodes that take
 * their text over.
 *
 * @param {Text[]} nodes
 * @returns {((heirs: Text[]) => void) | undefined}
 */
function selectionIn(nodes) {
  if (!selected) return undefined;
  const anchor = offsetIn(nodes, ...selected.anchor);
  const focus = offsetIn(nodes, ...selected.focus);
  if (anchor < 0 && focus < 0) return undefined;
  const before = selected;
  return (heirs) => {
    selected = {
      anchor: anchor < 0 ? before.anchor : placeIn(heirs, anchor),
      focus: focus < 0 ? before.focus : placeIn(heirs, focus),
    };
    getSelection()?.setBaseAndExtent(...selected.anchor, ...selected.focus);
  };
}

/** @param {Text[]} nodes @param {Node | null} node @param {number} offset @returns {number} */
function offsetIn(nodes, node, offset) {
  const index = nodes.findIndex((candidate) => candidate === node);
  if (index < 0) return -Infinity;
  return nodes.slice(0, index).reduce((sum, { data }) => sum + data.length, offset);
}

/** @param {Text[]} nodes @param {number} offset @returns {[Text, number]} */
function placeIn(nodes, offset) {
  let rest = offset;
  for (const node of nodes) {
    if (rest <= node.data.length) return [node, rest];
    rest -= node.data.length;
  }
  const last = /** @type {Text} */ (nodes.at(-1));
  return [last, last.data.length];
}
