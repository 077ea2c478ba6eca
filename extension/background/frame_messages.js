// Provides the way from the background to the content scripts of a frame. Depends on the table of
// messages in shared/messages.js.

/** @typedef {import("../shared/messages.js").FrameMessages} FrameMessages */

/**
 * The tab or the frame may be gone; then nothing is told.
 * @template {keyof FrameMessages} T
 * @param {{tab: number, frame?: number}} place all frames of the tab where none is named
 * @param {T} type
 * @param {FrameMessages[T]} fields
 * @returns {Promise<unknown>}
 */
export function tellFrame({ tab, frame }, type, fields) {
  const options = frame === undefined ? {} : { frameId: frame };
  return chrome.tabs.sendMessage(tab, { type, ...fields }, options).catch(() => undefined);
}
