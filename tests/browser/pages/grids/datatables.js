// A grid of people with the library that names this file, and the functions that test steps call.

import DataTable from "datatables.net";
import $ from "../compared/jquery.js";
import "jquery-jeditable";
import { people, ready, tableOf } from "../compared/grid.js";

document.body.insertAdjacentHTML("beforeend", tableOf(people(40), "id=grid style='width:700px'"));
const grid = new DataTable("#grid", { pageLength: 12, order: [] });
$("#grid tbody td").editable((value) => value, { event: "dblclick", onblur: "cancel" });
ready(() => [grid.data().toArray(), grid.page()], {
  filter: (words) => grid.search(words).draw(),
  next: () => grid.page("next").draw("page"),
});
