// The options page: what holds everywhere, and what was set for single sites. Knows no host
// beyond whether it is there, and no page.

import { fillWords } from "../shared/fill_words.js";
import { countryName, problemWords, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";
import { fillSelect, wordsFor } from "../shared/select_options.js";
import { changeSettings, readSettings, watchSettings } from "../shared/settings.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** Countries of the world as ISO 3166 lists them; the browser knows their names. */
const REGIONS =
  "AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split(
    " ",
  );

/** @param {Settings} settings */
function show(settings) {
  for (const name of /** @type {const} */ (["presentation", "action", "confirm"])) {
    fillSelect(byId(name), wordsFor(name), settings[name]);
  }
  fillSelect(byId("region"), regionWords(), settings.region);
  /** @type {HTMLInputElement} */ (byId("enabled")).checked = settings.enabled;
  /** @type {HTMLInputElement} */ (byId("tab-stops")).checked = settings.tab_stops;
  /** @type {HTMLInputElement} */ (byId("play-prompt")).checked = settings.play_prompt;
  showSites(settings);
  byId("countries-row").hidden = settings.countries.length === 0;
  byId("countries").replaceChildren(...settings.countries.map(countryEntry));
}

/** @returns {Record<string, string>} by ISO 3166 code, sorted by name */
function regionWords() {
  const named = REGIONS.map((region) => /** @type {const} */ ([region, countryName(region)]));
  named.sort(([, one], [, other]) => one.localeCompare(other));
  return { "": say("options_region_auto"), ...Object.fromEntries(named) };
}

/** @param {Settings} settings */
function showSites({ sites }) {
  const entries = Object.entries(sites);
  byId("sites-none").hidden = entries.length > 0;
  byId("sites").replaceChildren(
    ...entries.map(([host, { enabled, trusted }]) => {
      const words = [
        enabled === false && say("options_site_off"),
        trusted && say("options_site_trusted"),
      ];
      const about = [host, ...words.filter((word) => word)].join(" · ");
      return listEntry(about, () =>
        changeSettings(({ sites: { [host]: _, ...rest }, ...others }) => ({
          ...others,
          sites: rest,
        })),
      );
    }),
  );
}

/** @param {string} country */
function countryEntry(country) {
  return listEntry(countryName(country), () =>
    changeSettings((settings) => ({
      ...settings,
      countries: settings.countries.filter((kept) => kept !== country),
    })),
  );
}

/** @param {string} words @param {() => void} forget */
function listEntry(words, forget) {
  const entry = document.createElement("li");
  const text = document.createElement("span");
  text.textContent = words;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say("options_site_forget");
  button.onclick = forget;
  entry.append(text, button);
  return entry;
}

async function showHost() {
  const { host } = await send("panel.open", { tab: -1 });
  const isThere = host.version !== null;
  byId("host").textContent = isThere
    ? say("options_host_version", host.version ?? "")
    : say("options_host_absent");
  const name = host.account?.name;
  const otherwise =
    host.problem && isThere ? problemWords(host.problem) : say("popup_signed_out_title");
  byId("account").textContent = name ? say("popup_signed_in", name) : otherwise;
}

/** @param {string} id @param {(field: any) => unknown} read */
function keep(id, read) {
  byId(id).onchange = async ({ target }) => {
    await changeSettings((settings) => ({ ...settings, [id.replace("-", "_")]: read(target) }));
    byId("saved").textContent = say("options_saved");
  };
}

fillWords();
for (const id of ["presentation", "action", "confirm", "region"]) keep(id, ({ value }) => value);
for (const id of ["enabled", "tab-stops", "play-prompt"]) keep(id, ({ checked }) => checked);
watchSettings(show);
readSettings().then(show);
showHost();
