// Provides the opening of the welcome page after installation. Depends on the settings' policy.

import { readPolicy } from "../shared/settings.js";

/**
 * Does nothing after an update of the extension or of the browser.
 * @param {chrome.runtime.InstalledDetails} details
 */
export async function openWelcome({ reason }) {
  if (reason !== "install") return;
  const { welcome } = await readPolicy();
  if (welcome) await chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });
}
