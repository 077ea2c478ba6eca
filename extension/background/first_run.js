// Opens the welcome page after the extension is installed. Depends on the settings' policy.

import { readPolicy } from "../shared/settings.js";

/**
 * Opens the welcome page if the extension was just installed and the policy does not forbid it.
 * Does nothing after an update of the extension or of the browser.
 * @param {chrome.runtime.InstalledDetails} details
 */
export async function openWelcome({ reason }) {
  if (reason !== "install") return;
  const { welcome } = await readPolicy();
  if (welcome) await chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });
}
