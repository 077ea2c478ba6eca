// A to-do list in plain JavaScript with one delegated listener, which examines the event's target.

import { ready } from "../compared/grid.js";
import { FIRST, FRAME, line } from "../compared/todos.js";

document.body.insertAdjacentHTML("beforeend", FRAME);
const list = document.querySelector(".list");
let todos = structuredClone(FIRST);

function draw() {
  const shown = location.hash === "#/active" ? todos.filter(({ done }) => !done) : todos;
  list.innerHTML = shown.map(line).join("");
}

/** Runs the handler only if the target itself matches the selector. */
function delegate(type, selector, handle) {
  list.addEventListener(
    type,
    (event) => {
      if ([...list.querySelectorAll(selector)].includes(event.target)) handle(event);
    },
    type === "blur",
  );
}
const todoOf = (element) => {
  const id = Number(element.closest("li").dataset.id);
  return todos.find((todo) => todo.id === id);
};

delegate("dblclick", "li label", ({ target }) => {
  const item = target.closest("li");
  const input = document.createElement("input");
  input.className = "edit";
  input.value = todoOf(target).title;
  item.classList.add("editing");
  item.append(input);
  input.focus();
});
delegate("keydown", "li .edit", ({ target, key }) => {
  if (key === "Enter") todoOf(target).title = target.value;
  if (key === "Enter" || key === "Escape") draw();
});
delegate("click", ".toggle", ({ target }) => {
  todoOf(target).done = target.checked;
  draw();
});
delegate("click", ".destroy", ({ target }) => {
  todos = todos.filter((todo) => todo !== todoOf(target));
  draw();
});
document.querySelector(".new").addEventListener("change", ({ target }) => {
  todos.push({ id: todos.length + 10, title: target.value, done: false });
  target.value = "";
  draw();
});
addEventListener("hashchange", draw);
draw();
ready(() => todos);
