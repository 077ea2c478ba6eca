// Provides `regionOfPage` and `findNumbersOnPage`: decides by which country's numbering plan the
// national numbers of a page are read. The evidence is what the page says of itself: its domain,
// its language, its addresses, its markup for search engines, and its numbers. Depends on
// page_country.js and region_of_text.js; never accesses the page.
"use strict";

/**
 * @typedef {object} PageHints what a page says of itself; "" or [] where the page says nothing
 * @property {string} [host] the page's domain
 * @property {string} [language] a BCP 47 tag, as the page writes it
 * @property {string[]} [countries] the names or codes of countries in the page's markup for
 *   addresses (schema.org, hCard)
 * @property {string[]} [data] the page's JSON for search engines
 * @property {string[]} [addresses] the lines of the addresses that the page shows
 * @property {string} [geoRegion] `<meta name="geo.region">`: "DE-BE"
 * @property {string} [locale] `<meta property="og:locale">`: "de_DE"
 * @property {string} [text] the lines of the page that may hold numbers
 * @property {string} home ISO 3166 code of the user's own country
 */

const COUNTRY_OF_JSON = /"addressCountry"\s*:\s*(?:\{[^{}]*?"name"\s*:\s*)?\[?\s*"([^"\\]{2,40})"/g;
const INTERNATIONAL_NUMBER = /\+([1-9]\d{0,2})[\s().\-/]?\d[\d\s().\-/]{4,}/g;

/**
 * @param {PageHints} hints
 * @returns {string} ISO 3166 code; the user's own country if the page points to no other
 */
function regionOfPage(hints) {
  return regionFor(hints.text ?? "", saidByPage(hints));
}

/**
 * Sorts a page's evidence for a country by its strength. A domain or an address counts more than a
 * language without a country, because the English pages of a German firm show German numbers.
 * @param {PageHints} hints
 * @returns {SaidRegions}
 */
function saidByPage(hints) {
  const { host = "", language = "", text = "", home } = hints;
  const said = [regionOfDomain(host), regionOfLocale(language), regionOfAddress(hints)];
  const strong = [...said, regionOfMarkup(hints)].filter(Boolean);
  const isForeign = language !== "" && !/^en\b/i.test(language);
  const spoken = isForeign && strong.length === 0;
  const weak = spoken ? regionOfLanguage(language, home, onlyOne(regionsNamedIn(text))) : "";
  const slight = /^en[-_]US\b/i.test(language) ? ["US"] : [];
  return { strong, weak: weak ? [weak] : [], slight, home };
}

/**
 * Returns the country of the postal addresses that the page marks up for machines (schema.org,
 * hCard). If these addresses name no country, or several, returns the country of the addresses that
 * the page shows, or "" if those also name no country, or several.
 * @param {PageHints} hints
 */
function regionOfAddress({ countries = [], data = [], addresses = [], language = "" }) {
  const ofData = data.flatMap((json) =>
    Array.from(json.matchAll(COUNTRY_OF_JSON), ([, country = ""]) => country),
  );
  const names = [...countries, ...ofData];
  const marked = onlyOne(names.map((name) => countryNamed(name.trim(), language)));
  return marked || onlyOne(countriesOfAddress(addresses, language));
}

/** Returns the country that `geoRegion` or `locale` names, or "". @param {PageHints} hints */
function regionOfMarkup({ geoRegion = "", locale = "", language = "" }) {
  const region = geoRegion.slice(0, 2).toUpperCase();
  if (COUNTRY_CODE.test(region)) return region;
  const isOfPage = !language || localeOf(locale)?.language === localeOf(language)?.language;
  return isOfPage ? regionOfLocale(locale) : "";
}

/** @param {string} text @returns {string[]} the countries of the text's numbers with a plus */
function regionsNamedIn(text) {
  const numbers = [...text.matchAll(INTERNATIONAL_NUMBER)].map(
    ([number]) => `+${number.replace("(0)", "").replace(/\D/g, "")}`,
  );
  return numbers.map(regionOfNumber);
}

/**
 * @typedef {object} TextOnPage what is known about a text on a page
 * @property {string} page ISO 3166 code of the country by whose plan the page's numbers are read
 * @property {string[] | (() => string[])} [around] the countries that the row or card around the
 *   text names; a function that returns them is called only if they may change the result
 * @property {string} home the user's own country; "" if `page` applies to every text
 * @property {SaidByPage} [evidence] what the page says about the text
 */

/**
 * Finds the phone numbers of a text on a page. Digits that are no number in the text's country, but
 * are a number in the user's own country, are read as a number of the user's country.
 * @param {string} text
 * @param {TextOnPage} said
 * @returns {FoundNumber[]} in the order of the text, not overlapping
 */
function findNumbersOnPage(text, { page, around = [], home, evidence = null }) {
  if (!home) return findNumbers(text, page, { evidence });
  const ofHome = page === home ? findNumbers(text, home, { evidence }) : null;
  if (ofHome && isSurelyOfHome(text, home, ofHome)) return ofHome;
  const others = typeof around === "function" ? around() : around;
  const region = regionFor(text, { strong: [page, ...others], home });
  const found = ofHome && region === home ? ofHome : findNumbers(text, region, { evidence });
  if (region === home || !MAY_HOLD_NUMBER.test(without(text, found))) return found;
  const rest = findNumbers(text, home, { evidence }).filter(
    (other) => !found.some((one) => overlaps(one, other)),
  );
  return [...found, ...rest].sort((one, other) => one.start - other.start);
}

/**
 * Whether `regionFor` certainly returns the home region for a text, whatever countries the row or
 * card around the text names. This is so if all numbers of the text are grouped as usual in the
 * home region, or if the text has no numbers.
 * @param {string} text a text on a page of the home region
 * @param {string} home
 * @param {FoundNumber[]} found the numbers that are found by the home region's plan
 */
function isSurelyOfHome(text, home, found) {
  if (ANY_PLUS.test(text)) return false;
  if (found.length === 0) return rowsOf(text, home).length === 0;
  const isUsual = found.every(({ start, end, number }) => {
    const written = text.slice(start, end);
    return digitGroups(written).length > 1 && isUsualForm(number, written);
  });
  return isUsual && !MAY_HOLD_NUMBER.test(without(text, found));
}

/**
 * @param {string} text
 * @param {FoundNumber[]} found
 * @returns {string} the text with a line end in place of each found number
 */
function without(text, found) {
  let done = 0;
  let rest = "";
  for (const { start, end } of found) {
    rest += `${text.slice(done, start)}\n`;
    done = end;
  }
  return rest + text.slice(done);
}
