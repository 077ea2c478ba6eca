// Declares the settings' names and defaults, and checks their values. Depends on nothing.

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
 * @property {string} region the ISO 3166 code of the country of numbers that are written without a
 *   country code; "" means that the page, the account or the browser determines the country
 * @property {Confirm} confirm when the user confirms a call
 * @property {string} from the phone that rings first, in E.164; "" means the first phone in the
 *   account's list
 * @property {string} caller_id the number that the callee sees, in E.164; "" means the first caller
 *   ID in the account's list, "area" the caller ID whose area is nearest to the callee's
 * @property {boolean} play_prompt whether the user must press 1 before RingOut connects the call
 */

/**
 * The user's own rules for the detection.
 * @typedef {Object} Rules
 * @property {boolean} vanity whether numbers with letters are found, such as 1-800-FLOWERS
 * @property {boolean} fax whether fax numbers are marked too
 * @property {string[]} phone_labels labels after which a number is a phone number
 * @property {string[]} other_labels labels after which a number is not a phone number
 * @property {string[]} other_patterns formats of numbers that are not phone numbers; a # in a
 *   format stands for any digit
 */

/**
 * The settings of one site. `trusted` is true if the user allowed calls from this site without a
 * confirmation. `not_numbers` are the numbers, in E.164, that the user excluded on this site.
 * @typedef {Partial<Choices> & {enabled?: boolean, trusted?: boolean, not_numbers?: string[]}} Site
 */

/**
 * All settings. `tab_stops` is true if the Tab key stops at numbers. If `allowed_sites` is not
 * empty, numbers are marked only on these sites. Numbers are never marked on `blocked_sites`. An
 * entry of these two lists includes the subdomains of the site. `call_line` is the format of the
 * line of text about a call, see call_line.js; "" means the default format of the user's language.
 * `calls_per_minute` and `calls_per_day` are the user's caps; 0 means that only the host's own caps
 * apply, which the user's caps cannot raise.
 * @typedef {Choices & Rules & {enabled: boolean, tab_stops: boolean, call_line: string,
 *   calls_per_minute: number, calls_per_day: number, countries: string[], allowed_sites: string[],
 *   blocked_sites: string[], sites: Record<string, Site>}} Settings
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
  calls_per_minute: 0,
  calls_per_day: 0,
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

/** If `caller_id` has this value, each call shows the caller ID that is nearest to the callee. */
export const MATCH_AREA = "area";

/**
 * The most entries of each list of the user's rules. Every text of a page is compared with all
 * entries, so more entries would slow the page down.
 */
export const MOST_RULES = 50;
/** The most entries of each list of sites. */
export const MOST_SITES = 5_000;

/** @typedef {(value: unknown) => boolean} Check */
/** @type {Check} */
const isBoolean = (value) => typeof value === "boolean";
/** @param {RegExp} pattern @returns {Check} */
const like = (pattern) => (value) => typeof value === "string" && pattern.test(value);

/** The most characters of `call_line`. */
const LONGEST_LINE_CHARACTERS = 200;
/** The greatest value of `calls_per_minute` and `calls_per_day`. */
export const HIGHEST_CAP = 100_000;
/** @type {Check} */
const isCap = (value) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= HIGHEST_CAP;
/** @type {Check} */
const isLine = (value) => typeof value === "string" && value.length <= LONGEST_LINE_CHARACTERS;

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
  calls_per_minute: isCap,
  calls_per_day: isCap,
  call_line: isLine,
  vanity: isBoolean,
  fax: isBoolean,
};

/** Accepts a host name as the browser writes it, or "file:" for pages without a host name. */
const isHost = like(/^(file:|(?=.{1,253}$)[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*|\[[0-9a-f:.]+\])$/u);
/** Accepts plain text on one line. Labels are compared literally, never as regular expressions. */
const isLabel = like(/^(?=.*[\p{L}\p{N}])[^\p{Cc}]{2,40}$/u);
/**
 * Accepts a pattern on one line. In a pattern, # stands for any digit, and every other character
 * for itself.
 */
const isPattern = like(/^(?=.*[#\p{Nd}])[^\p{Cc}]{3,40}$/u);

/**
 * For each list in the settings, the check that each entry must pass, and the most entries that the
 * list may have.
 * @type {Record<string, [Check, number]>}
 */
const LISTS = {
  countries: [like(/^[A-Z]{2}$/), 300],
  phone_labels: [isLabel, MOST_RULES],
  other_labels: [isLabel, MOST_RULES],
  other_patterns: [isPattern, MOST_RULES],
  allowed_sites: [isHost, MOST_SITES],
  blocked_sites: [isHost, MOST_SITES],
};

/** @param {string} name a list @param {unknown} entry @returns {boolean} whether it is valid */
export const fitsList = (name, entry) => LISTS[name]?.[0](entry) ?? false;

/** @param {string} name a list @returns {number} the most entries that the list may have */
export const mostOfList = (name) => LISTS[name]?.[1] ?? 0;

/** @param {unknown} host @returns {boolean} whether `host` is a valid name of a site */
export const fitsSite = (host) => isHost(host);

/**
 * Returns the valid entries of `value`. An entry is valid if `checks` contains a check with the
 * entry's name and this check accepts the entry's value.
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
 * Returns the valid settings in `value`, and drops everything else.
 * @param {unknown} value a value from storage or a policy, of any version, perhaps invalid
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
 * Makes valid settings of a stored value.
 * @param {unknown} value the stored value, of any version, perhaps invalid
 * @returns {Settings} the stored settings, with the default for each missing or invalid value
 */
export const repaired = (value) => ({
  ...structuredClone(DEFAULTS),
  ...wellTypedSettings(value),
});

/**
 * Returns the caps on calls that the user set, as fields of a request to the host.
 * @param {Settings} settings
 * @param {import("./messages.js").Account | null} account null if the account is not known yet
 * @returns {{calls_per_minute?: number, calls_per_day?: number}} empty for a host that reports no
 *   caps of its own: such a host is older, and refuses a request with fields that it does not know
 */
export function capsFor({ calls_per_minute, calls_per_day }, account) {
  if (account && account.calls_per_day === undefined) return {};
  return {
    ...(calls_per_minute > 0 && { calls_per_minute }),
    ...(calls_per_day > 0 && { calls_per_day }),
  };
}
