// How each softphone spells "call this number". Knows no page and no browser API.
// Content scripts cannot import modules; content/marks.js builds the same links and a test holds
// the two against each other.

/**
 * RFC 3966 for `tel:`; RingCentral's guides and its apps for the others, which take bare digits
 * (`rcmobile`) or the number unescaped (`rcapp`, which does not decode "%2B").
 * @param {import("./settings.js").Action} action
 * @param {string} number E.164
 * @param {string} [ext] digits, "" for none
 * @returns {string}
 */
export function callUri(action, number, ext = "") {
  if (action === "rcmobile") return `rcmobile://call?number=${number.slice(1)}`;
  if (action === "rcapp") return `rcapp://r/call?number=${number}`;
  return ext ? `tel:${number};ext=${ext}` : `tel:${number}`;
}

/**
 * @param {import("./settings.js").Action} action
 * @param {string} number E.164
 * @returns {string} RFC 5724 for `sms:`
 */
export function smsUri(action, number) {
  if (action === "rcmobile") return `rcmobile://sms?number=${number.slice(1)}`;
  if (action === "rcapp") return `rcapp://r/sms?type=new&number=${number}`;
  return `sms:${number}`;
}
