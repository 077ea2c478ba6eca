// A grid of people with the library that names this file, and the functions that test steps call.

import jspreadsheet from "jspreadsheet-ce";
import "jspreadsheet-ce/dist/jspreadsheet.css";
import "jsuites/dist/jsuites.css";
import { FIELDS, people, ready } from "../compared/grid.js";

const root = document.body.appendChild(document.createElement("div"));
const [sheet] = jspreadsheet(root, {
  worksheets: [
    {
      data: people(12).map((row) => FIELDS.map((field) => row[field])),
      columns: FIELDS.map((title) => ({ title, width: 220 })),
      search: true,
      pagination: 8,
    },
  ],
});
ready(() => sheet.getData(), {
  filter: (words) => sheet.search(words),
  next: () => sheet.page(1),
});
