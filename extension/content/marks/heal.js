"use strict";
// Puts right what the page changed near marks, and takes marks back: all, or those in a selection.
// Knows nothing of numbers, and draws nothing.

/**
 * Looks at what the page changed, and takes back every stand that it disturbed.
 *
 * @param {MutationRecord[]} records the page's, none of ours
 * @returns {Set<Text>} the page's nodes to be looked at again: those whose stands were taken back,
 *   and what now stands in another place, or beside something else
 */
function healMarks(records) {
  /** @type {Set<Stand>} */
  const disturbed = new Set();
  /** @type {Set<Stand>} */
  const uprooted = new Set();
  /** @type {Set<Text>} */
  const freed = new Set();
  for (const record of records) {
    if (record.type === "characterData") keepSpaceAfter(record.target);
    const [member] = familyAt(record.target)?.stands ?? [];
    if (member) disturbed.add(member);
    addStandsAt(disturbed, record.target);
    if (record.type !== "childList") continue;
    addMoved(record, disturbed, uprooted);
    healAround(record, disturbed, freed);
  }
  if (disturbed.size > 0) noteSelection();
  for (const stand of disturbed) {
    if (stands.get(stand.host) !== stand) continue;
    const isElsewhere = uprooted.has(stand);
    if (isElsewhere) freed.add(/** @type {Text} */ (stand.nodes[0]));
    // What a family holds for its members, it held for another place.
    if (isInPage(stand.host) && isWhole(stand) && !(isElsewhere && stand.family)) continue;
    noteObjection(stand);
    for (const { nodes } of undoWithFamily(stand)) for (const node of nodes) freed.add(node);
  }
  return freed;
}

/**
 * @param {MutationRecord} record of what went, to come back elsewhere or not
 * @param {Set<Stand>} disturbed takes the stands in it
 * @param {Set<Stand>} uprooted takes those that have another place now
 */
function addMoved({ target, removedNodes, previousSibling }, disturbed, uprooted) {
  for (const node of removedNodes) {
    if (previousSibling instanceof Text) giveBackJoined(previousSibling, node);
    /** @type {Set<Stand>} */
    const moved = new Set();
    addStandsUnder(moved, node);
    for (const stand of moved) {
      disturbed.add(stand);
      if (!isBoxIn(target, node)) uprooted.add(stand);
    }
  }
}

/**
 * `normalize()` joins a text to the one before it, and what we left in it with it.
 *
 * @param {Text} text
 * @param {Node} gone which stood after it
 */
function giveBackJoined(text, gone) {
  const stand = stands.get(gone);
  if (!stand || stand === stands.get(text) || isInPage(gone)) return;
  const index = stand.nodes.indexOf(/** @type {Text} */ (gone));
  if (index >= 0) giveBack(text, stand.leftover.text, stand.texts.slice(index));
}

/**
 * @param {MutationRecord} record of what came and went
 * @param {Set<Stand>} disturbed takes the stands that have to do with it
 * @param {Set<Text>} beside takes the texts that may have another line now
 */
function healAround(record, disturbed, beside) {
  const { target, addedNodes, removedNodes, previousSibling, nextSibling } = record;
  for (const node of addedNodes) {
    if (node instanceof Element && !ownHosts.has(node) && isInPage(node)) takeCopiesBack(node);
  }
  if (previousSibling) addStandsAt(disturbed, previousSibling);
  if (nextSibling) addStandsAt(disturbed, nextSibling);
  if (!isInPage(target) || [...addedNodes, ...removedNodes].every((node) => ownHosts.has(node)))
    return;
  for (const text of [textBefore(record), textAfter(record)]) {
    if (text && !beside.has(text) && isReadable(text) && mayConcernNumber(text)) beside.add(text);
  }
}

/**
 * @param {Node} parent
 * @param {Node} node
 * @returns {boolean} whether it is a box that only changed its place among others
 */
function isBoxIn(parent, node) {
  return parentOf(node) === parent && node instanceof Element && BOXES.has(nameOf(node));
}

/** @param {MutationRecord} record @returns {Text | null} the page's last before what changed */
function textBefore({ target, previousSibling }) {
  if (previousSibling instanceof Text) return previousSibling;
  const walker = walkerOver(rootOf(target), SHOW_TEXTS);
  walker.currentNode = previousSibling ?? target;
  const text = (previousSibling && walker.lastChild()) || walker.previousNode();
  /** @type {Set<Stand>} */
  const shownBy = new Set();
  if (text) addStandsAt(shownBy, text);
  const [stand] = shownBy;
  return /** @type {Text | null} */ (stand?.nodes.at(-1) ?? text);
}

/** @param {MutationRecord} record @returns {Text | null} the page's first after what changed */
function textAfter({ target, nextSibling }) {
  if (nextSibling instanceof Text) return nextSibling;
  const walker = walkerOver(rootOf(target), SHOW_TEXTS);
  walker.currentNode = nextSibling ?? target;
  const text = nextSibling ? walker.firstChild() || walker.nextNode() : walker.nextSibling();
  return /** @type {Text | null} */ (text);
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
