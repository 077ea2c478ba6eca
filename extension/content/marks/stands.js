"use strict";
// Puts an element of ours beside the page's text, and takes every trace of it back.
//
// The page's text node stays where it is; what it said is shown by one element of ours right after
// it (the "stand"), which carries the same text with the links in it. So a framework that writes to
// its node, moves it or removes it finds it where it left it, and we put things right before the
// next paint. Knows nothing of what a number is.

/**
 * @typedef {Object} Stand
 * @property {Text[]} nodes The page's nodes, with nothing but comments between them.
 * @property {string[]} texts What the page wrote in each.
 * @property {Leftover} leftover What stands in each now, and what goes with it.
 * @property {HTMLElement} host
 * @property {string} shown The host's text.
 * @property {Cut[]} cuts none where it only shows a text of its family
 * @property {Family | null} family
 */

/** @type {WeakMap<Node, Stand>} by each of its nodes and by its host */
const stands = new WeakMap();
/** Nodes beside which a stand once was. @type {WeakSet<Node>} */
const formerNeighbours = new WeakSet();

/** @param {Element} host of a mark @returns {Stand | undefined} in which it stands */
const standOf = (host) => stands.get(host) ?? stands.get(parentOf(host) ?? host);

/**
 * @param {Text[]} nodes
 * @param {Cut[]} cuts
 * @param {Leftover} leftover
 * @param {MarkChoices} choices
 */
function drawStand(nodes, cuts, leftover, choices) {
  const parent = /** @type {Element} */ (parentOf(/** @type {Text} */ (nodes[0])));
  if (!leftover.collapse) return void placeStand(nodes, cuts, leftover, null, choices);
  const family = families.get(parent) ?? foundFamily(parent, leftover.collapse);
  placeStand(nodes, cuts, family ? leftover : NOTHING, family, choices);
  if (family) settleFamily(family);
}

/**
 * @param {Text[]} nodes
 * @param {Cut[]} cuts offsets in the joined text of the nodes
 * @param {Leftover} leftover
 * @param {Family | null} family
 * @param {MarkChoices} choices
 */
function placeStand(nodes, cuts, leftover, family, choices) {
  const { text } = leftover;
  const texts = nodes.map((node) => node.data);
  const shown = texts.join("");
  const host = buildHost(shown, cuts, leftover, choices);
  tellTexts(host, texts);
  /** @type {Stand} */
  const stand = {
    nodes,
    texts,
    leftover,
    host,
    shown,
    cuts,
    family,
  };
  family?.stands.add(stand);
  const selection = selectionIn(nodes);
  stands.set(host, stand);
  for (const [index, node] of nodes.entries()) {
    stands.set(node, stand);
    ownTexts.set(node, /** @type {string} */ (texts[index]));
    node.data = text;
  }
  /** @type {Text} */ (nodes.at(-1)).after(host);
  noteFresh(host);
  selection?.(textNodesOf(host));
}

/**
 * While a number stands in a family, all its texts do; once none does, it is no more.
 *
 * @param {Family} family
 */
function settleFamily(family) {
  if ([...family.stands].every(({ cuts }) => cuts.length === 0)) return void undoFamily(family);
  for (const line of bareLines(family)) {
    const [first] = /** @type {[Text]} */ (line);
    const run = runAround(first);
    const piece = /** @type {Piece} */ (run.pieces.find(({ node }) => node === first));
    const leftover = memberLeftover(family, run, piece);
    placeStand(line, [], leftover, family, { action: "tel", presentation: "link" });
  }
}

/** @param {Family} family @param {Run} run @param {Piece} piece */
function memberLeftover({ whiteSpace, collapse, isMadeOfItems: ofItems }, run, piece) {
  if (ofItems) return itemLeftover(whiteSpace, collapse);
  return tightLeftover(run, piece, whiteSpace, collapse);
}

/**
 * @param {Text[]} nodes
 * @param {Cut[]} cuts
 * @param {Leftover} leftover
 * @returns {boolean}
 */
function isDrawn([first, ...others], cuts, leftover) {
  const stand = first && stands.get(first);
  if (!stand || others.some((node) => stands.get(node) !== stand)) return false;
  return fits(stand.leftover, leftover) && isSameStand(stand, [first, ...others], cuts);
}

/**
 * @param {Stand} stand
 * @param {Text[]} nodes
 * @param {Cut[]} cuts
 */
function isSameStand(stand, nodes, cuts) {
  return (
    stand.nodes.length === nodes.length &&
    stand.cuts.length === cuts.length &&
    stand.cuts.every((cut, index) => isSameCut(cut, /** @type {Cut} */ (cuts[index]))) &&
    isWhole(stand)
  );
}

/** @param {Cut} one @param {Cut} other */
function isSameCut(one, other) {
  const sameNumber = one.mark.number === other.mark.number && one.mark.ext === other.mark.ext;
  const samePlace = one.start === other.start && one.end === other.end;
  return sameNumber && samePlace && one.mark.href === other.mark.href;
}

/**
 * @param {Stand} stand
 * @returns {boolean} whether page and stand are as we left them
 */
function isWhole(stand) {
  const { nodes, host, shown, family, leftover } = stand;
  if (family && !isFamilyWhole(family)) return false;
  let previous = previousOf(host);
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    while (previous instanceof Comment) previous = previousOf(previous);
    const node = nodes[index];
    if (previous !== node || node?.data !== leftover.text) return false;
    previous = previousOf(previous);
  }
  if (leftover.isItem && isItemOfMore(stand)) return false;
  // Another extension may have put its own link into our text; then the text is to be its.
  const isOursAlone = Array.from(host.getElementsByTagName("*")).every((at) => ownHosts.has(at));
  return isOursAlone && host.textContent === shown;
}

/** @param {Stand} stand @returns {boolean} whether another text came into its flex or grid item */
function isItemOfMore({ nodes, host }) {
  const [first] = /** @type {[Text]} */ (nodes);
  const isText = (/** @type {Node | null} */ at) => at instanceof Text && at.data.trim() !== "";
  return isText(previousOf(first)) || isText(nextOf(host));
}

/** @param {Stand} stand whose numbers are none */
function takeBack(stand) {
  // It may have been drawn anew in the same slice.
  if (stands.get(stand.host) !== stand) return;
  undoStand(stand);
  if (stand.family) settleFamily(stand.family);
}

/** @param {Stand} stand @returns {Stand[]} those that were taken back */
function undoWithFamily(stand) {
  if (stand.family) return undoFamily(stand.family);
  undoStand(stand);
  return [stand];
}

/** @param {Family} family @returns {Stand[]} those that it had */
function undoFamily(family) {
  const members = [...family.stands];
  for (const stand of members) undoStand(stand);
  endFamily(family);
  return members;
}

/**
 * Gives the page its text back. Where the page has written meanwhile, its own word stands.
 *
 * @param {Stand} stand
 */
function undoStand(stand) {
  const { nodes, texts, leftover, host, family } = stand;
  const selection = selected ? selectionIn(textNodesOf(host)) : undefined;
  stands.delete(host);
  for (const element of [host, ...host.children]) forget(element);
  family?.stands.delete(stand);
  for (const [index, node] of nodes.entries()) {
    stands.delete(node);
    ownTexts.delete(node);
    giveBack(node, leftover.text, texts.slice(index));
  }
  const last = /** @type {Text} */ (nodes.at(-1));
  formerNeighbours.add(last);
  host.remove();
  keepSpaceAfter(last);
  selection?.(nodes);
}

/**
 * Where the page built on what we left (`node.data += "!"`, or `normalize()`, which joins the nodes
 * of a stand in the first), it is given what it thought it built on.
 *
 * @param {Text} node
 * @param {string} left
 * @param {string[]} texts the node's own, and those of the stand's nodes after it
 */
function giveBack(node, left, texts) {
  const [text = "", ...others] = texts;
  if (node.data === left) node.data = text;
  else if (left !== "" && node.data.includes(left)) {
    const rest = [text, ...others];
    node.data = node.data.replaceAll(left, () => rest.shift() ?? "");
  }
}

/**
 * Chromium 156 loses the white space between a text and an element for good, once something stood
 * there and left while the text ended in white space. Writing it anew brings it back.
 *
 * @param {Node} node whose text the page has changed
 */
function keepSpaceAfter(node) {
  let next = formerNeighbours.has(node) ? nextOf(node) : null;
  while (next instanceof Comment) next = nextOf(next);
  if (next instanceof Text && next.data.trim() === "") next.replaceData(0, 0, "");
}
