"use strict";
// The call card beside a number: which state the call is in, and a way to stop it. It only shows;
// it never places a call. Knows no message.

/** @typedef {import("../../shared/messages.js").Call} Call */

const CARD_STYLE = `
  :host { all: initial !important; position: absolute !important; inset: auto !important;
    left: var(--left) !important; top: var(--top) !important; margin: 0 !important;
    display: block !important; border: 0 !important; padding: 0 !important;
    background: none !important; overflow: visible !important; width: max-content !important;
    color-scheme: light dark !important; }
  :host::backdrop { display: none !important; }
  .card { font: 14px/1.4 system-ui, sans-serif; width: 264px; box-sizing: border-box;
    max-width: calc(100vw - 16px); padding: 12px 14px; border-radius: 12px; text-align: start;
    background: #fff; color: #1c1f26; border: 1px solid #d7dbe3;
    box-shadow: 0 6px 10px -2px rgb(15 23 42 / 26%); }
  .head { display: flex; align-items: center; gap: 10px; }
  .dot { flex: none; width: 10px; height: 10px; border-radius: 50%; background: #1a5fb4; }
  .under-way .dot { animation: beat 1.2s ease-in-out infinite; }
  .connected .dot, .ended .dot, .done .dot { background: #1b7f3b; }
  .failed .dot { background: #b3261e; }
  .unknown .dot, .doubtful .dot { background: #9a6700; }
  .cancelled .dot { background: #6b7280; }
  .number { font-weight: 600; font-variant-numeric: tabular-nums; direction: ltr;
    unicode-bidi: isolate; }
  .state { margin: 2px 0 0 20px; color: #414b5a; overflow-wrap: anywhere; }
  .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 0 20px; }
  .buttons:empty { display: none; }
  button, a { font: inherit; font-weight: 500; padding: 4px 12px; border-radius: 8px;
    border: 1px solid #c3c9d4; background: #f6f7f9; color: #1c1f26; cursor: pointer;
    text-decoration: none; }
  button:hover, a:hover { background: #eceff3; }
  button:focus-visible, a:focus-visible { outline: 2px solid #1a5fb4; outline-offset: 2px; }
  .stop { color: #b3261e; border-color: #e3b7b3; }
  @keyframes beat { 50% { opacity: .25; transform: scale(.8); } }
  @media (prefers-reduced-motion: reduce) { .under-way .dot { animation: none; } }
  @media (prefers-color-scheme: dark) {
    .card { background: #22262e; color: #eef1f5; border-color: #3b424e; }
    .state { color: #b9c2cf; }
    button, a { background: #2d323c; color: #eef1f5; border-color: #4a5361; }
    button:hover, a:hover { background: #3a414d; }
    .stop { color: #ff9d94; border-color: #7a4640; }
  }
  @media (forced-colors: active) {
    .card { border: 2px solid; }
    .card .dot { background: CanvasText; }
  }
  @media print { .card { display: none; } }
`;

/** How long the card stays after a call that ended well. */
const GOODBYE_MS = 6_000;

/** @type {readonly string[]} */
const OVER = ["ended", "cancelled", "failed", "unknown", "doubtful", "done"];
/** @type {readonly string[]} */
const WELL = ["ended", "cancelled", "done"];

/**
 * @typedef {{text: string, href: string}} CardLink
 * @typedef {Object} CardView
 * @property {string} number as shown to a person
 * @property {string} state a call state, "asking" and "confirming" before there is a call,
 *   "doubtful" where the person has to choose, "done" for what was no call
 * @property {string} words
 * @property {(() => void) | null} onStop
 * @property {CardLink[]} links to call without the host, where that may help
 */

/**
 * @typedef {Object} Card
 * @property {HTMLElement} host
 * @property {HTMLElement} body
 * @property {HTMLElement} status What a screen reader says when it changes: it stays the same element.
 * @property {HTMLElement} buttons
 * @property {ReturnType<typeof setTimeout> | undefined} goodbye
 */

/** @type {Card | null} */
let card = null;

/**
 * Shows the card beside an element, or repaints the one there is.
 * @param {Element} anchor
 * @param {CardView} view
 */
function showCard(anchor, view) {
  card ??= openCard(anchor);
  clearTimeout(card.goodbye);
  fillCard(card, view);
  if (WELL.includes(view.state)) card.goodbye = setTimeout(hideCard, GOODBYE_MS);
}

function hideCard() {
  clearTimeout(card?.goodbye);
  card?.host.remove();
  card = null;
}

/**
 * Whoever is in the card means the card; otherwise the page may have its own use for the key.
 * @param {KeyboardEvent} event
 */
function closeCardByKey(event) {
  if (!card) return;
  if (event.target === card.host) event.stopImmediatePropagation();
  hideCard();
}

/** @param {Element} anchor */
function openCard(anchor) {
  const host = document.createElement("div");
  host.setAttribute("data-click-to-call", "");
  ownHosts.add(host);
  host.popover = "manual";
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = CARD_STYLE + placeBeside(anchor);
  const body = element("div", "card");
  const status = element("div", "status");
  status.setAttribute("role", "status");
  const buttons = element("div", "buttons");
  body.append(status, buttons);
  root.append(style, body);
  document.documentElement.append(host);
  showPopoverOf(host, anchor);
  return { host, body, status, buttons, goodbye: undefined };
}

/**
 * From the element that a popover is opened for, the Tab key goes on into the popover.
 * @param {HTMLElement} host
 * @param {Element} anchor
 */
function showPopoverOf(host, anchor) {
  const show = /** @type {(options?: {source: Element}) => void} */ (host.showPopover.bind(host));
  if (anchor instanceof HTMLElement && isInPage(anchor)) show({ source: anchor });
  else show();
}

/**
 * Near, but with room for the card's shadow: what lies over a number makes the next click doubtful.
 */
const GAP_PX = 12;

/**
 * Under the number where there is room, else above it, never outside the window.
 * @param {Element} anchor
 * @returns {string} a CSS rule, in the document's coordinates so that the card scrolls with it
 */
function placeBeside(anchor) {
  const box = anchor.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - 280)) + scrollX;
  const hasRoom = box.bottom + 150 < innerHeight || box.top < 160;
  const top = hasRoom ? box.bottom + GAP_PX + scrollY : box.top - 140 + scrollY;
  return `:host { --left: ${Math.round(left)}px; --top: ${Math.round(top)}px; }`;
}

/**
 * @param {Card} card
 * @param {CardView} view
 */
function fillCard({ body, status, buttons }, { number, state, words, onStop, links }) {
  const isOver = OVER.includes(state);
  body.className = `card ${state} ${isOver ? "" : "under-way"}`;
  const head = element("div", "head");
  head.append(element("span", "dot"), element("span", "number", number));
  status.replaceChildren(head, element("div", "state", words));
  const offered = links.map(({ text, href }) => link(text, href));
  if (onStop) offered.push(button("stop", say("card_cancel"), onStop));
  if (isOver) offered.push(button("close", say("card_close"), hideCard));
  // A button that stays keeps its focus: it is put anew only where the offer is another.
  if (!isSameOffer([...buttons.children], offered)) buttons.replaceChildren(...offered);
}

/** @param {Element[]} present @param {Element[]} offered */
const isSameOffer = (present, offered) =>
  present.length === offered.length &&
  present.every((at, index) => at.textContent === offered[index]?.textContent);

/** @param {string} tag @param {string} className @param {string} [text] */
function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** @param {string} className @param {string} text @param {() => void} act */
function button(className, text, act) {
  const made = element("button", className, text);
  made.setAttribute("type", "button");
  made.addEventListener("click", (event) => event.isTrusted && act());
  return made;
}

/** @param {string} text @param {string} href */
function link(text, href) {
  const made = element("a", "softphone", text);
  made.setAttribute("href", href);
  return made;
}

/** What is to be said after an update, when the extension that this script belongs to is gone. */
const LAST_WORDS = new Map(
  ["problem_extension_gone", "card_close", "card_softphone"].map((key) => [
    key,
    chrome.i18n.getMessage(key),
  ]),
);

/**
 * @param {string} key of _locales
 * @param {...string} values for its placeholders
 * @returns {string} "" where the locale has no such key
 */
const say = (key, ...values) =>
  isConnected() ? chrome.i18n.getMessage(key, values) : (LAST_WORDS.get(key) ?? "");
