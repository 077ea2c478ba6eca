"use strict";
// The half that comes with the finder: what waits in the scan is read, judged and drawn, and clicks
// are listened to before the first mark is there. Knows what to look at only from the scan.

/**
 * @typedef {Object} Marker What finds and draws, once it is here.
 * @property {(scan: Scan) => void} begin
 * @property {(scan: Scan, plans: Change[]) => boolean} planNext reads the next waiting link or text;
 *   false: none waits
 * @property {(plans: Change[]) => void} draw
 * @property {(records: MutationRecord[]) => Iterable<Text>} heal puts right what the page changed
 *   near marks, before the next paint; gives the texts that are to be looked at again
 * @property {(root: ParentNode & Node) => void} undo takes every mark under a root back
 * @typedef {() => void} Change a change to the page, to be made at once
 */

/** No event tells a script that its extension is gone. */
const LOOK_FOR_EXTENSION_MS = 1000;

/** Tells when text in a hidden element comes to be seen. @type {IntersectionObserver} */
let unseen;

/** @param {Scan} scan */
function beginMarking(scan) {
  const { signal } = scan.options;
  takeTracesBack();
  unseen = new IntersectionObserver((entries) => lookAtShown(scan, entries));
  signal.addEventListener("abort", () => unseen.disconnect(), { once: true });
  hearBeforePage("copy", () => bareForCopy(scan), signal);
  hearBeforePage("cut", () => bareForCopy(scan), signal);
}

/**
 * What is copied carries nothing of ours: neither for the page's own listeners nor on the clipboard.
 *
 * @param {Scan} scan
 */
function bareForCopy(scan) {
  heal(scan, scan.observer.takeRecords());
  for (const node of bareSelection()) scan.texts.add(node);
  scan.observer.takeRecords();
  if (scan.texts.size) schedule(scan);
}

/**
 * @param {Scan} scan
 * @param {IntersectionObserverEntry[]} entries
 */
function lookAtShown(scan, entries) {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting && !isRendered(target)) continue;
    unseen.unobserve(target);
    lookThrough(scan, target);
  }
}

/** @param {Change[]} plans */
function drawAll(plans) {
  noteSelection();
  for (const draw of plans) draw();
}

/**
 * Finds the numbers of the next waiting link or text.
 *
 * @param {Scan} scan
 * @param {Change[]} plans takes what is to be drawn
 * @returns {boolean} whether there was one
 */
function planWaiting(scan, plans) {
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
    unseen.observe(parent);
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
watchMenu(new AbortController().signal);
listenToBackground({ ...CALL_NEWS, ...MENU_NEWS });
markWith({
  begin: beginMarking,
  planNext: planWaiting,
  draw: drawAll,
  heal: healMarks,
  undo: undoAll,
});

const lookForExtension = setInterval(() => {
  if (isConnected()) return;
  clearInterval(lookForExtension);
  hideCard();
  leave();
}, LOOK_FOR_EXTENSION_MS);
