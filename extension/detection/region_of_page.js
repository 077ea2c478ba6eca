// Decides in which country's way a page's national numbers are read, by all that it says of itself: its
// domain, language and addresses, what it tells machines, and its numbers. Stands on page_country.js
// and region.js; sees no page.
"use strict";

/**
 * @typedef {object} PageHints what a page says of itself; "" and [] where it says nothing
 * @property {string} [host] its domain
 * @property {string} [language] BCP 47, as it is written
 * @property {string[]} [countries] names or codes in addresses that are marked up as such
 * @property {string[]} [data] JSON that is written for search engines
 * @property {string[]} [addresses] lines of addresses that it shows
 * @property {string} [geoRegion] `<meta name="geo.region">`: "DE-BE"
 * @property {string} [locale] `<meta property="og:locale">`: "de_DE"
 * @property {string} [text] the lines that may hold numbers
 * @property {string} home ISO 3166 code of the user's own country
 */

const COUNTRY_OF_JSON = /"addressCountry"\s*:\s*(?:\{[^{}]*?"name"\s*:\s*)?\[?\s*"([^"\\]{2,40})"/g;
const INTERNATIONAL_NUMBER = /\+([1-9]\d{0,2})[\s().\-/]?\d[\d\s().\-/]{4,}/g;

/** @param {PageHints} hints @returns {string} ISO 3166 code; `home` where nothing speaks for another */
function regionOfPage(hints) {
  return regionFor(hints.text ?? "", saidByPage(hints));
}

/**
 * A country's domain goes before the page's language: sites in Austria are written in `de-DE`, and the
 * English pages of a German firm name its numbers in Germany.
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
 * The postal address that the page gives to machines (schema.org, hCard), else those that it shows, if
 * they name one country.
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

/** What is written for search engines and other sites. @param {PageHints} hints */
function regionOfMarkup({ geoRegion = "", locale = "", language = "" }) {
  const region = geoRegion.slice(0, 2).toUpperCase();
  if (COUNTRY_CODE.test(region)) return region;
  const isOfPage = !language || localeOf(locale)?.language === localeOf(language)?.language;
  return isOfPage ? regionOfLocale(locale) : "";
}

/** @param {string} text @returns {string[]} ISO 3166 codes of its numbers with a plus */
function regionsNamedIn(text) {
  const numbers = [...text.matchAll(INTERNATIONAL_NUMBER)].map(
    ([number]) => `+${number.replace("(0)", "").replace(/\D/g, "")}`,
  );
  return numbers.map((number) => describeNumber(number).region ?? "");
}

/**
 * @typedef {object} TextOnPage
 * @property {string} page in which country's way the page is read, ISO 3166 code
 * @property {string[]} [around] countries that the row or card around the text names
 * @property {string} home the user's own country; "" if `page` holds for every text
 * @property {SaidByPage} [evidence] what the page says about the text
 */

/**
 * The phone numbers of a text on a page. What is impossible where the text belongs, and a number in
 * the user's own country, is the user's.
 * @param {string} text
 * @param {TextOnPage} said
 * @returns {FoundNumber[]} in the order of the text, not overlapping
 */
function findNumbersOnPage(text, { page, around = [], home, evidence = null }) {
  if (!home) return findNumbers(text, page, { evidence });
  const region = regionFor(text, { strong: [page, ...around], home });
  const found = findNumbers(text, region, { evidence });
  if (region === home || !MAY_HOLD_NUMBER.test(without(text, found))) return found;
  const others = findNumbers(text, home, { evidence }).filter(
    (other) => !found.some((one) => overlaps(one, other)),
  );
  return [...found, ...others].sort((one, other) => one.start - other.start);
}

/** @param {string} text @param {FoundNumber[]} found @returns {string} with a blank for each number */
function without(text, found) {
  let done = 0;
  let rest = "";
  for (const { start, end } of found) {
    rest += `${text.slice(done, start)}\n`;
    done = end;
  }
  return rest + text.slice(done);
}
