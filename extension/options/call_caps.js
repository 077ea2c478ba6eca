// The fields of the settings page for the user's caps on calls. The host also enforces caps of its
// own, which this page cannot raise, so a field accepts no number above the host's cap. Depends on
// the host's state, which contains the host's caps.

import { showCommand } from "../shared/copy_button.js";
import { byId, setText } from "../shared/elements.js";
import { formatCount, say } from "../shared/i18n.js";
import { changeSettings } from "../shared/settings.js";
import { HIGHEST_CAP } from "../shared/settings_schema.js";

/** @typedef {"calls_per_minute" | "calls_per_day"} Cap */
/** @typedef {import("../shared/messages.js").Account | null | undefined} Account */

const CAPS = /** @type {const} */ (["calls_per_minute", "calls_per_day"]);
/** The command that sets the host's own cap of calls per day, for example to 800. */
const COMMAND = "click-to-call config set calls_per_day 800";

/** The account with the host's caps, as the host last reported it. @type {Account} */
let account;

/** @param {Cap} cap */
const idOf = (cap) => cap.replaceAll("_", "-");
/** @param {Cap} cap */
const fieldOf = (cap) => /** @type {HTMLInputElement} */ (byId(idOf(cap)));
/** @param {Cap} cap @returns {number} the greatest number that the cap's field accepts */
const highest = (cap) => account?.[cap] ?? HIGHEST_CAP;

export function startCaps() {
  for (const cap of CAPS) fieldOf(cap).onchange = () => keep(cap);
  showCommand(byId("caps"), COMMAND);
}

/**
 * Stores the number that the user entered in a cap's field. If the number is not valid, shows a
 * text with the greatest valid number instead.
 * @param {Cap} cap
 */
async function keep(cap) {
  const { value, validity } = fieldOf(cap);
  const number = value === "" ? 0 : Number(value);
  const isEmpty = value === "" && !validity.badInput;
  const isGood = isEmpty || (Number.isInteger(number) && number >= 1 && number <= highest(cap));
  fieldOf(cap).setAttribute("aria-invalid", String(!isGood));
  setText(`${idOf(cap)}-problem`, isGood ? "" : say("options_caps_bad", formatCount(highest(cap))));
  if (isGood) await changeSettings((settings) => ({ ...settings, [cap]: number }));
}

/**
 * Shows the user's caps in their fields, and the host's caps as the greatest possible numbers.
 * @param {import("../shared/settings.js").Settings} settings
 * @param {Account} known null or undefined while the host has not answered
 */
export function showCaps(settings, known) {
  account = known;
  for (const cap of CAPS) {
    const [field, own] = [fieldOf(cap), known?.[cap]];
    field.max = String(highest(cap));
    field.placeholder = own ? formatCount(own) : "";
    byId(`${idOf(cap)}-hint`).textContent = hintFor(cap, own);
    if (document.activeElement === field || field.ariaInvalid === "true") continue;
    field.value = settings[cap] > 0 ? String(Math.min(settings[cap], highest(cap))) : "";
  }
  byId("caps-more").hidden = !known?.calls_per_day || isLocked("calls_per_day");
}

/** @param {Cap} cap */
const isLocked = (cap) => account?.locked?.includes(cap) ?? false;

/** @param {Cap} cap @param {number | undefined} own the host's cap */
function hintFor(cap, own) {
  if (!own) return say("options_caps_hint_unknown");
  return say(isLocked(cap) ? "options_caps_hint_locked" : "options_caps_hint", formatCount(own));
}
