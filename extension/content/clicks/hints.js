"use strict";
// Letters beside the numbers that can be seen: typing them calls, without a mouse. Brought into the
// frames of a tab by a command of the browser and by nothing else. Which letters stand in which frame,
// and what was typed in another, the background says. Knows no page: a number that was chosen goes
// through the same door as one that was clicked.

const HINTS_STYLE = `
  :host { all: initial !important; position: fixed !important; inset: 0 !important;
    width: auto !important; height: auto !important; display: block !important; margin: 0 !important;
    padding: 0 !important; border: 0 !important; background: none !important;
    overflow: visible !important; pointer-events: none !important; }
  :host::backdrop { display: none !important; }
  b { position: absolute; box-sizing: border-box; padding: 1px 5px; border-radius: 5px;
    font: 700 13px/16px ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace;
    letter-spacing: 0.06em; text-transform: uppercase; direction: ltr; white-space: nowrap;
    color: #fff; background: #14532d; border: 1px solid #fff;
    box-shadow: 0 1px 4px rgb(0 0 0 / 45%); }
  b[hidden] { display: none; }
  i { font-style: normal; opacity: 0.5; }
  p { position: absolute; inset: auto 0 20px; margin: 0 auto; width: fit-content; box-sizing: border-box;
    max-width: calc(100vw - 24px); padding: 9px 16px; border-radius: 10px; text-align: center;
    font: 500 14px/1.4 system-ui, sans-serif; color: #fff; background: #1c1f26;
    border: 1px solid #fff; box-shadow: 0 4px 14px rgb(0 0 0 / 40%); }
  @media (max-width: 420px) { p { bottom: 6px; padding: 4px 10px; font-size: 12px; } }
  @media (forced-colors: active) { b, p { border: 2px solid; } }
  @media print { b, p { display: none; } }
`;
const HINT_LETTERS = "asdfghjkl";
const FROM_NUMBER_PX = 3;
/** How long it is said that there is no number here. */
const NONE_SHOWN_MS = 3000;

/**
 * @typedef {{mark: Mark, box: DOMRect, label: string, tag: HTMLElement}} Hint
 * @typedef {{host: HTMLElement, hints: Hint[], typed: string, end: AbortController}} Hints
 */

/** @type {Hints | null} */
let shownHints = null;
/** @type {Mark[]} */
let offered = [];
/** Keys that went down while hints were shown: the page does not hear of their coming up either. */
const keptKeys = new Set();

/** @returns {Promise<number>} how many numbers this frame has letters to show for */
async function gatherHints() {
  endHints();
  offered = [];
  if (typeof standpoints === "undefined") return 0;
  const hosts = [...standpoints.keys()].filter((host) => isInPage(host) && isFirstPiece(host));
  const seen = (await entriesOf(hosts)).filter(isOffered);
  offered = seen.sort(byReading).map(({ target }) => /** @type {Mark} */ (markOf(target)));
  return offered.length;
}

/** @param {Element} host */
const markOf = (host) => marks.get(host) ?? takenLinks.get(host);

/** @param {Element} host @returns {boolean} a number in pieces gets one hint, a link of several none */
const isFirstPiece = (host) => markOf(host)?.host === host && !sharedLinks.has(host);

/** @param {Element[]} hosts @returns {Promise<IntersectionObserverEntry[]>} */
function entriesOf(hosts) {
  if (hosts.length === 0) return Promise.resolve([]);
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      observer.disconnect();
      resolve(entries);
    }, LOOKOUT);
    for (const host of hosts) observer.observe(host);
    setTimeout(() => resolve([]), FRESH_WITHIN_MS);
  });
}

/**
 * What a person can read, even where no mouse could click it: under a link without a look of its own,
 * or where the page lets clicks through.
 *
 * @param {IntersectionObserverEntry & {isVisible?: boolean}} entry
 */
function isOffered({ target, isIntersecting, isVisible }) {
  const [box] = boxesOf(target);
  if (!isIntersecting || !box || !isRendered(target, { visibilityProperty: true })) return false;
  const root = /** @type {Document | ShadowRoot} */ (rootOf(target));
  const stack = root.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const depth = stack.findIndex((at) => at === target || target.contains(at));
  if (depth < 0) return isVisible === true;
  return !stack.slice(0, depth).some((at) => paints(at, getComputedStyle(at)));
}

/** @param {IntersectionObserverEntry} one @param {IntersectionObserverEntry} other */
function byReading({ boundingClientRect: one }, { boundingClientRect: other }) {
  const isSameLine = Math.abs(one.top - other.top) < one.height / 2;
  const isLeftward = getComputedStyle(document.documentElement).direction === "rtl";
  const across = isLeftward ? other.right - one.right : one.left - other.left;
  return isSameLine ? across : one.top - other.top;
}

/**
 * @param {string[]} labels one for each number that was gathered
 * @param {boolean} isWhole whether any frame has a number: the top one says what to do
 */
function showHints(labels, isWhole) {
  endHints();
  const host = document.createElement("div");
  host.setAttribute("data-click-to-call", "");
  ownHosts.add(host);
  host.popover = "manual";
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = HINTS_STYLE;
  root.append(style);
  if (window === top) root.append(helpLine(isWhole));
  document.documentElement.append(host);
  host.showPopover();
  const hints = offered.map((mark, index) => placeHint(root, mark, labels[index] ?? ""));
  shownHints = { host, hints, typed: "", end: new AbortController() };
  if (isWhole) listenForLetters(shownHints.end.signal);
  else setTimeout(endHints, NONE_SHOWN_MS);
}

/** @param {boolean} isWhole */
function helpLine(isWhole) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.dir = "auto";
  line.textContent = chrome.i18n.getMessage(isWhole ? "hints_help" : "hints_none");
  return line;
}

/**
 * After the number in reading direction, else before it: the number itself stays readable.
 *
 * @param {ShadowRoot} root
 * @param {Mark} mark
 * @param {string} label
 * @returns {Hint}
 */
function placeHint(root, mark, label) {
  const tag = document.createElement("b");
  tag.setAttribute("aria-hidden", "true");
  tag.textContent = label;
  root.append(tag);
  const box = lastLineOf(mark);
  const { width, height } = boxOf(tag);
  const after = box.right + FROM_NUMBER_PX;
  const before = box.left - FROM_NUMBER_PX - width;
  const isLeftward = getComputedStyle(mark.host).direction === "rtl";
  const [first, second] = isLeftward ? [before, after] : [after, before];
  const fits = (/** @type {number} */ left) => left >= 0 && left + width <= innerWidth;
  const left = fits(first) ? first : fits(second) ? second : Math.max(0, innerWidth - width);
  const top = box.top + (box.height - height) / 2;
  tag.style.left = `${left}px`;
  tag.style.top = `${Math.max(0, Math.min(top, innerHeight - height))}px`;
  return { mark, box: boxOf(mark.host), label, tag };
}

/**
 * Where the page has a number in several elements, and in a right-to-left line, it is drawn in
 * several parts, of which the last need not be the end.
 *
 * @param {Mark} mark
 */
function lastLineOf(mark) {
  const pieces = [...standpoints.keys()].filter((host) => markOf(host) === mark && isInPage(host));
  const boxes = pieces.flatMap((host) => [...boxesOf(host)]);
  const { top = 0, height = 0 } = boxes.at(-1) ?? {};
  const parts = boxes.filter((box) => Math.abs(box.top - top) < height / 2);
  const left = Math.min(...parts.map((box) => box.left));
  const right = Math.max(...parts.map((box) => box.right));
  return { left, right, top, height };
}

/** @param {AbortSignal} signal */
function listenForLetters(signal) {
  hearBeforePage("keydown", letterTyped, signal);
  hearBeforePage("pointerdown", endHints, signal);
  const options = { capture: true, signal };
  addEventListener("scroll", endHints, options);
  addEventListener("resize", endHints, options);
  addEventListener("blur", (event) => event.target === window && endHints(), options);
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether nobody else hears of it
 */
function letterTyped(event) {
  if (!event.isTrusted || !shownHints) return false;
  if (/^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/.test(event.key)) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) {
    tellTyped(null);
    return false;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  keptKeys.add(event.code);
  const letter = letterOf(event);
  if (event.key === "Backspace") tellTyped(shownHints.typed.slice(0, -1));
  else if (HINT_LETTERS.includes(letter)) tellTyped(shownHints.typed + letter);
  else if (!event.repeat) tellTyped(null);
  return true;
}

/** Another script's keyboard has the same keys. @param {KeyboardEvent} event */
const letterOf = ({ key, code }) =>
  (/^[a-z]$/i.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? " ")).toLowerCase();

/** All frames show one row of letters, wherever the keys go. @param {string | null} typed null: no more */
function tellTyped(typed) {
  hearTyped({ typed, here: true });
  ask("hints.typed", { typed: typed ?? "", over: typed === null }).catch(() => undefined);
}

/** @param {{typed: string | null, here?: boolean}} news */
function hearTyped({ typed }) {
  if (!shownHints || typed === shownHints.typed) return;
  if (typed === null) return endHints();
  shownHints.typed = typed;
  const chosen = shownHints.hints.find(({ label }) => label === typed);
  if (chosen) return chooseHint(chosen);
  const isAny = shownHints.hints.some(({ label }) => label.startsWith(typed));
  for (const { label, tag } of shownHints.hints) {
    tag.hidden = isAny && !label.startsWith(typed);
    const done = document.createElement("i");
    done.textContent = label.startsWith(typed) ? typed : "";
    tag.replaceChildren(done, label.slice(done.textContent.length));
    if (!isAny) tag.hidden = typed !== "";
  }
}

/** @param {Hint} hint */
function chooseHint({ mark, box }) {
  const { left, top } = boxOf(mark.host);
  const isStill = Math.hypot(left - box.left, top - box.top) <= STEADY_WITHIN_PX;
  tellTyped(null);
  if (pageConfig) {
    activate({
      mark,
      event: null,
      config: pageConfig,
      region: regionHere(),
      meant: isStill,
      byKey: true,
    });
  }
}

function endHints() {
  shownHints?.end.abort();
  shownHints?.host.remove();
  shownHints = null;
}

hearBeforePage(
  "keyup",
  (event) => {
    if (!keptKeys.delete(event.code)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  new AbortController().signal,
);
listenToBackground({ "hints.typed": hearTyped });
