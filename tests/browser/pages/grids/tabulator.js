// A grid of people with the library that names this file, and the functions that test steps call.

import { TabulatorFull as Tabulator } from "tabulator-tables";
import "tabulator-tables/dist/css/tabulator.css";
import { FIELDS, people, ready } from "../compared/grid.js";

const root = document.body.appendChild(document.createElement("div"));
const grid = new Tabulator(root, {
  height: "330px",
  data: people(60),
  columns: FIELDS.map((field) => ({ field, title: field, editor: "input", width: 220 })),
  editTriggerEvent: "dblclick",
  pagination: true,
  paginationSize: 20,
  selectableRows: true,
});
const filter = (words) => (words ? grid.setFilter("phone", "like", words) : grid.clearFilter());
grid.on("tableBuilt", () =>
  ready(() => [grid.getData(), grid.getSelectedData(), grid.getPage()], {
    filter,
    next: () => grid.nextPage(),
  }),
);
