// Measures the milliseconds from when numbers come into view until they are painted. On a page
// without the extension (`isPlain`), measures the wait for the next frame, which is the shortest
// time in which any change can be painted. Depends on painted.js.

/**
 * Stores in `window.loaded` a promise of the milliseconds from DOMContentLoaded until the numbers
 * in view are painted. A page must call this function while it loads.
 */
function watchLoading(selector, isPlain) {
  window.loaded = new Promise((done) => {
    addEventListener("DOMContentLoaded", () => {
      const begin = performance.now();
      nextFrame().then(() => done(untilPainted(isPlain ? [] : numbersInView(selector), begin)));
    });
  });
}

/**
 * Scrolls the scroll container, or the window if there is no scroll container, to `count` places
 * that are spread over the whole height. Returns, for each jump, the milliseconds until the numbers
 * in view are painted.
 */
async function jumps(selector, count, isPlain) {
  const box = scrollerOf() ?? document.documentElement;
  const height = box.scrollHeight - box.clientHeight;
  const waits = [];
  for (let turn = 1; turn <= count; turn += 1) {
    const begin = performance.now();
    box.scrollTop = height * ((turn * 0.618) % 1);
    await nextFrame();
    waits.push(await untilPainted(isPlain ? [] : numbersInView(selector), begin));
    if (waits.at(-1) === PATIENCE_MS) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  return waits;
}

/**
 * Adds `count` entries at the top of a list, ten in each second. Returns, for each entry, the
 * milliseconds until the entry's number is painted.
 */
async function arrivals(count, isPlain) {
  const list = document.querySelector("ul");
  const waits = [];
  for (let turn = 0; turn < count; turn += 1) {
    const item = document.createElement("li");
    item.textContent = `Ring (415) 555-${2000 + turn} for more.`;
    const begin = performance.now();
    list.prepend(item);
    waits.push(untilPainted(isPlain ? [] : [{ text: item.firstChild, start: 5 }], begin));
    await new Promise((done) => setTimeout(done, 100));
  }
  return Promise.all(waits);
}
