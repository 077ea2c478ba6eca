"use strict";
// The call card beside a number: which state the call is in, and a way to stop it. It only shows;
// it never places a call. Knows no message.

/** @typedef {import("../shared/messages.js").Call} Call */

const CARD_STYLE = `
  :host { all: initial !important; position: absolute !important; inset: auto !important;
    left: var(--left) !important; top: var(--top) !important; margin: 0 !important;
    display: block !important; border: 0 !important; padding: 0 !important;
    background: none !important; overflow: visible !important; width: max-content !important;
    color-scheme: light dark !important; }
  .card { font: 14px/1.4 system-ui, sans-serif; width: 264px; box-sizing: border-box;
    max-width: calc(100vw - 16px); padding: 12px 14px; border-radius: 12px; text-align: start;
    background: #fff; color: #1c1f26; border: 1px solid #d7dbe3;
    box-shadow: 0 8px 28px rgb(15 23 42 / 22%); }
  .head { display: flex; align-items: center; gap: 10px; }
  .dot { flex: none; width: 10px; height: 10px; border-radius: 50%; background: #1a5fb4; }
  .under-way .dot { animation: beat 1.2s ease-in-out infinite; }
  .connected .dot, .ended .dot { background: #1b7f3b; }
  .failed .dot { background: #b3261e; }
  .unknown .dot { background: #9a6700; }
  .cancelled .dot { background: #6b7280; }
  .number { font-weight: 600; font-variant-numeric: tabular-nums; direction: ltr;
    unicode-bidi: isolate; }
  .state { margin: 2px 0 0 20px; color: #414b5a; overflow-wrap: anywhere; }
  .buttons { display: flex; gap: 8px; margin: 10px 0 0 20px; }
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
  @media (forced-colors: active) { .card { border: 2px solid; } .dot { background: CanvasText; } }
  @media print { .card { display: none; } }
`;

/** How long the card stays after a call that ended well. */
const GOODBYE_MS = 6_000;

/** @type {readonly string[]} */
const OVER = ["ended", "cancelled", "failed", "unknown"];

/**
 * @typedef {Object} CardView
 * @property {string} number as shown to a person
 * @property {string} state a call state, or "asking" and "confirming" before there is a call
 * @property {string} words
 * @property {(() => void) | null} onStop
 * @property {string | null} softphone a link to call without the host, where that may help
 */

/** @type {{host: HTMLElement, root: ShadowRoot, goodbye: ReturnType<typeof setTimeout> | undefined} | null} */
let card = null;

/**
 * Shows the card beside an element, or repaints the one there is.
 * @param {Element} anchor
 * @param {CardView} view
 */
function showCard(anchor, view) {
  card ??= openCard(anchor);
  clearTimeout(card.goodbye);
  card.root.lastElementChild?.replaceWith(cardBody(view));
  if (OVER.includes(view.state) && view.state !== "failed" && view.state !== "unknown") {
    card.goodbye = setTimeout(hideCard, GOODBYE_MS);
  }
}

function hideCard() {
  clearTimeout(card?.goodbye);
  card?.host.remove();
  card = null;
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
  root.append(style, document.createElement("div"));
  document.documentElement.append(host);
  host.showPopover();
  return { host, root, goodbye: undefined };
}

/**
 * Under the number where there is room, else above it, never outside the window.
 * @param {Element} anchor
 * @returns {string} a CSS rule, in the document's coordinates so that the card scrolls with it
 */
function placeBeside(anchor) {
  const box = anchor.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - 280)) + scrollX;
  const hasRoom = box.bottom + 150 < innerHeight || box.top < 160;
  const top = hasRoom ? box.bottom + 8 + scrollY : box.top - 140 + scrollY;
  return `:host { --left: ${Math.round(left)}px; --top: ${Math.round(top)}px; }`;
}

/** @param {CardView} view @returns {HTMLElement} */
function cardBody({ number, state, words, onStop, softphone }) {
  const body = element("div", `card ${state} ${OVER.includes(state) ? "" : "under-way"}`);
  body.setAttribute("role", "status");
  const head = element("div", "head");
  head.append(element("span", "dot"), element("span", "number", number));
  const buttons = element("div", "buttons");
  if (onStop) buttons.append(button("stop", say("card_cancel"), onStop));
  if (softphone) buttons.append(link(say("card_softphone"), softphone));
  if (OVER.includes(state)) buttons.append(button("close", say("card_close"), hideCard));
  body.append(head, element("div", "state", words), buttons);
  return body;
}

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

/**
 * @param {string} key of _locales
 * @param {string} [otherwise] where the locale has no such key
 * @returns {string}
 */
function say(key, otherwise = key) {
  return (isConnected() && chrome.i18n.getMessage(key)) || otherwise;
}
