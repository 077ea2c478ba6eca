// Provides `regionFor`: decides by which country's numbering plan the national numbers of a text
// are read. The evidence is the page, the user's home region and how the numbers are written.
// Depends on the matcher and the judge.
"use strict";

/**
 * The known evidence for a text's country: ISO 3166 codes, best first. Each list may be empty.
 * @typedef {object} SaidRegions
 * @property {string[]} [strong] evidence for one country: a country's domain, `lang="de-AT"`, a
 *   postal address, the country of the whole page
 * @property {string[]} [weak] a hint to a country: a language without a country, `lang="de"`
 * @property {string[]} [slight] a hint that means almost nothing: `lang="en-US"`, which page
 *   builders set by default
 * @property {string} home the user's own country
 */

/**
 * The weights of the evidence for a country. They are added up for each country, and the country
 * with the highest sum is used. So several numbers of a text may outweigh what the page says.
 */
const FOR_REGION = {
  strong: 6,
  strongAfterFirst: 4,
  weak: 3,
  home: 2,
  slight: 0.5,
  /** The weight of each number with a plus, if the number belongs to the country. */
  named: 1.5,
  mostNamed: 4.5,
  /**
   * The weights of each number without a plus: `usual` if the number is grouped as usual in the
   * country, `possible` if it is only a valid number there, `impossible` if it is not valid there.
   */
  usual: 3,
  possible: 1,
  impossible: -4,
  mostWritten: 12,
};
const ANY_PLUS = /[+＋]/;
const MOST_ROWS = 40;
const FEWEST_DIGITS_OF_ROW_READ = 7;

/**
 * Returns the country by whose numbering plan the national numbers of a text are read. The callers
 * ask first for a whole page, and then for each text, with the page's country as strong evidence.
 * So a number that is impossible in the page's country, but is grouped as usual in the user's
 * country, is read as a number of the user's country.
 * @param {string} text plain text, of one element or of a page
 * @param {SaidRegions} said
 * @returns {string} ISO 3166 code; `home` if there is no evidence for another country
 */
function regionFor(text, { strong = [], weak = [], slight = [], home }) {
  /** @type {Map<string, number>} */
  const weights = new Map();
  const add = (/** @type {string} */ region, /** @type {number} */ weight) => {
    if (planOfRegion(region)) weights.set(region, (weights.get(region) ?? 0) + weight);
  };
  add(home, FOR_REGION.home);
  for (const region of new Set(strong)) {
    add(region, region === strong[0] ? FOR_REGION.strong : FOR_REGION.strongAfterFirst);
  }
  for (const region of new Set(weak)) add(region, FOR_REGION.weak);
  for (const region of new Set(slight)) add(region, FOR_REGION.slight);
  if (weights.size < 2 && !ANY_PLUS.test(text)) return [...weights.keys()][0] ?? home;
  const rows = rowsOf(text, home);
  for (const [region, count] of namedRegions(rows)) {
    add(region, Math.min(count * FOR_REGION.named, FOR_REGION.mostNamed));
  }
  if (weights.size > 1)
    for (const region of weights.keys()) add(region, weightOfRows(rows, region));
  const [best = ""] = [...weights].sort(([, one], [, other]) => other - one)[0] ?? [];
  return best || home;
}

/**
 * @param {string} text
 * @param {string} home
 * @returns {string[]} the parts of the text that may be numbers
 */
function rowsOf(text, home) {
  const { edited = "" } = readText(text, home) ?? {};
  return clustersOf(edited)
    .slice(0, MOST_ROWS)
    .map(({ start, end }) => edited.slice(start, end))
    .filter((row) => digitsOf(row).length >= FEWEST_DIGITS_OF_ROW_READ);
}

/**
 * @param {string[]} rows
 * @returns {Map<string, number>} for each country, how many numbers with a plus belong to the
 *   country
 */
function namedRegions(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows.filter((written) => written.includes("+"))) {
    for (const { number } of findMatches(row, "")) {
      const region = regionOfNumber(number);
      counts.set(region, (counts.get(region) ?? 0) + 1);
    }
  }
  return counts;
}

/** @param {string[]} rows @param {string} region @returns {number} */
function weightOfRows(rows, region) {
  const weight = rows
    .filter((row) => !row.includes("+"))
    .reduce((sum, row) => sum + weightOfRow(row, region), 0);
  return Math.max(-FOR_REGION.mostWritten, Math.min(weight, FOR_REGION.mostWritten));
}

/** @param {string} row @param {string} region @returns {number} */
function weightOfRow(row, region) {
  const [match] = findMatches(row, region);
  if (!match) return FOR_REGION.impossible;
  const written = row.slice(match.start, match.end);
  const isGrouped = digitGroups(written).length > 1;
  return isGrouped && isUsualForm(match.number, written) ? FOR_REGION.usual : FOR_REGION.possible;
}
