// Reports which numbers of a benchmark page are in view and whether these numbers are painted. The
// extension paints the ranges of the CSS highlight "click-to-call", and every script of the page
// can read these ranges. Depends on nothing.

const HIGHLIGHT = "click-to-call";
const NUMBER = /\(\d{3}\) \d{3}-\d{4}/g;
/** A number that is not painted within this time counts as not painted at all. */
const PATIENCE_MS = 20000;
const FEW = 100;

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

/**
 * Returns the root below which the page's numbers are: the shadow root of the element #host if the
 * page has one, and otherwise the document.
 */
const scope = () => document.getElementById("host")?.shadowRoot ?? document;
const scrollerOf = () => scope().getElementById("scroller");

/**
 * Returns the box in which elements are visible: the scroll container's box if there is a scroll
 * container, and otherwise the window's.
 */
const viewBox = () => scrollerOf()?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };

/**
 * Returns the elements that match the selector and are in view. If more than FEW elements match, a
 * binary search finds those in view, so the elements must be in order from top to bottom.
 */
function itemsInView(selector) {
  const items = [...scope().querySelectorAll(selector)];
  const { top, bottom } = viewBox();
  const isAbove = (item) => item.getBoundingClientRect().bottom <= top;
  const isBelow = (item) => item.getBoundingClientRect().top >= bottom;
  if (items.length <= FEW) return items.filter((item) => !isAbove(item) && !isBelow(item));
  let first = 0;
  for (let end = items.length; first < end; ) {
    const middle = (first + end) >> 1;
    if (isAbove(items[middle])) first = middle + 1;
    else end = middle;
  }
  const below = items.findIndex((item, index) => index >= first && isBelow(item));
  return items.slice(first, below < 0 ? undefined : below);
}

/** Returns the numbers in view, each as its text node and its offset in that node. */
function numbersInView(selector) {
  return itemsInView(selector).flatMap((item) => {
    const found = [];
    const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    for (let text; (text = walker.nextNode()); ) found.push(...numbersInText(text));
    return found;
  });
}

function numbersInText(text) {
  const { top, bottom } = viewBox();
  const found = [];
  const range = new Range();
  for (const { index, 0: number } of text.data.matchAll(NUMBER)) {
    range.setStart(text, index);
    range.setEnd(text, index + number.length);
    const box = range.getBoundingClientRect();
    if (box.top >= bottom) break;
    if (box.bottom > top) found.push({ text, start: index });
  }
  return found;
}

/** Returns how many of `numbers` are in a painted range. */
function countPainted(numbers) {
  const ranges = new Map();
  for (const range of CSS.highlights.get(HIGHLIGHT) ?? []) {
    const others = ranges.get(range.startContainer) ?? [];
    ranges.set(range.startContainer, [...others, range]);
  }
  const isPainted = ({ text, start }) =>
    ranges
      .get(text)
      ?.some(({ startOffset, endOffset }) => startOffset <= start + 1 && start + 1 < endOffset);
  return numbers.filter(isPainted).length;
}

/**
 * Returns the milliseconds from `begin` until all of `numbers` are painted, or PATIENCE_MS if that
 * takes longer.
 */
async function untilPainted(numbers, begin = performance.now()) {
  const waited = () => performance.now() - begin;
  do await nextFrame();
  while (countPainted(numbers) < numbers.length && waited() < PATIENCE_MS);
  return countPainted(numbers) < numbers.length ? PATIENCE_MS : waited();
}

/**
 * Waits until the numbers in view are painted. Returns how many numbers are in view, and how many
 * of them are painted.
 */
async function paintedInView(selector) {
  await untilPainted(numbersInView(selector));
  const numbers = numbersInView(selector);
  return { inView: numbers.length, painted: countPainted(numbers) };
}
