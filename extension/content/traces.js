"use strict";
// What an older self of this extension left in the page, before an update, is taken back: told by
// its element and attribute alone, for whoever drew it is gone. Knows nothing of how marks are made.

const TAG = "click-to-call";
const ATTRIBUTE = "data-click-to-call";
/** What leftover.js leaves in a node. */
const LEFT_BEHIND = /^(?:\n?[ \t]{20}|[\u202a-\u202c]{20})$/;

/** Where that older self lives on, cut off, any change wakes it, and it gives back exactly. */
async function takeTracesBack() {
  const { documentElement } = document;
  if (hostsUnder(document).length > 0) {
    const call = document.createComment("");
    documentElement.append(call);
    call.remove();
    await null;
  }
  for (const host of hostsUnder(document)) if (isInPage(host)) dissolve(host);
  for (const card of document.querySelectorAll(`div[${ATTRIBUTE}=""][popover]`)) {
    if (!ownHosts.has(card)) card.remove();
  }
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
  if (node instanceof Text) node.data = LEFT_BEHIND.test(node.data) ? text : node.data + text;
  else host.before(text);
  host.remove();
  for (let at = node && previousOf(node); at instanceof Text; at = previousOf(at)) {
    if (LEFT_BEHIND.test(at.data)) at.data = "";
  }
}
