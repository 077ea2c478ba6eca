"use strict";
// What is to be drawn for the numbers of a run. Only reads: a page's style is worked out anew after
// each change, so all reading comes first. Knows nothing of where to look, and when.

/** @typedef {{start: number, end: number, number: string, ext: string, kind: string}} Match */

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
  const groups = groupsWith(marksGrouped(run, matches, choices), isHere);
  const joined = item.length > 1 ? joinGroups(groups, item) : groups;
  const standing = stands.get(node);
  if (standing?.cuts.length && !joined.some(({ pieces }) => pieces.some(isHere))) {
    return [() => takeBack(standing)];
  }
  return planGroups(run, joined, choices);
}

/**
 * @param {Group[]} all
 * @param {(piece: Piece) => boolean} isHere
 * @returns {Group[]} those that are here, and the other pieces of their numbers
 */
function groupsWith(all, isHere) {
  const here = all.filter(({ pieces }) => pieces.some(isHere));
  const marksHere = new Set(here.flatMap(({ cuts }) => cuts.map(({ mark }) => mark)));
  return all.filter(({ cuts }) => cuts.some(({ mark }) => marksHere.has(mark)));
}

/**
 * Of all matches: one that touches two texts brings what else is in either of them.
 *
 * @param {Run} run
 * @param {Match[]} matches
 * @param {MarkChoices} choices
 * @returns {Group[]}
 */
function marksGrouped(run, matches, choices) {
  /** @type {Group[]} */
  const groups = [];
  for (const match of matches) {
    const pieces = piecesOf(run, match);
    if (match.kind === "fax" || pieces.some(({ fixed }) => fixed)) continue;
    addToGroups(groups, match, pieces, choices);
  }
  return groups;
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
 * What is to be drawn: all pieces of a number together, for they are one mark.
 *
 * @param {Run} run
 * @param {Group[]} groups
 * @param {MarkChoices} choices
 * @returns {(() => void)[]}
 */
function planGroups(run, groups, choices) {
  const all = groups.map((group) => measured(run, group));
  const stale = staleMarks(all);
  const isStale = (/** @type {Measured} */ { cuts }) => cuts.some(({ mark }) => stale.has(mark));
  return all.filter(isStale).flatMap((group) => planGroup(group, choices) ?? []);
}

/**
 * @typedef {Object} Measured
 * @property {Text[]} nodes
 * @property {string} text what they say together
 * @property {Cut[]} cuts
 * @property {Leftover} leftover
 * @property {Stand | undefined} stand what shows the first of the nodes now
 * @property {boolean} isDrawn whether that is all as it should be
 */

/** @param {Run} run @param {Group} group @returns {Measured} */
function measured(run, { pieces, cuts }) {
  const [first] = /** @type {[Piece]} */ (pieces);
  for (const cut of cuts) {
    cut.start -= first.start;
    cut.end -= first.start;
  }
  const nodes = pieces.map(({ node }) => node);
  const text = pieces.map((piece) => piece.text).join("");
  const leftover = leftoverOf(run, first);
  const stand = stands.get(first.node);
  return { nodes, text, cuts, leftover, stand, isDrawn: isDrawn(nodes, cuts, leftover) };
}

/**
 * @param {Measured[]} groups
 * @returns {Set<Mark>} those of which a piece is to be drawn, or whose pieces were drawn apart
 */
function staleMarks(groups) {
  /** @type {Map<Mark, Mark | undefined>} */
  const standing = new Map();
  /** @type {Set<Mark>} */
  const stale = new Set();
  for (const { cuts, stand, isDrawn: isRight } of groups) {
    for (const [index, { mark }] of cuts.entries()) {
      const now = isRight ? stand?.cuts[index]?.mark : undefined;
      if (!now || (standing.get(mark) ?? now) !== now) stale.add(mark);
      standing.set(mark, now);
    }
  }
  for (let before = -1; before < stale.size; ) {
    before = stale.size;
    const touched = groups.filter(({ cuts }) => cuts.some(({ mark }) => stale.has(mark)));
    for (const { cuts } of touched) for (const { mark } of cuts) stale.add(mark);
  }
  return stale;
}

/**
 * @param {Measured} group
 * @param {MarkChoices} choices
 * @returns {(() => void) | undefined}
 */
function planGroup({ nodes, text, cuts, leftover, stand: before }, choices) {
  if (isObjectedTo(text)) return undefined;
  const [first] = /** @type {[Text]} */ (nodes);
  return () => {
    // The other half of a number that is in two nodes may have been planned in the same slice.
    if (stands.get(first) !== before && isDrawn(nodes, cuts, leftover)) return;
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
  return memberLeftover(family, run, piece);
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
  const stand = standOf(host);
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
