// The code shared by pages with a grid, a list or an application: the people in it, the positions
// of texts, whether the page is idle, and its visible state. The tests drive the page with a real
// mouse and keyboard. Depends only on the extension's highlight and its link.

const QUIET_FRAMES = 3;
const PATIENCE_FRAMES = 300;
const OFFERED_WITHIN_FRAMES = 30;

export const FIELDS = ["name", "phone", "note"];

const NAMES = ["Bob", "Ann", "Eve", "Joe", "Zoe", "Kim", "Lou", "Max"];
/** Returns `count` people, each with phone numbers of their own. @param {number} count */
export const people = (count) =>
  Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    name: `${NAMES[at % NAMES.length]} ${at + 1}`,
    phone: `415-555-${String(2671 + ((at * 37) % 400)).padStart(4, "0")}`,
    note: at % 3 ? "none" : `ask at 212-736-${5000 + at} now`,
  }));

/** @param {ReturnType<typeof people>} rows @param {string} [more] attributes of the table */
export const tableOf = (rows, more = "") => {
  const cells = (row) => FIELDS.map((name) => `<td>${row[name]}</td>`).join("");
  const head = `<thead><tr><th>Name</th><th>Phone</th><th>Note</th></tr></thead>`;
  return `<table ${more}>${head}<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</tbody></table>`;
};

/** @type {string[]} */
const errors = [];
/** @type {string[]} the events that the page's listeners got since the last report */
let events = [];
let changes = 0;

addEventListener("error", (event) => errors.push(event.message));
addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
for (const level of /** @type {const} */ (["error", "warn"])) {
  console[level] = (...words) => errors.push(words.map(String).join(" "));
}

const nextFrame = () => new Promise(requestAnimationFrame);

/** The document and all open shadow roots. @returns {Generator<ParentNode>} */
function* roots(root = document) {
  yield root;
  for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) yield* roots(shadowRoot);
}

/** The first visible range of a text. @param {string} words @returns {Range | null} */
function rangeOf(words) {
  for (const root of roots()) {
    const walker = document.createTreeWalker(root.body ?? root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: text } = walker;
      const at = text.data.indexOf(words);
      if (at < 0 || !text.parentElement?.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + words.length);
      const { left, width, top, bottom } = range.getBoundingClientRect();
      if (width && left >= 0 && top >= 0 && bottom <= innerHeight) return range;
    }
  }
  return null;
}

/** @param {Range} range */
const isPainted = ({ startContainer, startOffset }) =>
  [...(CSS.highlights.get("click-to-call") ?? [])].some(
    (painted) =>
      painted.startContainer === startContainer &&
      painted.startOffset <= startOffset &&
      painted.endOffset > startOffset,
  );

/** @param {() => unknown} condition @param {number} [limit] */
async function until(condition, limit = PATIENCE_FRAMES) {
  for (let frame = 0; frame < limit && !condition(); frame += 1) await nextFrame();
  return Boolean(condition());
}

/**
 * Waits until a text is visible, and with `isMarked` also until it is painted. Returns its
 * position.
 * @param {string} words @param {boolean} isMarked
 */
async function place(words, isMarked) {
  if (!(await until(() => rangeOf(words)))) throw new Error(`"${words}" is not shown`);
  const isNumber = /^[\d-]{8,}$/.test(words);
  const isThere = await until(() => !isMarked || !isNumber || isPainted(rangeOf(words)));
  if (!isThere) throw new Error(`${words} is not painted`);
  const { left, right, top, bottom } = rangeOf(words).getBoundingClientRect();
  return { left, right, y: (top + bottom) / 2 };
}

/** Waits for a number of consecutive frames without a change. @param {number} frames */
async function settle(frames) {
  let quiet = 0;
  for (let frame = 0; quiet < frames && frame < PATIENCE_FRAMES; frame += 1) {
    const before = changes;
    await nextFrame();
    quiet = changes === before ? quiet + 1 : 0;
  }
}

function focused() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return [active?.localName, active?.value ?? null, active?.selectionStart ?? null];
}

/** The visible state of a root and its content. @param {ParentNode} root */
function seen(root) {
  const fields = root.querySelectorAll("input, textarea, select");
  return {
    texts: Array.from(root.children, (child) => child.innerText ?? child.textContent),
    values: Array.from(fields, (field) => field.value),
    checked: Array.from(fields, (field) => field.checked ?? null),
    elements: root.querySelectorAll("*").length,
  };
}

/** @param {() => unknown} data returns the data that the page would save */
function told(data) {
  const seenByListeners = events;
  events = [];
  const [page, ...shadows] = roots();
  return {
    saved: JSON.stringify(data()),
    page: seen(page.body),
    shadows: shadows.filter((root) => root.host.localName !== "click-to-call").map(seen),
    focused: focused(),
    selection: String(getSelection()),
    events: seenByListeners,
    errors: [...errors],
  };
}

/** Waits until the extension offers a link for the number under the pointer. */
const offered = () =>
  until(
    () => document.querySelector("click-to-call")?.dataset["clickToCall"],
    OFFERED_WITHIN_FRAMES,
  );

/**
 * Tells the test that the page is ready.
 * @param {() => unknown} data returns the data that the page would save
 * @param {Record<string, (...words: any[]) => unknown>} [uses] functions that a test step can call
 * @param {number} [quietFrames] after how many frames without a change the page is idle
 */
export function ready(data, uses = {}, quietFrames = QUIET_FRAMES) {
  const observer = new MutationObserver((records) => (changes += records.length));
  for (const root of roots()) {
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  }
  for (const type of [
    "mousedown",
    "mouseup",
    "click",
    "dblclick",
    "dragstart",
    "drop",
    "copy",
    "paste",
  ]) {
    document.body.addEventListener(type, ({ target }) =>
      events.push(`${type} ${target.localName} ${target.classList[0] ?? ""}`),
    );
  }
  window.compared = {
    place,
    settle: () => settle(quietFrames),
    offered,
    told: () => told(data),
    ...uses,
  };
}
