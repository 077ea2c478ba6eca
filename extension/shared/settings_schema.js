// Provides the names of the settings, their defaults, and the checks of their values. Depends on nothing.
//

/**
 * @typedef {"ringout" | "tel" | "rcmobile" | "rcapp"} Action
 * @typedef {"link" | "button" | "rewrite"} Presentation
 * @typedef {"always" | "new_sites" | "unusual"} Confirm
 */

/**
 * The settings that a site can override.
 * @typedef {Object} Choices
 * @property {Action} action what a click does
 * @property {Presentation} presentation
 * @property {string} region ISO 3166 code; "" means automatic: from the page, the account or the browser
 * @property {Confirm} confirm when the user confirms a call
 * @property {string} from E.164 of the phone that rings first; "" means the first of the list
 * @property {string} caller_id E.164 to show; "" means the first of the list, "area" the one
 *   that is nearest to the callee
 * @property {boolean} play_prompt whether the user must press 1 before RingOut connects
 */

/**
 * The user's own rules for the detection.
 * @typedef {Object} Rules
 * @property {boolean} vanity whether numbers with letters are found, such as 1-800-FLOWERS
 * @property {boolean} fax whether fax numbers are marked too
 * @property {string[]} phone_labels labels after which a number is a phone number
 * @property {string[]} other_labels labels after which it is not a phone number
 * @property {string[]} other_patterns formats of numbers that are not phone numbers; # is any digit
 */

/**
 * `trusted`: calls from this site need no confirmation; the user chose this in the confirmation window.
 * `not_numbers`: E.164 of the numbers that the user excluded on this site.
 * @typedef {Partial<Choices> & {enabled?: boolean, trusted?: boolean, not_numbers?: string[]}} Site
 *
 * `tab_stops`: the Tab key stops at numbers. `allowed_sites`: if it is not empty, numbers are
 * marked only there; `blocked_sites`: numbers are not marked there. Both include subdomains.
 * `call_line`: the format of a call as text, "" for the language's format; see call_line.js.
 * @typedef {Choices & Rules & {enabled: boolean, tab_stops: boolean, call_line: string,
 *   countries: string[], allowed_sites: string[], blocked_sites: string[],
 *   sites: Record<string, Site>}} Settings
 */

/** @type {Readonly<Settings>} */
export const DEFAULTS = Object.freeze({
  enabled: true,
  tab_stops: true,
  action: "ringout",
  presentation: "link",
  region: "",
  confirm: "new_sites",
  from: "",
  caller_id: "",
  play_prompt: true,
  call_line: "",
  countries: [],
  vanity: true,
  fax: false,
  phone_labels: [],
  other_labels: [],
  other_patterns: [],
  allowed_sites: [],
  blocked_sites: [],
  sites: {},
});

/** The value of `caller_id` that selects a caller ID for each call. */
export const MATCH_AREA = "area";

/** The most entries of each list of rules; every text in a page is compared with all of them. */
export const MOST_RULES = 50;
/** The most entries of each list of sites. */
export const MOST_SITES = 5_000;

/** @typedef {(value: unknown) => boolean} Check */
/** @type {Check} */
const isBoolean = (value) => typeof value === "boolean";
/** @param {RegExp} pattern @returns {Check} */
const like = (pattern) => (value) => typeof value === "string" && pattern.test(value);

/** The most characters of a format. */
const LONGEST_LINE = 200;
/** @type {Check} */
const isLine = (value) => typeof value === "string" && value.length <= LONGEST_LINE;

/** @type {Record<keyof Choices, Check>} */
const CHOICES = {
  action: like(/^(ringout|tel|rcmobile|rcapp)$/),
  presentation: like(/^(link|button|rewrite)$/),
  region: like(/^([A-Z]{2})?$/),
  confirm: like(/^(always|new_sites|unusual)$/),
  from: like(/^(\+\d{5,15})?$/),
  caller_id: like(/^(area|\+\d{5,15})?$/),
  play_prompt: isBoolean,
};

/** @type {Check} */
const areNumbers = (value) => Array.isArray(value) && value.every(like(/^\+\d{5,15}$/));

const SITE = { ...CHOICES, enabled: isBoolean, trusted: isBoolean, not_numbers: areNumbers };

/** @type {Record<string, Check>} */
const VALUES = {
  ...CHOICES,
  enabled: isBoolean,
  tab_stops: isBoolean,
  call_line: isLine,
  vanity: isBoolean,
  fax: isBoolean,
};

/** A host name as the browser writes it, or the scheme of pages without one. */
const isHost = like(/^(file:|(?=.{1,253}$)[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*|\[[0-9a-f:.]+\])$/u);
/** Plain text on one line. It is compared literally and never used as a regular expression. */
const isLabel = like(/^(?=.*[\p{L}\p{N}])[^\p{Cc}]{2,40}$/u);
/** Each character matches itself, except #, which matches any digit. */
const isPattern = like(/^(?=.*[#\p{Nd}])[^\p{Cc}]{3,40}$/u);

/** The check of each list's entries, and the most entries. @type {Record<string, [Check, number]>} */
const LISTS = {
  countries: [like(/^[A-Z]{2}$/), 300],
  phone_labels: [isLabel, MOST_RULES],
  other_labels: [isLabel, MOST_RULES],
  other_patterns: [isPattern, MOST_RULES],
  allowed_sites: [isHost, MOST_SITES],
  blocked_sites: [isHost, MOST_SITES],
};

/** @param {string} name @param {unknown} entry @returns {boolean} whether the entry is valid for this list */
export const fitsList = (name, entry) => LISTS[name]?.[0](entry) ?? false;

/** @param {unknown} host @returns {boolean} whether it is a valid name of a site */
export const fitsSite = (host) => isHost(host);

/**
 * Keeps the entries of `value` that a check of the same name accepts.
 * @param {unknown} value
 * @param {Record<string, Check>} checks
 * @returns {Record<string, unknown>}
 */
function wellTyped(value, checks) {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      ([name, entry]) => Object.hasOwn(checks, name) && checks[name]?.(entry),
    ),
  );
}

/** @param {Record<string, unknown>} given @returns {Record<string, string[]>} */
function wellTypedLists(given) {
  const lists = Object.entries(LISTS).flatMap(([name, [check, most]]) => {
    const list = given[name];
    if (!Array.isArray(list)) return [];
    return [[name, [...new Set(list.filter(check))].slice(0, most)]];
  });
  return Object.fromEntries(lists);
}

/**
 * Returns the valid settings of a value, without the others.
 * @param {unknown} value from storage or a policy, of any version, perhaps invalid
 * @returns {Partial<Settings>}
 */
export function wellTypedSettings(value) {
  const given = /** @type {Record<string, unknown>} */ (Object(value));
  const hosts = Object.entries(Object(given["sites"])).slice(0, MOST_SITES);
  const sites = Object.fromEntries(hosts.map(([host, site]) => [host, wellTyped(site, SITE)]));
  return /** @type {Partial<Settings>} */ ({
    ...wellTyped(given, VALUES),
    ...wellTypedLists(given),
    ...(hosts.length > 0 && { sites }),
  });
}

/**
 * @param {unknown} value the stored value, of any version, perhaps invalid
 * @returns {Settings} with defaults for missing and invalid values
 */
export const repaired = (value) => ({
  ...structuredClone(DEFAULTS),
  ...wellTypedSettings(value),
});
