"use strict";
// Provides `CallCard`: the card that shows the callee, the state of the call and the possible
// actions. The card does not take the focus. Screen readers announce the call's state when it
// changes. Depends on `Messaging`, `Page`, `Highlights`, `Layer` and `CardPlace`.

/**
 * @typedef {PageNumber | Element} Anchor the number or element that a card belongs to
 * @typedef {{name: string, text: string, act?: () => void, href?: string}} CardOffer a button that
 *   runs `act`, or a link to `href`; `name` is its CSS class
 * @typedef {Object} CardView the card's contents
 * @property {string} state a state of a call, or "asking" while this frame waits for the
 *   background's answer to a request for a call, "confirming" while the user confirms the call,
 *   "doubtful" if the page's link shows one number and dials another, or "done" for a message
 *   without a call
 * @property {string} words the state as a text for the user
 * @property {{name: string, number: string}} who the callee: the name on the page, and the number
 * @property {string} [note] a text below the state
 * @property {number | null} [since] Unix time in seconds at which the card's clock starts; without
 *   it, the card shows no clock
 * @property {number | null} [until] Unix time in seconds at which the clock stopped; null while the
 *   clock runs
 * @property {Element[]} [details] the lines about the call in progress
 * @property {CardOffer[]} [offers] the buttons and links at the end of the card
 */

const CallCard = (() => {
  /**
   * After this time, the card closes if the call ended well, or if the card shows only a message.
   */
  const CLOSES_AFTER_MS = 6_000;
  /**
   * The interval of a timer that moves the card above the page's elements and away from numbers. A
   * timer is needed, because no event reports that the page opened a dialog or covered the card.
   */
  const KEPT_ON_TOP_EVERY_MS = 250;
  const UNDER_WAY = ["placing", "ringing_you", "ringing_them", "connected"];
  const WELL = ["ended", "cancelled", "done"];
  const OPEN = ["asking", "confirming", ...UNDER_WAY];
  /** The types of the events on the card that are stopped, so that they do not reach the page. */
  const KEPT_EVENTS = (
    "pointerdown mousedown pointerup mouseup click dblclick keydown keyup keypress wheel " +
    "touchstart touchend contextmenu input change"
  ).split(" ");
  const MOVE_PICTURE = "M5 2h2v2H5zM9 2h2v2H9zM5 7h2v2H5zM9 7h2v2H9zM5 12h2v2H5zM9 12h2v2H9z";
  const CLOSE_PICTURE =
    "M3.3 4.7 4.7 3.3 8 6.6l3.3-3.3 1.4 1.4L9.4 8l3.3 3.3-1.4 1.4L8 9.4l-3.3 3.3-1.4-1.4L6.6 8z";

  const card = Layer.element("section", "card");
  const head = Layer.element("div", "head");
  /**
   * The live region with the call's state. Only the text of this element changes, because screen
   * readers would not announce a new element.
   */
  const status = Layer.element("div", "status");
  const clock = Layer.element("span", "clock");
  const who = Layer.element("div", "who");
  const details = Layer.element("div", "details");
  const note = Layer.element("div", "note");
  const offers = Layer.element("div", "offers");

  /** @type {{anchor: Anchor, view: CardView} | null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let closeTimer;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  /** @type {AbortController | null} */
  let living = null;
  /** Called when the user closes the card. @type {() => void} */
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

  /**
   * Keeps the focus in the page when the user presses on the card, except on the list of caller
   * IDs, which needs the focus.
   * @param {MouseEvent} event
   */
  function keepFocus(event) {
    const isField = event.target instanceof Element && event.target.closest("select");
    if (!isField) event.preventDefault();
  }

  /**
   * Shows the card, or replaces its contents.
   * @param {Anchor | null} anchor the new anchor; null keeps the previous one
   * @param {CardView} view
   */
  function show(anchor, view) {
    clearTimeout(closeTimer);
    const before = shown;
    if (before && anchor && before.anchor !== anchor) Highlights.setLook("called", null);
    shown = { anchor: anchor ?? before?.anchor ?? document.documentElement, view };
    const isNew = !card.isConnected;
    if (isNew) appear();
    fill(view);
    if (isNew || before?.anchor !== shown.anchor) CardPlace.dock(card, shown.anchor);
    else CardPlace.settle(card);
    if (!(shown.anchor instanceof Element)) {
      Highlights.setLook("called", OPEN.includes(view.state) ? shown.anchor : null);
    }
    if (WELL.includes(view.state)) closeTimer = setTimeout(leave, CLOSES_AFTER_MS);
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
    clearTimeout(closeTimer);
    living?.abort();
    living = null;
    if (shown) Highlights.setLook("called", null);
    shown = null;
    Layer.hide(card);
  }

  /** Closes the card. If the pointer or the focus is in the card, tries again later. */
  function leave() {
    if (card.matches(":hover, :focus-within")) closeTimer = setTimeout(leave, CLOSES_AFTER_MS);
    else hide();
  }

  /** Closes the card at the user's request. The call continues. */
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
    // Buttons are replaced only if the offers differ, so that an unchanged button keeps the focus.
    if (!isSameOffer([...offers.children], offered)) offers.replaceChildren(...offered);
    tick();
  }

  /**
   * Sets a text only if it changes, because screen readers would announce an unchanged text again.
   * @param {Element} element
   * @param {string} text
   */
  function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /** Updates the clock, which screen readers do not announce. */
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
    // TypeScript has no type for `Intl.DurationFormat` (ECMA-402 2025) yet.
    const { DurationFormat } = /** @type {any} */ (Intl);
    const style =
      hours > 0
        ? { style: "digital" }
        : { style: "short", minutes: "numeric", minutesDisplay: "always", seconds: "2-digit" };
    return new DurationFormat(card.lang || undefined, style).format({ hours, minutes, seconds });
  }

  /**
   * Whether two lists of buttons and links are equal.
   * @param {Element[]} present the buttons and links on the card
   * @param {Element[]} offered the buttons and links that a new view would show
   */
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
    // If a new view offers an equal button, this element stays on the card. So a click runs the
    // action of the newest view.
    made.addEventListener("click", (event) => {
      const now = shown?.view.offers?.find((one) => one.name === name);
      if (event.isTrusted) (now?.act ?? act)?.();
    });
    return made;
  }

  /**
   * @param {string} name the button's CSS classes
   * @param {string} label the tooltip, which screen readers read too
   * @param {string} path SVG path data of an icon of 16 by 16 CSS pixels
   */
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
   * Closes the card on the Escape key. The card of a call in progress closes only if the focus is
   * in the card: otherwise the user may mean the key for the page.
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
   * Returns a text for the user. After an update of the extension, this script cannot read _locales
   * any more; the texts that are needed then come from the page's configuration.
   * @param {string} key a key of _locales
   * @param {...string} values the values for the text's placeholders
   * @returns {string} "" if the locale has no such key
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
    /** @param {Element} cell @returns {boolean} whether the card covers a part of the element */
    covers: (cell) => CardPlace.covers(card, cell),
    /** @returns {CardView | null} the card's contents; null if no card is shown */
    view: () => shown?.view ?? null,
    /** @param {() => void} listener called when the user closes the card */
    whenClosed: (listener) => void (onClosed = listener),
  };
})();
