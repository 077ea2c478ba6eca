"use strict";
// Provides `LinkHints`: shows letters beside the visible numbers; the user types the letters to
// call a number without a mouse. The background injects this file only when the user presses the
// keyboard shortcut. The background also assigns the letters to the frames, and sends each frame
// the letters that were typed in other frames. Depends on `Dom`, `CapturedEvents`, `Messaging`,
// `Page`, and, if the engine is loaded, on `Rendered`, `Geometry`, `CssPaint`, `TextRuns`,
// `Numbers`, `Highlights`, `Painter`, `Layer` and `Activation`.

/** @typedef {{found: PageNumber, box: DOMRect, label: string, tag: HTMLElement}} Hint */

const LinkHints = (() => {
  const LETTERS = "asdfghjkl";
  const FROM_NUMBER_PX = 3;
  const STILL_WITHIN_PX = 3;
  /** How long the message "no numbers" is shown. */
  const NONE_SHOWN_MS = 3000;

  /** @type {{part: HTMLElement, hints: Hint[], typed: string, end: AbortController} | null} */
  let shown = null;
  /** @type {PageNumber[]} */
  let offered = [];
  /**
   * The keys that were pressed while hints were shown, and not released yet. The page gets none of
   * the events of these keys.
   */
  const keptKeys = new Set();

  /**
   * Collects this frame's visible numbers in reading order, so that `show` can give them letters.
   * @returns {Promise<number>} the count of these numbers
   */
  async function gather() {
    end();
    offered =
      typeof Highlights === "undefined"
        ? []
        : [...Highlights.painted].filter(isOffered).sort(byReading);
    return offered.length;
  }

  /**
   * @param {PageNumber} found
   * @returns {boolean} whether the number is visible, even if a mouse cannot click it because an
   *   element that paints nothing lies over it
   */
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
   * Shows the hints of this frame.
   * @param {string[]} labels the letters of each number that `gather` counted
   * @param {boolean} hasNumbers whether any frame has a number: if so, the top frame shows the
   *   instructions; if not, the top frame shows the message "no numbers"
   */
  async function show(labels, hasNumbers) {
    end();
    // Before the message "no numbers" is shown, the engine is loaded, because the layer is a part
    // of it.
    if (typeof Layer === "undefined" && window === top && !hasNumbers) await Page.bringEngine();
    if (typeof Layer === "undefined") return;
    const part = Layer.element("div", "hints");
    if (window === top) part.append(helpLine(hasNumbers));
    Layer.show(part, document.documentElement);
    Layer.raise();
    const hints = offered.map((found, index) => placeHint(part, found, labels[index] ?? ""));
    shown = { part, hints, typed: "", end: new AbortController() };
    if (hasNumbers) listen(shown.end.signal);
    else setTimeout(end, NONE_SHOWN_MS);
  }

  /** @param {boolean} hasNumbers whether any frame has a number */
  function helpLine(hasNumbers) {
    const line = Layer.element(
      "p",
      "",
      chrome.i18n.getMessage(hasNumbers ? "hints_help" : "hints_none"),
    );
    line.setAttribute("role", "status");
    return line;
  }

  /**
   * Places a hint after the number in reading direction, or before the number if there is no room,
   * so that the number stays readable.
   * @param {HTMLElement} part the layer's element for the hints
   * @param {PageNumber} found
   * @param {string} label the hint's letters
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
   * Returns the box around all of the number's boxes in its last line. In a line from right to
   * left, a number may have several boxes, and its end need not be in the last of these boxes.
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

  /**
   * Handles a pressed key while hints are shown.
   * @param {KeyboardEvent} event
   * @returns {boolean} true if the key belongs to the hints; then no other listener gets the event
   */
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

  /**
   * Returns the typed Latin letter in lower case, or a space for another key. With a keyboard
   * layout for another script, the key's position gives the letter.
   * @param {KeyboardEvent} event
   */
  const letterOf = ({ key, code }) =>
    (/^[a-z]$/i.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? " ")).toLowerCase();

  /**
   * Tells all frames, through the background, the letters that the user typed in this frame.
   * @param {string | null} typed null ends the hints
   */
  function tellTyped(typed) {
    onTyped({ typed });
    const fields = { typed: typed ?? "", over: typed === null };
    Messaging.ask("hints.typed", fields).catch(() => undefined);
  }

  /** @param {{typed: string | null}} news */
  function onTyped({ typed }) {
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
  Messaging.listen({ "hints.typed": onTyped });
  return { gather, show };
})();

// `void` makes the script's result `undefined`. Firefox reports an error if a result, such as this
// object of functions, cannot be cloned.
void Object.assign(globalThis, { clickToCallHints: LinkHints });
