// Shows the lists of phones and caller IDs, and a field for a phone that is not in the list.
// Depends on select_options.js, number_picker.js and the messages.

import { byId } from "../shared/elements.js";
import { displayNumber } from "../shared/format_number.js";
import { problemWords, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";
import { fillNumbers, option } from "../shared/select_options.js";
import { MATCH_AREA } from "../shared/settings_schema.js";
import { withChosen } from "../shared/site_settings.js";
import { fieldOf, offerSearch } from "./number_picker.js";

/** @typedef {import("../shared/messages.js").Numbers} Numbers */
/** @typedef {import("../shared/messages.js").Problem} Problem */

/** The value of the list's entry that opens the field for another phone. */
const ANOTHER = "another";

const from = () => /** @type {HTMLSelectElement} */ (byId("from"));
const callerId = () => /** @type {HTMLSelectElement} */ (byId("caller-id"));
const phone = () => /** @type {HTMLInputElement} */ (byId("phone"));

/**
 * @param {Numbers} numbers
 * @param {{from: string, caller_id: string}} chosen
 */
export function showPhones(numbers, chosen) {
  const phones = withChosen(numbers, "from", chosen.from);
  const shown = withChosen(numbers, "caller_id", chosen.caller_id);
  const first = phones.length === 0 ? option("", say("popup_from_empty")) : null;
  fillNumbers(from(), phones, chosen.from, {
    first,
    last: option(ANOTHER, say("popup_from_another")),
  });
  const none = shown.length === 0 ? option("", say("popup_caller_default")) : null;
  const area = shown.length > 1 ? option(MATCH_AREA, say("options_caller_id_area")) : null;
  fillNumbers(callerId(), shown, chosen.caller_id, { first: none, last: area });
  offerSearch(from());
  offerSearch(callerId());
  const problems = [
    ...Object.values(numbers.problems).map(problemWords),
    ...wordsForGone(numbers, chosen),
  ];
  byId("numbers-problem").textContent = problems.join(" ");
  byId("numbers-problem").hidden = problems.length === 0;
}

/**
 * Returns a sentence for each chosen number that the account no longer has. The sentence also says
 * which number is used instead.
 * @param {Numbers} numbers
 * @param {{from: string, caller_id: string}} chosen
 */
function wordsForGone(numbers, chosen) {
  return /** @type {const} */ (["from", "caller_id"]).flatMap((name) => {
    const [list, number] = [numbers[name], chosen[name]];
    const isThere = list.some(({ phone_number }) => phone_number === number);
    const first = list[0]?.phone_number;
    if (!number.startsWith("+") || isThere || !first || numbers.problems[name]) return [];
    const key = name === "from" ? "popup_from_gone" : "popup_caller_gone";
    return [say(key, displayNumber(number), displayNumber(first))];
  });
}

/**
 * Shows either the field for another phone or the list of phones.
 * @param {boolean} isTyping whether the field for another phone is shown
 */
export function showTyping(isTyping) {
  byId("typing").hidden = !isTyping;
  const row = from().closest(".field");
  if (row instanceof HTMLElement) row.hidden = isTyping;
  byId("phone-hint").hidden = !isTyping;
  if (isTyping) byId("numbers-problem").hidden = true;
  showPhoneProblem(null);
  if (isTyping) phone().focus();
  else phone().value = "";
}

/** @param {Problem | null} problem */
function showPhoneProblem(problem) {
  byId("phone-problem").hidden = problem === null;
  byId("phone-problem").textContent = problem ? problemWords(problem) : "";
  if (problem) byId("phone-hint").hidden = true;
  if (problem) phone().setAttribute("aria-invalid", "true");
  else phone().removeAttribute("aria-invalid");
}

/**
 * @param {{pick: (change: {from?: string, caller_id?: string}) => Promise<unknown>,
 *   repaint: () => void}} handlers
 */
export function listenToPhones({ pick, repaint }) {
  const back = () => {
    showTyping(false);
    repaint();
    fieldOf(from()).focus();
  };
  from().onchange = () => {
    if (from().value === ANOTHER) showTyping(true);
    else pick({ from: from().value });
  };
  callerId().onchange = () => pick({ caller_id: callerId().value });
  byId("typing-back").onclick = back;
  byId("typing").onkeydown = (event) => {
    if (event.key !== "Escape") return;
    // Without this, Escape would close the whole popup instead of the field for another phone.
    event.preventDefault();
    back();
  };
  byId("typing").onsubmit = (event) => {
    event.preventDefault();
    usePhone(pick, back);
  };
}

/**
 * If the host accepts the number that the user typed, stores the number as the phone that rings
 * first.
 * @param {(change: {from: string}) => Promise<unknown>} pick stores the choice
 * @param {() => void} back shows the list of phones again
 */
async function usePhone(pick, back) {
  showPhoneProblem(null);
  if (phone().value.trim() === "")
    return showPhoneProblem({ code: "", message: say("dial_empty") });
  try {
    await pick({ from: await send("phone.typed", { text: phone().value }) });
    back();
  } catch (problem) {
    showPhoneProblem(/** @type {Problem} */ (problem));
  }
}
