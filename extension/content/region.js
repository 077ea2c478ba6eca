"use strict";
// Which country's numbering a page's national numbers belong to. Knows no mark and no scan.

/** Country domains that are sold to the whole world and so say nothing about a country. */
const WORLD_DOMAINS = new Set(
  "ac ai am as cc cx fm gg gl im io is la ly me ms nu sh so st tk to tv vc ws".split(" "),
);

/** Country domains that are not the country's ISO 3166 code. */
const OTHER_DOMAINS = /** @type {Record<string, string>} */ ({ uk: "GB", su: "RU", eu: "" });

/** How much of a page's text is looked at for numbers that name their country. */
const TEXT_LIMIT = 50_000;
const INTERNATIONAL_NUMBER = /\+([1-9]\d{0,2})[\s().\-/]?\d[\d\s().\-/]{4,}/g;

/**
 * What the page says, by address: looking is not free, and a page seldom changes its country.
 * @type {{address: string, region: string} | null}
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
  if (lastLook?.address !== location.href) {
    lastLook = { address: location.href, region: regionThatPageSays(home) };
  }
  return lastLook.region || home;
}

/** @param {string} home */
function regionThatPageSays(home) {
  const language = document.documentElement?.getAttribute("lang") ?? "";
  return (
    regionOfLocale(language) ||
    regionOfDomain(location.hostname) ||
    regionOfAddress() ||
    regionOfLanguage(language, home) ||
    regionOfNeighbours()
  );
}

/**
 * `lang="en-GB"` names its country. "en-US" is what page builders write without thinking, so it
 * says nothing.
 * @param {string} language BCP 47
 */
function regionOfLocale(language) {
  if (/^en[-_]US$/i.test(language)) return "";
  const region = localeOf(language)?.region ?? "";
  return /^[A-Z]{2}$/.test(region) ? region : "";
}

/** @param {string} host */
function regionOfDomain(host) {
  const domain = /\.([a-z]{2})$/i.exec(host)?.[1]?.toLowerCase() ?? "";
  if (!domain || WORLD_DOMAINS.has(domain)) return "";
  return OTHER_DOMAINS[domain] ?? domain.toUpperCase();
}

/** The postal address that the page gives to machines (schema.org addressCountry), if only one. */
function regionOfAddress() {
  const marked = [...document.querySelectorAll('[itemprop="addressCountry"]')];
  const linked = [...document.querySelectorAll('script[type="application/ld+json"]')];
  return onlyOne([
    ...marked.map((element) => element.getAttribute("content") ?? element.textContent ?? ""),
    ...linked.flatMap(({ textContent }) =>
      [...(textContent ?? "").matchAll(/"addressCountry"\s*:\s*"([A-Za-z]{2})"/g)].map(
        ([, country]) => country ?? "",
      ),
    ),
  ]);
}

/**
 * A bare language points to the country where most of its readers live, unless it is also the
 * language of the user's own country ("es" for a user in Mexico). English is everywhere.
 * @param {string} language BCP 47
 * @param {string} home ISO 3166 code
 */
function regionOfLanguage(language, home) {
  const spoken = localeOf(language)?.language;
  if (!spoken || spoken === "en") return "";
  if (localeOf(`und-${home}`)?.maximize().language === spoken) return home;
  return localeOf(spoken)?.maximize().region ?? "";
}

/** Numbers on the page that name their country, if they all name the same one. */
function regionOfNeighbours() {
  const numbers = [...textOfPage().matchAll(INTERNATIONAL_NUMBER)].map(
    ([number]) => `+${number.replace(/\D/g, "")}`,
  );
  return onlyOne(numbers.map((number) => describeNumber(number).region));
}

/** The beginning of what a person can read: digits in a script name no country. */
function textOfPage() {
  const walker = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
  let text = "";
  while (text.length < TEXT_LIMIT && walker.nextNode()) {
    const { parentElement, data } = /** @type {Text} */ (walker.currentNode);
    if (!/^(script|style|template|noscript)$/i.test(parentElement?.localName ?? "")) text += data;
  }
  return text;
}

/** @param {string[]} countries @returns {string} ISO 3166 code, "" where they differ */
function onlyOne(countries) {
  const codes = new Set(countries.map((country) => country.trim().toUpperCase()));
  codes.delete("");
  const [code = ""] = codes;
  return codes.size === 1 && /^[A-Z]{2}$/.test(code) ? code : "";
}

/** @param {string} tag */
function localeOf(tag) {
  try {
    return new Intl.Locale(tag.replace("_", "-"));
  } catch {
    return undefined;
  }
}
