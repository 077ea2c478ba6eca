// A grid of people with the library that names this file, and the functions that test steps call.

import List from "list.js";
import { FIELDS, people, ready } from "../compared/grid.js";
import $ from "../compared/jquery.js";

const line = ({ name, phone, note }) =>
  `<li><b class=name>${name}</b> <span class=phone>${phone}</span> <i class=note>${note}</i></li>`;
document.body.insertAdjacentHTML(
  "beforeend",
  `<div id=grid><button type=button class=sort data-sort=phone>Phone</button><ul class=list>${people(30).map(line).join("")}</ul></div>`,
);
const list = new List("grid", { valueNames: FIELDS, page: 12 });
$("#grid").on("dblclick", ".phone", function edit() {
  $(this)
    .html(`<input value="${$(this).text()}">`)
    .find("input")
    .trigger("focus");
});
$("#grid").on("keydown", "input", function save({ key }) {
  if (key === "Enter") $(this).parent().text(this.value);
  if (key === "Escape") $(this).parent().text(this.defaultValue);
});
ready(() => list.items.map((item) => item.values()), {
  filter: (words) => list.search(words),
  next: () => list.show(13, 12),
});
