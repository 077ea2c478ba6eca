// Decides what each number in a text is: a phone number, a fax, or none, and mends what the finder
// cannot see. Knows how the rules of judge/rules.js are weighed; no word, shape or page by itself.
"use strict";

/**
 * @typedef {object} FoundNumber
 * @property {number} start offset of the number as written, in UTF-16 units
 * @property {number} end
 * @property {string} number E.164, "+14155552671"
 * @property {string} ext extension, or ""
 * @property {string} kind "fixed_line", "mobile", … as of classifyNumber, or "fax"
 * @property {string} reason name of the rule that decided; "national" or "international" if only
 *   its form spoke for it; "" without the judge
 *
 * @typedef {"phone" | "fax" | ""} Evidence what the page says of a text and the text does not: a
 *   table header "Phone", itemprop=telephone, a `tel:` link around it
 *
 * @typedef {object} Verdicts
 * @property {FoundNumber[]} found
 * @property {FoundNumber[]} vetoed
 */

const REACH_BEFORE = 60;
const REACH_AFTER = 40;
const REACH_OF_LIST = 8;
const REACH_OF_GROUPS = 11;
const GROUPS_BEFORE = /(?<!\d)\d{1,4}[ -](?:\d{1,4}[ -])?$/;

const repairs = lazily(() => new Set(repairRules().map(({ name }) => name)));
const betweenListed = lazily(() => new RegExp(`^(?:[ \\t\\u00a0,;/|&·•+–()-]|${LIST_WORDS})*$`));

/**
 * Finds the phone numbers of a text.
 * @param {string} text plain text; a line's end is a border that no number crosses
 * @param {string} region of numbers written without a country, "US"
 * @param {{judge?: boolean, evidence?: Evidence}} [options] `judge: false` gives exactly what
 *   libphonenumber finds
 * @returns {FoundNumber[]} in the order of the text, not overlapping
 */
function findNumbers(text, region, { judge = true, evidence = "" } = {}) {
  if (!judge) return findMatches(text, region).map((match) => ({ ...match, reason: "" }));
  const reading = readText(text, region);
  return reading ? judgeReading(reading, region, evidence).found : [];
}

/**
 * The numbers that libphonenumber would find and the judge rejects, with the rule that did.
 * @param {string} text
 * @param {string} region
 * @param {{evidence?: Evidence}} [options]
 * @returns {FoundNumber[]} in the order of the text
 */
function findVetoed(text, region, { evidence = "" } = {}) {
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
 * @typedef {object} Spot a match of the finder, or a cluster in which it found nothing
 * @property {number} start
 * @property {number} end
 * @property {NumberMatch | null} match
 *
 * @typedef {object} Judging
 * @property {Reading} reading
 * @property {string} region
 * @property {Evidence} evidence
 * @property {number} done the end of the number before
 * @property {Label | null} label of the number before, which a list goes on with
 * @property {string} shape of the number before: its digits are zeros
 * @property {number} nextEdit the first that does not end before the number
 * @property {FoundNumber | null} last the number found before
 */

/**
 * @param {Reading} reading
 * @param {string} region
 * @param {Evidence} evidence
 * @returns {Verdicts}
 */
function judgeReading(reading, region, evidence) {
  /** @type {Judging} */
  const judging = {
    reading,
    region,
    evidence,
    done: -REACH_OF_LIST,
    label: null,
    shape: "",
    nextEdit: 0,
    last: null,
  };
  /** @type {Verdicts} */
  const verdicts = { found: [], vetoed: [] };
  // A price or a date and nothing else, as most texts with digits: no label makes it a number.
  if (!/\p{Nd}/u.test(reading.edited)) return verdicts;
  const spots = spotsOf(reading, findMatches(reading.edited, region));
  for (const [index, spot] of spots.entries()) {
    if (spot.start < judging.done) continue;
    const label = labelOf(judging, spot);
    const number = spot.match ? decide(judging, spot.match, label) : mend(judging, spot, label);
    if (number) give(judging, number, label, endOfSpace(spots, index), verdicts);
    else if (label?.rule.role === "identifier") goOnAfter(judging, spot, label);
  }
  return verdicts;
}

/** @param {Judging} judging @param {{start: number, end: number}} spot @param {Label | null} label */
function goOnAfter(judging, { start, end }, label) {
  judging.done = end;
  judging.label = label;
  judging.shape = shapeOfDigits(judging, start, end);
}

/** @param {Judging} judging @param {number} start @param {number} end @returns {string} */
function shapeOfDigits({ reading: { digits } }, start, end) {
  return digits.slice(start, end).replace(/\d/g, "0");
}

/** @param {Reading} reading @param {NumberMatch[]} matches @returns {Spot[]} in order */
function spotsOf({ clusters }, matches) {
  /** @type {Spot[]} */
  const spots = [];
  let next = 0;
  for (const match of matches) {
    for (let at = clusters[next]; at && at.start < match.end; next += 1, at = clusters[next]) {
      if (at.end <= match.start) spots.push({ ...at, match: null });
    }
    spots.push({ start: match.start, end: match.end, match });
  }
  return spots.concat(clusters.slice(next).map((at) => ({ ...at, match: null })));
}

/** @param {Spot[]} spots @param {number} index @returns {number} where the next match is */
function endOfSpace(spots, index) {
  const following = spots.slice(index + 1, index + 1 + MOST_SIBLINGS);
  return following.find(({ match }) => match !== null)?.start ?? Infinity;
}

/**
 * Puts a number where it belongs, with those that share its stem.
 * @param {Judging} judging
 * @param {FoundNumber} number
 * @param {Label | null} label
 * @param {number} space where the next match begins
 * @param {Verdicts} verdicts
 */
function give(judging, number, label, space, verdicts) {
  const veto = vetoOf(judging, number, label);
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

/** @param {Judging} judging @param {Spot} spot @returns {Label | null} */
function labelOf(judging, { start, end }) {
  const { text } = judging.reading;
  const beside = labelBefore(text, start) ?? labelAfter(text, end) ?? labelOfGroups(judging, start);
  if (beside) return beside;
  const { done, label, evidence } = judging;
  const isListed = start - done <= REACH_OF_LIST && betweenListed().test(text.slice(done, start));
  if (label && isListed && mayGoOn(judging, label, start, end)) return label;
  if (!evidence) return null;
  const rule = labelRule(`label_${evidence}`);
  return { rule, isNumbered: false, isDirect: true, isShort: false };
}

/**
 * "Account no. 01 0755 0215050-00": the number is only the end of what the label says.
 * @param {Judging} judging
 * @param {number} start
 * @returns {Label | null}
 */
function labelOfGroups({ reading: { text, digits }, done }, start) {
  const from = Math.max(done, start - REACH_OF_GROUPS);
  const [groups] = GROUPS_BEFORE.exec(digits.slice(from, start)) ?? [];
  const label = groups && digits[start] !== "+" ? labelBefore(text, start - groups.length) : null;
  return label?.isDirect && label.rule.isGrouped ? label : null;
}

/**
 * A phone number may follow an identifier, but not in the form of that identifier.
 * @param {Judging} judging
 * @param {Label} label of the number before
 * @param {number} start
 * @param {number} end
 */
function mayGoOn(judging, { rule }, start, end) {
  return rule.role !== "identifier" || shapeOfDigits(judging, start, end) === judging.shape;
}

/** @param {Judging} judging @param {NumberMatch} match @param {Label | null} label */
function decide(judging, match, label) {
  const edit = repairAt(judging, match);
  const form = isWrittenWithPlus(judging, match) ? "international" : "national";
  const { end, ext } = withExtension(judging, match);
  return {
    ...match,
    end: edit?.reason === "vanity" ? Math.max(edit.end, end) : end,
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
 * @returns {{end: number, ext: string}} without what is too long for an extension
 */
function withExtension({ reading: { text } }, { start, end, ext }) {
  const digits = digitsOf(ext);
  if (digits.length <= MOST_EXTENSION_DIGITS) return { end, ext: digits };
  return { end: start + text.slice(start, end).search(ANOTHER_NUMBER()), ext: "" };
}

/** @param {Label} label */
function isPhoneLabel({ rule }) {
  return rule.role !== "identifier";
}

/** @param {Judging} judging @param {NumberMatch} match @returns {Edit | null} the mend beside it */
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

/** @param {Judging} judging @param {{start: number}} match */
function isWrittenWithPlus({ reading: { digits } }, { start }) {
  return digits[start] === "+" || (digits[start + 1] === "+" && digits[start] === "(");
}

// ---- Vetoes -----------------------------------------------------------------------------------

/**
 * @typedef {object} Surroundings of a number
 * @property {string} written
 * @property {string} ext
 * @property {string} national significant number
 * @property {string} before it, in its line, up to the number before
 * @property {string} after it, in its line
 * @property {boolean} isBare nothing but digits
 * @property {boolean} isApart nothing touches it on the left
 * @property {boolean} isPhone a label says so
 * @property {boolean} isShort
 */

const rulesAgainstAll = lazily(() => contextRules().filter(({ against }) => against === "all"));
const SHORT_NUMBER = 6;
const BARE = /^\(?\d+$/;
/** Nobody numbers parts or customers like these: 0800…, 0900… */
const DIALLED_KINDS = new Set(["toll_free", "shared_cost", "premium_rate"]);

/**
 * @param {Judging} judging
 * @param {FoundNumber} number
 * @param {Label | null} label
 * @returns {string} the name of the rule that is against it, or ""
 */
function vetoOf(judging, number, label) {
  const hasPlus = isWrittenWithPlus(judging, number);
  const written = judging.reading.digits.slice(number.start, number.end);
  const isBare = BARE.test(written);
  const isIdentifier = label?.rule.role === "identifier" && !hasPlus;
  if (isIdentifier && isNamed(label, number, written)) return label.rule.name;
  const isPhone = label !== null && !isIdentifier;
  const isSurelyPhone = hasPlus || (isPhone && isSure(label.rule));
  const before = lineBefore(judging, number.start);
  const surroundings = {
    written,
    ext: number.ext,
    national: nationalOf(number.number),
    before,
    after: lineAfterwards(judging, number.end),
    isBare,
    isApart: before === "" || /[\s:]$/.test(before),
    isPhone,
    isShort: !repairs().has(number.reason) && isShortFor(judging.region, digitsOf(written).length),
  };
  const rules = isSurelyPhone ? rulesAgainstAll() : contextRules();
  return rules.find((rule) => isAgainst(rule, surroundings))?.name ?? "";
}

/** @param {string} region @param {number} length @returns {boolean} shorter than is usual there */
function isShortFor(region, length) {
  return length <= SHORT_NUMBER && length < (planOfRegion(region)?.longest ?? 0);
}

/** @param {string} number E.164 @param {string} written @returns {boolean} grouped as at home */
function isNationalForm(number, written) {
  return `${digitGroups(written)}` === `${digitGroups(describeNumber(number).national)}`;
}

/**
 * @param {Label} label of an identifier
 * @param {FoundNumber} number
 * @param {string} written
 * @returns {boolean} whether the number is what the label says
 */
function isNamed({ rule, isNumbered, isShort }, number, written) {
  if (BARE.test(written)) return true;
  const hasBracket = written.includes("(");
  if (isShort && (hasBracket || isNationalForm(number.number, written))) return false;
  if (rule.strength === "strong") return true;
  if (rule.strength === "amount") return AMOUNT.test(written);
  const isDialled = hasBracket || DIALLED_KINDS.has(number.kind);
  if (isDialled || rule.strength === "numbered") return false;
  return rule.strength === "named" || isNumbered;
}

/** @param {ContextRule} rule @param {Surroundings} surroundings */
function isAgainst(rule, surroundings) {
  const { isBare, isApart, isPhone } = surroundings;
  if (rule.against === "bare" && (isPhone || !isBare)) return false;
  if (rule.against === "short" && (isPhone || !surroundings.isShort)) return false;
  if (rule.touches && isApart) return false;
  if (rule.written && !rule.written.test(surroundings.written)) return false;
  if (rule.extension && !rule.extension.test(surroundings.ext)) return false;
  if (rule.national && !rule.national.test(surroundings.national)) return false;
  if (rule.before && !rule.before.test(surroundings.before)) return false;
  const thing = rule.isCount ? surroundings.after.replace(COUNTED_OF, "") : "";
  if (rule.isCount && !isCountWord(wordAt(thing, 0))) return false;
  return !rule.after || rule.after.test(surroundings.after);
}

/** @param {Judging} judging @param {number} start @returns {string} */
function lineBefore({ reading: { digits }, done }, start) {
  const before = digits.slice(Math.max(0, done, start - REACH_BEFORE), start);
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** @param {Judging} judging @param {number} end @returns {string} */
function lineAfterwards({ reading: { digits } }, end) {
  const after = digits.slice(end, end + REACH_AFTER);
  const stop = after.indexOf("\n");
  return stop < 0 ? after : after.slice(0, stop);
}

// ---- Numbers that the finder cannot see -------------------------------------------------------

/** "-9" of "039-513666-9" */
const RANGE_SUFFIX = /[-–/~] ?(\d{1,2})$/;
/** "-8012" of "010-58881234-8012" */
const HYPHENED_EXTENSION = / ?[-–] ?(\d{3,5})$/;
const SURE_RANGE = /^[+(0].*\D\d$/;
/** Dialled before a foreign number, here or elsewhere: "00", "011", "8-10" */
const FOREIGN_PREFIX = /^\(?(?:00|011|0011|001|010|8[- ~]?10)(?=\D|[1-9])/;
/** "(58)(0212) 862…": the zero in a second bracket is dialled at home only. */
const ZERO_IN_BRACKETS = /^(\(?\d{1,3}\)? ?\()0/;
/** "(0-22) 463 14 50", "01 55 5123 4567", "+36 (0)80 123 941": dialled in former times, or never */
const NEEDLESS_ZERO = /^(\+\d{1,3} ?)\(0\) ?|^\(?(?:0[ -]|01[ -]\(?|0)(?=[1-9])/;
const LIST_SIGN = / ?\/ ?| [-–] /;
const DIGIT_GROUPS = /\d+/g;
const FEWEST_DIGITS = 6;
const FEWEST_DIGITS_ABROAD = 9;
const FEWEST_WITH_AREA = 7;

/** @typedef {{parsed: ParsedNumber, length: number, reason: string, ext?: string}} Mended */

/** @param {string} text @returns {string[]} */
function digitGroups(text) {
  return text.match(DIGIT_GROUPS) ?? [];
}

/**
 * @param {Judging} judging
 * @param {Cluster} cluster that holds no number for the finder
 * @param {Label | null} label
 * @returns {FoundNumber | null}
 */
function mend(judging, cluster, label) {
  const { reading, region } = judging;
  const whole = reading.edited.slice(cluster.start, cluster.end);
  const written = whole.slice(whole.lastIndexOf(BLANK) + 1).trimStart();
  if (digitsOf(written).length < FEWEST_DIGITS) return null;
  const isPhone = label !== null && isPhoneLabel(label);
  const mended =
    withoutSuffix(written, region, isPhone) ??
    withPrefix(written, region, label) ??
    withPrefix(withoutTail(written), region, label) ??
    withStem(judging, cluster, written, label);
  if (!mended) return null;
  const { parsed, length, reason, ext = "" } = mended;
  const start = cluster.end - written.length;
  const number = `+${parsed.code}${parsed.national}`;
  const kind = label?.rule.role === "fax" ? "fax" : kindOf(parsed);
  return { start, end: start + length, number, ext, kind, reason };
}

/** @param {string} written "2 676 5900 / 5901", "39-513666-9" @returns {string} its first number */
function withoutTail(written) {
  return (written.split(LIST_SIGN, 1)[0] ?? "").replace(RANGE_SUFFIX, "").trimEnd();
}

/**
 * "039-513666-9" is 039-513666 to -669, and "010-58881234-8012" has an extension.
 * @param {string} written
 * @param {string} region
 * @param {boolean} isPhone as a label says
 * @returns {Mended | null}
 */
function withoutSuffix(written, region, isPhone) {
  const range = RANGE_SUFFIX.exec(written);
  const extension = isPhone && !range ? HYPHENED_EXTENSION.exec(written) : null;
  const suffix = range ?? extension;
  if (!suffix) return null;
  const stem = written.slice(0, suffix.index).trimEnd();
  const isSure = isPhone || (SURE_RANGE.test(written) && isNextNumber(stem, suffix[1] ?? ""));
  const [match] = isSure ? findMatches(stem, region) : [];
  if (!match || match.start > 0 || match.end < stem.length) return null;
  const parsed = parseNumber(stem, region);
  if (!isValidNumber(parsed)) return null;
  const length = (extension ? written : stem).length;
  const reason = extension ? "hyphened_extension" : "range_suffix";
  return { parsed, length, reason, ext: extension?.[1] ?? "" };
}

/**
 * A number whose trunk zero, plus or international prefix the finder misses.
 * @param {string} written
 * @param {string} region
 * @param {Label | null} label
 * @returns {Mended | null}
 */
function withPrefix(written, region, label) {
  const isPhone = label !== null && isPhoneLabel(label);
  /** @param {ParsedNumber} parsed @param {string} reason */
  const found = (parsed, reason) => ({
    parsed,
    length: written.length,
    reason,
  });
  const prefix = FOREIGN_PREFIX.exec(written)?.[0] ?? "";
  if (prefix !== "" && (isPhone || digitGroups(written).length > 2)) {
    const parsed = parseNumber(`+${digitsOf(written.slice(prefix.length))}`, region);
    if (isValidNumber(parsed)) return found(parsed, "foreign_prefix");
  }
  if (!isPhone) return null;
  const bare = parseNumber(written.replace(NEEDLESS_ZERO, "$1"), region);
  if (NEEDLESS_ZERO.test(written) && isValidNumber(bare)) return found(bare, "needless_zero");
  if (!label.isDirect || !isSure(label.rule)) return null;
  const abroad = parsedAbroad(written, region);
  const local = parseNumber(written, region);
  if (abroad && planOfRegion(region)?.code === abroad.code) return found(abroad, "missing_plus");
  // A short number or one without a gap may be local, and then its first digits no area code.
  const isGrouped = digitGroups(written).length > 1;
  const hasArea = isGrouped && digitsOf(written).length > FEWEST_WITH_AREA;
  if (hasArea && isValidNumber(local)) return found(local, "missing_trunk");
  return abroad && found(abroad, "missing_plus");
}

/**
 * "Тел. (044) 279-12-34, факс 279-12-35": the second has the area code of the first.
 * @param {Judging} judging
 * @param {Cluster} cluster
 * @param {string} written
 * @param {Label | null} label
 * @returns {Mended | null}
 */
function withStem({ reading: { digits }, region, last }, cluster, written, label) {
  if (!last || !label?.isDirect || !isSure(label.rule)) return null;
  if (cluster.start - last.end > REACH_BEFORE) return null;
  const tail = tailOf(digits.slice(last.start, last.end), written, false, true);
  const parsed = parseNumber(last.number.slice(0, -tail.length) + tail, region);
  if (tail === "" || !isValidNumber(parsed)) return null;
  return { parsed, length: written.length, reason: "shared_stem" };
}

/** "972-3-561-3600" @param {string} written @param {string} region @returns {ParsedNumber | null} */
function parsedAbroad(written, region) {
  const digits = digitsOf(written.replace(ZERO_IN_BRACKETS, "$1"));
  if (digits.length < FEWEST_DIGITS_ABROAD || digits.startsWith("0")) return null;
  const parsed = parseNumber(`+${digits}`, region);
  if (!isValidNumber(parsed)) return null;
  if (digitGroups(written)[0] === parsed.code) return parsed;
  const isOfRegion = planOfRegion(region)?.code === parsed.code;
  return isOfRegion && !isValidNumber(parseNumber(written, region)) ? parsed : null;
}

// ---- Numbers that share a stem ----------------------------------------------------------------

const SIBLING = new RegExp(
  `[ \\u00a0]?(?:[/,;&]|${LIST_WORDS}) ?-?(\\d{2,8}(?:[ .-]\\d{2,4}){0,3})` +
    "(?![\\d:%]|[./,-]\\d)",
  "y",
);
const MOST_SIBLINGS = 9;
const SHORT_TAIL = 4;

/**
 * The further numbers of "2282 3796 / 3797" and "(0341) 425-8501 / 421-1408".
 * @param {Judging} judging
 * @param {FoundNumber} number
 * @param {Label | null} label
 * @param {number} space where the next match begins
 * @returns {FoundNumber[]}
 */
function siblingsOf({ reading: { digits }, region }, number, label, space) {
  const siblings = [];
  const stem = digits.slice(number.start, number.end);
  const isLabelled = label !== null && isSure(label.rule);
  SIBLING.lastIndex = number.end;
  while (number.ext === "" && siblings.length < MOST_SIBLINGS) {
    const [whole, written = ""] = SIBLING.exec(digits) ?? [];
    if (!whole) break;
    const end = SIBLING.lastIndex;
    const tail = tailOf(stem, written, whole.includes("/"), isLabelled);
    const parsed = parseNumber(number.number.slice(0, -tail.length) + tail, region);
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
 * @param {string} stem "033-2282 3796"
 * @param {string} tail "3797"
 * @param {boolean} isSlashed
 * @param {boolean} isLabelled
 * @returns {string} its digits if it goes on the stem, or ""
 */
function tailOf(stem, tail, isSlashed, isLabelled) {
  const digits = digitsOf(tail);
  const ofStem = digitGroups(stem).map(({ length }) => length);
  const ofTail = digitGroups(tail).map(({ length }) => length);
  const sameEnd = ofStem.slice(-ofTail.length);
  const isSamePattern = ofTail.length < ofStem.length && `${sameEnd}` === `${ofTail}`;
  if (isSamePattern && (digits.length > SHORT_TAIL || isSlashed || isLabelled)) return digits;
  const isShort = isSlashed && digits.length <= SHORT_TAIL;
  return isShort && isNextNumber(stem, digits) ? digits : "";
}
