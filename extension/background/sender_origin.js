// Determines what kind of sender sent a message, only from data that the browser guarantees.
// Depends on nothing.

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
 * Returns which panel the sender is, or "content" for a content script of this extension. Returns
 * null for any other sender, for example a frame without an address inside a panel, whose
 * `sender.origin` is the extension's own. Older versions of Firefox give no `sender.origin`, so
 * only the sender's address is checked there.
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
