"use strict";
// Provides `LinkHints`: letters beside the numbers that can be seen; typing them calls, without a mouse.
// A command of the browser brings this file, and nothing else does. Which letters stand in which frame,
// and what was typed in another, the background says. Depends on `Dom`, `CapturedEvents`, `Messaging`, `Page`,
// and where the engine is on `Geometry`, `Numbers`, `Painter`, `Layer` and `Activation`.

/** @typedef {{found: PageNumber, box: DOMRect, label: string, tag: HTMLElement}} Hint */

const LinkHints = (() => {
  const LETTERS = "asdfghjkl";
  const FROM_NUMBER_PX = 3;
  const STILL_WITHIN_PX = 3;
  /** How long it is said that there is no number here. */
  const NONE_SHOWN_MS = 3000;

  /** @type {{part: HTMLElement, hints: Hint[], typed: string, end: AbortController} | null} */
  let shown = null;
  /** @type {PageNumber[]} */
  let offered = [];
  /** Keys that went down while hints were shown: the page does not hear of their coming up either. */
  const keptKeys = new Set();

  /** @returns {Promise<number>} how many numbers this frame has letters to show for */
  async function gather() {
    end();
    offered =
      typeof Painter === "undefined" ? [] : [...Painter.near].filter(isOffered).sort(byReading);
    return offered.length;
  }

  /** @param {PageNumber} found @returns {boolean} what a person can see, even where no mouse could click it */
  function isOffered(found) {
    const [box] = Numbers.boxesOf(found);
    const cell = Numbers.cellOf(found);
    if (!box || !Geometry.crosses(box, Painter.view())) return false;
    if (found.link && TextRuns.sharedLinks.has(found.link)) return false;
    if (!Rendered.isRendered(cell, { visibilityProperty: true, opacityProperty: true }))
      return false;
    const root = /** @type {Document | ShadowRoot} */ (Dom.rootOf(cell));
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const stack = root.elementsFromPoint(x, y).filter((at) => !Dom.own.has(at));
    const depth = stack.findIndex((at) => at === cell || cell.contains(at));
    const over = depth < 0 ? stack.filter((at) => !at.contains(cell)) : stack.slice(0, depth);
    return !over.some((at) => CssPaint.paints(at, getComputedStyle(at)));
  }

  /** @param {PageNumber} one @param {PageNumber} other */
  function byReading(one, other) {
    const [a, b] = [one, other].map((found) => /** @type {DOMRect} */ (Numbers.boxesOf(found)[0]));
    if (!a || !b) return 0;
    const isSameLine = Math.abs(a.top - b.top) < a.height / 2;
    const isLeftward = getComputedStyle(document.documentElement).direction === "rtl";
    const across = isLeftward ? b.right - a.right : a.left - b.left;
    return isSameLine ? across : a.top - b.top;
  }

  /**
   * @param {string[]} labels one for each number that was gathered
   * @param {boolean} isWhole whether any frame has a number: the top one says what to do
   */
  async function show(labels, isWhole) {
    end();
    // Where a page has no number at all, that is to be said.
    if (typeof Layer === "undefined" && window === top && !isWhole) await Page.bringEngine();
    if (typeof Layer === "undefined") return;
    const part = Layer.element("div", "hints");
    if (window === top) part.append(helpLine(isWhole));
    Layer.show(part, document.documentElement);
    Layer.raise();
    const hints = offered.map((found, index) => placeHint(part, found, labels[index] ?? ""));
    shown = { part, hints, typed: "", end: new AbortController() };
    if (isWhole) listen(shown.end.signal);
    else setTimeout(end, NONE_SHOWN_MS);
  }

  /** @param {boolean} isWhole */
  function helpLine(isWhole) {
    const line = Layer.element(
      "p",
      "",
      chrome.i18n.getMessage(isWhole ? "hints_help" : "hints_none"),
    );
    line.setAttribute("role", "status");
    return line;
  }

  /**
   * After the number in reading direction, else before it: the number itself stays readable.
   * @param {HTMLElement} part
   * @param {PageNumber} found
   * @param {string} label
   * @returns {Hint}
   */
  function placeHint(part, found, label) {
    const tag = Layer.element("b", "", label);
    tag.setAttribute("aria-hidden", "true");
    part.append(tag);
    const box = lastLineOf(found);
    const { width, height } = Rendered.boxOf(tag);
    const after = box.right + FROM_NUMBER_PX;
    const before = box.left - FROM_NUMBER_PX - width;
    const isLeftward = getComputedStyle(Numbers.cellOf(found)).direction === "rtl";
    const [first, second] = isLeftward ? [before, after] : [after, before];
    const fits = (/** @type {number} */ left) => left >= 0 && left + width <= innerWidth;
    const left = fits(first) ? first : fits(second) ? second : Math.max(0, innerWidth - width);
    const top = Math.max(0, Math.min(box.top + (box.height - height) / 2, innerHeight - height));
    Layer.placing().at(tag, left, top);
    return { found, box: firstBoxOf(found), label, tag };
  }

  /** @param {PageNumber} found @returns {DOMRect} */
  const firstBoxOf = (found) => Numbers.boxesOf(found)[0] ?? new DOMRect();

  /**
   * In a right-to-left line, a number is drawn in several parts, of which the last need not be the end.
   * @param {PageNumber} found
   */
  function lastLineOf(found) {
    const boxes = Numbers.boxesOf(found);
    const { top = 0, height = 0 } = boxes.at(-1) ?? {};
    const parts = boxes.filter((box) => Math.abs(box.top - top) < height / 2);
    const left = Math.min(...parts.map((box) => box.left));
    const right = Math.max(...parts.map((box) => box.right));
    return { left, right, top, height };
  }

  /** @param {AbortSignal} signal */
  function listen(signal) {
    CapturedEvents.on("keydown", letterTyped, signal);
    CapturedEvents.on("pointerdown", end, signal);
    const options = { capture: true, signal };
    addEventListener("scroll", end, options);
    addEventListener("resize", end, options);
    addEventListener("blur", (event) => event.target === window && end(), options);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether nobody else hears of it */
  function letterTyped(event) {
    if (!event.isTrusted || !shown) return false;
    if (/^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/.test(event.key)) return false;
    if (event.ctrlKey || event.altKey || event.metaKey) {
      tellTyped(null);
      return false;
    }
    CapturedEvents.stop(event);
    keptKeys.add(event.code);
    const letter = letterOf(event);
    if (event.key === "Backspace") tellTyped(shown.typed.slice(0, -1));
    else if (LETTERS.includes(letter)) tellTyped(shown.typed + letter);
    else if (!event.repeat) tellTyped(null);
    return true;
  }

  /** Another script's keyboard has the same keys. @param {KeyboardEvent} event */
  const letterOf = ({ key, code }) =>
    (/^[a-z]$/i.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? " ")).toLowerCase();

  /** All frames show one row of letters, wherever the keys go. @param {string | null} typed null: no more */
  function tellTyped(typed) {
    hearTyped({ typed });
    const fields = { typed: typed ?? "", over: typed === null };
    Messaging.ask("hints.typed", fields).catch(() => undefined);
  }

  /** @param {{typed: string | null}} news */
  function hearTyped({ typed }) {
    if (!shown || typed === shown.typed) return;
    if (typed === null) return end();
    shown.typed = typed;
    const chosen = shown.hints.find(({ label }) => label === typed);
    if (chosen) return choose(chosen);
    const isAny = shown.hints.some(({ label }) => label.startsWith(typed));
    for (const { label, tag } of shown.hints) {
      tag.hidden = isAny && !label.startsWith(typed);
      const done = Layer.element("i", "", label.startsWith(typed) ? typed : "");
      tag.replaceChildren(done, label.slice(done.textContent?.length ?? 0));
      if (!isAny) tag.hidden = typed !== "";
    }
  }

  /** @param {Hint} hint */
  function choose({ found, box }) {
    const { left, top } = firstBoxOf(found);
    const meant = Math.hypot(left - box.left, top - box.top) <= STILL_WITHIN_PX;
    tellTyped(null);
    Activation.activate(found, null, { meant, byKey: true });
  }

  function end() {
    shown?.end.abort();
    if (shown) Layer.hide(shown.part);
    shown = null;
  }

  CapturedEvents.on("keyup", (event) => keptKeys.delete(event.code) && CapturedEvents.stop(event));
  Messaging.listen({ "hints.typed": hearTyped });
  return { gather, show };
})();

// Firefox brings no script whose last value it cannot copy to the one that asked for it.
void Object.assign(globalThis, { clickToCallHints: LinkHints });
