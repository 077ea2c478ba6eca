// One grid of people, as the name of the file says, with what its steps ask of it.

import { Grid } from "gridjs";
import "gridjs/dist/theme/mermaid.css";
import { FIELDS, people, ready } from "../compared/grid.js";

const rows = people(40);
const root = document.body.appendChild(document.createElement("div"));
const grid = new Grid({ columns: FIELDS, data: rows, sort: true, pagination: { limit: 10 } });
let clicked = null;
grid.on("cellClick", (_, cell) => {
  clicked = cell.data;
});
const uses = {
  filter: (words) =>
    grid.updateConfig({ data: rows.filter(({ phone }) => phone.includes(words)) }).forceRender(),
  next: () => root.querySelector("[aria-label='Next'], [title='Next']").click(),
};
const observer = new MutationObserver(() => {
  if (!root.textContent.includes(rows[0].phone)) return;
  observer.disconnect();
  ready(() => [rows, clicked], uses);
});
observer.observe(root, { childList: true, subtree: true });
grid.render(root);
