// Shows the first step of the welcome page: the installation of the helper app in a version that
// fits this extension. Depends on system_commands.js, which has the commands for each operating
// system.

import { showCommand } from "../shared/copy_button.js";
import { byId, make } from "../shared/elements.js";
import { say } from "../shared/i18n.js";
import { INSTALL, INSTALL_PIPX, systemHere } from "../shared/system_commands.js";
import { setStep, showProblem } from "./step.js";

/** @typedef {import("../shared/system_commands.js").System} System */

/**
 * The names of the operating systems. They are not translated.
 * @type {Readonly<Record<System, string>>}
 */
const SYSTEMS = Object.freeze({ linux: "Linux", mac: "macOS", win: "Windows" });

export async function startHelperStep() {
  byId("systems").append(...Object.entries(SYSTEMS).map(choice));
  for (const radio of radios()) radio.onchange = () => showFor(/** @type {System} */ (radio.value));
  showFor(await systemHere());
}

/** @param {[string, string]} system the value and the name */
function choice([value, name]) {
  const radio = make("input", { type: "radio" });
  radio.name = "system";
  radio.value = value;
  return make("label", {}, radio, make("span", { textContent: name }));
}

/** @returns {HTMLInputElement[]} */
const radios = () =>
  [...document.querySelectorAll("input[name=system]")].map(
    (one) => /** @type {HTMLInputElement} */ (one),
  );

/** @param {System} system */
function showFor(system) {
  for (const radio of radios()) radio.checked = radio.value === system;
  byId("helper-where").textContent = say(
    system === "win" ? "welcome_helper_where_windows" : "welcome_helper_where",
  );
  showCommand(byId("helper-command"), INSTALL[system]);
  byId("pipx").hidden = INSTALL_PIPX[system] === "";
  showCommand(byId("pipx-command"), INSTALL_PIPX[system]);
}

/** @param {import("../shared/messages.js").HostState} host */
export function showHelper({ state, problem, version }) {
  const isThere = state !== "absent";
  const isMissing = !isThere && problem?.code === "host_missing";
  byId("helper-install").hidden = !isMissing;
  showProblem("helper", isThere || isMissing ? null : problem);
  if (isThere) setStep("helper", "done", say("welcome_helper_done", version ?? ""));
  else if (isMissing) setStep("helper", "next", say("welcome_watching"));
  else setStep("helper", "broken", say("welcome_watching"));
}
