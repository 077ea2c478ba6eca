// Provides the replacements that change a text before the matcher reads it. Each replacement is as
// long as the original. Depends on number.js.
"use strict";

/**
 * @typedef {object} Edit a replacement of a part of the text, equally long
 * @property {number} start
 * @property {number} end
 * @property {string} replacement
 * @property {string} reason name of the rule
 *
 * @typedef {object} Cluster digits with separators that one number may contain
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} Reading
 * @property {string} text the original text
 * @property {string} digits the text with ASCII digits
 * @property {string} edited the text that the matcher reads
 * @property {Edit[]} edits in text order, not overlapping
 * @property {Cluster[]} clusters in text order, not overlapping
 */

/**
 * Replaces a part that cannot be a number. The matcher skips it, and no number continues across it.
 */
const BLANK = "\n";
/** The same for a time of day. */
const BLANK_TIME = "\v";

const CLUSTER = /[+(]{0,3}\d(?:[ \u00a0().\-–/_·•‧∙⋅~]{0,4}\d){4,30}/g;
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

/** @param {Edit[]} edits @returns {Edit[]} in order; of overlapping edits only the first */
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

/**
 * @param {string} number E.164
 * @param {string} written
 * @returns {boolean} whether its digits are grouped as in its own country
 */
function isUsualForm(number, written) {
  const groups = `${digitGroups(written)}`;
  if (!groups.includes(",")) return true;
  const { national, international } = describeNumber(number);
  const [, ...abroad] = digitGroups(international);
  return [digitGroups(national), abroad, digitGroups(international)].some(
    (usual) => groups === `${usual}`,
  );
}
