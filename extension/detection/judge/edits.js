// What the finder shall read instead of a text: stretches of it, equally long. Stands on nothing but
// number.js.
"use strict";

/**
 * @typedef {object} Edit what the finder shall read instead of a stretch of text, equally long
 * @property {number} start
 * @property {number} end
 * @property {string} by
 * @property {string} reason name of the rule
 *
 * @typedef {object} Cluster digits with what may stand between the digits of one number
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} Reading
 * @property {string} text as the page has it
 * @property {string} digits the same with ASCII digits
 * @property {string} edited what the finder shall read
 * @property {Edit[]} edits in the order of the text, not overlapping
 * @property {Cluster[]} clusters likewise
 */

/** The finder skips it, and no number crosses it. */
const BLANK = "\n";
/** The same, where it was a time. */
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

/** @param {Edit[]} edits @returns {Edit[]} in order; of those that overlap, the first */
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
  for (const { start, end, by } of edits) {
    result += text.slice(done, start) + by;
    done = end;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** @param {number} start @param {number} length @param {string} reason @returns {Edit} */
function blank(start, length, reason) {
  const by = (reason === "time" ? BLANK_TIME : BLANK).repeat(length);
  return { start, end: start + length, by, reason };
}

/** @param {string} number E.164 @param {string} written @returns {boolean} grouped as at home */
function isUsualForm(number, written) {
  const groups = `${digitGroups(written)}`;
  if (!groups.includes(",")) return true;
  const { national, international } = describeNumber(number);
  const [, ...abroad] = digitGroups(international);
  return [digitGroups(national), abroad, digitGroups(international)].some(
    (usual) => groups === `${usual}`,
  );
}
