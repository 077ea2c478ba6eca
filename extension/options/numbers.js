// Shows the phones and the caller IDs on the settings page. The lists come from the host. If the
// host gives no lists, only the chosen numbers are listed. Depends on shared/.

import { byId } from "../shared/elements.js";
import { displayNumber, nameOf } from "../shared/format_number.js";
import { say } from "../shared/i18n.js";
import { fillNumbers, option } from "../shared/select_options.js";
import { MATCH_AREA } from "../shared/settings_schema.js";

/** @typedef {import("../shared/messages.js").Numbers} Numbers */
/** @typedef {import("../shared/settings.js").Settings} Settings */

/** @type {Numbers | null} */
let numbers = null;

/** @param {Numbers | null} lists the lists in the session */
export function useNumbers(lists) {
  numbers = lists;
}

/** @param {Pick<Settings, "from" | "caller_id">} settings */
export function showNumbers({ from, caller_id }) {
  const shown = fill("caller-id", caller_id, option("", say("options_caller_id_first")));
  shown.options[0]?.after(option(MATCH_AREA, say("options_caller_id_area")));
  shown.value = caller_id;
  fill("from", from, option("", say("options_from_first")));
}

/** @param {"from" | "caller-id"} id @param {string} chosen @param {HTMLOptionElement} first */
function fill(id, chosen, first) {
  const select = /** @type {HTMLSelectElement} */ (byId(id));
  const list = numbers?.[id === "from" ? "from" : "caller_id"] ?? [];
  const isGone =
    chosen.startsWith("+") && !list.some(({ phone_number }) => phone_number === chosen);
  const last = isGone ? option(chosen, displayNumber(chosen)) : null;
  fillNumbers(select, list, chosen, { first, last });
  select.value = chosen;
  return select;
}

/**
 * Returns the entries of the drop-down for the phones or for the caller IDs.
 * @param {"from" | "caller_id"} name
 * @returns {Record<string, string>} the text of each number, by the number in E.164 and in the
 *   host's order
 */
export function numberWords(name) {
  const list = numbers?.[name] ?? [];
  const words = Object.fromEntries(list.map((entry) => [entry.phone_number, nameOf(entry)]));
  return name === "caller_id" ? { [MATCH_AREA]: say("options_caller_id_area"), ...words } : words;
}
