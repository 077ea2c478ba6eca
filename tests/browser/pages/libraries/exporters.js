// Libraries that export the page: as Markdown, a picture, a recording, clean HTML, a saved layout;
// and libraries that find elements by their text.

import { Readability } from "@mozilla/readability";
import { getByText, getNodeText, prettyDOM, queryAllByText } from "@testing-library/dom";
import DOMPurify from "dompurify";
import { fromDom } from "hast-util-from-dom";
import { toCanvas, toSvg } from "html-to-image";
import html2canvas from "html2canvas";
import Isotope from "isotope-layout";
import { record } from "rrweb";
import TurndownService from "turndown";
import { frames, put } from "../compared/kit.js";

const HTML =
  "<h3>Support 213-373-4253</h3><p>Ring 213-373-4253 today or 415-555-2671 tomorrow.</p>" +
  "<ul><li>650-253-0000</li></ul><p>Dial <b>(415)</b> <i>555-2671</i> now</p>";
const ONE =
  "<p>Ring 213-373-4253 today.</p><table><tr><td>Ann</td><td>415-555-2671</td></tr></table>";
const PRE = "<pre>Tel:  213-373-4253\n  Mob:  415-555-2671</pre>";
const BOXES = ["650-253-0000", "Ann 415-555-2671", "213-373-4253 is our line"]
  .map((words) => `<div class=box style="width:90px;float:left">${words}</div>`)
  .join("");
const kept = new WeakMap();

/**
 * The count of dark pixels of a picture, in bands of ten rows.
 * @param {HTMLCanvasElement} canvas
 */
function ink(canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const bands = new Array(Math.ceil(height / 10)).fill(0);
  for (let at = 0; at < data.length; at += 4) {
    const isDark = data[at + 3] > 128 && data[at] + data[at + 1] + data[at + 2] < 300;
    if (isDark) bands[Math.floor(at / 4 / width / 10)] += 1;
  }
  return [width, height, ...bands];
}

const markdown = (options) => (root) => {
  const service = new TurndownService(options);
  service.keep(["b"]);
  return [service.turndown(root), service.turndown(root.innerHTML)];
};

for (const [name, html] of Object.entries({
  paragraphs: HTML,
  "one sentence": ONE,
  preformatted: PRE,
})) {
  put({
    [`turndown: ${name}`]: { html, run: markdown({ headingStyle: "atx" }) },
    [`dompurify: ${name}`]: { html, run: (root) => DOMPurify.sanitize(root.innerHTML) },
    [`dompurify, in place: ${name}`]: {
      html,
      run: (root) => DOMPurify.sanitize(root.firstElementChild, { IN_PLACE: true }).outerHTML,
    },
    [`hast: ${name}`]: { html, run: (root) => JSON.stringify(fromDom(root)) },
    [`html2canvas: ${name}`]: {
      html,
      run: async (root) => ink(await html2canvas(root, { logging: false, scale: 1 })),
    },
    [`html-to-image: ${name}`]: {
      html,
      run: async (root) => ink(await toCanvas(root, { pixelRatio: 1, skipFonts: true })),
    },
    [`html-to-image, SVG: ${name}`]: {
      html,
      run: async (root) => (await toSvg(root, { skipFonts: true })).length,
    },
  });
}

put({
  readability: {
    html: `<article>${HTML.repeat(9)}</article>`,
    run: (root) => {
      const copy = document.implementation.createHTMLDocument("Contacts");
      copy.body.append(copy.importNode(root.firstElementChild, true));
      const { content, textContent, length } = new Readability(copy).parse();
      return [content, textContent, length];
    },
  },
  "rrweb, a record": {
    html: HTML,
    run: async (root) => {
      const events = [];
      const stop = record({ emit: (event) => events.push(event) });
      root.querySelector("li").textContent = "650-253-0001";
      await frames(3);
      stop();
      // The source 0 is a mutation. Others, such as a scroll or a blur, come by chance. So does the
      // moment at which the extension puts its layer beside the body.
      const isOfPage = ({ node }) => node.tagName !== "click-to-call";
      return events
        .filter(({ type, data }) => type === 3 && data.source === 0)
        .map(({ data }) => [data.adds.filter(isOfPage), data.removes, data.texts])
        .map((kinds) => kinds.map(({ length }) => length))
        .filter((counts) => counts.some(Boolean));
    },
  },
  "testing-library": {
    html: ONE,
    run: (root) => [
      getByText(root, "Ring 213-373-4253 today.").localName,
      getByText(root, "415-555-2671").localName,
      getNodeText(root.querySelector("td:last-child")),
      queryAllByText(root, /\d{3}-\d{3}/).map((at) => at.localName),
      prettyDOM(root, 9999, { highlight: false }),
    ],
  },
  isotope: {
    html: `<div>${BOXES}</div>`,
    run: (root) => {
      const made = new Isotope(root.firstElementChild, {
        itemSelector: ".box",
        transitionDuration: 0,
        getSortData: { words: (item) => item.textContent },
      });
      kept.set(root, made);
      made.arrange({ sortBy: "words" });
      return made.getFilteredItemElements().map((item) => item.textContent);
    },
    undo: (root) => {
      kept.get(root).arrange({ filter: (item) => /^\d/.test(item.textContent) });
      const left = kept
        .get(root)
        .getFilteredItemElements()
        .map((item) => item.textContent);
      kept.get(root).destroy();
      return left;
    },
  },
});
