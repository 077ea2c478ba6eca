// The welcome page: three steps from the installation to the first call. A step with a problem
// shows how to solve the problem. The page asks for the host's state again and again, so that the
// page shows when the user has done a step. Depends on shared/ and the other files of welcome/.

import { byId } from "../shared/elements.js";
import { fillTexts } from "../shared/fill_texts.js";
import { say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";
import { openShortcutSettings } from "../shared/shortcuts.js";
import { showAccount, startAccountStep } from "./account_step.js";
import { showHelper, startHelperStep } from "./helper_step.js";
import { watchPin } from "./pin.js";
import { startPractice } from "./practice.js";

/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("./account_step.js").SignIn} SignIn */

const LOOK_EVERY_MS = 2_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let looking;

/** While the page is visible, asks for the host's state every LOOK_EVERY_MS until it is "ready". */
async function look() {
  clearTimeout(looking);
  if (document.hidden) return;
  const { host } = await send("panel.open", { tab: -1 }).catch(() => ({ host: null }));
  if (host) await show(host);
  if (host?.state !== "ready") looking = setTimeout(look, LOOK_EVERY_MS);
}

/** @param {HostState} host */
async function show(host) {
  const isReady = host.state === "ready";
  const { sign_in = null } = /** @type {{sign_in?: SignIn}} */ (
    await chrome.storage.session.get("sign_in")
  );
  byId("title").textContent = say(isReady ? "welcome_title_ready" : "welcome_title");
  byId("lead").textContent = say(isReady ? "welcome_lead_ready" : "welcome_lead");
  showHelper(host);
  showAccount(host, sign_in);
}

/** @param {Record<string, {newValue?: any}>} changes */
async function sessionChanged({ host, sign_in }) {
  const known = host?.newValue ?? (await chrome.storage.session.get("host"))["host"];
  if (known && (host || sign_in)) show(known);
}

fillTexts();
startHelperStep();
startAccountStep();
startPractice();
watchPin();
byId("title").textContent = say("welcome_title");
byId("lead").textContent = say("welcome_lead");
byId("settings").onclick = () => chrome.runtime.openOptionsPage();
byId("keys").onclick = openShortcutSettings;
chrome.storage.session.onChanged.addListener(sessionChanged);
document.addEventListener("visibilitychange", look);
look();
