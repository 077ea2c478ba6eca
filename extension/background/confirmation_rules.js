// Decides which calls the user must confirm before they are placed. Depends on the types of the
// messages and the settings alone.

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/messages.js").Description} Description */
/** @typedef {import("../shared/messages.js").Pending} Pending */
/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/site_settings.js").SiteChoices} SiteChoices */

/**
 * The risks that a user can accept once for all calls to a country. All other risks need a
 * confirmation for each call.
 */
const COUNTRY_RISKS = ["other_country"];

/**
 * If it is not known whether the last call was placed, another call to the same number needs a
 * confirmation for so many seconds after the last call.
 */
const DOUBT_LASTS_S = 10;

/**
 * Returns whether the last call went to `number` less than DOUBT_LASTS_S ago, and it is not known
 * whether that call was placed. A new call could then ring the callee twice. The host applies this
 * rule to the calls of all browsers.
 * @param {Call | null} last
 * @param {Description} number
 */
export function isInDoubt(last, number) {
  if (last?.state !== "unknown" || last.to !== textOf(number)) return false;
  return Date.now() / 1000 - last.placed_at < DOUBT_LASTS_S;
}

/**
 * Writes a number as the host accepts it in a request.
 * @param {Description} number the host's description of the number
 * @returns {string} E.164, with `;ext=` if the number has an extension
 */
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
