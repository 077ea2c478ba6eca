"use strict";
// The page's own links to telephone numbers, taken over where they stand: a link that shows one
// number and dials another is told apart here. Changes nothing but one attribute of such a link.

/** Visual separators (RFC 3966), and the pause that some pages write before an extension. */
const DIALLED = /^(\+?[\d\s().-]+?)(?:(?:;ext=|,+|;)(\d{1,7}))?(?:;phone-context=[^;]*)?$/i;

/**
 * What a link says and what it dials, as numbers.
 *
 * @param {CallLink} link
 * @param {string} region ISO 3166 code
 * @returns {{number: string, ext: string, kind: string, linked: string} | null} null: no number
 *   that could be called; `linked`: what the link itself dials, "" if the same or none
 */
function readLink(link, region) {
  const said = findNumbers(link.textContent ?? "", region).filter(({ kind }) => kind !== "fax");
  const dialled = dialledBy(link, region);
  const match = said.length === 1 ? said[0] : dialled;
  if (!match) return null;
  const { number, kind } = match;
  const isSame = !dialled || dialled.number === number;
  const ext = match.ext || (isSame && dialled?.ext) || "";
  return { number, ext, kind, linked: isSame ? "" : dialled.number };
}

/**
 * @param {CallLink} link
 * @param {string} region
 */
function dialledBy(link, region) {
  let address = "";
  try {
    address = decodeURIComponent(link.pathname).replace(/^\/\//, "").trim();
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
function planLink(link, region, { action }) {
  const isOurs = /^(tel|callto):$/.test(link.protocol) && isInPage(link) && !isEdited(link);
  const found = isOurs ? readLink(link, region) : null;
  if (!found) return takenLinks.has(link) ? [() => giveLinkBack(link)] : [];
  const { number, ext, kind } = found;
  const known = takenLinks.get(link);
  const drawnAt = known?.number === number ? known.drawnAt : performance.now();
  const href = addressOf(action, number, ext);
  const mark = { host: link, number, ext, kind, href, node: null, offset: 0, drawnAt };
  return [
    () => {
      takenLinks.set(link, mark);
      link.setAttribute(ATTRIBUTE, ext ? `${number};ext=${ext}` : number);
    },
  ];
}

/** @param {CallLink} link */
function isEdited(link) {
  return closestOf(link, EDITED) !== null;
}

/** @param {Element} link */
function giveLinkBack(link) {
  takenLinks.delete(link);
  link.removeAttribute(ATTRIBUTE);
}

/** @param {ParentNode & Node} root */
function giveLinksBack(root) {
  for (const link of root.querySelectorAll(`a[${ATTRIBUTE}], area[${ATTRIBUTE}]`))
    giveLinkBack(link);
}

/**
 * @param {EventTarget | null} target
 * @param {Event} event
 * @returns {Mark | undefined} the mark that an event was meant for: a number of ours, its button in
 *   button mode, or one of the page's own links
 */
function markAt(target, event) {
  if (!(target instanceof Node)) return undefined;
  const mark = marks.get(target);
  if (mark) return isOnControl(mark, event) ? mark : undefined;
  const link =
    target instanceof Element ? closestOf(target, `a[${ATTRIBUTE}], area[${ATTRIBUTE}]`) : null;
  return link ? takenLinks.get(link) : undefined;
}

/**
 * Reads a mark's number once more from the page as it is now.
 *
 * @param {Mark} mark
 * @param {string} region ISO 3166 code
 * @returns {{number: string, ext: string, shown: string, kind: string, href: string,
 *   linked: string, steady: boolean} | null} null: the page no longer says this number here;
 *   `linked`: what the page's own link would dial, "" if the same or none
 */
function readMark(mark, region) {
  const { host, number, ext, kind, href, drawnAt } = mark;
  const steady = performance.now() - drawnAt > STEADY_AFTER_MS;
  if (mark.node) {
    const shown = readAgain(mark, region);
    return shown === null ? null : { number, ext, shown, kind, href, linked: "", steady };
  }
  const link = /** @type {CallLink} */ (host);
  const now = isInPage(link) ? readLink(link, region) : null;
  if (!now || now.number !== number || now.ext !== ext) return null;
  const shown = (link.textContent ?? "").trim();
  return { number, ext, shown, kind, href, linked: now.linked, steady };
}

/**
 * Lets a click on a mark lead where its link leads: for a link of ours the browser does it; for a
 * button, or a link of the page that leads elsewhere, we do.
 *
 * @param {Mark} mark
 * @param {MouseEvent} event
 */
function followMark({ node, host, href, button }, event) {
  const own = node === null ? /** @type {CallLink} */ (host).href : "";
  if (!button && (own === "" || own === href)) return;
  event.preventDefault();
  const link = document.createElement("a");
  link.href = href;
  link.click();
}
