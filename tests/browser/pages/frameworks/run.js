// Runs an application through its states and records the visible text of each: immediately, before
// the next paint, and again after the expected numbers are painted.

/** All nodes under a node, including open shadow roots. */
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

/** The text of each painted range. */
function paintedTexts() {
  const ranges = [...(CSS.highlights.get("click-to-call") ?? [])];
  return ranges
    .filter(({ startContainer }) => startContainer.isConnected)
    .map(({ startContainer, startOffset, endOffset }) =>
      startContainer.data.slice(startOffset, endOffset),
    );
}

/** Waits until the next frame was painted. */
function nextFrame() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    requestAnimationFrame(() => port2.postMessage(null));
  });
}

/**
 * @param {{seed: number, count: number, digits: number[] | null}} options `digits`: how many digits
 *   must be painted in each state; null without the extension
 * @returns {Promise<{atOnce: string[], later: string[], missing: string[]}>}
 */
window.goThrough = async ({ seed, count, digits }) => {
  const found = { atOnce: [], later: [], missing: [] };
  const states = window.statesFrom(seed);
  for (let turn = 0; turn < count; turn += 1) {
    await window.app.set(states.next().value);
    await null;
    found.atOnce.push(visibleText());
    if (digits) await waitForDigits(found, turn, digits[turn]);
    found.later.push(visibleText());
  }
  return found;
};

const PATIENCE_MS = 3000;

async function waitForDigits({ missing }, turn, wanted) {
  const isPainted = () => paintedTexts().join("").replace(/\D/g, "").length === wanted;
  const start = performance.now();
  while (!isPainted() && performance.now() - start < PATIENCE_MS) await nextFrame();
  if (!isPainted()) missing.push(`${turn}: ${wanted} digits, not ${paintedTexts().join(" | ")}`);
}
