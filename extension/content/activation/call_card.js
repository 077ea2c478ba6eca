"use strict";
// Provides `CallCard`: the card beside a number that says which state its call is in, with a way to
// stop it. It only shows; it never places a call. Depends on `Dom`, `CapturedEvents`, `Messaging`,
// `Page`, `Numbers`, `Painter` and `Layer`.

/**
 * @typedef {PageNumber | Element} Anchor what a card stands beside
 * @typedef {{text: string, href: string}} CardLink
 * @typedef {Object} CardView
 * @property {string} state a call state, "asking" and "confirming" before there is a call,
 *   "doubtful" where the person has to choose, "done" for what was no call
 * @property {string} words
 * @property {(() => void) | null} [onStop]
 * @property {CardLink[]} [links] to call without the host, where that may help
 */

const CallCard = (() => {
  /** How long the card stays after a call that ended well. */
  const GOODBYE_MS = 6_000;
  const OVER = ["ended", "cancelled", "failed", "unknown", "doubtful", "done"];
  const WELL = ["ended", "cancelled", "done"];
  /** Near, but with room for the card's shadow: what lies over a number makes the next click doubtful. */
  const GAP_PX = 12;
  const WIDTH_PX = 264;
  const EDGE_PX = 8;

  const card = Layer.element("div", "card");
  /** What a screen reader says when it changes: it stays the same element. */
  const status = Layer.element("div", "status");
  const offers = Layer.element("div", "offers");
  status.setAttribute("role", "status");
  card.append(status, offers);
  /** @type {{anchor: Anchor, number: string} | null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let goodbye;
  let stopFollowing = () => {};

  /**
   * Says whom the next card is about, and where it will stand.
   * @param {Anchor} anchor
   * @param {string} number as shown to a person
   */
  function begin(anchor, number) {
    hide();
    shown = { anchor, number };
  }

  /** Shows the card, or paints the one there is anew. @param {CardView} view */
  function paint(view) {
    if (!shown) return;
    clearTimeout(goodbye);
    const { anchor } = shown;
    if (!card.isConnected) {
      Layer.show(card, cellOf(anchor));
      stopFollowing = Layer.follow(place);
    }
    if (!(anchor instanceof Element))
      Painter.setLook("called", OVER.includes(view.state) ? null : anchor);
    fill(view, shown.number);
    place();
    if (WELL.includes(view.state)) goodbye = setTimeout(hide, GOODBYE_MS);
  }

  function hide() {
    clearTimeout(goodbye);
    stopFollowing();
    if (shown) Painter.setLook("called", null);
    shown = null;
    Layer.hide(card);
  }

  /** @param {Anchor} anchor @returns {Element} */
  const cellOf = (anchor) => (anchor instanceof Element ? anchor : Numbers.cellOf(anchor));

  /** Under the number where there is room, else above it, never outside the window. */
  function place() {
    if (!shown) return;
    const { anchor } = shown;
    const boxes = anchor instanceof Element ? [Rendered.boxOf(anchor)] : Numbers.boxesOf(anchor);
    const [box] = boxes;
    if (!box) return;
    const { offsetHeight: height } = card;
    const isRoomy = box.bottom + GAP_PX + height < innerHeight || box.top < height + GAP_PX;
    const top = isRoomy ? box.bottom + GAP_PX : box.top - GAP_PX - height;
    const left = Math.max(EDGE_PX, Math.min(box.left, innerWidth - WIDTH_PX - 2 * EDGE_PX));
    Layer.placing().at(card, left, top);
  }

  /** @param {CardView} view @param {string} number */
  function fill({ state, words, onStop, links = [] }, number) {
    const isOver = OVER.includes(state);
    card.className = `card ${state} ${isOver ? "" : "under-way"}`;
    const head = Layer.element("div", "head");
    head.append(Layer.element("span", "dot"), Layer.element("span", "number", number));
    status.replaceChildren(head, Layer.element("div", "state", words));
    const offered = links.map(link);
    if (onStop) offered.push(button("stop", say("card_cancel"), onStop));
    if (isOver) offered.push(button("close", say("card_close"), hide));
    // A button that stays keeps its focus: it is put anew only where the offer is another.
    if (!isSameOffer([...offers.children], offered)) offers.replaceChildren(...offered);
  }

  /** @param {Element[]} present @param {Element[]} offered */
  const isSameOffer = (present, offered) =>
    present.length === offered.length &&
    present.every((at, index) => at.textContent === offered[index]?.textContent);

  /** @param {string} name @param {string} text @param {() => void} act @returns {HTMLElement} */
  function button(name, text, act) {
    const made = Layer.element("button", `offer ${name}`, text);
    made.type = "button";
    made.addEventListener("click", (event) => event.isTrusted && act());
    return made;
  }

  /** @param {CardLink} wanted @returns {HTMLElement} */
  function link({ text, href }) {
    const made = Layer.element("a", "offer softphone", text);
    made.href = href;
    return made;
  }

  /**
   * Whoever is in the card means the card; otherwise the page may have its own use for the key.
   * @param {KeyboardEvent} event
   */
  function closeByKey(event) {
    if (!shown) return;
    if (Layer.isTarget(event)) event.stopImmediatePropagation();
    hide();
  }

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

  return { begin, closeByKey, hide, isShown: () => shown !== null, paint, say };
})();
