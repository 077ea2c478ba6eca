// Provides the welcome page when the extension was just installed. Depends on the settings' policy.

import { readPolicy } from "../shared/settings.js";

/**
 * After an update, or a browser's own, nobody needs to be welcomed.
 * @param {chrome.runtime.InstalledDetails} details
 */
export async function openWelcome({ reason }) {
  if (reason !== "install") return;
  const { welcome } = await readPolicy();
  if (welcome) await chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });
}
