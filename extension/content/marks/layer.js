"use strict";
// Provides `Layer`: one element beside the page's body, whose closed shadow root holds every
// element that the extension shows: links, buttons, the list for screen readers and the call card.
// The layer is a popover, so that it is above the page. While a modal dialog makes the rest of the
// page inert, the layer is a child of the dialog. Depends on `Dom`, `Rendered`, `Geometry` and
// `Page`.

const Layer = (() => {
  /** @type {(node: Node) => DOMImplementation} */
  const implementationOf = Dom.accessor(Document.prototype, "implementation");
  // The layer's element is created in another document. In this document, the page may define a
  // custom element of the same name, whose constructor would run and could reach the shadow root.
  const host = implementationOf(document).createHTMLDocument("").createElement("click-to-call");
  const root = host.attachShadow({ mode: "closed" });
  /** An element whose box shows the origin and the scale of the layer's coordinates. */
  const ruler = element("i", "ruler");
  /**
   * Functions that run in every animation frame, to move parts with the page.
   * @type {Set<() => void>}
   */
  const followers = new Set();
  let isFollowing = false;
  const IS_CHROMIUM = "dom" in chrome;

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
   * Adds a part to the layer, and shows the layer above the page.
   * @param {HTMLElement} part
   * @param {Node} beside the node of the page that the part belongs to. If a modal dialog contains
   *   the node, the layer moves into that dialog
   */
  function show(part, beside) {
    if (root.childElementCount === 0) {
      const style = element("style", "", Page.config()?.style ?? "");
      root.append(style, ruler);
    }
    const home = Rendered.closestShown(beside, "dialog:modal") ?? document.documentElement;
    if (host.parentNode !== home) moveTo(home);
    // The part states its language and direction, so that it does not inherit those of the page.
    const { language = "", direction = "" } = Page.config()?.words ?? {};
    Object.assign(part, { lang: language, dir: direction });
    if (part.parentNode !== root) root.append(part);
    if (!host.matches(":popover-open")) host.showPopover();
  }

  /**
   * Moves the layer into an element. Sets the layer's style directly where page.css does not apply:
   * Chromium applies an extension's style sheet only to the document, not to shadow trees.
   * @param {Node & ParentNode} home
   */
  function moveTo(home) {
    home.append(host);
    const isInShadowTree = Dom.rootOf(host) !== document;
    if (IS_CHROMIUM && isInShadowTree) host.style.setProperty("--click-to-call-shown", "block");
    else host.removeAttribute("style");
  }

  /** Moves the layer above popovers that the page opened after the layer. */
  function raise() {
    const focused = /** @type {HTMLElement | null} */ (root.activeElement);
    host.hidePopover();
    host.showPopover();
    focused?.focus({ preventScroll: true });
  }

  /**
   * Keeps a part usable. If a modal dialog is open, moves the layer into the topmost one, because
   * everything outside it is inert. If the layer's dialog was closed, moves the layer out of it. If
   * an element covers the part, such as a fullscreen element, moves the layer above that element.
   * @param {HTMLElement} part
   */
  function keepOnTop(part) {
    const home = modalOnTop() ?? document.documentElement;
    if (host.parentNode !== home) {
      moveTo(home);
      host.showPopover();
    } else if (!isOnTop(part)) raise();
  }

  /**
   * Finds the topmost modal dialog. While a modal dialog is open, a hit test at any point finds the
   * dialog, its content or its backdrop.
   * @returns {Element | null}
   */
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

  /** @param {HTMLElement} part @returns {boolean} */
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
   * Removes a part from the layer. The layer itself stays open, because opening it is slow on a
   * long page; but the layer moves out of a dialog.
   * @param {HTMLElement} part
   */
  function hide(part) {
    part.remove();
    const isAtHome = !host.isConnected || host.parentNode === document.documentElement;
    if (isAtHome || root.querySelector(".card")) return;
    moveTo(document.documentElement);
    host.showPopover();
  }

  /**
   * Removes the layer from the document until the browser has handled the current event, so that
   * the browser finds the page's element under the pointer.
   */
  function stepAside() {
    const home = host.parentNode;
    host.remove();
    setTimeout(() => {
      if (host.isConnected || root.childElementCount <= 2 || !home?.isConnected) return;
      home.append(host);
      host.showPopover();
    });
  }

  /**
   * Sets an attribute of the layer's element to the number that the user hovers or focuses.
   * @param {string} value the number in E.164, with `;ext=` before an extension; "" if the user
   *   hovers and focuses no number
   */
  function setNumber(value) {
    host.setAttribute("data-click-to-call", value);
  }

  /**
   * Returns functions that put parts of the layer at viewport coordinates. The root element or a
   * dialog may be zoomed or transformed; the functions compensate for this.
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

  /**
   * Calls a function in every animation frame.
   * @param {() => void} follow
   * @returns {() => void} a function that stops the calls
   */
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

  /** @param {Event} event @returns {boolean} whether the event's target is in the layer */
  const isTarget = ({ target }) => target === host;

  /**
   * @param {MouseEvent} event
   * @returns {Element | null} the layer's element at the event's coordinates; null if there is none
   */
  const partAt = ({ clientX, clientY }) => root.elementFromPoint(clientX, clientY);

  /** Removes the layer and all its parts from the page. */
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
