// Provides functions for edits. An edit replaces a part of a text before the matcher reads the
// text. The replacement is as long as the part, so that all offsets stay valid. Depends on
// number.js.
"use strict";

/**
 * @typedef {object} Edit replaces a part of the text with an equally long replacement
 * @property {number} start
 * @property {number} end
 * @property {string} replacement
 * @property {string} reason the name of the rule that made the edit
 */

/**
 * @typedef {object} Cluster digits and separators that together might be one number
 * @property {number} start
 * @property {number} end
 */

/**
 * @typedef {object} Reading a text that is prepared for the matcher
 * @property {string} text the original text
 * @property {string} digits the text with ASCII digits
 * @property {string} edited the text that the matcher reads
 * @property {Edit[]} edits in text order, not overlapping
 * @property {Cluster[]} clusters in text order, not overlapping
 */

/**
 * Replaces each character of a text that cannot belong to a number. The matcher skips BLANK,
 * and finds no number that continues across it.
 */
const BLANK = "\n";
/**
 * Replaces each character of a time of day. The matcher treats BLANK_TIME like BLANK, but
 * hours_and_postcodes.js finds opening hours by BLANK_TIME.
 */
const BLANK_TIME = "\v";

const CLUSTER = /[+(]{0,3}\d(?:[ \u00a0().\-–/_·•‧∙⋅~]{0,4}\d){4,34}/g;
const DIGIT_GROUPS = /\d+/g;

/** @param {string} text @returns {string[]} */
function digitGroups(text) {
  return text.match(DIGIT_GROUPS) ?? [];
}

/** @param {string} digits @returns {Cluster[]} */
function clustersOf(digits) {
  const clusters = [];
  CLUSTER.lastIndex = 0;
  for (let found = CLUSTER.exec(digits); found; found = CLUSTER.exec(digits)) {
    clusters.push({ start: found.index, end: CLUSTER.lastIndex });
  }
  return clusters;
}

/**
 * @param {Edit[]} edits
 * @returns {Edit[]} in text order; of overlapping edits, only the first one
 */
function withoutOverlaps(edits) {
  if (edits.length < 2) return edits;
  let done = 0;
  return edits
    .sort((one, other) => one.start - other.start)
    .filter(({ start, end }) => {
      if (start < done) return false;
      done = end;
      return true;
    });
}

/** @param {Edit[]} edits @param {string} text @returns {string} */
function apply(edits, text) {
  let result = "";
  let done = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(done, start) + replacement;
    done = end;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** @param {number} start @param {number} length @param {string} reason @returns {Edit} */
function blank(start, length, reason) {
  const replacement = (reason === "time" ? BLANK_TIME : BLANK).repeat(length);
  return { start, end: start + length, replacement, reason };
}

/** @param {string} number @param {string} written @returns {boolean} */
function isUsualForm(number, written) {
  const groups = `${digitGroups(written)}`;
  if (!groups.includes(",")) return true;
  const { national, international } = describeNumber(number);
  const [, ...abroad] = digitGroups(international);
  return [digitGroups(national), abroad, digitGroups(international)].some(
    (usual) => groups === `${usual}`,
  );
}
