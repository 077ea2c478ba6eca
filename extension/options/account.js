// Shows the account on the settings page, with buttons with which the user signs in, signs out and
// switches accounts. Depends on the messages to the background.

import { byId, setText } from "../shared/elements.js";
import { problemWords, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";

/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").Problem} Problem */

export function startAccount() {
  byId("sign-in").onclick = () => act(send("account.sign_in", {}));
  byId("sign-out").onclick = () => act(send("account.sign_out", {}).then(lookAgain));
  byId("switch-account").onclick = () =>
    act(send("account.sign_out", {}).then(() => send("account.sign_in", {})));
  byId("set-up").onclick = openWelcome;
  byId("welcome").onclick = openWelcome;
}

const openWelcome = () =>
  chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });

const lookAgain = () => send("panel.open", { tab: -1 });

/** @param {Promise<unknown>} done */
const act = (done) =>
  done.then(
    () => setText("account-problem", ""),
    (problem) => setText("account-problem", problemWords(/** @type {Problem} */ (problem))),
  );

/** @param {HostState} host @param {{state: string, problem: Problem | null} | null} signIn */
export function showAccount({ state, problem, account }, signIn) {
  const [isReady, isAbsent] = [state === "ready", state === "absent"];
  const isWaiting = signIn?.state === "waiting";
  byId("account-name").textContent = isReady
    ? say("popup_signed_in", account?.name ?? "")
    : say(isAbsent ? "options_host_absent" : "popup_signed_out_title");
  byId("account-detail").textContent = detailOf(account, isReady, isWaiting);
  byId("sign-in").textContent = say(isWaiting ? "welcome_show_page" : "popup_sign_in");
  const needsClient = account?.redirect_addresses !== undefined;
  byId("sign-in").hidden = isReady || isAbsent || needsClient;
  byId("switch-account").hidden = byId("sign-out").hidden = !isReady;
  byId("set-up").hidden = !isAbsent && !needsClient;
  const isTold = isAbsent && problem?.code === "host_missing";
  setText("account-problem", problem && !isTold ? problemWords(problem) : "");
}

/**
 * @param {import("../shared/messages.js").Account | null} account
 * @param {boolean} isReady
 * @param {boolean} isWaiting
 */
function detailOf(account, isReady, isWaiting) {
  if (isWaiting) return say("welcome_waiting");
  if (!isReady) return say("options_account_hint");
  const { extension_number: extension, server } = account ?? {};
  const host = server ? new URL(server).host : "";
  return [extension && say("popup_extension", extension), host].filter((part) => part).join(" · ");
}
