// Shows on the settings page the versions of the extension and of the host, and a report for
// support that the user can copy. The report contains no names, full numbers, sites or secrets.
// Depends on the settings and the shortcuts.

import { copiesText } from "../shared/copy_button.js";
import { byId, make } from "../shared/elements.js";
import { say } from "../shared/i18n.js";
import { DEFAULTS } from "../shared/settings.js";
import { listShortcuts, openShortcutSettings } from "../shared/shortcuts.js";

/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/settings.js").Policy} Policy */

/**
 * How many of a number's last digits the report shows: enough to tell the user's numbers apart, and
 * too few to call them.
 */
const SHOWN_DIGITS = 2;

export async function startAbout() {
  byId("extension-version").textContent = chrome.runtime.getManifest().version;
  copiesText(byId("copy-diagnostics"), () => byId("diagnostics").textContent ?? "");
  byId("copy-diagnostics").textContent = say("options_diagnostics_copy");
  byId("change-keys").onclick = openShortcutSettings;
  await showShortcuts();
  // The user changes shortcuts on a page of the browser. When the user returns to this page, the
  // shortcuts are read again.
  document.addEventListener("visibilitychange", showShortcuts);
}

async function showShortcuts() {
  const rows = (await listShortcuts()).flatMap(({ words, keys }) => {
    const said = keys ? make("kbd", { textContent: keys }) : say("command_unset");
    return [make("dt", { textContent: words }), make("dd", {}, said)];
  });
  byId("shortcuts").replaceChildren(...rows);
}

/** @param {HostState | null} host @param {Settings} settings @param {Policy} policy */
export function showAbout(host, settings, policy) {
  byId("host").textContent = host?.version
    ? say("options_host_version", host.version)
    : say("options_host_absent");
  byId("diagnostics").textContent = diagnosticsOf(host, settings, policy).join("\n");
}

/**
 * @param {HostState | null} host
 * @param {Settings} settings
 * @param {Policy} policy
 * @returns {string[]} the report's lines, in English
 */
function diagnosticsOf(host, settings, { locked, values }) {
  const { account, problem, state, version } = host ?? {};
  return [
    `extension: ${chrome.runtime.getManifest().version}`,
    `helper: ${version ?? "not there"}, ${state ?? "not asked"}${problem ? `, ${problem.code}` : ""}`,
    `server: ${account?.server ?? "not known"}`,
    `browser: ${navigator.userAgent}`,
    `language: ${chrome.i18n.getUILanguage()}, account's country: ${account?.region ?? "not known"}`,
    `policy: ${Object.keys(values).join(", ") || "none"}; locked: ${[...locked].join(", ") || "none"}`,
    ...Object.keys(DEFAULTS).map(
      (name) => `${name}: ${shortly(/** @type {any} */ (settings)[name])}`,
    ),
  ];
}

/**
 * Returns the text of a setting's value for the report, which must contain no full number and no
 * site.
 * @param {unknown} value
 * @returns {string} for a list, the count of its entries; for a phone number, its last digits; and
 *   for any other value, the value itself
 */
function shortly(value) {
  if (Array.isArray(value)) return `${value.length} entries`;
  if (typeof value === "object" && value !== null) return `${Object.keys(value).length} entries`;
  const text = String(value);
  return text.startsWith("+") ? `+…${text.slice(-SHOWN_DIGITS)}` : text || "–";
}
