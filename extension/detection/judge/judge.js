// Provides `findNumbers`: decides for each number that the matcher finds whether it is a phone
// number, a fax number or neither, and repairs numbers that the matcher misses or misreads. Depends
// on the matcher and on the other files of judge/, which hold the rules.
"use strict";

/**
 * @typedef {Evidence | null | (() => Evidence | null)} SaidByPage what the page says about a text,
 *   or a function that returns it; the function is called only if the text has digits to judge
 */

/**
 * @typedef {object} FoundNumber a number that was found in a text
 * @property {number} start the number's offset in the text, in UTF-16 code units
 * @property {number} end the offset after the number's last character
 * @property {string} number E.164, "+14155552671"
 * @property {string} ext the extension, or ""
 * @property {string} kind "fixed_line", "mobile", … as returned by `classifyNumber`, or "fax"
 * @property {string} reason the name of the rule that decided; "national" or "international" if the
 *   way in which the number is written was the only evidence; "" if there was no judgement
 */

/**
 * @typedef {object} Verdicts the result of the judgement of one text
 * @property {FoundNumber[]} found the accepted numbers
 * @property {FoundNumber[]} vetoed the rejected numbers
 */

const REACH_OF_LIST_CHARACTERS = 8;
const REACH_OF_GROUPS_CHARACTERS = 11;
const GROUPS_BEFORE = /(?<!\d)\d{1,4}[ -](?:\d{1,4}[ -])?$/;

const betweenListed = lazily(() => new RegExp(`^(?:[ \\t\\u00a0,;/|&·•+–()-]|${LIST_WORDS})*$`));

/**
 * Finds the phone numbers of a text.
 * @param {string} text plain text; no number continues across the end of a line
 * @param {string} region the region of numbers written without a country code, "US"
 * @param {{judge?: boolean, evidence?: SaidByPage}} [options] with `judge: false`, the result is
 *   exactly what libphonenumber finds; `evidence` is what the page says about the text
 * @returns {FoundNumber[]} in the order of the text, not overlapping
 */
function findNumbers(text, region, { judge = true, evidence = null } = {}) {
  if (!judge) return findMatches(text, region).map((match) => ({ ...match, reason: "" }));
  const reading = readText(text, region);
  return reading ? judgeReading(reading, region, evidence).found : [];
}

/**
 * Returns the numbers that libphonenumber finds and the judge rejects. The `reason` of each is the
 * name of the rule that rejects it.
 * @param {string} text
 * @param {string} region
 * @param {{evidence?: SaidByPage}} [options]
 * @returns {FoundNumber[]} in the order of the text
 */
function findVetoed(text, region, { evidence = null } = {}) {
  const reading = readText(text, region);
  if (!reading) return [];
  const { found, vetoed } = judgeReading(reading, region, evidence);
  const known = [...found, ...vetoed];
  for (const match of findMatches(text, region)) {
    if (known.some((other) => overlaps(match, other))) continue;
    const edit = reading.edits.find((other) => overlaps(match, other));
    if (edit) vetoed.push({ ...match, reason: edit.reason });
  }
  return vetoed.sort((one, other) => one.start - other.start);
}

/** @param {{start: number, end: number}} one @param {{start: number, end: number}} other */
function overlaps(one, other) {
  return one.start < other.end && other.start < one.end;
}

/**
 * @typedef {object} JudgeCandidate a match of the matcher, or a cluster of digits in which the
 *   matcher finds no number
 * @property {number} start
 * @property {number} end
 * @property {NumberMatch | null} match
 */

/**
 * @typedef {object} Judging the state of the judgement of one text
 * @property {Reading} reading
 * @property {string} region
 * @property {Label | null} said the label that the page's evidence gives to the whole text
 * @property {number} done the end of the preceding number
 * @property {Label | null} label the label of the preceding number; if that number and the current
 *   one are items of a list, the label may apply to the current number, too
 * @property {{start: number, end: number}} preceding the preceding number, accepted or not
 * @property {number} nextEdit the index of the first edit that does not end before the current
 *   number
 * @property {FoundNumber | null} last the preceding accepted number
 */

/**
 * @param {Reading} reading
 * @param {string} region
 * @param {SaidByPage} evidence
 * @returns {Verdicts}
 */
function judgeReading(reading, region, evidence) {
  // Most texts with digits contain only a price or a date, and `readText` has replaced it with
  // blanks. In such a text there is nothing to judge, and the page's evidence is not read.
  if (!/\d/.test(reading.edited) && !/\p{Nd}/u.test(reading.edited)) {
    return { found: [], vetoed: [] };
  }
  /** @type {Judging} */
  const judging = {
    reading,
    region,
    said: labelOfEvidence(typeof evidence === "function" ? evidence() : evidence),
    done: -REACH_OF_LIST_CHARACTERS,
    label: null,
    preceding: { start: 0, end: 0 },
    nextEdit: 0,
    last: null,
  };
  /** @type {Verdicts} */
  const verdicts = { found: [], vetoed: [] };
  const isPhone = judging.said !== null && isPhoneLabel(judging.said);
  const spots = judgeCandidatesOf(reading, weighedMatches(reading, region, isPhone));
  for (let index = 0; index < spots.length; index += 1) {
    const spot = /** @type {JudgeCandidate} */ (spots[index]);
    if (spot.start < judging.done) continue;
    const label = labelOf(judging, spot);
    const number = spot.match ? decide(judging, spot.match, label) : mend(judging, spot, label);
    if (number) accept(judging, number, label, endOfSpace(spots, index), verdicts);
    else if (label?.rule.role === "identifier") goOnAfter(judging, spot, label);
  }
  return verdicts;
}

/**
 * Stores those facts about a judged number that the judgement of the next number needs.
 * @param {Judging} judging
 * @param {{start: number, end: number}} spot the judged number
 * @param {Label | null} label
 */
function goOnAfter(judging, spot, label) {
  judging.done = spot.end;
  judging.label = label;
  judging.preceding = spot;
}

/**
 * @param {Judging} judging
 * @param {{start: number, end: number}} spot
 * @returns {string} "000-0000"
 */
function shapeOfDigits({ reading: { digits } }, { start, end }) {
  return digits.slice(start, end).replace(/\d/g, "0");
}

/** @param {Reading} reading @param {NumberMatch[]} matches @returns {JudgeCandidate[]} in order */
function judgeCandidatesOf({ clusters }, matches) {
  /** @type {JudgeCandidate[]} */
  const spots = [];
  let next = 0;
  for (const match of matches) {
    for (let at = clusters[next]; at && at.start < match.end; next += 1, at = clusters[next]) {
      if (at.end <= match.start) spots.push({ start: at.start, end: at.end, match: null });
    }
    spots.push({ start: match.start, end: match.end, match });
  }
  return spots.concat(clusters.slice(next).map(({ start, end }) => ({ start, end, match: null })));
}

/**
 * @param {JudgeCandidate[]} spots all candidates of the text
 * @param {number} index the index of a candidate
 * @returns {number} the offset at which the next match after this candidate begins; Infinity if
 *   none of the next few candidates is a match
 */
function endOfSpace(spots, index) {
  const last = Math.min(spots.length - 1, index + MOST_SIBLINGS);
  for (let next = index + 1; next <= last; next += 1) {
    const { start, match } = /** @type {JudgeCandidate} */ (spots[next]);
    if (match) return start;
  }
  return Infinity;
}

/**
 * Adds a number to the rejected numbers if a rule rejects it. Otherwise adds it to the accepted
 * numbers, and with it the further numbers that share its beginning: "2282 3796 / 3797".
 * @param {Judging} judging
 * @param {FoundNumber} number
 * @param {Label | null} label
 * @param {number} space the offset at which the next match begins
 * @param {Verdicts} verdicts
 */
function accept(judging, number, label, space, verdicts) {
  const veto = vetoOf(judging, number, label, space);
  goOnAfter(judging, number, label);
  if (veto) {
    verdicts.vetoed.push({ ...number, reason: veto });
    return;
  }
  const numbers = [number, ...siblingsOf(judging, number, label, space)];
  verdicts.found.push(...numbers);
  judging.last = /** @type {FoundNumber} */ (numbers.at(-1));
  judging.done = judging.last.end;
}

/** @param {Judging} judging @param {JudgeCandidate} spot @returns {Label | null} */
function labelOf(judging, spot) {
  const { start, end } = spot;
  const { text } = judging.reading;
  const beside = labelBeside(judging, start, end);
  const { done, label, said } = judging;
  if (beside) return said?.rule === beside.rule ? said : beside;
  const column = labelOfColumn(text, start, end);
  if (column) return column;
  const isListed =
    start - done <= REACH_OF_LIST_CHARACTERS && betweenListed().test(text.slice(done, start));
  if (label && isListed && mayGoOn(judging, label, spot)) return label;
  return said;
}

/** @param {Judging} judging @param {number} start @param {number} end @returns {Label | null} */
function labelBeside(judging, start, end) {
  const { text } = judging.reading;
  const before = labelBefore(text, start);
  const isFirst = judging.done < 0 || text.slice(judging.done, start).includes("\n");
  if (before && isFirst) return before;
  const after = labelAfter(text, end);
  const isOfNext = !after && before?.rule.role !== "fax";
  if (before && (isOfNext || !isLabelledAfter(text, end))) return before;
  return after ?? labelOfGroups(judging, start);
}

/**
 * Returns the label of an identifier whose last groups look like a phone number: "Account no. 01
 * 0755 0215050-00".
 * @param {Judging} judging
 * @param {number} start the start of the last groups
 * @returns {Label | null} null if the groups before `start` do not belong to such an identifier
 */
function labelOfGroups({ reading: { text, digits }, done }, start) {
  if (!" -".includes(digits.charAt(start - 1))) return null;
  const from = Math.max(done, start - REACH_OF_GROUPS_CHARACTERS);
  const [groups] = GROUPS_BEFORE.exec(digits.slice(from, start)) ?? [];
  const label = groups && digits[start] !== "+" ? labelBefore(text, start - groups.length) : null;
  return label?.isDirect && label.rule.isGrouped ? label : null;
}

/**
 * Whether the label of a number also applies to the next number in a list. After an identifier, a
 * number with the same groups of digits is another identifier; any other number may be a phone
 * number.
 * @param {Judging} judging
 * @param {Label} label the label of the preceding number
 * @param {JudgeCandidate} spot the next number
 */
function mayGoOn(judging, { rule }, spot) {
  if (rule.role !== "identifier") return true;
  return shapeOfDigits(judging, spot) === shapeOfDigits(judging, judging.preceding);
}

/** @param {Judging} judging @param {NumberMatch} match @param {Label | null} label */
function decide(judging, match, label) {
  const edit = repairAt(judging, match);
  const form = isWrittenWithPlus(judging, match) ? "international" : "national";
  const { end, ext } = withExtension(judging, match);
  return {
    start: match.start,
    end: edit?.reason === "vanity" ? Math.max(edit.end, end) : end,
    number: match.number,
    ext,
    kind: label?.rule.role === "fax" ? "fax" : match.kind,
    reason: edit?.reason ?? (label && isPhoneLabel(label) ? label.rule.name : form),
  };
}

const MOST_EXTENSION_DIGITS = 7;
const ANOTHER_NUMBER = lazyPattern("\\P{Nd}+\\p{Nd}+#?$");

/**
 * @param {Judging} judging
 * @param {NumberMatch} match
 * @returns {{end: number, ext: string}} the match's end and extension. If the extension has too
 *   many digits, `ext` is "", and `end` is the end of the number without the extension
 */
function withExtension({ reading: { text } }, { start, end, ext }) {
  const digits = digitsOf(ext);
  if (digits.length <= MOST_EXTENSION_DIGITS) return { end, ext: digits };
  return { end: start + text.slice(start, end).search(ANOTHER_NUMBER()), ext: "" };
}

/**
 * @param {Judging} judging
 * @param {NumberMatch} match
 * @returns {Edit | null} the edit without which the matcher would not have found this number; null
 *   if the matcher needed no edit
 */
function repairAt(judging, match) {
  const { edits } = judging.reading;
  while ((edits[judging.nextEdit]?.end ?? Infinity) < match.start) judging.nextEdit += 1;
  for (let at = judging.nextEdit; at < edits.length; at += 1) {
    const edit = /** @type {Edit} */ (edits[at]);
    if (edit.start > match.end) return null;
    if (repairs().has(edit.reason)) return edit;
  }
  return null;
}
