"use strict";
// Provides `NearbyWords`: finds the name that the page shows beside a number, and the text around
// the number. The extension only displays the name and the text, and decides nothing by them.
// Depends on `Dom`, `TextRuns`, `Numbers` and the detection.

const NearbyWords = (() => {
  const LONGEST_NAME_CHARACTERS = 60;
  const LONGEST_CONTEXT_CHARACTERS = 60;
  /** Selects elements that contain a number together with the name of its owner. */
  const ENTRIES =
    "tr, [role=row], li, [role=listitem], address, article, fieldset, dialog, [role=dialog], " +
    ".vcard, .h-card, [itemtype*='schema.org/Person'], [itemtype*='schema.org/Organization'], " +
    "[class*=card i], [class*=contact i], dl, section";
  /**
   * Selectors of elements that may show the owner's name beside a number, the most reliable first.
   */
  const NAMES = [
    "[itemprop=name], .fn, .p-name, th, [role=rowheader]",
    "h1, h2, h3, h4, h5, h6, [role=heading], legend",
    "td, th, [role=gridcell], [role=cell], dt, b, strong",
    "a, span, p, div",
  ];
  /** How many nested entries around a number are searched for a name. */
  const LEVELS = 3;
  const invisible = lazyPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", "gu");
  const digit = lazyPattern("\\p{Nd}", "gu");
  const word = lazyPattern("\\p{L}{2}");
  /** Labels such as "Phone" and "Mobil", which are not names. @type {Set<string> | null} */
  let labels = null;

  /**
   * @param {string | null} text
   * @returns {string} the text in one line, without invisible control characters
   */
  const tidied = (text) => (text ?? "").replace(invisible(), " ").replace(/\s+/g, " ").trim();

  /** @param {string} text */
  function isLabel(text) {
    labels ??= new Set(
      phoneLabels().flatMap(({ words }) =>
        Object.values(words).flatMap((some) => some.replaceAll("*", "").toLowerCase().split("|")),
      ),
    );
    return labels.has(text.toLowerCase().replace(/[\s:.#]+$/, ""));
  }

  /** @param {string} text @returns {boolean} whether the text can be a name */
  function isName(text) {
    const digits = text.match(digit())?.length ?? 0;
    return (
      text.length <= LONGEST_NAME_CHARACTERS && word().test(text) && digits < 5 && !isLabel(text)
    );
  }

  /** @param {PageNumber} found @returns {string} the name beside the number, "" if there is none */
  function nameOf(found) {
    const cell = Numbers.cellOf(found);
    let entry = Dom.closest(cell, ENTRIES);
    for (let level = 0; entry && level < LEVELS; level += 1) {
      const name = nameIn(entry, cell);
      if (name) return name;
      const around = Dom.parentOf(entry);
      entry = around instanceof Element ? Dom.closest(around, ENTRIES) : null;
    }
    return "";
  }

  /**
   * @param {Element} entry an element that matches ENTRIES, such as a table row
   * @param {Element} cell the element that contains the number; no name is looked for in this
   *   element
   * @returns {string} the person's or company's name in the entry; "" if there is none
   */
  function nameIn(entry, cell) {
    for (const selector of NAMES) {
      for (const element of Dom.allUnder(entry, selector)) {
        if (Dom.holds(element, cell) || Dom.holds(cell, element)) continue;
        const text = tidied(Dom.contentOf(element)).replace(/[\s:–—-]+$/, "");
        if (isName(text)) return text;
      }
    }
    return "";
  }

  /**
   * @param {PageNumber} found
   * @returns {{before: string, after: string}} the text before and after the number in its line
   */
  function around(found) {
    const { text, start, end } = found.link ? lineOfLink(found.link) : lineOfText(found);
    const before = tidied(text.slice(Math.max(0, start - LONGEST_CONTEXT_CHARACTERS), start));
    const after = tidied(text.slice(end, end + LONGEST_CONTEXT_CHARACTERS));
    return { before, after };
  }

  /** @param {PageNumber} found */
  function lineOfText({ ranges }) {
    const [first] = /** @type {[StaticRange]} */ (/** @type {unknown} */ (ranges));
    const last = /** @type {StaticRange} */ (ranges.at(-1));
    const { text, pieces } = TextRuns.around(/** @type {Text} */ (first.startContainer));
    const placeOf = (/** @type {Node} */ node) =>
      pieces.find((piece) => piece.node === node)?.start ?? 0;
    const start = placeOf(first.startContainer) + first.startOffset;
    return { text, start, end: Math.max(start, placeOf(last.endContainer) + last.endOffset) };
  }

  /** @param {Element} link */
  function lineOfLink(link) {
    const own = Dom.contentOf(link) ?? "";
    const parent = Dom.parentOf(link);
    const text = parent instanceof Element ? (Dom.contentOf(parent) ?? "") : own;
    const start = Math.max(0, text.indexOf(own));
    return { text, start, end: start + own.length };
  }

  return { around, nameOf, tidied };
})();
