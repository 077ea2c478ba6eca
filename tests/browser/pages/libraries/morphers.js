// Libraries that morph one DOM tree into another, and keep typed text and focus.

import morph from "@alpinejs/morph";
import Alpine from "alpinejs";
import { DiffDOM } from "diff-dom";
import { Idiomorph } from "idiomorph";
import morphdom from "morphdom";
import nanomorph from "nanomorph";
import setDOM from "set-dom";
import { attributesModule, init, propsModule, toVNode } from "snabbdom";
import { put } from "../compared/kit.js";

const HTML =
  '<div><p>Ring 213-373-4253 today.</p><label>Name <input name="n"></label>' +
  "<ul><li>415-555-2671</li><li>650-253-0000</li></ul><p>Dial <b>(415)</b> 555-2671 now</p></div>";
const TARGETS = {
  "the same": HTML,
  "another word": HTML.replace("today", "tonight"),
  "another number": HTML.replace("213-373-4253", "212-736-5000"),
  "another order": HTML.replace(
    "<li>415-555-2671</li><li>650-253-0000</li>",
    "<li>650-253-0000</li><li>(212) 736-5001</li><li>415-555-2671</li>",
  ),
  "no number": HTML.replace("213-373-4253", "us"),
};

Alpine.plugin(morph);
const patch = init([attributesModule, propsModule]);
const copyOf = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return document.importNode(template.content, true).firstElementChild;
};

/** @type {Record<string, (at: HTMLElement, html: string) => unknown>} */
const MORPHERS = {
  morphdom: (at, html) => void morphdom(at, html),
  idiomorph: (at, html) => Idiomorph.morph(at, html).length,
  "idiomorph, inner": (at, html) =>
    Idiomorph.morph(at, copyOf(html).innerHTML, { morphStyle: "innerHTML" }).length,
  nanomorph: (at, html) => void nanomorph(at, copyOf(html)),
  "set-dom": (at, html) => void setDOM(at, html),
  "alpine morph": (at, html) => void Alpine.morph(at, html),
  snabbdom: (at, html) => void patch(toVNode(at), toVNode(copyOf(html))),
  "diff-dom": (at, html) => {
    const differ = new DiffDOM();
    const steps = differ.diff(at, copyOf(html));
    return [steps.length, differ.apply(at, steps)];
  },
};
for (const [library, change] of Object.entries(MORPHERS)) {
  for (const [target, html] of Object.entries(TARGETS)) {
    put({
      [`${library}: ${target}`]: {
        html: HTML,
        run: (root) => {
          root.querySelector("input").value = "typed";
          return change(root.firstElementChild, html);
        },
        undo: (root) => change(root.firstElementChild, HTML),
      },
    });
  }
}

const computed = new WeakMap();
put({
  "diff-dom: steps reckoned before, applied later": {
    html: HTML,
    run: (root) => {
      const steps = new DiffDOM().diff(root.firstElementChild, copyOf(TARGETS["another order"]));
      computed.set(root, steps);
      return steps.length;
    },
    undo: (root) => new DiffDOM().apply(root.firstElementChild, computed.get(root)),
  },
});
