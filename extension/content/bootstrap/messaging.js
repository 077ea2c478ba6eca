"use strict";
// Provides `Messaging`: sends requests to the background and gets its messages. Depends on nothing.

/** @typedef {import("../../shared/messages.js").MessageType} MessageType */

const Messaging = (() => {
  /** False after the extension was updated or removed, which orphans this script. */
  const isConnected = () => Boolean(chrome.runtime?.id);

  /**
   * @template {MessageType} T
   * @param {T} type
   * @param {import("../../shared/messages.js").Fields<T>} fields
   * @returns {Promise<import("../../shared/messages.js").Answers[T]>} rejects with a Problem
   */
  async function ask(type, fields) {
    const reply = isConnected() ? await chrome.runtime.sendMessage({ type, ...fields }) : null;
    if (!reply) throw { code: "extension_gone", message: "" };
    if (reply.problem) throw reply.problem;
    return reply.ok;
  }

  /**
   * Accepts messages from the background only.
   * @param {import("../../shared/messages.js").FrameListeners} listeners
   */
  function listen(listeners) {
    chrome.runtime.onMessage.addListener((message, sender) => {
      if (sender.id !== chrome.runtime.id || sender.tab) return;
      const type = /** @type {keyof typeof listeners} */ (message?.type);
      if (Object.hasOwn(listeners, type)) listeners[type]?.(message);
    });
  }

  return { ask, isConnected, listen };
})();
