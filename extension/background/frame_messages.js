// Sends messages from the background to the content scripts of a frame. Depends on the table of
// messages in shared/messages.js.

/** @typedef {import("../shared/messages.js").FrameMessages} FrameMessages */

/**
 * Sends a message to a frame. If the tab or the frame no longer exists, nothing happens.
 * @template {keyof FrameMessages} T
 * @param {{tab: number, frame?: number}} place without `frame`, all frames of the tab get the
 *   message
 * @param {T} type
 * @param {FrameMessages[T]} fields
 * @returns {Promise<unknown>}
 */
export function tellFrame({ tab, frame }, type, fields) {
  const options = frame === undefined ? {} : { frameId: frame };
  return chrome.tabs.sendMessage(tab, { type, ...fields }, options).catch(() => undefined);
}
