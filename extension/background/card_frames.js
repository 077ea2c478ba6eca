// Determines which frame shows the call card, and sends the call to that frame. The card is in the
// frame that requested the call, or in the top frame if the requesting frame is too small. If the
// tab opens another page during the call, that page shows the card. calls.js calls `tellCard` after
// each change of the call. Depends on the session and on the messages to frames.

import { tellFrame } from "./frame_messages.js";
import { isUnderWay, readSession, writeSession } from "./session.js";

/** @typedef {import("./calls.js").Sender} Sender */

/**
 * Loads the engine, which contains the card, into a frame that does not have the engine yet.
 * @param {number} tab
 * @param {number} frame
 * @returns {Promise<boolean>} false if extensions cannot access the frame
 */
export async function bringEngine(tab, frame) {
  const target = { tabId: tab, frameIds: [frame] };
  const func = () =>
    /** @type {{clickToCallPage?: {bringEngine: () => Promise<void>}}} */ (
      globalThis
    ).clickToCallPage?.bringEngine();
  return chrome.scripting.executeScript({ target, func, injectImmediately: true }).then(
    () => true,
    () => false,
  );
}

/**
 * Determines which frame shows the card of a requested call: the sender's frame or the top frame.
 * @param {Sender} sender
 * @param {boolean} inTop true if the sender's frame is too small for a card
 * @returns {Promise<Sender>} the sender itself, or a copy of it with the top frame as its frame
 */
export async function cardSender(sender, inTop) {
  if (!inTop || sender.tab === null || sender.frame === 0) return sender;
  return (await bringEngine(sender.tab, 0)) ? { ...sender, frame: 0 } : sender;
}

/**
 * Sends the current call to the frame that shows its card.
 * @param {{note?: string, show?: boolean}} [how] `note` is a text that the card shows below the
 *   call. `show` opens the card again if the user has closed it.
 */
export async function tellCard({ note = "", show = false } = {}) {
  const { call, about, asker } = await readSession();
  if (call && asker) await tellFrame(asker, "call.changed", { call, about, note, show });
}

/**
 * Shows the current call's card in the top frame of a tab, even if the user has closed the card. If
 * another frame showed the card before, that frame removes it.
 * @param {number} tab
 */
export async function bringCard(tab) {
  const { asker } = await readSession();
  const isElsewhere = asker !== null && (asker.tab !== tab || asker.frame !== 0);
  if (!(await bringEngine(tab, 0))) return;
  if (isElsewhere) await tellFrame(asker, "card.gone", {});
  await writeSession({ asker: { tab, frame: 0 } });
  await tellCard({ show: true });
}

/**
 * Brings the tab with the card to the front, and opens the card again if the user has closed it.
 */
export async function showCardTab() {
  const { asker } = await readSession();
  if (!asker) return;
  const tab = await chrome.tabs.update(asker.tab, { active: true }).catch(() => undefined);
  if (tab) await chrome.windows.update(tab.windowId, { focused: true });
  await tellCard({ show: true });
}

/**
 * If the tab whose top frame shows the card opens another page during a call, shows the card there.
 * @param {number} tab
 * @param {{status?: string}} change
 */
async function pageChanged(tab, { status }) {
  if (status !== "complete") return;
  const { call, asker } = await readSession();
  if (isUnderWay(call) && asker?.tab === tab && asker.frame === 0) await bringCard(tab);
}

/**
 * Starts or stops listening for new pages in tabs. The background listens only during a call,
 * because otherwise every page that opens in any tab would start the service worker.
 * @param {boolean} isCalling
 */
export function followPages(isCalling) {
  const { onUpdated } = chrome.tabs;
  if (!isCalling) onUpdated.removeListener(pageChanged);
  else if (!onUpdated.hasListener(pageChanged)) onUpdated.addListener(pageChanged);
}

/** @param {Sender} sender @returns {Promise<boolean>} */
export async function hasCard({ tab, frame }) {
  const { asker } = await readSession();
  return asker !== null && asker.tab === tab && asker.frame === frame;
}
