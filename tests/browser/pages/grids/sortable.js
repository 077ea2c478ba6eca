// A grid of people with the library that names this file, and the functions that test steps call.

import Sortable from "sortablejs";
import { people, ready, tableOf } from "../compared/grid.js";

document.body.insertAdjacentHTML("beforeend", tableOf(people(10), "style='width:700px'"));
const sortable = new Sortable(document.querySelector("tbody"), { animation: 0 });
const rows = () => [...document.querySelectorAll("tbody tr")].map((row) => row.innerText);
/** The most common cell editor: the text moves into a field and back. */
document.querySelector("tbody").addEventListener("dblclick", ({ target: cell }) => {
  if (cell.localName !== "td") return;
  const value = cell.textContent;
  cell.innerHTML = "<input>";
  cell.firstChild.defaultValue = value;
  cell.firstChild.focus();
});
document.querySelector("tbody").addEventListener("keydown", ({ key, target }) => {
  if (key === "Enter") target.parentNode.textContent = target.value;
  if (key === "Escape") target.parentNode.textContent = target.defaultValue;
});
ready(() => [rows(), sortable.toArray()], {
  filter: (words) => {
    for (const row of document.querySelectorAll("tbody tr"))
      row.hidden = !row.innerText.includes(words);
  },
  next: () => {},
});
