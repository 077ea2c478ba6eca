// Provides the address that opens a number in a softphone, for calls without RingOut.
// content/marks/page_tel_links.js creates the same addresses in pages. Depends on nothing.

/**
 * Returns the address that opens a number in the softphone that the user chose.
 * @param {import("./settings.js").Action} action
 * @param {string} number E.164, perhaps with ";ext=", or the typed text
 * @returns {string} an address of the app's own scheme for RingCentral's apps, and a `tel:` address
 *   (RFC 3966) for every other softphone
 */
export function softphoneAddress(action, number) {
  const [e164 = ""] = number.split(";");
  if (action === "rcmobile") return `rcmobile://call?number=${e164.slice(1)}`;
  if (action === "rcapp") return `rcapp://r/call?number=${e164}`;
  return `tel:${number.replace(/[^+\d;=a-z]/gi, "")}`;
}
