// Shows on the welcome page how to pin the toolbar button, until the user has pinned the button.
// Depends on the browser's `action.getUserSettings`.

import { byId } from "../shared/elements.js";

/** How often the page checks whether the button is pinned. Some browsers send no event for this. */
const LOOK_EVERY_MS = 1_000;

export async function watchPin() {
  if (!("getUserSettings" in chrome.action)) return;
  const { isOnToolbar = true } = await chrome.action.getUserSettings();
  byId("pin").hidden = isOnToolbar;
  if (!isOnToolbar) setTimeout(watchPin, LOOK_EVERY_MS);
}
