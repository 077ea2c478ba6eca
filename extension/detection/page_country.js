"use strict";
// Provides functions that find the country to which a page's domain, language, addresses and
// country names point. The page's national numbers are then read as numbers of that country.
// Depends on the country names.

/**
 * Country domains under which sites of the whole world are registered, so that they show no
 * country. A second-level domain such as "….com.co" does show a country.
 */
const WORLD_DOMAINS = new Set(
  (
    "ac ag ai am as bi bz cc cd cf co cx dj fm ga gd gg gl gq gs im io is la ly me ml mn ms nf nu pw " +
    "sc sh so st tf tk tl to tv vc vg vu ws"
  ).split(" "),
);

/** Country domains that differ from the country's ISO 3166 code. */
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
  TURKEY: "TR",
  "CZECH REPUBLIC": "CZ",
});

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
 * Returns the country of a locale such as "en-GB", or "" if the locale names none. For "en-US" it
 * also returns "", because many page builders set this locale by default.
 * @param {string} language BCP 47, or with "_"
 */
function regionOfLocale(language) {
  const { language: spoken, region = "" } = localeOf(language) ?? {};
  return COUNTRY_CODE.test(region) && !(spoken === "en" && region === "US") ? region : "";
}

/**
 * @param {string} name a code or name: "DE", "Germany", "Deutschland"
 * @param {string} language the page's language
 * @returns {string} ISO 3166 code; "" if the country is unknown
 */
function countryNamed(name, language) {
  const capital = name.toUpperCase();
  const other = OTHER_NAMES[capital];
  if (other || capital.length < 3) return other ?? capital;
  return countriesByName(language).get(capital) ?? countriesByName("en").get(capital) ?? "";
}

/**
 * For each language, a map from the countries' names, in capitals, to their ISO 3166 codes.
 * @type {Map<string, Map<string, string>>}
 */
const namesOfCountries = new Map();

/** @param {string} language BCP 47 @returns {Map<string, string>} */
function countriesByName(language) {
  let countries = namesOfCountries.get(language);
  if (!countries) {
    const spoken = localeOf(language)?.language ?? "en";
    const index = COUNTRY_NAMES.languages.split(" ").indexOf(spoken);
    countries = index < 0 ? countriesOfBrowser(spoken) : countriesListed(index);
    namesOfCountries.set(language, countries);
  }
  return countries;
}

/** @param {number} language its index in `languages` @returns {Map<string, string>} */
function countriesListed(language) {
  const countries = COUNTRY_NAMES.countries.split("|").map((country) => {
    const names = country.slice(3).split("/");
    const name = names[language] || /** @type {string} */ (names[0]);
    return /** @type {const} */ ([name.toUpperCase(), country.slice(0, 2)]);
  });
  return new Map(countries);
}

/**
 * Asks the browser for the names of countries. The first call in a process takes 17 ms.
 * @param {string} language ISO 639
 * @returns {Map<string, string>}
 */
function countriesOfBrowser(language) {
  const countries = new Map();
  const names = new Intl.DisplayNames(language, { type: "region" });
  for (const country of COUNTRY_NAMES.countries.split("|")) {
    const code = country.slice(0, 2);
    countries.set(names.of(code)?.toUpperCase(), code);
  }
  return countries;
}

/** For each country, a pattern that matches an address line by a state's name or a postcode. */
const ADDRESSES = [
  {
    region: "US",
    pattern:
      /, ?(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,? \d{5}(?:-\d{4})?(?![\d-])/,
  },
  { region: "CA", pattern: /\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b/ },
  { region: "GB", pattern: /\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b/ },
  { region: "AU", pattern: /\b(?:NSW|VIC|QLD|TAS|ACT)\.?,? \d{4}\b/ },
  { region: "NL", pattern: /\b[1-9]\d{3} ?(?!S[ADS])[A-Z]{2},? [A-Z][a-z]/ },
  { region: "JP", pattern: /〒 ?\d{3}-\d{4}/ },
];
/** Matches a postcode after the letters that are on the country's cars: "D-10115 Berlin" */
const CAR_LETTERS = /\b(A|B|CH|CZ|D|DK|E|F|FIN|H|I|L|N|NL|P|PL|S|SK|SLO)[-–] ?\d{4,5} \p{Lu}/u;
const OF_CARS = /** @type {Record<string, string>} */ ({
  A: "AT",
  B: "BE",
  D: "DE",
  E: "ES",
  F: "FR",
  FIN: "FI",
  H: "HU",
  I: "IT",
  L: "LU",
  N: "NO",
  P: "PT",
  S: "SE",
  SLO: "SI",
});
const BETWEEN_PARTS = /[,|·•\n]/;
const LONGEST_COUNTRY_NAME_CHARACTERS = 40;

/**
 * Returns the countries to which the lines of an address point: "Germany", "Paris, France", "San
 * Francisco, CA 94103", "D-10115 Berlin".
 * @param {string[]} lines
 * @param {string} language the language of the page
 * @returns {string[]} ISO 3166 codes
 */
function countriesOfAddress(lines, language) {
  const found = new Set();
  for (const line of lines) {
    if (/\d/.test(line)) {
      const [, letters = ""] = CAR_LETTERS.exec(line) ?? [];
      if (letters) found.add(OF_CARS[letters] ?? letters);
      for (const { region, pattern } of ADDRESSES) if (pattern.test(line)) found.add(region);
    }
    for (const part of line.split(BETWEEN_PARTS)) {
      if (part.length < 2 || part.length > LONGEST_COUNTRY_NAME_CHARACTERS) continue;
      const name = part.trim();
      const country = name.length > 2 || name === "UK" ? countryNamed(name, language) : "";
      if (COUNTRY_CODE.test(country)) found.add(country);
    }
  }
  return [...found];
}

/**
 * Returns the country to which a page's language points if the language's tag names no country.
 * This is the country of the page's international numbers if the language is spoken there. If not,
 * it is the home region if the language is spoken there ("es" for a user in Mexico). If not there
 * either, it is the country with most readers of the language. English points to no country, so for
 * an English page the result is the country of the page's international numbers.
 * @param {string} language BCP 47
 * @param {string} home ISO 3166 code
 * @param {string} named the country of the page's international numbers, or ""
 * @returns {string} ISO 3166 code or ""
 */
function regionOfLanguage(language, home, named) {
  const locale = localeOf(language);
  if (!locale || locale.language === "en") return named;
  if (named && mainLanguageOf(named) === locale.language) return named;
  if (mainLanguageOf(home) === locale.language) return home;
  return locale.maximize().region ?? named;
}

/** @param {string} region */
function mainLanguageOf(region) {
  return localeOf(`und-${region}`)?.maximize().language;
}

/**
 * @param {string[]} countries
 * @returns {string} the only country in the list; "" if the list has several countries, or none
 */
function onlyOne(countries) {
  const codes = new Set(countries);
  codes.delete("");
  const [code = ""] = codes;
  return codes.size === 1 && COUNTRY_CODE.test(code) ? code : "";
}

/** @param {string} tag a BCP 47 tag, also with "_" */
function localeOf(tag) {
  // Without a tag, no locale is made, because the browser's first locale takes a millisecond.
  if (tag === "") return undefined;
  try {
    return new Intl.Locale(tag.replaceAll("_", "-"));
  } catch {
    return undefined;
  }
}
