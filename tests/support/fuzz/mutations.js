// The script of a page with several trees of elements. Each tree changes its texts, elements and
// editors at random. The same seed makes the same changes. Like a framework, a tree changes only
// nodes that it created. `painted()` and `html()` return the state of all trees. Depends on
// nothing.

const INLINE = ["span", "b", "i", "em", "small", "u", "x-part", "label", "code", "bdi", "sub"];
const BLOCK = ["div", "p", "section", "li", "pre", "h3", "blockquote", "article", "dd"];
const OTHERS = ["a", "a", "br", "wbr", "img", "button", "ul"];
const EMPTY = /^(br|wbr|img)$/;
const ADDRESSES = ["/x", "tel:+12133734253", "tel:+14155552671", "#", "sms:+16502530000"];
const STYLES = [
  "display: flex",
  "display: grid",
  "display: inline-block",
  "display: contents",
  "display: block",
  "display: table-cell",
  "white-space: pre",
  "white-space: pre-wrap",
  "white-space: pre-line",
  "white-space: nowrap",
  "float: left",
  "direction: rtl",
  "text-transform: uppercase",
  "letter-spacing: 2px",
  "width: 90px",
  "column-count: 2",
];

/** @param {number} seed @returns {() => number} random numbers from 0 to 1 (mulberry32) */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class RandomTree {
  constructor(seed) {
    this.random = randomFrom(seed);
    this.nodes = [];
    this.own = new WeakSet();
    this.root = document.createElement("main");
    this.root.style.cssText = "display: block; contain: layout; width: 500px; margin: 4px";
    document.body.append(this.root);
    this.fill(this.root, 3);
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  digits(count) {
    return Array.from({ length: count }, () => Math.floor(this.random() * 10)).join("");
  }

  text() {
    const four = this.digits(4);
    return this.pick([
      `213-373-${four}`,
      `Call 213-373-${four} now`,
      `(415) 555-${four}`,
      `+1 650 253 ${four}`,
      `  650.253.${four}  `,
      `two: 213-373-${four}, 415-555-${four}.`,
      `T:213-373-${four}`,
      `a\n213-373-${four}\nb`,
      `+44 20 7946 0${this.digits(3)}`,
      this.digits(10),
      four,
      ` x${this.digits(3)}`,
      ..."(213) |373-|-373-|213|Call | now| |\n||x|, | or |Tel: |Fax: |Order #|12|$|ext 12".split(
        "|",
      ),
      "word word word word",
      "\n  line\n  more ",
      "電話",
    ]);
  }

  note(node) {
    this.nodes.push(node);
    this.own.add(node);
    return node;
  }

  make(depth) {
    if (this.random() < 0.1) return this.note(document.createComment("c"));
    if (depth === 0 || this.random() < 0.45) {
      return this.note(document.createTextNode(this.text()));
    }
    const kinds = [INLINE, INLINE, BLOCK, BLOCK, OTHERS];
    const element = this.note(document.createElement(this.pick(this.pick(kinds))));
    if (element.localName === "a") element.setAttribute("href", this.pick(ADDRESSES));
    if (EMPTY.test(element.localName)) return element;
    if (this.random() < 0.3) element.setAttribute("style", this.pick(STYLES));
    this.fill(element, depth - 1);
    return element;
  }

  fill(parent, depth) {
    for (let left = 1 + Math.floor(this.random() * 4); left > 0; left -= 1) {
      parent.append(this.make(depth));
    }
  }

  /**
   * Returns a random node of the page that this tree created and for which `test` returns true, or
   * null if there is none.
   */
  one(test) {
    const fitting = this.nodes.filter((node) => node.isConnected && test(node));
    return fitting.length ? this.pick(fitting) : null;
  }

  element() {
    return this.one((node) => node.nodeType === 1);
  }

  parent() {
    return this.one((node) => node.nodeType === 1 && !EMPTY.test(node.localName)) ?? this.root;
  }

  /**
   * Returns a random position in `parent`: a child that this tree created, before which a node is to
   * be inserted, or null for the end.
   */
  place(parent) {
    return this.pick([...[...parent.childNodes].filter((node) => this.own.has(node)), null]);
  }

  /** Makes one change and returns its name. */
  change() {
    const kinds = Object.keys(CHANGES);
    const kind = this.pick(kinds);
    CHANGES[kind](this);
    return kind;
  }
}

const CHANGES = {
  writes: (tree) => {
    const text = tree.one((node) => node.nodeType === 3);
    const value = tree.text();
    if (text) text.data = value;
  },
  "writes again": (tree) => {
    const text = tree.one((node) => node.nodeType === 3);
    const value = tree.text();
    if (text) text.nodeValue = value;
  },
  "writes on": (tree) => {
    const text = tree.one((node) => node.nodeType === 3);
    const value = tree.text();
    if (text) text.data += value;
  },
  "puts in": (tree) => {
    const parent = tree.parent();
    parent.insertBefore(tree.make(2), tree.place(parent));
  },
  removes: (tree) => tree.one(() => true)?.remove(),
  moves: (tree) => {
    const node = tree.one(() => true);
    const parent = tree.parent();
    const before = tree.place(parent);
    if (node && node !== before && !node.contains(parent)) parent.insertBefore(node, before);
  },
  reorders: (tree) => {
    const parent = tree.parent();
    const [first] = [...parent.childNodes].filter((node) => tree.own.has(node));
    if (first) parent.append(first);
  },
  "sets text": (tree) => {
    const parent = tree.parent();
    if (parent === tree.root) return;
    parent.textContent = tree.text();
    for (const node of parent.childNodes) tree.note(node);
  },
  "sets HTML": (tree) => {
    const parent = tree.parent();
    if (parent === tree.root) return;
    parent.innerHTML = `${tree.text()}<b>${tree.text()}</b>${tree.text()}`;
    for (const node of [...parent.childNodes, ...parent.querySelectorAll("*")]) tree.note(node);
  },
  copies: (tree) => {
    const element = tree.element();
    if (element && tree.nodes.length < 150) element.after(tree.note(element.cloneNode(true)));
  },
  edits: (tree) => tree.element()?.toggleAttribute("contenteditable"),
  links: (tree) => {
    const address = tree.pick(ADDRESSES);
    tree.one((node) => node.localName === "a")?.setAttribute("href", address);
  },
};
/** @type {RandomTree[]} */
const trees = [];

/** @param {number} first seed @param {number} count */
function start(first, count) {
  for (let seed = first; seed < first + count; seed += 1) trees.push(new RandomTree(seed));
}

/**
 * Changes each tree.
 * @param {number} count how many changes each tree gets
 * @returns {string[]} for each tree, the names of its changes
 */
function step(count) {
  return trees.map((tree) => Array.from({ length: count }, () => tree.change()).join(", "));
}

let written = 4253;

/** Writes a new number into the element `first`, which is above all trees. */
function writeLast() {
  written += 1;
  document.getElementById("first").textContent = `213-373-${written}`;
}

/** @returns {StaticRange[]} all painted ranges */
const ranges = () => [...(CSS.highlights.get("click-to-call") ?? [])];

/** @returns {boolean} whether the number that `writeLast` wrote last is painted */
function isLastPainted() {
  const { firstChild } = document.getElementById("first");
  return ranges().some(({ startContainer }) => startContainer === firstChild);
}

/** @param {Element} root @returns {Text[]} */
function textsIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

/**
 * Returns the painted ranges in each tree. For each range, the result has the index of the range's
 * text node among the tree's text nodes, the offset in that node, and the painted text.
 */
function painted() {
  return trees.map(({ root }) => {
    const texts = textsIn(root);
    return ranges()
      .filter(({ startContainer }) => root.contains(startContainer))
      .map(({ startContainer, startOffset, endOffset }) => {
        const said = startContainer.data.slice(startOffset, endOffset);
        return `${texts.indexOf(startContainer)}: ${startOffset} ${said}`;
      })
      .sort();
  });
}

/** Returns, for each tree, its HTML and the lengths of its text nodes. */
function html() {
  return trees.map(({ root }) => [root.outerHTML, textsIn(root).map(({ length }) => length)]);
}
