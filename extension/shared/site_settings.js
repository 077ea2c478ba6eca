// Determines the settings that apply to one site: the general settings, except those for which the
// user made another choice for the site. Depends on nothing.

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./settings.js").Site} Site */
/**
 * The settings that apply to one site. `listed` is true if `allowed_sites` or `blocked_sites` is
 * the only reason why numbers are not marked on the site.
 * @typedef {import("./settings.js").Choices & {host: string, enabled: boolean, trusted: boolean,
 *   listed: boolean, not_numbers: string[]}} SiteChoices
 */

/**
 * Returns the key of a page's site in the settings: the host name without "www."; "file:", which is
 * the scheme, for a page without a host name; and "" for an address that is no web page.
 * @param {string | undefined} address
 * @returns {string}
 */
export function siteOf(address) {
  if (!address || !URL.canParse(address)) return "";
  const { protocol, hostname } = new URL(address);
  if (protocol === "file:") return "file:";
  return /^https?:$/.test(protocol) ? hostname.replace(/^www\./, "") : "";
}

/**
 * @param {Settings} settings
 * @param {string} host the result of `siteOf`
 * @returns {SiteChoices}
 */
export function choicesFor(settings, host) {
  const { sites, countries: _, ...general } = settings;
  const site = Object.hasOwn(sites, host) ? sites[host] : {};
  const listed = isKeptOut(settings, host);
  return {
    trusted: false,
    not_numbers: [],
    ...general,
    ...site,
    host,
    listed,
    enabled: settings.enabled && !listed && (site?.enabled ?? true),
  };
}

/** @param {Settings} settings @param {string} host @returns {boolean} */
function isKeptOut({ allowed_sites, blocked_sites }, host) {
  const isNamed = (/** @type {string} */ name) => isWithin(host, name);
  return blocked_sites.some(isNamed) || (allowed_sites.length > 0 && !allowed_sites.some(isNamed));
}

/** Whether a site is the site `name` or one of its subdomains. */
const isWithin = (/** @type {string} */ host, /** @type {string} */ name) =>
  host === name || host.endsWith(`.${name}`);

/**
 * Returns one of the account's lists of numbers. The host may report that the list is incomplete,
 * because it is too long or could not be read. If the chosen number is missing from such a list,
 * adds the number, because the account may still have it.
 * @param {import("./messages.js").Numbers} lists
 * @param {"from" | "caller_id"} name
 * @param {string} chosen E.164 or ""
 * @returns {readonly import("./messages.js").PhoneNumber[]}
 */
export function withChosen(lists, name, chosen) {
  const list = lists[name];
  const isThere = list.some(({ phone_number }) => phone_number === chosen);
  if (!chosen.startsWith("+") || isThere || !lists.problems[name]) return list;
  const group = name === "from" ? "other" : "company";
  return [...list, { phone_number: chosen, label: "", group }];
}

/**
 * Changes a site's settings. If the change enables numbers on the site, also removes the site, and
 * the site of which it is a subdomain, from the blocked sites. If numbers are marked on allowed
 * sites only, adds the site to these sites.
 * @param {Settings} settings
 * @param {string} host
 * @param {Site} change the entries to set for the site
 * @returns {Settings}
 */
export function withSite(settings, host, change) {
  const isSwitchedOn = change.enabled === true && isKeptOut(settings, host);
  return {
    ...settings,
    ...(isSwitchedOn && withoutLists(settings, host)),
    sites: { ...settings.sites, [host]: { ...settings.sites[host], ...change } },
  };
}

/** @param {Settings} settings @param {string} host @returns {Partial<Settings>} */
function withoutLists({ allowed_sites, blocked_sites }, host) {
  return {
    blocked_sites: blocked_sites.filter((name) => !isWithin(host, name)),
    ...(allowed_sites.length > 0 && { allowed_sites: [...new Set([...allowed_sites, host])] }),
  };
}

/**
 * Excludes a number on a site, or ends its exclusion.
 * @param {Settings} settings
 * @param {string} host
 * @param {string} number E.164
 * @param {boolean} isNumber false excludes the number on this site
 * @returns {Settings}
 */
export function withNotNumber(settings, host, number, isNumber) {
  const { not_numbers } = choicesFor(settings, host);
  const others = not_numbers.filter((other) => other !== number);
  return withSite(settings, host, { not_numbers: isNumber ? others : [...others, number] });
}
