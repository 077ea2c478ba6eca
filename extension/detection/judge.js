// Decides what stands around a number: whether it is one, what kind, and where the finder needs
// help. Knows how the rules of rules.js are run; no word, shape or page by itself.
"use strict";

/**
 * @typedef {object} FoundNumber
 * @property {number} start offset of the number as written, in UTF-16 units
 * @property {number} end
 * @property {string} number E.164, "+14155552671"
 * @property {string} ext extension, or ""
 * @property {string} kind "fixed_line", "mobile", … as of classifyNumber, or "fax"
 * @property {string} reason name of the rule that decided; "" without the judge
 *
 * @typedef {object} FindOptions
 * @property {boolean} [judge] false: exactly what libphonenumber finds
 * @property {"phone" | "fax" | ""} [evidence] what the page says of this text and the text does not:
 *   a table header "Phone", itemprop=telephone, a `tel:` link around it
 *
 * @typedef {object} Label
 * @property {LabelRule} rule
 * @property {boolean} isNumbered a word or sign for "number" stands between: "Order no."
 * @property {boolean} isDirect nothing but such words and punctuation stands between
 *
 * @typedef {object} Edit what the finder shall read instead of a stretch of text, equally long
 * @property {number} start
 * @property {number} end
 * @property {string} by
 * @property {string} reason name of the rule
 *
 * @typedef {object} Reading a text prepared for the finder
 * @property {string} text as the page has it
 * @property {string} digits the same with ASCII digits
 * @property {string} region
 * @property {"phone" | "fax" | ""} evidence
 * @property {Edit[]} edits in the order of the text
 */

const REACH_BEFORE = 60;
const REACH_AFTER = 40;
const REACH_OF_LIST = 8;
const MOST_WORDS_BETWEEN = 4;
const MOST_EXTRA_LETTERS = 5;
const FEWEST_DIGITS = 6;
const SHORT_NUMBER = 6;

/** The finder skips it, and nothing touches over it. */
const BLANK = "\n";

// Fewer digits than these are no number; "1-800-FLOWERS" has four, "13 CABS" two.
const HAS_DIGITS = /(?:\p{Nd}\P{Nd}{0,20}?){3}/u;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;

const SHAPES = new RegExp(SHAPE_RULES.map(({ pattern }) => `(${pattern})`).join("|"), "gi");

/**
 * Finds the phone numbers of a text.
 * @param {string} text plain text; a line's end is a border that no number crosses
 * @param {string} region of numbers written without a country, "US"
 * @param {FindOptions} [options]
 * @returns {FoundNumber[]} in the order of the text, not overlapping
 */
function findNumbers(text, region, { judge = true, evidence = "" } = {}) {
  if (!judge) return findMatches(text, region).map((match) => ({ ...match, reason: "" }));
  return judgeText(text, region, evidence).found;
}

/**
 * The numbers that libphonenumber would find and the judge rejects, with the rule that did.
 * @param {string} text
 * @param {string} region
 * @param {FindOptions} [options]
 * @returns {FoundNumber[]}
 */
function findVetoed(text, region, { evidence = "" } = {}) {
  const { reading, found, vetoed } = judgeText(text, region, evidence);
  const known = [...found, ...vetoed];
  for (const match of findMatches(text, region)) {
    if (known.some((other) => overlaps(match, other))) continue;
    const edit = reading.edits.find((other) => overlaps(match, other));
    vetoed.push({ ...match, reason: edit?.reason ?? "unknown" });
  }
  return vetoed.sort((one, other) => one.start - other.start);
}

/** @param {{start: number, end: number}} one @param {{start: number, end: number}} other */
function overlaps(one, other) {
  return one.start < other.end && other.start < one.end;
}

/**
 * @param {string} text
 * @param {string} region
 * @param {"phone" | "fax" | ""} evidence
 * @returns {{reading: Reading, found: FoundNumber[], vetoed: FoundNumber[]}}
 */
function judgeText(text, region, evidence) {
  /** @type {Reading} */
  const reading = { text, digits: text, region, evidence, edits: [] };
  if (!HAS_DIGITS.test(text)) return { reading, found: [], vetoed: [] };
  reading.digits = text.replace(OTHER_DIGIT, (digit) => (digit.length > 1 ? digit : digitValue(digit)));
  const clusters = clustersOf(reading.digits);
  editShapes(reading);
  editVanity(reading);
  editClusters(reading, clusters);
  return decideAll(reading, clusters);
}

// ---- What the finder shall read instead -------------------------------------------------------

/**
 * @typedef {object} Cluster digits with what may stand between the digits of one number
 * @property {number} start
 * @property {number} end
 */

const CLUSTER = /[+(]{0,3}\d(?:[ \u00a0().\-–/_·•‧∙⋅~]{0,3}\d){4,30}/g;

/** @param {string} text with ASCII digits @returns {Cluster[]} */
function clustersOf(text) {
  return Array.from(text.matchAll(CLUSTER), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** Takes dates, times, amounts, … out of the text. @param {Reading} reading */
function editShapes(reading) {
  SHAPES.lastIndex = 0;
  for (let found; (found = SHAPES.exec(reading.digits)); ) {
    const rule = SHAPE_RULES[found.findIndex((group, index) => index > 0 && group !== undefined) - 1];
    const start = found.index;
    if ((rule.check && !rule.check(found[0])) || isLabelled(reading, start)) {
      SHAPES.lastIndex = start + 1;
    } else {
      const by = BLANK.repeat(found[0].length);
      reading.edits.push({ start, end: start + found[0].length, by, reason: rule.name });
    }
  }
}

/** @param {Reading} reading @param {number} start @returns {boolean} a sure label stands before */
function isLabelled(reading, start) {
  const label = labelBefore(reading.text, start);
  return label !== null && label.isDirect && isSure(label.rule);
}

/** @param {LabelRule} rule */
function isSure(rule) {
  return rule.role !== "identifier" && rule.strength === "sure";
}

const VANITY =
  /(?<![\p{L}\p{Nd}.@/])(\+?1[-. ]{1,2})?(?:\((\d{3})\)[-. ]{0,2}|(\d{3})[-.]|(?<=1[-. ]{1,2})(8\d\d) )(?=[\dA-Za-z.\-]{0,6}[A-Za-z]{2})([A-Za-z0-9]{1,12}(?:[-.][A-Za-z0-9]{1,12}){0,3})(?![A-Za-z0-9])/gu;
const VANITY_ELSEWHERE =
  /(?<![\p{L}\p{Nd}.@/])(?:0?8\d\d|1[38]00|13|0508|086\d|0[345]00)[- ][A-Z0-9]{0,2}[A-Z]{3,9}(?:[- ][A-Z]{2,7})?(?![A-Za-z0-9])/gu;
const TOLL_FREE = /^8(?:00|88|77|66|55|44|33|22)$/;
const CAPITALISED = /^(?:[A-Z][a-z]+|[A-Z0-9]+)$/;

/** Writes digits for the letters of "1-800-FLOWERS". @param {Reading} reading */
function editVanity(reading) {
  const isNorthAmerican = planOfRegion(reading.region)?.code === "1";
  for (const found of reading.digits.matchAll(VANITY)) {
    const [whole, one, inBrackets, hyphened, spaced, body] = found;
    if (!one && !isNorthAmerican) continue;
    const area = inBrackets ?? hyphened ?? spaced;
    if (isVanity(area, body)) addVanity(reading, found.index, whole, 10 + (one ? 1 : 0));
  }
  if (isNorthAmerican) return;
  for (const { 0: whole, index } of reading.digits.matchAll(VANITY_ELSEWHERE)) {
    const length = lengthOfVanity(whole, reading.region);
    if (length > 0) addVanity(reading, index, whole, length);
  }
}

/** @param {string} area "800" @param {string} body "FLOWERS" */
function isVanity(area, body) {
  const symbols = body.replace(/[-.]/g, "");
  const parts = body.split(/[-.]/);
  if (symbols.length < 7 || symbols.replace(/\d/g, "").length < 3) return false;
  if (TOLL_FREE.test(area)) {
    return symbols.length <= 7 + MOST_EXTRA_LETTERS && parts.every((part) => CAPITALISED.test(part));
  }
  return symbols.length === 7 && !/[a-z]/.test(body);
}

/** @param {string} written @param {string} region @returns {number} digits to dial, 0 if no number */
function lengthOfVanity(written, region) {
  const digits = keypadDigits(written);
  for (let length = digits.length; length >= 6; length -= 1) {
    if (isValidNumber(parseNumber(digits.slice(0, length), region))) return length;
  }
  return 0;
}

/** @param {Reading} reading @param {number} start @param {string} written @param {number} most digits */
function addVanity(reading, start, written, most) {
  let digits = 0;
  let by = "";
  for (const sign of written) {
    const isDialled = /[A-Za-z0-9]/.test(sign);
    by += digits >= most ? BLANK : isDialled ? keypadDigits(sign) : sign;
    if (isDialled) digits += 1;
  }
  const end = start + written.length;
  reading.edits.push({ start, end, by, reason: "vanity" });
  // "(212) NEW-YORK (639-9675)": the digits once more.
  const again = /^\s{0,2}\((\d[\d\- .]{2,12}\d)/.exec(reading.digits.slice(end, end + REACH_AFTER));
  if (again && digitsOf(by).endsWith(digitsOf(again[1]))) {
    const length = again[0].length;
    reading.edits.push({ start: end, end: end + length, by: BLANK.repeat(length), reason: "vanity" });
  }
}

const ODD_SEPARATORS = /^\(?\+?\d{1,4}\)?([_·•‧∙⋅])\d{2,4}(?:\1\d{2,5}){1,3}$/;
const EXTENSION_WORD = new RegExp(
  `^[ \\t,]*[(（]?[ \\t]*(${EXTENSION_WORDS.split("|").join("|")})[.:：]?[ \\t]*(?=\\d{1,6}(?!\\d))`,
  "iu",
);
const COUNTED = new RegExp(`^ ?[x×] ?\\d{1,6} (?:${AFTER_WORDS.count}|\\p{Ll}{4,}s)(?!\\p{L})`, "iu");
const CHOICE = /^ ?#\d{1,2} \p{L}/u;
const GLUED_WORD = /[\p{Script=Latin}\p{M}]{2,20}$/u;
const GLUED_AFTER = new RegExp(`^(?:(?:${WORDS_GLUED_AFTER})(?![a-z])|[A-Z][a-z]{2})`, "i");
const GROUPED = /^[+(]|^0\d{1,5}[ \-./]\d|^(?:1[ \-.])?\d{3}[ \-.]\d{3}[ \-.]\d{4}$/;

/** Small mends around each cluster. @param {Reading} reading @param {Cluster[]} clusters */
function editClusters(reading, clusters) {
  for (const { start, end } of clusters) {
    const written = reading.digits.slice(start, end);
    const after = reading.digits.slice(end, end + REACH_AFTER);
    if (ODD_SEPARATORS.test(written)) {
      const by = written.replace(/[_·•‧∙⋅]/g, "-");
      reading.edits.push({ start, end, by, reason: "odd_separators" });
    }
    editBefore(reading, start, written);
    editAfter(reading, end, after, written);
  }
}

/** @param {Reading} reading @param {number} start @param {string} written */
function editBefore(reading, start, written) {
  const word = GLUED_WORD.exec(reading.digits.slice(Math.max(0, start - 20), start))?.[0];
  if (!word) return;
  const isLabel = lookUp(normalise(word))?.role !== "identifier" && lookUp(normalise(word)) !== null;
  if (!isLabel && !(/\p{Ll}$/u.test(word) && GROUPED.test(written))) return;
  reading.edits.push({ start: start - 1, end: start, by: BLANK, reason: "glued" });
}

/** @param {Reading} reading @param {number} end @param {string} after @param {string} written */
function editAfter(reading, end, after, written) {
  const word = EXTENSION_WORD.exec(after);
  if (word) {
    const by = "ext".padStart(word[0].length).slice(-word[0].length);
    const short = word[0].length < 3 ? "x".padStart(word[0].length) : by;
    reading.edits.push({ start: end, end: end + word[0].length, by: short, reason: "extension_word" });
  } else if (COUNTED.test(after) || CHOICE.test(after)) {
    reading.edits.push({ start: end, end: end + 2, by: BLANK.repeat(2), reason: "counted" });
  } else if (isGluedAfter(after, written)) {
    reading.edits.push({ start: end, end: end + 1, by: BLANK, reason: "glued" });
  }
}

/** @param {string} after @param {string} written */
function isGluedAfter(after, written) {
  const glued = GLUED_AFTER.exec(after);
  if (!glued) return false;
  return glued[0].length > 3 || /^[a-z]/.test(after) || GROUPED.test(written);
}

/**
 * @param {Reading} reading whose edits are sorted, and rid of those that touch an earlier one
 * @returns {string} what the finder shall read, as long as the text
 */
function editedText(reading) {
  if (reading.edits.length === 0) return reading.digits;
  const edits = reading.edits.sort((one, other) => one.start - other.start);
  reading.edits = [];
  let result = "";
  let done = 0;
  for (const edit of edits) {
    if (edit.start < done) continue;
    result += reading.digits.slice(done, edit.start) + edit.by;
    done = edit.end;
    reading.edits.push(edit);
  }
  return result + reading.digits.slice(done);
}

// ---- What is decided about each number --------------------------------------------------------

/**
 * @typedef {object} Judged the number before, whose label a list goes on with
 * @property {number} end
 * @property {Label | null} label
 */

const REPAIRS = new Set(REPAIR_RULES.map(({ name }) => name));
const BETWEEN_LISTED = /^[ \t\u00a0]*(?:[,;/|&·•+–()-]|and|or|und|oder|et|ou|y|o|e|i|of|en|og|och|ja|a|ve|veya|и|или|і|та|або|και|ή|と|和|및|و|או|và|dan|และ)*[ \t\u00a0+(]*$/;

/**
 * @param {Reading} reading
 * @param {Cluster[]} clusters
 * @returns {{reading: Reading, found: FoundNumber[], vetoed: FoundNumber[]}}
 */
function decideAll(reading, clusters) {
  const edited = editedText(reading);
  const matches = findMatches(edited, reading.region);
  const missed = outside(clusters, matches).map((cluster) => ({ ...cluster, number: "", ext: "", kind: "" }));
  /** @type {FoundNumber[]} */
  const found = [];
  /** @type {FoundNumber[]} */
  const vetoed = [];
  /** @type {Judged} */
  let previous = { end: -REACH_OF_LIST, label: null };
  const all = missed.length === 0 ? matches : [...matches, ...missed].sort((one, other) => one.start - other.start);
  for (const [index, match] of all.entries()) {
    if (match.start < previous.end) continue;
    const label = labelOf(reading, match, previous);
    const number = match.number === "" ? mend(reading, edited, match, label) : decide(reading, match, label);
    if (!number) continue;
    previous = { end: number.end, label };
    const veto = vetoOf(reading, number, label);
    if (veto) {
      vetoed.push({ ...number, reason: veto });
      continue;
    }
    found.push(number);
    const next = all[index + 1]?.start ?? edited.length;
    for (const sibling of siblingsOf(reading, edited.slice(0, next), number, label)) {
      found.push(sibling);
      previous.end = sibling.end;
    }
  }
  return { reading, found, vetoed };
}

/**
 * @param {Cluster[]} clusters in the order of the text
 * @param {NumberMatch[]} matches likewise
 * @returns {Cluster[]} those that no match touches
 */
function outside(clusters, matches) {
  let next = 0;
  return clusters.filter((cluster) => {
    while (next < matches.length && matches[next].end <= cluster.start) next += 1;
    return next === matches.length || !overlaps(cluster, matches[next]);
  });
}

/** @param {Reading} reading @param {NumberMatch} match @param {Label | null} label @returns {FoundNumber} */
function decide(reading, match, label) {
  const edit = reading.edits.find(
    ({ start, end, reason }) => end >= match.start && start <= match.end && REPAIRS.has(reason),
  );
  const isInternational = isWrittenWithPlus(reading, match);
  const reason = edit?.reason ?? label?.rule.name ?? (isInternational ? "international" : "national");
  const end = edit?.reason === "vanity" ? Math.max(edit.end, match.end) : match.end;
  return { ...match, end, reason, kind: label?.rule.role === "fax" ? "fax" : match.kind };
}

/** @param {Reading} reading @param {{start: number}} match */
function isWrittenWithPlus({ digits }, { start }) {
  return digits[start] === "+" || (digits[start + 1] === "+" && digits[start] === "(");
}

/**
 * @param {Reading} reading
 * @param {FoundNumber} number
 * @param {Label | null} label
 * @returns {string} the name of the rule that is against it, or ""
 */
function vetoOf(reading, number, label) {
  const written = reading.digits.slice(number.start, number.end);
  const isBare = !/\D/.test(written);
  const signs = written.replace(/[^\dA-Za-z]/g, "").length;
  const hasPlus = isWrittenWithPlus(reading, number);
  const byLabel = label?.rule.role === "identifier" && !hasPlus;
  if (byLabel && (label.rule.strength === "strong" || isBare)) return label.rule.name;
  if (byLabel && label.rule.strength === "weak" && label.isNumbered) return label.rule.name;
  const isPhone = label !== null && !byLabel;
  const isLabelled = hasPlus || (isPhone && isSure(label.rule));
  const before = lineBefore(reading.digits, number.start);
  const after = lineAfterwards(reading.digits, number.end);
  for (const rule of CONTEXT_RULES) {
    if (rule.against !== "all" && isLabelled) continue;
    if (rule.against === "bare" && (isPhone || !isBare)) continue;
    if (rule.mostDigits && (isPhone || signs > rule.mostDigits)) continue;
    if (rule.before && !rule.before.test(before)) continue;
    if (rule.after && !rule.after.test(after)) continue;
    return rule.name;
  }
  return "";
}

/** @param {string} text @param {number} start @returns {string} what stands before, in its line */
function lineBefore(text, start) {
  const before = text.slice(Math.max(0, start - REACH_BEFORE), start);
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** @param {string} text @param {number} end @returns {string} what stands after, in its line */
function lineAfterwards(text, end) {
  const after = text.slice(end, end + REACH_AFTER);
  const stop = after.indexOf("\n");
  return stop < 0 ? after : after.slice(0, stop);
}

// ---- Numbers that the finder cannot see -------------------------------------------------------

const RANGE_SUFFIX = /[-–/~] ?\d{1,2}$/;
const FOREIGN_PREFIX = /^\(?(?:00|011|0011|001|010|8[- ~]?10)(?=\D|[1-9])/;
const LIST_SIGN = / ?\/ ?| [-–] /;
const GROUPS = /\d+/g;

/** @param {ReturnType<typeof parseNumber>} parsed @returns {parsed is ParsedNumber} */
function isValidNumber(parsed) {
  return typeof parsed !== "string" && classifyNumber(parsed.code, parsed.national).kind !== "unknown";
}

/**
 * @param {Reading} reading
 * @param {string} edited
 * @param {Cluster} cluster that holds no number for the finder
 * @param {Label | null} label
 * @returns {FoundNumber | null}
 */
function mend(reading, edited, cluster, label) {
  const whole = edited.slice(cluster.start, cluster.end);
  const offset = whole.lastIndexOf(BLANK) + 1;
  const written = whole.slice(offset).trimStart();
  const start = cluster.end - written.length;
  if (digitsOf(written).length < FEWEST_DIGITS) return null;
  const first = written.split(LIST_SIGN, 1)[0];
  const mended =
    withoutRange(reading, written) ??
    withPrefix(reading, written, label) ??
    (first === written ? null : withPrefix(reading, first, label));
  if (!mended) return null;
  const { parsed, length, reason } = mended;
  const { kind } = classifyNumber(parsed.code, parsed.national);
  return {
    start,
    end: start + length,
    number: `+${parsed.code}${parsed.national}`,
    ext: "",
    kind: label?.rule.role === "fax" ? "fax" : kind,
    reason,
  };
}

/** @typedef {{parsed: ParsedNumber, length: number, reason: string}} Mended */

/** "039-513666-9" is 039-513666 to -669. @param {Reading} reading @param {string} written @returns {Mended | null} */
function withoutRange(reading, written) {
  const suffix = RANGE_SUFFIX.exec(written);
  if (!suffix) return null;
  const stem = written.slice(0, suffix.index).trimEnd();
  const [match] = findMatches(stem, reading.region);
  if (!match || match.start > 0 || match.end < stem.length) return null;
  const parsed = parseNumber(stem, reading.region);
  return isValidNumber(parsed) ? { parsed, length: stem.length, reason: "range_suffix" } : null;
}

/**
 * @param {Reading} reading
 * @param {string} written
 * @param {Label | null} label
 * @returns {Mended | null}
 */
function withPrefix({ region }, written, label) {
  const isPhone = label !== null && label.rule.role !== "identifier";
  const length = written.length;
  const prefix = FOREIGN_PREFIX.exec(written)?.[0];
  if (prefix && (isPhone || (written.match(GROUPS) ?? []).length > 2)) {
    const parsed = parseNumber(`+${digitsOf(written.slice(prefix.length))}`, region);
    if (isValidNumber(parsed)) return { parsed, length, reason: "foreign_prefix" };
  }
  if (!isPhone || !label.isDirect) return null;
  const local = parseNumber(written, region);
  if (isValidNumber(local)) return { parsed: local, length, reason: "missing_trunk" };
  const digits = digitsOf(written);
  if (digits.length < 9 || digits.startsWith("0") || !isSure(label.rule)) return null;
  const abroad = parseNumber(`+${digits.replace(/^(\d{1,3}?)0/, withoutTrunk(written))}`, region);
  return isValidNumber(abroad) ? { parsed: abroad, length, reason: "missing_plus" } : null;
}

/** "(58)(0212) 862…": the zero in a second bracket is dialled at home only. @param {string} written */
function withoutTrunk(written) {
  return /^\(?\d{1,3}\)? ?\(0/.test(written) ? "$1" : "$&";
}

const SIBLING = /[ \u00a0]?(?:[/,;&]|and|or|und|oder|et|ou|y|e|и|или) ?-?(\d{2,8}(?:[ .\-]\d{2,4}){0,3})(?![\d:%]|[.\-/,]\d)/y;
const MOST_SIBLINGS = 9;

/**
 * The further numbers of "2282 3796 / 3797" and "(0341) 425-8501 / 421-1408".
 * @param {Reading} reading
 * @param {string} text up to the next number
 * @param {FoundNumber} number
 * @param {Label | null} label
 * @returns {FoundNumber[]}
 */
function siblingsOf(reading, text, number, label) {
  const siblings = [];
  let last = number;
  for (let count = 0; count < MOST_SIBLINGS && number.ext === ""; count += 1) {
    SIBLING.lastIndex = last.end;
    const found = SIBLING.exec(text);
    if (!found) break;
    const written = reading.digits.slice(number.start, number.end);
    const tail = tailOf(written, found[1], found[0].includes("/"), label !== null && isSure(label.rule));
    const parsed = tail && parseNumber(number.number.slice(0, -tail.length) + tail, reading.region);
    if (!parsed || !isValidNumber(parsed)) break;
    const end = SIBLING.lastIndex;
    const e164 = `+${parsed.code}${parsed.national}`;
    last = { ...number, start: end - found[1].length, end, number: e164, reason: "shared_stem" };
    siblings.push(last);
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
  const lengths = (text) => (text.match(GROUPS) ?? []).map((group) => group.length);
  const digits = digitsOf(tail);
  const ofStem = lengths(stem);
  const ofTail = lengths(tail);
  const isSamePattern = ofTail.length < ofStem.length && ofTail.every((length, index) => length === ofStem[ofStem.length - ofTail.length + index]);
  if (isSamePattern && (digits.length > 4 || isSlashed || isLabelled)) return digits;
  const end = digitsOf(stem).slice(-digits.length);
  const step = Number(digits) - Number(end);
  return isSlashed && digits.length < 4 && step > 0 && step < 20 ? digits : "";
}

// ---- Labels -----------------------------------------------------------------------------------

/** @typedef {{words: Map<string, LabelRule>, stems: Map<string, LabelRule>, endings: Map<string, LabelRule>}} Vocabulary */

const WILDCARD = "*";
const LONGEST_WORD = 14;
const MARK = /\p{Mn}/gu;
const TOKEN = /\p{Script=Latin}[\p{Script=Latin}\p{M}]*|(?:(?!\p{Script=Latin})[\p{L}\p{M}])+|\p{Nd}+|[^\s\p{L}\p{M}\p{Nd}]|\n/gu;
const IS_WORD = /^\p{L}/u;
const UNSPACED = /[\u0e00-\u0e7f\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u1100-\u11ff]/u;
const NUMBER_SIGN = /^[#№°º]$/;
const STRONG_STOP = /^[|•·;!?]$/;

/** @type {Vocabulary | null} */
let vocabulary = null;
/** @type {Set<string>} */
let numberWords = new Set();
/** @type {Set<string>} */
let fillerWords = new Set();

/** @returns {Vocabulary} read from the rules when first asked */
function readVocabulary() {
  /** @type {Vocabulary} */
  const result = { words: new Map(), stems: new Map(), endings: new Map() };
  for (const rule of LABEL_RULES) {
    for (const word of Object.values(rule.words).flatMap((words) => words.split("|"))) {
      const [map, key] = word.endsWith(WILDCARD)
        ? [result.stems, word.slice(0, -1)]
        : word.startsWith(WILDCARD)
          ? [result.endings, word.slice(1)]
          : [result.words, word];
      if (!map.has(normalise(key))) map.set(normalise(key), rule);
    }
  }
  numberWords = new Set(NUMBER_WORDS.split("|").map(normalise));
  fillerWords = new Set(FILLER_WORDS.split("|").map(normalise));
  return result;
}

/** @param {string} word @returns {string} without case and accents */
function normalise(word) {
  const lower = word.toLowerCase();
  return /^[ -~]*$/.test(lower) ? lower : lower.normalize("NFKD").replace(MARK, "");
}

/** @param {string} word normalised @returns {LabelRule | null} */
function lookUp(word) {
  vocabulary ??= readVocabulary();
  const { words, stems, endings } = vocabulary;
  const exact = words.get(word);
  if (exact) return exact;
  for (let length = Math.min(word.length, LONGEST_WORD); length > 1; length -= 1) {
    const rule = stems.get(word.slice(0, length)) ?? endings.get(word.slice(-length));
    if (rule) return rule;
  }
  return UNSPACED.test(word) ? lookUpEnd(word) : null;
}

/** "客服电话", "電話番号は": the longest known end, but for a particle. @param {string} word */
function lookUpEnd(word) {
  const { words } = /** @type {Vocabulary} */ (vocabulary);
  for (let length = Math.min(word.length, LONGEST_WORD); length > 0; length -= 1) {
    for (let cut = 0; cut < 3 && cut + length <= word.length && (cut === 0 || length > 1); cut += 1) {
      const rule = words.get(word.slice(word.length - cut - length, word.length - cut));
      if (rule) return rule;
    }
  }
  return null;
}

/**
 * @param {Reading} reading
 * @param {{start: number, end: number}} match
 * @param {Judged} previous
 * @returns {Label | null}
 */
function labelOf({ text, evidence }, match, previous) {
  const before = labelBefore(text, match.start);
  if (before) return before;
  const between = text.slice(previous.end, match.start);
  if (between.length <= REACH_OF_LIST && previous.label && BETWEEN_LISTED.test(between)) {
    return previous.label;
  }
  if (evidence) return { rule: labelRule(`label_${evidence}`), isNumbered: false, isDirect: true };
  return labelAfter(text, match.end);
}

/** @param {string} name @returns {LabelRule} */
function labelRule(name) {
  return /** @type {LabelRule} */ (LABEL_RULES.find((rule) => rule.name === name));
}

/**
 * Walks back over the words before a number to the one that says what it is.
 * @param {string} text
 * @param {number} start of the number
 * @returns {Label | null}
 */
function labelBefore(text, start) {
  const tokens = text.slice(Math.max(0, start - REACH_BEFORE), start).match(TOKEN);
  if (!tokens) return null;
  const walk = { at: tokens.length - 1, between: 0, lines: 0, isNumbered: false, afterNumber: false, stops: false };
  for (; walk.at >= 0 && walk.between <= MOST_WORDS_BETWEEN; walk.at -= 1) {
    const token = tokens[walk.at];
    const step = IS_WORD.test(token) ? stepOverWord(walk, tokens) : stepOverSign(walk, tokens);
    if (step !== undefined) return step;
  }
  return null;
}

/** @typedef {{at: number, between: number, lines: number, isNumbered: boolean, afterNumber: boolean, stops: boolean}} Walk */

/**
 * @param {Walk} walk
 * @param {string[]} tokens
 * @returns {Label | null | undefined} undefined to go on
 */
function stepOverSign(walk, tokens) {
  const token = tokens[walk.at];
  const rule = lookUp(token);
  if (rule) return { rule, isNumbered: false, isDirect: walk.between === 0 };
  if (token === "\n") {
    walk.lines += 1;
    return walk.lines > 1 || walk.between > 0 ? null : undefined;
  }
  if (/^\p{Nd}/u.test(token)) return token.length > 2 || walk.between > 0 ? null : undefined;
  if (walk.between > 0 && STRONG_STOP.test(token)) return null;
  if (walk.between > 0 && token === ".") walk.stops = true;
  if (walk.between === 0 && NUMBER_SIGN.test(token)) walk.isNumbered = walk.afterNumber = true;
  return undefined;
}

/**
 * @param {Walk} walk
 * @param {string[]} tokens
 * @returns {Label | null | undefined} undefined to go on
 */
function stepOverWord(walk, tokens) {
  const found = longestLabel(tokens, walk.at);
  if (found) return labelFrom(walk, tokens, found);
  if (walk.stops) return null;
  const word = normalise(tokens[walk.at]);
  if (numberWords.has(word)) {
    if (walk.between === 0) walk.isNumbered = walk.afterNumber = true;
    else walk.between += 1;
  } else if (fillerWords.has(word)) {
    walk.afterNumber = false;
  } else if (walk.afterNumber && walk.between === 0) {
    return { rule: labelRule("numbered_thing"), isNumbered: true, isDirect: true };
  } else {
    walk.between += 1;
  }
  return undefined;
}

/** @typedef {{rule: LabelRule, first: number}} FoundLabel */

/** @param {string[]} tokens @param {number} at @returns {FoundLabel | null} of up to three words */
function longestLabel(tokens, at) {
  let words = "";
  /** @type {FoundLabel | null} */
  let result = null;
  for (let first = at, count = 0; first >= 0 && count < 3; first -= 1) {
    const token = tokens[first];
    if (!IS_WORD.test(token)) {
      if (/^[\n|;,]$/.test(token) || /^\p{Nd}/u.test(token)) break;
      continue;
    }
    const word = normalise(token);
    words = count === 0 ? word : `${word} ${words}`;
    count += 1;
    const rule = count === 1 ? lookUp(word) : (/** @type {Vocabulary} */ (vocabulary).words.get(words) ?? null);
    if (rule && !(words.length === 1 && !isSingleLetterLabel(tokens, first))) result = { rule, first };
  }
  return result;
}

/** "F: +81", "| T +44", "(O) 0177": one letter is a label only where a label may begin. @param {string[]} tokens @param {number} at */
function isSingleLetterLabel(tokens, at) {
  if (tokens[at].length > 1) return true;
  const next = tokens[at + 1];
  const last = tokens[at - 1];
  return next === ":" || last === undefined || /^[\n|•·–—\-,;/(]$/.test(last);
}

/**
 * @param {Walk} walk
 * @param {string[]} tokens
 * @param {FoundLabel} found
 * @returns {Label | null}
 */
function labelFrom(walk, tokens, { rule, first }) {
  const isDirect = walk.between === 0;
  if (rule.role === "identifier" && !isDirect) return null;
  if (walk.stops && !isSure(rule)) return null;
  if (walk.lines > 0 && endsALine(tokens, first)) return null;
  const label = { rule, isNumbered: walk.isNumbered, isDirect };
  return rule.role === "fax" && isAlsoPhone(tokens, first) ? { ...label, rule: labelRule("label_phone") } : label;
}

/** "408 727 8447 Fax⏎": that label belongs to its own line. @param {string[]} tokens @param {number} first */
function endsALine(tokens, first) {
  return first > 0 && /^\p{Nd}{2}/u.test(tokens[first - 1]);
}

/** "Tel/Fax:", "Telefon und Fax". @param {string[]} tokens @param {number} first of the fax word */
function isAlsoPhone(tokens, first) {
  let at = first - 1;
  while (at >= 0 && (/^[/&+.,\-–]$/.test(tokens[at]) || /^(?:and|und|et|e|y|i|og|och|ja|a|ve|и|και)$/i.test(tokens[at]))) at -= 1;
  if (at < 0 || at === first - 1 || !IS_WORD.test(tokens[at])) return false;
  return lookUp(normalise(tokens[at]))?.name === "label_phone";
}

const LABEL_AFTER = /^[ \t\u00a0]?[-–,]?[ \t\u00a0]?([([]?)[ \t]?([\p{L}][\p{L}\-]*)[)\]]?(?![.:]|[ \t\u00a0]*[+(\p{Nd}])/u;

/** "408 727 8447 Fax", "(020) 7946 0018 (mobile)". @param {string} text @param {number} end @returns {Label | null} */
function labelAfter(text, end) {
  const found = LABEL_AFTER.exec(text.slice(end, end + REACH_AFTER));
  if (!found) return null;
  const rule = lookUp(normalise(found[2]));
  if (!rule || !isSure(rule) || found[2].length === 1) return null;
  return { rule, isNumbered: false, isDirect: true };
}
