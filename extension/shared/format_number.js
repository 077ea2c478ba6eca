// How a number is written wherever a panel shows one. The panels' pages bring the detection
// engine's number.js along; knows no message.

/**
 * @param {string} number E.164, perhaps with ";ext="
 * @returns {string} "+1 415-555-0100 ext. 5"
 */
export function displayNumber(number) {
  const [e164 = "", ext] = number.split(";ext=");
  const { describeNumber } =
    /** @type {{describeNumber?: (number: string) => {international: string}}} */ (globalThis);
  const shown = /^\+\d/.test(e164) ? (describeNumber?.(e164).international ?? e164) : number;
  return ext ? `${shown} ext. ${ext}` : shown;
}

/**
 * @param {{phone_number: string, label: string}} entry one of the user's own numbers
 * @returns {string} "My mobile · +1 415-555-0100"
 */
export const nameOf = ({ phone_number, label }) =>
  [label, displayNumber(phone_number)].filter((part) => part).join(" · ");
