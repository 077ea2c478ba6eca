// Libraries that split a text, animate it letter by letter, or truncate it.

import $ from "../compared/jquery.js";
import "letteringjs";
import baffle from "baffle";
import balanceText from "balance-text";
import clamp from "clamp-js";
import { gsap } from "gsap";
import { SplitText } from "gsap/SplitText";
import shave from "shave";
import SplitType from "split-type";
import Splitting from "splitting";
import Typed from "typed.js";
import { frames, put } from "../compared/kit.js";

gsap.registerPlugin(SplitText);

const PLACES = {
  sentence: "<p>Ring 213-373-4253 today or 415-555-2671 tomorrow, please.</p>",
  number: "<p>213-373-4253</p>",
  "split number": "<p>Dial <b>(415)</b> <i>555-2671</i> now</p>",
};
const LONG = `<p>${"Our support at 213-373-4253 answers between nine and five. ".repeat(4)}</p>`;
const kept = new WeakMap();
const first = (root) => root.firstElementChild;

/** Makes a case that stores the library's object and undoes the change by the object's method. */
const undone = (make, undo) => ({
  run: (root) => {
    kept.set(root, make(first(root)));
    return root.innerText;
  },
  undo: (root) => undo(kept.get(root), first(root)),
});

const SPLITTERS = {
  "split-type, characters": undone(
    (at) => new SplitType(at, { types: "lines, words, chars" }),
    (split) => split.revert(),
  ),
  "split-type, words": undone(
    (at) => new SplitType(at, { types: "words" }),
    (split) => split.revert(),
  ),
  "splitting, characters": {
    run: (root) => Splitting({ target: first(root), by: "chars" }).length,
  },
  "splitting, words": { run: (root) => Splitting({ target: first(root), by: "words" }).length },
  "gsap SplitText, characters": undone(
    (at) => new SplitText(at, { type: "chars,words,lines" }),
    (split) => split.revert(),
  ),
  "gsap SplitText, words": undone(
    (at) => new SplitText(at, { type: "words" }),
    (split) => split.revert(),
  ),
  "lettering, letters": { run: (root) => $(first(root)).lettering().children().length },
  "lettering, words": { run: (root) => $(first(root)).lettering("words").children().length },
  baffle: undone(
    (at) => baffle(at, { characters: "#" }).once(),
    (made) => made.text((text) => text.replace(/#+/g, "650-253-0000")).once(),
  ),
  "typed.js": {
    run: (root) =>
      new Promise((onComplete) => {
        const strings = [first(root).textContent];
        first(root).textContent = "";
        const typed = { strings, typeSpeed: 0, startDelay: 0, showCursor: false, onComplete };
        new Typed(first(root), typed);
      }).then(() => root.innerText),
  },
};
for (const [place, html] of Object.entries(PLACES)) {
  for (const [name, steps] of Object.entries(SPLITTERS))
    put({ [`${name}: ${place}`]: { html, ...steps } });
}

put({
  "gsap SplitText, animated": {
    html: PLACES.sentence,
    run: async (root) => {
      const { chars } = new SplitText(first(root), { type: "chars" });
      const tween = gsap.from(chars, { opacity: 0, y: 9, stagger: 0.1, paused: true });
      tween.progress(0.5);
      await frames();
      tween.progress(1);
      return root.innerText;
    },
  },
  shave: {
    html: LONG,
    run: (root) => {
      shave(first(root), 34);
      return root.innerText;
    },
    undo: (root) => {
      shave(first(root), 400);
      return root.innerText;
    },
  },
  "clamp.js": {
    html: LONG,
    run: (root) => void clamp(first(root), { clamp: 2, useNativeClamp: false }),
  },
  "clamp.js, with a word": {
    html: LONG,
    run: (root) =>
      void clamp(first(root), { clamp: 1, useNativeClamp: false, truncationChar: " [more]" }),
  },
  "balance-text": { html: LONG, run: (root) => void balanceText(first(root)) },
});
