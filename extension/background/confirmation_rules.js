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
 * The time in seconds after a call of which nobody knows whether the host placed it. Within this
 * time, another call to the same number needs a confirmation.
 */
const DOUBT_LASTS_S = 10;

/**
 * Whether a call to `number` could repeat the last call, because it is unknown whether the host
 * placed that call. The host applies the same rule also to calls from other browsers.
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
