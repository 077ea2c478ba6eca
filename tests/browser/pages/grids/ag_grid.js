// A grid of people with the library that names this file, and the functions that test steps call.

import { AllCommunityModule, createGrid, ModuleRegistry } from "ag-grid-community";
import { FIELDS, people, ready } from "../compared/grid.js";

ModuleRegistry.registerModules([AllCommunityModule]);
// The grid's live region for screen readers changes at unpredictable times, so it is left out.
document.head.insertAdjacentHTML("beforeend", "<style>[aria-live] { display: none }</style>");
const root = document.body.appendChild(document.createElement("div"));
root.style.height = "330px";
const rowData = people(60);
const api = createGrid(root, {
  rowData,
  columnDefs: FIELDS.map((field) => ({
    field,
    editable: true,
    filter: true,
    rowDrag: field === "name",
  })),
  pagination: true,
  paginationPageSize: 20,
  rowSelection: { mode: "multiRow", checkboxes: false, enableClickSelection: true },
  enableCellTextSelection: true,
  animateRows: false,
  rowDragManaged: true,
});
ready(() => [rowData, api.getSelectedRows(), api.paginationGetCurrentPage()], {
  filter: (filter) => api.setGridOption("quickFilterText", filter),
  next: () => api.paginationGoToNextPage(),
});
