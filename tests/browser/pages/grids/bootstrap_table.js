// A grid of people with the library that names this file, and the functions that test steps call.

import $ from "../compared/jquery.js";
import "bootstrap-table/dist/bootstrap-table.css";
import "bootstrap-table";
import { people, ready, tableOf } from "../compared/grid.js";

document.body.insertAdjacentHTML("beforeend", tableOf(people(40), "id=grid"));
for (const head of document.querySelectorAll("th")) {
  head.dataset["field"] = head.textContent.toLowerCase();
  head.dataset["sortable"] = "true";
}
const grid = $("#grid");
grid.bootstrapTable({ pagination: true, pageSize: 12, search: true, clickToSelect: true });
ready(() => grid.bootstrapTable("getData"), {
  filter: (words) => grid.bootstrapTable("resetSearch", words),
  next: () => grid.bootstrapTable("nextPage"),
});
