// Libraries that search and highlight text, and annotators that store positions; with their undo.

import $ from "../compared/jquery.js";
import "jquery-highlight";
import {
  createTextQuoteSelectorMatcher,
  describeTextQuote,
  highlightText,
} from "@apache-annotator/dom";
import { fromRange as positionOf, toRange as rangeAt } from "dom-anchor-text-position";
import { fromRange as quoteOf, toRange as rangeOf } from "dom-anchor-text-quote";
import findAndReplaceDOMText from "findandreplacedomtext";
import Mark from "mark.js";
import rangy from "rangy/lib/rangy-core";
import "rangy/lib/rangy-classapplier";
import "rangy/lib/rangy-highlighter";
import "rangy/lib/rangy-serializer";
import "rangy/lib/rangy-textrange";
import Highlighter from "web-highlighter";
import { put } from "../compared/kit.js";

const HTML =
  "<p>Ring 213-373-4253 today or 415-555-2671 tomorrow, please.</p>" +
  "<p>Dial <b>(415)</b> <i>555-2671</i> now</p>";
const WORDS = {
  "the number": "213-373-4253",
  "a part of the number": "373",
  "a word beside": "today",
  "words over its border": "4253 today",
};
const kept = new WeakMap();

/** @returns {Range} of words in one text node or in several */
function found(root, words) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    return range;
  }
  throw new Error(`${words} is not found`);
}

const marked = (options) => (words) => ({
  run: (root) =>
    new Promise((done) =>
      new Mark(root).mark(words, { separateWordSearch: false, ...options, done }),
    ),
  undo: (root) => new Promise((done) => new Mark(root).unmark({ done })),
});

/** By library name: a function that highlights the given words. */
const HIGHLIGHTERS = {
  "mark.js": marked({}),
  "mark.js across elements": marked({ acrossElements: true }),
  "mark.js with diacritics and words apart": marked({ separateWordSearch: true, diacritics: true }),
  "mark.js by a pattern": (words) => ({
    run: (root) => new Promise((done) => new Mark(root).markRegExp(new RegExp(words), { done })),
    undo: (root) => new Promise((done) => new Mark(root).unmark({ done })),
  }),
  "jquery.highlight": (words) => ({
    run: (root) => $(root).highlight(words).find(".highlight").length,
    undo: (root) => $(root).unhighlight().text(),
  }),
  "findAndReplaceDOMText, wrap": (find) => ({
    run: (root) => {
      kept.set(root, findAndReplaceDOMText(root, { find, wrap: "mark" }));
      return root.querySelectorAll("mark").length;
    },
    undo: (root) => kept.get(root).revert(),
  }),
  "findAndReplaceDOMText, replace": (find) => ({
    run: (root) =>
      void kept.set(root, findAndReplaceDOMText(root, { find, replace: "650-253-0000" })),
    undo: (root) => kept.get(root).revert(),
  }),
  "rangy class applier": (words) => ({
    run: (root) => {
      const applier = rangy.createClassApplier("found");
      const range = rangy.createRange();
      range.selectCharacters(
        root,
        root.textContent.indexOf(words),
        root.textContent.indexOf(words) + words.length,
      );
      applier.applyToRange(range);
      kept.set(root, () => applier.undoToRange(range));
      return range.toString();
    },
    undo: (root) => kept.get(root)(),
  }),
  "rangy highlighter": (words) => ({
    run: (root) => {
      root.id = `rangy-${words.length}`;
      const highlighter = rangy.createHighlighter();
      highlighter.addClassApplier(rangy.createClassApplier("found"));
      getSelection().removeAllRanges();
      getSelection().addRange(found(root, words));
      highlighter.highlightSelection("found", { containerElementId: root.id });
      getSelection().removeAllRanges();
      kept.set(root, highlighter);
      return highlighter.serialize();
    },
    undo: (root) => {
      const saved = kept.get(root).serialize();
      kept.get(root).removeAllHighlights();
      return saved;
    },
  }),
  "rangy serializer": (words) => ({
    run: (root) => {
      kept.set(root, rangy.serializeRange(found(root, words), true, root));
      return kept.get(root);
    },
    undo: (root) => rangy.deserializeRange(kept.get(root), root).toString(),
  }),
  "dom-anchor-text-quote": (words) => ({
    run: (root) => {
      kept.set(root, quoteOf(root, found(root, words)));
      return kept.get(root);
    },
    undo: (root) => {
      const range = rangeOf(root, kept.get(root));
      range.surroundContents(document.createElement("mark"));
      return root.querySelector("mark").textContent;
    },
  }),
  "dom-anchor-text-position": (words) => ({
    run: (root) => {
      kept.set(root, positionOf(root, found(root, words)));
      return kept.get(root);
    },
    undo: (root) => rangeAt(root, kept.get(root)).toString(),
  }),
  "apache annotator": (exact) => ({
    run: async (root) => {
      const selector = { type: "TextQuoteSelector", exact };
      const { value: range } = await createTextQuoteSelectorMatcher(selector)(root).next();
      kept.set(root, highlightText(range, "mark"));
      return root.querySelectorAll("mark").length;
    },
    undo: (root) => kept.get(root)(),
  }),
  "apache annotator, described": (words) => ({
    run: async (root) => describeTextQuote(found(root, words), root),
  }),
  "web-highlighter": (words) => ({
    run: (root) => {
      const highlighter = new Highlighter({ $root: root });
      highlighter.fromRange(found(root, words));
      kept.set(root, highlighter);
      return root.querySelectorAll("[data-highlight-id]").length;
    },
    undo: (root) => kept.get(root).removeAll(),
  }),
};
for (const [library, stepsFor] of Object.entries(HIGHLIGHTERS)) {
  for (const [what, words] of Object.entries(WORDS)) {
    put({ [`${library}: ${what}`]: { html: HTML, ...stepsFor(words) } });
  }
}
