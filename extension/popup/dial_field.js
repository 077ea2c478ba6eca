// The dial field: reads and formats a typed or pasted text, and offers the numbers in the text to
// call. Depends on read_dialled.js and on the detection, which is loaded after the popup is shown.

import { element } from "../shared/controls.js";
import { byId } from "../shared/elements.js";
import { displayNumber } from "../shared/format_number.js";
import { countryName, problemWords, say, sayCount } from "../shared/i18n.js";
import { loadDetection } from "../shared/load_detection.js";
import { formatTyped, readDialled } from "../shared/read_dialled.js";

/** @typedef {import("../shared/read_dialled.js").Dialled} Dialled */
/** @typedef {import("../shared/read_dialled.js").Reading} Reading */
/**
 * @typedef {Object} Detection the global functions of the detection's classic scripts
 * @property {import("../shared/read_dialled.js").Find} findNumbers
 * @property {(number: string) => {national: string, international: string, region: string}} describeNumber
 */

/** @returns {Promise<Detection>} */
const detection = () => loadDetection();

const field = () => /** @type {HTMLInputElement} */ (byId("dial"));

/**
 * @param {{region: () => string, call: (number: string) => Promise<void>}} options
 *   `call` rejects with a `Problem`
 */
export function listenToDialField({ region, call }) {
  const dial = async () => {
    const reading = await read(region());
    const [only, another] = reading.numbers;
    if (another) return showChoices(reading.numbers, callAndTell);
    if (only) return callAndTell(only);
    // The host may accept a text in which the detection finds no number. If the text has at least
    // seven digits, the host is asked.
    const mayBe = reading.kind === "none" && /\d{7}/.test(field().value.replace(/\D/g, ""));
    if (!mayBe) return showRefusal(say(`dial_${reading.kind}`));
    return call(field().value).catch((problem) => showRefusal(problemWords(problem)));
  };
  /** @param {Dialled} one */
  const callAndTell = async (one) => {
    hideChoices();
    await call(textOf(one)).catch((problem) => showRefusal(problemWords(problem)));
  };
  byId("dialing").onsubmit = (event) => {
    event.preventDefault();
    dial();
  };
  field().oninput = (event) => typed(/** @type {InputEvent} */ (event), region());
  field().onpaste = (event) => pasted(event, region());
  byId("dialing").onkeydown = (event) => {
    if (event.key !== "Escape" || byId("dial-choices").hidden) return;
    event.preventDefault();
    hideChoices();
    field().focus();
  };
}

/** @param {Dialled} one */
const textOf = ({ number, ext }) => (ext ? `${number};ext=${ext}` : number);

/** @param {string} region @returns {Promise<Reading>} */
async function read(region) {
  const { findNumbers } = await detection();
  return readDialled(field().value, region, findNumbers);
}

/** @param {InputEvent} event @param {string} region */
async function typed({ inputType }, region) {
  clearRefusal();
  hideChoices();
  const { findNumbers, describeNumber } = await detection();
  const { value, selectionEnd } = field();
  const isAtEnd = selectionEnd === value.length;
  if (isAtEnd && inputType?.startsWith("insert")) {
    const formatted = formatTyped(value, region, findNumbers, describeNumber);
    if (formatted !== value) field().value = formatted;
  }
  showHint(readDialled(field().value, region, findNumbers), describeNumber);
}

/**
 * Inserts a pasted text with spaces in place of its line breaks. The browser would delete the line
 * breaks, and the last digits of a line would join the first digits of the next line.
 * @param {ClipboardEvent} event
 * @param {string} region
 */
function pasted(event, region) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\r\n]/.test(text)) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = field();
  const flat = text.replace(/\s+/g, " ");
  field().value =
    value.slice(0, selectionStart ?? 0) + flat + value.slice(selectionEnd ?? value.length);
  typed(new InputEvent("input", { inputType: "insertFromPaste" }), region);
}

/** @param {Reading} reading @param {Detection["describeNumber"]} describe */
function showHint({ numbers }, describe) {
  const [only, another] = numbers;
  byId("dial-hint").textContent = another
    ? sayCount("dial_several", numbers.length)
    : only
      ? [displayNumber(textOf(only)), countryName(describe(only.number).region)]
          .filter((part) => part)
          .join(" · ")
      : "";
}

/** @param {readonly Dialled[]} numbers @param {(one: Dialled) => void} choose */
function showChoices(numbers, choose) {
  const choices = byId("dial-choices");
  choices.replaceChildren(
    ...numbers.map((one) =>
      element("button", {
        type: "button",
        className: "number",
        textContent: say("dial_call", displayNumber(textOf(one))),
        onclick: () => choose(one),
      }),
    ),
  );
  choices.hidden = false;
  /** @type {HTMLElement} */ (choices.firstElementChild).focus();
}

function hideChoices() {
  byId("dial-choices").hidden = true;
}

/**
 * Shows below the dial field why no call was placed.
 * @param {string} words the text that says why no call was placed
 */
export function showRefusal(words) {
  field().setAttribute("aria-invalid", "true");
  byId("dial-problem").textContent = words;
  byId("dial-problem").hidden = false;
  byId("dial-hint").textContent = "";
}

function clearRefusal() {
  field().removeAttribute("aria-invalid");
  byId("dial-problem").hidden = true;
}
