// Tells a page of the benchmark which of its numbers are in view and whether they are painted.
// A page sees painted numbers as the ranges of the highlight "click-to-call". Depends on nothing.

const HIGHLIGHT = "click-to-call";
const NUMBER = /\(\d{3}\) \d{3}-\d{4}/g;
/** A number that is not painted after so long counts as never painted. */
const PATIENCE_MS = 20000;

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

/** The part of the window in which items stand: the page's scrolled box, or all of the window. */
function viewBox() {
  const scroller = document.getElementById("scroller");
  return scroller ? scroller.getBoundingClientRect() : { top: 0, bottom: innerHeight };
}

const topOf = (item) => item.getBoundingClientRect().top;

/** Those elements of a selector that are in view. They stand in order from top to bottom; only
 * the few of a scrolled box, which uses its elements again, are put in order here. */
function itemsInView(selector) {
  const items = [...document.querySelectorAll(selector)];
  if (document.getElementById("scroller")) items.sort((one, other) => topOf(one) - topOf(other));
  const { top, bottom } = viewBox();
  let first = 0;
  for (let end = items.length; first < end; ) {
    const middle = (first + end) >> 1;
    if (items[middle].getBoundingClientRect().bottom <= top) first = middle + 1;
    else end = middle;
  }
  const below = items.findIndex((item, index) => index >= first && topOf(item) >= bottom);
  return items.slice(first, below < 0 ? undefined : below);
}

/** The numbers in view, each as a text node and where in it the number starts. */
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

/** How many of these numbers lie in a painted range. */
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

/** Milliseconds from `begin` to the first frame in which all these numbers are painted. */
async function untilPainted(numbers, begin = performance.now()) {
  const waited = () => performance.now() - begin;
  do await nextFrame();
  while (countPainted(numbers) < numbers.length && waited() < PATIENCE_MS);
  return countPainted(numbers) < numbers.length ? PATIENCE_MS : waited();
}

/** Waits for the numbers in view; gives how many there are and how many of them are painted. */
async function paintedInView(selector) {
  await untilPainted(numbersInView(selector));
  const numbers = numbersInView(selector);
  return { inView: numbers.length, painted: countPainted(numbers) };
}
