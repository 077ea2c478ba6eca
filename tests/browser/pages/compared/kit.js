// Runs the cases of a page and reports everything visible of them. A case is a part of a page, with
// a change that the page's script or a library makes. The page runs once in a browser without the
// extension and once with it, and the test compares the results of `read`. Depends on nothing;
// `painted` reads the extension's highlight.

const NUMBER = /\(?\d{3}\)?[\s.-]?\d{3}[\s.-]\d{4}/;
const PART_OF_NUMBER = /^[\d\s()[\]+.\p{Pd}]*$/u;
const NEVER_MARKED = "a, button, input, textarea, select, summary, label, script, style, [hidden]";
const CASE_WITHIN_MS = 8000;
const PAINTED_WITHIN_MS = 12_000;

/**
 * @typedef {{html: string, run: (root: HTMLElement) => unknown, undo?: (root: HTMLElement) => unknown}} Case
 * @typedef {{name: string, root: HTMLElement, steps: Case, records: number, observer: MutationObserver}} Section
 */

/** @type {Section[]} */
const sections = [];
/** @type {Record<string, unknown>} by the name of the case and of the step */
const results = {};
/** @type {Record<string, string[]>} errors by the name of their case */
const errors = {};
let running = "(no case)";

/** @param {unknown} error */
function note(error) {
  (errors[running] ??= []).push(
    String(error instanceof Error ? `${error.name}: ${error.message}` : error),
  );
}

addEventListener("error", (event) => note(event.message));
addEventListener("unhandledrejection", (event) => note(event.reason));
for (const level of /** @type {const} */ (["error", "warn"])) {
  console[level] = (...words) => note(words.map(String).join(" "));
}

/** @param {Record<string, Case>} cases by name, in the order of execution */
export function put(cases) {
  for (const [name, steps] of Object.entries(cases)) {
    const root = document.createElement("section");
    root.innerHTML = steps.html;
    document.body.append(root);
    const section = { name, root, steps, records: 0, observer: new MutationObserver(() => {}) };
    section.observer = new MutationObserver((records) => (section.records += records.length));
    section.observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    sections.push(section);
  }
}

/** Waits for the page's next task, after all pending ones. */
export const task = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });

/** Waits for a number of frames. @param {number} [count] */
export async function frames(count = 2) {
  for (let turn = 0; turn < count; turn += 1) await new Promise(requestAnimationFrame);
}

/** A result in a form that can be serialized. @param {unknown} value */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Object && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value instanceof Object ? null : (value ?? null);
}

/** @param {"run" | "undo"} step */
async function go(step) {
  for (const { name, root, steps } of sections) {
    if (!steps[step]) continue;
    running = name;
    const tooLate = new Promise((resolve) => setTimeout(resolve, CASE_WITHIN_MS, "too late"));
    try {
      const work = steps[step](root);
      const atOnce = root.innerText;
      results[`${name}: ${step}`] = { atOnce, value: plain(await Promise.race([work, tooLate])) };
    } catch (error) {
      note(error);
    }
    await task();
  }
  running = "(no case)";
}

/** Returns what a user and a script can see of a section. @param {Section} section */
function seen({ root, records }) {
  return {
    html: root.innerHTML,
    text: root.innerText,
    content: root.textContent,
    values: Array.from(root.querySelectorAll("input, textarea, select"), (field) => field.value),
    boxes: boxes(root),
    records,
  };
}

/**
 * The position of each element and text, relative to the section's corner.
 * @param {HTMLElement} root
 */
function boxes(root) {
  const { x, y } = root.getBoundingClientRect();
  const told = (box) =>
    [box.x - x, box.y - y, box.width, box.height]
      .map((length) => Math.round(length * 8) / 8)
      .join();
  const found = [told(root.getBoundingClientRect())];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    range.selectNodeContents(node);
    const places =
      node instanceof Element ? [node.getBoundingClientRect()] : range.getClientRects();
    found.push(`${node.nodeName} ${Array.from(places, told).join(" ")}`);
  }
  return found;
}

/** Returns the body's children that are no sections, and the elements beside the body. */
function around() {
  const own = [...document.body.children].filter((child) => child.localName !== "section");
  return {
    body: own.map((child) => child.outerHTML),
    texts: [...document.body.childNodes].filter((node) => node.nodeType === 3).length,
    bodyElements: document.body.querySelectorAll("*").length,
    title: document.title,
  };
}

/** The ranges that the extension paints now. @returns {AbstractRange[]} */
const ranges = () =>
  [...(CSS.highlights.get("click-to-call") ?? [])].filter(
    (range) => range.startContainer.isConnected,
  );

/** @param {AbstractRange} range */
const textOf = ({ startContainer, startOffset, endOffset }) =>
  (startContainer.nodeValue ?? "").slice(startOffset, endOffset);

/** Whether a section shows a number in a place where numbers are marked. @param {HTMLElement} root */
function showsNumber(root) {
  const copy = root.cloneNode(true);
  for (const other of copy.querySelectorAll(NEVER_MARKED)) other.remove();
  return NUMBER.test(copy.textContent) && NUMBER.test(root.innerText);
}

/** The sections whose number is not painted yet. */
function missing() {
  const nodes = ranges().map((range) => range.startContainer);
  return sections
    .filter(({ root }) => root.checkVisibility() && showsNumber(root))
    .filter(({ root }) => !nodes.some((node) => root.contains(node)))
    .map(({ name }) => name);
}

/** Returns the painted texts that are no part of a number. */
const stale = () =>
  ranges()
    .map(textOf)
    .filter((text) => !PART_OF_NUMBER.test(text));

/** Waits until `left` returns an empty list; checks once per frame. @param {() => string[]} left */
async function until(left) {
  const end = performance.now() + PAINTED_WITHIN_MS;
  while (left().length && performance.now() < end) await frames(1);
  return left();
}

let count = 1000;
/** Writes a number to the page's first paragraph. @returns {Element} */
function last() {
  const place = document.querySelector("#last");
  place.textContent = `Ring 213-373-${(count += 1)}`;
  return place;
}

/**
 * Waits until the extension has processed all earlier changes. Writes a last number for this, which
 * is painted only after the earlier changes are processed.
 */
async function settled() {
  const place = last();
  const isPainted = () => ranges().some((range) => place.contains(range.startContainer));
  return until(() => (isPainted() ? stale() : ["the last number is not painted"]));
}

const isEarly = location.search === "?early";
const isDone = new Promise((resolve) => {
  if (!isEarly) resolve(null);
  else addEventListener("DOMContentLoaded", () => go("run").then(resolve));
});

window.compared = {
  isDone,
  painted: () => until(missing),
  settled,
  last: () => void last(),
  run: () => go("run"),
  undo: () => go("undo"),
  read: async () => {
    await frames();
    const told = sections.map((section) => [section.name, seen(section)]);
    return { sections: Object.fromEntries(told), results, errors, around: around() };
  },
};
