// A grid of people with the library that names this file, and the functions that test steps call.

import Handsontable from "handsontable";
import "handsontable/styles/handsontable.css";
import { FIELDS, people, ready } from "../compared/grid.js";

const root = document.body.appendChild(document.createElement("div"));
const data = people(60);
const grid = new Handsontable(root, {
  data,
  columns: FIELDS.map((field) => ({ data: field, width: 220 })),
  colHeaders: FIELDS,
  rowHeaders: true,
  height: 330,
  filters: true,
  columnSorting: true,
  manualRowMove: true,
  licenseKey: "non-commercial-and-evaluation",
});
ready(() => [grid.getData(), grid.getSelected()], {
  filter: (words) => {
    const filters = grid.getPlugin("filters");
    filters.clearConditions();
    if (words) filters.addCondition(1, "contains", [words]);
    filters.filter();
  },
  next: () => grid.scrollViewportTo({ row: 40 }),
});
