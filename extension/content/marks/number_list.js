"use strict";
// Provides `NumberList`: a region of the layer that only screen readers see. It contains a link for
// each number that is in or near view. The Tab key does not stop at these links. Depends on `Dom`,
// `Page`, `Numbers`, `Highlights`, `Painter`, `Layer` and the detection.

const NumberList = (() => {
  /**
   * The list is updated when the numbers in view have not changed for this time, so that screen
   * readers do not announce numbers that come and go.
   */
  const SETTLED_AFTER_MS = 600;
  /** In characters. */
  const LONGEST_LABEL_CHARACTERS = 60;

  const region = Layer.element("section", "numbers");
  /** @type {Map<PageNumber, HTMLAnchorElement>} */
  const links = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

  /** @param {(found: PageNumber, event: MouseEvent) => void} call @param {AbortSignal} signal */
  function start(call, signal) {
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", Page.config()?.words["numbers_region"] ?? "");
    const update = () => {
      if (settling === undefined && isStale()) {
        settling = setTimeout(() => list(call), SETTLED_AFTER_MS);
      }
    };
    Painter.lookers.push(update);
    signal.addEventListener("abort", () => {
      Painter.lookers.splice(Painter.lookers.indexOf(update), 1);
      clearTimeout(settling);
      links.clear();
      region.replaceChildren();
      Layer.hide(region);
    });
  }

  /** @returns {PageNumber[]} the numbers in or near view that are not in a link of the page */
  const wanted = () =>
    [...Highlights.painted].filter((one) => one.link === null && Numbers.isInPage(one));

  const isStale = () => {
    const now = wanted();
    return now.length !== links.size || now.some((found) => !links.has(found));
  };

  /** @param {(found: PageNumber, event: MouseEvent) => void} call */
  function list(call) {
    settling = undefined;
    const now = new Set(wanted());
    for (const [found, link] of links) {
      if (now.has(found)) continue;
      link.remove();
      links.delete(found);
    }
    for (const found of now) if (!links.has(found)) links.set(found, newLink(found, call));
    if (links.size === 0) Layer.hide(region);
    else if (!region.isConnected) Layer.show(region, document.documentElement);
  }

  /** @param {PageNumber} found @param {(found: PageNumber, event: MouseEvent) => void} call */
  function newLink(found, call) {
    const link = Layer.element("a", "", nameOf(found));
    link.href = found.href;
    link.tabIndex = -1;
    link.addEventListener("click", (event) => event.isTrusted && call(found, event));
    region.append(link, " ");
    return link;
  }

  /** @param {PageNumber} found @returns {string} accessible name: number, country, label */
  function nameOf(found) {
    const config = Page.config();
    const country = regionOfNumber(found.number);
    const abroad = country && country !== config?.home_region ? config?.countries[country] : "";
    return [Numbers.writtenOf(found), abroad, labelOf(found)].filter(Boolean).join(", ");
  }

  /**
   * @param {PageNumber} found
   * @returns {string} the number's label in its row or list item, or ""
   */
  function labelOf(found) {
    const cell = Numbers.cellOf(found);
    const row = Dom.closest(cell, "tr, [role=row], li, dl, address, article, [role=listitem]");
    if (!row) return "";
    const named = Dom.allUnder(
      row,
      "th, [role=rowheader], h1, h2, h3, h4, h5, h6, dt, b, strong, .fn",
    );
    const others = Dom.allUnder(row, "td, [role=gridcell], span, a");
    const first = [...named, ...others].find((one) => !Dom.holds(one, cell));
    const text = first ? (Dom.contentOf(first) ?? "") : "";
    return text.trim().replace(/\s+/g, " ").slice(0, LONGEST_LABEL_CHARACTERS);
  }

  return { start };
})();
