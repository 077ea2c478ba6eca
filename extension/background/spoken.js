// The words that marks speak, for every page at once: a page's own thread would take fifteen
// milliseconds to have the names of countries ready. Knows no message and no mark.

/** @typedef {import("../shared/messages.js").Spoken} Spoken */

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** What numbers of no country belong to. */
const WORLD = "001";

/** @type {Spoken | null} */
let known = null;

/** @returns {Spoken} */
export function spoken() {
  known ??= {
    mark_label: chrome.i18n.getMessage("mark_label", ["$1", "$2"]),
    mark_label_plain: chrome.i18n.getMessage("mark_label_plain", ["$1"]),
    countries: countryNames(),
  };
  return known;
}

/** @returns {Record<string, string>} by ISO 3166 code, all that the browser has a name for */
function countryNames() {
  const language = chrome.i18n.getUILanguage();
  const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return Object.fromEntries(
    [...codes, WORLD].flatMap((code) => {
      const name = names.of(code);
      return name ? [[code, name]] : [];
    }),
  );
}
