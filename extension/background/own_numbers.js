// Chooses the user's own numbers for a call: the phone that RingOut rings first, and the caller ID.
// A number that the user chose for one call takes precedence over the number chosen for the site.
// Depends on shared/ alone.

import { nearestNumber } from "../shared/area_match.js";
import { MATCH_AREA } from "../shared/settings_schema.js";
import { withChosen } from "../shared/site_settings.js";

/** @typedef {import("../shared/messages.js").PhoneNumber} PhoneNumber */
/** @typedef {import("../shared/messages.js").Numbers} Numbers */
/** @typedef {{phone_number: string, label: string, kind?: string | null}} Own */

/**
 * Chooses the phone that rings first and the caller ID of a call.
 * @param {string} callee E.164
 * @param {Numbers} numbers
 * @param {{from: string, caller_id: string}} choices the choices for the site
 * @param {{from: string, caller_id: string}} once the choices for this one call; "" means the
 *   choice for the site
 * @returns {{from: Own, shown: Own, by_area: boolean}} `from` rings first, `shown` is the caller
 *   ID, and `by_area` tells whether the caller ID was chosen to match the callee's area
 */
export function chosenPhones(callee, numbers, choices, once) {
  const from = isAmong(numbers.from, once.from) ? once.from : choices.from;
  const wanted = isAmong(numbers.caller_id, once.caller_id) ? once.caller_id : choices.caller_id;
  const near = wanted === MATCH_AREA ? nearestNumber(callee, numbers.caller_id) : undefined;
  const caller_id = wanted === MATCH_AREA ? (near?.phone_number ?? "") : wanted;
  return {
    from: pick(from, withChosen(numbers, "from", from)),
    shown: pick(caller_id, withChosen(numbers, "caller_id", caller_id)),
    by_area: near !== undefined,
  };
}

/** @param {readonly PhoneNumber[]} list @param {string} number E.164 or "" */
const isAmong = (list, number) => list.some(({ phone_number }) => phone_number === number);

/**
 * Returns the chosen number if the list contains it, and otherwise the first number of the list.
 * The popup shows the same number.
 * @param {string} chosen E.164 or ""
 * @param {readonly PhoneNumber[]} list
 */
const pick = (chosen, list) =>
  list.find(({ phone_number }) => phone_number === chosen) ??
  list[0] ?? { phone_number: chosen, label: "" };
