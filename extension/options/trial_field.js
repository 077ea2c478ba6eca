// The test field of the settings page: shows which numbers of a typed text the detection accepts
// and which it rejects, each with the rule that decided. Depends on the detection.

import { byId, make } from "../shared/elements.js";
import { displayNumber } from "../shared/format_number.js";
import { say } from "../shared/i18n.js";
import { loadDetection } from "../shared/load_detection.js";
import { readSettings } from "../shared/settings.js";

/** @typedef {{start: number, end: number, number: string, ext: string, reason: string}} Found */
/**
 * The detection's functions, which are global because its files are classic scripts.
 * @typedef {Object} Detection
 * @property {(text: string, region: string, rules: object) => {accepted: Found[], refused: Found[]}} sortByRules
 * @property {(text: string, region: string) => Found[]} findVetoed
 */

const LONGEST_TEXT_CHARACTERS = 2_000;

/** @returns {Promise<Detection>} */
const detection = () => loadDetection();

export function startTrial() {
  byId("trial").oninput = showTrial;
}

/** Shows which numbers in the typed text the detection accepts and rejects with these settings. */
export async function showTrial() {
  const text = /** @type {HTMLTextAreaElement} */ (byId("trial")).value.slice(
    0,
    LONGEST_TEXT_CHARACTERS,
  );
  const settings = await readSettings();
  const region = settings.region || new Intl.Locale(chrome.i18n.getUILanguage()).region || "US";
  const { sortByRules, findVetoed } = await detection();
  const { accepted, refused } = sortByRules(text, region, settings);
  const isNew = ({ start = 0, end = 0 }) =>
    ![...accepted, ...refused].some((other) => start < other.end && other.start < end);
  const vetoed = findVetoed(text, region).filter(isNew);
  const entries = [
    ...accepted.map((found) => entry(text, found, true)),
    ...[...refused, ...vetoed].map((found) => entry(text, found, false)),
  ];
  const nothing = make("li", { className: "quiet", textContent: say("options_trial_none") });
  byId("trial-found").replaceChildren(...(entries.length > 0 || !text ? entries : [nothing]));
}

/** @param {string} text @param {Found} found @param {boolean} isNumber */
function entry(text, { start, end, number, ext, reason }, isNumber) {
  const shown = displayNumber(ext ? `${number};ext=${ext}` : number);
  const verdict = isNumber ? say("options_trial_number", shown) : say("options_trial_other");
  const made = make("li", { className: isNumber ? "found" : "refused" });
  const rule = make("code", { textContent: reason || "form" });
  made.append(
    make("span", { className: "number", textContent: text.slice(start, end) }),
    make("span", { textContent: verdict }),
    make("span", { className: "quiet" }, say("options_trial_rule"), " ", rule),
  );
  return made;
}
