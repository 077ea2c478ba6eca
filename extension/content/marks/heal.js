"use strict";
// Puts right what the page changed near marks, and takes marks back: all, or those in a selection.
// Knows nothing of numbers, and draws nothing.

/**
 * Looks at what the page changed, and takes back every stand that it disturbed.
 *
 * @param {MutationRecord[]} records the page's, none of ours
 * @returns {Text[]} the page's nodes whose stands were taken back
 */
function healMarks(records) {
  /** @type {Set<Stand>} */
  const disturbed = new Set();
  for (const record of records) {
    if (record.type === "characterData") keepSpaceAfter(record.target);
    const [member] = familyAt(record.target)?.stands ?? [];
    if (member) disturbed.add(member);
    addStandsAt(disturbed, record.target);
    if (record.type !== "childList") continue;
    for (const node of record.removedNodes) addStandsUnder(disturbed, node);
    for (const node of record.addedNodes) {
      if (node instanceof Element && !ownHosts.has(node) && isInPage(node)) takeCopiesBack(node);
    }
    if (record.previousSibling) addStandsAt(disturbed, record.previousSibling);
    if (record.nextSibling) addStandsAt(disturbed, record.nextSibling);
  }
  const freed = [];
  if (disturbed.size > 0) noteSelection();
  for (const stand of disturbed) {
    if (stands.get(stand.host) !== stand || (isInPage(stand.host) && isWhole(stand))) continue;
    noteObjection(stand);
    for (const { nodes } of undoWithFamily(stand)) freed.push(...nodes);
  }
  return freed;
}

/** @param {Set<Stand>} found @param {Node} node */
function addStandsAt(found, node) {
  for (let at = /** @type {Node | null} */ (node); at; at = parentOf(at)) {
    const stand = stands.get(at);
    if (stand) found.add(stand);
    if (!ownHosts.has(at) && at !== node) return;
  }
}

/** @param {Set<Stand>} found @param {Node} node */
function addStandsUnder(found, node) {
  addStandsAt(found, node);
  if (!(node instanceof Element)) return;
  for (const host of hostsUnder(node)) {
    const stand = stands.get(host);
    if (stand) found.add(stand);
  }
}

/**
 * Takes back every mark under a root: ours, those of an older self, and copies that the page made.
 *
 * @param {ParentNode & Node} root
 */
function undoMarks(root) {
  noteSelection();
  for (const host of hostsUnder(root)) {
    const stand = stands.get(host);
    if (stand) undoWithFamily(stand);
    else if (isInPage(host)) dissolve(host);
  }
}

/**
 * Takes back the stands that the user's selection touches, so that what is copied is the page's.
 *
 * @returns {Text[]} the page's nodes whose stands were taken back
 */
function bareSelection() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return [];
  noteSelection();
  const touched = hostsUnder(document).filter((host) => selection.containsNode(host, true));
  return touched.flatMap((host) => {
    const stand = stands.get(host);
    return stand ? undoWithFamily(stand).flatMap(({ nodes }) => nodes) : [];
  });
}
