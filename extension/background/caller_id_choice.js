// Lists the caller IDs that the call card offers. Stores the caller ID that the user chooses in the
// card, for later calls from the site of the call. Depends on the settings, the session and the
// frame that shows the card.

import { changeSettings, readSettings } from "../shared/settings.js";
import { MATCH_AREA } from "../shared/settings_schema.js";
import { choicesFor, withSite } from "../shared/site_settings.js";
import { hasCard } from "./card_frames.js";
import { ownProblem } from "./native_port.js";
import { readSession } from "./session.js";

/** @typedef {import("./calls.js").Sender} Sender */

/**
 * Returns the account's numbers and the site of the current call if the sender's frame shows that
 * call's card. Rejects otherwise, so that no other frame gets the account's numbers.
 * @param {Sender} sender
 */
async function numbersForCard(sender) {
  const session = await readSession();
  const isOwn = await hasCard(sender);
  const { numbers, about } = session;
  if (!isOwn || !numbers || !about?.may_choose) throw ownProblem("not_allowed");
  return { numbers, site: about.site };
}

/** @param {Sender} sender */
export async function listCallerIds(sender) {
  const { numbers, site } = await numbersForCard(sender);
  const { caller_id } = choicesFor(await readSettings(), site);
  return { numbers: numbers.caller_id, chosen: caller_id };
}

/**
 * Stores the caller ID that the user chose in a card, for later calls from the site of the call.
 * @param {string} caller_id one of the account's caller IDs in E.164, or "area" for the caller ID
 *   that is nearest to each callee
 * @param {Sender} sender
 */
export async function chooseCallerId(caller_id, sender) {
  const { numbers, site } = await numbersForCard(sender);
  const isOwn = numbers.caller_id.some(({ phone_number }) => phone_number === caller_id);
  if (!isOwn && caller_id !== MATCH_AREA) throw ownProblem("not_allowed");
  await changeSettings((settings) => withSite(settings, site, { caller_id }));
  return null;
}
