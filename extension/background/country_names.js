// Provides the names of all countries in the browser's language. The background computes the names
// once for all pages, because the computation would delay each page by 15 ms. Depends on nothing.

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** The region "World", to which the numbers of no country belong, such as those with +800. */
const WORLD = "001";

/** @type {Record<string, string> | null} */
let known = null;

/**
 * Returns the names of all countries in the browser's language.
 * @returns {Record<string, string>} the names that the browser knows, by ISO 3166 code
 */
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
