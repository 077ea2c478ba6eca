"use strict";
// What a person drags out of a page is the page's own text. The marks stay where they are: a drag
// whose first element goes is none. Knows nothing of numbers.

/** @param {DragEvent} event */
function cleanDragged(event) {
  const selection = getSelection();
  const { dataTransfer } = event;
  if (!dataTransfer?.types.includes("text/html") || !selection || selection.isCollapsed) return;
  const copy = document.createElement("div");
  for (let index = 0; index < selection.rangeCount; index += 1) {
    copy.append(selection.getRangeAt(index).cloneContents());
  }
  if (hostsUnder(copy).length === 0) return;
  dataTransfer.setData("text/html", cleaned(copy).innerHTML);
}

/** @param {Element} copy of nodes of the page @returns {Element} without what is ours */
function cleaned(copy) {
  for (const host of hostsUnder(copy)) host.replaceWith(...host.childNodes);
  for (const text of textNodesOf(copy)) if (LEFT_BEHIND.test(text.data)) text.remove();
  for (const link of copy.querySelectorAll(`[${ATTRIBUTE}]`)) link.removeAttribute(ATTRIBUTE);
  return copy;
}
