// A to-do list with jQuery, which reads the edited title from the event's target.

import { ready } from "../compared/grid.js";
import $ from "../compared/jquery.js";
import { FIRST, FRAME, line } from "../compared/todos.js";

$(document.body).append(FRAME);
let todos = structuredClone(FIRST);

function draw() {
  const isShown = ({ done }) => location.hash !== "#/active" || !done;
  $(".list").html(todos.filter(isShown).map(line).join(""));
}
const todoOf = (element) => {
  const id = $(element).closest("li").data("id");
  return todos.find((todo) => todo.id === id);
};

$(".list")
  .on("dblclick", "label", ({ target }) => {
    const input = $("<input class=edit>").val($(target).text());
    $(target).closest("li").addClass("editing").append(input);
    input.trigger("focus");
  })
  .on("keyup", ".edit", ({ target, key }) => {
    if (key === "Enter") todoOf(target).title = $(target).val().trim();
    if (key === "Enter" || key === "Escape") draw();
  })
  .on("change", ".toggle", ({ target }) => {
    todoOf(target).done = target.checked;
    draw();
  })
  .on("click", ".destroy", ({ target }) => {
    todos = todos.filter((todo) => todo !== todoOf(target));
    draw();
  });
$(".new").on("change", ({ target }) => {
  todos.push({ id: todos.length + 10, title: $(target).val(), done: false });
  $(target).val("");
  draw();
});
$(window).on("hashchange", draw);
draw();
ready(() => todos);
