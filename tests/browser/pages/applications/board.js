// A board of cards: they are dragged between columns, opened by a double click, selected by a click
// and moved by keys.

import { ready } from "../compared/grid.js";

const CARDS = [
  "Ann 415-555-2671",
  "212-736-5001",
  "Bob, no number",
  "Eve: ring 650-253-0000 today",
];
const card = (words, at) =>
  `<div class=card draggable=true tabindex=0 data-id=${at}><span>${words}</span></div>`;
document.body.insertAdjacentHTML(
  "beforeend",
  `<div style="display:flex;gap:20px"><div class=column style="width:260px">${CARDS.map(card).join("")}</div>` +
    "<div class=column style='width:260px'><h4>Done</h4></div></div><dialog>Opened</dialog>",
);
const columns = [...document.querySelectorAll(".column")];
const dialog = document.querySelector("dialog");
let dragged = null;
let opened = null;

for (const column of columns) {
  column.addEventListener("dragstart", ({ target, dataTransfer }) => {
    dragged = target;
    dataTransfer.setData("text/plain", target.dataset.id);
  });
  column.addEventListener("dragover", (event) => event.preventDefault());
  column.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.getData("text/plain") === dragged?.dataset.id) column.append(dragged);
  });
  column.addEventListener("click", ({ target }) => {
    target.closest(".card")?.classList.toggle("chosen");
  });
  column.addEventListener("dblclick", ({ target }) => {
    opened = target.closest(".card")?.dataset.id ?? null;
    dialog.show();
  });
}
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") dialog.close();
});
ready(() => [columns.map((column) => column.innerHTML), opened, dialog.open]);
