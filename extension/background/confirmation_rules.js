// Provides the rules for which calls are confirmed first. Depends on the types of the messages and the
// settings alone.

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").Description} Description */
/** @typedef {import("../shared/messages.js").Pending} Pending */
/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/site_settings.js").SiteChoices} SiteChoices */

/** Risks that a person can accept once for a country; the rest are asked about every time. */
const COUNTRY_RISKS = ["other_country"];

/** Calling again so soon after a call of which nothing was heard is asked about. */
const DOUBT_LASTS_S = 10;

/**
 * The host asks as much, for calls from other browsers, too.
 * @param {Call | null} last
 * @param {Description} number
 */
export function isInDoubt(last, number) {
  if (last?.state !== "unknown" || last.to !== textOf(number)) return false;
  return Date.now() / 1000 - last.placed_at < DOUBT_LASTS_S;
}

/** @param {Description} number as the host takes it */
export const textOf = ({ number, ext }) => (ext ? `${number};ext=${ext}` : number);

/** @param {Description} number @param {Settings} settings */
export const acceptedBefore = (number, settings) =>
  number.risks.length > 0 &&
  number.risks.every((risk) => COUNTRY_RISKS.includes(risk)) &&
  settings.countries.includes(number.region ?? "");

/**
 * @param {Pending} pending
 * @param {Settings} settings
 * @param {SiteChoices} choices
 */
export function needsConfirmation(pending, settings, choices) {
  const { number, linked, sure, new_site, in_doubt } = pending;
  if (choices.confirm === "always" || linked !== "" || !sure || in_doubt) return true;
  if (number.risks.length > 0 && !acceptedBefore(number, settings)) return true;
  return choices.confirm === "new_sites" && new_site;
}
