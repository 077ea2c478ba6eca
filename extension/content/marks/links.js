"use strict";
// The page's own links to telephone numbers, taken over where they stand: a link that shows one
// number and leads to another is told apart here. Changes nothing but one attribute of such a link.
// What an event fell on is found here too: a number of ours, or such a link.

/** Visual separators (RFC 3966), and the pause that some pages write before an extension. */
const DIALLED = /^(\+?[\d\s().-]+?)(?:(?:;ext=|,+|;)(\d{1,7}))?(?:;phone-context=[^;]*)?$/i;

/** No address of a number is longer; what is, is not looked into. */
const LONGEST_ADDRESS = 120;

/** @param {CallLink} link whether it opens a text message */
const isForTexts = ({ protocol }) => protocol === "sms:";

/** @param {CallLink} link @param {string} region @returns {Match[]} the numbers that it shows */
const saidBy = (link, region) =>
  findNumbers(textOfLink(link), region).filter(({ kind }) => kind !== "fax");

/** @param {CallLink} link @returns {string} as the page wrote it, whatever of it is marked */
function textOfLink(link) {
  const own = textNodesOf(link).filter((node) => !isOurs(node));
  return own.map(pageTextOf).join("");
}

/** @param {Text} node */
const isOurs = (node) => ownHosts.has(/** @type {Node} */ (parentOf(node)));

/**
 * What a link says and what it dials, as numbers.
 *
 * @param {CallLink} link
 * @param {string} region ISO 3166 code
 * @returns {{number: string, ext: string, kind: string, linked: string} | null} null: no number
 *   that could be called; `linked`: what the link itself leads to, "" where it says so
 */
function readLink(link, region) {
  const said = saidBy(link, region);
  const dialled = dialledBy(link, region);
  const match = said.length === 1 ? said[0] : dialled;
  if (!match) return null;
  const { number, kind } = match;
  const isSaid = said.length === 0 || said.some((shown) => shown.number === dialled?.number);
  const ext = match.ext || (number === dialled?.number && dialled.ext) || "";
  return { number, ext, kind, linked: !dialled || isSaid ? "" : dialled.number };
}

/**
 * @param {CallLink} link
 * @param {string} region
 */
function dialledBy(link, region) {
  if (link.href.length > LONGEST_ADDRESS) return null;
  let address = "";
  try {
    address = decodeURIComponent(link.href.replace(/^\w+:(\/\/)?|\?.*$/g, "")).trim();
  } catch {
    return null; // "%zz": nothing that a telephone understands
  }
  const [, digits, ext = ""] = DIALLED.exec(address) ?? [];
  const [match] = digits ? findNumbers(digits.trim(), region, { judge: false }) : [];
  return match && match.end - match.start === digits?.trim().length ? { ...match, ext } : null;
}

/**
 * @param {CallLink} link
 * @param {string} region
 * @param {MarkChoices} choices
 * @returns {(() => void)[]} the changes, to be made at once
 */
function planLink(link, region, choices) {
  const isToCall = dials(link) && isInPage(link) && !isEdited(link);
  const isShared = isToCall && !isForTexts(link) && saidBy(link, region).length > 1;
  const shared = planEach(link, region, choices, isShared);
  const found = isToCall ? readLink(link, region) : null;
  if (!found) return takenLinks.has(link) ? [() => giveLinkBack(link), ...shared] : shared;
  const { number, ext, kind } = found;
  const mark = { host: link, number, ext, kind, href: "", node: null, offset: 0 };
  mark.href = isForTexts(link)
    ? textAddressOf(choices.action, number, link.href)
    : addressOf(choices.action, number, ext);
  const own = ext ? `${number};ext=${ext}` : number;
  const value = sharedLinks.has(link) ? "" : own;
  return [() => takeLink(link, mark, value), ...shared];
}

/**
 * A link that shows several numbers can dial only one: each of them becomes a mark of its own.
 *
 * @param {CallLink} link
 * @param {string} region
 * @param {MarkChoices} choices
 * @param {boolean} isShared whether it does so now; where it no longer does, its numbers are taken back
 * @returns {(() => void)[]}
 */
function planEach(link, region, choices, isShared) {
  const wasShared = sharedLinks.has(link);
  if (!isShared && !wasShared) return [];
  if (isShared) sharedLinks.add(link);
  else sharedLinks.delete(link);
  if (isShared !== wasShared) knownNow().foreign.clear();
  const nodes = textNodesOf(link).filter((node) => !isOurs(node));
  if (!isShared) return nodes.map(planNone);
  return nodes.flatMap((node) => {
    const run = runAround(node);
    return planMarks(run, node, numbersReadIn(run, region), choices);
  });
}

/** @param {Text} node whose numbers are none of ours any more @returns {() => void} */
const planNone = (node) => () => {
  // It may have been planned in the same slice that one is drawn there.
  const stand = stands.get(node);
  if (stand) takeBack(stand);
};

/**
 * @param {CallLink} link
 * @param {Mark} mark
 * @param {string} value of our attribute; "" where the numbers in it are marks themselves
 */
function takeLink(link, mark, value) {
  if (takenLinks.get(link)?.number !== mark.number) noteDrawn(link);
  takenLinks.set(link, mark);
  if (attributeOf(link, ATTRIBUTE) !== value) link.setAttribute(ATTRIBUTE, value);
}

/** @param {CallLink} link */
function isEdited(link) {
  return closestOf(link, EDITED) !== null;
}

/** @param {Element} link */
function giveLinkBack(link) {
  takenLinks.delete(link);
  sharedLinks.delete(link);
  forget(link);
  link.removeAttribute(ATTRIBUTE);
}

/** @param {ParentNode & Node} root */
function giveLinksBack(root) {
  for (const link of root.querySelectorAll(`a[${ATTRIBUTE}], area[${ATTRIBUTE}]`))
    giveLinkBack(link);
}

/**
 * The innermost element that an event fell on. Outside of a shadow root, an event names its host;
 * the browser shows an extension closed roots too.
 *
 * @param {Event} event
 * @returns {Element}
 */
function deepTargetOf(event) {
  let at = /** @type {Element} */ (event.target);
  while (at instanceof Element && !ownHosts.has(at)) {
    const root = shadowRootOf(at);
    const isPointed = event instanceof MouseEvent && !isByKey(event);
    const inner = isPointed
      ? root?.elementFromPoint(event.clientX, event.clientY)
      : root?.activeElement;
    if (!inner || inner === at) break;
    at = inner;
  }
  return at;
}

/**
 * @param {Event} event
 * @returns {Mark | undefined} the mark that an event was meant for: a number of ours, its button in
 *   button mode, or one of the page's own links
 */
function markAt(event) {
  const at = deepTargetOf(event);
  const mark = marks.get(at);
  if (mark) return isOnControl(mark, event) ? mark : undefined;
  const link = at instanceof Element ? closestOf(at, `a[${ATTRIBUTE}], area[${ATTRIBUTE}]`) : null;
  return link ? takenLinks.get(link) : undefined;
}

/**
 * @typedef {Object} Shown A mark as the page shows it now.
 * @property {string} number
 * @property {string} ext
 * @property {string} shown as the page writes it
 * @property {string} linked what the page's own link would lead to, "" if the same or none
 * @property {boolean} texts whether that link is for a text message
 * @property {Element[]} hosts what shows the number, piece by piece
 */

/**
 * Reads a mark's number once more from the page as it is now.
 *
 * @param {Mark} mark
 * @param {string} region ISO 3166 code
 * @returns {Shown | null} null: the page no longer says this number here
 */
function readMark(mark, region) {
  const { host, number, ext } = mark;
  if (mark.node) {
    const again = readAgain(mark, region);
    return again && { number, ext, ...again, linked: "", texts: false };
  }
  const link = /** @type {CallLink} */ (host);
  const now = isInPage(link) ? readLink(link, region) : null;
  if (!now || now.number !== number || now.ext !== ext) return null;
  const shown = textOfLink(link).trim();
  return { number, ext, shown, linked: now.linked, texts: isForTexts(link), hosts: [link] };
}

/**
 * Lets a click on a mark lead where its link leads: for a link of ours the browser does it; for a
 * button, or a link of the page that leads elsewhere, we do.
 *
 * @param {Mark} mark
 * @param {Event | null} event null: there was none that the browser could follow
 */
function followMark({ node, host, href, button }, event) {
  const own = node === null ? /** @type {CallLink} */ (host).href : "";
  const isFollowed = event instanceof MouseEvent && !button && (own === "" || own === href);
  if (isFollowed) return;
  event?.preventDefault();
  openAddress(href);
}

/** @param {string} href */
function openAddress(href) {
  const link = document.createElement("a");
  link.href = href;
  link.click();
}
