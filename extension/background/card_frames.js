// Provides the frame that shows the call card: the frame that requested the call, the top frame if
// that frame is too small, and the next page of the same tab. Depends on the session and on the
// messages to frames; calls.js says what changed.

import { tellFrame } from "./frame_messages.js";
import { isUnderWay, readSession, writeSession } from "./session.js";

/** @typedef {import("./calls.js").Sender} Sender */

/**
 * Loads the engine in a frame, because it also shows the card.
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
 * @param {Sender} sender
 * @param {boolean} inTop true if its frame is too small for a card
 * @returns {Promise<Sender>} the same sender, with the frame that shows the card
 */
export async function cardSender(sender, inTop) {
  if (!inTop || sender.tab === null || sender.frame === 0) return sender;
  return (await bringEngine(sender.tab, 0)) ? { ...sender, frame: 0 } : sender;
}

/**
 * Sends the current call to its card.
 * @param {{note?: string, show?: boolean}} [how] `note`: a text below the call; `show`: whether a
 *   card that the user closed is shown again
 */
export async function tellCard({ note = "", show = false } = {}) {
  const { call, about, asker } = await readSession();
  if (call && asker) await tellFrame(asker, "call.changed", { call, about, note, show });
}

/**
 * Shows the card again, or in the top frame of another tab.
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

/** Activates the tab that shows the card, when the user clicks a number in another tab. */
export async function showCardTab() {
  const { asker } = await readSession();
  if (!asker) return;
  const tab = await chrome.tabs.update(asker.tab, { active: true }).catch(() => undefined);
  if (tab) await chrome.windows.update(tab.windowId, { focused: true });
  await tellCard({ show: true });
}

/**
 * Shows the card in the next page of its tab if the call is still in progress.
 * @param {number} tab
 * @param {{status?: string}} change
 */
async function pageChanged(tab, { status }) {
  if (status !== "complete") return;
  const { call, asker } = await readSession();
  if (isUnderWay(call) && asker?.tab === tab && asker.frame === 0) await bringCard(tab);
}

/**
 * Listens for new pages only during a call, because otherwise each page of every tab wakes the
 * worker.
 * @param {boolean} isCalling
 */
export function followPages(isCalling) {
  const { onUpdated } = chrome.tabs;
  if (!isCalling) onUpdated.removeListener(pageChanged);
  else if (!onUpdated.hasListener(pageChanged)) onUpdated.addListener(pageChanged);
}

/**
 * @param {Sender} sender
 * @returns {Promise<boolean>} whether its frame shows the current call's card
 */
export async function hasCard({ tab, frame }) {
  const { asker } = await readSession();
  return asker !== null && asker.tab === tab && asker.frame === frame;
}
