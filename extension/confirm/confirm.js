// The extension's own question before a call, where no page can draw. It shows the number as the
// host read it, which is what will be dialled. Knows no host and no page.

import { fillWords } from "../shared/fill_words.js";
import { nameOf } from "../shared/format_number.js";
import { countryName, say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";

/** @typedef {import("../shared/messages.js").Pending} Pending */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** A key that was held or struck again for the page, as this window came up, is no answer. */
const READ_FIRST_MS = 500;

/** Kinds of numbers of which nothing is known that would help. */
const UNSAID_KINDS = ["fixed_line_or_mobile", "unknown"];

const ticket = new URLSearchParams(location.search).get("ticket") ?? "";

/** @param {Pending} pending */
function show(pending) {
  const { number, site, shown, linked } = pending;
  byId("site").textContent = site ? say("confirm_on_site", site) : "";
  byId("number").textContent = number.international;
  const kind = UNSAID_KINDS.includes(number.kind) ? "" : say(`kind_${number.kind}`);
  byId("about").textContent = [countryName(number.region), kind]
    .filter((words) => words)
    .join(" · ");
  byId("ext").hidden = !number.ext;
  byId("ext").textContent = say("confirm_ext", number.ext ?? "");
  byId("from").textContent =
    nameOf({ phone_number: pending.from, label: pending.from_label }) ||
    say("confirm_from_default");
  byId("caller-id").textContent =
    nameOf({ phone_number: pending.caller_id, label: pending.caller_id_label }) ||
    say("popup_caller_default");
  byId("shown").textContent = shown;
  byId("shown-row").hidden = site === "";
  const warnings = number.risks.map((risk) => say(`risk_${risk}`, countryName(number.region)));
  if (linked) warnings.unshift(say("confirm_linked", linked));
  if (pending.in_doubt) warnings.unshift(say("confirm_in_doubt"));
  if (!pending.sure) warnings.push(say("confirm_unsure"));
  byId("warnings").replaceChildren(...warnings.map(notice));
  showTrust("trust-site", pending.may_trust, say("confirm_trust_site", site));
  const mayTrust = number.risks.length === 1 && number.risks[0] === "other_country";
  showTrust("trust-country", mayTrust, say("confirm_trust_country", countryName(number.region)));
  byId("question").hidden = false;
  setTimeout(letAnswer, READ_FIRST_MS);
}

function letAnswer() {
  const yes = /** @type {HTMLButtonElement} */ (byId("yes"));
  yes.disabled = false;
  yes.focus();
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

fillWords();
byId("question").onsubmit = (event) => {
  event.preventDefault();
  answer(true);
};
byId("no").onclick = () => answer(false);
addEventListener("keydown", (event) => event.key === "Escape" && answer(false));
send("confirm.read", { ticket }).then(show, () => (byId("gone").hidden = false));
