// The code shared by the to-do lists: the first entries, and the saved data.

export const FIRST = [
  { id: 1, title: "Ring 415-555-2671 about the order", done: false },
  { id: 2, title: "212-736-5001", done: false },
  { id: 3, title: "Buy milk", done: false },
  { id: 4, title: "Ask Ann (650 253-0000) or Bob", done: true },
];

/** @param {{id: number, title: string, done: boolean}} todo @returns the item as HTML of the list */
export const line = ({ id, title, done }) =>
  `<li data-id=${id} class="${done ? "done" : ""}"><div class=view>` +
  `<input class=toggle type=checkbox ${done ? "checked" : ""}><label>${title}</label>` +
  `<button class=destroy type=button>x</button></div></li>`;

export const FRAME =
  "<input class=new placeholder='What is to be done?'><ul class=list></ul>" +
  "<a href='#/' class=all>All</a> <a href='#/active' class=active>Active</a>";
