// Provides where a call goes without RingOut: the address that a softphone takes. The content scripts'
// tel_links.js makes the same ones. Depends on nothing.

/**
 * @param {import("./settings.js").Action} action
 * @param {string} number E.164, perhaps with ";ext=", or as it was typed
 * @returns {string} RFC 3966 for all but RingCentral's own apps
 */
export function softphoneAddress(action, number) {
  const [e164 = ""] = number.split(";");
  if (action === "rcmobile") return `rcmobile://call?number=${e164.slice(1)}`;
  if (action === "rcapp") return `rcapp://r/call?number=${e164}`;
  return `tel:${number.replace(/[^+\d;=a-z]/gi, "")}`;
}
