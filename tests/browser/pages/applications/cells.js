// Tables with cells that are edited in place: each row's editor reads its cell in another way.

import { ready } from "../compared/grid.js";

const READ = ["textContent", "innerHTML", "innerText", "firstChild", "editable"];
const NUMBERS = ["415-555-2671", "415-555-2672", "415-555-2673", "415-555-2674", "415-555-2675"];
const saved = [];
const rows = READ.map(
  (read, at) => `<tr data-id=${at}><td>${read}</td><td data-read=${read}>${NUMBERS[at]}</td></tr>`,
);
document.body.insertAdjacentHTML(
  "beforeend",
  `<table style="width:500px"><tbody>${rows.join("")}</tbody></table><output></output>`,
);
const table = document.querySelector("table");
const textOf = (cell, read) => (read === "firstChild" ? cell.firstChild.data : cell[read]);

table.ondblclick = ({ target: cell }) => {
  const { read } = cell.dataset;
  if (read === "editable") {
    cell.contentEditable = "true";
    cell.focus();
  } else if (read) {
    const value = textOf(cell, read);
    cell.innerHTML = "<input>";
    cell.firstChild.value = value;
    cell.firstChild.focus();
  }
};
table.onkeydown = (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const cell = event.target.closest("td");
  const { read } = cell.dataset;
  const value = read === "editable" ? cell.innerHTML : event.target.value;
  saved.push([read, value]);
  if (read === "editable") cell.removeAttribute("contenteditable");
  else if (read === "innerHTML") cell.innerHTML = value;
  else cell.textContent = value;
};
table.onclick = ({ target }) => {
  document.querySelector("output").textContent = `${target.tagName} ${target.cellIndex}`;
};
ready(() => [saved, [...table.querySelectorAll("td")].map((cell) => cell.innerHTML)]);
