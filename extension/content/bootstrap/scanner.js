"use strict";
// Provides `Scanner`: searches the page while it loads, then searches what changes, in short
// slices, and loads the engine when the prefilter finds something. Depends on `Dom`, `Prefilter`
// and `Messaging`. Its types are in number_reader.js.

const Scanner = (() => {
  /** The longest slice: less than half an animation frame, so that the page stays responsive. */
  const SLICE_MS = 7;
  /** The longest wait for an idle moment, so that new numbers show within 100 ms. */
  const IDLE_WITHIN_MS = 40;
  /** How often the scan checks how fast a page is loading. */
  const STREAM_CHECK_MS = 250;
  /**
   * If more elements than this arrive between two checks, the scan waits for the end of parsing.
   */
  const STREAM_ELEMENTS = 2000;
  const LEFT_BEHIND = "html > click-to-call[data-click-to-call], a[data-click-to-call-stop]";
  /** When to check again for the shadow root of a custom element that is defined late. */
  const LATE_COMPONENTS_MS = [300, 1000, 3000];

  /** Set by the engine. @type {ScanReader | null} */
  let reader = null;

  /** Searches until the signal aborts. @param {ScanOptions} options */
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
        leaveIfOrphaned(scan);
      }),
      watched: new WeakSet(),
      rootless: [],
      probed: new WeakSet(),
    };
    whenReadable(signal, () => watchRoot(scan, document));
    signal.addEventListener("abort", () => stop(scan), { once: true });
  }

  /**
   * Observing a fast parser costs more than reading its result. So the scan waits for the end of
   * parsing, unless the page loads slowly.
   * @param {AbortSignal} signal
   * @param {() => void} begin called once
   */
  function whenReadable(signal, begin) {
    if (document.readyState !== "loading") return begin();
    let isWaiting = true;
    const go = () => {
      clearTimeout(timer);
      if (isWaiting && !signal.aborted) begin();
      isWaiting = false;
    };
    document.addEventListener("DOMContentLoaded", go, { once: true });
    const elements = Document.prototype.getElementsByTagName.call(document, "*");
    const check = (/** @type {number} */ before) => {
      const { length } = elements;
      if (length - before < STREAM_ELEMENTS && document.body) return go();
      timer = setTimeout(check, STREAM_CHECK_MS, length);
    };
    let timer = setTimeout(check, STREAM_CHECK_MS, 0);
  }

  /** Removes the engine's marks if the extension is gone. @param {Scan} scan */
  function leaveIfOrphaned({ options }) {
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
   * Searches a document or a shadow root now, and what changes in it afterwards.
   * @param {Scan} scan
   * @param {Document | ShadowRoot} root
   */
  function watchRoot(scan, root) {
    if (scan.watched.has(root)) return;
    scan.watched.add(root);
    // Removes what earlier scripts of the extension left: Firefox ends them without an event.
    for (const left of Dom.allUnder(root, LEFT_BEHIND)) if (!Dom.own.has(left)) left.remove();
    scan.observer.observe(root, {
      childList: true,
      characterData: true,
      subtree: true,
      attributeFilter: ["href", "contenteditable", "role"],
    });
    queueRoot(scan, root);
  }

  /** @param {Scan} scan @param {ParentNode & Node} root */
  function queueRoot(scan, root) {
    scan.roots.add(root);
    schedule(scan);
  }

  /** @param {Scan} scan */
  function schedule(scan) {
    if (scan.isScheduled) return;
    scan.isScheduled = true;
    requestIdleCallback(() => workASlice(scan), { timeout: IDLE_WITHIN_MS });
  }

  /** Reads queued texts, then searches new parts of the page, for `SLICE_MS`. @param {Scan} scan */
  function workASlice(scan) {
    const end = performance.now() + SLICE_MS;
    scan.isScheduled = false;
    leaveIfOrphaned(scan);
    if (scan.options.signal.aborted) return;
    const pending = scan.observer.takeRecords();
    if (pending.length) noteChanges(scan, pending);
    const readNext = () => scan.engine === "here" && reader?.readNext(scan);
    while (performance.now() < end) {
      if (!(readNext() || processChanged(scan) || probeHost(scan) || continueSearch(scan))) break;
    }
    const waits = scan.texts.size + scan.links.size > 0;
    if (waits && scan.engine === "absent") askForEngine(scan);
    const { changed, hosts, roots } = scan;
    if (changed.size + hosts.size + roots.size > 0 || (waits && scan.engine === "here"))
      schedule(scan);
  }

  /** Handles one changed node. Returns false if there is none. @param {Scan} scan */
  function processChanged(scan) {
    const [node] = scan.changed;
    if (!node) return false;
    scan.changed.delete(node);
    if (!Dom.isInPage(node)) return true;
    const element = node instanceof Element ? node : Dom.parentOf(node);
    const link = element instanceof Element ? Dom.closest(element, "a, area") : null;
    if (link && Prefilter.isCallLink(link)) scan.links.add(/** @type {CallLink} */ (link));
    const isText = node instanceof Text && Prefilter.isReadable(node);
    if (isText && Prefilter.mayConcernNumber(node)) scan.texts.add(node);
    return true;
  }

  /** @param {Scan} scan */
  function probeHost(scan) {
    const [element] = scan.hosts;
    if (!element) return false;
    scan.hosts.delete(element);
    const root = Dom.isInPage(element) ? Dom.shadowRootOf(element) : null;
    if (root) watchRoot(scan, root);
    else if (Dom.nameOf(element).includes("-") && !scan.probed.has(element)) {
      scan.probed.add(element);
      scan.rootless.push(element);
      if (scan.rootless.length === 1) setTimeout(() => probeAgain(scan));
    }
    return true;
  }

  /** @param {Scan} scan */
  function probeAgain(scan) {
    const elements = scan.rootless;
    scan.rootless = [];
    for (const delay of LATE_COMPONENTS_MS) {
      setTimeout(() => {
        if (scan.options.signal.aborted) return;
        for (const element of elements) scan.hosts.add(element);
        schedule(scan);
      }, delay);
    }
  }

  /** @param {Scan} scan */
  function continueSearch(scan) {
    const [root] = scan.roots;
    if (!root) return false;
    scan.walk ??= Prefilter.search(root, scan);
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
      // The background did not start. The scan asks again when the page next changes.
      scan.engine = "absent";
      if (!Messaging.isConnected()) scan.options.leave();
      return;
    }
    if (scan.options.signal.aborted) return;
    reader?.begin(scan);
    schedule(scan);
  }

  /**
   * Makes a change to the page that the scan's observer does not report.
   * @param {Scan} scan
   * @param {() => void} change
   */
  function write(scan, change) {
    noteChanges(scan, scan.observer.takeRecords());
    change();
    scan.observer.takeRecords();
  }

  /**
   * Removes numbers in changed texts before the next paint, and queues new content to be searched.
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
    if (scan.changed.size + scan.roots.size > 0) schedule(scan);
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
    // The texts before and after the change may now form one line.
    for (const isBefore of [true, false]) {
      const text = textBeside(record, isBefore);
      if (text) scan.changed.add(text);
    }
  }

  /** @param {MutationRecord} record @param {boolean} isBefore @returns {Node | null} a text */
  function textBeside({ target, previousSibling, nextSibling }, isBefore) {
    const sibling = isBefore ? previousSibling : nextSibling;
    if (sibling instanceof Text) return sibling;
    if (sibling instanceof Element && Dom.isBox(sibling)) return null;
    const walker = Dom.walkerOver(Dom.rootOf(target), Prefilter.SHOW_TEXTS);
    walker.currentNode = sibling ?? target;
    const inner = sibling && (isBefore ? walker.lastChild() : walker.firstChild());
    if (inner || isBefore) return inner ?? walker.previousNode();
    return sibling ? walker.nextNode() : walker.nextSibling();
  }

  return {
    queueRoot,
    /** @param {ScanReader} arrived */
    setReader: (arrived) => void (reader = arrived),
    start,
    write,
  };
})();
