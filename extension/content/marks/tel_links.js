"use strict";
// Provides `TelLinks`: the page's own links to telephone numbers, which are read and never altered,
// and the addresses that links of ours lead to. A link that shows one number and leads to another is
// told apart here. Depends on `Dom`, `Prefilter`, `TextRuns`, `Numbers` and the detection.

/**
 * @typedef {"ringout" | "tel" | "rcmobile" | "rcapp"} NumberAction
 * @typedef {Object} Shown A number as the page shows it now.
 * @property {string} number E.164
 * @property {string} ext
 * @property {string} shown as the page writes it
 * @property {string} linked what the page's own link would lead to, "" if the same or none
 * @property {boolean} texts whether that link is for a text message
 */

const TelLinks = (() => {
  /** Visual separators (RFC 3966), and the pause that some pages write before an extension. */
  const DIALLED = /^(\+?[\d\s().-]+?)(?:(?:;ext=|,+|;)(\d{1,7}))?(?:;phone-context=[^;]*)?$/i;
  /** Where a rewritten number leads if not to `tel:`. */
  const RINGCENTRAL = /^(?:rcmobile:\/\/call\?number=|rcapp:\/\/r\/call\?number=\+)(?=\d+$)/;
  /** No address of a number is longer; what is, is not looked into. */
  const LONGEST_ADDRESS = 120;

  /** @param {CallLink} link whether it opens a text message */
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

  /** @param {CallLink} link @param {string} region @returns {Match[]} the numbers that it shows */
  const saidBy = (link, region) =>
    findNumbers(Dom.contentOf(link) ?? "", region, { evidence: { source: "link" } }).filter(
      ({ kind }) => kind !== "fax",
    );

  /**
   * @param {CallLink} link
   * @param {string} region
   * @returns {Match | null} what the address itself leads to
   */
  function dialledBy(link, region) {
    if (link.href.length > LONGEST_ADDRESS) return null;
    let address = "";
    try {
      const href = link.href.replace(RINGCENTRAL, "tel:+");
      address = decodeURIComponent(href.replace(/^\w+:(\/\/)?|\?.*$/g, "")).trim();
    } catch {
      return null; // "%zz": nothing that a telephone understands
    }
    const [, digits, ext = ""] = DIALLED.exec(address) ?? [];
    const [match] = digits ? findNumbers(digits.trim(), region, { judge: false }) : [];
    return match && match.end - match.start === digits?.trim().length ? { ...match, ext } : null;
  }

  /**
   * What a link says and what it dials, as numbers.
   * @param {CallLink} link
   * @param {string} region ISO 3166 code
   * @returns {{number: string, ext: string, kind: string, linked: string} | null} null: no number
   *   that could be called; `linked`: what the link itself leads to, "" where it says so
   */
  function read(link, region) {
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
   * The number of one of the page's links. One that shows several can dial only one, so each of them
   * becomes a number of its own: from now on its text is read as any other.
   * @param {CallLink} link
   * @param {string} region ISO 3166 code
   * @param {NumberAction} action
   * @returns {PageNumber[]}
   */
  function numbersOf(link, region, action) {
    const isToCall = Prefilter.dials(link) && Dom.isInPage(link) && !isEdited(link);
    const isShared = isToCall && !isForTexts(link) && saidBy(link, region).length > 1;
    if (isShared) TextRuns.sharedLinks.add(link);
    else TextRuns.sharedLinks.delete(link);
    TextRuns.knownNow().foreign.clear();
    const found = isToCall ? read(link, region) : null;
    if (!found) return [];
    const { number, ext, kind } = found;
    const href = isForTexts(link)
      ? textAddressOf(action, number, link.href)
      : addressOf(action, number, ext);
    return [{ number, ext, kind, href, ranges: [], link }];
  }

  /** @param {CallLink} link */
  const isEdited = (link) => Dom.closest(link, TextRuns.EDITED) !== null;

  /**
   * @param {PageNumber} found one with a link
   * @param {string} region ISO 3166 code
   * @returns {Shown | null} null: the link no longer says or dials this number
   */
  function readAgain({ link, number, ext }, region) {
    const now = link && Dom.isInPage(link) ? read(link, region) : null;
    if (!link || !now || now.number !== number || now.ext !== ext) return null;
    const shown = (Dom.contentOf(link) ?? "").trim();
    return { number, ext, shown, linked: now.linked, texts: isForTexts(link) };
  }

  /**
   * Addresses by RFC 3966, and RingCentral's own schemes.
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
   * @param {string} [own] the page's own link for it
   * @returns {string} where a text message is written
   */
  function textAddressOf(action, number, own = `sms:${number}`) {
    return action === "rcmobile" ? `rcmobile://sms?number=${number.slice(1)}` : own;
  }

  return { addressOf, numbersOf, readAgain, textAddressOf, textsOf };
})();
