"use strict";
// Provides the country that a page's domain, languages and country names point to, for reading its
// national numbers. Depends on nothing.

/** Country domains that are registered worldwide and show no country, except as in "….com.co". */
const WORLD_DOMAINS = new Set(
  (
    "ac ag ai am as bi bz cc cd cf co cx dj fm ga gd gg gl gq gs im io is la ly me ml mn ms nf nu pw " +
    "sc sh so st tf tk tl to tv vc vg vu ws"
  ).split(" "),
);

/** Country domains that are not an ISO 3166 code. */
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

/** Names that people use for a country besides its official name. */
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

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const COUNTRY_CODE = /^[A-Z]{2}$/;

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
 * Returns the country of a locale such as "en-GB". It ignores "en-US", because many page builders
 * set it by default.
 * @param {string} language BCP 47, or with "_"
 */
function regionOfLocale(language) {
  const { language: spoken, region = "" } = localeOf(language) ?? {};
  return COUNTRY_CODE.test(region) && !(spoken === "en" && region === "US") ? region : "";
}

/**
 * @param {string} name a code or name: "DE", "Germany", "Deutschland"
 * @param {string} language the page's language
 * @returns {string} ISO 3166 code, "" if it is unknown
 */
function countryNamed(name, language) {
  const capital = name.toUpperCase();
  if (capital.length < 3 || OTHER_NAMES[capital]) return OTHER_NAMES[capital] ?? capital;
  const pairs = [...ALPHABET].flatMap((one) => [...ALPHABET].map((other) => one + other));
  for (const spoken of [localeOf(language)?.language, "en"]) {
    const names = new Intl.DisplayNames(spoken, { type: "region" });
    const found = pairs.find((pair) => names.of(pair)?.toUpperCase() === capital);
    // A former code has the same name as its successor ("DD"); `Intl.Locale` maps it to the new
    // code.
    if (found) return localeOf(`und-${found}`)?.region ?? "";
  }
  return "";
}

/**
 * Returns the country for a language without a country. It is the country that the page's
 * international numbers name, if the language is spoken there; otherwise the home region, if the
 * language is spoken there ("es" for a user in Mexico); otherwise the country with most readers.
 * English gives no country.
 * @param {string} language BCP 47
 * @param {string} home ISO 3166 code
 * @param {string} neighbours the country that the page's international numbers name, or ""
 * @returns {string} ISO 3166 code or ""
 */
function regionOfLanguage(language, home, neighbours) {
  const locale = localeOf(language);
  if (!locale || locale.language === "en") return neighbours;
  if (neighbours && mainLanguageOf(neighbours) === locale.language) return neighbours;
  if (mainLanguageOf(home) === locale.language) return home;
  return locale.maximize().region ?? neighbours;
}

/** @param {string} region */
function mainLanguageOf(region) {
  return localeOf(`und-${region}`)?.maximize().language;
}

/** @param {string[]} countries @returns {string} ISO 3166 code, "" if they differ */
function onlyOne(countries) {
  const codes = new Set(countries);
  codes.delete("");
  const [code = ""] = codes;
  return codes.size === 1 && COUNTRY_CODE.test(code) ? code : "";
}

/** @param {string} tag a BCP 47 tag, also with "_" */
function localeOf(tag) {
  try {
    return new Intl.Locale(tag.replaceAll("_", "-"));
  } catch {
    return undefined;
  }
}
