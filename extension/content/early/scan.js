"use strict";
// What to look at and when: the page once it has settled, then whatever changes, in short slices
// between the page's own work. Asks for the half that finds and draws when there is a reason to.

/**
 * @typedef {Object} ScanOptions
 * @property {() => Promise<boolean>} loadEngine brings a Marker, see marking.js; false: not on this page
 * @property {AbortSignal} signal stops the scan and takes every mark back
 * @property {() => void} leave the extension that this script belongs to is gone
 *
 * @typedef {Object} Scan
 * @property {ScanOptions} options
 * @property {Set<Text>} texts to look at closely
 * @property {Set<CallLink>} links to look at closely
 * @property {Set<Element>} hosts to ask for a shadow root
 * @property {Set<Node>} changed texts that may now be a number or a part of one, or in a link
 * @property {Set<ParentNode & Node>} roots to look through
 * @property {Generator<void, void> | undefined} [walk] the look through the first root
 * @property {boolean} isScheduled
 * @property {"absent" | "asked" | "here"} engine
 * @property {MutationObserver} observer
 * @property {WeakSet<Node>} watched documents and shadow roots
 * @property {Set<WeakRef<Document | ShadowRoot>>} refs the same, to go through at the end
 * @property {Element[]} unborn components that had no shadow root when they were asked
 * @property {WeakSet<Element>} asked components that are asked again or were
 */

/** Less than half a frame, so that the page's own work keeps its place. */
const SLICE_MS = 7;
/** Components whose code came late are asked for a shadow root again. */
const LATE_COMPONENTS_MS = [300, 1000, 3000];
const REFS_SWEPT_AT = 256;
/** What drawing one number takes at the most; all of a slice are drawn at its end. */
const DRAWING_MS = 0.1;

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
    links: new Set(),
    hosts: new Set(),
    changed: new Set(),
    roots: new Set(),
    isScheduled: false,
    engine: "absent",
    observer: new MutationObserver((records) => {
      heal(scan, records);
      leaveIfCutOff(scan);
    }),
    watched: new WeakSet(),
    refs: new Set(),
    unborn: [],
    asked: new WeakSet(),
  };
  whenSettled(signal, () => watchRoot(scan, document));
  signal.addEventListener("abort", () => stopScanning(scan), { once: true });
}

/**
 * The extension was updated or removed under this page. While nothing is marked that harms nobody,
 * and most pages need not ask.
 *
 * @param {Scan} scan
 */
function leaveIfCutOff({ options }) {
  if (marker && !isConnected()) options.leave();
}

/** @param {Scan} scan */
function stopScanning(scan) {
  heal(scan, scan.observer.takeRecords());
  scan.observer.disconnect();
  for (const ref of scan.refs) {
    const root = ref.deref();
    if (root) marker?.undo(root);
  }
  const { texts, links, hosts, changed, roots, refs } = scan;
  for (const waiting of [texts, links, hosts, changed, roots, refs]) waiting.clear();
  scan.walk = undefined;
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
  remember(scan.refs, root);
  scan.observer.observe(root, {
    childList: true,
    characterData: true,
    subtree: true,
    attributeFilter: ["href", "contenteditable", "role"],
  });
  lookThrough(scan, root);
}

/**
 * What the page lets go of, we do not keep: neither a shadow root nor, for long, a trace of it.
 *
 * @param {Scan["refs"]} refs
 * @param {Document | ShadowRoot} root
 */
function remember(refs, root) {
  refs.add(new WeakRef(root));
  if (refs.size % REFS_SWEPT_AT !== 0) return;
  for (const ref of refs) if (!ref.deref()) refs.delete(ref);
}

/**
 * @param {Scan} scan
 * @param {ParentNode & Node} root
 */
function lookThrough(scan, root) {
  scan.roots.add(root);
  schedule(scan);
}

/** @param {Scan} scan */
function schedule(scan) {
  if (scan.isScheduled) return;
  scan.isScheduled = true;
  whenIdle(() => {
    scan.isScheduled = false;
    leaveIfCutOff(scan);
    if (!scan.options.signal.aborted) work(scan);
  });
}

/**
 * One slice: what is known to hold digits first, then a look at what was not seen yet. All reading
 * comes before all writing, so that the page's style is worked out only once.
 *
 * @param {Scan} scan
 */
function work(scan) {
  const end = performance.now() + SLICE_MS;
  const pending = scan.observer.takeRecords();
  if (pending.length) heal(scan, pending);
  /** @type {Change[]} */
  const plans = [];
  while (performance.now() + plans.length * DRAWING_MS < end) {
    if (!(planNext(scan, plans) || lookAtChanged(scan) || lookIntoHost(scan) || walkOnce(scan)))
      break;
  }
  if (plans.length > 0) marker?.draw(plans);
  scan.observer.takeRecords();
  const waits = scan.texts.size + scan.links.size > 0;
  if (waits && scan.engine === "absent") askForEngine(scan);
  const { changed, hosts, roots } = scan;
  if (changed.size + hosts.size + roots.size > 0 || (waits && scan.engine === "here"))
    schedule(scan);
}

/**
 * Each of these does the next piece of its kind, and tells whether there was one.
 *
 * @param {Scan} scan
 * @param {Change[]} plans takes what is to be drawn
 */
function planNext(scan, plans) {
  return scan.engine === "here" && marker !== null && marker.planNext(scan, plans);
}

/** @param {Scan} scan */
function lookAtChanged(scan) {
  const [node] = scan.changed;
  if (!node) return false;
  scan.changed.delete(node);
  if (!isInPage(node)) return true;
  const element = node instanceof Element ? node : parentOf(node);
  const link = element instanceof Element ? closestOf(element, "a, area") : null;
  if (link && (takenLinks.has(link) || isCallLink(link))) {
    scan.links.add(/** @type {CallLink} */ (link));
  }
  if (node instanceof Text && isReadable(node) && mayConcernNumber(node)) scan.texts.add(node);
  return true;
}

/** @param {Scan} scan */
function lookIntoHost(scan) {
  const [element] = scan.hosts;
  if (!element) return false;
  scan.hosts.delete(element);
  const root = isInPage(element) ? shadowRootOf(element) : null;
  if (root) watchRoot(scan, root);
  else if (nameOf(element).includes("-") && !scan.asked.has(element)) {
    scan.asked.add(element);
    scan.unborn.push(element);
    if (scan.unborn.length === 1) setTimeout(() => askAgain(scan));
  }
  return true;
}

/** @param {Scan} scan */
function askAgain(scan) {
  const elements = scan.unborn;
  scan.unborn = [];
  for (const delay of LATE_COMPONENTS_MS) {
    setTimeout(() => {
      if (scan.options.signal.aborted) return;
      for (const element of elements) scan.hosts.add(element);
      schedule(scan);
    }, delay);
  }
}

/** @param {Scan} scan */
function walkOnce(scan) {
  const [root] = scan.roots;
  if (!root) return false;
  scan.walk ??= lookThroughTree(root, scan);
  if (scan.walk.next().done) {
    scan.roots.delete(root);
    scan.walk = undefined;
  }
  return true;
}

/** @param {Scan} scan */
async function askForEngine(scan) {
  scan.engine = "asked";
  try {
    if (!(await scan.options.loadEngine())) return stopScanning(scan);
    scan.engine = "here";
  } catch {
    // The worker could not start: a later change of the page asks again.
    scan.engine = "absent";
    if (!isConnected()) scan.options.leave();
    return;
  }
  if (scan.options.signal.aborted) return;
  marker?.begin(scan);
  schedule(scan);
}

/**
 * Before the next paint, what the page changed near a mark is put right; what is new only waits.
 *
 * @param {Scan} scan
 * @param {MutationRecord[]} records
 */
function heal(scan, records) {
  for (const node of marker?.heal(records) ?? []) scan.texts.add(node);
  scan.observer.takeRecords();
  for (const record of records) {
    const { type, target, attributeName } = record;
    scan.changed.add(target);
    if (type === "characterData") continue;
    const { addedNodes, previousSibling, nextSibling } = record;
    if (attributeName && attributeName !== "href") {
      noteEditing(scan, /** @type {Element} */ (target));
    }
    for (const node of addedNodes) noteAdded(scan, node);
    // What stands beside a removed or added node may now be one line with something else.
    if (previousSibling instanceof Text) scan.changed.add(previousSibling);
    if (nextSibling instanceof Text) scan.changed.add(nextSibling);
  }
  const { texts, links, changed, roots } = scan;
  if (texts.size + links.size + changed.size + roots.size > 0) schedule(scan);
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
  scan.roots.add(element);
}

/** @param {Scan} scan @param {Node} node */
function noteAdded(scan, node) {
  if (node instanceof Text) scan.changed.add(node);
  else if (node instanceof Element && !ownHosts.has(node)) scan.roots.add(node);
}
