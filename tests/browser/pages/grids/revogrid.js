// A grid of people with the library that names this file, and the functions that test steps call.

import { defineCustomElements } from "@revolist/revogrid/loader";
import { FIELDS, people, ready } from "../compared/grid.js";

defineCustomElements();
const rows = people(60);
const grid = document.body.appendChild(document.createElement("revo-grid"));
grid.style.cssText = "display:block;height:330px;width:760px";
grid.columns = FIELDS.map((prop) => ({ prop, name: prop, size: 220, sortable: true }));
grid.source = rows;
grid.range = true;
ready(
  () => rows,
  {
    filter: (words) => {
      grid.source = rows.filter(({ phone }) => phone.includes(words));
    },
    next: () => grid.scrollToRow(40),
  },
  12,
);
