// Runs the link hints of a tab: injects the script that shows the hints into all frames, assigns
// letters to the numbers, and sends each typed letter to all frames. Depends on the list of content
// files.

import { LINK_HINTS } from "./content_files.js";
import { tellFrame } from "./frame_messages.js";

/**
 * The letters of which the labels beside the numbers consist: the home row of the keyboard.
 * content/activation/link_hints.js accepts exactly these keys.
 */
const LETTERS = "asdfghjkl";

/**
 * The global object of a frame after content/activation/link_hints.js was injected into the frame.
 * The functions that this file runs in the frame call `clickToCallHints`, because they cannot use
 * the names of this file.
 * @typedef {{clickToCallHints?: {gather: () => Promise<number>, show: (labels: string[],
 *   hasNumbers: boolean) => void}}} Frame
 */

/** @param {chrome.tabs.Tab | undefined} tab */
export async function showHints(tab) {
  if (!tab?.id) return;
  const everywhere = { tabId: tab.id, allFrames: true };
  const isMissing = () => !("clickToCallHints" in globalThis);
  const without = (await run(everywhere, isMissing)).filter(({ result }) => result);
  if (without.length > 0) {
    const target = { tabId: tab.id, frameIds: without.map(({ frameId }) => frameId) };
    await chrome.scripting.executeScript({ target, files: LINK_HINTS, injectImmediately: true });
  }
  const gather = () => /** @type {Frame} */ (globalThis).clickToCallHints?.gather() ?? 0;
  await assignLabels(tab.id, await run(everywhere, gather));
}

/**
 * Creates the labels for all numbers of the tab, and sends each frame the labels of its numbers.
 * @param {number} tab
 * @param {{frameId: number, result?: unknown}[]} frames `result` is the count of the frame's
 *   numbers
 */
async function assignLabels(tab, frames) {
  const counts = frames.map(({ result }) => Number(result ?? 0));
  const labels = labelsFor(counts.reduce((sum, count) => sum + count, 0));
  const show = (/** @type {string[]} */ own, /** @type {boolean} */ hasNumbers) =>
    /** @type {Frame} */ (globalThis).clickToCallHints?.show(own, hasNumbers);
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
 * Creates the labels that the link hints show beside numbers.
 * @param {number} count
 * @returns {string[]} `count` labels of equal length, so that no label is the beginning of another
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
 * @param {string | null} typed null ends the link hints
 */
export const tellTyped = (tab, typed) => tellFrame({ tab }, "hints.typed", { typed });
