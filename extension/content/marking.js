"use strict";
// The half that comes with the finder: what waits in the scan is read, judged and drawn, and clicks
// are listened to before the first mark is there. Knows what to look at only from the scan.

/** Drawing one number takes up to a tenth of a millisecond. */
const DRAWN_AT_ONCE = 20;

/** Which country's numbering holds on this page. */
const regionHere = () => regionOfPage(pageConfig?.region ?? "", pageConfig?.home_region ?? "US");

/**
 * All reading comes before all writing, so that the page's style is worked out only once.
 *
 * @param {Scan} scan
 * @param {number} end performance.now()
 */
function drawWaiting(scan, end) {
  /** @type {(() => void)[]} */
  const plans = [];
  while (performance.now() < end && plans.length < DRAWN_AT_ONCE) {
    if (!planNext(scan, plans)) break;
  }
  if (plans.length) noteSelection();
  for (const draw of plans) draw();
}

/**
 * Finds the numbers of the next waiting link or text.
 *
 * @param {Scan} scan
 * @param {(() => void)[]} plans takes what is to be drawn
 * @returns {boolean} whether there was one
 */
function planNext(scan, plans) {
  if (!pageConfig) return false;
  const [link] = scan.links;
  if (link) {
    scan.links.delete(link);
    plans.push(...planLink(link, regionHere(), pageConfig));
    return true;
  }
  const [node] = scan.texts;
  if (!node) return false;
  scan.texts.delete(node);
  const parent = parentOf(node);
  if (!(parent instanceof Element) || !isInPage(node) || ownHosts.has(parent)) return true;
  if (isForeign(node)) return true;
  if (!isRendered(parent)) {
    scan.unseen.observe(parent);
    return true;
  }
  const run = runAround(node);
  if (!mayHoldNumber(run.text) && !stands.has(node)) return true;
  plans.push(...planMarks(run, node, findNumbers(run.text, regionHere()), pageConfig));
  return true;
}

/** @param {ParentNode & Node} root */
function undoAll(root) {
  undoMarks(root);
  giveLinksBack(root);
}

watchSelection();
listenForClicks({
  config: () => pageConfig,
  region: regionHere,
  signal: new AbortController().signal,
});
listenToBackground(CALL_NEWS);
markWith({ draw: drawWaiting, heal: healMarks, bareSelection, undo: undoAll });
