// Libraries that linkify, typeset and fill in texts of the page, and templates in the page.

import "../compared/mathjax.js";
import "mathjax/es5/tex-svg.js";
import { Application, Controller } from "@hotwired/stimulus";
import Alpine from "alpinejs";
import anchorme from "anchorme";
import Autolinker from "autolinker";
import Handlebars from "handlebars";
import { hyphenateHTMLSync } from "hyphen/en-us";
import "katex/dist/katex.css";
import renderMath from "katex/contrib/auto-render";
import linkifyElement from "linkify-element";
import Mustache from "mustache";
import { createApp } from "petite-vue";
import smartquotes from "smartquotes";
import { frames, put } from "../compared/kit.js";

const HTML =
  "<p>Ring 213-373-4253 or see https://example.com/a today.</p>" +
  "<p>Write to ann@example.com, 415-555-2671, <b>'free'</b> \"of charge\".</p>";
const FORMULA = "<p>Ring 213-373-4253 if $x^2 = 4$ and $$y$$ at 415-555-2671.</p>";

put({
  "linkify-element": {
    html: HTML,
    run: (root) => linkifyElement(root).querySelectorAll("a").length,
  },
  "anchorme over innerHTML": {
    html: HTML,
    run: (root) => {
      root.innerHTML = anchorme(root.innerHTML);
    },
  },
  "autolinker over innerHTML": {
    html: HTML,
    run: (root) => {
      root.innerHTML = Autolinker.link(root.innerHTML, { phone: true });
    },
  },
  "autolinker over textContent": {
    html: HTML,
    run: (root) => {
      for (const at of root.querySelectorAll("p")) at.innerHTML = Autolinker.link(at.textContent);
    },
  },
  smartquotes: { html: HTML, run: (root) => void smartquotes.element(root) },
  hyphen: {
    html: HTML,
    run: (root) => {
      root.innerHTML = hyphenateHTMLSync(root.innerHTML);
    },
  },
  "katex auto-render": {
    html: FORMULA,
    run: (root) => {
      const delimiters = [
        { left: "$$", right: "$$", display: true },
        { left: "$", right: "$", display: false },
      ];
      renderMath(root, { delimiters });
    },
  },
  mathjax: {
    html: FORMULA,
    run: async (root) => {
      await window.MathJax.startup.promise;
      await window.MathJax.typesetPromise([root]);
      return root.querySelectorAll("mjx-container").length;
    },
    undo: (root) => window.MathJax.typesetClear([root]),
  },
  "mustache template in the page": {
    html: "<p>{{name}}: 213-373-4253, {{phone}}</p>",
    run: (root) => {
      root.innerHTML = Mustache.render(root.innerHTML, { name: "Ann", phone: "415-555-2671" });
    },
  },
  "handlebars template in the page": {
    html: "<p>{{#each all}}{{this}} or {{/each}} 213-373-4253</p>",
    run: (root) => {
      root.innerHTML = Handlebars.compile(root.innerHTML)({ all: ["650-253-0000", "none"] });
    },
  },
});

Alpine.data("card", () => ({ name: "Ann", phone: "415-555-2671", open: true }));
class Card extends Controller {
  static targets = ["phone"];
  static values = { said: String };
  shorten() {
    this.saidValue = this.phoneTarget.textContent;
    this.phoneTarget.textContent = this.saidValue.slice(-8);
  }
}
const stimulus = new Application();
stimulus.register("card", Card);

put({
  "petite-vue": {
    html: '<div><p>Ring 213-373-4253 for {{ name }} or {{ phone }}</p><i v-if="open">open</i></div>',
    run: async (root) => {
      const state = { name: "Ann", phone: "415-555-2671", open: true };
      createApp(state).mount(root.firstElementChild);
      await frames();
      return root.innerText;
    },
  },
  alpine: {
    html:
      '<div x-ignore><p x-ref="p" x-text="phone">213-373-4253</p><p x-show="open">650-253-0000</p>' +
      '<button type=button @click="name = $refs.p.textContent; open = !open; phone = phone.slice(4)">' +
      "</button><b x-text=name></b></div>",
    run: async (root) => {
      const at = root.firstElementChild;
      at.removeAttribute("x-ignore");
      at.setAttribute("x-data", "card");
      Alpine.initTree(at);
      await frames();
      root.querySelector("button").click();
      await Alpine.nextTick();
      return root.innerText;
    },
  },
  stimulus: {
    html: '<div><p data-card-target="phone">213-373-4253</p><button data-action="card#shorten"></button></div>',
    run: async (root) => {
      await stimulus.start();
      root.firstElementChild.dataset["controller"] = "card";
      await frames();
      root.querySelector("button").click();
      return root.firstElementChild.dataset;
    },
    undo: (root) => ({ ...root.firstElementChild.dataset }),
  },
});
