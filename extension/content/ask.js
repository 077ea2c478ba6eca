"use strict";
// One typed question to the background, and what the background tells this frame unasked. Knows
// no mark and no card.

/** @typedef {import("../shared/messages.js").MessageType} MessageType */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/**
 * Whether the extension that this script belongs to is still there: after an update or removal
 * the script lives on in open pages, cut off.
 */
const isConnected = () => Boolean(chrome.runtime?.id);

/**
 * @template {MessageType} T
 * @param {T} type
 * @param {import("../shared/messages.js").Fields<T>} fields
 * @returns {Promise<import("../shared/messages.js").Answers[T]>} rejects with a `Problem`
 */
async function ask(type, fields) {
  if (!isConnected()) throw { code: "extension_gone", message: "" };
  const reply = await chrome.runtime.sendMessage({ type, ...fields });
  if (!reply) throw { code: "extension_gone", message: "" };
  if (reply.problem) throw reply.problem;
  return reply.ok;
}

/**
 * Hears what the background tells this frame: never another extension, never the page.
 * @param {Record<string, (message: any) => void>} listeners by message type
 */
function listenToBackground(listeners) {
  chrome.runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== chrome.runtime.id || sender.tab) return;
    if (Object.hasOwn(listeners, message?.type)) listeners[message.type]?.(message);
  });
}
