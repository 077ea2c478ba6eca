"use strict";
// Provides `Scanner`: decides what to look at and when. It looks through the page as it streams in,
// then at whatever changes, in short slices between the page's own work, and asks for the engine when
// there is a reason to. Depends on `Dom`, `Prefilter` and `Messaging`; what a `Scan` holds is said in
// number_reader.js, since this file comes into every frame.

const Scanner = (() => {
  /** Less than half a frame, so that the page's own work keeps its place. */
  const SLICE_MS = 7;
  /** How long a text may wait for an idle moment: with the slices, new numbers show within 100 ms. */
  const IDLE_WITHIN_MS = 40;
  /** A page that still streams is asked this often whether it may be looked at already. */
  const STREAM_LOOK_MS = 250;
  /** More elements than this between two looks, and the page will be complete soon anyway. */
  const STREAM_ELEMENTS = 2000;
  const LEFT_BEHIND = "html > click-to-call[data-click-to-call], a[data-click-to-call-stop]";
  /** Components whose code comes late are asked for a shadow root again. */
  const LATE_COMPONENTS_MS = [300, 1000, 3000];

  /** Comes with the engine. @type {ScanReader | null} */
  let reader = null;

  /** @param {ScanReader} arrived */
  function readWith(arrived) {
    reader = arrived;
  }

  /** Looks for numbers from now on, until the signal. @param {ScanOptions} options */
  function start(options) {
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
        noteChanges(scan, records);
        leaveIfCutOff(scan);
      }),
      watched: new WeakSet(),
      unborn: [],
      asked: new WeakSet(),
    };
    whenReadable(signal, () => watchRoot(scan, document));
    signal.addEventListener("abort", () => stop(scan), { once: true });
  }

  /**
   * To watch while the browser parses thousands of elements costs more than to read them: only a page
   * that streams in slowly is looked at early.
   * @param {AbortSignal} signal
   * @param {() => void} begin called once
   */
  function whenReadable(signal, begin) {
    if (document.readyState !== "loading") return begin();
    const streaming = new AbortController();
    const go = () => {
      streaming.abort();
      if (!signal.aborted) begin();
    };
    document.addEventListener("DOMContentLoaded", go, { signal: streaming.signal });
    const elements = Document.prototype.getElementsByTagName.call(document, "*");
    const look = (/** @type {number} */ before) => {
      if (streaming.signal.aborted) return;
      const { length } = elements;
      if (length - before < STREAM_ELEMENTS && document.body) return go();
      setTimeout(look, STREAM_LOOK_MS, length);
    };
    setTimeout(look, STREAM_LOOK_MS, 0);
  }

  /** The extension is gone. While no engine is here that harms nobody. @param {Scan} scan */
  function leaveIfCutOff({ options }) {
    if (reader && !Messaging.isConnected()) options.leave();
  }

  /** @param {Scan} scan */
  function stop(scan) {
    scan.observer.disconnect();
    const { texts, links, hosts, changed, roots } = scan;
    for (const waiting of [texts, links, hosts, changed, roots]) waiting.clear();
    scan.walk = undefined;
    reader?.end();
  }

  /**
   * Looks through a document or a shadow root, now and whenever it changes.
   * @param {Scan} scan
   * @param {Document | ShadowRoot} root
   */
  function watchRoot(scan, root) {
    if (scan.watched.has(root)) return;
    scan.watched.add(root);
    // Firefox ends the scripts of an extension that goes without a word; back again, it tidies up.
    for (const left of Dom.allUnder(root, LEFT_BEHIND)) if (!Dom.own.has(left)) left.remove();
    scan.observer.observe(root, {
      childList: true,
      characterData: true,
      subtree: true,
      attributeFilter: ["href", "contenteditable", "role"],
    });
    lookThrough(scan, root);
  }

  /** @param {Scan} scan @param {ParentNode & Node} root */
  function lookThrough(scan, root) {
    scan.roots.add(root);
    schedule(scan);
  }

  /** @param {Scan} scan */
  function schedule(scan) {
    if (scan.isScheduled) return;
    scan.isScheduled = true;
    const work = () => {
      scan.isScheduled = false;
      leaveIfCutOff(scan);
      if (!scan.options.signal.aborted) workASlice(scan);
    };
    requestIdleCallback(work, { timeout: IDLE_WITHIN_MS });
  }

  /**
   * One slice: what is known to hold digits first, then a look at what was not seen yet.
   * @param {Scan} scan
   */
  function workASlice(scan) {
    const end = performance.now() + SLICE_MS;
    const pending = scan.observer.takeRecords();
    if (pending.length) noteChanges(scan, pending);
    const readNext = () => scan.engine === "here" && reader !== null && reader.readNext(scan);
    while (performance.now() < end) {
      if (!(readNext() || lookAtChanged(scan) || lookIntoHost(scan) || walkOnce(scan))) break;
    }
    const waits = scan.texts.size + scan.links.size > 0;
    if (waits && scan.engine === "absent") askForEngine(scan);
    const { changed, hosts, roots } = scan;
    if (changed.size + hosts.size + roots.size > 0 || (waits && scan.engine === "here"))
      schedule(scan);
  }

  /** Does the next piece of its kind, as the two after it; false: there was none. @param {Scan} scan */
  function lookAtChanged(scan) {
    const [node] = scan.changed;
    if (!node) return false;
    scan.changed.delete(node);
    if (!Dom.isInPage(node)) return true;
    const element = node instanceof Element ? node : Dom.parentOf(node);
    const link = element instanceof Element ? Dom.closest(element, "a, area") : null;
    if (link && Prefilter.isCallLink(link)) scan.links.add(/** @type {CallLink} */ (link));
    if (!(node instanceof Text) || !Prefilter.isReadable(node)) return true;
    if (Prefilter.mayConcernNumber(node)) scan.texts.add(node);
    return true;
  }

  /** @param {Scan} scan */
  function lookIntoHost(scan) {
    const [element] = scan.hosts;
    if (!element) return false;
    scan.hosts.delete(element);
    const root = Dom.isInPage(element) ? Dom.shadowRootOf(element) : null;
    if (root) watchRoot(scan, root);
    else if (Dom.nameOf(element).includes("-") && !scan.asked.has(element)) {
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
    scan.walk ??= Prefilter.lookThrough(root, scan);
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
      if (!(await scan.options.loadEngine())) return stop(scan);
      scan.engine = "here";
    } catch {
      // The worker could not start: a later change of the page asks again.
      scan.engine = "absent";
      if (!Messaging.isConnected()) scan.options.leave();
      return;
    }
    if (scan.options.signal.aborted) return;
    reader?.begin(scan);
    schedule(scan);
  }

  /** What we write is no change of the page's. @param {Scan} scan @param {() => void} change */
  function write(scan, change) {
    noteChanges(scan, scan.observer.takeRecords());
    change();
    scan.observer.takeRecords();
  }

  /**
   * Before the next paint, numbers in changed texts are let go; what is new only waits.
   * @param {Scan} scan
   * @param {MutationRecord[]} records
   */
  function noteChanges(scan, records) {
    reader?.forgetChanged(records);
    for (const record of records) {
      const { type, target, attributeName } = record;
      if (type === "attributes" && attributeName !== "href") {
        reader?.forgetUnder(target);
        scan.roots.add(/** @type {Element} */ (target));
      } else if (!Dom.own.has(target)) scan.changed.add(target);
      if (type === "childList") noteChildren(scan, record);
    }
    const { texts, links, changed, roots } = scan;
    if (texts.size + links.size + changed.size + roots.size > 0) schedule(scan);
  }

  /** @param {Scan} scan @param {MutationRecord} record */
  function noteChildren(scan, record) {
    const isOurs = (/** @type {Node} */ node) => Dom.own.has(node);
    const nodes = [...record.addedNodes, ...record.removedNodes];
    if (nodes.every(isOurs)) return;
    for (const node of record.addedNodes) {
      if (node instanceof Text) scan.changed.add(node);
      else if (node instanceof Element && !isOurs(node)) scan.roots.add(node);
    }
    // What stands before and after may now be one line with something else.
    for (const text of [textBefore(record), textAfter(record)]) if (text) scan.changed.add(text);
  }

  /** @param {MutationRecord} record @returns {Node | null} the last text before what changed */
  function textBefore({ target, previousSibling }) {
    if (previousSibling instanceof Text) return previousSibling;
    if (previousSibling instanceof Element && Dom.isBox(previousSibling)) return null;
    const walker = Dom.walkerOver(Dom.rootOf(target), Prefilter.SHOW_TEXTS);
    walker.currentNode = previousSibling ?? target;
    return (previousSibling && walker.lastChild()) || walker.previousNode();
  }

  /** @param {MutationRecord} record @returns {Node | null} the first text after what changed */
  function textAfter({ target, nextSibling }) {
    if (nextSibling instanceof Text) return nextSibling;
    if (nextSibling instanceof Element && Dom.isBox(nextSibling)) return null;
    const walker = Dom.walkerOver(Dom.rootOf(target), Prefilter.SHOW_TEXTS);
    walker.currentNode = nextSibling ?? target;
    return nextSibling ? walker.firstChild() || walker.nextNode() : walker.nextSibling();
  }

  return { lookThrough, readWith, start, write };
})();
