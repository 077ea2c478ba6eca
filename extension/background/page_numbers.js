// Collects for the popup the numbers that the frames of a tab have found. Data from frames is not
// trusted, so it is validated, limited in size, and copied. Depends on the browser's scripting and
// on the content scripts' `clickToCallNumbers`.

/** @typedef {import("../shared/messages.js").NumberOnPage} NumberOnPage */

/** If not all frames answer within this time, only the top frame's numbers are listed. */
const FRAMES_WITHIN_MS = 1_000;
const MOST_OF_FRAME = 200;
const MOST_OF_PAGE = 200;
const LONGEST_NAME_CHARACTERS = 60;
const NUMBER = /^\+\d{5,15}(?:;ext=\d{1,9})?$/;

/** Returns the numbers of a frame. Runs in that frame, without access to the rest of this file. */
const listNumbers = () =>
  /** @type {{clickToCallNumbers?: {list: () => unknown}}} */ (
    globalThis
  ).clickToCallNumbers?.list() ?? [];

/**
 * Requests the numbers that the frames of a tab have found.
 * @param {number} tab
 * @returns {Promise<NumberOnPage[]>} each number once, those of the top frame first, in the order
 *   of the page; empty if extensions cannot access the page
 */
export async function numbersOnPage(tab) {
  const top = ask({ tabId: tab, frameIds: [0] });
  const slow = new Promise((resolve) => setTimeout(resolve, FRAMES_WITHIN_MS));
  const all = ask({ tabId: tab, allFrames: true });
  const told = (await Promise.race([all, slow.then(() => top)])) ?? [];
  return boundedNumbers(told.map(({ frameId, result }) => ({ frame: frameId, listed: result })));
}

/** @param {chrome.scripting.InjectionTarget} target */
const ask = (target) =>
  chrome.scripting
    .executeScript({ target, func: listNumbers, injectImmediately: true })
    .catch(() => []);

/**
 * Checks the lists that frames returned, because frames are not trusted.
 * @param {readonly {frame: number, listed: unknown}[]} told the list that each frame returned
 * @returns {NumberOnPage[]} the valid entries, each number once, at most MOST_OF_PAGE entries
 */
export function boundedNumbers(told) {
  /** @type {Map<string, NumberOnPage>} */
  const unique = new Map();
  for (const { frame, listed } of told) {
    if (!Array.isArray(listed)) continue;
    for (const one of listed.slice(0, MOST_OF_FRAME).flatMap(checked)) {
      const known = unique.get(one.number);
      const selected = one.selected || known?.selected === true;
      unique.set(one.number, { ...(known ?? { ...one, frame }), selected });
    }
  }
  return [...unique.values()].slice(0, MOST_OF_PAGE);
}

/**
 * @param {unknown} value
 * @returns {Omit<NumberOnPage, "frame">[]} only the entries with a valid shape
 */
function checked(value) {
  const { number, name, selected } = /** @type {Record<string, unknown>} */ (Object(value));
  if (typeof number !== "string" || !NUMBER.test(number)) return [];
  const text = typeof name === "string" ? name.replace(/\s+/g, " ").trim() : "";
  return [{ number, name: text.slice(0, LONGEST_NAME_CHARACTERS), selected: selected === true }];
}
