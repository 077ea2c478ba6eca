// Libraries that turn a table or a list of the page into data: sorted, searched, edited, exported.

import DataTable from "datatables.net";
import $ from "../compared/jquery.js";
import "jquery-jeditable";
import List from "list.js";
import { DataTable as SimpleTable } from "simple-datatables";
import Sortable from "sortablejs";
import "stacktable.js";
import Tablesort from "tablesort";
import { TabulatorFull as Tabulator } from "tabulator-tables";
import * as XLSX from "xlsx";
import { frames, put } from "../compared/kit.js";

const PEOPLE = [
  ["Bob", "213-373-4253", "tel 213-373-4253 now"],
  ["Ann", "415-555-2671", "none"],
  ["Eve", "+1 212-736-5000", "x"],
  ["Joe", "650-253-0000 x", "(415) <b>555-2671</b>"],
];
const row = (cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
const TABLE = `<table><thead><tr><th>Name</th><th>Phone</th><th>Note</th></tr></thead><tbody>${PEOPLE.map(row).join("")}</tbody></table>`;
const LIST = `<div><ul class=list>${PEOPLE.map(([name, phone]) => `<li><b class=name>${name}</b> <span class=phone>${phone}</span></li>`).join("")}</ul></div>`;

const kept = new WeakMap();
const table = (root) => root.querySelector("table");
const shown = (root) => [...root.querySelectorAll("tbody tr, li")].map((at) => at.innerText);

put({
  "simple-datatables": {
    html: TABLE,
    run: (root) => {
      const made = new SimpleTable(table(root), { perPage: 3 });
      kept.set(root, made);
      made.columns.sort(1, "asc");
      const sorted = shown(root);
      made.search("213");
      const searched = shown(root);
      made.search("");
      return [sorted, searched, shown(root), made.data.data.map(({ cells }) => cells[1].text)];
    },
    undo: (root) => {
      kept.get(root).columns.sort(1, "desc");
      kept.get(root).page(2);
      return shown(root);
    },
  },
  datatables: {
    html: TABLE,
    run: (root) => {
      const made = new DataTable(table(root), { pageLength: 3 });
      kept.set(root, made);
      made.order([1, "asc"]).draw();
      const sorted = shown(root);
      made.search("213").draw();
      const searched = shown(root);
      made.search("").draw();
      return [sorted, searched, made.data().toArray(), made.column(1).data().unique().toArray()];
    },
    undo: (root) => {
      kept.get(root).rows().invalidate("dom");
      kept.get(root).order([1, "desc"]).draw();
      return [kept.get(root).data().toArray(), shown(root)];
    },
  },
  tablesort: {
    html: TABLE,
    run: (root) => {
      const made = new Tablesort(table(root));
      made.sortTable(root.querySelectorAll("th")[1]);
      return shown(root);
    },
    undo: (root) => {
      root.querySelectorAll("th")[1].click();
      return shown(root);
    },
  },
  stacktable: { html: TABLE, run: (root) => $(table(root)).stacktable().length },
  cardtable: { html: TABLE, run: (root) => $(table(root)).cardtable().length },
  "list.js": {
    html: LIST,
    run: (root) => {
      const made = new List(root.firstElementChild, { valueNames: ["name", "phone"] });
      kept.set(root, made);
      const found = made.get("phone", "213-373-4253").length;
      made.sort("phone", { order: "desc" });
      const sorted = shown(root);
      made.search("4253");
      const searched = shown(root);
      made.search();
      return [found, sorted, searched, made.items.map((item) => item.values())];
    },
    undo: (root) => {
      kept.get(root).add({ name: "Zoe", phone: "(212) 736-5001" });
      kept.get(root).sort("name", { order: "asc" });
      return shown(root);
    },
  },
  "tabulator, from a table": {
    html: TABLE,
    run: async (root) => {
      const made = new Tabulator(table(root), { layout: "fitColumns", renderVertical: "basic" });
      kept.set(root, made);
      await new Promise((done) => made.on("tableBuilt", done));
      await frames();
      return made.getData();
    },
    undo: async (root) => {
      kept.get(root).setSort("phone", "asc");
      await frames();
      return [...root.querySelectorAll(".tabulator-row")].map((at) => at.innerText);
    },
  },
  "xlsx, a sheet of a table": {
    html: TABLE,
    run: (root) => {
      const sheet = XLSX.utils.table_to_sheet(table(root), { raw: true });
      return [XLSX.utils.sheet_to_csv(sheet), XLSX.utils.sheet_to_json(sheet, { header: 1 })];
    },
  },
  "xlsx, a table of a sheet": {
    html: TABLE,
    run: (root) => {
      const book = XLSX.utils.table_to_book(table(root));
      root.innerHTML = XLSX.utils.sheet_to_html(book.Sheets["Sheet1"], { header: "", footer: "" });
    },
  },
  jeditable: {
    html: TABLE,
    run: (root) => {
      const cell = root.querySelectorAll("td")[1];
      $(cell).editable((value) => value, { event: "edit", onblur: "ignore" });
      $(cell).trigger("edit");
      return root.querySelector("input").value;
    },
    undo: (root) => {
      root.querySelector("input").value += " day";
      root.querySelector("form").requestSubmit();
      return root.querySelectorAll("td")[1].innerHTML;
    },
  },
  "sortable, ids of its items": {
    html: LIST,
    run: (root) => {
      const made = new Sortable(root.querySelector("ul"), { dataIdAttr: "data-none" });
      kept.set(root, made);
      return made.toArray();
    },
    undo: (root) => {
      kept.get(root).sort(kept.get(root).toArray().reverse());
      return shown(root);
    },
  },
});
