// Boxes with numbers in every kind of white space, at every width, and what a person sees of them:
// `look()` gives each box's text, what a selection of it says, its size, and where each letter is.

const SPACES = ["normal", "nowrap", "pre", "pre-wrap", "pre-line", "break-spaces"];
const BEFORE = [
  "",
  "<b>Tel:</b>",
  "<b>Tel: </b>",
  "<b>a-</b>",
  "<b>電話</b>",
  "<b>x</b><br>",
  "Ring ",
  "<i style='display:inline-block;width:9px;height:9px'></i>",
];
const TEXTS = [
  "(415) 555-2671",
  "+1 213 373 4253",
  "213-373-4253 or  call",
  "213-373-4253\nnext\n\n y",
];
const AFTER = ["", "<u>!</u>", " <u>a  b</u>\n"];
const WIDTHS = [40, 90, 130, 600];

/** The texts with a number in them. @type {Text[]} */
window.written = [];
window.boxes = [];

function addBox(style, before, text, after) {
  const box = document.createElement("div");
  box.style.cssText = `font: 16px monospace; ${style}`;
  box.innerHTML = before;
  const node = document.createTextNode(text);
  box.append(node);
  box.insertAdjacentHTML("beforeend", after);
  written.push(node);
  boxes.push(box);
  document.body.append(box);
}

let turn = 0;
for (const space of SPACES) {
  for (const before of BEFORE) {
    for (const text of TEXTS) {
      for (const width of WIDTHS) {
        addBox(`white-space: ${space}; width: ${width}px`, before, text, AFTER[turn++ % 3]);
      }
    }
  }
}
for (const display of ["flex", "inline-flex", "grid", "-webkit-box"]) {
  for (const space of ["normal", "pre-wrap"]) {
    for (const before of ["", "Ring ", "<b>Tel:</b>"]) {
      const style = `display: ${display}; gap: 7px; white-space: ${space}; width: 300px`;
      addBox(style, before, "213-373-4253", "");
      addBox(style, before, "213-373-4253", " now <i>or</i> never");
    }
  }
}

/** @param {Element} box @returns {[string, number, number][]} each with its place in the box */
function lettersOf(box) {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const { x, y } = box.getBoundingClientRect();
  const range = document.createRange();
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const place = range.getBoundingClientRect();
      if (/\s/.test(node.data[at]) || place.width === 0) continue;
      letters.push([node.data[at], place.x - x, place.y - y]);
    }
  }
  return letters;
}

window.look = () =>
  boxes.map((box) => {
    getSelection().selectAllChildren(box);
    // Whether a last item ends in a line of its own differs with what stands below the box.
    const said = String(getSelection()).trimEnd();
    getSelection().removeAllRanges();
    const { width, height } = box.getBoundingClientRect();
    return [box.style.cssText, box.innerText, said, width, height, lettersOf(box)];
  });

/** As Preact, Svelte 4 and Solid write: only what the node does not say already. */
window.write = (change) => {
  for (const node of written) {
    const text = change(node.was ?? (node.was = node.data));
    if (node.data !== text) node.data = text;
  }
};
for (const node of written) node.was = node.data;
