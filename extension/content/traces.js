"use strict";
// What an older self of this extension left in the page, before an update, is taken back: told by
// its element and attribute alone, for whoever drew it is gone. Knows nothing of how marks are made.

const TAG = "click-to-call";
const ATTRIBUTE = "data-click-to-call";

function takeTracesBack() {
  for (const host of hostsUnder(document)) if (isInPage(host)) dissolve(host);
  for (const link of document.querySelectorAll(`a[${ATTRIBUTE}], area[${ATTRIBUTE}]`)) {
    link.removeAttribute(ATTRIBUTE);
  }
}

/** @param {ParentNode & Node} root @returns {Element[]} */
function hostsUnder(root) {
  const query =
    root instanceof Element ? Element.prototype.querySelectorAll : root.querySelectorAll;
  return [...Reflect.apply(query, root, [`${TAG}[${ATTRIBUTE}]`])];
}

/**
 * A stand that this script did not draw gives its text back to the node before it.
 *
 * @param {Element} host
 */
function dissolve(host) {
  const parent = parentOf(host);
  if (parent && nameOf(host) === TAG && parent instanceof Element && nameOf(parent) === TAG) return;
  const text = host.textContent ?? "";
  const node = previousOf(host);
  // White space, or marks of direction, which Firefox takes for nothing.
  if (node instanceof Text)
    node.data = /[^\s\u202a-\u202c]/.test(node.data) ? node.data + text : text;
  else host.before(text);
  host.remove();
}
