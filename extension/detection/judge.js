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
 * @property {Edit[]} edits
 * @property {number} nextEdit the first that does not end before what is looked at
 */

const REACH_BEFORE = 60;
const REACH_AFTER = 40;
const REACH_OF_LIST = 8;
const MOST_EXTRA_LETTERS = 5;
const FEWEST_DIGITS = 6;
const MOST_STEPS = 20;

/** The finder skips it, and nothing touches over it. */
const BLANK = "\n";

/** Five digits close to each other, as every number has that is not spelled with letters. */
const MAY_HOLD_NUMBER = /\p{Nd}(?:[^\p{Nd}\n]{0,5}\p{Nd}){4}/u;
/** Digits that capitals follow: "1-800-FLOWERS". */
const MAY_BE_SPELLED = /\d(?:[-.]|\) ?| )[\dA-Z.-]{0,5}[A-Z][A-Za-z]/;
const NOT_ASCII = /[^\0-\x7F]/;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;

/** All shapes at once; each is a group. None begins inside a row of digits. */
const SHAPES = new RegExp(
  `(?<![\\d+])(?:${SHAPE_RULES.map(({ pattern }) => `(${pattern})`).join("|")})`,
  "g",
);

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
  const reading = { text, digits: text, region, evidence, edits: [], nextEdit: 0 };
  const mayHoldNumber = MAY_HOLD_NUMBER.test(text);
  const mayBeSpelled = MAY_BE_SPELLED.test(text);
  if (!mayHoldNumber && !mayBeSpelled) return { reading, found: [], vetoed: [] };
  if (NOT_ASCII.test(text)) reading.digits = text.replace(FOREIGN_DIGIT, asciiDigit);
  const clusters = clustersOf(reading.digits);
  if (mayBeSpelled) editVanity(reading);
  if (mayHoldNumber) editShapes(reading);
  editClusters(reading, clusters);
  return decideAll(reading, clusters);
}

/** @param {string} digit of any script @returns {string} as long as it is */
function asciiDigit(digit) {
  return digit.length > 1 ? digit : digitValue(digit);
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
  const clusters = [];
  CLUSTER.lastIndex = 0;
  for (let found; (found = CLUSTER.exec(text)); ) {
    clusters.push({ start: found.index, end: CLUSTER.lastIndex });
  }
  return clusters;
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
const SLASHED_TAIL = /^(.*\d) ?\/ ?(\d{1,3})$/;
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
    const list = SLASHED_TAIL.exec(written);
    if (list && isNextNumber(list[1], list[2])) {
      const slash = start + list[1].length;
      reading.edits.push({ start: slash, end: slash + 1, by: BLANK, reason: "shared_stem" });
    }
    editBefore(reading, start, written);
    editAfter(reading, end, after, written);
  }
}

/** "90 18 20 / 21": two numbers, not one longer number. @param {string} stem @param {string} tail */
function isNextNumber(stem, tail) {
  const digits = digitsOf(stem);
  const step = Number(tail) - Number(digits.slice(-tail.length));
  return digits.length >= FEWEST_DIGITS && step > 0 && step < MOST_STEPS;
}

/** @param {Reading} reading @param {number} start @param {string} written */
function editBefore(reading, start, written) {
  if (start === 0 || !LATIN_LETTER.test(reading.digits[start - 1])) return;
  const word = GLUED_WORD.exec(reading.digits.slice(Math.max(0, start - 20), start))?.[0];
  if (!word) return;
  const rule = ruleOfWord(word);
  const isLabel = rule !== null && rule.role !== "identifier";
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
    for (const sibling of siblingsOf(reading, next, number, label)) {
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

/**
 * @param {Reading} reading
 * @param {{start: number, end: number}} match
 * @param {Judged} previous
 * @returns {Label | null}
 */
function labelOf({ text, evidence }, match, previous) {
  const beside = labelBefore(text, match.start) ?? labelAfter(text, match.end);
  if (beside) return beside;
  const between = text.slice(previous.end, match.start);
  if (between.length <= REACH_OF_LIST && previous.label && BETWEEN_LISTED.test(between)) {
    return previous.label;
  }
  return evidence ? { rule: labelRule(`label_${evidence}`), isNumbered: false, isDirect: true } : null;
}

/** @param {Reading} reading @param {NumberMatch} match @param {Label | null} label @returns {FoundNumber} */
function decide(reading, match, label) {
  const edit = repairAt(reading, match);
  const isInternational = isWrittenWithPlus(reading, match);
  const reason = edit?.reason ?? label?.rule.name ?? (isInternational ? "international" : "national");
  const end = edit?.reason === "vanity" ? Math.max(edit.end, match.end) : match.end;
  return { ...match, end, reason, kind: label?.rule.role === "fax" ? "fax" : match.kind };
}

/**
 * @param {Reading} reading whose edits are sorted; those before the match are not looked at again
 * @param {NumberMatch} match
 * @returns {Edit | undefined} the mend that touches it
 */
function repairAt(reading, match) {
  const { edits } = reading;
  while (reading.nextEdit < edits.length && edits[reading.nextEdit].end < match.start) reading.nextEdit += 1;
  for (let at = reading.nextEdit; at < edits.length && edits[at].start <= match.end; at += 1) {
    if (REPAIRS.has(edits[at].reason)) return edits[at];
  }
  return undefined;
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
  const isApart = before === "" || /[\s:]$/.test(before);
  for (const rule of CONTEXT_RULES) {
    if (rule.against !== "all" && isLabelled) continue;
    if (rule.touches && isApart) continue;
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
const GROUPS_AT_START = /^\D*(\d+)/;
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
  if (!isValidNumber(abroad)) return null;
  const isApart = GROUPS_AT_START.exec(written)?.[1] === abroad.code;
  return isApart || planOfRegion(region)?.code === abroad.code
    ? { parsed: abroad, length, reason: "missing_plus" }
    : null;
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
 * @param {number} next where the next number begins
 * @param {FoundNumber} number
 * @param {Label | null} label
 * @returns {FoundNumber[]}
 */
function siblingsOf(reading, next, number, label) {
  const siblings = [];
  let last = number;
  for (let count = 0; count < MOST_SIBLINGS && number.ext === ""; count += 1) {
    SIBLING.lastIndex = last.end;
    const found = SIBLING.exec(reading.digits);
    if (!found || SIBLING.lastIndex > next) break;
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
  return isSlashed && digits.length < 4 && isNextNumber(stem, digits) ? digits : "";
}
