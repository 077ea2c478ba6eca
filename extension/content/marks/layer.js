"use strict";
// Provides `Layer`: the one element of ours beside the page's body, with a closed shadow root in which
// links, buttons, the list for screen readers and the call card stand. It is a popover, so that it lies
// over all that the page shows; while a modal dialog makes all else inert, it stands in the dialog.
// Depends on `Dom`, `Rendered`, `Geometry` and `Page`.

const Layer = (() => {
  /** @type {(node: Node) => DOMImplementation} */
  const implementationOf = Dom.accessor(Document.prototype, "implementation");
  /** The page may define elements of this name, and would be let into the root of one made by it. */
  const host = implementationOf(document).createHTMLDocument("").createElement("click-to-call");
  const root = host.attachShadow({ mode: "closed" });
  /** Its box tells where the layer's own coordinates begin, and how large their pixels are. */
  const ruler = element("i", "ruler");
  /** What is to be done in every frame while something in the layer follows the page. @type {Set<() => void>} */
  const followers = new Set();
  let isFollowing = false;

  host.popover = "manual";
  host.setAttribute("data-click-to-call", "");
  Dom.own.add(host);

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} className
   * @param {string} [text]
   * @returns {HTMLElementTagNameMap[T]}
   */
  function element(tag, className, text = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /**
   * Puts a part of ours into the layer, and the layer over the page.
   * @param {HTMLElement} part
   * @param {Node} beside what it belongs to: its modal dialog is where the layer has to stand
   */
  function show(part, beside) {
    if (root.childElementCount === 0) {
      const style = element("style", "", Page.config()?.style ?? "");
      root.append(style, ruler);
    }
    const home = Rendered.closestShown(beside, "dialog:modal") ?? document.documentElement;
    if (host.parentNode !== home) home.append(host);
    // The page's own language and direction would reach into the layer.
    const { language = "", direction = "" } = Page.config()?.words ?? {};
    Object.assign(part, { lang: language, dir: direction });
    if (part.parentNode !== root) root.append(part);
    if (!host.matches(":popover-open")) host.showPopover();
  }

  /** Comes before what the page has put over all else since. */
  function raise() {
    const focused = /** @type {HTMLElement | null} */ (root.activeElement);
    host.hidePopover();
    host.showPopover();
    focused?.focus({ preventScroll: true });
  }

  /**
   * Keeps a part alive whatever the page puts up: it goes into the modal dialog on top, since all else
   * is inert then, out of one that was closed, and over what lies on it, such as an element in full screen.
   * @param {HTMLElement} part
   */
  function keepOnTop(part) {
    const home = modalOnTop() ?? document.documentElement;
    if (host.parentNode !== home) {
      home.append(host);
      host.showPopover();
    } else if (!isOnTop(part)) raise();
  }

  /** Every point hits the topmost modal dialog, what is in it, or its backdrop. @returns {Element | null} */
  function modalOnTop() {
    const points = [
      [1, 1],
      [innerWidth / 2, innerHeight / 2],
    ];
    const hits = points.map(([x = 0, y = 0]) => Geometry.elementAt(x, y).element);
    for (const hit of [...hits, document.activeElement]) {
      const modal = hit && Rendered.closestShown(hit, "dialog:modal");
      if (modal) return modal;
    }
    return null;
  }

  /** @param {HTMLElement} part @returns {boolean} whether nothing of the page's lies over its middle */
  function isOnTop(part) {
    const { left, top, width, height } = Rendered.boxOf(part);
    let within = /** @type {DocumentOrShadowRoot | null} */ (document);
    while (within) {
      const hit = /** @type {Element | null} */ (
        within.elementFromPoint(left + width / 2, top + height / 2)
      );
      if (hit === host) return true;
      const inner = hit && Dom.shadowRootOf(hit);
      within = inner === within ? null : inner;
    }
    return false;
  }

  /**
   * Takes a part away. The layer itself stays, since to put it over a long page costs the browser more
   * than all else here; but it does not stay in a dialog.
   *
   * @param {HTMLElement} part
   */
  function hide(part) {
    part.remove();
    const isAtHome = !host.isConnected || host.parentNode === document.documentElement;
    if (isAtHome || root.querySelector(".card")) return;
    document.documentElement.append(host);
    host.showPopover();
  }

  /** Leaves the document while the browser acts on the event that is under way. */
  function stepAside() {
    const home = host.parentNode;
    host.remove();
    setTimeout(() => {
      if (host.isConnected || root.childElementCount <= 2 || !home?.isConnected) return;
      home.append(host);
      host.showPopover();
    });
  }

  /** @param {string} value E.164 with `;ext=` of the number under the pointer or in focus, "" for none */
  function setNumber(value) {
    host.setAttribute("data-click-to-call", value);
  }

  /**
   * How to lay parts over the window, in its coordinates. The page's zoom or transform of the root or
   * the dialog is taken into account.
   */
  function placing() {
    const { left, top, width } = Rendered.boxOf(ruler);
    const scale = width / 100 || 1;
    const at = (
      /** @type {HTMLElement} */ { style },
      /** @type {number} */ x,
      /** @type {number} */ y,
    ) => {
      style.left = `${(x - left) / scale}px`;
      style.top = `${(y - top) / scale}px`;
    };
    const over = (/** @type {HTMLElement} */ part, /** @type {Sides} */ box) => {
      at(part, box.left, box.top);
      part.style.width = `${(box.right - box.left) / scale}px`;
      part.style.height = `${(box.bottom - box.top) / scale}px`;
    };
    return { at, over };
  }

  /** @param {() => void} follow called in every frame @returns {() => void} ends it */
  function follow(follow) {
    followers.add(follow);
    if (!isFollowing) requestAnimationFrame(followAll);
    isFollowing = true;
    return () => void followers.delete(follow);
  }

  function followAll() {
    isFollowing = followers.size > 0;
    if (!isFollowing) return;
    for (const one of [...followers]) one();
    requestAnimationFrame(followAll);
  }

  /** @param {Event} event @returns {boolean} whether it fell on something of ours in the layer */
  const isTarget = ({ target }) => target === host;

  /** @param {MouseEvent} event @returns {Element | null} what in the layer it fell on */
  const partAt = ({ clientX, clientY }) => root.elementFromPoint(clientX, clientY);

  /** Nothing of it stays. */
  function remove() {
    followers.clear();
    root.replaceChildren();
    host.remove();
  }

  return {
    element,
    follow,
    hide,
    isTarget,
    keepOnTop,
    partAt,
    placing,
    raise,
    remove,
    setNumber,
    show,
    stepAside,
  };
})();
