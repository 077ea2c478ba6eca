// Page scripts that find elements and their texts: XPath, walkers, selectors, cells of tables.

import { put } from "../compared/kit.js";

const SENTENCE = "<p>Ring 213-373-4253 today or tomorrow, please.</p>";
const TABLE =
  "<table><thead><tr><th>Name</th><th>Phone</th></tr></thead><tbody>" +
  "<tr><td>Bob</td><td>415-555-2671</td></tr><tr><td>Ann</td><td>213-373-4253</td></tr>" +
  "<tr><td>Eve</td><td>1-555</td></tr></tbody></table><p>Total 3</p>";
const MIXED =
  "<p>Dial <b>(415)</b> <i>555-2671</i> now</p><p>213-373-4253</p>" +
  "<div><span>Tel</span> 213-373-4253 <b>x</b></div><ul><li><b>Tel</b> 213-373-4253</li></ul>";

const XPATHS = [
  ".//td[text()='213-373-4253']",
  ".//td[.='213-373-4253']",
  ".//td[normalize-space(.)='213-373-4253']",
  ".//td[normalize-space(text())='213-373-4253']",
  ".//td[contains(text(),'373')]",
  ".//td[contains(.,'373')]",
  ".//*[text()='213-373-4253']",
  ".//*[contains(text(),'Ring 213')]",
  ".//*[contains(.,'213') and not(*)]",
  ".//span/following-sibling::*[1]",
  ".//text()[contains(.,'213')]/..",
];
const VALUES = ["string(.//p/text()[1])", "count(.//p/text())", "string(.//p)", "count(.//*)"];

const nodesOf = (query, root) => {
  const found = document.evaluate(query, root, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  return Array.from({ length: found.snapshotLength }, (_, at) => found.snapshotItem(at).nodeName);
};
const valueOfQuery = (query, root) => {
  const found = document.evaluate(query, root, null, XPathResult.ANY_TYPE, null);
  return found.resultType === XPathResult.NUMBER_TYPE ? found.numberValue : found.stringValue;
};
for (const query of XPATHS) {
  put({ [query]: { html: TABLE + SENTENCE + MIXED, run: (root) => nodesOf(query, root) } });
}
for (const query of VALUES) {
  put({ [query]: { html: SENTENCE, run: (root) => valueOfQuery(query, root) } });
}

const SELECTORS = [
  ":empty",
  "p:has(*)",
  "p > :last-child",
  "p > :first-child",
  "p > :only-child",
  "span + b",
  "span ~ b",
  "b:last-child",
  "li > :nth-child(2)",
  "b + i",
  ":not(b, i, p, span, div, ul, li)",
  "p:not(:has(*))",
  "b:nth-last-child(1)",
  "b:nth-child(2)",
  "* > * + *",
  "[data-click-to-call], click-to-call",
  "a, [tabindex], [role]",
];
put({
  selectors: {
    html: MIXED,
    run: (root) => SELECTORS.map((selector) => root.querySelectorAll(selector).length),
  },
  "texts by a TreeWalker": {
    html: MIXED,
    run: (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode.data);
      return found;
    },
  },
  "texts by a NodeIterator": {
    html: MIXED,
    run: (root) => {
      const iterator = document.createNodeIterator(root, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node; (node = iterator.nextNode()); ) found.push(node.data);
      return found;
    },
  },
});

const rows = (root) => [...root.querySelectorAll("tbody tr")];
const READINGS = {
  textContent: (cell) => cell.textContent,
  innerText: (cell) => cell.innerText,
  innerHTML: (cell) => cell.innerHTML,
  "firstChild.data": (cell) => cell.firstChild.data,
  "children removed": (cell) => {
    const copy = cell.cloneNode(true);
    for (const child of copy.children) child.remove();
    return copy.textContent;
  },
};
for (const [name, read] of Object.entries(READINGS)) {
  put({
    [`rows by their number's ${name}`]: {
      html: TABLE,
      run: (root) =>
        Object.fromEntries(rows(root).map(({ cells: [who, phone] }) => [read(phone), read(who)])),
    },
    [`rows sorted by ${name}`]: {
      html: TABLE,
      run: (root) => {
        const order = (one, other) => (read(one.cells[1]) > read(other.cells[1]) ? 1 : -1);
        root.querySelector("tbody").append(...rows(root).sort(order));
        return root.querySelector("tbody").innerText;
      },
    },
    [`rows filtered by ${name}`]: {
      html: TABLE,
      run: (root) => {
        for (const row of rows(root)) row.hidden = !read(row.cells[1]).startsWith("213-373");
        return rows(root).filter((row) => !row.hidden).length;
      },
    },
    [`rows as a list of values by ${name}`]: {
      html: TABLE,
      run: (root) => rows(root).map(({ cells }) => Array.from(cells, read).join(",")),
    },
    [`cell edited in place by ${name}`]: {
      html: TABLE,
      run: (root) => {
        const cell = rows(root)[1].cells[1];
        const was = read(cell);
        cell.innerHTML = "<input>";
        cell.firstChild.value = was;
        return was;
      },
      undo: (root) => {
        const cell = rows(root)[1].cells[1];
        cell.innerHTML = cell.firstChild.value;
        return cell.innerHTML;
      },
    },
  });
}
put({
  "cells that are numbers": {
    html: TABLE,
    run: (root) =>
      [...root.querySelectorAll("td")].filter((cell) =>
        /^\d{3}-\d{3}-\d{4}$/.test(cell.textContent),
      ).length,
  },
  "the element under a point in a cell": {
    html: TABLE,
    run: (root) => {
      const range = document.createRange();
      range.selectNodeContents(rows(root)[1].cells[1]);
      const { left, top, height } = range.getBoundingClientRect();
      const { tagName, cellIndex } = document.elementFromPoint(left + 5, top + height / 2);
      return [tagName, cellIndex];
    },
  },
  "children put aside, and back": {
    html: TABLE,
    run: (root) => {
      const cell = rows(root)[0].cells[1];
      root.aside = [...cell.childNodes];
      cell.replaceChildren(document.createElement("input"));
      return root.aside.length;
    },
    undo: (root) => {
      rows(root)[0].cells[1].replaceChildren(...root.aside);
      return rows(root)[0].cells[1].textContent;
    },
  },
});
