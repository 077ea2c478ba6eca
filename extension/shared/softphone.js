// Provides the address that opens a number in a softphone, for calls without RingOut. The content scripts'
// tel_links.js creates the same addresses. Depends on nothing.

/**
 * @param {import("./settings.js").Action} action
 * @param {string} number E.164, perhaps with ";ext=", or the typed text
 * @returns {string} RFC 3966 for all but RingCentral's own apps
 */
export function softphoneAddress(action, number) {
  const [e164 = ""] = number.split(";");
  if (action === "rcmobile") return `rcmobile://call?number=${e164.slice(1)}`;
  if (action === "rcapp") return `rcapp://r/call?number=${e164}`;
  return `tel:${number.replace(/[^+\d;=a-z]/gi, "")}`;
}
