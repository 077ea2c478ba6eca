"use strict";
// Which country's numbering a page's national numbers belong to. Knows no mark and no scan.

/** Country domains that are sold to the whole world and say nothing, unless it is "….com.co". */
const WORLD_DOMAINS = new Set(
  (
    "ac ag ai am as bi bz cc cd cf co cx dj fm ga gd gg gl gq gs im io is la ly me ml mn ms nf nu pw " +
    "sc sh so st tf tk tl to tv vc vg vu ws"
  ).split(" "),
);

/** Domains that stand for a country and are not its ISO 3166 code. */
const OTHER_DOMAINS = {
  GB: "uk london scot wales cymru",
  RU: "su moscow xn--p1ai",
  UA: "xn--j1amh",
  CN: "xn--fiqs8s xn--fiqz9s",
  DE: "berlin hamburg koeln cologne bayern nrw ruhr saarland",
  AT: "wien tirol",
  CH: "swiss zuerich",
  FR: "paris alsace bzh corsica",
  ES: "cat eus gal madrid barcelona",
  NL: "amsterdam frl",
  BE: "brussels gent vlaanderen",
  JP: "tokyo osaka kyoto nagoya okinawa yokohama",
  TR: "istanbul ist",
  AU: "sydney melbourne",
  ZA: "capetown durban joburg",
  US: "nyc miami vegas boston",
};

/** What people write for countries whose name is another one. */
const OTHER_NAMES = /** @type {Record<string, string>} */ ({
  USA: "US",
  "U.S.A.": "US",
  "UNITED STATES OF AMERICA": "US",
  UK: "GB",
  "GREAT BRITAIN": "GB",
  ENGLAND: "GB",
  SCOTLAND: "GB",
  WALES: "GB",
});

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const COUNTRY_CODE = /^[A-Z]{2}$/;
const MARKED_COUNTRY =
  '[itemprop="addressCountry"], [property$="addressCountry"], .country-name, .p-country-name, ' +
  'script[type="application/ld+json"]';
const COUNTRY_OF_JSON = /"addressCountry"\s*:\s*(?:\{[^{}]*?"name"\s*:\s*)?\[?\s*"([^"\\]{2,40})"/g;
/** How much of a page's text is looked at for numbers that name their country. */
const TEXT_LIMIT = 50_000;
const INTERNATIONAL_NUMBER = /\+([1-9]\d{0,2})[\s().\-/]?\d[\d\s().\-/]{4,}/g;

/** @type {(page: Document) => Element | null} */
const rootElementOf = accessor(Document.prototype, "documentElement");
/** @type {(page: Document) => Element | null} */
const bodyOf = accessor(Document.prototype, "body");
/** @type {(page: Document) => Element | null} */
const headOf = accessor(Document.prototype, "head");
/** @type {(page: Document, root: Node, show: number) => TreeWalker} */
const walkerIn = Function.prototype.call.bind(Document.prototype.createTreeWalker);
/** @type {(node: Node) => string | null} */
const contentOf = accessor(Node.prototype, "textContent");

/**
 * What the page says, by address and language: looking is not free, and a page seldom changes its
 * country.
 * @type {{at: string, region: string} | null}
 */
let lastLook = null;

/**
 * The user's choice for the site, else what the page says, else where the user is at home.
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

/** @returns {string} BCP 47, as the page writes it */
function languageOfPage() {
  for (const element of [rootElementOf(document), bodyOf(document)]) {
    const language = element ? attributeOf(element, "lang")?.trim() : "";
    if (language) return language;
  }
  return metaOf("http-equiv", "content-language").split(",", 1)[0] ?? "";
}

/**
 * A country's domain goes before the page's language: sites in Austria are written in `de-DE`, and
 * the English pages of a German firm name its numbers in Germany.
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
    regionOfLanguage(language, home);
  return planOfRegion(said) ? said : "";
}

/** @param {string} host */
function regionOfDomain(host) {
  const [domain = "", above = ""] = host.toLowerCase().split(".").slice(1).reverse();
  const other = Object.entries(OTHER_DOMAINS).find(([, names]) =>
    names.split(" ").includes(domain),
  );
  if (other) return other[0];
  if (WORLD_DOMAINS.has(domain) && !/^(?:com|org|net|gov|gob|edu)$/.test(above)) return "";
  return /^[a-z]{2}$/.test(domain) ? domain.toUpperCase() : "";
}

/**
 * `lang="en-GB"` names its country. "en-US" is what page builders write without thinking, so it
 * says nothing.
 * @param {string} language BCP 47, or with "_"
 */
function regionOfLocale(language) {
  const { language: spoken, region = "" } = localeOf(language) ?? {};
  return COUNTRY_CODE.test(region) && !(spoken === "en" && region === "US") ? region : "";
}

/**
 * The postal address that the page gives to machines (schema.org, hCard), if only one country is in
 * it.
 * @param {string} language BCP 47
 */
function regionOfAddress(language) {
  const names = [];
  for (const element of allUnder(document, MARKED_COUNTRY)) {
    const text = contentOf(element) ?? "";
    if (nameOf(element) !== "script") names.push(attributeOf(element, "content") || text);
    else names.push(...Array.from(text.matchAll(COUNTRY_OF_JSON), ([, country = ""]) => country));
  }
  return onlyOne(names.map((name) => countryNamed(name.trim(), language)));
}

/**
 * @param {string} name "DE", "Germany", "Deutschland"
 * @param {string} language of the page
 * @returns {string} ISO 3166 code, "" if it is none
 */
function countryNamed(name, language) {
  const capital = name.toUpperCase();
  if (capital.length < 3 || OTHER_NAMES[capital]) return OTHER_NAMES[capital] ?? capital;
  const pairs = [...LETTERS].flatMap((one) => [...LETTERS].map((other) => one + other));
  for (const spoken of [localeOf(language)?.language, "en"]) {
    const names = new Intl.DisplayNames(spoken, { type: "region" });
    const found = pairs.find((pair) => names.of(pair)?.toUpperCase() === capital);
    // Former codes have the same name ("DD"); a locale knows what became of them.
    if (found) return localeOf(`und-${found}`)?.region ?? "";
  }
  return "";
}

/** What is written for search engines and other sites. @param {string} language BCP 47 */
function regionOfMarkup(language) {
  const region = metaOf("name", "geo.region").slice(0, 2).toUpperCase();
  if (COUNTRY_CODE.test(region)) return region;
  const locale = metaOf("property", "og:locale");
  const isOfPage = !language || localeOf(locale)?.language === localeOf(language)?.language;
  return isOfPage ? regionOfLocale(locale) : "";
}

/**
 * A bare language points to the one country that the page's numbers with +CC name if it is spoken
 * there, else to where most of its readers live, unless it is also the language of the user's own
 * country ("es" for a user in Mexico). English is everywhere.
 * @param {string} language BCP 47
 * @param {string} home ISO 3166 code
 */
function regionOfLanguage(language, home) {
  const locale = localeOf(language);
  const neighbours = regionOfNeighbours();
  if (!locale || locale.language === "en") return neighbours;
  if (neighbours && mainLanguageOf(neighbours) === locale.language) return neighbours;
  if (mainLanguageOf(home) === locale.language) return home;
  return locale.maximize().region ?? neighbours;
}

/** @param {string} region */
function mainLanguageOf(region) {
  return localeOf(`und-${region}`)?.maximize().language;
}

/** Numbers on the page that name their country, if they all name the same one. */
function regionOfNeighbours() {
  const numbers = [...textOfPage().matchAll(INTERNATIONAL_NUMBER)].map(
    ([number]) => `+${number.replace("(0)", "").replace(/\D/g, "")}`,
  );
  return onlyOne(numbers.map((number) => describeNumber(number).region));
}

/** The beginning of what a person can read: digits in a script name no country. */
function textOfPage() {
  const walker = walkerIn(document, bodyOf(document) ?? document, NodeFilter.SHOW_TEXT);
  let text = "";
  while (text.length < TEXT_LIMIT && walker.nextNode()) {
    const { parentElement, data } = /** @type {Text} */ (walker.currentNode);
    if (!/^(script|style|template|noscript)$/i.test(parentElement?.localName ?? "")) text += data;
  }
  return text;
}

/** @param {string} by attribute @param {string} name @returns {string} what the `<meta>` says */
function metaOf(by, name) {
  const head = headOf(document);
  const [meta] = head ? allUnder(head, `meta[${by}="${name}" i]`) : [];
  return meta ? (attributeOf(meta, "content") ?? "").trim() : "";
}

/** @param {string[]} countries @returns {string} ISO 3166 code, "" where they differ */
function onlyOne(countries) {
  const codes = new Set(countries);
  codes.delete("");
  const [code = ""] = codes;
  return codes.size === 1 && COUNTRY_CODE.test(code) ? code : "";
}

/** @param {string} tag BCP 47, or with "_" */
function localeOf(tag) {
  try {
    return new Intl.Locale(tag.replaceAll("_", "-"));
  } catch {
    return undefined;
  }
}

/** @returns {string} ISO 3166 code of the country whose numbering holds on this page */
function regionHere() {
  const now = knownNow();
  now.region ??= regionOfPage(pageConfig?.region ?? "", pageConfig?.home_region ?? "US");
  return now.region;
}
