// The page of the call list: shows all numbers of the list and the number to call now. Buttons call
// this number, skip it or go to the next number. After a call, the user can choose the outcome and
// write a note. Depends on shared/call_list.js and shared/call_dock.js.

import { callDock } from "../shared/call_dock.js";
import { csvOf, durationOf } from "../shared/call_line.js";
import {
  changeList,
  collect,
  readList,
  watchList,
  withChanged,
  withNext,
  withoutEntry,
  withSkipped,
} from "../shared/call_list.js";
import { changeNote, NO_NOTE, readNotes, watchNotes } from "../shared/call_notes.js";
import { isOver } from "../shared/call_texts.js";
import { element, iconButton, sayDone } from "../shared/controls.js";
import { byId, replaceRows } from "../shared/elements.js";
import { fillTexts } from "../shared/fill_texts.js";
import { displayNumber } from "../shared/format_number.js";
import { formatCount, problemWords, say, sayCount } from "../shared/i18n.js";
import { send } from "../shared/messages.js";
import { saveFile } from "../shared/save_file.js";
import { readSettings, watchSettings } from "../shared/settings.js";
import { siteOf } from "../shared/site_settings.js";

/** @typedef {import("../shared/call_list.js").ListEntry} ListEntry */
/** @typedef {import("../shared/messages.js").Call} Call */

const known = {
  list: await readList(),
  notes: await readNotes(),
  settings: await readSettings(),
  /** @type {Call | null} */
  call: null,
  /** @type {import("../shared/messages.js").Numbers | null} */
  numbers: null,
};

const dock = callDock(byId("docked"), { again: callPresent, close: () => dock.hide() });

// --- views -----------------------------------------------------------------------------------

const present = () => known.list.entries.find(({ id }) => id === known.list.present);
const isDone = (/** @type {ListEntry} */ { state }) => state !== "open";

function paint() {
  const { entries } = known.list;
  const done = entries.filter(isDone).length;
  byId("progress").textContent =
    entries.length > 0 ? say("list_progress", formatCount(done), formatCount(entries.length)) : "";
  const bar = /** @type {HTMLProgressElement} */ (byId("bar"));
  Object.assign(bar, {
    max: Math.max(1, entries.length),
    value: done,
    hidden: entries.length === 0,
  });
  byId("empty").hidden = entries.length > 0;
  byId("all").hidden = entries.length === 0;
  byId("with-list").hidden = entries.length === 0;
  replaceRows(byId("entries"), entries.map(row));
  paintNow();
}

function paintNow() {
  const entry = present();
  byId("now").hidden = !entry;
  if (!entry) return;
  const shown = displayNumber(entry.number);
  byId("now-name").textContent = entry.name || shown;
  byId("now-name").className = entry.name ? "" : "number";
  byId("now-number").textContent = entry.name ? shown : "";
  byId("now-number").hidden = entry.name === "";
  byId("now-about").textContent = [entry.site, entry.state !== "open" && aboutOf(entry)]
    .filter((part) => part)
    .join(" · ");
  const isCalled = entry.state === "called";
  byId("call-now").textContent = say(isCalled ? "list_redial" : "list_call");
  byId("call-now").className = isCalled ? "" : "first";
  byId("next").hidden = !isDone(entry);
  byId("next").className = isCalled ? "first" : "";
  byId("skip").hidden = isDone(entry);
  const isLast = !known.list.entries.some((one) => !isDone(one));
  /** @type {HTMLButtonElement} */ (byId("next")).disabled = isLast;
  if (isLast) byId("progress").textContent = say("list_finished");
  paintCall(entry);
}

/** @param {ListEntry} entry */
function paintCall({ number, call_id }) {
  const { call } = known;
  const isUnderWay = call !== null && !isOver(call);
  /** @type {HTMLButtonElement} */ (byId("call-now")).disabled = isUnderWay;
  const isOfEntry =
    call !== null && (call.call_id === call_id || (isUnderWay && call.to === number));
  if (!isOfEntry) return dock.hide();
  const note = known.notes[call.call_id] ?? NO_NOTE;
  dock.show({ call, note, numbers: known.numbers, line: known.settings.call_line });
}

/** @param {ListEntry} entry */
function row(entry) {
  const { id, number, name } = entry;
  const shown = displayNumber(number);
  const named = name ? `${shown}, ${name}` : shown;
  const about = [name && shown, aboutOf(entry)].filter((part) => part).join(" · ");
  const go = element(
    "button",
    {
      type: "button",
      className: "go",
      onclick: () => changeList((list) => ({ ...list, present: id })),
    },
    element("span", { textContent: name || shown, dir: "auto" }),
    " ",
    element("span", { className: "about", textContent: about }),
  );
  if (id === known.list.present) go.setAttribute("aria-current", "true");
  const remove = () => changeList((list) => withoutEntry(list, id));
  return element(
    "li",
    {
      "data-key": id,
      className: `${isDone(entry) ? "done" : ""} ${id === known.list.present ? "present" : ""}`,
    },
    go,
    iconButton("close", say("list_remove", named), remove),
  );
}

/**
 * Returns the text that the list shows about an entry.
 * @param {ListEntry} entry
 * @returns {string} the call's outcome (or the entry's state, if there is no outcome), duration and
 *   note
 */
function aboutOf({ state, outcome, seconds, note }) {
  const words = outcome ? say(`outcome_${outcome}`) : say(`list_state_${state}`);
  return [words, durationOf(seconds), note].filter((part) => part).join(", ");
}

// --- actions ---------------------------------------------------------------------------------

/** Requests a call to the list's current number, and shows a problem if the call is refused. */
async function callPresent() {
  const entry = present();
  if (!entry) return;
  byId("problem").hidden = true;
  const { number: text, name, id } = entry;
  await send("call.number", { text, name, tab: -1 }).then(
    ({ call }) => call && noteCall(id, call),
    (problem) => {
      byId("problem").textContent = problemWords(problem);
      byId("problem").hidden = false;
    },
  );
}

/**
 * Marks an entry of the list as called. If the entry already contains a note of the user, stores
 * the note for the new call too.
 * @param {string} entryId
 * @param {Call} call the new call
 */
async function noteCall(entryId, { call_id, placed_at }) {
  const { note = "" } = known.list.entries.find(({ id }) => id === entryId) ?? {};
  if (note) await changeNote(call_id, { note });
  await changeList((list) =>
    withChanged(list, entryId, { state: "called", call_id, called_at: placed_at }),
  );
}

/**
 * Marks the current entry as called if a new call goes to the entry's number. If the user confirmed
 * the call in the confirmation window, this page learns of the call only from the session.
 * @param {Call} call
 */
async function takeCall(call) {
  const entry = present();
  if (entry && call.to === entry.number && call.call_id !== entry.call_id && !isOver(call)) {
    await noteCall(entry.id, call);
  }
}

/** Copies the outcome, note and duration of each call to the call's entry of the list. */
function takeNotes() {
  const changes = known.list.entries.flatMap((entry) => {
    const note = known.notes[entry.call_id];
    const isSame =
      !note ||
      (note.outcome === entry.outcome &&
        note.note === entry.note &&
        note.seconds === entry.seconds);
    return isSame ? [] : [{ id: entry.id, ...pickNote(note) }];
  });
  if (changes.length === 0) return;
  changeList((list) =>
    changes.reduce((changed, { id, ...change }) => withChanged(changed, id, change), list),
  );
}

/** @param {import("../shared/call_notes.js").CallNote} note */
const pickNote = ({ outcome, note, seconds }) => ({ outcome, note, seconds });

async function collectHere() {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const found = await send("page.numbers", { tab: tab?.id ?? -1 }).catch(() => []);
  const selected = found.filter((one) => one.selected);
  const site = tab?.incognito ? "" : siteOf(tab?.url);
  const wanted = (selected.length > 0 ? selected : found).map(({ number, name }) => ({
    number,
    site,
    name: tab?.incognito ? "" : name,
  }));
  const before = known.list.entries.length;
  const { entries } = await collect(wanted);
  const count = entries.length - before;
  byId("announced").textContent =
    count > 0 ? sayCount("list_collected", count) : say("list_none_found");
}

/** @returns {string} the whole list as CSV */
function listAsCsv() {
  const columns = ["number", "name", "site", "outcome", "duration", "note", "time"];
  const rows = known.list.entries.map((entry) => [
    ...[entry.number, entry.name, entry.site],
    say(entry.outcome ? `outcome_${entry.outcome}` : `list_state_${entry.state}`),
    ...[durationOf(entry.seconds), entry.note],
    entry.called_at > 0 ? new Date(entry.called_at * 1000).toISOString() : "",
  ]);
  return csvOf([columns.map((column) => say(`column_${column}`)), ...rows]);
}

/** Shows or hides the question whether to clear the list. @param {boolean} isAsked */
function askToClear(isAsked) {
  byId("sure").hidden = !isAsked;
  byId("with-list").hidden = isAsked || known.list.entries.length === 0;
  byId("sure-words").textContent = sayCount("list_clear_sure", known.list.entries.length);
  byId(isAsked ? "keep" : "clear").focus();
}

function listen() {
  byId("call-now").onclick = callPresent;
  byId("next").onclick = () => changeList(withNext);
  byId("skip").onclick = () => changeList(withSkipped);
  byId("collect").onclick = collectHere;
  byId("copy").onclick = async () => {
    await navigator.clipboard.writeText(listAsCsv().slice(1));
    sayDone(byId("copy"), say("copied"));
  };
  byId("export").onclick = () =>
    saveFile(`call-list-${new Date().toISOString().slice(0, 10)}.csv`, listAsCsv());
  byId("clear").onclick = () => askToClear(true);
  byId("keep").onclick = () => askToClear(false);
  byId("clear-sure").onclick = async () => {
    await changeList(() => ({ entries: [], present: "" }));
    byId("sure").hidden = true;
    byId("collect").focus();
  };
}

function watch() {
  watchList((list) => {
    known.list = list;
    paint();
  });
  watchNotes((notes) => {
    known.notes = notes;
    takeNotes();
    paintNow();
  });
  watchSettings((settings) => {
    known.settings = settings;
    paintNow();
  });
  chrome.storage.session.onChanged.addListener(({ call, numbers }) => {
    if (numbers) known.numbers = /** @type {any} */ (numbers.newValue ?? null);
    if (call) known.call = /** @type {any} */ (call.newValue ?? null);
    if (known.call) takeCall(known.call);
    paintNow();
  });
}

async function start() {
  fillTexts();
  listen();
  Object.assign(known, await chrome.storage.session.get(["call", "numbers"]));
  paint();
  watch();
  takeNotes();
  /** @type {HTMLElement} */ (document.querySelector("main")).ariaBusy = "false";
}

start();
