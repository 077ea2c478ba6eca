// Letter hints: a command of the browser brings them into all frames of a tab, deals out the letters,
// and what is typed in one frame is told to all. Knows no number and no call.

const FILES = ["content/activation/link_hints.js"];
/** The keys under the fingers. content/activation/link_hints.js takes no others. */
const LETTERS = "asdfghjkl";

/**
 * What the scripts in a frame offer by name; functions that are sent there cannot bring names along.
 * @typedef {{clickToCallHints?: {gather: () => Promise<number>,
 *   show: (labels: string[], isWhole: boolean) => void}}} Frame
 */

/** @param {chrome.tabs.Tab | undefined} tab */
export async function showHints(tab) {
  if (!tab?.id) return;
  const everywhere = { tabId: tab.id, allFrames: true };
  const isMissing = () => !("clickToCallHints" in globalThis);
  const without = (await run(everywhere, isMissing)).filter(({ result }) => result);
  if (without.length > 0) {
    const target = { tabId: tab.id, frameIds: without.map(({ frameId }) => frameId) };
    await chrome.scripting.executeScript({ target, files: FILES, injectImmediately: true });
  }
  const gather = () => /** @type {Frame} */ (globalThis).clickToCallHints?.gather() ?? 0;
  await dealOut(tab.id, await run(everywhere, gather));
}

/**
 * @param {number} tab
 * @param {{frameId: number, result?: unknown}[]} frames with how many numbers each shows
 */
async function dealOut(tab, frames) {
  const counts = frames.map(({ result }) => Number(result ?? 0));
  const labels = labelsFor(counts.reduce((sum, count) => sum + count, 0));
  const show = (/** @type {string[]} */ own, /** @type {boolean} */ isWhole) =>
    /** @type {Frame} */ (globalThis).clickToCallHints?.show(own, isWhole);
  let at = 0;
  for (const [index, { frameId }] of frames.entries()) {
    const own = labels.slice(at, (at += counts[index] ?? 0));
    await chrome.scripting.executeScript({
      target: { tabId: tab, frameIds: [frameId] },
      func: show,
      args: [own, labels.length > 0],
      injectImmediately: true,
    });
  }
}

/**
 * @param {number} count
 * @returns {string[]} all of one length, so that none begins another
 */
export function labelsFor(count) {
  let labels = [...LETTERS];
  while (labels.length < count) {
    labels = labels.flatMap((label) => [...LETTERS].map((letter) => label + letter));
  }
  return labels.slice(0, count);
}

/**
 * @param {chrome.scripting.InjectionTarget} target
 * @param {() => unknown} func
 */
const run = (target, func) =>
  chrome.scripting.executeScript({ target, func, injectImmediately: true });

/**
 * @param {number} tab
 * @param {string | null} typed null: no more
 */
export const tellTyped = (tab, typed) =>
  chrome.tabs.sendMessage(tab, { type: "hints.typed", typed }).catch(() => undefined);
