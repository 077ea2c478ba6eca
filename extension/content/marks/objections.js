"use strict";
// What a page, or another extension, takes back whenever we draw it is left alone, for longer and
// longer. Knows no number.

/** How often something may take a text back before it is left alone, for longer and longer. */
const OBJECTIONS_HEARD = 3;
const OBJECTIONS_KEPT = 500;
const FIRST_REST_MS = 4000;

/**
 * Texts that something takes back whenever we draw them.
 * @type {Map<string, {count: number, until: number, turn: number}>}
 */
const objections = new Map();

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
