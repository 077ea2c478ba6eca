// Shows the popup's list of the last calls: the callee, the page, the outcome and the time of each
// call, with buttons that call again, open the call's note, and export all calls. Depends on the
// messages, call_texts.js and controls.js.

import { csvOf } from "../shared/call_line.js";
import { NO_NOTE } from "../shared/call_notes.js";
import { callRows, isOver, outcomeWords, timeOf } from "../shared/call_texts.js";
import { element, icon, iconButton } from "../shared/controls.js";
import { byId, replaceRows } from "../shared/elements.js";
import { displayNumber } from "../shared/format_number.js";
import { say } from "../shared/i18n.js";
import { send } from "../shared/messages.js";
import { saveFile } from "../shared/save_file.js";

/** @typedef {import("../shared/messages.js").Call} Call */
/** @typedef {import("../shared/call_notes.js").CallNotes} CallNotes */
/** @typedef {{call: (number: string, name: string) => void, open: (call: Call) => void}} Handlers */

/** @param {readonly Call[]} calls @param {CallNotes} notes @param {Handlers} handlers */
export function showRecent(calls, notes, handlers) {
  const save = /** @type {HTMLButtonElement} */ (byId("journal-export"));
  save.disabled = calls.length === 0;
  byId("recent-none").hidden = calls.length > 0;
  replaceRows(
    byId("recent-calls"),
    calls.map((call) => row(call, notes, handlers)),
  );
}

/** @param {Call} call @param {CallNotes} notes @param {Handlers} handlers */
function row(call, notes, handlers) {
  const note = notes[call.call_id] ?? NO_NOTE;
  const shown = displayNumber(call.to);
  const outcome = outcomeWords(call, note);
  const named = note.name ? `${note.name}, ${shown}` : shown;
  const about = [note.name && shown, outcome, note.site, timeOf(call.placed_at)];
  return element(
    "li",
    { "data-key": call.call_id },
    outcomeIcon(call),
    element(
      "div",
      { className: "who" },
      element("span", { textContent: note.name || shown, dir: "auto" }),
      element("span", {
        className: "about",
        textContent: about.filter((part) => part).join(" · "),
        title: [outcome, note.note].filter((part) => part).join("\n"),
      }),
    ),
    // The box of the current call shows a call in progress, and only an ended call takes a note.
    ...(isOver(call)
      ? [iconButton("note", say("recent_note", named), () => handlers.open(call))]
      : []),
    iconButton("call", say("recent_redial", named, outcome), () =>
      handlers.call(call.to, note.name),
    ),
  );
}

/** Returns the icon that shows how a call ended. @param {Call} call */
function outcomeIcon({ state }) {
  const forms = /** @type {const} */ (["ended", "cancelled", "failed", "unknown"]);
  const made = element("span", { className: `outcome ${state}` });
  made.append(icon(forms.find((form) => form === state) ?? "call"));
  return made;
}

/** Exports the last calls from the host's journal to a CSV file. @param {CallNotes} notes */
export async function exportJournal(notes) {
  const { calls } = await send("calls.journal", {});
  saveFile(`calls-${new Date().toISOString().slice(0, 10)}.csv`, csvOf(callRows(calls, notes)));
}
