// Provides which settings there are, what each is at first, and what a value of each must look like.
// Depends on nothing: no storage, no panel, no page and no host.

/**
 * @typedef {"ringout" | "tel" | "rcmobile" | "rcapp"} Action
 * @typedef {"link" | "button" | "rewrite"} Presentation
 * @typedef {"always" | "new_sites" | "unusual"} Confirm
 */

/**
 * What may differ from site to site.
 * @typedef {Object} Choices
 * @property {Action} action what a click does
 * @property {Presentation} presentation
 * @property {string} region ISO 3166 code; "" means: as the page, the account or the browser says
 * @property {Confirm} confirm when to ask before a call
 * @property {string} from E.164 of the phone that rings first; "" means the first of the list
 * @property {string} caller_id E.164 to show; "" means the first of the list, "area" the one that
 *   is nearest to the number called
 * @property {boolean} play_prompt say "press 1 to connect" first
 */

/**
 * What the user says about finding numbers, beyond what the detection knows by itself.
 * @typedef {Object} Rules
 * @property {boolean} vanity numbers written with letters are found, as 1-800-FLOWERS
 * @property {boolean} fax fax numbers are offered, too
 * @property {string[]} phone_labels words after which a number is a phone number
 * @property {string[]} other_labels words after which it is none
 * @property {string[]} other_patterns how what is no phone number is written; # is any digit
 */

/**
 * `trusted`: call at once on this site, which the user said in the confirmation window.
 * `not_numbers`: E.164 of what the user said is no phone number there.
 * @typedef {Partial<Choices> & {enabled?: boolean, trusted?: boolean, not_numbers?: string[]}} Site
 *
 * `tab_stops`: the Tab key stops at numbers. `allowed_sites`: numbers are marked only there, where
 * any site is named; `blocked_sites`: never there. Both hold for the subdomains of a name, too.
 * `call_line`: a call as text for other programs, "" for the words of the language; see call_line.js.
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

/** The caller ID that is chosen anew for each call. */
export const MATCH_AREA = "area";

/** No list of the user's own words is longer; each page's texts are compared with all of them. */
export const MOST_RULES = 50;
/** No list of sites is longer. */
export const MOST_SITES = 5_000;

/** @typedef {(value: unknown) => boolean} Check */
/** @type {Check} */
const isBoolean = (value) => typeof value === "boolean";
/** @param {RegExp} pattern @returns {Check} */
const like = (pattern) => (value) => typeof value === "string" && pattern.test(value);

/** No longer format is kept. */
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

/** A host name as the browser writes it, or the scheme of pages that have none. */
const isHost = like(/^(file:|(?=.{1,253}$)[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*|\[[0-9a-f:.]+\])$/u);
/** Words as they stand, one line: they are compared, never run. */
const isLabel = like(/^(?=.*[\p{L}\p{N}])[^\p{Cc}]{2,40}$/u);
/** Every sign stands for itself but #, which is any digit. */
const isPattern = like(/^(?=.*[#\p{Nd}])[^\p{Cc}]{3,40}$/u);

/** What each entry of a list must be, and how many there may be. @type {Record<string, [Check, number]>} */
const LISTS = {
  countries: [like(/^[A-Z]{2}$/), 300],
  phone_labels: [isLabel, MOST_RULES],
  other_labels: [isLabel, MOST_RULES],
  other_patterns: [isPattern, MOST_RULES],
  allowed_sites: [isHost, MOST_SITES],
  blocked_sites: [isHost, MOST_SITES],
};

/** @param {string} name @param {unknown} entry @returns {boolean} whether a list may hold it */
export const fitsList = (name, entry) => LISTS[name]?.[0](entry) ?? false;

/** @param {unknown} host @returns {boolean} whether a site may go by this name */
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
 * The settings that a value names and that are what they must be; all others are left out.
 * @param {unknown} value as found in storage or in a policy, of any version or hand
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
 * @param {unknown} value as found in storage, from any earlier version or hand
 * @returns {Settings} with the default of whatever is missing or not what it must be
 */
export const repaired = (value) => ({
  ...structuredClone(DEFAULTS),
  ...wellTypedSettings(value),
});
