// A grid of people with the library that names this file, and the functions that test steps call.

import $ from "../compared/jquery.js";
import "free-jqgrid/css/ui.jqgrid.css";
import jqGrid from "free-jqgrid";
import { FIELDS, people, ready } from "../compared/grid.js";

jqGrid(window, $);
document.body.insertAdjacentHTML("beforeend", "<table id=grid></table>");
const grid = $("#grid").jqGrid({
  datatype: "local",
  data: people(60),
  colModel: FIELDS.map((name) => ({ name, editable: true, width: 220 })),
  rowNum: 20,
  height: 300,
  editurl: "clientArray",
  ondblClickRow: (id) => grid.jqGrid("editRow", id, { keys: true, focusField: 1 }),
});
ready(() => [grid.jqGrid("getRowData"), grid.jqGrid("getGridParam", "selrow")], {
  filter: (data) => {
    const rules = [{ field: "phone", op: "cn", data }];
    grid.jqGrid("setGridParam", {
      search: Boolean(data),
      postData: { filters: JSON.stringify({ groupOp: "AND", rules }) },
    });
    grid.trigger("reloadGrid");
  },
  next: () => grid.trigger("reloadGrid", { page: 2 }),
});
