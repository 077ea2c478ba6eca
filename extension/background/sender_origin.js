// Who sent a message, from what the browser vouches for alone. Knows no message.

/** @typedef {import("../shared/messages.js").Origin} Origin */

/** @type {Readonly<Record<string, Origin>>} */
const PANELS = {
  "/popup/popup.html": "popup",
  "/options/options.html": "options",
  "/confirm/confirm.html": "confirm",
  "/call_list/call_list.html": "call_list",
  "/welcome/welcome.html": "welcome",
};

/**
 * Fails closed: a sender that is neither one of our windows nor a content script of ours is null.
 * `sender.origin` is missing in older Firefox; the address says the same there.
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Origin | null}
 */
export function originOf(sender) {
  if (sender.id !== chrome.runtime.id || !sender.url || !URL.canParse(sender.url)) return null;
  const address = new URL(sender.url);
  const own = new URL(chrome.runtime.getURL("/")).host;
  if (address.host === own) return PANELS[address.pathname] ?? null;
  const isPage = sender.tab?.id !== undefined && sender.frameId !== undefined;
  return isPage && !sender.origin?.endsWith(`//${own}`) ? "content" : null;
}
