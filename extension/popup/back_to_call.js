// Shows the popup's buttons that lead back to a call: one button shows the call's card in the
// active tab, and the other brings the confirmation window to the front. Depends on messages.js and
// call_texts.js.

import { isOver } from "../shared/call_texts.js";
import { byId } from "../shared/elements.js";
import { send } from "../shared/messages.js";

/** @typedef {import("../shared/messages.js").Call} Call */

/**
 * Listens for clicks on the button that shows the call's card, and on the button that shows the
 * confirmation window.
 * @param {() => number} tab a function that returns the active tab's id, or -1 if there is none
 */
export function listenToBackToCall(tab) {
  byId("show-card").onclick = () => leave(send("card.bring", { tab: tab() }));
  byId("raise-question").onclick = () => leave(send("confirm.raise", {}));
}

/**
 * Closes the popup once an action has succeeded, because the card and the confirmation window are
 * outside the popup.
 * @param {Promise<unknown>} done
 */
const leave = (done) =>
  done.then(
    () => window.close(),
    () => undefined,
  );

/**
 * Shows or hides the two buttons: the button for the card is shown during a call, and the button
 * for the confirmation window while this window is open.
 * @param {Call | null} call the current call
 * @param {boolean} isAsked whether a confirmation window is open
 * @param {{id: number, site: string}} page the page of the active tab
 */
export function showBackToCall(call, isAsked, { id, site }) {
  const isCalling = call !== null && !isOver(call);
  byId("show-card").hidden = !isCalling || id < 0 || site === "";
  byId("raise-question").hidden = !isAsked;
}
