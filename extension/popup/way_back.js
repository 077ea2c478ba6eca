// Provides the way from the popup back to what is elsewhere: the card of the call under way, on the page
// in front, and the window that asks before a call. Depends on the messages and the call's states.

import { isOver } from "../shared/call_words.js";
import { byId } from "../shared/elements.js";
import { send } from "../shared/messages.js";

/** @typedef {import("../shared/messages.js").Call} Call */

/** @param {() => number} tab the one in front, -1 for none */
export function listenToWayBack(tab) {
  byId("show-card").onclick = () => leave(send("card.bring", { tab: tab() }));
  byId("raise-question").onclick = () => leave(send("confirm.raise", {}));
}

/** What is shown next is not in the popup. @param {Promise<unknown>} done */
const leave = (done) =>
  done.then(
    () => window.close(),
    () => undefined,
  );

/**
 * @param {Call | null} call the present one
 * @param {boolean} isAsked whether a window asks before a call
 * @param {{id: number, site: string}} page in front
 */
export function showWayBack(call, isAsked, { id, site }) {
  const isCalling = call !== null && !isOver(call);
  byId("show-card").hidden = !isCalling || id < 0 || site === "";
  byId("raise-question").hidden = !isAsked;
}
