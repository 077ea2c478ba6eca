"use strict";
// What may stay in a page's text node while a stand beside it shows its text: it takes no room, is
// in nobody's `innerText`, opens no place to break a line, and is never a value that a page could
// want to write. Some frameworks (Preact, Svelte 4, Solid) read the node and do not write what it
// already says: an emptied node would keep a number on the screen that they cleared. Knows nothing
// of numbers and marks.

/**
 * @typedef {Object} Leftover
 * @property {string} text
 * @property {string} style what the stand needs for it, as rules of its sheet
 * @property {string} collapse if the parent keeps its white space, how; "" if it collapses anyway
 * @property {boolean} isItem whether the texts are an item of a flex or grid container
 */

/**
 * @param {string} one
 * @param {string} other
 * @returns {string} twenty characters found on no page
 */
function rareText(one, other) {
  const bytes = crypto.getRandomValues(new Uint8Array(20 / one.length));
  return Array.from(bytes, (byte) => (byte & 1 ? one : other)).join("");
}

/** Collapses beside any other white space and at the start of a line, in every browser. */
const LOOSE_TEXT = rareText(" ", "\t");
/** Between two words, only a line feed next to a zero-width space is taken away (CSS Text 4.1.3). */
const TIGHT_TEXT = `\n${LOOSE_TEXT}`;
/** Firefox leaves marks of direction out of what it draws and tells; these pairs turn nothing. */
const UNDRAWN_TEXT = rareText("\u202a\u202c", "\u202b\u202c");
const DRAWS_EVERYTHING = !CSS.supports("-moz-appearance", "none");

/** @type {Leftover} */
const LOOSE = { text: LOOSE_TEXT, style: "", collapse: "", isItem: false };
/** @type {Leftover} */
const UNDRAWN = { text: UNDRAWN_TEXT, style: "", collapse: "", isItem: false };
/** Where nothing else can be left. @type {Leftover} */
const NOTHING = { text: "", style: "", collapse: "", isItem: false };

const STARTS_WITH_SPACE = /^[ \t\n\r]/;
const KEEPS_LINES_ONLY = /preserve-breaks|pre-line/;
const IDEOGRAPH = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff00-\uffef]`;
const BREAKS_AFTER = new RegExp(String.raw`[-\u2010\u2012-\u2014?!|]$|${IDEOGRAPH}$`, "u");
const BREAKS_BEFORE = new RegExp(`^${IDEOGRAPH}`, "u");

/**
 * @param {Run} run
 * @param {Piece} piece
 * @param {CSSStyleDeclaration} style its parent's, as the page wants it
 * @returns {Leftover}
 */
function leftoverFor(run, piece, style) {
  const collapse = style.getPropertyValue("white-space-collapse") || style.whiteSpace;
  const keepsSpace = /pre|break-spaces/.test(collapse);
  if (isMadeOfItems(style)) return itemLeftover(style.whiteSpace, keepsSpace ? collapse : "");
  if ((!keepsSpace || KEEPS_LINES_ONLY.test(collapse)) && isLoose(piece)) return LOOSE;
  if (!DRAWS_EVERYTHING) return UNDRAWN;
  return tightLeftover(run, piece, style.whiteSpace, keepsSpace ? collapse : "");
}

/**
 * @param {Leftover} left
 * @param {Leftover} wanted where the page's text stands now
 * @returns {boolean} whether the one does for the other
 */
function fits(left, wanted) {
  if (left === NOTHING) return wanted.collapse !== "";
  return left.text === wanted.text && left.style === wanted.style && left.isItem === wanted.isItem;
}

/** The item is a box within: a box of an element breaks the line where `innerText` is read. */
const ITEM_STYLE = ":host { display: contents !important; }";

/**
 * In a flex or grid container, a text of nothing but white space makes no box.
 *
 * @param {string} whiteSpace how the stand is to treat its own
 * @param {string} collapse
 * @returns {Leftover}
 */
function itemLeftover(whiteSpace, collapse) {
  const style = collapse ? `${ITEM_STYLE} slot { white-space: ${whiteSpace}; }` : ITEM_STYLE;
  return { text: LOOSE_TEXT, style, collapse: DRAWS_EVERYTHING ? collapse : "", isItem: true };
}

/** @param {CSSStyleDeclaration} style */
function isMadeOfItems({ display }) {
  return /flex|grid/.test(display);
}

/**
 * @param {Run} run
 * @param {Piece} piece
 * @param {string} whiteSpace how the stand is to treat its own
 * @param {string} collapse
 * @returns {Leftover}
 */
function tightLeftover(run, piece, whiteSpace, collapse) {
  const kept = `slot { white-space: ${whiteSpace}; }`;
  const isSpaced = KEEPS_LINES_ONLY.test(collapse) && STARTS_WITH_SPACE.test(piece.text);
  if (isSpaced || isSpace(whatIsBefore(piece.node))) {
    return { text: LOOSE_TEXT, style: kept, collapse, isItem: false };
  }
  const before = run.text.slice(0, piece.start);
  // A zero-width space invites a break; here it may only where the page's own text does.
  const unbroken = mayBreak(before, piece.text) ? "" : ":host { white-space: nowrap !important; }";
  const style = `${unbroken} :host::before { content: "\\200b"; white-space: nowrap; } ${kept}`;
  return { text: TIGHT_TEXT, style, collapse, isItem: false };
}

/** @param {string} before @param {string} after @returns {boolean} whether a line may end between */
function mayBreak(before, after) {
  if (BREAKS_AFTER.test(before) || BREAKS_BEFORE.test(after)) return true;
  return /[:;,./)\]]$/.test(before) && /^[([]/.test(after);
}

/** @param {Piece} piece @returns {boolean} whether more white space before the text would collapse */
function isLoose({ node, text }) {
  if (STARTS_WITH_SPACE.test(text)) return true;
  const before = whatIsBefore(node);
  return before === "line" || isSpace(before);
}

/**
 * @param {Text | "line" | "sign"} before
 * @returns {boolean} whether it ends in white space that collapses
 */
function isSpace(before) {
  return before instanceof Text && /[ \t\n\r]$/.test(pageTextOf(before)) && collapses(before);
}
