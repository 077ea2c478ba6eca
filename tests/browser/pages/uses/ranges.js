// Page scripts with ranges and selections over a text with a number. `run` creates the ranges and
// `undo` reads them, because they must stay valid while numbers are painted.

import { put } from "../compared/kit.js";

const HTML = "<p>Ring 213-373-4253 today or tomorrow, please.</p>";
const NUMBER = "213-373-4253";

/** @param {Node} node @param {number} from @param {number} to */
function over(node, from, to) {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range;
}

/** @param {Node} node */
function overAll(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  return range;
}

/** Finds a text across text nodes, as annotation tools do, and returns its range. */
function sought(root, wanted) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const starts = [];
  let all = "";
  while (walker.nextNode()) {
    starts.push([walker.currentNode, all.length]);
    all += walker.currentNode.data;
  }
  const at = all.indexOf(wanted);
  if (at < 0) throw new Error(`${wanted} is not found`);
  const [first, from] = starts.findLast(([, start]) => start <= at);
  const [last, before] = starts.findLast(([, start]) => start < at + wanted.length);
  const range = document.createRange();
  range.setStart(first, at - from);
  range.setEnd(last, at + wanted.length - before);
  return range;
}

const surround = (range) => range.surroundContents(document.createElement("mark"));

/** @param {Range} range */
function wrap(range) {
  const mark = document.createElement("mark");
  mark.append(range.extractContents());
  range.insertNode(mark);
  return mark.textContent;
}

function selected(range) {
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return selection;
}

const PARTS = {
  "the number": NUMBER,
  "the middle of the number": "373",
  "all up to its middle": "Ring 213",
  "its middle and what follows": "4253 today",
  "the number and what is beside it": `Ring ${NUMBER} today`,
  "a word beside it": "today",
};

/** @type {Record<string, (range: Range) => unknown>} */
const ON_PARTS = {
  "surroundContents of": surround,
  "extractContents and insertNode of": wrap,
  "deleteContents of": (range) => range.deleteContents(),
  "cloneContents of": (range) => range.cloneContents().textContent,
  "insertNode before": (range) => {
    range.insertNode(Object.assign(document.createElement("b"), { textContent: "*" }));
  },
  "insertNode after": (range) => {
    range.collapse(false);
    range.insertNode(document.createTextNode("*"));
  },
  "toString and place of": (range) => {
    const { width, height } = range.getBoundingClientRect();
    const places = [range.startOffset, range.endOffset, range.getClientRects().length];
    return [range.toString(), ...places, width.toFixed(1), height.toFixed(1)];
  },
  "selection of": (range) => {
    const selection = selected(range);
    return [selection.toString(), selection.anchorOffset, selection.focusOffset];
  },
  "hiliteColor in designMode of": (range) => {
    document.designMode = "on";
    selected(range);
    document.execCommand("hiliteColor", false, "yellow");
    document.designMode = "off";
    getSelection().removeAllRanges();
  },
  "bold, editable for a moment, of": (range) => {
    const parent = range.startContainer.parentElement;
    parent.contentEditable = "true";
    selected(range);
    document.execCommand("bold");
    parent.removeAttribute("contenteditable");
    getSelection().removeAllRanges();
  },
  "insertText over": (range) => {
    const parent = range.startContainer.parentElement;
    parent.contentEditable = "true";
    selected(range);
    document.execCommand("insertText", false, "650-253-0000");
    parent.removeAttribute("contenteditable");
    getSelection().removeAllRanges();
  },
  "a highlight of the page's own over": (range) => {
    CSS.highlights.set("page", new Highlight(range));
    return [...CSS.highlights.get("page")].map(String);
  },
};

for (const [part, words] of Object.entries(PARTS)) {
  for (const [use, work] of Object.entries(ON_PARTS)) {
    const run = (root) => work(sought(root, words));
    put({ [`${use} ${part}`]: { html: HTML, run } });
  }
}

const kept = new WeakMap();
const keep = (root, value) => void kept.set(root, value);
const text = (root) => root.firstElementChild.firstChild;

put({
  "surroundContents of all": { html: HTML, run: (root) => surround(overAll(root.firstChild)) },
  "deleteContents of all": { html: HTML, run: (root) => overAll(root.firstChild).deleteContents() },
  "extractContents of all, put back later": {
    html: HTML,
    run: (root) => keep(root, overAll(root.firstChild).extractContents()),
    undo: (root) => root.firstChild.append(kept.get(root)),
  },
  "a live range, read later": {
    html: HTML,
    run: (root) => keep(root, over(text(root), 5, 17)),
    undo: (root) => {
      const { startOffset, endOffset, startContainer } = kept.get(root);
      return [String(kept.get(root)), startOffset, endOffset, startContainer.nodeName];
    },
  },
  "a node and an offset, used later": {
    html: HTML,
    run: (root) => keep(root, text(root)),
    undo: (root) => String(over(kept.get(root), 5, 40)),
  },
  "a range over a live range's text, deleted later": {
    html: HTML,
    run: (root) => keep(root, over(text(root), 2, 30)),
    undo: (root) => kept.get(root).deleteContents(),
  },
  "an offset in the element's text, used later": {
    html: HTML,
    run: (root) => keep(root, root.textContent.indexOf("today")),
    undo: (root) => String(over(text(root), kept.get(root), kept.get(root) + 5)),
  },
  "a selection, read later": {
    html: HTML,
    run: (root) => String(selected(overAll(root.firstChild))),
    undo: (root) => {
      getSelection().selectAllChildren(root);
      return String(getSelection());
    },
  },
  "a StaticRange, read later": {
    html: HTML,
    run: (root) => {
      const node = text(root);
      const ends = { startContainer: node, startOffset: 5, endContainer: node, endOffset: 17 };
      keep(root, new StaticRange(ends));
    },
    undo: (root) => kept.get(root).startContainer.data.slice(5, 17),
  },
  "selection grown by words": {
    html: HTML,
    run: (root) => {
      const selection = getSelection();
      selection.collapse(root.firstChild, 0);
      for (let turn = 0; turn < 3; turn += 1) selection.modify("extend", "forward", "word");
      return String(selection);
    },
  },
  "the text under a point": {
    html: HTML,
    run: (root) => {
      const { left, top, height } = over(text(root), 8, 9).getBoundingClientRect();
      const found = document.caretPositionFromPoint(left + 1, top + height / 2);
      const target = document.elementFromPoint(left + 1, top + height / 2);
      return [found?.offsetNode.nodeName ?? null, found?.offset ?? null, target?.localName ?? null];
    },
  },
  "the word found by window.find": {
    html: "<p>Only here: 213-373-9876</p>",
    run: () => {
      getSelection().removeAllRanges();
      const found = window.find("213-373-9876");
      const text = String(getSelection());
      getSelection().removeAllRanges();
      return [found, text];
    },
  },
});
