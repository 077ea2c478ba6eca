// Shows the current call in a panel: the states of the user's phone and of the callee's phone, a
// clock, the caller ID and a button that cancels the call. After the call, shows the outcome, a
// field for a note, and a line of text to copy. Depends on the messages, call_notes.js and
// call_texts.js.

import { durationOf } from "./call_line.js";
import { changeNote, LONGEST_NOTE_CHARACTERS, OUTCOMES, outcomeOf } from "./call_notes.js";
import { isOver, legsOf, lineOf, ownNumber, stateWords } from "./call_texts.js";
import { element, icon, iconButton, sayDone } from "./controls.js";
import { displayNumber } from "./format_number.js";
import { problemWords, say } from "./i18n.js";
import { send } from "./messages.js";

/** @typedef {import("./messages.js").Call} Call */
/** @typedef {import("./call_notes.js").CallNote} CallNote */
/**
 * What is shown about a call.
 * @typedef {Object} Shown
 * @property {Call} call
 * @property {CallNote} note
 * @property {import("./messages.js").Numbers | null} numbers
 * @property {string} line the user's format of the line of text to copy; "" means the default
 *   format of the user's language
 */
/**
 * @typedef {Object} Handlers
 * @property {(number: string, name: string) => void} again calls the number again
 * @property {(call: Call) => void} close
 */

/** @typedef {ReturnType<typeof newParts>} Parts */

/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

/**
 * @param {HTMLElement} place
 * @param {Handlers} handlers
 * @returns {{show: (shown: Shown) => void, hide: () => void}}
 */
export function callDock(place, handlers) {
  /** @type {Shown | null} */
  let present = null;
  const parts = newParts(() => present, handlers);
  parts.root.hidden = true;
  place.replaceChildren(parts.root);
  return {
    show(shown) {
      present = shown;
      paint(parts, shown);
      clearInterval(ticking);
      if (shown.call.state === "connected") ticking = setInterval(() => tick(parts, shown), 1000);
    },
    hide() {
      present = null;
      parts.root.hidden = true;
      clearInterval(ticking);
    },
  };
}

/** @param {() => Shown | null} present @param {Handlers} handlers */
function newParts(present, handlers) {
  const part = (/** @type {string} */ id, className = "") => element("span", { id, className });
  const [sign, name, number] = [
    part("call-sign"),
    element("strong", { id: "call-name" }),
    part("call-number", "number"),
  ];
  const clock = element("span", { id: "call-clock", className: "dock-clock", role: "timer" });
  const close = iconButton("close", say("card_close"), () => {
    const shown = present();
    if (shown) handlers.close(shown.call);
  });
  close.id = "call-close";
  const actions = newActions(present, handlers);
  const state = element("p", { id: "call-state", role: "status" });
  const who = element("div", { className: "who" }, element("p", {}, name, " ", number), state);
  const head = element("div", { className: "dock-head" }, ...[sign, who, clock, close]);
  const [you, them] = [element("li"), element("li")];
  const legs = element("ul", { className: "legs" }, you, them);
  const after = newAfter(present, actions.again);
  const root = element(
    "section",
    { id: "call", "aria-label": say("call_region") },
    ...[head, legs, actions.cancel, after.root],
  );
  return { root, sign, name, number, clock, close, state, you, them, legs, actions, after };
}

/** @param {() => Shown | null} present @param {Handlers} handlers */
function newActions(present, handlers) {
  const cancel = element("button", {
    ...{ id: "call-cancel", type: "button", textContent: say("popup_cancel") },
    onclick: () => cancelCall(present()),
  });
  const again = element("button", {
    ...{ id: "call-again", type: "button", textContent: say("call_again") },
    onclick: () => {
      const shown = present();
      if (shown) handlers.again(shown.call.to, shown.note.name);
    },
  });
  return { cancel, again };
}

/** @param {Shown | null} shown */
async function cancelCall(shown) {
  if (!shown) return;
  await send("call.cancel", { call_id: shown.call.call_id }).catch((problem) => {
    const state = document.getElementById("call-state");
    if (state) state.textContent = problemWords(problem);
  });
}

/** @param {() => Shown | null} present @param {HTMLElement} again the button that calls again */
function newAfter(present, again) {
  const write = (/** @type {Partial<CallNote>} */ change) => {
    const shown = present();
    if (shown) changeNote(shown.call.call_id, change);
  };
  const chips = OUTCOMES.map((outcome) =>
    element("button", {
      ...{ type: "button", textContent: say(`outcome_${outcome}`), "data-outcome": outcome },
      onclick: () => {
        const shown = present();
        write({ outcome: shown?.note.outcome === outcome ? "" : outcome });
      },
    }),
  );
  const note = element("input", {
    ...{
      id: "call-note",
      type: "text",
      maxLength: LONGEST_NOTE_CHARACTERS,
      placeholder: say("call_note"),
    },
    "aria-label": say("call_note"),
    oninput: () => write({ note: note.value }),
  });
  const copy = iconButton("copy", say("call_copy_line"), async () => {
    const shown = present();
    if (!shown) return;
    await navigator.clipboard.writeText(lineOf(shown.line, shown.call, shown.note));
    sayDone(copy, say("copied"));
  });
  copy.id = "call-copy";
  const named = { className: "chips", role: "group", "aria-label": say("call_outcome") };
  const group = element("div", named, ...chips);
  const row = element("div", { className: "dock-row" }, note, copy, again);
  return {
    chips,
    note,
    copy,
    group,
    root: element("div", { id: "call-after" }, group, row),
  };
}

/** @param {Parts} parts @param {Shown} shown */
function paint(parts, shown) {
  const { call, note } = shown;
  const over = isOver(call);
  parts.root.hidden = false;
  parts.root.className = `dock ${call.state}`;
  parts.sign.className = over ? `outcome ${call.state}` : "pulse";
  parts.sign.replaceChildren(...(over ? [icon(/** @type {any} */ (call.state))] : []));
  parts.name.textContent = note.name || displayNumber(call.to);
  parts.name.title = note.name;
  parts.number.textContent = note.name ? displayNumber(call.to) : "";
  parts.number.title = parts.number.textContent;
  parts.number.hidden = note.name === "";
  const words = stateWords(call);
  // Screen readers announce a text again whenever the text is set, so an unchanged text is not set.
  if (parts.state.textContent !== words) {
    parts.state.textContent = words;
    parts.state.title = words;
  }
  parts.close.hidden = !over;
  parts.legs.hidden = over;
  paintLegs(parts, shown);
  parts.actions.cancel.hidden = !call.cancellable;
  parts.actions.again.hidden = call.state !== "failed";
  paintAfter(parts, shown, over);
  tick(parts, shown);
}

/** @param {Parts} parts @param {Shown} shown */
function paintLegs({ you, them }, { call, numbers }) {
  const legs = legsOf(call);
  const own = ownNumber(numbers, "from", call.from) || say("confirm_from_default");
  const shown = ownNumber(numbers, "caller_id", call.caller_id) || say("popup_caller_default");
  for (const [row, words, leg] of /** @type {const} */ ([
    [you, say("call_your_phone", own), legs.you],
    [them, say("call_they_see", shown), legs.them],
  ])) {
    row.className = leg === "ringing" ? "now" : "";
    row.replaceChildren(
      element("span", { className: "leg", textContent: words, title: words }),
      element("span", { textContent: say(`leg_${leg}`) }),
    );
  }
}

/** @param {Parts} parts @param {Shown} shown @param {boolean} over */
function paintAfter({ after }, { call, note }, over) {
  after.root.hidden = !over;
  // After a cancelled call, the user is not asked for the outcome.
  after.group.hidden = call.state === "cancelled";
  const outcome = outcomeOf(call, note);
  for (const chip of after.chips) {
    chip.setAttribute("aria-pressed", String(chip.dataset["outcome"] === outcome));
  }
  if (document.activeElement !== after.note) after.note.value = note.note;
}

/** @param {Parts} parts @param {Shown} shown */
function tick({ clock }, { call, note }) {
  const since = note.connected_at || call.changed_at;
  const seconds = call.state === "connected" ? Date.now() / 1000 - since : note.seconds;
  clock.textContent = call.state === "connected" && seconds < 1 ? "0:00" : durationOf(seconds);
}
