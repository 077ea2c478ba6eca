"use strict";
// Makes a number in the page's text a link or a button, and takes every trace of it back.
//
// The page's text node stays where it is; what it said is shown by one element of ours right after
// it (the "stand"), which carries the same text with the links in it. So a framework that writes to
// its node, moves it or removes it finds it where it left it, and we put things right before the
// next paint. Knows nothing of where to look, when, and of what a click does.

/**
 * @typedef {{start: number, end: number, number: string, ext: string, kind: string}} Match
 * @typedef {"ringout" | "tel" | "rcmobile" | "rcapp"} MarkAction
 * @typedef {{action: MarkAction, presentation: "link" | "button"}} MarkChoices
 *
 * @typedef {Object} Mark One number on the page that can be called.
 * @property {Element} host Its first piece's element, or the page's own link.
 * @property {string} number E.164
 * @property {string} ext
 * @property {string} kind
 * @property {string} href Where the link leads.
 * @property {Text | null} node The page's text node in which the number begins; null for a link.
 * @property {number} offset Where in that node.
 * @property {HTMLElement} [control] What takes the focus: the link in its first piece, or the button.
 * @property {HTMLButtonElement} [button] What calls, in button mode.
 *
 * @typedef {Object} Cut A number's piece in a stand.
 * @property {number} start Offsets in the joined text of the stand's nodes.
 * @property {number} end
 * @property {Mark} mark
 * @property {boolean} first Whether the number begins here.
 * @property {boolean} last Whether it ends here.
 *
 * @typedef {Object} Stand
 * @property {Text[]} nodes The page's nodes, with nothing but comments between them.
 * @property {string[]} texts What the page wrote in each.
 * @property {string[]} left What stands in each now.
 * @property {HTMLElement} host
 * @property {string} shown The host's text.
 * @property {Cut[]} cuts none where it only shows a text of its family
 * @property {Family | null} family
 * @property {boolean} isItem Its texts are one item of a flex or grid container.
 */

/** How often something may take a text back before it is left alone, for longer and longer. */
const OBJECTIONS_HEARD = 3;
const OBJECTIONS_KEPT = 500;
const FIRST_REST_MS = 4000;

const HOST_STYLE = ":host { all: unset !important; unicode-bidi: normal !important; }";
const MARK_STYLE = `
  a { all: unset; cursor: pointer; text-decoration: underline dotted from-font;
    text-underline-offset: 0.16em; }
  a:hover { text-decoration-style: solid; }
  a:focus-visible, button:focus-visible { outline: 2px solid; outline-offset: 2px;
    border-radius: 2px; }
  a[hidden] { display: none; }
  button { all: unset; cursor: pointer; display: inline-block; width: 1em; height: 1em;
    margin-inline-start: 0.3em; vertical-align: -0.12em; user-select: none; }
  svg { display: block; width: 1em; height: 1em; fill: currentColor; }
  @media (forced-colors: active) { a { color: LinkText; } }
  @media print { a { text-decoration: none; } button { display: none; } }
`;
const HANDSET =
  "M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20" +
  "c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.3.2 2.5.6 3.6.1.3 0 .7-.2 1z";

/** @type {WeakMap<Node, Stand>} by each of its nodes and by its host */
const stands = new WeakMap();
/** @type {WeakMap<Node, Mark>} by the element that an event names as its target */
const marks = new WeakMap();
/** Nodes beside which a stand once was. @type {WeakSet<Node>} */
const formerNeighbours = new WeakSet();
/**
 * Texts that something takes back whenever we draw them.
 * @type {Map<string, {count: number, until: number, turn: number}>}
 */
const objections = new Map();
/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * @param {Run} run
 * @param {string} region ISO 3166 code
 * @returns {Match[]} offsets in the run's text
 */
function numbersReadIn(run, region) {
  const { text, places } = readAloud(run);
  const found = findNumbers(text, region);
  if (!places) return found;
  const placeOf = (/** @type {number} */ at) => places[at] ?? run.text.length;
  return found.map((match) => {
    return { ...match, start: placeOf(match.start), end: placeOf(match.end - 1) + 1 };
  });
}

/**
 * What is to be drawn for the numbers of a run that touch one of its nodes. What stands there
 * already and still says the same is left alone; what no longer does is to be taken back. Only
 * reads: a page's style is worked out anew after each change, so all reading comes first.
 *
 * @param {Run} run
 * @param {Text} node
 * @param {Match[]} matches in order, offsets in the run's text
 * @param {MarkChoices} choices
 * @returns {(() => void)[]} the changes, to be made at once
 */
function planMarks(run, node, matches, choices) {
  const item = itemOf(run, node);
  const isHere = (/** @type {Piece} */ piece) => piece.node === node || item.includes(piece);
  /** @type {Group[]} */
  const groups = [];
  for (const match of matches) {
    const pieces = piecesOf(run, match);
    if (match.kind === "fax" || pieces.some(({ fixed }) => fixed)) continue;
    if (pieces.some(isHere)) addToGroups(groups, match, pieces, choices);
  }
  const joined = item.length > 1 ? joinGroups(groups, item) : groups;
  const standing = stands.get(node);
  if (standing?.cuts.length && !joined.some(({ pieces }) => pieces.some(isHere))) {
    return [() => takeBack(standing)];
  }
  return joined.flatMap((group) => planGroup(run, group, choices) ?? []);
}

/**
 * @param {Run} run
 * @param {Text} node
 * @returns {Piece[]} in a flex or grid container, the texts that are one item together with it
 */
function itemOf({ pieces }, node) {
  let from = pieces.findIndex((piece) => piece.node === node);
  let to = from;
  const touch = (/** @type {number} */ left) => {
    const [one, other] = [pieces[left], pieces[left + 1]];
    return one !== undefined && other !== undefined && areSideBySide(one.node, other.node);
  };
  if (!touch(from - 1) && !touch(to)) return [];
  if (!isMadeOfItems(getComputedStyle(/** @type {Element} */ (parentOf(node))))) return [];
  while (touch(from - 1)) from -= 1;
  while (touch(to)) to += 1;
  return pieces.slice(from, to + 1);
}

/**
 * @param {Group[]} groups
 * @param {Piece[]} item which is to stay one
 * @returns {Group[]}
 */
function joinGroups(groups, item) {
  const inside = groups.filter(({ pieces }) => pieces.some((piece) => item.includes(piece)));
  const others = groups.filter((group) => !inside.includes(group));
  if (inside.length === 0) return others;
  return [...others, { pieces: item, cuts: inside.flatMap(({ cuts }) => cuts) }];
}

/**
 * Texts that stand side by side and share a number, or one text alone.
 * @typedef {{pieces: Piece[], cuts: Cut[]}} Group
 */

/** @param {Run} run @param {Match} match */
function piecesOf(run, { start, end }) {
  return run.pieces.filter((piece) => piece.start < end && piece.start + piece.text.length > start);
}

/**
 * @param {Group[]} groups
 * @param {Match} match
 * @param {Piece[]} pieces those that the match touches
 * @param {MarkChoices} choices
 */
function addToGroups(groups, match, pieces, choices) {
  const mark = newMark(match, /** @type {Piece} */ (pieces[0]), choices);
  let first = true;
  for (const piece of pieces) {
    const start = Math.max(match.start, piece.start);
    const end = Math.min(match.end, piece.start + piece.text.length);
    const cut = { start, end, mark, first, last: false };
    const hasDigits = /\p{Nd}/u.test(piece.text.slice(start - piece.start, end - piece.start));
    const group = groups.at(-1);
    const last = group?.cuts.at(-1);
    const neighbour = group?.pieces.at(-1);
    if (last?.mark === mark && neighbour && areSideBySide(neighbour.node, piece.node)) {
      last.end = end;
      group?.pieces.push(piece);
    } else if (neighbour === piece) {
      group?.cuts.push(cut);
    } else if (hasDigits) {
      // A dash or a bracket that stands by itself stays the page's own: there is nothing to call.
      groups.push({ pieces: [piece], cuts: [cut] });
    } else continue;
    first = false;
  }
  const last = groups.at(-1)?.cuts.at(-1);
  if (last?.mark === mark) last.last = true;
}

/**
 * @param {Match} match
 * @param {Piece} piece
 * @param {MarkChoices} choices
 * @returns {Mark}
 */
function newMark({ start, number, ext, kind }, { node, start: base }, { action }) {
  const href = addressOf(action, number, ext);
  const host = document.documentElement;
  return { host, number, ext, kind, href, node, offset: start - base };
}

/**
 * @param {Run} run
 * @param {Group} group
 * @param {MarkChoices} choices
 * @returns {(() => void) | undefined}
 */
function planGroup(run, { pieces, cuts }, choices) {
  const base = /** @type {Piece} */ (pieces[0]).start;
  const nodes = pieces.map(({ node }) => node);
  for (const cut of cuts) {
    cut.start -= base;
    cut.end -= base;
  }
  if (isDrawn(nodes, cuts)) return undefined;
  if (isObjectedTo(pieces.map(({ text }) => text).join(""))) return undefined;
  const leftover = leftoverOf(run, /** @type {Piece} */ (pieces[0]));
  return () => {
    // The other half of a number that is in two nodes may have been planned in the same slice.
    if (isDrawn(nodes, cuts)) return;
    for (const node of nodes) {
      const stand = stands.get(node);
      if (stand) undoStand(stand);
    }
    drawStand(nodes, cuts, leftover, choices);
  };
}

/** @param {Run} run @param {Piece} piece */
function leftoverOf(run, piece) {
  const parent = /** @type {Element} */ (parentOf(piece.node));
  const family = families.get(parent);
  if (!family) return leftoverFor(run, piece, getComputedStyle(parent));
  return memberLeftover(family, run.text.slice(0, piece.start), piece.text);
}

/** @param {Family} family @param {string} before @param {string} text */
function memberLeftover({ whiteSpace, collapse, isMadeOfItems: ofItems }, before, text) {
  if (ofItems) return itemLeftover(whiteSpace, collapse);
  return tightLeftover(before, text, whiteSpace, collapse);
}

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
 * While a number stands in a family, all its texts do; once none does, it is no more.
 *
 * @param {Family} family
 */
function settleFamily(family) {
  if ([...family.stands].every(({ cuts }) => cuts.length === 0)) return void undoFamily(family);
  for (const line of bareLines(family)) {
    const [first] = /** @type {[Text]} */ (line);
    const leftover = memberLeftover(family, writtenBefore(first), first.data);
    placeStand(line, [], leftover, family, { action: "tel", presentation: "link" });
  }
}

/** @param {Stand} stand whose numbers are none */
function takeBack(stand) {
  undoStand(stand);
  if (stand.family) settleFamily(stand.family);
}

/** @param {Family} family @returns {Stand[]} those that it had */
function undoFamily(family) {
  const members = [...family.stands];
  for (const stand of members) undoStand(stand);
  endFamily(family);
  return members;
}

/** @param {Text[]} nodes @param {Cut[]} cuts @returns {boolean} */
function isDrawn([first, ...others], cuts) {
  const stand = first && stands.get(first);
  if (!stand || others.some((node) => stands.get(node) !== stand)) return false;
  return isSameStand(stand, [first, ...others], cuts);
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
 * @param {Text[]} nodes
 * @param {Cut[]} cuts offsets in the joined text of the nodes
 * @param {Leftover} leftover
 * @param {Family | null} family
 * @param {MarkChoices} choices
 */
function placeStand(nodes, cuts, leftover, family, choices) {
  const { text, style, isItem } = leftover;
  const texts = nodes.map((node) => node.data);
  const left = nodes.map(() => text);
  const shown = texts.join("");
  const host = buildHost(shown, cuts, style, choices);
  /** @type {Stand} */
  const stand = {
    nodes,
    texts,
    left,
    host,
    shown,
    cuts,
    family,
    isItem,
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
 * @param {string} shown
 * @param {Cut[]} cuts offsets in `shown`
 * @param {string} extra rules for the stand's sheet
 * @param {MarkChoices} choices
 * @returns {HTMLElement}
 */
function buildHost(shown, cuts, extra, choices) {
  const [only] = cuts;
  if (only && cuts.length === 1 && only.start === 0 && only.end === shown.length) {
    return buildMark(shown, only, extra, choices);
  }
  const { host, root } = newHost("", HOST_STYLE + extra);
  root.append(document.createElement("slot"));
  let at = 0;
  for (const cut of cuts) {
    if (cut.start > at) host.append(shown.slice(at, cut.start));
    host.append(buildMark(shown.slice(cut.start, cut.end), cut, "", choices));
    at = cut.end;
  }
  if (at < shown.length) host.append(shown.slice(at));
  return host;
}

/**
 * @param {string} text
 * @param {Cut} cut
 * @param {string} extra
 * @param {MarkChoices} choices
 * @returns {HTMLElement}
 */
function buildMark(text, { mark, first, last }, extra, { presentation }) {
  const value = mark.ext ? `${mark.number};ext=${mark.ext}` : mark.number;
  const { host, root } = newHost(first ? value : "", HOST_STYLE + extra + MARK_STYLE);
  host.append(text);
  marks.set(host, mark);
  noteDrawn(host);
  if (first) mark.host = host;
  const link = document.createElement("a");
  link.href = mark.href;
  link.draggable = false;
  const slot = document.createElement("slot");
  if (presentation === "button") {
    link.hidden = true;
    root.append(slot, link);
    if (!last) return host;
    mark.control = mark.button = buildButton(spokenLabel(mark));
    root.append(mark.button);
    return host;
  }
  // A number in several pieces is one stop for the keyboard and one name for a screen reader.
  if (first) {
    link.setAttribute("aria-label", spokenLabel(mark));
    mark.control = link;
  } else {
    link.tabIndex = -1;
    // No link of its own in the list that a screen reader makes, and still text that it reads.
    link.setAttribute("role", "text group");
  }
  link.append(slot);
  root.append(link);
  return host;
}

/** @param {string} label */
function buildButton(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", label);
  const names = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(names, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(names, "path");
  path.setAttribute("d", HANDSET);
  picture.append(path);
  button.append(picture);
  return button;
}

/**
 * @param {string} value
 * @param {string} style
 */
function newHost(value, style) {
  const host = document.createElement(TAG);
  host.setAttribute(ATTRIBUTE, value);
  ownHosts.add(host);
  const root = host.attachShadow({ mode: "closed" });
  dress(root, style);
  return { host, root };
}

/**
 * One sheet for all marks where the browser lets extensions share them; Firefox refuses.
 *
 * @param {ShadowRoot} root
 * @param {string} style
 */
function dress(root, style) {
  try {
    let sheet = sheets.get(style);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      sheets.set(style, sheet);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement("style");
    element.textContent = style;
    root.append(element);
  }
}

/**
 * The words come from the background: to ask the browser for them here would take longer than to
 * find and draw all numbers of a page.
 *
 * @param {Mark} mark
 * @returns {string} what a screen reader says: "Call +1 415-555-2671, United States"
 */
function spokenLabel({ number, ext }) {
  const { international, region } = describeNumber(number);
  const { mark_label = "", mark_label_plain = "", countries } = pageConfig?.spoken ?? {};
  const country = countries?.[region ?? ""];
  const words = country ? mark_label.replace("$2", country) : mark_label_plain;
  return words.replace("$1", () => (ext ? `${international} ext. ${ext}` : international));
}

/**
 * The same links as shared/uris.js builds; a test holds the two against each other.
 *
 * @param {MarkAction} action
 * @param {string} number E.164
 * @param {string} ext
 * @returns {string}
 */
function addressOf(action, number, ext) {
  if (action === "rcmobile") return `rcmobile://call?number=${number.slice(1)}`;
  if (action === "rcapp") return `rcapp://r/call?number=${number}`;
  return ext ? `tel:${number};ext=${ext}` : `tel:${number}`;
}

/**
 * @param {MarkAction} action
 * @param {string} number E.164
 * @param {string} [own] the page's own link for it
 * @returns {string} where a text message is written
 */
function textAddressOf(action, number, own = `sms:${number}`) {
  return action === "rcmobile" ? `rcmobile://sms?number=${number.slice(1)}` : own;
}

/**
 * @param {Stand} stand
 * @returns {boolean} whether page and stand are as we left them
 */
function isWhole(stand) {
  const { nodes, left, host, shown, family, isItem } = stand;
  if (family && !isFamilyWhole(family)) return false;
  let previous = previousOf(host);
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    while (previous instanceof Comment) previous = previousOf(previous);
    const node = nodes[index];
    if (previous !== node || node?.data !== left[index]) return false;
    previous = previousOf(previous);
  }
  if (isItem && isItemOfMore(stand)) return false;
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

/**
 * Gives the page its text back. Where the page has written meanwhile, its own word stands.
 *
 * @param {Stand} stand
 */
function undoStand(stand) {
  const { nodes, texts, left, host, family } = stand;
  const selection = selected ? selectionIn(textNodesOf(host)) : undefined;
  stands.delete(host);
  for (const element of [host, ...host.children]) forget(element);
  family?.stands.delete(stand);
  for (const [index, node] of nodes.entries()) {
    stands.delete(node);
    ownTexts.delete(node);
    giveBack(node, /** @type {string} */ (left[index]), texts.slice(index));
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

/** @param {Stand} stand @returns {Stand[]} those that were taken back */
function undoWithFamily(stand) {
  if (stand.family) return undoFamily(stand.family);
  undoStand(stand);
  return [stand];
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
 * A page, or another extension, that undoes us in the moment we drew does not want us there. It is
 * told apart from a busy page by its haste: a mutation observer's answer comes before any frame,
 * timer or event could. It is known again by the text, for it may make new nodes.
 *
 * @param {Stand} stand
 */
function noteObjection({ host, texts }) {
  const text = texts.join("");
  if (!freshHosts.has(host)) return void objections.delete(text);
  const known = objections.get(text);
  if (known?.turn === turnNumber) return;
  const count = (known?.count ?? 0) + 1;
  if (objections.size > OBJECTIONS_KEPT) objections.clear();
  const rest = count < OBJECTIONS_HEARD ? 0 : FIRST_REST_MS * 2 ** (count - OBJECTIONS_HEARD);
  objections.set(text, {
    count,
    until: performance.now() + rest,
    turn: turnNumber,
  });
}

/** Stands that were drawn in this turn of the event loop. @type {Set<Element>} */
const freshHosts = new Set();
const turn = new MessageChannel();
let turnNumber = 0;
turn.port1.onmessage = () => {
  turnNumber += 1;
  freshHosts.clear();
};

/** @param {Element} host */
function noteFresh(host) {
  if (freshHosts.size === 0) turn.port2.postMessage(null);
  freshHosts.add(host);
}

/** @param {string} text @returns {boolean} whether the page just now did not want it marked */
function isObjectedTo(text) {
  return (objections.get(text)?.until ?? 0) > performance.now();
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

/**
 * In button mode only the button calls; the number beside it stays text.
 *
 * @param {Mark} mark
 * @param {Event} event
 * @returns {boolean} whether the event was on what calls
 */
function isOnControl({ button }, event) {
  if (!button || !(event instanceof MouseEvent)) return true;
  const root = /** @type {ShadowRoot} */ (rootOf(button));
  if (event.detail === 0) return root.activeElement === button;
  return button.contains(root.elementFromPoint(event.clientX, event.clientY));
}

/**
 * Reads a mark's number once more from the page's text as it is now.
 *
 * @param {Mark} mark
 * @param {string} region ISO 3166 code
 * @returns {{shown: string, hosts: Element[]} | null} as the page writes it, and what shows it;
 *   null: the page no longer says this number here
 */
function readAgain({ host, node, offset, number, ext }, region) {
  const stand = stands.get(host) ?? stands.get(/** @type {Node} */ (parentOf(host) ?? host));
  if (!node || !stand || !isInPage(host) || !isWhole(stand)) return null;
  const run = runAround(node);
  const piece = run.pieces.find((candidate) => candidate.node === node);
  const start = (piece?.start ?? 0) + offset;
  const match = numbersReadIn(run, region).find((candidate) => candidate.start === start);
  if (!match || match.number !== number || match.ext !== ext) return null;
  const hosts = piecesOf(run, match).flatMap((shown) => hostsOf(shown.node, number));
  return { shown: run.text.slice(start, match.end), hosts };
}

/** @param {Text} node @param {string} number @returns {Element[]} what shows the number's piece in it */
function hostsOf(node, number) {
  const host = stands.get(node)?.host;
  const elements = host ? [host, ...host.children] : [];
  return elements.filter((element) => marks.get(element)?.number === number);
}

/** @param {Mark} mark @returns {HTMLElement} what the keyboard reaches it by */
const controlOf = ({ control, host }) => control ?? /** @type {HTMLElement} */ (host);
