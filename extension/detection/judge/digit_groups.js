// Provides `weighedMatches`: finds the best way to divide a row of digit groups: into one number,
// two numbers, a number and opening hours, a number and a postcode, and so on. Each possible
// division is called a reading, and the reading with the highest weight wins. Depends on the
// matcher, number.js, label_before.js and hours_and_postcodes.js.
"use strict";

/**
 * @typedef {object} DigitRow digits and separators that together might be one number
 * @property {string} text the whole text, with ASCII digits
 * @property {string} region the country in which numbers without a country code are read
 * @property {Plan | null} plan the numbering plan of the region
 * @property {() => boolean} isPhone whether a label before the row announces a phone number; also
 *   true if the label announces an identifier that a phone number follows
 * @property {() => boolean} isValue whether a label before the row announces an identifier: the
 *   "Ref" before the row "123456 020 …"
 * @property {DigitGroup[]} groups
 * @property {string} digits all digits of the row
 * @property {number[]} digitsBefore for each group, how many digits of the row precede the group;
 *   the last element is the count of all digits of the row
 */

/**
 * @typedef {object} DigitGroup digits without a separator between them
 * @property {number} start the start of the group, including a plus or bracket
 * @property {number} digits the start of the group's digits
 * @property {number} end
 * @property {boolean} isLast true if a number may end with this group
 */

/**
 * @typedef {object} RowPiece a part of a reading: groups that are read as one thing, such as a
 *   number
 * @property {number} next the index of the group after the piece
 * @property {number} weight
 * @property {NumberMatch | null} match the number, or null if the piece is not a number
 */

/**
 * @typedef {object} RowReading a division of the groups, from some group to the last one, into
 *   pieces
 * @property {number} weight
 * @property {NumberMatch[]} matches the numbers among the pieces
 */

/** The weights that are added up for a reading. In addition, each digit in a number weighs one. */
const WEIGHTS = {
  number: -4,
  plus: 4,
  usualForm: 3,
  zeroOrBracket: 2,
  noTrunk: -1,
  wideGap: -2,
  lonelyDigit: -3,
  short: -5,
  known: 2,
  unknownAfterLabel: -2,
  unknown: -8,
  unknownFirst: -40,
  value: -10,
};
/** @type {RowReading} */
const NOTHING_LEFT = { weight: 0, matches: [] };
const LEAST_WEIGHT = 1;
const LEAST_WEIGHT_AFTER_LABEL = -5;
const SHORT_DIGITS = 8;
const MOST_GROUPS = 14;
const FEWEST_DIGITS_OF_ROW = 5;
const MOST_PREFIX_DIGITS = 2;
const MOST_GROUPS_OF_NUMBER = 8;
const REACH_OF_EXTENSION_CHARACTERS = 30;

/** Matches text after some digits if the text may continue their number: digits or an extension. */
const goesOn = lazily(() => {
  const { inText } = extensionPatterns(ASCII_DIGITS, "(?:");
  return new RegExp(`^(?:[${PUNCTUATION}]{0,4}\\d|${inText})`, "i");
});
/** In a row of digits, a number may end before each of these characters. */
const BREAKS = ` \u00a0/~–${BLANK}${BLANK_TIME}`;
const TWO_LONG_GROUPS = /\d{8}-\d{8}/;
/** Matches a gap between groups that is wider than the usual gaps within one number. */
const WIDE_GAP = /\s[-–—/~]\s|\s{2}|\t|\//;
/** Matches a gap between two columns or two values, such as the dash in "NIF 508123456 – 21 …" */
const COLUMN_GAP = /^(?:\t|[ \u00a0]{3}|[ \u00a0][-–—/][ \u00a0])/;

/**
 * Returns the numbers in a row, divided in the best way.
 * @param {DigitRow} row
 * @param {NumberMatch[]} matches the numbers that the matcher alone finds in the row
 * @returns {NumberMatch[]} the numbers of the best reading; `matches` if no reading is better
 */
function bestReading(row, matches) {
  const { groups } = row;
  if (groups.length < 2 || groups.length > MOST_GROUPS) return matches;
  const { weight, matches: found } = readingFrom(row, 0, []);
  if (found.length === 0 || weight < LEAST_WEIGHT_AFTER_LABEL) return matches;
  const isEnough = weight >= LEAST_WEIGHT || row.isPhone();
  return isEnough && weight > weightOf(row, matches) ? found : matches;
}

/**
 * Returns the best reading of the groups from `index` to the last group. Tries a longer number
 * before a shorter one, so that the longer one wins if both readings have the same weight. Skips a
 * number if no reading that begins with it can be better than the best reading so far.
 * @param {DigitRow} row
 * @param {number} index
 * @param {RowReading[]} known for each index, the best reading, if it was computed before
 * @returns {RowReading}
 */
function readingFrom(row, index, known) {
  const { groups } = row;
  if (index === groups.length) return NOTHING_LEFT;
  const before = known[index];
  if (before) return before;
  /** @type {RowReading} */
  let result = { weight: -Infinity, matches: [] };
  let last = Math.min(groups.length, index + MOST_GROUPS_OF_NUMBER) - 1;
  for (; last >= index; last -= 1) {
    if (!groups[last]?.isLast) continue;
    const most = mostWeight(row, index, last) + mostFrom(row, last + 1);
    const piece = most > result.weight ? numberFrom(row, index, last) : null;
    if (piece) result = better(result, piece, readingFrom(row, last + 1, known));
  }
  const rest = restFrom(row, index);
  const most = rest.weight + mostFrom(row, rest.next);
  const least = index === 0 ? LEAST_WEIGHT_AFTER_LABEL : -Infinity;
  if (most > result.weight && most >= least) {
    result = better(result, rest, readingFrom(row, rest.next, known));
  }
  known[index] = result;
  return result;
}

/**
 * @param {RowReading} best the best reading so far
 * @param {RowPiece} piece
 * @param {RowReading} rest the reading of the groups after the piece
 * @returns {RowReading} `piece` and `rest` together if they weigh more than `best`, or else `best`
 */
function better(best, { weight, match }, rest) {
  const all = weight + rest.weight;
  if (all <= best.weight) return best;
  return { weight: all, matches: match ? [match, ...rest.matches] : rest.matches };
}

/**
 * @param {DigitRow} row
 * @param {number} first
 * @returns {number} a weight that no reading of the groups from `first` to the last one exceeds
 */
function mostFrom(row, first) {
  const { length } = row.groups;
  return countOf(row, first, length) + (length - first) * (WEIGHTS.known + WEIGHTS.usualForm);
}

/**
 * @param {DigitRow} row
 * @param {number} first
 * @param {number} next
 * @returns {number} the count of the digits in the groups from `first` up to the one before `next`
 */
function countOf({ digitsBefore }, first, next) {
  return (digitsBefore[next] ?? 0) - (digitsBefore[first] ?? 0);
}

/**
 * @param {DigitRow} row
 * @param {number} first
 * @param {number} last
 * @returns {number} a weight that the groups `first` to `last`, read as one number, do not exceed
 */
function mostWeight(row, first, last) {
  const { text, groups } = row;
  const { start } = /** @type {DigitGroup} */ (groups[first]);
  const digits = countOf(row, first, last + 1);
  let weight = WEIGHTS.number + WEIGHTS.usualForm + digits;
  const sign = text.charAt(start);
  if (sign === "+" || sign === "(") weight += WEIGHTS.plus;
  else if (sign === "0") weight += WEIGHTS.zeroOrBracket;
  if (digits < SHORT_DIGITS) weight += WEIGHTS.short;
  if (last > first && countOf(row, last, last + 1) === 1) weight += WEIGHTS.lonelyDigit;
  return weight;
}

/**
 * @param {DigitRow} row
 * @param {number} index
 * @returns {RowPiece} the piece that begins with the group at `index`, if the piece is read as
 *   something else than a number: as opening hours, a postcode or unknown digits
 */
function restFrom(row, index) {
  const { groups } = row;
  const { start, digits, end } = /** @type {DigitGroup} */ (groups[index]);
  const length = end - digits;
  const known =
    knownRest(row, start, length) || (start < digits ? knownRest(row, digits, length) : 0);
  let next = index + 1;
  while (next < groups.length && /** @type {DigitGroup} */ (groups[next]).digits < known) next += 1;
  if (known && groups[next - 1]?.isLast) {
    const digits = digitsOf(row.text.slice(start, known)).length;
    return { next, weight: WEIGHTS.known + digits, match: null };
  }
  while (next < groups.length && !groups[next - 1]?.isLast) next += 1;
  const isApart = index === 0 && COLUMN_GAP.test(gapAfter(row, next - 1));
  const isFirst = index === 0 && !isApart;
  const unknownFirst = isFirst && mayBeValue(row, next) ? WEIGHTS.value : WEIGHTS.unknownFirst;
  const weight = isFirst ? unknownFirst : weightOfUnknown(row, isApart);
  return { next, weight, match: null };
}

/**
 * @param {DigitRow} row
 * @param {boolean} [isApart] whether a gap as between columns follows the digits
 * @returns {number} the weight of digits that are neither a number nor anything else that is known
 */
function weightOfUnknown({ isPhone }, isApart = false) {
  return isApart || isPhone() ? WEIGHTS.unknownAfterLabel : WEIGHTS.unknown;
}

/**
 * @param {DigitRow} row
 * @param {number} next the index of a group
 * @returns {boolean} whether the groups may be an identifier and then a phone number: "Ref 123456
 *   020 …". Only one group may precede that group, which must begin with a zero, plus or bracket
 */
function mayBeValue({ text, groups, isValue }, next) {
  const { digits, end } = /** @type {DigitGroup} */ (groups[0]);
  const follows = next === 1 && "0(+".includes(text.charAt(groups[1]?.start ?? text.length) || "-");
  return follows && end - digits >= FEWEST_DIGITS_OF_ROW && isValue();
}

/** @param {DigitRow} row @param {number} index @returns {string} the signs after a group */
function gapAfter({ text, groups }, index) {
  return text.slice(groups[index]?.end, groups[index + 1]?.start ?? groups[index]?.end);
}

/** @param {DigitRow} row @param {number} first @param {number} last @returns {RowPiece | null} */
function numberFrom(row, first, last) {
  const { text, region, groups } = row;
  const { start } = /** @type {DigitGroup} */ (groups[first]);
  const { end } = /** @type {DigitGroup} */ (groups[last]);
  if (!mayBeNumber(row, first, last)) return null;
  const isEnd = last === groups.length - 1;
  const written = text.slice(start, isEnd ? endOfLine(text, end) : end);
  const mayGoOn = isEnd && goesOn().test(written.slice(end - start));
  if ((!mayGoOn && !isValid(row, first, last)) || !standsAlone(text, start, end)) return null;
  const [match] = findMatches(written, region, 1);
  if (!match || match.start > 0 || match.end < end - start) return null;
  if (!isEnd && match.end > end - start) return null;
  const moved = { ...match, start, end: start + match.end };
  return { next: last + 1, weight: weightOfNumber(row, moved, end), match: moved };
}

/**
 * @param {DigitRow} row
 * @param {number} first
 * @param {number} last
 * @returns {boolean} whether the groups `first` to `last` together have as many digits as a number
 *   of the region can have
 */
function mayBeNumber(row, first, last) {
  const { text, groups, plan } = row;
  const digits = countOf(row, first, last + 1);
  if (digits < FEWEST_DIGITS_OF_ROW) return false;
  if (!plan) return true;
  const { start, digits: at } = /** @type {DigitGroup} */ (groups[first]);
  if (start < at || text.startsWith("00", at)) return digits <= MOST_NATIONAL_DIGITS;
  const { lengths, code } = plan;
  if (text.startsWith(code, at) || text.startsWith("0", at) || text.startsWith("8", at)) {
    return digits <= plan.longest + MOST_PREFIX_DIGITS;
  }
  return hasLength(lengths, digits);
}

/**
 * @param {DigitRow} row
 * @param {number} first
 * @param {number} last
 * @returns {boolean} whether the digits of the groups `first` to `last` are a valid number; also
 *   true if there is a "~" between the groups, because an extension may begin there
 */
function isValid({ text, plan, groups, digits, digitsBefore }, first, last) {
  const { start, digits: at } = /** @type {DigitGroup} */ (groups[first]);
  const { end } = /** @type {DigitGroup} */ (groups[last]);
  if (text.slice(start, end).includes("~")) return true;
  const hasPlus = text.slice(start, at).includes("+");
  const dialled = digits.slice(digitsBefore[first], digitsBefore[last + 1]);
  return isValidNumber(parseDigits({ hasPlus, digits: dialled, ext: "" }, plan));
}

/** @param {string} text @param {number} end @returns {number} */
function endOfLine(text, end) {
  const after = text.slice(end, end + REACH_OF_EXTENSION_CHARACTERS);
  const stop = after.search(/[\n\v]/);
  return end + (stop < 0 ? after.length : stop);
}

/**
 * Returns the weight of a number in a reading.
 * @param {DigitRow} row
 * @param {NumberMatch} match
 * @param {number} end where the number ends without its extension
 */
function weightOfNumber({ text }, { start, number }, end) {
  const written = text.slice(start, end);
  let weight = WEIGHTS.number + digitsOf(written).length;
  if (written.startsWith("+") || written.startsWith("(+")) weight += WEIGHTS.plus;
  else if (/^[(0]/.test(written)) weight += WEIGHTS.zeroOrBracket;
  if (isUsualForm(number, written)) weight += WEIGHTS.usualForm;
  else if (/^[1-9]/.test(written)) weight += WEIGHTS.noTrunk;
  if (WIDE_GAP.test(written)) weight += WEIGHTS.wideGap;
  if (/\D\d$/.test(written)) weight += WEIGHTS.lonelyDigit;
  if (digitsOf(written).length < SHORT_DIGITS) weight += WEIGHTS.short;
  return weight;
}

/** @param {DigitRow} row @param {NumberMatch[]} matches @returns {number} */
function weightOf(row, matches) {
  const { groups } = row;
  let weight = 0;
  let index = 0;
  for (const match of matches) {
    for (; (groups[index]?.digits ?? Infinity) < match.start; index += 1) {
      weight += weightOfUnknown(row);
    }
    let end = match.start;
    for (; (groups[index]?.digits ?? Infinity) < match.end; index += 1) {
      end = /** @type {DigitGroup} */ (groups[index]).end;
    }
    weight += weightOfNumber(row, match, Math.max(end, match.start));
  }
  const left = groups.length - index;
  return left === 0 ? weight : weight + left * weightOfUnknown(row);
}

/**
 * @param {string} text
 * @param {Cluster} cluster
 * @param {string} region
 * @param {() => boolean} isPhone
 * @param {() => boolean} [isValue]
 * @returns {DigitRow}
 */
function readRow(text, { start, end }, region, isPhone, isValue = () => false) {
  /** @type {DigitGroup[]} */
  const groups = [];
  const digitsBefore = [0];
  let group = null;
  for (let at = start; at < end; at += 1) {
    if (!isAsciiDigit(text.charCodeAt(at))) {
      if (group && BREAKS.includes(text.charAt(at))) group.isLast = true;
      continue;
    }
    group = readGroup(text, Math.max(start, group?.end ?? 0), at, end);
    group.isLast = endsWhole(text, group, end);
    groups.push(group);
    digitsBefore.push(group.end - group.digits + /** @type {number} */ (digitsBefore.at(-1)));
    at = group.end - 1;
  }
  if (group) group.isLast = true;
  const digits = digitsOf(text.slice(start, end));
  const plan = planOfRegion(region);
  return { text, region, plan, isPhone, isValue, groups, digits, digitsBefore };
}

/**
 * Whether a group of digits is a whole number, and another number follows after only a hyphen:
 * "0551234567-0114123456".
 * @param {string} text
 * @param {DigitGroup} group
 * @param {number} most the end of the row
 */
function endsWhole(text, { start, end }, most) {
  if (end - start < SHORT_DIGITS || text.charAt(end) !== "-") return false;
  const next = text.slice(end + 1, most);
  return /^\d{8}/.test(next) && !next.startsWith(text.slice(start, start + 4)); // else a range of identifiers
}

/**
 * Reads one group of a row of digits, with the plus and brackets before the group.
 * @param {string} text
 * @param {number} from the end of the preceding group
 * @param {number} digits the start of the group's digits
 * @param {number} most the end of the row
 * @returns {DigitGroup}
 */
function readGroup(text, from, digits, most) {
  let start = digits;
  while (start > from && "+(".includes(text.charAt(start - 1))) start -= 1;
  let end = digits + 1;
  while (end < most && isAsciiDigit(text.charCodeAt(end))) end += 1;
  return { start, digits, end, isLast: false };
}

/**
 * Returns the numbers of a text: for each row of digits, the numbers that the matcher finds, or, if
 * another reading of the row weighs more, the numbers of that reading.
 * @param {Reading} reading
 * @param {string} region
 * @param {boolean} isPhone whether the page says that the text is a phone number
 * @returns {NumberMatch[]} in text order
 */
function weighedMatches(reading, region, isPhone) {
  const { edited, clusters, edits } = reading;
  const matches = findMatches(edited, region);
  /** @type {NumberMatch[]} */
  const result = [];
  let next = 0;
  for (const row of edits.length > 0 ? clustersOf(edited) : clusters) {
    const first = next;
    while ((matches[next]?.start ?? Infinity) < row.end) next += 1;
    if (first === next && row.end - row.start < SHORT_DIGITS) continue; // too few digits
    if (first === next) {
      result.push(...weighedRow(reading, row, region, isPhone, []));
      continue;
    }
    const inside = matches.slice(first, next).filter(({ end }) => end > row.start);
    result.push(...matches.slice(first, next - inside.length));
    result.push(...weighedRow(reading, row, region, isPhone, inside));
  }
  return result.concat(matches.slice(next));
}

/**
 * Returns the numbers of one row: those that the matcher finds, or those of a better reading.
 * @param {Reading} reading
 * @param {Cluster} row
 * @param {string} region
 * @param {boolean} isPhone
 * @param {NumberMatch[]} matches the numbers that the matcher finds in the row
 * @returns {NumberMatch[]}
 */
function weighedRow({ text, edited }, row, region, isPhone, matches) {
  if (!mayBeSeveral(edited, row)) return matches;
  const isWhole = coversRow(edited, row, matches);
  if (isWhole && !mayHideRest(edited, row, region)) return matches;
  const before = lazily(() => labelBefore(text, row.start));
  const isValue = () => {
    const label = before();
    return label?.isDirect === true && !isPhoneLabel(label) && label.rule.strength !== "amount";
  };
  const isLabelled = lazily(() => {
    if (isPhone || isWhole) return !isWhole;
    const label = before();
    return (
      label !== null && (isPhoneLabel(label) || (label.isDirect && isUnmistakable(label.rule)))
    );
  });
  // If the matcher's numbers contain all digits of the row, no label counts: only the weights do.
  return bestReading(readRow(edited, row, region, isLabelled, isValue), matches);
}

/**
 * @param {string} text
 * @param {Cluster} row
 * @returns {boolean} whether the row may contain more than one number: it has enough digits, and a
 *   separator at which a number may end
 */
function mayBeSeveral(text, { start, end }) {
  let digits = 0;
  let isSeparated = false;
  let isAfterBreak = false;
  for (let at = start; at < end; at += 1) {
    if (isAsciiDigit(text.charCodeAt(at))) {
      isSeparated ||= isAfterBreak && digits > 0;
      isAfterBreak = false;
      digits += 1;
    } else if (!isAfterBreak) isAfterBreak = BREAKS.includes(text.charAt(at));
  }
  if (digits < SHORT_DIGITS) return false;
  return isSeparated || TWO_LONG_GROUPS.test(text.slice(start, end));
}

/** @param {string} text @param {Cluster} row @param {NumberMatch[]} matches @returns {boolean} */
function coversRow(text, { start, end }, matches) {
  let done = start;
  for (const match of matches) {
    if (/\d/.test(text.slice(done, match.start))) return false;
    done = match.end;
  }
  return matches.length > 0 && !/\d/.test(text.slice(done, end));
}
