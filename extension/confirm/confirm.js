// The page of the confirmation window, which web pages cannot access. Shows the number as the host
// describes it, because the host will dial exactly this number. Depends on shared/ alone.

import { fillTexts } from "../shared/fill_texts.js";
import { displayNumber, nameOf } from "../shared/format_number.js";
import { countryName, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";

/** @typedef {import("../shared/messages.js").Pending} Pending */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** The risks of expensive numbers. Only the button "Call" itself places a call to such a number. */
const COSTLY = ["premium_rate", "shared_cost", "satellite", "exchange_976", "personal_number"];

/**
 * For so many milliseconds after the window opens, the button "Call" is disabled, because the user
 * may press a key that is meant for the page.
 */
const IGNORE_KEYS_MS = 500;

/** The kinds of numbers that the window does not name, because the name would not help the user. */
const UNNAMED_KINDS = ["fixed_line_or_mobile", "unknown"];

const ticket = new URLSearchParams(location.search).get("ticket") ?? "";

/** Whether the number has one of the risks COSTLY. */
let isCostly = false;

/** @param {Pending} pending */
function show(pending) {
  const { number, site } = pending;
  isCostly = number.risks.some((risk) => COSTLY.includes(risk));
  byId("site").textContent = site ? say("confirm_on_site", site) : "";
  byId("number").textContent = number.international;
  const kind = UNNAMED_KINDS.includes(number.kind) ? "" : say(`kind_${number.kind}`);
  byId("about").textContent = [countryName(number.region), kind]
    .filter((words) => words)
    .join(" · ");
  byId("ext").hidden = !number.ext;
  byId("ext").textContent = say("confirm_ext", number.ext ?? "");
  showPhones(pending);
  showPage(pending);
  byId("warnings").replaceChildren(...warningsOf(pending).map(notice));
  showTrust("trust-site", pending.may_trust, say("confirm_trust_site", site));
  const mayTrust = number.risks.length === 1 && number.risks[0] === "other_country";
  showTrust("trust-country", mayTrust, say("confirm_trust_country", countryName(number.region)));
  byId("costly").hidden = !isCostly;
  describeButtons();
  byId("question").hidden = false;
  setTimeout(letAnswer, IGNORE_KEYS_MS);
}

/** Makes a screen reader read the callee and the warnings when a button gets the focus. */
function describeButtons() {
  // A screen reader would also read the texts of hidden elements, so their ids are left out.
  const said = ["number", "about", "ext", "warnings", "costly"].filter((id) => !byId(id).hidden);
  for (const id of ["yes", "no"]) byId(id).setAttribute("aria-describedby", said.join(" "));
}

/** @param {Pending} pending */
function showPhones({ from, from_label, caller_id, caller_id_label, by_area }) {
  const phone = nameOf({ phone_number: from, label: from_label });
  const caller = nameOf({ phone_number: caller_id, label: caller_id_label });
  byId("from").textContent = phone || say("confirm_from_default");
  byId("caller-id").textContent = caller || say("popup_caller_default");
  byId("caller-id").title = by_area ? say("card_by_area") : "";
}

/** Shows the name and the number as the page writes them. @param {Pending} pending */
function showPage({ site, name, before, shown, after }) {
  byId("name").textContent = name;
  byId("name-row").hidden = name === "";
  for (const [id, text] of Object.entries({ before, shown, after })) byId(id).textContent = text;
  byId("shown-row").hidden = site === "";
}

/** @param {Pending} pending @returns {string[]} the texts of the warnings, the gravest one first */
function warningsOf({ number, linked, in_doubt, sure }) {
  const warnings = number.risks.map((risk) => say(`risk_${risk}`, countryName(number.region)));
  if (linked) {
    warnings.unshift(say("confirm_linked", number.international, displayNumber(linked)));
  }
  if (in_doubt) warnings.unshift(say("confirm_in_doubt"));
  if (!sure) warnings.push(say("confirm_unsure"));
  return warnings;
}

function letAnswer() {
  const yes = /** @type {HTMLButtonElement} */ (byId("yes"));
  yes.disabled = false;
  if (isCostly) byId("no").focus();
  else yes.focus();
}

/** @param {string} id @param {boolean} isOffered @param {string} words */
function showTrust(id, isOffered, words) {
  byId(`${id}-row`).hidden = !isOffered;
  const text = byId(`${id}-row`).querySelector("span");
  if (text) text.textContent = words;
}

/** @param {string} words */
function notice(words) {
  const made = document.createElement("p");
  made.className = "notice";
  made.textContent = words;
  return made;
}

/** @param {boolean} call */
async function answer(call) {
  const trust_site = /** @type {HTMLInputElement} */ (byId("trust-site")).checked;
  const trust_country = /** @type {HTMLInputElement} */ (byId("trust-country")).checked;
  await send("confirm.answer", { ticket, call, trust_site, trust_country }).catch(() => undefined);
  window.close();
}

fillTexts();
byId("question").onsubmit = (event) => {
  event.preventDefault();
  // The Enter key in a check box also submits the form. An expensive call is placed only if the
  // button "Call" has the focus.
  if (!isCostly || document.activeElement === byId("yes")) answer(true);
};
byId("no").onclick = () => answer(false);
addEventListener("keydown", (event) => event.key === "Escape" && answer(false));
send("confirm.read", { ticket }).then(show, () => (byId("gone").hidden = false));
