// Page scripts that change a text node, with a number at different places in it.

import { put } from "../compared/kit.js";

const PLACES = {
  alone: "<p>213-373-4253</p>",
  "in the middle": "<p>Ring 213-373-4253 today or tomorrow, please.</p>",
  "at the start": "<p>213-373-4253 is the line</p>",
  "at the end": "<p>Ring us at 213-373-4253</p>",
  twice: "<p>Ring 213-373-4253 or 415-555-2671 now.</p>",
  preformatted: "<pre>Tel:  213-373-4253\n  Mob:  415-555-2671</pre>",
  "in a flex box": "<p style='display:flex;gap:4px'>213-373-4253 <b>x</b></p>",
  "over several elements": "<p>(213) <b>373</b>-4253 now</p>",
};

const element = (name, words) =>
  Object.assign(document.createElement(name), { textContent: words });

/** Splits a text node in two. @param {number} at @returns {(text: Text) => string[]} */
const split = (at) => (text) => {
  const rest = text.splitText(at);
  return [text.data, rest.data];
};

/** @type {Record<string, (text: Text, parent: HTMLElement) => unknown>} */
const USES = {
  "splitText at 0": split(0),
  "splitText at 2": split(2),
  "splitText in the middle": (text) => split(text.length >> 1)(text),
  "splitText at the end": (text) => split(text.length)(text),
  "splitText letter by letter": (text) => {
    let rest = text;
    while (rest.length > 1) rest = rest.splitText(1);
    return text.parentNode.childNodes.length;
  },
  "splitText around what was sought": (text) => {
    const at = text.data.indexOf("3");
    if (at < 0) return "not found";
    const found = text.splitText(at);
    found.splitText(1);
    const mark = document.createElement("mark");
    found.replaceWith(mark);
    mark.append(found);
    return mark.outerHTML;
  },
  replaceData: (text) => text.replaceData(0, 2, "XYZ"),
  "replaceData in the middle": (text) => text.replaceData(text.length >> 1, 1, "8"),
  "insertData at 0": (text) => text.insertData(0, "Call: "),
  "insertData at 2": (text) => text.insertData(2, "_new_"),
  "deleteData from 0": (text) => text.deleteData(0, 3),
  "deleteData of all": (text) => text.deleteData(0, text.length),
  appendData: (text) => text.appendData(" (by day)"),
  "data += more": (text) => {
    text.data += " (by day)";
  },
  "data in brackets": (text) => {
    text.data = `(${text.data})`;
  },
  "data emptied": (text) => {
    text.data = "";
  },
  "data emptied and given back": (text) => {
    const { data } = text;
    text.data = "";
    text.data = data;
  },
  "data written as it is": (text) => {
    // biome-ignore lint/correctness/noSelfAssign: pages do this; it is a mutation
    text.data = text.data;
  },
  "nodeValue trimmed": (text) => {
    text.nodeValue = text.nodeValue.trim();
  },
  "nodeValue with single spaces": (text) => {
    text.nodeValue = text.nodeValue.replace(/\s+/g, " ");
  },
  "nodeValue with digits masked": (text) => {
    text.nodeValue = text.nodeValue.replace(/\d(?=\d*-)/g, "#");
  },
  "nodeValue with another number": (text) => {
    text.nodeValue = text.nodeValue.replace(/\d{3}/, "650");
  },
  "nodeValue in capitals": (text) => {
    text.nodeValue = text.nodeValue.toUpperCase();
  },
  "nodeValue in quotes": (text) => {
    text.nodeValue = `«${text.nodeValue.trim()}»`;
  },
  "nodeValue typed again": (text) => {
    const { nodeValue } = text;
    text.nodeValue = "";
    for (const letter of nodeValue) text.nodeValue += letter;
  },
  "first letter taken out": (text, parent) => {
    const cap = element("span", text.data[0]);
    text.data = text.data.slice(1);
    parent.prepend(cap);
    return cap.textContent;
  },
  "textContent of the node": (text) => {
    text.textContent = "650-253-0000 is new";
  },
  removed: (text) => text.remove(),
  "removed and put back": (text, parent) => {
    text.remove();
    parent.prepend(text);
  },
  "replaced by words": (text) => text.replaceWith("gone"),
  "replaced by another number": (text) => text.replaceWith("650-253-0000"),
  "wrapped where it stands": (text) => {
    const wrapper = document.createElement("em");
    text.replaceWith(wrapper);
    wrapper.append(text);
  },
  "texts before and after": (text) => {
    text.before("[");
    text.after("]");
  },
  "an element after": (text) => text.after(element("b", "!")),
  "an element before its sibling": (text, parent) => {
    parent.insertBefore(element("b", "!"), text.nextSibling);
  },
  "joined with a text that was added": (text, parent) => {
    text.after(" 7 more");
    parent.normalize();
    return parent.childNodes.length;
  },
  "cloned behind itself": (text, parent) => parent.append(text.cloneNode()),
  "moved to another element": (text, parent) => {
    const other = document.createElement("div");
    other.append(text);
    parent.after(other);
  },
  "read in every way": (text) => [
    text.data,
    text.nodeValue,
    text.textContent,
    text.wholeText,
    text.length,
    text.substringData(2, 6),
    text.nextSibling?.nodeName ?? null,
    text.previousSibling?.nodeName ?? null,
    /^\D*\d{3}-\d{3}-\d{4}\D*$/.test(text.data),
  ],
};

for (const [place, html] of Object.entries(PLACES)) {
  for (const [use, work] of Object.entries(USES)) {
    const run = (root) => work(root.firstElementChild.firstChild, root.firstElementChild);
    put({ [`${use}, number ${place}`]: { html, run } });
  }
}
