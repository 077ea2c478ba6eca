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

/** No event tells that the extension is gone, nor that a document came to be edited as a whole. */
const LOOK_AGAIN_MS = 1000;
let isDesigned = false;

/** Longer texts are read piece by piece: the finder takes about ten microseconds for 100 letters. */
const LONG_TEXT = 10_000;
const LONG_STEP = 4000;
const LONG_REST_MS = 10_000;
/** Where so many texts wait, a long line is read further at once. */
const MANY_TEXTS = 8;
const MANY_ONWARDS = 800;
/** No more than can be drawn in one slice. */
const PLANS_AT_ONCE = 60;
/** A stand is drawn in one go, which takes up to a tenth of a millisecond for each of its numbers. */
const MARKS_AT_ONCE = 300;

/**
 * @typedef {{node: Text, text: string, at: number, found: Match[]}} LongLook
 * @type {LongLook | null}
 */
let longLook = null;
/** By the parent of a long text that was read just now: whether it changed since. @type {WeakMap<Node, boolean>} */
const longRests = new WeakMap();

/** Tells when text in a hidden element comes to be seen. @type {IntersectionObserver} */
let unseen;

/** @param {Scan} scan */
function beginMarking(scan) {
  const { signal } = scan.options;
  takeTracesBack();
  unseen = new IntersectionObserver((entries) => lookAtShown(scan, entries));
  signal.addEventListener("abort", () => unseen.disconnect(), { once: true });
  for (const type of ["keydown", "pointerdown", "beforeinput"]) {
    addEventListener(type, () => lookAtDesign(scan), { capture: true, signal });
  }
  addEventListener("dragstart", cleanDragged, { capture: true, signal });
  const looking = setInterval(() => lookAtDesign(scan), LOOK_AGAIN_MS);
  signal.addEventListener("abort", () => clearInterval(looking), { once: true });
  lookWhenMoved((hosts) => lookAtMoved(scan, hosts));
  hearBeforePage("copy", () => bareForCopy(scan), signal);
  hearBeforePage("cut", () => bareForCopy(scan), signal);
}

/**
 * Where `designMode` is on, all of the document is an editor.
 *
 * @param {Scan} scan
 */
function lookAtDesign(scan) {
  const isOn = document.designMode === "on";
  if (isOn === isDesigned) return;
  isDesigned = isOn;
  heal(scan, scan.observer.takeRecords());
  if (isOn) undoAll(document);
  else lookThrough(scan, document);
  scan.observer.takeRecords();
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
 * Where the page's style treats white space otherwise now, what stays in its texts would be seen.
 *
 * @param {Scan} scan
 * @param {Element[]} hosts of marks
 */
function lookAtMoved(scan, hosts) {
  for (const host of hosts) {
    const [node] = standOf(host)?.nodes ?? [];
    if (node) scan.texts.add(node);
  }
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
  if (longLook) return lookOnAtLong(scan, plans);
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
  if (isDesigned || document.designMode === "on") return true;
  if (isForeign(node)) planForeign(scan, node, plans);
  else if (!isLaidOut(parent)) unseen.observe(parent);
  else if (node.length > LONG_TEXT) beginLong(scan, node, parent);
  else planText(scan, node, plans);
  return true;
}

/**
 * What is not ours to mark may have been, and may stand beside what is.
 *
 * @param {Scan} scan
 * @param {Text} node
 * @param {Change[]} plans
 */
function planForeign({ texts }, node, plans) {
  if (stands.has(node)) plans.push(planNone(node));
  for (const piece of runAround(node).pieces) if (stands.has(piece.node)) texts.add(piece.node);
}

/** Marked texts to be looked at only for what changed far off in their line. @type {WeakSet<Node>} */
const farOff = new WeakSet();

/** @param {Scan} scan @param {Text} node @param {Change[]} plans */
function planText({ texts }, node, plans) {
  const run = texts.size > MANY_TEXTS ? runAround(node, MANY_ONWARDS) : runAround(node);
  if (!farOff.delete(node)) lookFarOff(run, texts);
  const found = mayHoldNumber(run.text)
    ? numbersReadIn(run, regionHere()).slice(0, MARKS_AT_ONCE)
    : [];
  const others = run.pieces.flatMap((piece) =>
    piece.node !== node && isReadWith(run, piece, found, texts) ? [piece.node] : [],
  );
  for (const text of [node, ...others]) {
    if (text !== node && plans.length > PLANS_AT_ONCE) {
      texts.add(text);
      continue;
    }
    texts.delete(text);
    if (found.length === 0 && !stands.has(text)) continue;
    plans.push(...planMarks(run, text, found, /** @type {MarkChoices} */ (pageConfig)));
  }
}

/**
 * What stands at the end of a run is read with what comes after it, in its turn.
 *
 * @param {Run} run
 * @param {Set<Text>} texts
 */
function lookFarOff(run, texts) {
  for (const piece of run.pieces) {
    if (!stands.has(piece.node) || texts.has(piece.node) || isWellInside(run, piece)) continue;
    texts.add(piece.node);
    farOff.add(piece.node);
  }
}

/**
 * Texts of one line wait together: to read the line for each of them would take as often as long.
 * And what changed in one of them can make a number of others, or of a number none.
 *
 * @param {Run} run
 * @param {Piece} piece
 * @param {Match[]} found
 * @param {Set<Text>} texts
 */
function isReadWith(run, piece, found, texts) {
  const { node, fixed, start, text } = piece;
  if (fixed || node.length > LONG_TEXT || !isWellInside(run, piece)) return false;
  const isTouched = (/** @type {Match} */ match) =>
    match.start < start + text.length && match.end > start;
  return texts.has(node) || stands.has(node) || found.some(isTouched);
}

/**
 * A text as long as a log is read piece by piece, in as many slices as that takes. Where one changes
 * again and again, it is read so seldom that it is not felt.
 *
 * @param {Scan} scan
 * @param {Text} node
 * @param {Element} parent
 */
function beginLong(scan, node, parent) {
  if (longRests.has(parent)) return void longRests.set(parent, true);
  longRests.set(parent, false);
  longLook = { node, text: pageTextOf(node), at: 0, found: [] };
  scan.texts.add(node);
  setTimeout(() => {
    const hasChanged = longRests.get(parent) === true;
    longRests.delete(parent);
    if (hasChanged && !scan.options.signal.aborted) lookThrough(scan, parent);
  }, LONG_REST_MS);
}

/** @param {Scan} scan @param {Change[]} plans @returns {boolean} */
function lookOnAtLong(scan, plans) {
  const look = /** @type {LongLook} */ (longLook);
  const { node, text, at, found } = look;
  const begin = Math.max(0, at - CONTEXT_LIMIT);
  const piece = text.slice(begin, at + LONG_STEP + CONTEXT_LIMIT);
  for (const match of mayHoldNumber(piece) ? findNumbers(piece, regionHere()) : []) {
    const start = begin + match.start;
    if (start < at || start >= at + LONG_STEP) continue;
    found.push({ ...match, start, end: begin + match.end });
  }
  look.at += LONG_STEP;
  if (look.at < text.length && found.length < MARKS_AT_ONCE) return true;
  longLook = null;
  // What was written meanwhile waits for its turn.
  if (isInPage(node) && pageTextOf(node) !== text) return true;
  scan.texts.delete(node);
  if (isInPage(node) && !isDesigned) plans.push(...planLong(node, found));
  return true;
}

/** @param {Text} node @param {Match[]} found offsets in the node's text @returns {Change[]} */
function planLong(node, found) {
  const run = runAround(node);
  const base = run.pieces.find((piece) => piece.node === node)?.start ?? 0;
  const matches = found.map((match) => ({
    ...match,
    start: base + match.start,
    end: base + match.end,
  }));
  const choices = /** @type {MarkChoices} */ (pageConfig);
  return planMarks(run, node, matches.slice(0, MARKS_AT_ONCE), choices);
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
}, LOOK_AGAIN_MS);
