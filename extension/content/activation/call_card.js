"use strict";
// Provides `CallCard`: the card that says whom a call is for and how it goes, with what can be done. It
// takes no focus, is announced when its state changes, and only shows: it places no call. Depends on
// `Dom`, `Messaging`, `Page`, `Numbers`, `Painter`, `Rendered`, `Layer` and `CardPlace`.

/**
 * @typedef {PageNumber | Element} Anchor what a card is about
 * @typedef {{name: string, text: string, act?: () => void, href?: string}} CardOffer
 * @typedef {Object} CardView
 * @property {string} state a call state, "asking" and "confirming" before there is a call,
 *   "doubtful" where the person has to choose, "done" for what was no call
 * @property {string} words the state, for people
 * @property {{name: string, number: string}} who whom it calls: the page's own words, and the number
 * @property {string} [note] what is said beside it
 * @property {number | null} [since] Unix seconds from which the clock counts
 * @property {number | null} [until] Unix seconds at which it stopped
 * @property {Element[]} [details] of the call under way
 * @property {CardOffer[]} [offers]
 */

const CallCard = (() => {
  /** How long the card stays after a call that ended well. */
  const GOODBYE_MS = 6_000;
  /** No event tells that the page put up a dialog, or something over the card. */
  const KEPT_ON_TOP_EVERY_MS = 250;
  const UNDER_WAY = ["placing", "ringing_you", "ringing_them", "connected"];
  const WELL = ["ended", "cancelled", "done"];
  const OPEN = ["asking", "confirming", ...UNDER_WAY];
  /** What happens on the card is no business of the page's. */
  const KEPT_EVENTS = (
    "pointerdown mousedown pointerup mouseup click dblclick keydown keyup keypress wheel " +
    "touchstart touchend contextmenu input change"
  ).split(" ");
  const MOVE_PICTURE = "M5 2h2v2H5zM9 2h2v2H9zM5 7h2v2H5zM9 7h2v2H9zM5 12h2v2H5zM9 12h2v2H9z";
  const CLOSE_PICTURE =
    "M3.3 4.7 4.7 3.3 8 6.6l3.3-3.3 1.4 1.4L9.4 8l3.3 3.3-1.4 1.4L8 9.4l-3.3 3.3-1.4-1.4L6.6 8z";

  const card = Layer.element("section", "card");
  const head = Layer.element("div", "head");
  /** What a screen reader says when it changes: it stays the same element. */
  const status = Layer.element("div", "status");
  const clock = Layer.element("span", "clock");
  const who = Layer.element("div", "who");
  const details = Layer.element("div", "details");
  const note = Layer.element("div", "note");
  const offers = Layer.element("div", "offers");

  /** @type {{anchor: Anchor, view: CardView} | null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let goodbye;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  /** @type {AbortController | null} */
  let living = null;
  /** Told when the user closes the card. @type {() => void} */
  let onClosed = () => {};

  function build() {
    status.setAttribute("role", "status");
    note.setAttribute("role", "status");
    clock.setAttribute("role", "timer");
    card.setAttribute("aria-label", say("card_label"));
    const move = iconButton("move", say("card_move"), MOVE_PICTURE);
    move.addEventListener("keydown", (event) => CardPlace.moveByKey(card, event));
    const shut = iconButton("offer close", say("card_close"), CLOSE_PICTURE);
    shut.addEventListener("click", (event) => event.isTrusted && close());
    head.append(Layer.element("span", "dot"), status, clock, move, shut);
    head.addEventListener("pointerdown", (event) => {
      const isOnButton = event.target instanceof Element && event.target.closest(".close");
      if (!isOnButton) CardPlace.drag(card, head, event);
    });
    card.append(head, who, details, note, offers);
    for (const type of KEPT_EVENTS) card.addEventListener(type, (event) => event.stopPropagation());
    card.addEventListener("mousedown", keepFocus);
  }

  /** A press on the card leaves the focus in the page, but for what needs it. @param {MouseEvent} event */
  function keepFocus(event) {
    const isField = event.target instanceof Element && event.target.closest("select");
    if (!isField) event.preventDefault();
  }

  /**
   * Shows the card, or what it says now.
   * @param {Anchor | null} anchor what it is about from now on; null: what it was about
   * @param {CardView} view
   */
  function show(anchor, view) {
    clearTimeout(goodbye);
    const before = shown;
    if (before && anchor && before.anchor !== anchor) Painter.setLook("called", null);
    shown = { anchor: anchor ?? before?.anchor ?? document.documentElement, view };
    const isNew = !card.isConnected;
    if (isNew) appear();
    fill(view);
    if (isNew || before?.anchor !== shown.anchor) CardPlace.dock(card, shown.anchor);
    else CardPlace.settle(card);
    if (!(shown.anchor instanceof Element)) {
      Painter.setLook("called", OPEN.includes(view.state) ? shown.anchor : null);
    }
    if (WELL.includes(view.state)) goodbye = setTimeout(leave, GOODBYE_MS);
  }

  function appear() {
    if (card.childElementCount === 0) build();
    Layer.show(card, document.documentElement);
    Layer.keepOnTop(card);
    living = new AbortController();
    const { signal } = living;
    const settle = () => requestAnimationFrame(() => shown && CardPlace.settle(card));
    const keep = () => shown && Layer.keepOnTop(card);
    const options = { capture: true, passive: true, signal };
    for (const type of ["scroll", "resize"]) addEventListener(type, settle, options);
    for (const type of ["fullscreenchange", "toggle", "close"])
      addEventListener(type, keep, options);
    const looking = setInterval(() => {
      keep();
      settle();
    }, KEPT_ON_TOP_EVERY_MS);
    ticking = setInterval(tick, 1000);
    signal.addEventListener("abort", () => {
      clearInterval(looking);
      clearInterval(ticking);
    });
    addEventListener("pagehide", hide, { signal });
  }

  function hide() {
    clearTimeout(goodbye);
    living?.abort();
    living = null;
    if (shown) Painter.setLook("called", null);
    shown = null;
    Layer.hide(card);
  }

  /** Whoever points at it, or works in it, still reads. */
  function leave() {
    if (card.matches(":hover, :focus-within")) goodbye = setTimeout(leave, GOODBYE_MS);
    else hide();
  }

  /** The user has seen enough; the call goes on. */
  function close() {
    onClosed();
    hide();
  }

  /** @param {CardView} view */
  function fill({
    state,
    words,
    who: callee,
    details: parts = [],
    note: said = "",
    offers: all = [],
  }) {
    card.className = `card ${state} ${OPEN.includes(state) ? "under-way" : "over"}`;
    setText(status, words);
    const name = Layer.element("bdi", "name", callee.name);
    const number = Layer.element("bdi", "number", callee.number);
    who.replaceChildren(...(callee.name ? [name] : []), number);
    if (parts.length !== details.childElementCount || parts.some((part) => !details.contains(part)))
      details.replaceChildren(...parts);
    setText(note, said);
    const offered = all.map(offer);
    // A button that stays keeps its focus: it is put anew only where the offer is another.
    if (!isSameOffer([...offers.children], offered)) offers.replaceChildren(...offered);
    tick();
  }

  /** What did not change is not said again. @param {Element} element @param {string} text */
  function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /** The clock, which is not announced. */
  function tick() {
    const { since = null, until = null } = shown?.view ?? {};
    const seconds = since === null ? null : Math.max(0, (until ?? Date.now() / 1000) - since);
    setText(clock, seconds === null ? "" : durationOf(Math.floor(seconds)));
  }

  /** @param {number} total seconds @returns {string} "4:12", in the user's language */
  function durationOf(total) {
    const [hours, minutes, seconds] = [
      Math.floor(total / 3600),
      Math.floor(total / 60) % 60,
      total % 60,
    ];
    // TypeScript does not know it yet: ECMA-402 2025.
    const { DurationFormat } = /** @type {any} */ (Intl);
    const style =
      hours > 0
        ? { style: "digital" }
        : { style: "short", minutes: "numeric", minutesDisplay: "always", seconds: "2-digit" };
    return new DurationFormat(card.lang || undefined, style).format({ hours, minutes, seconds });
  }

  /** @param {Element[]} present @param {Element[]} offered */
  const isSameOffer = (present, offered) =>
    present.length === offered.length &&
    present.every((at, index) => at.isEqualNode(offered[index] ?? null));

  /** @param {CardOffer} wanted @returns {HTMLElement} */
  function offer({ name, text, act, href }) {
    if (href) {
      const link = Layer.element("a", `offer ${name}`, text);
      link.href = href;
      return link;
    }
    const made = Layer.element("button", `offer ${name}`, text);
    made.type = "button";
    // What it does is looked up when it is pressed: the button may stay while the view changes.
    made.addEventListener("click", (event) => {
      const now = shown?.view.offers?.find((one) => one.name === name);
      if (event.isTrusted) (now?.act ?? act)?.();
    });
    return made;
  }

  /** @param {string} name @param {string} label @param {string} path of a picture of 16 by 16 */
  function iconButton(name, label, path) {
    const made = Layer.element("button", `icon ${name}`);
    made.type = "button";
    made.title = label;
    const names = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(names, "svg");
    picture.setAttribute("viewBox", "0 0 16 16");
    picture.setAttribute("aria-hidden", "true");
    const drawn = document.createElementNS(names, "path");
    drawn.setAttribute("d", path);
    picture.append(drawn);
    made.append(picture, Layer.element("span", "unseen", label));
    return made;
  }

  /**
   * Whoever is in the card means the card. Elsewhere the page may have its own use for the key, and a
   * call under way is not hidden by it.
   * @param {KeyboardEvent} event
   */
  function closeByKey(event) {
    if (!shown) return;
    const isWithin = Layer.isTarget(event);
    if (isWithin) event.stopImmediatePropagation();
    if (isWithin || !isUnderWay()) close();
  }

  const isUnderWay = () => shown !== null && UNDER_WAY.includes(shown.view.state);

  /**
   * What is said after an update, when the extension that this script belongs to is gone, came before.
   * @param {string} key of _locales
   * @param {...string} values for its placeholders
   * @returns {string} "" where the locale has no such key
   */
  const say = (key, ...values) =>
    Messaging.isConnected()
      ? chrome.i18n.getMessage(key, values)
      : (Page.config()?.words[key] ?? "");

  return {
    closeByKey,
    hide,
    isUnderWay,
    say,
    show,
    /** @param {Element} cell @returns {boolean} whether it lies over a part of it */
    covers: (cell) => CardPlace.covers(card, cell),
    /** @returns {CardView | null} what it says now */
    view: () => shown?.view ?? null,
    /** @param {() => void} listener told when the user closes it */
    whenClosed: (listener) => void (onClosed = listener),
  };
})();
