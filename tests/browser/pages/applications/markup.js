// A to-do list that stores its data in the page: it reads and writes HTML.

import { ready } from "../compared/grid.js";
import { FIRST, FRAME, line } from "../compared/todos.js";

document.body.insertAdjacentHTML("beforeend", FRAME);
const list = document.querySelector(".list");
list.innerHTML = FIRST.map(line).join("");

list.addEventListener("dblclick", ({ target }) => {
  const label = target.closest("label");
  if (!label) return;
  label.dataset.was = label.innerHTML;
  label.innerHTML = `<input class=edit value="${label.innerHTML}">`;
  label.firstChild.focus();
});
list.addEventListener("keydown", ({ target, key }) => {
  const label = target.closest("label");
  if (key === "Enter") label.innerHTML = target.value;
  else if (key === "Escape") label.innerHTML = label.dataset.was;
});
list.addEventListener("click", ({ target }) => {
  const item = target.parentNode.parentNode;
  if (target.className === "toggle") item.classList.toggle("done");
  if (target.className === "destroy") item.outerHTML = "";
});
document.querySelector(".new").addEventListener("change", ({ target }) => {
  list.innerHTML += line({ id: list.children.length + 10, title: target.value, done: false });
  target.value = "";
});
addEventListener("hashchange", () => {
  for (const item of list.children) {
    item.hidden = location.hash === "#/active" && item.className === "done";
  }
});
ready(() =>
  [...list.querySelectorAll("label")].map((label) => [label.innerHTML, label.textContent]),
);
