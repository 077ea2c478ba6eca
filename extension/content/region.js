"use strict";
// Which country's numbering a page's national numbers belong to. Knows no number and no mark.

/** Country domains that are sold to the whole world and so say nothing about a country. */
const WORLD_DOMAINS = new Set(
  "ac ai am as cc cx fm gg gl im io is la ly me ms nu sh so st tk to tv vc ws".split(" "),
);

/** Country domains that are not the country's ISO 3166 code. */
const OTHER_DOMAINS = /** @type {Record<string, string>} */ ({ uk: "GB", su: "RU", eu: "" });

/**
 * The user's choice for the site, else what the page says, else where the user is at home.
 * @param {string} chosen ISO 3166 code or ""
 * @param {string} home ISO 3166 code
 * @returns {string} ISO 3166 code
 */
function regionOfPage(chosen, home) {
  if (chosen) return chosen;
  const language = document.documentElement?.getAttribute("lang") ?? "";
  return (
    regionOfLocale(language) ||
    regionOfDomain(location.hostname) ||
    regionOfLanguage(language, home) ||
    home
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

/** @param {string} tag */
function localeOf(tag) {
  try {
    return new Intl.Locale(tag.replace("_", "-"));
  } catch {
    return undefined;
  }
}
