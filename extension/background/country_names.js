// Provides the names of all countries in the browser's language, for every page at once: a page's own
// thread would take fifteen milliseconds to have them ready. Depends on nothing.

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** What numbers of no country belong to. */
const WORLD = "001";

/** @type {Record<string, string> | null} */
let known = null;

/** @returns {Record<string, string>} by ISO 3166 code, all that the browser has a name for */
export function countryNames() {
  if (known) return known;
  const language = chrome.i18n.getUILanguage();
  const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  known = Object.fromEntries(
    [...codes, WORLD].flatMap((code) => {
      const name = names.of(code);
      return name ? [[code, name]] : [];
    }),
  );
  return known;
}
