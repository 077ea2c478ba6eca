// A grid of people with the library that names this file, and the functions that test steps call.

import $ from "../compared/jquery.js";
import "jsgrid/dist/jsgrid.css";
import "jsgrid";
import { FIELDS, people, ready } from "../compared/grid.js";

document.body.insertAdjacentHTML("beforeend", "<div id=grid></div>");
const data = people(40);
const grid = $("#grid");
grid.jsGrid({
  width: 700,
  height: 400,
  data,
  fields: FIELDS.map((name) => ({ name, type: "text" })),
  editing: true,
  sorting: true,
  paging: true,
  pageSize: 10,
  rowClick: () => {},
  rowDoubleClick: ({ item }) => {
    grid.jsGrid("editItem", item);
    grid.find(".jsgrid-edit-row input").eq(1).trigger("focus");
  },
});
grid.on("keydown", "input", ({ key }) => {
  if (key === "Enter") grid.jsGrid("updateItem");
  if (key === "Escape") grid.jsGrid("cancelEdit");
});
ready(() => data, {
  filter: (words) =>
    grid.jsGrid(
      "option",
      "data",
      data.filter(({ phone }) => phone.includes(words)),
    ),
  next: () => grid.jsGrid("openPage", 2),
});
