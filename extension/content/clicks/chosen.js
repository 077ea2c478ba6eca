"use strict";
// What the user chose for a number in the browser's own menu: to call it, to write to it, to copy it.
// The background brings the choice; a page cannot. Knows no mark.

/** Where the menu was opened, so that the card stands there. @type {Element | null} */
let menuTarget = null;

/** @param {AbortSignal} signal */
function watchMenu(signal) {
  hearBeforePage(
    "contextmenu",
    (event) => {
      menuTarget = event.isTrusted ? deepTargetOf(event) : menuTarget;
    },
    signal,
  );
}

/** What the background tells this frame about the browser's menu. */
const MENU_NEWS = {
  /** @param {{deed: "call" | "text" | "copy", text: string, sure: boolean}} choice */
  "number.chosen": ({ deed, text, sure }) => {
    const anchor = menuTarget && isInPage(menuTarget) ? menuTarget : document.documentElement;
    const [match] = findNumbers(text, regionHere(), { judge: false });
    if (!match) return tellNoNumber(anchor, text);
    const { number, ext } = match;
    if (deed === "copy") return copyNumber(anchor, number, ext);
    const action = pageConfig?.action ?? "tel";
    if (deed === "text") {
      return openAddress(textAddressOf(action === "tel" ? "tel" : "rcmobile", number));
    }
    if (!pageConfig?.ringout) return openAddress(addressOf(action, number, ext));
    const wanted = { number, ext, shown: text, linked: "" };
    return void askForCall(anchor, wanted, Promise.resolve(sure));
  },
};

/** @param {Element} anchor @param {string} text */
function tellNoNumber(anchor, text) {
  hideCard();
  asked = { anchor, number: text.slice(0, 30), softphone: "" };
  paint("failed", say("problem_no_number"));
}

/**
 * By the browser's own copying, which works on pages without HTTPS too. Neither the page nor the
 * selection takes part in it.
 *
 * @param {Element} anchor
 * @param {string} number
 * @param {string} ext
 */
function copyNumber(anchor, number, ext) {
  const copying = new AbortController();
  hearBeforePage(
    "copy",
    (event) => {
      event.clipboardData?.setData("text/plain", ext ? `${number} ext. ${ext}` : number);
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    copying.signal,
  );
  const isCopied = document.execCommand("copy");
  copying.abort();
  beginCard(anchor, number, ext);
  if (isCopied) paint("done", say("card_copied"));
  else paint("failed", say("problem_not_copied"));
}
