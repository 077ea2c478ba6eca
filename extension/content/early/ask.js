"use strict";
// One typed question to the background. Knows no mark and no card.

/** @typedef {import("../../shared/messages.js").MessageType} MessageType */

/** False after an update or removal: the script lives on in open pages, cut off. */
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
