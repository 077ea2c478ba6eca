"use strict";
// Provides `TelLinks`: reads the numbers of the page's own telephone links without changing the
// links, reports links that show one number and dial another, and builds the addresses of the
// extension's links. Depends on `Dom`, `Prefilter`, `TextRuns` and the detection.

/**
 * @typedef {"ringout" | "tel" | "rcmobile" | "rcapp"} NumberAction what a click on a number does
 * @typedef {Object} Shown A number and its current text on the page.
 * @property {string} number E.164
 * @property {string} ext
 * @property {string} shown the number's text on the page
 * @property {string} linked the number that the page's link dials; "" if the link dials the shown
 *   number or if there is no link
 * @property {boolean} texts whether the page's link opens a text message
 */

const TelLinks = (() => {
  /**
   * Matches a number with RFC 3966's separators, and an extension after `;ext=` or a pause (`,`).
   */
  const DIALLED = /^(\+?[\d\s().-]+?)(?:(?:;ext=|,+|;)(\d{1,7}))?(?:;phone-context=[^;]*)?$/i;
  /**
   * Matches the part before the digits in an address with one of RingCentral's own schemes.
   * `Rewriter` may have written such an address into the page.
   */
  const RINGCENTRAL = /^(?:rcmobile:\/\/call\?number=|rcapp:\/\/r\/call\?number=\+)(?=\d+$)/;
  /** Addresses with more UTF-16 code units than this are not parsed. */
  const LONGEST_ADDRESS_CHARACTERS = 120;

  /** Whether a link opens a text message. @param {CallLink} link */
  const isForTexts = ({ protocol }) => protocol === "sms:";

  /** @param {CallLink} link @returns {Text[]} */
  function textsOf(link) {
    const walker = Dom.walkerOver(link, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      texts.push(/** @type {Text} */ (node));
    }
    return texts;
  }

  /** @param {CallLink} link @param {string} region @returns {Match[]} */
  const numbersShownIn = (link, region) =>
    findNumbers(Dom.contentOf(link) ?? "", region, { evidence: { source: "link" } }).filter(
      ({ kind }) => kind !== "fax",
    );

  /**
   * @param {CallLink} link
   * @param {string} region
   * @returns {Match | null} the number in the link's address; null if there is none
   */
  function numberDialledBy(link, region) {
    if (link.href.length > LONGEST_ADDRESS_CHARACTERS) return null;
    let address = "";
    try {
      const href = link.href.replace(RINGCENTRAL, "tel:+");
      address = decodeURIComponent(href.replace(/^\w+:(\/\/)?|\?.*$/g, "")).trim();
    } catch {
      return null; // `decodeURIComponent` throws for text such as "%zz".
    }
    const [, digits, ext = ""] = DIALLED.exec(address) ?? [];
    const [match] = digits ? findNumbers(digits.trim(), region, { judge: false }) : [];
    return match && match.end - match.start === digits?.trim().length ? { ...match, ext } : null;
  }

  /**
   * Reads the number that a link shows and the number that the link dials.
   * @param {CallLink} link
   * @param {string} region ISO 3166 code
   * @returns {{number: string, ext: string, kind: string, linked: string} | null} null if there is
   *   no callable number; `linked` is the number that the link dials, "" if the link shows that
   *   number
   */
  function read(link, region) {
    const shownNumbers = numbersShownIn(link, region);
    const dialled = numberDialledBy(link, region);
    const match = shownNumbers.length === 1 ? shownNumbers[0] : dialled;
    if (!match) return null;
    const { number, kind } = match;
    const isSaid =
      shownNumbers.length === 0 || shownNumbers.some((shown) => shown.number === dialled?.number);
    const ext = match.ext || (number === dialled?.number && dialled.ext) || "";
    return { number, ext, kind, linked: !dialled || isSaid ? "" : dialled.number };
  }

  /**
   * Returns the number of a link of the page. If a link shows several numbers, it can dial only one
   * of them. Such a link is added to `sharedLinks`, and each number in its text is marked like a
   * number in any other text.
   * @param {CallLink} link
   * @param {string} region ISO 3166 code
   * @param {NumberAction} action
   * @returns {PageNumber[]} one number; empty if the link does not call or text a number
   */
  function numbersOf(link, region, action) {
    const isToCall = Prefilter.dials(link) && Dom.isInPage(link) && !isEdited(link);
    const isShared = isToCall && !isForTexts(link) && numbersShownIn(link, region).length > 1;
    if (isShared) TextRuns.sharedLinks.add(link);
    else TextRuns.sharedLinks.delete(link);
    TextRuns.taskCache().untouchable.clear();
    const found = isToCall ? read(link, region) : null;
    if (!found) return [];
    const { number, ext, kind } = found;
    const href = isForTexts(link)
      ? textAddressOf(action, number, link.href)
      : addressOf(action, number, ext);
    return [{ number, ext, kind, href, ranges: [], link }];
  }

  /** Whether a link is in an editor. @param {CallLink} link */
  const isEdited = (link) => Dom.closest(link, TextRuns.EDITED) !== null;

  /**
   * @param {PageNumber} found a number whose `link` is set
   * @param {string} region ISO 3166 code
   * @returns {Shown | null} null if the link no longer shows or dials this number
   */
  function readAgain({ link, number, ext }, region) {
    const now = link && Dom.isInPage(link) ? read(link, region) : null;
    if (!link || !now || now.number !== number || now.ext !== ext) return null;
    const shown = (Dom.contentOf(link) ?? "").trim();
    return { number, ext, shown, linked: now.linked, texts: isForTexts(link) };
  }

  /**
   * Builds an address by RFC 3966 or with RingCentral's own URI schemes.
   * @param {NumberAction} action
   * @param {string} number E.164
   * @param {string} ext
   * @returns {string}
   */
  function addressOf(action, number, ext) {
    if (action === "rcmobile") return `rcmobile://call?number=${number.slice(1)}`;
    if (action === "rcapp") return `rcapp://r/call?number=${number}`;
    return ext ? `tel:${number};ext=${ext}` : `tel:${number}`;
  }

  /**
   * @param {NumberAction} action
   * @param {string} number E.164
   * @param {string} [own] the `sms:` address of the page's own link, if it has one
   * @returns {string} the address that opens a text message to the number
   */
  function textAddressOf(action, number, own = `sms:${number}`) {
    return action === "rcmobile" ? `rcmobile://sms?number=${number.slice(1)}` : own;
  }

  return { addressOf, numbersOf, readAgain, textAddressOf, textsOf };
})();
