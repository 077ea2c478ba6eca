// Takes an application through its states and notes what a person sees in each: at once, before
// anything is painted, and again when the numbers that are to be marked are marked.

/** Everything under a node, open shadow roots included. */
function* elementsUnder(root) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* elementsUnder(element.shadowRoot);
  }
}

function visibleText() {
  const parts = [document.body.innerText];
  for (const { shadowRoot } of elementsUnder(document)) {
    if (shadowRoot) parts.push(...Array.from(shadowRoot.children, (child) => child.innerText));
  }
  return parts.join("\n---\n");
}

function markedTexts() {
  // What an application only hides keeps its marks.
  const marked = [...elementsUnder(document)].filter(
    (element) => element.getAttribute("data-click-to-call") > "" && element.checkVisibility(),
  );
  return marked.map((element) => element.textContent.replace(/\s/g, " "));
}

/** After the next frame was painted. */
function nextFrame() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    requestAnimationFrame(() => port2.postMessage(null));
  });
}

/**
 * @param {{seed: number, count: number, marks: number[] | null}} options how many marks each state
 *   must show in the end; null where there is no extension
 * @returns {Promise<{atOnce: string[], later: string[], missing: string[], waits: number[]}>}
 */
window.goThrough = async ({ seed, count, marks }) => {
  const found = { atOnce: [], later: [], missing: [], waits: [] };
  const states = window.statesFrom(seed);
  for (let turn = 0; turn < count; turn += 1) {
    await window.app.set(states.next().value);
    await null;
    found.atOnce.push(visibleText());
    if (marks) await waitForMarks(found, turn, marks[turn]);
    found.later.push(visibleText());
  }
  return found;
};

const PATIENCE_MS = 5000;

async function waitForMarks(found, turn, wanted) {
  const start = performance.now();
  while (markedTexts().length !== wanted && performance.now() - start < PATIENCE_MS) {
    await nextFrame();
  }
  found.waits.push(performance.now() - start);
  const texts = markedTexts();
  if (texts.length !== wanted) found.missing.push(`${turn}: ${wanted}, not ${texts.join(" | ")}`);
}
