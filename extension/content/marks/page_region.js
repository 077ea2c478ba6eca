"use strict";
// Provides `PageRegion`: the country whose numbering plan applies to the national numbers of this
// page. It reads the page for evidence. Depends on `Dom`, `TextRuns`, `Page`, `Prefilter` and the
// detection.

const PageRegion = (() => {
  const MARKED_COUNTRY =
    '[itemprop="addressCountry"], [property$="addressCountry"], .country-name, .p-country-name, ' +
    'script[type="application/ld+json"]';
  const COUNTRY_OF_JSON =
    /"addressCountry"\s*:\s*(?:\{[^{}]*?"name"\s*:\s*)?\[?\s*"([^"\\]{2,40})"/g;
  /** How many characters of the page's text are searched for international numbers. */
  const TEXT_LIMIT = 50_000;
  const INTERNATIONAL_NUMBER = /\+([1-9]\d{0,2})[\s().\-/]?\d[\d\s().\-/]{4,}/g;

  /** @type {(page: Document) => Element | null} */
  const rootElementOf = Dom.accessor(Document.prototype, "documentElement");
  /** @type {(page: Document) => Element | null} */
  const bodyOf = Dom.accessor(Document.prototype, "body");
  /** @type {(page: Document) => Element | null} */
  const headOf = Dom.accessor(Document.prototype, "head");

  /**
   * The last result, with the address, language and home region that it is valid for. Searching the
   * page is slow, and its country seldom changes.
   * @type {{at: string, region: string} | null}
   */
  let lastLook = null;

  /** @returns {string} ISO 3166 code of the country whose numbering plan applies to this page */
  function here() {
    const now = TextRuns.taskCache();
    now.region ??= regionOfPage(Page.config()?.region ?? "", Page.config()?.home_region ?? "US");
    return now.region;
  }

  /**
   * Prefers the user's choice for the site, then the page's evidence, then the home region.
   * @param {string} chosen ISO 3166 code or ""
   * @param {string} home ISO 3166 code
   * @returns {string} ISO 3166 code
   */
  function regionOfPage(chosen, home) {
    if (chosen) return chosen;
    const language = languageOfPage();
    const at = `${language} ${home} ${location.href}`;
    if (lastLook?.at !== at) lastLook = { at, region: regionThatPageSays(language, home) };
    return lastLook.region || home;
  }

  /** @returns {string} a BCP 47 tag, as written by the page */
  function languageOfPage() {
    for (const element of [rootElementOf(document), bodyOf(document)]) {
      const language = element ? Dom.attributeOf(element, "lang")?.trim() : "";
      if (language) return language;
    }
    return metaOf("http-equiv", "content-language").split(",", 1)[0] ?? "";
  }

  /**
   * Prefers a country's domain to the page's language: sites in Austria use `de-DE`, and the
   * English pages of a German company show German numbers.
   * @param {string} language BCP 47
   * @param {string} home ISO 3166 code
   * @returns {string} ISO 3166 code or ""
   */
  function regionThatPageSays(language, home) {
    const said =
      regionOfDomain(location.hostname) ||
      regionOfLocale(language) ||
      regionOfAddress(language) ||
      regionOfMarkup(language) ||
      regionOfLanguage(language, home, regionOfNeighbours());
    return planOfRegion(said) ? said : "";
  }

  /**
   * The country of the page's postal addresses in structured data (schema.org, hCard), if it is
   * only one.
   * @param {string} language BCP 47
   */
  function regionOfAddress(language) {
    const names = [];
    for (const element of Dom.allUnder(document, MARKED_COUNTRY)) {
      const text = Dom.contentOf(element) ?? "";
      if (Dom.nameOf(element) === "script") {
        names.push(...Array.from(text.matchAll(COUNTRY_OF_JSON), ([, country = ""]) => country));
      } else names.push(Dom.attributeOf(element, "content") || text);
    }
    return onlyOne(names.map((name) => countryNamed(name.trim(), language)));
  }

  /** Reads the metadata for search engines and social networks. @param {string} language BCP 47 */
  function regionOfMarkup(language) {
    const region = metaOf("name", "geo.region").slice(0, 2).toUpperCase();
    if (COUNTRY_CODE.test(region)) return region;
    const locale = metaOf("property", "og:locale");
    const isOfPage = !language || localeOf(locale)?.language === localeOf(language)?.language;
    return isOfPage ? regionOfLocale(locale) : "";
  }

  /** The country of the international numbers on the page, if they all name the same country. */
  function regionOfNeighbours() {
    const numbers = [...textOfPage().matchAll(INTERNATIONAL_NUMBER)].map(
      ([number]) => `+${number.replace("(0)", "").replace(/\D/g, "")}`,
    );
    return onlyOne(numbers.map((number) => describeNumber(number).region ?? ""));
  }

  /** The beginning of the page's visible text; scripts are left out. */
  function textOfPage() {
    const walker = Dom.walkerOver(bodyOf(document) ?? document, NodeFilter.SHOW_TEXT);
    let text = "";
    while (text.length < TEXT_LIMIT && walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (Prefilter.isReadable(node)) text += node.data;
    }
    return text;
  }

  /**
   * @param {string} by attribute
   * @param {string} name
   * @returns {string} the content of the `<meta>` element, or ""
   */
  function metaOf(by, name) {
    const head = headOf(document);
    const [meta] = head ? Dom.allUnder(head, `meta[${by}="${name}" i]`) : [];
    return meta ? (Dom.attributeOf(meta, "content") ?? "").trim() : "";
  }

  return { here };
})();
