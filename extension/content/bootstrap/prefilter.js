"use strict";
// Provides `Prefilter`: finds the text nodes that may hold a number. It tests the joined text of
// many elements at once, and visits single nodes only where that test succeeds. Depends on `Dom`.

/**
 * @typedef {HTMLAnchorElement | HTMLAreaElement} CallLink
 * @typedef {{texts: Set<Text>, links: Set<CallLink>, hosts: Set<Element>}} ScanQueues texts that
 *   may hold a number, links that dial, elements that may have a shadow root
 */

const Prefilter = (() => {
  /** `NodeFilter` flags: text nodes and CDATA sections. */
  const SHOW_TEXTS = 4 | 8;
  const NEVER_READ = new Set("script style template noscript textarea option title".split(" "));
  /** Texts are tested in chunks of this many elements, which overlap by `LONGEST_NUMBER`. */
  const CHUNK = 32;
  const LONGEST_NUMBER = 60;
  /** A number may go on in this many text nodes on each side, within `REACH` characters. */
  const NEIGHBOURS = 8;
  const REACH = 100;
  /** Numbers that end in letters: "1-800-FLOWERS", "1 (800) GO FEDEX", Australian "13 CABS". */
  const LETTERED =
    "\\d{3}(?:[-.]|\\) ?|(?<=\\d[-. ]{1,2}\\d{3}) )(?=[-.\\dA-Z]{0,5}[A-Z])(?:[-. ]?[A-Za-z\\d]){7}|" +
    "(?:8\\d\\d|1[38]00|\\b13|0508|086\\d|0[345]00)[- ](?:[\\d -]{0,3}[A-Z]){4}|\\d{3}[A-Z]{4}";
  /** Finds five digits of any script with few characters between, or a vanity number. */
  const NUMBER_LIKE =
    "(?:\\p{Nd}(?:[^\\p{L}\\p{Nd}]|[xXー]){0,6}){4,}\\p{Nd}|" +
    `${LETTERED.replaceAll("\\d", "\\p{Nd}")}|\\p{Nd}\\p{Nd}[- ](?:[\\p{Nd} -]{0,3}[A-Z]){4}`;
  /** `NUMBER_LIKE`, compiled when first needed: compiling is slow. @type {RegExp | undefined} */
  let numberLike;
  /** Finds enough ASCII digits close together, or a sign of a script with its own digits. */
  const SUSPICIOUS = new RegExp(
    `(?:\\d[^0-9A-WYZa-wyz]{0,12}){4}\\d|${LETTERED}|` +
      "[\\u0660-\\u1fff\\ua620-\\uabff\\uff10-\\uff19\\ud800-\\ud83b\\ud83e]",
  );

  const CALLING = new Set(["a", "area"]);
  /** The built-in elements that accept a shadow root, as custom elements do. */
  const HOSTS =
    "p div span section h1 h2 h3 h4 h5 h6 article nav main header footer aside blockquote body";
  const PLAIN_HOSTS = new Set(HOSTS.split(" "));
  /** Trees of up to this many elements are visited element by element. */
  const FEW = 1000;
  /** For larger trees: selects links that may dial, and elements that may be shadow hosts. */
  const CANDIDATES =
    'a[href*="tel:" i], a[href*="callto:" i], a[href*="sms:" i], area[href*="tel:" i], ' +
    `:empty:is(${HOSTS.replaceAll(" ", ",")})`;
  const COMPONENTS = "descendant-or-self::*[contains(local-name(), '-')]";

  /**
   * Returns false only if the matcher finds no number in the text.
   * @param {string} text
   * @returns {boolean}
   */
  function mayHoldNumber(text) {
    return text.length > 4 && SUSPICIOUS.test(text) && numberLikeFrom(0).test(text);
  }

  /** @param {number} index where the search starts @returns {RegExp} */
  function numberLikeFrom(index) {
    numberLike ??= new RegExp(NUMBER_LIKE, "gu");
    numberLike.lastIndex = index;
    return numberLike;
  }

  /**
   * Searches a part of the page. The page may change at each `yield`: the browser then adjusts
   * `range`, and the mutation observer reports the change.
   * @param {ParentNode & Node} root
   * @param {ScanQueues} finds receives the results
   * @returns {Generator<void, void>} yields where the search may pause
   */
  function* search(root, finds) {
    const elements = Dom.allUnder(root, "*");
    if (root instanceof Element) sortElement(root, finds);
    for (let index = 0; index < Math.min(elements.length, FEW); index += 1) {
      sortElement(/** @type {Element} */ (elements[index]), finds);
    }
    if (elements.length > FEW) yield* searchLargeTree(root, finds);
    const range = new Range();
    range.selectNodeContents(root);
    range.collapse(true);
    let before = "";
    for (let index = 0; Dom.isInPage(root); index += CHUNK) {
      const limit = elements[index + CHUNK];
      // If the page removed the limit, this chunk ends at the next chunk's.
      if (limit && !Dom.holds(root, limit)) continue;
      if (limit) range.setEnd(limit, 0);
      else range.setEnd(root, Dom.childrenOf(root).length);
      const text = before + range.toString();
      if (mayHoldNumber(text)) addTexts(finds.texts, root, range, text, before.length);
      if (!limit) return;
      before = text.slice(-LONGEST_NUMBER);
      range.collapse(false);
      yield;
    }
  }

  /** @param {Element} element @param {ScanQueues} finds */
  function sortElement(element, { links, hosts }) {
    const name = Dom.nameOf(element);
    if (CALLING.has(name)) {
      if (isCallLink(element)) links.add(/** @type {CallLink} */ (element));
    } else if (PLAIN_HOSTS.has(name) || name.includes("-")) {
      if (!Dom.own.has(element)) hosts.add(element);
    }
  }

  /**
   * Finds links and shadow hosts by selector and XPath, which is faster in a large tree.
   * @param {ParentNode & Node} root
   * @param {ScanQueues} finds
   * @returns {Generator<void, void>} yields where the search may pause
   */
  function* searchLargeTree(root, finds) {
    for (const element of Dom.allUnder(root, CANDIDATES)) sortElement(element, finds);
    yield;
    for (const top of root instanceof ShadowRoot ? root.children : [root]) {
      const type = XPathResult.ORDERED_NODE_SNAPSHOT_TYPE;
      const found = Document.prototype.evaluate.call(document, COMPONENTS, top, null, type);
      for (let index = 0; index < found.snapshotLength; index += 1) {
        sortElement(/** @type {Element} */ (found.snapshotItem(index)), finds);
      }
      yield;
    }
  }

  /** @param {Element} link @returns {boolean} */
  function isCallLink(link) {
    const address = CALLING.has(Dom.nameOf(link)) ? Dom.attributeOf(link, "href") : null;
    return (
      address !== null && /tel:|callto:|sms:/i.test(address) && dials(/** @type {any} */ (link))
    );
  }

  /** @param {CallLink} link @returns {boolean} whether the link calls or opens a text message */
  const dials = (link) => /^(tel|callto|sms):$/.test(link.protocol);

  /** @param {Range} range @returns {Node} the node before the range */
  function nodeBefore({ startContainer, startOffset }) {
    if (startOffset === 0) return startContainer;
    let node = /** @type {Node} */ (Dom.childrenOf(startContainer)[startOffset - 1]);
    for (let child = Dom.lastOf(node); child; child = Dom.lastOf(child)) node = child;
    return node;
  }

  /**
   * Adds the text nodes that a match of `NUMBER_LIKE` touches. Reads only the nodes' lengths,
   * because reading each text is slow.
   * @param {ScanQueues["texts"]} texts
   * @param {Node} root
   * @param {Range} range
   * @param {string} text some text before the range, then the range's text
   * @param {number} begin the range's offset in `text`
   */
  function addTexts(texts, root, range, text, begin) {
    const walker = Dom.walkerOver(root, SHOW_TEXTS);
    walker.currentNode = nodeBefore(range);
    const next = () => /** @type {Text | null} */ (walker.nextNode());
    let node = next();
    let start = begin;
    let end = 0;
    for (let spot; node && (spot = numberLikeFrom(end).exec(text)); ) {
      end = spot.index + spot[0].length;
      const touched = [];
      for (; node && start < end; start += node.length, node = next()) {
        if (start + node.length > spot.index) touched.push(node);
        if (start + node.length >= end) break;
      }
      addTouched(texts, touched.filter(isReadable), spot.index < begin);
      // One match suffices to queue a node; its other matches are skipped.
      if (node) end = Math.max(end, start + node.length - LONGEST_NUMBER);
    }
  }

  /**
   * @param {Text[]} touched the texts of one match, in order
   * @param {ScanQueues["texts"]} texts
   * @param {boolean} began whether the match starts before these texts
   */
  function addTouched(texts, touched, began) {
    for (const [index, node] of touched.entries()) {
      const previous = touched[index - 1];
      const next = touched[index + 1];
      const goesOn =
        (index === 0 && began) ||
        (previous && !areApart(previous, node)) ||
        (next && !areApart(node, next));
      if (goesOn || mayHoldNumber(node.data)) texts.add(node);
    }
  }

  /** @param {Text} text @returns {Element | null} the text's parent, if it is a block */
  function boxOf(text) {
    const parent = Dom.parentOf(text);
    return parent instanceof Element && Dom.isBox(parent) ? parent : null;
  }

  /** @param {Text} text @param {Text} other @returns {boolean} whether a block is between them */
  function areApart(text, other) {
    const [box, otherBox] = [boxOf(text), boxOf(other)];
    if (box && !Dom.holds(box, other)) return true;
    return otherBox !== null && !Dom.holds(otherBox, text);
  }

  /** @param {Text} node @returns {boolean} false in a script or a form control */
  function isReadable(node) {
    const parent = Dom.parentOf(node);
    return parent instanceof Element && !NEVER_READ.has(Dom.nameOf(parent));
  }

  /**
   * Whether a text, with the text around it, may be a part or the label of a number.
   * @param {Text} node
   * @returns {boolean}
   */
  function mayConcernNumber(node) {
    const { data } = node;
    if (mayHoldNumber(data)) return true;
    const box = boxOf(node);
    if (box && Dom.childrenOf(box).length === 1) return false;
    const before = textsBeside(node, "previousNode").reverse().join("").slice(-REACH);
    const after = textsBeside(node, "nextNode").join("").slice(0, REACH);
    return mayHoldNumber(before + data + after);
  }

  /**
   * @param {Text} node
   * @param {"previousNode" | "nextNode"} step
   * @returns {string[]} the texts within reach of a number
   */
  function textsBeside(node, step) {
    const walker = Dom.walkerOver(Dom.rootOf(node), SHOW_TEXTS);
    walker.currentNode = node;
    const texts = [];
    let from = node;
    for (let length = 0; length < REACH && texts.length < NEIGHBOURS; ) {
      const beside = /** @type {Text | null} */ (walker[step]());
      if (!beside || areApart(from, beside)) break;
      from = beside;
      texts.push(beside.data);
      length += beside.length;
    }
    return texts;
  }

  return {
    SHOW_TEXTS,
    dials,
    isCallLink,
    isReadable,
    search,
    mayConcernNumber,
    mayHoldNumber,
  };
})();
