// Opens the welcome page after the extension is installed. Depends on the settings' policy.

import { readPolicy } from "../shared/settings.js";

/**
 * After the installation, the extension waits at most this long for the browser to load the policy.
 * Until the policy is loaded, Chromium answers as if there were no policy.
 */
const POLICY_WITHIN_MS = 1_000;

/**
 * Opens the welcome page if the extension was just installed and the policy does not forbid it.
 * Does nothing after an update of the extension or of the browser. Closes the page again if the
 * browser later loads a policy that forbids the page.
 * @param {chrome.runtime.InstalledDetails} details
 */
export async function openWelcome({ reason }) {
  if (reason !== "install") return;
  if (!(await hasPolicy())) await policyLoaded();
  if (!(await readPolicy()).welcome) return;
  const { id } = await chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });
  chrome.storage.managed.onChanged.addListener(async () => {
    const { welcome } = await readPolicy();
    if (id && !welcome) chrome.tabs.remove(id).catch(() => undefined);
  });
}

/** @returns {Promise<boolean>} whether a policy is loaded */
async function hasPolicy() {
  const { values, locked, client_id, welcome } = await readPolicy();
  return Object.keys(values).length > 0 || locked.size > 0 || client_id !== "" || !welcome;
}

/** Resolves when the browser has loaded the policy, at the latest after POLICY_WITHIN_MS. */
const policyLoaded = () =>
  new Promise((done) => {
    chrome.storage.managed.onChanged.addListener(done);
    setTimeout(done, POLICY_WITHIN_MS);
  });
