"use strict";
// The element of ours that shows a text with its numbers: links, or buttons after them. Knows
// nothing of the page that it is put into.

/**
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
 */

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

/** @type {WeakMap<Node, Mark>} by the element that an event names as its target */
const marks = new WeakMap();
/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * @param {string} shown
 * @param {Cut[]} cuts offsets in `shown`
 * @param {Leftover} leftover
 * @param {MarkChoices} choices
 * @returns {HTMLElement}
 */
function buildHost(shown, cuts, { style, isItem }, choices) {
  const [only] = cuts;
  if (!isItem && only && cuts.length === 1 && only.start === 0 && only.end === shown.length) {
    return buildMark(shown, only, style, choices);
  }
  const { host, root } = newHost("", HOST_STYLE + style);
  const slot = document.createElement("slot");
  const item = document.createElement("span");
  if (isItem) item.append(slot);
  root.append(isItem ? item : slot);
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

/** @param {Mark} mark @returns {HTMLElement} what the keyboard reaches it by */
const controlOf = ({ control, host }) => control ?? /** @type {HTMLElement} */ (host);
