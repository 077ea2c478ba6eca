// A grid of people with the library that names this file, and the functions that test steps call.

import "../compared/sortable.js";
import { Editors, SlickDataView, SlickGrid } from "slickgrid";
import "slickgrid/dist/styles/css/slick.grid.css";
import { FIELDS, people, ready } from "../compared/grid.js";

const root = document.body.appendChild(document.createElement("div"));
root.style.cssText = "height:330px;width:700px";
const view = new SlickDataView();
const columns = FIELDS.map((field) => ({
  id: field,
  name: field,
  field,
  width: 220,
  editor: Editors.Text,
  sortable: true,
}));
const options = {
  editable: true,
  autoEdit: false,
  enableCellNavigation: true,
  enableTextSelectionOnCells: true,
};
const grid = new SlickGrid(root, view, columns, options);
let wanted = "";
view.onRowsChanged.subscribe((_, { rows }) => {
  grid.invalidateRows(rows);
  grid.render();
});
view.onRowCountChanged.subscribe(() => grid.updateRowCount());
grid.onSort.subscribe((_, { sortCol, sortAsc }) =>
  view.sort((one, other) => (one[sortCol.field] > other[sortCol.field] ? 1 : -1), sortAsc),
);
view.setItems(people(60));
view.setFilter((row) => row.phone.includes(wanted));
ready(() => [view.getItems(), grid.getActiveCell()], {
  filter: (words) => {
    wanted = words;
    view.refresh();
  },
  next: () => grid.scrollRowToTop(40),
});
