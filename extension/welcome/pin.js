// Says on the welcome page how the toolbar button comes into sight, until it is there. Depends on what
// the browser tells of its toolbar.

import { byId } from "../shared/elements.js";

/** No event tells it in every browser. */
const LOOK_EVERY_MS = 1_000;

export async function watchPin() {
  if (!("getUserSettings" in chrome.action)) return;
  const { isOnToolbar = true } = await chrome.action.getUserSettings();
  byId("pin").hidden = isOnToolbar;
  if (!isOnToolbar) setTimeout(watchPin, LOOK_EVERY_MS);
}
