"use strict";
// Provides `NumberReader`: takes texts and links from the scan's queues and finds the numbers in
// them. Depends on `Dom`, `Geometry`, `ShownOrder`, `Prefilter`, `Page`, `Scanner`, `TextRuns`,
// `Numbers`, `TelLinks`, `PageRegion`, `PageEvidence`, `Statements` and the detection.

/**
 * @typedef {Object} ScanOptions what a scan of the page gets when it starts
 * @property {() => Promise<boolean>} loadEngine loads the engine; resolves to false if the
 *   extension is inactive on this page
 * @property {AbortSignal} signal ends the scan
 * @property {() => void} leave called when the extension was removed or updated; removes all its
 *   traces from the page
 * @typedef {Object} ScanReader The functions of the engine that the scanner calls.
 * @property {(scan: Scan) => void} begin starts the engine's listeners for a scan
 * @property {(scan: Scan) => boolean} readNext reads the next waiting link or text; returns false
 *   if none is waiting
 * @property {(records: MutationRecord[]) => void} forgetChanged removes the numbers in changed
 *   texts, before the next paint
 * @property {(root: Node) => void} forgetUnder removes the numbers under a node
 * @property {() => void} end removes all numbers
 * @typedef {Object} Scan the state of a scan: `Scanner` fills its queues, `NumberReader` empties
 *   them
 * @property {ScanOptions} options
 * @property {Set<Text>} texts waiting to be read
 * @property {Set<CallLink>} links waiting to be read
 * @property {Set<Element>} hosts elements that may have a shadow root
 * @property {Set<Node>} changed texts and elements that changed after the scanner's last slice of
 *   work
 * @property {Set<ParentNode & Node>} roots subtrees waiting to be searched
 * @property {Generator<void, void> | undefined} [walk] the unfinished search of the first root
 * @property {boolean} isScheduled whether the scanner's next slice of work is scheduled
 * @property {"absent" | "asked" | "here"} engine whether the engine is not requested, requested or
 *   loaded
 * @property {MutationObserver} observer
 * @property {WeakSet<Node>} watched documents and shadow roots under observation
 * @property {Element[]} rootless custom elements without a shadow root, to be checked again
 * @property {WeakSet<Element>} probed custom elements that were checked once
 */

const NumberReader = (() => {
  /**
   * A text with more characters than this is read in steps, because reading it at once would take
   * more than about 1 ms.
   */
  const LONG_TEXT_CHARACTERS = 10_000;
  const LONG_STEP_CHARACTERS = 4000;
  const LONG_REST_MS = 10_000;
  /**
   * If more texts than this are queued, the reader reads more of each line at once, to read fewer
   * times.
   */
  const MANY_TEXTS = 8;
  const MANY_ONWARDS_CHARACTERS = 800;
  /** After the page removed nodes, their numbers stay in memory for this time at most. */
  const SWEEP_AFTER_MS = 500;

  /**
   * @typedef {{node: Text, text: string, at: number, found: Match[]}} LongRead
   * @type {LongRead | null}
   */
  let longRead = null;
  /**
   * The parents of long texts that were read less than `LONG_REST_MS` ago. The value is true if the
   * text has changed after it was read.
   * @type {WeakMap<Node, boolean>}
   */
  const longTextCooldown = new WeakMap();
  /**
   * Texts that are read again only because a distant text of their line has changed. When such a
   * text is read, no further texts are queued.
   * @type {WeakSet<Node>}
   */
  const edgeRecheck = new WeakSet();
  /** Whether `designMode` is on: the whole document is then an editor, so no number is marked. */
  let isDesigned = false;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let sweeping = null;

  /**
   * Reads the next waiting link or text.
   * @param {Scan} scan
   * @returns {boolean} false if none is waiting
   */
  function readNext(scan) {
    if (longRead) return continueLongText(scan, longRead);
    const [link] = scan.links;
    if (link) {
      scan.links.delete(link);
      readLink(scan, link);
      return true;
    }
    const [node] = scan.texts;
    if (!node) return false;
    scan.texts.delete(node);
    if (!Dom.isInPage(node) || isDesigned) Numbers.forget(node);
    else if (TextRuns.isUntouchable(node)) readUntouchable(scan, node);
    else if (node.length > LONG_TEXT_CHARACTERS) beginLong(scan, node);
    else readLine(scan, node);
    return true;
  }

  /** @param {Scan} scan @param {CallLink} link */
  function readLink(scan, link) {
    const wasShared = TextRuns.sharedLinks.has(link);
    const found = TelLinks.numbersOf(link, regionOfLink(link), actionHere());
    Numbers.replace([link], found.filter(isAccepted));
    const isShared = TextRuns.sharedLinks.has(link);
    if (isShared || wasShared) for (const text of TelLinks.textsOf(link)) scan.texts.add(text);
  }

  /** @param {CallLink} link @returns {string} ISO 3166 code */
  function regionOfLink(link) {
    const { page, around, home } = PageRegion.saidAbout(link);
    const text = `${Dom.contentOf(link)}\n${link.href}`;
    return home ? regionFor(text, { strong: [page, ...around()], home }) : page;
  }

  /**
   * Removes the numbers of a text that must not be marked any more. Queues the texts with numbers
   * in the same line, because their context has changed.
   * @param {Scan} scan
   * @param {Text} node
   */
  function readUntouchable({ texts }, node) {
    Numbers.forget(node);
    for (const piece of TextRuns.around(node).pieces) {
      if (Numbers.at(piece.node).length > 0) texts.add(piece.node);
    }
  }

  /**
   * Reads the whole line of a text, because a change in one text can add or remove numbers in the
   * texts beside it. Then removes all texts of this line from the queue, so that the line is read
   * only once.
   * @param {Scan} scan
   * @param {Text} node
   */
  function readLine({ texts }, node) {
    const onwards = texts.size > MANY_TEXTS ? MANY_ONWARDS_CHARACTERS : undefined;
    const run = TextRuns.around(node, onwards);
    const isWhole = (/** @type {TextPiece} */ piece) =>
      !piece.fixed &&
      piece.text.length <= LONG_TEXT_CHARACTERS &&
      TextRuns.isWellInside(run, piece);
    const pieces = run.pieces.filter((piece) => piece.node === node || isWhole(piece));
    if (!edgeRecheck.delete(node)) queueEdges(run, new Set(pieces), texts);
    for (const piece of pieces) texts.delete(piece.node);
    const matches = Prefilter.mayHoldNumber(run.text) ? numbersIn(run) : [];
    setNumbers(run, pieces, matches);
  }

  /**
   * Queues the texts with numbers near the ends of a run, because the run contains too little text
   * around them. They are read again later, together with more text on both sides.
   * @param {Run} run
   * @param {Set<TextPiece>} read the pieces that are read now
   * @param {Set<Text>} texts the queue
   */
  function queueEdges(run, read, texts) {
    for (const piece of run.pieces) {
      const isMarked = Numbers.at(piece.node).length > 0;
      if (!isMarked || texts.has(piece.node) || read.has(piece)) continue;
      texts.add(piece.node);
      edgeRecheck.add(piece.node);
    }
  }

  /**
   * Registers the numbers that were found in a run, and removes the numbers that were found there
   * earlier.
   * @param {Run} run
   * @param {TextPiece[]} pieces the pieces that were read
   * @param {Match[]} matches the numbers, with offsets in the run's text
   */
  function setNumbers(run, pieces, matches) {
    const nodes = new Set(pieces.map(({ node }) => node));
    const action = actionHere();
    const found = matches.flatMap((match) => {
      const touched = piecesOf(run, match);
      const isOurs = touched.some(({ node }) => nodes.has(node)) && touched.every(isFree);
      return isOurs && isAccepted(match) ? [foundNumber(match, touched, action)] : [];
    });
    Numbers.replace(nodes, found);
  }

  /** Whether the user has not excluded the number on this site. @param {{number: string}} found */
  const isAccepted = ({ number }) => !Page.config()?.not_numbers.includes(number);

  const isFree = (/** @type {TextPiece} */ { fixed }) => !fixed;

  /** @param {Run} run @param {{start: number, end: number}} match @returns {TextPiece[]} */
  const piecesOf = ({ pieces }, { start, end }) =>
    pieces.filter((piece) => piece.start < end && piece.start + piece.text.length > start);

  /**
   * @param {Match} match
   * @param {TextPiece[]} pieces
   * @param {NumberAction} action
   * @returns {PageNumber}
   */
  function foundNumber({ start, end, number, ext, kind }, pieces, action) {
    const ranges = pieces.map(
      ({ node, text, start: base }) =>
        new StaticRange({
          startContainer: node,
          startOffset: Math.max(start - base, 0),
          endContainer: node,
          endOffset: Math.min(end - base, text.length),
        }),
    );
    const href = TelLinks.addressOf(action, number, ext);
    return { number, ext, kind, href, ranges, link: null };
  }

  /** @param {Run} run @returns {Match[]} offsets in the run's text */
  function numbersIn(run) {
    const { text, places } = TextRuns.collapseLineBreaks(run);
    const placeOf = (/** @type {number} */ at) => (places ? (places[at] ?? run.text.length) : at);
    const said = PageRegion.saidAbout(run.pieces[0]?.node ?? null);
    /** @type {Match[]} */
    const found = [];
    for (const { pieces, evidence } of PageEvidence.of(run)) {
      const numbers = findNumbersOnPage(text, { ...said, evidence });
      for (const match of findWithRules(text, said.page, Page.config()?.rules, numbers)) {
        const [start, end] = [placeOf(match.start), placeOf(match.end - 1) + 1];
        const digit = start + Math.max(0, run.text.slice(start, end).search(/\p{Nd}/u));
        const isOurs = pieces.some((piece) => isIn(digit, piece));
        if (isOurs && isFreeIn(found, { start, end }) && isSeen(run, { start, end })) {
          found.push({ ...match, start, end });
        }
      }
    }
    return found.sort((one, other) => one.start - other.start);
  }

  /** @param {Match[]} found @param {{start: number, end: number}} match @returns {boolean} */
  const isFreeIn = (found, { start, end }) =>
    !found.some((other) => other.start < end && other.end > start);

  /**
   * Whether the page shows the characters of a match in the order of the text.
   * @param {Run} run
   * @param {{start: number, end: number}} match
   */
  const isSeen = (run, match) =>
    piecesOf(run, match).every(({ node }) => ShownOrder.isAsWritten(node));

  /** @param {number} at @param {TextPiece} piece */
  const isIn = (at, { start, text }) => at >= start && at < start + text.length;

  /**
   * Reads a long text, such as a log, in steps over many slices of work. A text that changes often
   * is read only once per `LONG_REST_MS`, so that the page stays responsive.
   * @param {Scan} scan
   * @param {Text} node
   */
  function beginLong(scan, node) {
    const parent = /** @type {ParentNode & Node} */ (Dom.parentOf(node));
    if (longTextCooldown.has(parent)) return void longTextCooldown.set(parent, true);
    longTextCooldown.set(parent, false);
    longRead = { node, text: node.data, at: 0, found: [] };
    scan.texts.add(node);
    setTimeout(() => {
      const hasChanged = longTextCooldown.get(parent) === true;
      longTextCooldown.delete(parent);
      if (hasChanged && !scan.options.signal.aborted) Scanner.queueRoot(scan, parent);
    }, LONG_REST_MS);
  }

  /** @param {Scan} scan @param {LongRead} read @returns {boolean} */
  function continueLongText(scan, read) {
    const { node, text, at, found } = read;
    const begin = Math.max(0, at - TextRuns.CONTEXT_LIMIT);
    const piece = text.slice(begin, at + LONG_STEP_CHARACTERS + TextRuns.CONTEXT_LIMIT);
    for (const match of Prefilter.mayHoldNumber(piece)
      ? findWithRules(piece, PageRegion.here(), Page.config()?.rules)
      : []) {
      const start = begin + match.start;
      if (start < at || start >= at + LONG_STEP_CHARACTERS) continue;
      found.push({ ...match, start, end: begin + match.end });
    }
    read.at += LONG_STEP_CHARACTERS;
    if (read.at < text.length) return true;
    longRead = null;
    // If the page changed the text while it was read in steps, the text is queued again, so what
    // was found in the old text is not used.
    if (Dom.isInPage(node) && node.data !== text) return true;
    scan.texts.delete(node);
    const own = { node, text, start: 0, fixed: false };
    setNumbers({ text, pieces: [own], readsAllBefore: true, readsAllAfter: true }, [own], found);
    return true;
  }

  /**
   * Reads a number again from the current state of the page.
   * @param {PageNumber} found
   * @returns {Shown | null} null if the page no longer shows this number at this place
   */
  function readAgain(found) {
    if (found.link) return TelLinks.readAgain(found, regionOfLink(found.link));
    const { number, ext, ranges } = found;
    const [first] = /** @type {[StaticRange]} */ (/** @type {unknown} */ (ranges));
    if (!Numbers.isInPage(found) || !ranges.every(Geometry.fits)) return null;
    const node = /** @type {Text} */ (first.startContainer);
    const isLong = node.length > LONG_TEXT_CHARACTERS;
    const begin = isLong ? Math.max(0, first.startOffset - TextRuns.CONTEXT_LIMIT) : 0;
    const run = isLong ? runWithin(node, begin, first.endOffset) : TextRuns.around(node);
    const base = run.pieces.find((piece) => piece.node === node)?.start ?? 0;
    const start = base + first.startOffset - begin;
    const match = numbersIn(run).find((candidate) => candidate.start === start);
    if (!match || match.number !== number || match.ext !== ext) return null;
    if (piecesOf(run, match).length !== ranges.length) return null;
    return { number, ext, shown: run.text.slice(start, match.end), linked: "", texts: false };
  }

  /**
   * @param {Text} node a long text
   * @param {number} begin the offset at which the run begins, some characters before a number
   * @param {number} end the offset at which the number ends
   * @returns {Run} the part of the text with the number and its context
   */
  function runWithin(node, begin, end) {
    const text = node.data.slice(begin, end + TextRuns.CONTEXT_LIMIT);
    const piece = { node, text, start: 0, fixed: TextRuns.isUntouchable(node) };
    return { text, pieces: [piece], readsAllBefore: false, readsAllAfter: false };
  }

  /** @param {Scan} scan @param {boolean} isOn whether `designMode` is on */
  function setDesigned(scan, isOn) {
    if (isOn === isDesigned) return;
    isDesigned = isOn;
    if (isOn) Numbers.clear();
    else Scanner.queueRoot(scan, document);
  }

  /** @param {MutationRecord[]} records */
  function forgetChanged(records) {
    Statements.noteChanges(records);
    for (const { type, target, removedNodes } of records) {
      if (type === "characterData" || target instanceof HTMLAnchorElement) Numbers.forget(target);
      if (removedNodes.length > 0) sweepSoon();
      // If the page inserts this text elsewhere, the observer reports it as a new text.
      for (const node of removedNodes) if (node instanceof Text) Numbers.forget(node);
    }
  }

  function sweepSoon() {
    sweeping ??= setTimeout(() => {
      sweeping = null;
      Numbers.sweep();
    }, SWEEP_AFTER_MS);
  }

  /** Removes the numbers under a node. @param {Node} root */
  function forgetUnder(root) {
    for (const found of Numbers.all) {
      if (
        Dom.holds(root, found.link ?? /** @type {StaticRange} */ (found.ranges[0]).startContainer)
      )
        Numbers.remove(found);
    }
  }

  /** @returns {NumberAction} */
  const actionHere = () => Page.config()?.action ?? "tel";

  return { forgetChanged, forgetUnder, readAgain, readNext, setDesigned };
})();
