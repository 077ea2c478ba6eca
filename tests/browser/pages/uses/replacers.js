// Page scripts that change all texts at once: they translate, mask, highlight, cut or typeset the
// texts. Also page scripts that observe changes during that time.

import { frames, put } from "../compared/kit.js";

const HTML =
  "<h3>Support 213-373-4253</h3><p>Ring 213-373-4253 today or 415-555-2671 tomorrow.</p>" +
  "<ul><li>650-253-0000</li></ul><p>Dial <b>(415)</b> <i>555-2671</i> now</p><p>No number.</p>";

/** @param {Node} root @returns {Text[]} */
function texts(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
  return found;
}

const wrapper = (name, words) =>
  Object.assign(document.createElement(name), { textContent: words });
const kept = new WeakMap();

/** @param {(data: string) => string} change */
const inPlace = (change) => ({
  html: HTML,
  run: (root) => {
    const found = texts(root);
    kept.set(
      root,
      found.map((text) => [text, text.data]),
    );
    for (const text of found) text.data = change(text.data);
    return found.length;
  },
  undo: (root) => {
    for (const [text, data] of kept.get(root)) text.data = data;
  },
});

function unwrap(root, selector) {
  for (const mark of root.querySelectorAll(selector)) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
  return texts(root).length;
}

put({
  "texts masked": inPlace((data) => data.replace(/\d{3}-\d{3}-/g, "***-***-")),
  "texts trimmed and quoted": inPlace((data) => `«${data.trim()}»`),
  "texts in capitals": inPlace((data) => data.toUpperCase()),
  "texts with another number": inPlace((data) =>
    data.replace(/\d{3}-\d{3}-\d{4}/g, "212-736-5000"),
  ),
  "texts with single spaces": inPlace((data) => data.replace(/\s+/g, " ")),
  "texts with typographic quotes": inPlace((data) =>
    data.replace(/"([^"]*)"/g, "“$1”").replace(/-/g, "\u2011"),
  ),
  "texts translated when the answer comes": {
    html: HTML,
    run: async (root) => {
      const found = texts(root);
      const answers = found.map(({ data }) =>
        data.replace("Ring", "Appelez").replace("today", "ce soir"),
      );
      await frames();
      for (const [at, text] of found.entries()) text.data = answers[at];
    },
  },
  "texts replaced by elements, and put back": {
    html: HTML,
    run: (root) => {
      const found = texts(root).map((text) => [text, wrapper("font", text.data.toUpperCase())]);
      for (const [text, font] of found) text.replaceWith(font);
      kept.set(root, found);
    },
    undo: (root) => {
      for (const [text, font] of kept.get(root)) font.replaceWith(text);
    },
  },
  "textContent of each leaf, and put back": {
    html: HTML,
    run: (root) => {
      const leaves = [...root.querySelectorAll("*")].filter((leaf) => !leaf.children.length);
      kept.set(
        root,
        leaves.map((leaf) => [leaf, leaf.textContent]),
      );
      for (const leaf of leaves) leaf.textContent = `«${leaf.textContent.trim()}»`;
      return leaves.length;
    },
    undo: (root) => {
      for (const [leaf, words] of kept.get(root)) leaf.textContent = words;
    },
  },
  "all HTML replaced, and put back": {
    html: HTML,
    run: (root) => {
      kept.set(root, root.innerHTML);
      root.innerHTML = root.innerHTML.replace(/to\w+/g, "<mark>$&</mark>");
      return root.querySelectorAll("mark").length;
    },
    undo: (root) => {
      root.innerHTML = kept.get(root);
    },
  },
  "each word in a span, and undone": {
    html: HTML,
    run: (root) => {
      for (const text of texts(root)) {
        const parts = text.data.split(/(\s+)/);
        text.replaceWith(...parts.map((part) => (part.trim() ? wrapper("span", part) : part)));
      }
      return root.querySelectorAll("span").length;
    },
    undo: (root) => unwrap(root, "span"),
  },
  "each letter in a span": {
    html: HTML,
    run: (root) => {
      for (const text of texts(root)) {
        text.replaceWith(...Array.from(text.data, (letter) => wrapper("span", letter)));
      }
      return root.querySelectorAll("span").length;
    },
    undo: (root) => unwrap(root, "span"),
  },
  "a part highlighted by splitText, and undone": {
    html: HTML,
    run: (root) => {
      for (const text of texts(root).filter(({ data }) => data.includes("373"))) {
        const found = text.splitText(text.data.indexOf("373"));
        found.splitText(3);
        const mark = document.createElement("mark");
        found.before(mark);
        mark.append(found);
      }
      return root.querySelectorAll("mark").length;
    },
    undo: (root) => unwrap(root, "mark"),
  },
  "a word beside highlighted by surroundContents, and undone": {
    html: HTML,
    run: (root) => {
      for (const text of texts(root).filter(({ data }) => data.includes("today"))) {
        const range = document.createRange();
        range.setStart(text, text.data.indexOf("today"));
        range.setEnd(text, text.data.indexOf("today") + 5);
        range.surroundContents(document.createElement("mark"));
      }
      return root.querySelectorAll("mark").length;
    },
    undo: (root) => unwrap(root, "mark"),
  },
  "read more, by the text": {
    html: HTML,
    run: (root) => {
      const text = root.querySelector("p").firstChild;
      kept.set(root, text.nodeValue.slice(10));
      text.nodeValue = `${text.nodeValue.slice(0, 10)}…`;
    },
    undo: (root) => {
      const text = root.querySelector("p").firstChild;
      text.nodeValue = text.nodeValue.replace("…", "") + kept.get(root);
    },
  },
  "rest hidden in a span, and shown": {
    html: HTML,
    run: (root) => {
      const rest = root.querySelector("p").firstChild.splitText(9);
      const span = document.createElement("span");
      span.hidden = true;
      rest.replaceWith(span);
      span.append(rest);
    },
    undo: (root) => {
      root.querySelector("span").hidden = false;
    },
  },
  "typed into the text node": {
    html: HTML,
    run: async (root) => {
      const text = root.querySelector("p").firstChild;
      const { data } = text;
      text.data = "";
      for (const letter of data) {
        text.data += letter;
        if (letter === " ") await frames(1);
      }
    },
  },
});

const ALL = { subtree: true, childList: true, characterData: true, attributes: true };

/** A MutationObserver of the page, active from `run` to `undo`. */
const observed = (react) => ({
  html: HTML,
  run: (root) => {
    const told = [];
    const observer = new MutationObserver((records) => react(records, told, root));
    observer.observe(root, ALL);
    kept.set(root, { told, observer });
  },
  undo: (root) => {
    kept.get(root).observer.disconnect();
    return kept.get(root).told;
  },
});

put({
  "an observer that counts": observed((records, told) => told.push(records.length)),
  "an observer that handles added elements": observed((records, told) => {
    for (const { addedNodes } of records)
      told.push(...Array.from(addedNodes, (node) => node.nodeName));
  }),
  "an observer that saves": observed((_, told, root) => told.push(root.innerHTML)),
  "an observer that trims": observed((records, told) => {
    for (const { target } of records.filter(({ type }) => type === "characterData")) {
      told.push(target.data);
      if (target.data !== target.data.trim()) target.data = target.data.trim();
    }
  }),
  "an observer of its own change": {
    html: HTML,
    run: (root) =>
      new Promise((resolve) => {
        const observer = new MutationObserver((records) => {
          observer.disconnect();
          resolve(records.map(({ type, oldValue }) => `${type} ${oldValue}`));
        });
        observer.observe(root, { ...ALL, characterDataOldValue: true });
        root.querySelector("li").firstChild.data = "650-253-0001";
      }),
  },
  "a text compared after a while": {
    html: HTML,
    run: (root) => void kept.set(root, [root.textContent, root.innerHTML, root.offsetHeight]),
    undo: (root) => [
      root.textContent === kept.get(root)[0],
      root.innerHTML === kept.get(root)[1],
      root.offsetHeight === kept.get(root)[2],
    ],
  },
});
