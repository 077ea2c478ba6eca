// What holds for one site: the user's choices for its host name laid over the general ones.
// Knows no browser API.

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./settings.js").Site} Site */
/**
 * `listed`: whether a list of sites alone keeps the numbers here from being marked.
 * @typedef {import("./settings.js").Choices & {host: string, enabled: boolean, trusted: boolean,
 *   listed: boolean, not_numbers: string[]}} SiteChoices
 */

/**
 * The name a site goes by in the settings: host name without "www.", or the scheme of a page that
 * has none ("file:"). "" for what is no web page.
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
 * @param {string} host as `siteOf` gives it
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
  const isNamed = (/** @type {string} */ name) => host === name || host.endsWith(`.${name}`);
  return blocked_sites.some(isNamed) || (allowed_sites.length > 0 && !allowed_sites.some(isNamed));
}

/**
 * One of the host's lists, with the picked number where that is not in it: a list that was cut, or
 * could not be read, says nothing against it.
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
 * Where numbers are switched on again on one site, the lists of sites no longer name it.
 * @param {Settings} settings
 * @param {string} host
 * @param {Site} change entries to set for that site
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
    blocked_sites: blocked_sites.filter((name) => name !== host),
    ...(allowed_sites.length > 0 && { allowed_sites: [...new Set([...allowed_sites, host])] }),
  };
}

/**
 * @param {Settings} settings
 * @param {string} host
 * @param {string} number E.164
 * @param {boolean} isNumber false: on this site it is no phone number from now on
 * @returns {Settings}
 */
export function withNotNumber(settings, host, number, isNumber) {
  const { not_numbers } = choicesFor(settings, host);
  const others = not_numbers.filter((other) => other !== number);
  return withSite(settings, host, { not_numbers: isNumber ? others : [...others, number] });
}
