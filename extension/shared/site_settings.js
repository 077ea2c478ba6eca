// What holds for one site: the user's choices for its host name laid over the general ones.
// Knows no browser API.

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./settings.js").Site} Site */
/** @typedef {import("./settings.js").Choices & {host: string, enabled: boolean, trusted: boolean}} SiteChoices */

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
  return {
    trusted: false,
    ...general,
    ...site,
    host,
    enabled: settings.enabled && (site?.enabled ?? true),
  };
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
  if (chosen === "" || isThere || !lists.problems[name]) return list;
  const group = name === "from" ? "other" : "company";
  return [...list, { phone_number: chosen, label: "", group }];
}

/**
 * @param {Settings} settings
 * @param {string} host
 * @param {Site} change entries to set for that site
 * @returns {Settings}
 */
export function withSite(settings, host, change) {
  return {
    ...settings,
    sites: { ...settings.sites, [host]: { ...settings.sites[host], ...change } },
  };
}

/**
 * What is picked beside a page holds there: where the site has a choice of its own, that is changed,
 * and the general one where it has none.
 * @param {Settings} settings
 * @param {string} host "" for no site
 * @param {Site} change
 * @returns {Settings}
 */
export function withPick(settings, host, change) {
  const own = Object.hasOwn(settings.sites, host) ? settings.sites[host] : {};
  const entries = Object.entries(change);
  const [forSite, general] = [true, false].map((isOwn) =>
    Object.fromEntries(entries.filter(([name]) => Object.hasOwn(own ?? {}, name) === isOwn)),
  );
  const changed = { ...settings, ...general };
  return Object.keys(forSite ?? {}).length > 0 ? withSite(changed, host, forSite ?? {}) : changed;
}
