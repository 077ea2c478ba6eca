// The settings page: every setting with its description, the settings of sites, the account, the
// shortcuts, and the versions of the extension and of the host. A change applies at once, and a
// change made in another window is shown at once. Depends on shared/ and the other files of
// options/.

import { byId, make, replaceRows } from "../shared/elements.js";
import { fillTexts } from "../shared/fill_texts.js";
import { countryName, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";
import { regionWords } from "../shared/region_words.js";
import { fillSelect } from "../shared/select_options.js";
import { changeSettings, readPolicy, readSettings, watchSettings } from "../shared/settings.js";
import { showAbout, startAbout } from "./about.js";
import { showAccount, startAccount } from "./account.js";
import { showCaps, startCaps } from "./call_caps.js";
import { buildFields, showFields } from "./fields.js";
import { showNumbers, useNumbers } from "./numbers.js";
import { showSites, startSites } from "./sites.js";
import { showTrial, startTrial } from "./trial_field.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/messages.js").HostState} HostState */

const SAID_FOR_MS = 2_000;

/** The last known state of the host. @type {HostState | null} */
let host = null;

/** @param {Settings} settings */
async function show(settings) {
  const policy = await readPolicy();
  showFields(settings, policy);
  showSites(settings, policy);
  showNumbers(settings);
  showCountries(settings);
  showCaps(settings, host?.account);
  showAbout(host, settings, policy);
  showTrial();
}

/** @param {Settings} settings */
function showCountries({ countries }) {
  replaceRows(byId("countries"), countries.map(countryEntry));
  fillSelect(
    /** @type {HTMLSelectElement} */ (byId("country-add")),
    regionWords(say("options_country_add")),
    "",
  );
}

/** @param {string} country ISO 3166 code */
function countryEntry(country) {
  const name = countryName(country);
  const button = make("button", { type: "button", className: "plain", textContent: "×" });
  button.setAttribute("aria-label", `${say("options_site_remove")}: ${name}`);
  button.onclick = () => changeCountries((all) => all.filter((kept) => kept !== country));
  return make("li", {}, make("span", { textContent: name }), button);
}

/** @param {(countries: string[]) => string[]} change */
const changeCountries = (change) =>
  changeSettings((settings) => ({ ...settings, countries: change(settings.countries) }));

async function sessionChanged() {
  const kept = /** @type {any} */ (
    await chrome.storage.session.get(["host", "numbers", "sign_in"])
  );
  host = kept.host ?? null;
  useNumbers(kept.numbers ?? null);
  if (host) showAccount(host, kept.sign_in ?? null);
  await readSettings().then(show);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let saying;

function saySaved() {
  clearTimeout(saying);
  byId("saved").textContent = say("options_saved");
  saying = setTimeout(() => (byId("saved").textContent = ""), SAID_FOR_MS);
}

fillTexts();
buildFields();
startSites();
startTrial();
startAccount();
startAbout();
startCaps();
byId("country-add").onchange = () => {
  const { value } = /** @type {HTMLSelectElement} */ (byId("country-add"));
  if (value) changeCountries((all) => [...new Set([...all, value])]);
};
watchSettings((settings) => {
  show(settings);
  saySaved();
});
chrome.storage.session.onChanged.addListener(sessionChanged);
readSettings().then(show);
send("panel.open", { tab: -1 }).then(sessionChanged, () => undefined);
