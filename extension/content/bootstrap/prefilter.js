"use strict";
// Provides `Prefilter`: where in a page there is reason to look closely. It has the browser join the
// text of many elements, and walks from text to text only where there may be a number. Depends on `Dom`.

/**
 * @typedef {HTMLAnchorElement | HTMLAreaElement} CallLink
 * @typedef {{texts: Set<Text>, links: Set<CallLink>, hosts: Set<Element>}} Finds texts that may hold
 *   a number, links that dial, elements that may have a shadow root
 */

const Prefilter = (() => {
  /** Of `NodeFilter`: texts and CDATA sections. */
  const SHOW_TEXTS = 4 | 8;
  const NEVER_READ = new Set("script style template noscript textarea option title".split(" "));
  /** How many elements' text is joined at once, and how far before it a number could begin. */
  const CHUNK = 32;
  const LONGEST_NUMBER = 60;
  /** How many texts to each side of one, and how much of them, may have to do with its number. */
  const NEIGHBOURS = 8;
  const REACH = 100;
  /** Numbers ending in letters: "1-800-FLOWERS", "1 (800) GO FEDEX"; outside America "13 CABS". */
  const LETTERED =
    "\\d{3}(?:[-.]|\\) ?|(?<=\\d[-. ]{1,2}\\d{3}) )(?=[-.\\dA-Z]{0,5}[A-Z])(?:[-. ]?[A-Za-z\\d]){7}|" +
    "(?:8\\d\\d|1[38]00|\\b13|0508|086\\d|0[345]00)[- ](?:[\\d -]{0,3}[A-Z]){4}|\\d{3}[A-Z]{4}";
  /** Five digits of any script with only a little between them, or a spelled number. */
  const NUMBER_LIKE =
    "(?:\\p{Nd}(?:[^\\p{L}\\p{Nd}]|[xXー]){0,6}){4,}\\p{Nd}|" +
    `${LETTERED.replaceAll("\\d", "\\p{Nd}")}|\\p{Nd}\\p{Nd}[- ](?:[\\p{Nd} -]{0,3}[A-Z]){4}`;
  /** Made when first needed: with all the world's digits that takes a while. @type {RegExp | undefined} */
  let numberLike;
  /** The same for ASCII, roughly and so compiled at once, or a sign from where other digits stand. */
  const SUSPICIOUS = new RegExp(
    `(?:\\d[^0-9A-WYZa-wyz]{0,12}){4}\\d|${LETTERED}|` +
      "[\\u0660-\\u1fff\\ua620-\\uabff\\uff10-\\uff19\\ud800-\\ud83b\\ud83e]",
  );

  const CALLING = new Set(["a", "area"]);
  /** Beside components, the only elements that a page can give a shadow root. */
  const PLAIN_HOSTS = new Set(
    "p div span section h1 h2 h3 h4 h5 h6 article nav main header footer aside blockquote body".split(
      " ",
    ),
  );
  /** As many elements are looked at one by one. */
  const FEW = 1000;
  /** Of more, links that may dial, and plain elements with nothing in them but, maybe, a root. */
  const WORTH_ASKING =
    'a[href*="tel:" i], a[href*="callto:" i], a[href*="sms:" i], area[href*="tel:" i], ' +
    `:empty:is(${[...PLAIN_HOSTS].join()})`;
  const COMPONENTS = "descendant-or-self::*[contains(local-name(), '-')]";

  /**
   * Whether the finder could find a number in a text: cheap, and never a wrong no.
   * @param {string} text
   * @returns {boolean}
   */
  function mayHoldNumber(text) {
    return text.length > 4 && SUSPICIOUS.test(text) && numberLikeFrom(0).test(text);
  }

  /** @param {number} index where in a text it goes on @returns {RegExp} */
  function numberLikeFrom(index) {
    numberLike ??= new RegExp(NUMBER_LIKE, "gu");
    numberLike.lastIndex = index;
    return numberLike;
  }

  /**
   * Looks through a part of the page. It may change at every pause: what changes, the observer tells;
   * the browser itself keeps the range's place.
   * @param {ParentNode & Node} root
   * @param {Finds} finds takes what comes to light, as it does
   * @returns {Generator<void, void>} a good moment to pause
   */
  function* lookThrough(root, finds) {
    const elements = Dom.allUnder(root, "*");
    if (root instanceof Element) sortElement(root, finds);
    for (let index = 0; index < Math.min(elements.length, FEW); index += 1) {
      sortElement(/** @type {Element} */ (elements[index]), finds);
    }
    if (elements.length > FEW) yield* lookForOthers(root, finds);
    const range = new Range();
    range.selectNodeContents(root);
    range.collapse(true);
    let before = "";
    for (let index = 0; Dom.isInPage(root); index += CHUNK) {
      const limit = elements[index + CHUNK];
      // What the page has taken away cannot end a chunk, so that chunk goes on to the next.
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

  /** @param {Element} element @param {Finds} finds */
  function sortElement(element, { links, hosts }) {
    const name = Dom.nameOf(element);
    if (CALLING.has(name)) {
      if (isCallLink(element)) links.add(/** @type {CallLink} */ (element));
    } else if (PLAIN_HOSTS.has(name) || name.includes("-")) {
      if (!Dom.own.has(element)) hosts.add(element);
    }
  }

  /**
   * Among many elements the browser finds these faster; components only from an element on.
   * @param {ParentNode & Node} root
   * @param {Finds} finds
   * @returns {Generator<void, void>} a good moment to pause
   */
  function* lookForOthers(root, finds) {
    for (const element of Dom.allUnder(root, WORTH_ASKING)) sortElement(element, finds);
    yield;
    for (const top of root instanceof ShadowRoot ? root.children : [root]) {
      const evaluate = Document.prototype.evaluate.bind(document);
      const found = evaluate(COMPONENTS, top, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
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

  /** @param {CallLink} link @returns {boolean} whether it leads to a call or a text message */
  const dials = (link) => /^(tel|callto|sms):$/.test(link.protocol);

  /** @param {Range} range @returns {Node} after which it begins */
  function nodeBefore({ startContainer, startOffset }) {
    if (startOffset === 0) return startContainer;
    let node = /** @type {Node} */ (Dom.childrenOf(startContainer)[startOffset - 1]);
    for (let child = Dom.lastOf(node); child; child = Dom.lastOf(child)) node = child;
    return node;
  }

  /**
   * Adds the texts in a range that number-like spots touch. It asks for lengths alone: to hand over each
   * text takes longer than all the rest.
   * @param {Finds["texts"]} texts
   * @param {Node} root
   * @param {Range} range
   * @param {string} text that in the range, with some of that before it
   * @param {number} begin where the range begins in it
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
      // One spot is reason enough to look at a text, however many more there are in it.
      if (node) end = Math.max(end, start + node.length - LONGEST_NUMBER);
    }
  }

  /**
   * @param {Text[]} touched by one number-like spot, in order
   * @param {Finds["texts"]} texts
   * @param {boolean} began whether it began before the first of them
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

  /**
   * @param {Text} text
   * @param {Text} other
   * @returns {boolean} whether they surely stand in separate boxes, by the names of these alone
   */
  function areApart(text, other) {
    const isOutside = (/** @type {Text} */ inner, /** @type {Text} */ outer) => {
      const parent = Dom.parentOf(inner);
      return parent instanceof Element && Dom.isBox(parent) && !Dom.holds(parent, outer);
    };
    return isOutside(text, other) || isOutside(other, text);
  }

  /** @param {Text} node @returns {boolean} whether a person may come to read it: no script, no value */
  function isReadable(node) {
    const parent = Dom.parentOf(node);
    return parent instanceof Element && !NEVER_READ.has(Dom.nameOf(parent));
  }

  /**
   * Whether a text could be part of a number, or say what one is, with what stands around it.
   * @param {Text} node
   * @returns {boolean}
   */
  function mayConcernNumber(node) {
    const { data } = node;
    if (mayHoldNumber(data)) return true;
    const before = textsBeside(node, "previousNode").reverse().join("").slice(-REACH);
    const after = textsBeside(node, "nextNode").join("").slice(0, REACH);
    return mayHoldNumber(before + data + after);
  }

  /**
   * @param {Text} node
   * @param {"previousNode" | "nextNode"} step
   * @returns {string[]} the nearest texts, as far as a number or its label could reach
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
    lookThrough,
    mayConcernNumber,
    mayHoldNumber,
  };
})();
