// Shows the second step of the welcome page: the sign-in. If the host has no client id yet, the
// user enters the client id in this step, and the background sends it to the host. Depends on
// step.js and shared/.

import { showCommand } from "../shared/copy_button.js";
import { byId, setText } from "../shared/elements.js";
import { problemWords, say } from "../shared/i18n.js";
import { CLIENT_ID } from "../shared/managed_settings.js";
import { send } from "../shared/messages.js";
import { setStep, showProblem } from "./step.js";

/** @typedef {import("../shared/messages.js").HostState} HostState */
/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {{state: "waiting" | "cancelled" | "failed", problem: Problem | null} | null} SignIn */

/** The problem with which the last click on "Sign in" failed, if any. @type {Problem | null} */
let refused = null;
/**
 * Whether the user asked to enter another client id. The host cannot detect a wrong client id, so
 * the user may notice the mistake only on RingCentral's page.
 */
let wantsAnother = false;

export function startAccountStep() {
  byId("sign-in").onclick = () => begin(send("account.sign_in", {}));
  byId("another-client").onclick = () => {
    wantsAnother = true;
    byId("client").hidden = false;
    byId("client-id").focus();
  };
  byId("client").onsubmit = (event) => {
    event.preventDefault();
    useClientId();
  };
}

/** @param {Promise<unknown>} pressed */
async function begin(pressed) {
  refused = await pressed.then(
    () => null,
    (problem) => problem,
  );
  if (refused) showProblem("account", refused);
}

async function useClientId() {
  const field = /** @type {HTMLInputElement} */ (byId("client-id"));
  const given = field.value.trim();
  const isGood = CLIENT_ID.test(given);
  field.setAttribute("aria-invalid", String(!isGood));
  setText("client-problem", isGood ? "" : say("welcome_client_bad"));
  if (!isGood) return field.focus();
  await send("account.configure", { client_id: given }).then(
    () => (wantsAnother = false),
    (problem) => setText("client-problem", problemWords(problem)),
  );
}

/** @param {HostState} host @param {SignIn} signIn */
export function showAccount({ state, problem, account }, signIn) {
  const addresses = account?.redirect_addresses;
  byId("account-body").hidden = state !== "signed_out";
  byId("client").hidden = !addresses && !wantsAnother;
  byId("register").hidden = !addresses;
  byId("signing-in").hidden = addresses !== undefined;
  byId("another-client").hidden = signIn === null && refused === null;
  showProblem("account", state === "signed_out" ? (problem ?? signIn?.problem ?? refused) : null);
  if (addresses) showCommand(byId("addresses"), addresses.join("\n"));
  const isWaiting = signIn?.state === "waiting";
  byId("sign-in").textContent = say(isWaiting ? "welcome_show_page" : "popup_sign_in");
  byId("sign-in").classList.toggle("first", !isWaiting);
  byId("signing-in-text").hidden = isWaiting;
  if (state === "ready") return setStep("account", "done", nameOf(account));
  if (state === "absent") return setStep("account", "later", say("welcome_after_helper"));
  setStep("account", problem ? "broken" : "next", wordsFor(signIn));
}

/** @param {SignIn} signIn @returns {string} */
function wordsFor(signIn) {
  if (signIn?.state === "waiting") return say("welcome_waiting");
  if (signIn?.state === "cancelled") return say("welcome_cancelled");
  return say("popup_signed_out_title");
}

/** @param {import("../shared/messages.js").Account | null} account */
const nameOf = (account) => say("popup_signed_in", account?.name ?? "");
