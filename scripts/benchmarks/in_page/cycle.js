// Lets numbers come and go, and tells which of their nodes are still kept. Depends on painted.js.

const LIST_LENGTH = 500;
const gone = [];

/** A list of numbers from `start` to before `end`. */
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

/** So many numbers come, a list at a time; each list goes when what is in view of it is painted.
 * Gives how many lists were painted and how many came; the first that is not painted is the last. */
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

/** How many elements and texts of the lists that have gone are still held by something. */
const countKept = () => gone.filter((node) => node.deref()).length;
