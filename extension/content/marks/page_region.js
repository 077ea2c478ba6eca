"use strict";
// Provides `PageRegion`: which country's numbering the national numbers of this page belong to, by
// what the page says. Depends on `Dom`, `TextRuns`, `Page` and the detection.

const PageRegion = (() => {
  const MARKED_COUNTRY =
    '[itemprop="addressCountry"], [property$="addressCountry"], .country-name, .p-country-name, ' +
    'script[type="application/ld+json"]';
  const COUNTRY_OF_JSON =
    /"addressCountry"\s*:\s*(?:\{[^{}]*?"name"\s*:\s*)?\[?\s*"([^"\\]{2,40})"/g;
  /** How much of a page's text is looked at for numbers that name their country. */
  const TEXT_LIMIT = 50_000;
  const MOST_LINES = 60;
  const LONGEST_LINE = 300;
  /** A page that fills itself is looked at again, each time after a longer rest. */
  const LOOKS_AFTER_MS = [1000, 5000, 20_000, 60_000];
  const ADDRESS = 'address, [itemprop="address"], .adr, .h-adr, [class*="address" i]';
  const MOST_ADDRESSES = 8;
  /** What holds one contact, and how much that is at most. */
  const CARD =
    'tr, [role="row"], li, [role="listitem"], address, [itemscope], .vcard, .h-card, dl, article, ' +
    '[class*="card" i]';
  const MOST_TEXTS_OF_CARD = 40;
  const LONGEST_CARD = 400;
  const INTERNATIONAL_NUMBER = /\+([1-9]\d{0,2})[\s().\-/]?\d[\d\s().\-/]{4,}/g;

  /** @type {(() => void) | null} */
  let changed = null;

  /** @type {(page: Document) => Element | null} */
  const rootElementOf = Dom.accessor(Document.prototype, "documentElement");
  /** @type {(page: Document) => Element | null} */
  const bodyOf = Dom.accessor(Document.prototype, "body");
  /** @type {(page: Document) => Element | null} */
  const headOf = Dom.accessor(Document.prototype, "head");

  /**
   * What was decided for the page, by address and language: looking is not free, and a page seldom
   * changes its country.
   * @type {{at: string, region: string, looks: number, again: number} | null}
   */
  let lastLook = null;
  /** By the row or card around a text, until the page gets the thread back. @type {WeakMap<Known, Map<Node, string[]>>} */
  const cards = new WeakMap();

  const home = () => Page.config()?.home_region ?? "US";

  /** @returns {string} ISO 3166 code of the country whose numbering holds on this page */
  function here() {
    const now = TextRuns.knownNow();
    now.region ??= Page.config()?.region || regionOfPage();
    return now.region;
  }

  /**
   * In which country's way a text is to be read: what the page is read in, unless the text, or the row
   * or card in which it stands, says otherwise. What the user chose for the site holds for all.
   * @param {Run} run
   * @returns {string} ISO 3166 code
   */
  function of({ text, pieces: [first] }) {
    if (!first || Page.config()?.region) return here();
    const element = Dom.parentOf(first.node);
    const around = element instanceof Element ? regionsAround(element) : [];
    return regionFor(text, { strong: [here(), ...around], home: home() });
  }

  /** What the page says, else where the user is at home. @returns {string} ISO 3166 code */
  function regionOfPage() {
    const language = languageOfPage();
    const at = `${language} ${home()} ${location.href}`;
    if (lastLook?.at !== at) lastLook = { at, region: "", looks: 0, again: 0 };
    const look = lastLook;
    if (look.looks >= LOOKS_AFTER_MS.length || performance.now() < look.again) return look.region;
    const before = look.region;
    look.region = regionFor(linesWithNumbers(), saidByPage(language));
    look.again = performance.now() + (LOOKS_AFTER_MS[look.looks] ?? 0);
    look.looks += 1;
    if (before && before !== look.region) changed?.();
    return look.region;
  }

  /** @returns {string} BCP 47, as the page writes it */
  function languageOfPage() {
    for (const element of [rootElementOf(document), bodyOf(document)]) {
      const language = element ? Dom.attributeOf(element, "lang")?.trim() : "";
      if (language) return language;
    }
    return metaOf("http-equiv", "content-language").split(",", 1)[0] ?? "";
  }

  /**
   * A country's domain goes before the page's language: sites in Austria are written in `de-DE`, and
   * the English pages of a German firm name its numbers in Germany.
   * @param {string} language BCP 47
   * @returns {SaidRegions}
   */
  function saidByPage(language) {
    const [domain, locale] = [regionOfDomain(location.hostname), regionOfLocale(language)];
    const strong = [domain, locale, ...regionsOfAddresses(language), regionOfMarkup(language)];
    const isEnglish = /^en\b/i.test(language) || !language;
    const isNamed = strong.some(Boolean);
    const weak =
      isEnglish || isNamed ? "" : regionOfLanguage(language, home(), regionOfNeighbours());
    const slight = /^en[-_]US\b/i.test(language) ? "US" : "";
    return {
      strong: strong.filter(Boolean),
      weak: [weak].filter(Boolean),
      slight: [slight].filter(Boolean),
      home: home(),
    };
  }

  /**
   * The postal address that the page gives to machines (schema.org, hCard), else those that it shows,
   * if they name one country.
   * @param {string} language BCP 47
   * @returns {string[]} ISO 3166 codes, or ""
   */
  function regionsOfAddresses(language) {
    const names = [];
    for (const element of Dom.allUnder(document, MARKED_COUNTRY)) {
      const text = Dom.contentOf(element) ?? "";
      if (Dom.nameOf(element) === "script") {
        names.push(...Array.from(text.matchAll(COUNTRY_OF_JSON), ([, country = ""]) => country));
      } else names.push(Dom.attributeOf(element, "content") || text);
    }
    const marked = onlyOne(names.map((name) => countryNamed(name.trim(), language)));
    if (marked) return [marked];
    const shown = Array.from(Dom.allUnder(document, ADDRESS)).slice(0, MOST_ADDRESSES);
    const found = shown.flatMap((element) => countriesOfAddress(linesOf(element) ?? [], language));
    return [onlyOne(found)];
  }

  /**
   * The countries that the row or card around a text names, in words, in an address, or by a number
   * with a plus.
   * @param {Element} element
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
    const now = TextRuns.knownNow();
    const known = cards.get(now) ?? new Map();
    cards.set(now, known);
    let regions = known.get(card);
    if (!regions) {
      const lines = linesOf(card) ?? [];
      const said = onlyOne(countriesOfAddress(lines, languageOfPage()));
      regions = [said || onlyOne(regionsNamedIn(lines.join("\n")))];
      known.set(card, regions);
    }
    return regions;
  }

  /** @param {Element} element @returns {string[] | null} its texts; null: more than one contact has */
  function linesOf(element) {
    const walker = Dom.walkerOver(element, NodeFilter.SHOW_TEXT);
    const lines = [];
    let length = 0;
    for (let count = 0; walker.nextNode(); count += 1) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (count === MOST_TEXTS_OF_CARD || (length += node.length) > LONGEST_CARD) return null;
      if (Prefilter.isReadable(node)) lines.push(node.data.trim());
    }
    return lines;
  }

  /** What is written for search engines and other sites. @param {string} language BCP 47 */
  function regionOfMarkup(language) {
    const region = metaOf("name", "geo.region").slice(0, 2).toUpperCase();
    if (COUNTRY_CODE.test(region)) return region;
    const locale = metaOf("property", "og:locale");
    const isOfPage = !language || localeOf(locale)?.language === localeOf(language)?.language;
    return isOfPage ? regionOfLocale(locale) : "";
  }

  /** Numbers on the page that name their country, if they all name the same one. */
  const regionOfNeighbours = () => onlyOne(regionsNamedIn(linesWithNumbers()));

  /** @param {string} text @returns {string[]} ISO 3166 codes of its numbers with a plus */
  function regionsNamedIn(text) {
    const numbers = [...text.matchAll(INTERNATIONAL_NUMBER)].map(
      ([number]) => `+${number.replace("(0)", "").replace(/\D/g, "")}`,
    );
    return numbers.map((number) => describeNumber(number).region ?? "");
  }

  /** The first texts that a person can read and that may hold numbers: digits in a script name none. */
  function linesWithNumbers() {
    const walker = Dom.walkerOver(bodyOf(document) ?? document, NodeFilter.SHOW_TEXT);
    const lines = [];
    let length = 0;
    while (length < TEXT_LIMIT && lines.length < MOST_LINES && walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      length += node.length;
      const isRead = Prefilter.mayHoldNumber(node.data) && Prefilter.isReadable(node);
      if (isRead) lines.push(node.data.slice(0, LONGEST_LINE));
    }
    return lines.join("\n");
  }

  /** @param {string} by attribute @param {string} name @returns {string} what the `<meta>` says */
  function metaOf(by, name) {
    const head = headOf(document);
    const [meta] = head ? Dom.allUnder(head, `meta[${by}="${name}" i]`) : [];
    return meta ? (Dom.attributeOf(meta, "content") ?? "").trim() : "";
  }

  return {
    here,
    of,
    /** @param {() => void} react to another country of the page */
    whenChanged(react) {
      changed = react;
    },
  };
})();
