"use strict";
// Provides `CardPlace`: chooses and sets the card's position. A new card is docked in a corner, or
// in another place where the card covers no number and no control. If the user moves the card, this
// card and later cards keep the position that the user chose. Depends on `Dom`, `Rendered`,
// `Geometry`, `Numbers`, `Highlights`, `Layer` and `Messaging`.

/**
 * A position of the card. `x` is the share (0 to 1) of the free width that is left of the card, `y`
 * the share of the free height that is above the card: `{x: 0, y: 0}` is the upper left corner.
 * @typedef {{x: number, y: number}} Share
 */

const CardPlace = (() => {
  const KEY = "card_place";
  const EDGE_PX = 12;
  /** The card keeps this distance from numbers, so that the pointer can reach them. */
  const CLEAR_PX = 6;
  const STEP_PX = 24;
  const GRID = 5;
  const CONTROLS =
    "a[href], button, input, select, textarea, summary, [role=button], [role=link], [role=tab], " +
    "[role=menuitem], [role=option], [contenteditable]:not([contenteditable=false]), audio, video";
  /**
   * What a position costs for each number that the card would cover there, for the focused control,
   * and for each other control. The card gets the position with the lowest sum of these costs.
   */
  const COST = { number: 1000, focus: 500, control: 10 };
  const ROWS = "tr, [role=row], li, [role=listitem]";

  /**
   * Where the user last moved a card; null if cards are placed automatically.
   * @type {Share | null}
   */
  let chosen = null;
  /** @type {Share} */
  let present = { x: 1, y: 1 };
  /** Whether the user moved the present card, which then stays in place, even over a number. */
  let isHeld = false;
  /**
   * The number or element that the card belongs to. A position in which the card covers this number
   * or element costs the most.
   * @type {Anchor | null}
   */
  let about = null;

  chrome.storage.local.get(KEY).then(
    ({ [KEY]: kept }) => (chosen = isShare(kept) ? kept : null),
    () => undefined,
  );

  /** @param {any} kept @returns {kept is Share} */
  const isShare = (kept) =>
    [kept?.x, kept?.y].every((part) => typeof part === "number" && part >= 0 && part <= 1);

  /**
   * Returns the free width and height that the window has beside and above the card. The page's
   * scroll bars, which `innerWidth` and `innerHeight` include, are not free.
   * @param {DOMRect} box the card's box
   */
  function freeAround({ width, height }) {
    const { width: wide, height: high, scale } = /** @type {VisualViewport} */ (visualViewport);
    return {
      x: Math.max(0, wide * scale - width - 2 * EDGE_PX),
      y: Math.max(0, high * scale - height - 2 * EDGE_PX),
    };
  }

  /** @param {HTMLElement} card @param {Share} share @returns {Sides} in the window */
  function boxFor(card, { x, y }) {
    const box = Rendered.boxOf(card);
    const { width, height } = box;
    const free = freeAround(box);
    const left = EDGE_PX + x * free.x;
    const top = EDGE_PX + y * free.y;
    return { left, top, right: left + width, bottom: top + height };
  }

  /** @param {HTMLElement} card @param {Share} share */
  function put(card, share) {
    present = share;
    const { left, top } = boxFor(card, share);
    Layer.placing().at(card, left, top);
  }

  /**
   * Chooses and sets the position of a new card.
   * @param {HTMLElement} card
   * @param {Anchor} anchor the number or element that the card belongs to
   */
  function dock(card, anchor) {
    about = anchor;
    isHeld = false;
    put(card, best(card, chosen ? [chosen] : []));
  }

  /**
   * Moves the card if it covers a number because the page or the window has changed.
   * @param {HTMLElement} card
   */
  function settle(card) {
    const isInWay = !isHeld && costOfNumbers(boxFor(card, present)) > 0;
    put(card, isInWay ? best(card, [present]) : present);
  }

  /** @param {HTMLElement} card @param {Share[]} first positions to try first @returns {Share} */
  function best(card, first) {
    let found = { share: present, cost: Infinity };
    for (const share of [...first, ...places(card)]) {
      const box = boxFor(card, share);
      const numbers = costOfNumbers(box);
      if (numbers >= found.cost) continue;
      const cost = numbers + costOfControls(box);
      if (cost === 0) return share;
      if (cost < found.cost) found = { share, cost };
    }
    return found.share;
  }

  /**
   * Yields the possible positions: first the corners, beginning with the lower right one (lower
   * left if the text runs from right to left), and then the points of a grid.
   * @param {HTMLElement} card
   */
  function* places(card) {
    const [end, start] = card.dir === "rtl" ? [0, 1] : [1, 0];
    yield* [
      { x: end, y: 1 },
      { x: end, y: 0 },
      { x: start, y: 1 },
      { x: start, y: 0 },
    ];
    for (let row = GRID; row >= 0; row -= 1) {
      for (const x of [end, start, 0.5, 0.25, 0.75]) yield { x, y: row / GRID };
    }
  }

  /** @param {Sides} box */
  function costOfNumbers(box) {
    const wide = Geometry.grown(box, CLEAR_PX);
    const isUnder = (/** @type {Sides} */ one) => Geometry.crosses(wide, one);
    let cost = about && boxesOfAnchor(about).some(isUnder) ? COST.number * GRID : 0;
    for (const found of Highlights.painted) {
      if (Numbers.boxesOf(found).some(isUnder)) cost += COST.number;
    }
    return cost;
  }

  /**
   * Returns the boxes that the card should not cover. For a number, these are the number's boxes
   * and the box of its table row or list item, unless the row or item is tall. For an element, this
   * is the box of the element.
   * @param {Anchor} anchor
   * @returns {Sides[]}
   */
  function boxesOfAnchor(anchor) {
    if (anchor instanceof Element) {
      return anchor === document.documentElement ? [] : [Rendered.boxOf(anchor)];
    }
    if (!Numbers.isInPage(anchor)) return [];
    const row = Dom.closest(Numbers.cellOf(anchor), ROWS);
    const [box] = row ? [Rendered.boxOf(row)] : [];
    const isLow = box && box.bottom - box.top < innerHeight / 4;
    return [...Numbers.boxesOf(anchor), ...(isLow ? [box] : [])];
  }

  /** @param {Sides} box */
  function costOfControls(box) {
    const { left, top, right, bottom } = box;
    const focused = focusedControl();
    const isOverFocus = focused && Geometry.crosses(box, Rendered.boxOf(focused));
    /** @type {Set<Element>} */
    const under = new Set();
    for (const x of [left + 1, (left + right) / 2, right - 1]) {
      for (const part of [0, 0.25, 0.5, 0.75, 1]) {
        const y = top + 1 + part * (bottom - top - 2);
        const hit = Geometry.elementAt(x, y).element;
        const control = hit && Rendered.closestShown(hit, `${CONTROLS}, iframe`);
        if (control) under.add(control);
      }
    }
    return under.size * COST.control + (isOverFocus ? COST.focus : 0);
  }

  /** @returns {Element | null} the focused control */
  function focusedControl() {
    let at = document.activeElement;
    for (let inner = at; inner; inner = Dom.shadowRootOf(inner)?.activeElement ?? null) at = inner;
    return at && !Dom.own.has(at) && Dom.matches(at, CONTROLS) ? at : null;
  }

  /** @param {HTMLElement} card @param {number} left @param {number} top in the window */
  function moveTo(card, left, top) {
    const free = freeAround(Rendered.boxOf(card));
    const share = (/** @type {number} */ at, /** @type {number} */ room) =>
      room <= 0 ? 0 : Math.min(1, Math.max(0, (at - EDGE_PX) / room));
    isHeld = true;
    put(card, { x: share(left, free.x), y: share(top, free.y) });
  }

  /**
   * Stores the position that the user chose, for this card and later ones.
   * @param {Share | null} share null if the card's position is to be chosen automatically again
   */
  function keep(share) {
    chosen = share;
    if (!Messaging.isConnected()) return;
    chrome.storage.local.set({ [KEY]: share });
  }

  /** @type {Record<string, [number, number]>} */
  const STEPS = {
    ArrowLeft: [-STEP_PX, 0],
    ArrowRight: [STEP_PX, 0],
    ArrowUp: [0, -STEP_PX],
    ArrowDown: [0, STEP_PX],
  };

  /**
   * Moves the card with the arrow keys. After the Home key, the position is chosen automatically
   * again.
   * @param {HTMLElement} card
   * @param {KeyboardEvent} event
   */
  function moveByKey(card, event) {
    const [x, y] = STEPS[event.key] ?? [];
    if (!event.isTrusted || (x === undefined && event.key !== "Home")) return;
    event.preventDefault();
    if (event.key === "Home") {
      keep(null);
      isHeld = false;
      return put(card, best(card, []));
    }
    const { left, top } = Rendered.boxOf(card);
    moveTo(card, left + (x ?? 0), top + (y ?? 0));
    keep(present);
  }

  /**
   * Lets the user drag the card by its header.
   * @param {HTMLElement} card
   * @param {HTMLElement} head the card's header
   * @param {PointerEvent} event the `pointerdown` on the header
   */
  function drag(card, head, event) {
    if (!event.isTrusted || event.button !== 0) return;
    const { left, top } = Rendered.boxOf(card);
    const from = { x: event.clientX - left, y: event.clientY - top };
    const dragging = new AbortController();
    const { signal } = dragging;
    let hasMoved = false;
    head.setPointerCapture(event.pointerId);
    const follow = (/** @type {PointerEvent} */ { clientX, clientY }) => {
      hasMoved = true;
      moveTo(card, clientX - from.x, clientY - from.y);
    };
    const end = () => {
      dragging.abort();
      if (hasMoved) keep(present);
    };
    head.addEventListener("pointermove", follow, { signal });
    for (const type of ["pointerup", "pointercancel"]) head.addEventListener(type, end, { signal });
  }

  /** @param {HTMLElement} card @param {Element} cell @returns {boolean} */
  const covers = (card, cell) =>
    card.isConnected && Geometry.crosses(Rendered.boxOf(card), Rendered.boxOf(cell));

  return { covers, dock, drag, moveByKey, settle };
})();
