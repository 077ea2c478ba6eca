"use strict";
// Provides `Messaging`: typed questions to the background, and what the background tells this frame.
// Depends on nothing.

/** @typedef {import("../../shared/messages.js").MessageType} MessageType */

const Messaging = (() => {
  /** False after an update or a removal: the script lives on in open pages, cut off. */
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
   * Hears what the background tells this frame: never another extension, never the page.
   * @param {Record<string, (message: any) => void>} listeners by message type
   */
  function listen(listeners) {
    chrome.runtime.onMessage.addListener((message, sender) => {
      if (sender.id !== chrome.runtime.id || sender.tab) return;
      if (Object.hasOwn(listeners, message?.type)) listeners[message.type]?.(message);
    });
  }

  return { ask, isConnected, listen };
})();
