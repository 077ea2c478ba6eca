// What the user chose, under one key of storage.local. The defaults are the schema: unknown keys
// are dropped and ill-typed values replaced when read. Knows no panel, no page and no host.

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
 * @property {string} caller_id E.164 to show; "" means the first of the list
 * @property {boolean} play_prompt say "press 1 to connect" first
 */

/**
 * `tab_stops`: the Tab key stops at numbers. `trusted`: call at once on this site, which the user said in the confirmation window.
 * @typedef {Partial<Choices> & {enabled?: boolean, trusted?: boolean}} Site
 * `call_line`: a call as text for other programs, "" for the words of the language; see call_line.js.
 * @typedef {Choices & {enabled: boolean, tab_stops: boolean, call_line: string, countries: string[],
 *   sites: Record<string, Site>}} Settings
 */

const KEY = "settings";

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
  sites: {},
});

/** @param {unknown} value */
const isBoolean = (value) => typeof value === "boolean";
/** @param {RegExp} pattern @returns {(value: unknown) => boolean} */
const like = (pattern) => (value) => typeof value === "string" && pattern.test(value);

/** @type {Record<keyof Choices, (value: unknown) => boolean>} */
const CHOICES = {
  action: like(/^(ringout|tel|rcmobile|rcapp)$/),
  presentation: like(/^(link|button|rewrite)$/),
  region: like(/^([A-Z]{2})?$/),
  confirm: like(/^(always|new_sites|unusual)$/),
  from: like(/^(\+\d{5,15})?$/),
  caller_id: like(/^(\+\d{5,15})?$/),
  play_prompt: isBoolean,
};

/** No longer format is kept. */
const LONGEST_LINE = 200;
/** @param {unknown} value */
const isLine = (value) => typeof value === "string" && value.length <= LONGEST_LINE;

const GENERAL = { ...CHOICES, enabled: isBoolean, tab_stops: isBoolean, call_line: isLine };
const SITE = { ...CHOICES, enabled: isBoolean, trusted: isBoolean };

/**
 * Keeps the entries of `value` that a check of the same name accepts.
 * @param {unknown} value
 * @param {Record<string, (value: unknown) => boolean>} checks
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

/**
 * @param {unknown} value as found in storage, from any earlier version or hand
 * @returns {Settings}
 */
export function repaired(value) {
  const given = /** @type {Record<string, unknown>} */ (Object(value));
  const sites = Object.entries(Object(given["sites"])).map(([host, site]) => [
    host,
    wellTyped(site, SITE),
  ]);
  const countries = Array.isArray(given["countries"]) ? given["countries"] : [];
  return /** @type {Settings} */ ({
    ...DEFAULTS,
    ...wellTyped(given, GENERAL),
    countries: countries.filter(like(/^[A-Z]{2}$/)),
    sites: Object.fromEntries(sites),
  });
}

/** @returns {Promise<Settings>} */
export async function readSettings() {
  return repaired((await chrome.storage.local.get(KEY))[KEY]);
}

/** Changes wait for each other, so that two at once do not lose one. @type {Promise<unknown>} */
let lastChange = Promise.resolve();

/**
 * Reads, changes and writes back, one change after the other.
 * @param {(settings: Settings) => Settings} change
 * @returns {Promise<Settings>} what was written
 */
export function changeSettings(change) {
  const written = lastChange.then(async () => {
    const settings = repaired(change(await readSettings()));
    await chrome.storage.local.set({ [KEY]: settings });
    return settings;
  });
  lastChange = written.catch(() => undefined);
  return written;
}

/**
 * Calls back with the settings whenever they change, in whichever window that happened.
 * @param {(settings: Settings) => void} listener
 */
export function watchSettings(listener) {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === "local" && KEY in changes) listener(repaired(changes[KEY]?.newValue));
  });
}
