"use strict";
// Provides `CallButtons`: for the presentation "button", shows a small call button in the layer
// beside each number in view, if possible where the button covers no other text. Depends on
// `Rendered`, `Geometry`, `Numbers`, `Highlights`, `Painter` and `Layer`.

const CallButtons = (() => {
  /** The size of a button: the minimum target size of WCAG 2.2, success criterion 2.5.8. */
  const SIZE_PX = 24;
  const GAP_PX = 3;
  /** After a scroll, the buttons are placed anew in each of this many animation frames. */
  const FOLLOWED_FRAMES = 30;
  const HANDSET =
    "M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20" +
    "c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.3.2 2.5.6 3.6.1.3 0 .7-.2 1z";

  const box = Layer.element("div", "calls");
  /**
   * Each button with its offset from the end of its number, in CSS pixels.
   * @type {Map<PageNumber, {button: HTMLButtonElement, x: number, y: number}>}
   */
  const buttons = new Map();
  let framesLeft = 0;

  /** @param {(found: PageNumber, event: MouseEvent) => void} call @param {AbortSignal} signal */
  function start(call, signal) {
    const update = () => placeAll(call);
    Painter.lookers.push(update);
    addEventListener("scroll", () => followOn(call), { capture: true, passive: true, signal });
    signal.addEventListener("abort", () => {
      Painter.lookers.splice(Painter.lookers.indexOf(update), 1);
      buttons.clear();
      box.replaceChildren();
      Layer.hide(box);
    });
  }

  /** @param {(found: PageNumber, event: MouseEvent) => void} call */
  function followOn(call) {
    const isFollowing = framesLeft > 0;
    framesLeft = FOLLOWED_FRAMES;
    if (isFollowing) return;
    const stop = Layer.follow(() => {
      placeAll(call);
      if ((framesLeft -= 1) <= 0) stop();
    });
  }

  /** @param {(found: PageNumber, event: MouseEvent) => void} call */
  function placeAll(call) {
    const shown = [...Highlights.painted].filter(({ link }) => link === null).map(endShown);
    const wanted = new Map(shown.flatMap((one) => (one ? [[one.found, one.end]] : [])));
    for (const [found, { button }] of buttons) {
      if (wanted.has(found)) continue;
      button.remove();
      buttons.delete(found);
    }
    if (wanted.size === 0) return Layer.hide(box);
    if (!box.isConnected) Layer.show(box, document.documentElement);
    const { at } = Layer.placing();
    for (const [found, end] of wanted) {
      let one = buttons.get(found);
      if (!one) buttons.set(found, (one = { button: newButton(found, call), ...roomAt(end) }));
      at(one.button, end.right + one.x, end.top + (end.bottom - end.top) / 2 + one.y);
    }
  }

  /**
   * @param {PageNumber} found
   * @returns {{found: PageNumber, end: DOMRect} | null} the number and the box of its last line;
   *   null if the last line is out of view or covered
   */
  function endShown(found) {
    const end = Numbers.boxesOf(found).at(-1);
    if (!end || !Geometry.crosses(end, Painter.view())) return null;
    const { element } = Geometry.elementAt(end.right - 2, end.top + end.height / 2);
    const isSeen = found.ranges.some((range) =>
      Geometry.isDrawnIn(/** @type {Text} */ (range.startContainer), element),
    );
    return isSeen ? { found, end } : null;
  }

  /**
   * Chooses the place of a button: after, before, above or below the number's end. Returns the
   * first of these places where the button covers no text; if there is none, the place after the
   * number.
   * @param {DOMRect} end the box of a number's last line
   * @returns {{x: number, y: number}} the place, as an offset in CSS pixels from the middle of the
   *   box's right edge
   */
  function roomAt(end) {
    const [middle, over] = [-SIZE_PX / 2, end.height / 2 + GAP_PX];
    const places = [
      { x: GAP_PX, y: middle },
      { x: -end.width - SIZE_PX - GAP_PX, y: middle },
      { x: GAP_PX, y: -over - SIZE_PX },
      { x: GAP_PX, y: over },
      { x: -SIZE_PX, y: -over - SIZE_PX },
      { x: -SIZE_PX, y: over },
    ];
    const isFree = (/** @type {{x: number, y: number}} */ { x, y }) =>
      !hasText(end.right + x, end.top + end.height / 2 + y);
    return places.find(isFree) ?? /** @type {{x: number, y: number}} */ (places[0]);
  }

  /**
   * Whether a button at this place would cover text or another button, or would not fit in the
   * viewport.
   * @param {number} left in the viewport
   * @param {number} top
   * @returns {boolean}
   */
  function hasText(left, top) {
    if (left < 0 || top < 0 || left + SIZE_PX > innerWidth) return true;
    const place = { left, top, right: left + SIZE_PX, bottom: top + SIZE_PX };
    const isTaken = (/** @type {{button: Element}} */ { button }) =>
      Geometry.crosses(Rendered.boxOf(button), place);
    if ([...buttons.values()].some(isTaken)) return true;
    const inside = [1, SIZE_PX / 2, SIZE_PX - 1];
    return inside.some((x) =>
      inside.some((y) => {
        const node = Geometry.caretAt(left + x, top + y)?.node;
        if (!(node instanceof Text) || node.data.trim() === "") return false;
        const range = new StaticRange({
          startContainer: node,
          startOffset: 0,
          endContainer: node,
          endOffset: node.length,
        });
        return Geometry.boxesOfRanges([range]).some((box) => Geometry.crosses(box, place));
      }),
    );
  }

  /** @param {PageNumber} found @param {(found: PageNumber, event: MouseEvent) => void} call */
  function newButton(found, call) {
    const button = Layer.element("button", "call");
    button.type = "button";
    button.style.cssText = `width:${SIZE_PX}px;height:${SIZE_PX}px`;
    button.setAttribute("aria-label", Numbers.writtenOf(found));
    const names = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(names, "svg");
    picture.setAttribute("viewBox", "0 0 24 24");
    const path = document.createElementNS(names, "path");
    path.setAttribute("d", HANDSET);
    picture.append(path);
    button.append(picture);
    button.tabIndex = -1;
    button.addEventListener("click", (event) => event.isTrusted && call(found, event));
    box.append(button);
    return button;
  }

  return { start };
})();
