// Provides `mend`: repairs a number that the matcher misses because its plus, zero or area code is
// missing, because it has an obsolete prefix, or because the end of a range follows. Depends on
// number.js and repairs.js.
"use strict";

/** Matches the end of a range: "-9" of "039-513666-9" */
const RANGE_SUFFIX = /[-–/~] ?(\d{1,3})$/;
/** Matches an extension after a hyphen: "-8012" of "010-58881234-8012" */
const HYPHENED_EXTENSION = / ?[-–] ?(\d{3,5})$/;
const SURE_RANGE = /^[+(0].*\D\d{1,3}$/;
/** Matches an international prefix of any country: "00", "011", "8-10" */
const FOREIGN_PREFIX = /^\(?(?:00|011|0011|001|010|8[- ~]?10)(?=\D|[1-9])/;
/**
 * Matches "(58)(0212) 862…": the zero in the second bracket is dialled only within the country, so
 * it does not follow a country code.
 */
const ZERO_IN_BRACKETS = /^(\(?\d{1,3}\)? ?\()0/;
/** Matches obsolete or wrong prefixes: "(0-22) 463 …", "01 55 5123 …", "+36 (0)80 123 …" */
const NEEDLESS_ZERO = /^(\+\d{1,3} ?)\(0\) ?|^\(?(?:0[ -]|01[ -]\(?|0)(?=[1-9])/;
/** A number without a label is repaired only if this pattern matches the number's beginning. */
const NEEDS_NO_LABEL = /^(?:[+(0]|1800|52|8[- ~]?10)/;
const LIST_SIGN = / ?\/ ?| [-–] /;
/** A quick test: if a text has no such character, LIST_SIGN and RANGE_SUFFIX do not match it. */
const TAIL_SIGN = /[-–/~]/;
const FEWEST_DIGITS = 6;
const FEWEST_DIGITS_ABROAD = 9;
const FEWEST_DIGITS_WITH_AREA = 7;
// A short number takes its area code from a preceding number only within so many UTF-16 code units.
const REACH_OF_STEM_CHARACTERS = 60;

/** @typedef {{parsed: ParsedNumber, length: number, reason: string, ext?: string}} Repaired */

/**
 * Repairs a number that the matcher misses.
 * @param {Judging} judging
 * @param {Cluster} cluster a cluster in which the matcher finds no number
 * @param {Label | null} label
 * @returns {FoundNumber | null} null if no repair makes a number of the cluster
 */
function mend(judging, cluster, label) {
  const { reading, region } = judging;
  const whole = reading.edited.slice(cluster.start, cluster.end);
  // In `edited`, dates and amounts are replaced with blanks. Only the text after the last blank can
  // be the number.
  const blanked = Math.max(whole.lastIndexOf("\n"), whole.lastIndexOf("\v"));
  const written = whole.slice(blanked + 1).trimStart();
  const isPhone = label !== null && isPhoneLabel(label);
  if (!isPhone && !NEEDS_NO_LABEL.test(written)) return null;
  if (digitsOf(written).length < FEWEST_DIGITS) return null;
  const wellRead = isPhone ? readAfterLabel(judging, cluster, label) : null;
  if (wellRead) return wellRead;
  const repaired =
    withFormerPrefix(written, region, isPhone) ??
    withoutSuffix(written, region, isPhone) ??
    withPrefix(written, region, label) ??
    withPrefixAndTail(written, region, label) ??
    withStem(judging, cluster, written, label);
  if (!repaired) return null;
  const { parsed, length, reason, ext = "" } = repaired;
  const start = cluster.end - written.length;
  const number = `+${parsed.code}${parsed.national}`;
  const kind = label?.rule.role === "fax" ? "fax" : kindOf(parsed);
  return { start, end: start + length, number, ext, kind, reason };
}

/**
 * Reads a number to which a phone label applies and after which other digits follow: the second
 * number in "Tel. 912 345 678, 91 123 45 67 100". `mend` tries this before any repair.
 * @param {Judging} judging
 * @param {Cluster} cluster
 * @param {Label} label
 * @returns {FoundNumber | null}
 */
function readAfterLabel({ reading: { edited }, region }, cluster, { rule }) {
  const [match] = bestReading(
    readRow(edited, cluster, region, () => true),
    [],
  );
  if (!match) return null;
  return { ...match, kind: rule.role === "fax" ? "fax" : match.kind, reason: rule.name };
}

/**
 * Reads a number without a prefix that need not be dialled: "044 55 1234 5678" in Mexico, "18001
 * 0300…" in Britain.
 * @param {string} written
 * @param {string} region
 * @param {boolean} isPhone whether a label says that the text is a phone number
 * @returns {Repaired | null}
 */
function withFormerPrefix(written, region, isPhone) {
  const codeHere = planOfRegion(region)?.code;
  const hasPlus = written.includes("+");
  for (const { code, pattern, replacement, isSure: isSureAlone } of formerPrefixes()) {
    if (!(isPhone || isSureAlone) || !(hasPlus || code === codeHere)) continue;
    if (!pattern.test(written)) continue;
    const parsed = parseNumber(written.replace(pattern, replacement), region);
    if (!isValidNumber(parsed) || parsed.code !== code) continue;
    return { parsed, length: written.length, reason: "former_prefix" };
  }
  return null;
}

/**
 * Reads the first number of a list or range whose numbers are written without their prefix:
 * "2 676 5900 / 5901".
 * @param {string} written
 * @param {string} region
 * @param {Label | null} label
 * @returns {Repaired | null}
 */
function withPrefixAndTail(written, region, label) {
  if (!label && !FOREIGN_PREFIX.test(written)) return null;
  if (!TAIL_SIGN.test(written)) return null;
  const first = withoutTail(written);
  return first === written ? null : withPrefix(first, region, label);
}

/** @param {string} written "39-513666-9" @returns {string} the first number alone */
function withoutTail(written) {
  return (written.split(LIST_SIGN, 1)[0] ?? "").replace(RANGE_SUFFIX, "").trimEnd();
}

/**
 * Reads a number without the range or extension that follows it. "039-513666-9" means the numbers
 * 039-513666 to 039-513669, and "010-58881234-8012" has the extension 8012.
 * @param {string} written
 * @param {string} region
 * @param {boolean} isPhone whether a label says that the text is a phone number
 * @returns {Repaired | null}
 */
function withoutSuffix(written, region, isPhone) {
  const ending = RANGE_SUFFIX.exec(written);
  if (!ending && !isPhone) return null;
  const isNext = isNextNumber(written.slice(0, ending?.index), ending?.[1] ?? "");
  const range = ending && (isNext || (ending[1] ?? "").length < 3) ? ending : null;
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
 * Reads a number that is written without its trunk prefix, plus or international prefix.
 * @param {string} written
 * @param {string} region
 * @param {Label | null} label
 * @returns {Repaired | null}
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
  if (NEEDLESS_ZERO.test(written)) {
    const bare = parseNumber(written.replace(NEEDLESS_ZERO, "$1"), region);
    if (isValidNumber(bare)) return found(bare, "needless_zero");
  }
  if (!label.isDirect || !isSure(label.rule)) return null;
  const abroad = parsedAbroad(written, region);
  if (abroad && planOfRegion(region)?.code === abroad.code) return found(abroad, "missing_plus");
  // Only a long number that is written in groups certainly begins with an area code. Any other
  // number may be a local number.
  const isGrouped = digitGroups(written).length > 1;
  if (isGrouped && digitsOf(written).length > FEWEST_DIGITS_WITH_AREA) {
    const local = parseNumber(written, region);
    if (isValidNumber(local)) return found(local, "missing_trunk");
  }
  return abroad && found(abroad, "missing_plus");
}

/**
 * Completes a short number with the beginning of the preceding number: in "Тел. (044) 279-12-34,
 * факс 279-12-35", the second number has the area code of the first one.
 * @param {Judging} judging
 * @param {Cluster} cluster
 * @param {string} written
 * @param {Label | null} label
 * @returns {Repaired | null}
 */
function withStem({ reading: { digits }, region, last }, cluster, written, label) {
  if (!last || !label?.isDirect || !isSure(label.rule)) return null;
  if (cluster.start - last.end > REACH_OF_STEM_CHARACTERS) return null;
  const tail = tailOf(digits.slice(last.start, last.end), written, false, true);
  const parsed = parseNumber(last.number.slice(0, -tail.length) + tail, region);
  if (tail === "" || !isValidNumber(parsed)) return null;
  return { parsed, length: written.length, reason: "shared_stem" };
}

/**
 * Reads a number whose plus is missing: "972-3-561-3600" is read like "+972-3-561-3600".
 * @param {string} written
 * @param {string} region
 * @returns {ParsedNumber | null} null if it is not sure enough that the plus is missing
 */
function parsedAbroad(written, region) {
  if (LIST_SIGN.test(written.replace(/^\d{1,3} ?\//, ""))) return null;
  const digits = digitsOf(written.replace(ZERO_IN_BRACKETS, "$1"));
  if (digits.length < FEWEST_DIGITS_ABROAD || digits.startsWith("0")) return null;
  const parsed = parseNumber(`+${digits}`, region);
  if (!isValidNumber(parsed)) return null;
  if (digitGroups(written)[0] === parsed.code) return parsed;
  const isOfRegion = planOfRegion(region)?.code === parsed.code;
  return isOfRegion && !isValidNumber(parseNumber(written, region)) ? parsed : null;
}
