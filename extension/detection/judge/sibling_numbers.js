// Provides `siblingsOf`: finds shortened numbers after a number that begins with the same digits.
// In "2282 3796 / 3797", the shortened number 3797 means 2282 3797. Depends on number.js.
"use strict";

const SIBLING = new RegExp(
  `[ \\u00a0]?(?:[/,;&]|-(?=\\d{5})|${LIST_WORDS}) ?-?((?:\\d{2,8}|(?<=/ ?)\\d(?!\\d))(?:[ .-]\\d{2,4}){0,3})` +
    "(?![\\d:%]|[.,-]\\d|/\\d{4})",
  "y",
);
const MOST_SIBLINGS = 9;
const SHORT_TAIL_DIGITS = 4;

/**
 * Returns, in full, the shortened numbers that follow a number: 2282 3797 for "2282 3796 / 3797",
 * and (0341) 421-1408 for "(0341) 425-8501 / 421-1408".
 * @param {Judging} judging
 * @param {FoundNumber} number
 * @param {Label | null} label
 * @param {number} space the offset at which the next match begins
 * @returns {FoundNumber[]}
 */
function siblingsOf({ reading: { digits }, region }, number, label, space) {
  const siblings = [];
  const stem = digits.slice(number.start, number.end);
  const isLabelled = label !== null && isSure(label.rule);
  SIBLING.lastIndex = number.end;
  while (number.ext === "" && siblings.length < MOST_SIBLINGS) {
    const [whole, written = ""] = SIBLING.exec(digits) ?? [];
    if (!whole || (whole.startsWith("-") && !isNextNumber(stem, written))) break;
    const end = SIBLING.lastIndex;
    const isOfZero = /-\d/.test(whole) && /[-–]0$/.test(stem); // "1234-0, -12"
    const tail = isOfZero
      ? digitsOf(written)
      : tailOf(stem, written, whole.includes("/"), isLabelled);
    const parsed = parseNumber(number.number.slice(0, isOfZero ? -1 : -tail.length) + tail, region);
    if (tail === "" || !isValidNumber(parsed) || end > space) break;
    const e164 = `+${parsed.code}${parsed.national}`;
    siblings.push({
      ...number,
      start: end - written.length,
      end,
      number: e164,
      reason: "shared_stem",
    });
    SIBLING.lastIndex = end;
  }
  return siblings;
}

/**
 * @param {string} stem the preceding number: "033-2282 3796"
 * @param {string} tail the text that may be the end of a further number: "3797"
 * @param {boolean} isSlashed whether a slash is between the stem and the tail
 * @param {boolean} isLabelled whether a "sure" label says that the preceding number is a phone
 *   number
 * @returns {string} the digits of the tail; "" if the tail is not the end of a further number
 */
function tailOf(stem, tail, isSlashed, isLabelled) {
  const digits = digitsOf(tail);
  const ofStem = digitGroups(stem).map(({ length }) => length);
  const ofTail = digitGroups(tail).map(({ length }) => length);
  const sameEnd = ofStem.slice(-ofTail.length);
  const isSamePattern = ofTail.length < ofStem.length && `${sameEnd}` === `${ofTail}`;
  const isLikely = digits.length >= SHORT_TAIL_DIGITS || isNextNumber(stem, digits);
  const isSaid = digits.length > SHORT_TAIL_DIGITS || isSlashed || isLabelled;
  if (isSamePattern && isLikely && isSaid) return digits;
  const isShort = isSlashed && digits.length <= SHORT_TAIL_DIGITS;
  return isShort && isNextNumber(stem, digits) ? digits : "";
}
