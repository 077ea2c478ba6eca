"use strict";
// What to look at and when: the page once it has settled, then whatever changes, in short slices
// between the page's own work. Asks for the finder, and for the half that draws, when the first
// text or link gives a reason to; until then this is all that runs in a frame.

/**
 * @typedef {Object} ScanOptions
 * @property {() => Promise<boolean>} loadEngine brings the `Marker`; false: not on this page
 * @property {AbortSignal} signal stops the scan and takes every mark back
 *
 * @typedef {Object} Marker What finds and draws, once it is here.
 * @property {(scan: Scan, end: number) => void} draw works off what waits, until that time
 * @property {(records: MutationRecord[]) => Iterable<Text>} heal puts right what the page changed
 *   near marks, before the next paint; gives the texts that are to be looked at again
 * @property {() => Iterable<Text>} bareSelection takes the marks off what is about to be copied
 * @property {(root: ParentNode & Node) => void} undo takes every mark under a root back
 *
 * @typedef {Object} Scan
 * @property {ScanOptions} options
 * @property {Set<Text>} texts to look at closely
 * @property {Set<CallLink>} links to look at closely
 * @property {Set<ParentNode & Node>} roots whose texts are still to be looked through
 * @property {boolean} isScheduled
 * @property {"absent" | "asked" | "here" | "unwanted"} engine
 * @property {MutationObserver} observer
 * @property {IntersectionObserver} unseen tells when text in a hidden element comes to be seen
 * @property {Set<Document | ShadowRoot>} watched
 * @property {Set<Element>} unborn components that had no shadow root when they were seen
 * @property {Generator<Text | undefined, void> | undefined} [walk] the look through the first root
 */

/** Less than half a frame, so that the page's own work keeps its place. */
const SLICE_MS = 4;
const LATE_COMPONENTS_MS = [300, 1000, 3000];

/** Comes with the engine. @type {Marker | null} */
let marker = null;

/** @param {Marker} arrived */
function markWith(arrived) {
  marker = arrived;
}

/**
 * Looks for numbers from now on, until the signal.
 *
 * @param {ScanOptions} options
 */
function startScanning(options) {
  const { signal } = options;
  if (document.documentElement?.namespaceURI !== "http://www.w3.org/1999/xhtml") return;
  /** @type {Scan} */
  const scan = {
    options,
    texts: new Set(),
    roots: new Set(),
    isScheduled: false,
    engine: "absent",
    observer: new MutationObserver((records) => heal(scan, records)),
    unseen: new IntersectionObserver((entries) => lookAtShown(scan, entries)),
    watched: new Set(),
    unborn: new Set(),
    links: new Set(),
  };
  whenSettled(signal, () => {
    hearBeforePage("copy", () => bareForCopy(scan), signal);
    hearBeforePage("cut", () => bareForCopy(scan), signal);
    takeTracesBack();
    watchRoot(scan, document);
    for (const delay of LATE_COMPONENTS_MS) {
      setTimeout(() => !signal.aborted && lookAtUnborn(scan), delay);
    }
  });
  signal.addEventListener("abort", () => stopScanning(scan), { once: true });
}

/** @param {Scan} scan */
function stopScanning(scan) {
  heal(scan, scan.observer.takeRecords());
  scan.observer.disconnect();
  scan.unseen.disconnect();
  scan.texts.clear();
  scan.links.clear();
  scan.roots.clear();
  for (const root of scan.watched) marker?.undo(root);
  scan.watched.clear();
  scan.unborn.clear();
}

/**
 * Looks through a document or a shadow root, now and whenever it changes.
 *
 * @param {Scan} scan
 * @param {Document | ShadowRoot} root
 */
function watchRoot(scan, root) {
  if (scan.watched.has(root)) return;
  scan.watched.add(root);
  scan.observer.observe(root, {
    childList: true,
    characterData: true,
    subtree: true,
    attributeFilter: ["href", "contenteditable"],
  });
  lookThrough(scan, root);
}

/**
 * @param {Scan} scan
 * @param {ParentNode & Node} root
 */
function lookThrough(scan, root) {
  scan.roots.add(root);
  for (const link of callLinksUnder(root)) scan.links.add(link);
  findShadowRoots(scan, root);
  schedule(scan);
}

/**
 * @param {Scan} scan
 * @param {ParentNode & Node} root
 */
function findShadowRoots(scan, root) {
  for (const element of maybeHosts(root)) {
    if (ownHosts.has(element)) continue;
    const shadow = openShadowRootOf(element);
    if (shadow) watchRoot(scan, shadow);
    else if (nameOf(element).includes("-")) scan.unborn.add(element);
  }
}

/**
 * Components whose code came after their elements.
 *
 * @param {Scan} scan
 */
function lookAtUnborn(scan) {
  for (const element of scan.unborn) {
    const shadow = isInPage(element) ? openShadowRootOf(element) : null;
    if (shadow || !isInPage(element)) scan.unborn.delete(element);
    if (shadow) watchRoot(scan, shadow);
  }
}

/** @param {Scan} scan */
function schedule(scan) {
  if (scan.isScheduled || scan.engine === "asked" || scan.engine === "unwanted") return;
  scan.isScheduled = true;
  whenIdle(() => {
    scan.isScheduled = false;
    if (!scan.options.signal.aborted) work(scan);
  });
}

/**
 * One slice: first what is known to hold digits, then a look through what was not seen yet.
 *
 * @param {Scan} scan
 */
function work(scan) {
  const end = performance.now() + SLICE_MS;
  const pending = scan.observer.takeRecords();
  if (pending.length) heal(scan, pending);
  if (scan.engine === "here") marker?.draw(scan, end);
  scan.observer.takeRecords();
  while (performance.now() < end && lookFurther(scan));
  const isWaiting = scan.texts.size > 0 || scan.links.size > 0;
  if (isWaiting && scan.engine === "absent") askForEngine(scan);
  if (scan.roots.size || (isWaiting && scan.engine === "here")) schedule(scan);
}

/**
 * Goes on looking through the roots for texts that may hold a number.
 *
 * @param {Scan} scan
 * @returns {boolean} whether there was one
 */
function lookFurther(scan) {
  const [root] = scan.roots;
  if (!root) return false;
  scan.walk ??= textsWithNumbers(root);
  const { done, value } = scan.walk.next();
  if (value) scan.texts.add(value);
  if (done) {
    scan.roots.delete(root);
    scan.walk = undefined;
  }
  return true;
}

/** @param {Scan} scan */
async function askForEngine(scan) {
  scan.engine = "asked";
  try {
    scan.engine = (await scan.options.loadEngine()) ? "here" : "unwanted";
  } catch {
    // The extension was updated or removed under this page, or its worker could not start: a later
    // change of the page asks again.
    scan.engine = "absent";
    return;
  }
  if (!scan.options.signal.aborted) schedule(scan);
}

/**
 * Before the next paint: what the page changed near a mark is put right, what is new is queued.
 *
 * @param {Scan} scan
 * @param {MutationRecord[]} records
 */
function heal(scan, records) {
  for (const node of marker?.heal(records) ?? []) scan.texts.add(node);
  scan.observer.takeRecords();
  for (const record of records) {
    const { type, target, addedNodes, previousSibling, nextSibling } = record;
    noteLink(scan, target);
    if (type === "characterData") noteAdded(scan, target);
    if (record.attributeName === "contenteditable") {
      noteEditing(scan, /** @type {Element} */ (target));
    }
    for (const node of addedNodes) noteAdded(scan, node);
    // What stands beside a removed or added node may now be one line with something else.
    if (previousSibling instanceof Text) noteAdded(scan, previousSibling);
    if (nextSibling instanceof Text) noteAdded(scan, nextSibling);
  }
  if (scan.texts.size || scan.roots.size || scan.links.size) schedule(scan);
}

/**
 * What is copied carries nothing of ours: neither for the page's own listeners nor on the clipboard.
 *
 * @param {Scan} scan
 */
function bareForCopy(scan) {
  heal(scan, scan.observer.takeRecords());
  for (const node of marker?.bareSelection() ?? []) scan.texts.add(node);
  scan.observer.takeRecords();
  if (scan.texts.size) schedule(scan);
}

/** @param {Scan} scan @param {Node} target of a change */
function noteLink(scan, target) {
  const element = target instanceof Element ? target : parentOf(target);
  const at = element instanceof Element ? element : null;
  const link = at && (closestOf(at, CALL_LINKS) ?? (takenLinks.has(at) ? at : null));
  if (link) scan.links.add(/** @type {CallLink} */ (link));
}

/**
 * A text became an editor, or is one no more.
 *
 * @param {Scan} scan
 * @param {Element} element
 */
function noteEditing(scan, element) {
  marker?.undo(element);
  scan.observer.takeRecords();
  lookThrough(scan, element);
}

/** @param {Scan} scan @param {Node} node */
function noteAdded(scan, node) {
  if (node instanceof Text) {
    // A dash alone may have been put between the two halves of a number.
    if (HAS_DIGIT.test(node.data) || node.data.length < 4) scan.texts.add(node);
  } else if (node instanceof Element && !ownHosts.has(node)) lookThrough(scan, node);
}

/**
 * @param {Scan} scan
 * @param {IntersectionObserverEntry[]} entries
 */
function lookAtShown(scan, entries) {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting && !isRendered(target)) continue;
    scan.unseen.unobserve(target);
    lookThrough(scan, target);
  }
}
