"use strict";
// Provides `PageRegion`: decides, from what the page says, which country's numbering plan applies
// to the page's national numbers. Depends on `Dom`, `Prefilter`, `TextRuns`, `Page` and the
// detection.

const PageRegion = (() => {
  const MARKED_COUNTRY =
    '[itemprop="addressCountry"], [property$="addressCountry"], .country-name, .p-country-name';
  const DATA = 'script[type="application/ld+json"]';
  /** How many characters of a page's text are searched for numbers, which may show the country. */
  const TEXT_LIMIT = 50_000;
  const MOST_LINES = 60;
  const LONGEST_LINE_CHARACTERS = 300;
  /**
   * The pauses before each new search for the page's country. The search is repeated, because a
   * page may load its content late.
   */
  const LOOKS_AFTER_MS = [1000, 5000, 20_000, 60_000];
  const ADDRESS = 'address, [itemprop="address"], .adr, .h-adr, [class*="address" i]';
  const MOST_ADDRESSES = 8;
  /** Selects elements that may be about one contact, unless their text is too long. */
  const CARD =
    'tr, [role="row"], li, [role="listitem"], address, [itemscope], .vcard, .h-card, dl, article, ' +
    '[class*="card" i]';
  const MOST_TEXTS_OF_CARD = 40;
  const LONGEST_CARD_CHARACTERS = 400;

  /** @type {(() => void) | null} */
  let changed = null;

  /** @type {(page: Document) => Element | null} */
  const rootElementOf = Dom.accessor(Document.prototype, "documentElement");
  /** @type {(page: Document) => Element | null} */
  const bodyOf = Dom.accessor(Document.prototype, "body");
  /** @type {(page: Document) => Element | null} */
  const headOf = Dom.accessor(Document.prototype, "head");

  /**
   * The last decision about the page's country, stored because a search takes time. `at` contains
   * the page's language and address and the home region at the time of the search, `looks` is the
   * count of searches so far, and `again` is the time (`performance.now()`) before which no new
   * search begins.
   * @type {{at: string, region: string, looks: number, again: number} | null}
   */
  let lastLook = null;

  const home = () => Page.config()?.home_region ?? "US";

  /** @returns {string} ISO 3166 code of the country whose numbering plan applies to this page */
  function here() {
    const now = TextRuns.taskCache();
    now.region ??= Page.config()?.region || regionNow();
    return now.region;
  }

  /**
   * Collects what decides in which country's numbering plan a text is read: the page's country, the
   * countries that the row or card around the text names, and the home region. If the user chose a
   * region for the site, only this region decides.
   * @param {Node | null} node the text or the link
   * @returns {TextOnPage & {around: () => string[]}}
   */
  function saidAbout(node) {
    const page = here();
    if (Page.config()?.region) return { page, around: () => [], home: "" };
    const element = node instanceof Element ? node : node && Dom.parentOf(node);
    const around = () => (element instanceof Element ? regionsAround(element) : []);
    return { page, around, home: home() };
  }

  /** @returns {string} ISO 3166 code of the page's country, else the home region */
  function regionNow() {
    const language = languageOfPage();
    const at = `${language} ${home()} ${location.href}`;
    if (lastLook?.at !== at) lastLook = { at, region: "", looks: 0, again: 0 };
    const look = lastLook;
    if (look.looks >= LOOKS_AFTER_MS.length || performance.now() < look.again) return look.region;
    const before = look.region;
    look.region = regionOfPage(hintsOf(language));
    look.again = performance.now() + (LOOKS_AFTER_MS[look.looks] ?? 0);
    look.looks += 1;
    if (before && before !== look.region) changed?.();
    return look.region;
  }

  /** @returns {string} a BCP 47 tag, as written by the page */
  function languageOfPage() {
    for (const element of [rootElementOf(document), bodyOf(document)]) {
      const language = element ? Dom.attributeOf(element, "lang")?.trim() : "";
      if (language) return language;
    }
    return metaOf("http-equiv", "content-language").split(",", 1)[0] ?? "";
  }

  /** @param {string} language BCP 47 @returns {PageHints} */
  function hintsOf(language) {
    const under = (/** @type {string} */ selector) => Array.from(Dom.allUnder(document, selector));
    return {
      host: location.hostname,
      language,
      countries: under(MARKED_COUNTRY).map(
        (element) => Dom.attributeOf(element, "content") || (Dom.contentOf(element) ?? ""),
      ),
      data: under(DATA).map((element) => Dom.contentOf(element) ?? ""),
      addresses: under(ADDRESS)
        .slice(0, MOST_ADDRESSES)
        .flatMap((element) => linesOf(element) ?? []),
      geoRegion: metaOf("name", "geo.region"),
      locale: metaOf("property", "og:locale"),
      text: linesWithNumbers(),
      home: home(),
    };
  }

  /**
   * Returns the countries that the page names near a text: by the locale in a `lang` attribute
   * around the text, or in the row or card around the text, in words, in an address or by a number
   * with a plus.
   * @param {Element} element the text's element
   * @returns {string[]} ISO 3166 codes
   */
  function regionsAround(element) {
    const language = Dom.closest(element, "[lang]");
    const isOfPage = !language || language === rootElementOf(document);
    const spoken = isOfPage ? "" : regionOfLocale(Dom.attributeOf(language, "lang") ?? "");
    const card = Dom.closest(element, CARD);
    return [spoken, ...(card ? regionsOfCard(card) : [])].filter(Boolean);
  }

  /** @param {Element} card @returns {string[]} ISO 3166 codes */
  function regionsOfCard(card) {
    const { cards } = TextRuns.taskCache();
    let regions = cards.get(card);
    if (!regions) {
      const lines = linesOf(card) ?? [];
      const said = onlyOne(countriesOfAddress(lines, languageOfPage()));
      regions = [said || onlyOne(regionsNamedIn(lines.join("\n")))];
      cards.set(card, regions);
    }
    return regions;
  }

  /**
   * @param {Element} element
   * @returns {string[] | null} the element's texts; null if they are too long for one contact
   */
  function linesOf(element) {
    const walker = Dom.walkerOver(element, NodeFilter.SHOW_TEXT);
    const lines = [];
    let length = 0;
    for (let count = 0; walker.nextNode(); count += 1) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (count === MOST_TEXTS_OF_CARD || (length += node.length) > LONGEST_CARD_CHARACTERS)
        return null;
      if (Prefilter.isReadable(node)) lines.push(node.data.trim());
    }
    return lines;
  }

  /** Returns the first texts of the page that may contain numbers, one text in each line. */
  function linesWithNumbers() {
    const walker = Dom.walkerOver(bodyOf(document) ?? document, NodeFilter.SHOW_TEXT);
    const lines = [];
    let length = 0;
    while (length < TEXT_LIMIT && lines.length < MOST_LINES && walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      length += node.length;
      const isRead = Prefilter.mayHoldNumber(node.data) && Prefilter.isReadable(node);
      if (isRead) lines.push(node.data.slice(0, LONGEST_LINE_CHARACTERS));
    }
    return lines.join("\n");
  }

  /**
   * @param {string} by the attribute that identifies the element: "name", "property"
   * @param {string} name the value of that attribute
   * @returns {string} the content of the `<meta>` element, or ""
   */
  function metaOf(by, name) {
    const head = headOf(document);
    const [meta] = head ? Dom.allUnder(head, `meta[${by}="${name}" i]`) : [];
    return meta ? (Dom.attributeOf(meta, "content") ?? "").trim() : "";
  }

  return {
    here,
    saidAbout,
    /** @param {() => void} react called when a later search finds another country for the page */
    whenChanged(react) {
      changed = react;
    },
  };
})();
