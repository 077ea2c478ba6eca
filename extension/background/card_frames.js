// Provides where the present call's card is shown: in the frame that asked for the call, in the top
// frame for one that is too small, and on the next page of the same tab. Depends on the session and on
// the messages to frames; calls.js says what changed.

import { tellFrame } from "./frame_messages.js";
import { isUnderWay, readSession, writeSession } from "./session.js";

/** @typedef {import("./calls.js").Sender} Sender */

/**
 * Has the engine in a frame, which shows the card, too.
 * @param {number} tab
 * @param {number} frame
 * @returns {Promise<boolean>} false where no script of the extension can be
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
 * @param {boolean} inTop whether its frame is too small for a card
 * @returns {Promise<Sender>} the same, in the frame that is to show the card
 */
export async function cardSender(sender, inTop) {
  if (!inTop || sender.tab === null || sender.frame === 0) return sender;
  return (await bringEngine(sender.tab, 0)) ? { ...sender, frame: 0 } : sender;
}

/**
 * Tells the card of the present call.
 * @param {{note?: string, show?: boolean}} [how] what it says beside it; whether it comes back where
 *   the user closed it
 */
export async function tellCard({ note = "", show = false } = {}) {
  const { call, about, asker } = await readSession();
  if (call && asker) await tellFrame(asker, "call.changed", { call, about, note, show });
}

/**
 * Brings the card back, or to another tab, in its top frame.
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

/** Goes to the tab that shows the card, for the user's click in another one. */
export async function showCardTab() {
  const { asker } = await readSession();
  if (!asker) return;
  const tab = await chrome.tabs.update(asker.tab, { active: true }).catch(() => undefined);
  if (tab) await chrome.windows.update(tab.windowId, { focused: true });
  await tellCard({ show: true });
}

/**
 * The page with the card gave way to another one: while the call is under way, that one shows it.
 * @param {number} tab
 * @param {{status?: string}} change
 */
async function pageCame(tab, { status }) {
  if (status !== "complete") return;
  const { call, asker } = await readSession();
  if (isUnderWay(call) && asker?.tab === tab && asker.frame === 0) await bringCard(tab);
}

/**
 * Listens for new pages during a call alone, since each page of every tab would wake the worker.
 * @param {boolean} isCalling
 */
export function followPages(isCalling) {
  const { onUpdated } = chrome.tabs;
  if (!isCalling) onUpdated.removeListener(pageCame);
  else if (!onUpdated.hasListener(pageCame)) onUpdated.addListener(pageCame);
}

/**
 * @param {Sender} sender
 * @returns {Promise<boolean>} whether its frame shows the present call's card
 */
export async function hasCard({ tab, frame }) {
  const { asker } = await readSession();
  return asker !== null && asker.tab === tab && asker.frame === frame;
}
