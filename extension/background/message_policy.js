// Checks whether a sender may send a message, and whether the message's fields are as declared.
// Depends on the table of messages in shared/messages.js.

import { MESSAGES } from "../shared/messages.js";

/** @typedef {import("../shared/messages.js").Declaration} Declaration */
/** @typedef {import("../shared/messages.js").FieldType} FieldType */
/** @typedef {import("../shared/messages.js").MessageType} MessageType */
/** @typedef {import("../shared/messages.js").Origin} Origin */

/**
 * The most characters of a text in a message. A message with a longer text is refused.
 */
const LONGEST_TEXT_CHARACTERS = 300;

/**
 * Returns whether `origin` may send `message`, and whether `message` has exactly the fields that
 * are declared for its type.
 * @param {unknown} message
 * @param {Origin | null} origin null if the sender is unknown
 * @returns {message is {type: MessageType} & Record<string, unknown>}
 */
export function isAllowed(message, origin) {
  if (origin === null || typeof message !== "object" || message === null) return false;
  const { type, ...fields } = /** @type {Record<string, unknown>} */ (message);
  if (typeof type !== "string" || !Object.hasOwn(MESSAGES, type)) return false;
  const declared = /** @type {Declaration} */ (MESSAGES[/** @type {MessageType} */ (type)]);
  if (!declared.from.includes(origin)) return false;
  const names = Object.keys(declared.fields);
  return (
    Object.keys(fields).length === names.length &&
    names.every((name) => Object.hasOwn(fields, name) && isOf(fields[name], declared.fields[name]))
  );
}

/** @param {unknown} value @param {FieldType | undefined} type */
function isOf(value, type) {
  if (typeof value === "string")
    return type === "string" && value.length <= LONGEST_TEXT_CHARACTERS;
  return typeof value === type && (type !== "number" || Number.isFinite(value));
}
