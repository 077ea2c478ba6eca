// A grid of people with the library that names this file, and the functions that test steps call.

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/virtual-core";
import { people, ready } from "../compared/grid.js";

const all = people(5000);
let rows = all;
document.body.insertAdjacentHTML(
  "beforeend",
  "<button id=sort type=button>Phone</button><div id=view style='height:330px;width:700px;overflow:auto'><div id=rows style='position:relative'></div></div>",
);
const [view, list] = [document.querySelector("#view"), document.querySelector("#rows")];
const options = () => ({
  count: rows.length,
  getScrollElement: () => view,
  estimateSize: () => 24,
  scrollToFn: elementScroll,
  observeElementRect,
  observeElementOffset,
  onChange: draw,
});
const virtualizer = new Virtualizer(options());

function rowElement() {
  const line = document.createElement("div");
  line.role = "row";
  return line;
}

/** Rows are recycled: the n-th element shows the n-th row in view. */
function draw() {
  const items = virtualizer.getVirtualItems();
  list.style.height = `${virtualizer.getTotalSize()}px`;
  while (list.children.length < items.length) list.append(rowElement());
  for (const [at, line] of [...list.children].entries()) {
    const item = items[at];
    line.hidden = !item;
    if (!item) continue;
    line.style.cssText = `position:absolute;top:${item.start}px`;
    line.dataset["id"] = rows[item.index].id;
    const { name, phone, note } = rows[item.index];
    line.textContent = `${name}: ${phone} (${note})`;
  }
}

document.querySelector("#sort").addEventListener("click", () => {
  rows = rows.toSorted((one, other) => (one.phone > other.phone ? 1 : -1));
  draw();
});
list.addEventListener("dblclick", ({ target }) => {
  const row = all[Number(target.dataset.id) - 1];
  const input = document.createElement("input");
  input.value = row.phone;
  target.replaceChildren(input);
  input.focus();
  input.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") row.phone = input.value;
    if (key === "Enter" || key === "Escape") draw();
  });
});
virtualizer._didMount();
virtualizer._willUpdate();
draw();
ready(() => all.slice(0, 60), {
  filter: (words) => {
    rows = all.filter(({ phone }) => phone.includes(words));
    virtualizer.setOptions(options());
    draw();
  },
  next: () => view.scrollTo(0, 60_000),
});
