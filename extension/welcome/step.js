// Shows the state of a step of the welcome page: the step is done, must be done next, waits for an
// earlier step, or has a problem. A problem is shown with the command that solves it. Depends on
// i18n.js and system_commands.js.

import { showCommand } from "../shared/copy_button.js";
import { byId } from "../shared/elements.js";
import { problemWords, say } from "../shared/i18n.js";
import { remedyFor, systemHere } from "../shared/system_commands.js";

/** @typedef {import("../shared/messages.js").Problem} Problem */

/**
 * Shows the state of a step of the welcome page.
 * @param {string} id the id of the step's element
 * @param {"done" | "next" | "later" | "broken"} state
 * @param {string} words the text that describes the state
 */
export function setStep(id, state, words) {
  byId(id).dataset["state"] = state;
  const said = byId(`${id}-state`);
  if (said.textContent !== words) said.textContent = words;
}

/**
 * Shows a step's problem and the command that solves it.
 * @param {string} id the id of the step's element
 * @param {Problem | null} problem the step's problem; null hides the problem that is shown
 */
export async function showProblem(id, problem) {
  byId(`${id}-problem`).hidden = problem === null;
  if (!problem) return;
  const { key, command } = remedyFor(problem, await systemHere());
  byId(`${id}-problem-words`).textContent = problemWords(problem);
  byId(`${id}-remedy`).textContent = say(key);
  const place = byId(`${id}-remedy-command`);
  if (place.querySelector("code")?.textContent !== command) showCommand(place, command);
}
