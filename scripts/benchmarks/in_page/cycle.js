// Adds and removes numbers, and reports which of their nodes are still in memory. Depends on
// painted.js.

const LIST_LENGTH = 500;
const gone = [];

/** Returns a list element with one number for each index from `start` to `end - 1`. */
function listOf(start, end) {
  const list = document.createElement("ul");
  for (let index = start; index < end; index += 1) {
    const item = document.createElement("li");
    item.textContent = `Call (${415 + Math.floor(index / 8000)}) 555-${2000 + (index % 8000)}`;
    list.append(item);
    gone.push(new WeakRef(item), new WeakRef(item.firstChild));
  }
  return list;
}

/**
 * Adds `count` numbers in lists, one list after the other. Removes each list as soon as the list's
 * numbers in view are painted. Stops if a list is not painted in time. Returns how many lists were
 * painted, and how many lists were added.
 */
async function cycle(count, isPlain) {
  let painted = 0;
  let came = 0;
  for (let start = 0; start < count && painted === came; start += LIST_LENGTH) {
    const list = listOf(start, Math.min(start + LIST_LENGTH, count));
    document.body.prepend(list);
    await nextFrame();
    came += 1;
    if ((await untilPainted(isPlain ? [] : numbersInView("li"))) < PATIENCE_MS) painted += 1;
    list.remove();
    await nextFrame();
  }
  return [painted, came];
}

/** Returns how many nodes of the removed lists the browser has not garbage-collected. */
const countKept = () => gone.filter((node) => node.deref()).length;
