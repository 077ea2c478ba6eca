// Provides edits for text that touches a number and so hides the number from the matcher: a word
// without a space before the number, an unusual separator, a word for an extension, a count.
// Depends on words_around_numbers.js; prepared_text.js uses the edits.
"use strict";

const REACH_OF_TOUCH_CHARACTERS = 24;
/** A quick test: a cluster without a match needs no edit between its first and last digit. */
const HAS_ODD_SIGN = /[_·•‧∙⋅/~]|-\d{5}/;
/** Unusual separators: "213_373_4253", "213·373·4253" */
const ODD_SEPARATORS = /^\(?\+?\d{1,4}\)?([_·•‧∙⋅])\d{2,4}(?:\1\d{2,5}){1,3}$/;
/** Matches the end of a list or range: "90 18 20 / 21", "123456-0 / -10", "123-4567~8" */
const LISTED_TAIL = /^(.*\d) ?([/~]) ?(-?)(\d{1,4})$/;
/** Matches a number after which the end of a second one follows a hyphen: "0522/123456-123457" */
const HYPHENED_TAIL = /^(.*\D\d{5,7})(-)()(\d{5,7})$/;
const NUMBER_SIGN_OF_EXTENSION = "(?:(?:no|nr|num|number|n[°º])[.:]? ?|[#№] ?)?";
const BEFORE_EXTENSION = "^[ \\t\\u00a0]*(?:[,:;–—/-][ \\t]*)?[([（]?[ \\t]*";
const EXTENSION_WORD = new RegExp(
  `${BEFORE_EXTENSION}(?:${EXTENSION_WORDS})[.:：]?[ \\t]*${NUMBER_SIGN_OF_EXTENSION}(?=\\d{1,6}(?!\\d))(?!0\\d+[ /-]{1,3}\\d)`,
  "iu",
);
/**
 * Matches words for an extension that libphonenumber knows, but ignores here because a dash is
 * before the word or "no." after it.
 */
const KNOWN_EXTENSION_WORD = new RegExp(
  "^(?=[ \\t\\u00a0]*(?:[:;–—/(（[-]|,?[ \\t]*\\p{L}+(?:\\.:|[.:]?[ \\t]*(?:no|nr|num|n[°º]|[#№]))))" +
    `${BEFORE_EXTENSION}(?:e?xt(?:ensi[oó])?n?|доб|anexo|int|x)[.:：]{0,2}[ \\t]*${NUMBER_SIGN_OF_EXTENSION}` +
    "(?=\\d{1,6}(?!\\d))(?!0\\d+[ /-]{1,3}\\d)",
  "iu",
);
/** Matches a star that follows a number and precedes an extension: the star of "*12" */
const STAR_EXTENSION = /^[ \t]?\*(?=\d{2,5}(?![\d*#]|[ \t]*[=*×]| to ))/;
/** The regions where "Klappe" or "kl." means an extension. In Scandinavia, "kl." means an hour. */
const KLAPPE_REGIONS = new Set(["AT", "CZ", "SK"]);
const AUSTRIAN_EXTENSION =
  /^[ \t,]*[(]?[ \t]*(?:kl|klappe)[.:]?[ \t]*(?=\d{2,6}(?!\d| ?[-–.:] ?\d))/i;
/** Matches the text after a number if some letters or signs precede the next digit: " ext. 5" */
const BEFORE_DIGIT = /^(?![ \t\u00a0,:;.+()[\]（–/-]*\d)[^\d\n]{1,20}\d/;
/** Matches a sign with which a count ("x 3") or a rank ("#1") may begin after a number */
const COUNTS = /^[ ,]{0,2}[x×#]/;
/** Matches a count of phone lines, which is no extension: "x2 (two lines)" */
const LINES =
  /^ ?[x×] ?\d{1,2} ?[([]?(?:\p{L}+ )?(?:lines?|lignes?|líneas?|lineas?|linee|linhas?|Leitungen|lijnen|linii)\b/iu;
/** Matches an approximate count: the "~ 500" of "1234 ~ 500 ft" */
const ABOUT = / ?[~～∼≈] ?\d{1,6}$/;
const WORD_NEXT = /^ ?\p{L}/u;
/** Matches the number of a flat, by floor and door: "#05-12" */
const FLAT = /^[ ,]{0,2}#\d{1,3}-\d/;
/** A count: "x 12 units" */
const TIMES = /^ ?[x×] ?\d{1,6} /i;
/** A rank: "#1 choice" */
const RANKED = /^ ?#\d{1,2} [A-Za-z\u00c0-\uffff]/;
/** Matches an extension that follows its number without a space: the "ext12" of "4253ext12" */
const GLUED_EXTENSION = /^(?:e?xt|x|int|anexo)[a-z]{0,6}[.:# ]{0,3}\d/i;
const GLUED_AFTER = new RegExp(`^(?:(?:${WORDS_GLUED_AFTER})(?![a-z])|[A-Z][a-z]{2})`, "i");
/** Matches grouping that only phone numbers have: "+44…", "(020)…", "01625 856…", "202-555-0143" */
const GROUPED = /^[+(]|^0\d{1,5}[ \-./]\d|^(?:1[ \-.])?\d{3}[ \-.]\d{3}[ \-.]\d{4}$/;
/** Matches a text that ends with "24/7". The slash in "24/7" announces no further number. */
const AROUND = /\D24\/(?:7|24)$/;
const FEWEST_DIGITS_OF_STEM = 6;
const MOST_STEPS = 20;

/**
 * Adds the edits for the text that touches a number.
 * @param {string} digits
 * @param {Cluster} cluster
 * @param {string} region
 * @param {Edit[]} edits receives the new edits
 */
function addEditsAt(digits, { start, end }, region, edits) {
  const written = digits.slice(start, end);
  if (HAS_ODD_SIGN.test(written)) addEditsWithin(digits, start, end, edits);
  if (start > 0 && isGluedBefore(digits, start, written)) {
    edits.push(blank(start - 1, 1, "glued"));
  }
  const edit = editAfter(end, digits.slice(end, end + REACH_OF_TOUCH_CHARACTERS), written, region);
  if (edit) edits.push(edit);
}

/**
 * @param {string} digits
 * @param {number} start
 * @param {number} end
 * @param {Edit[]} edits receives the new edits
 */
function addEditsWithin(digits, start, end, edits) {
  const written = digits.slice(start, end);
  if (ODD_SEPARATORS.test(written)) {
    const replacement = written.replace(/[_·•‧∙⋅]/g, "-");
    edits.push({ start, end, replacement, reason: "odd_separators" });
  }
  const [, stem = "", sign, hyphen = "", tail = ""] =
    LISTED_TAIL.exec(written) ?? HYPHENED_TAIL.exec(written) ?? [];
  if (hyphen || (tail && isNextNumber(stem, tail))) {
    edits.push(blank(start + stem.length, 1, sign === "~" ? "range_suffix" : "shared_stem"));
  }
  const about = written.search(ABOUT);
  if (about > 0 && WORD_NEXT.test(digits.slice(end, end + 2))) {
    edits.push(blank(start + about, written.length - about, "counted"));
  }
}

/**
 * @param {string} stem "90 18 20"
 * @param {string} tail "21"
 * @returns {boolean} whether the tail, as a number, is greater than the stem's last digits, by less
 *   than MOST_STEPS
 */
function isNextNumber(stem, tail) {
  if (tail === "") return false;
  const digits = digitsOf(stem);
  const step = Number(tail) - Number(digits.slice(-tail.length));
  const isNext = digits.length >= FEWEST_DIGITS_OF_STEM && step > 0 && step < MOST_STEPS;
  return isNext && !AROUND.test(`${stem}/${tail}`);
}

/**
 * Whether a word is glued to the beginning of a number: "Tel213…", "Sales01625 856…".
 * @param {string} digits
 * @param {number} start
 * @param {string} written
 */
function isGluedBefore(digits, start, written) {
  if (characterTo(digits, start) !== LATIN) return false;
  const from = Math.max(0, start - REACH_OF_TOUCH_CHARACTERS);
  const word = digits.slice(startOfWord(digits, start, from), start);
  if (word.length < 2) return false;
  const rule = ruleOfWord(word);
  if (rule && rule.role !== "identifier") return true;
  const last = word.slice(-1);
  return last !== last.toUpperCase() && GROUPED.test(written);
}

/**
 * @param {number} end the end of the number
 * @param {string} after the text after the number
 * @param {string} written the number as written
 * @param {string} region
 * @returns {Edit | null} the edit for the text after the number; null if none is needed
 */
function editAfter(end, after, written, region) {
  if (after === "" || after.startsWith("\n")) return null;
  const word = BEFORE_DIGIT.test(after) ? extensionWord(after, region) : "";
  if (word !== "") {
    const { length } = word;
    const replacement = length < 3 ? "x".padStart(length) : "ext".padStart(length);
    return { start: end, end: end + length, replacement, reason: "extension_word" };
  }
  if (COUNTS.test(after) && (isCounted(after) || RANKED.test(after) || FLAT.test(after))) {
    return blank(end, 2, "counted");
  }
  return /^（\d/.test(after) || isGluedAfter(after, written) ? blank(end, 1, "glued") : null;
}

/**
 * @param {string} after the text after a number
 * @param {string} region
 * @returns {string} the word for an extension at the beginning of the text, " ramal "; "" if there
 *   is none
 */
function extensionWord(after, region) {
  const pattern = [EXTENSION_WORD, KNOWN_EXTENSION_WORD, STAR_EXTENSION].find((one) =>
    one.test(after),
  );
  if (pattern) return pattern.exec(after)?.[0] ?? "";
  return (KLAPPE_REGIONS.has(region) && AUSTRIAN_EXTENSION.exec(after)?.[0]) || "";
}

/** @param {string} after @returns {boolean} whether it counts things: "x 12 units" */
function isCounted(after) {
  if (LINES.test(after)) return true;
  const [times] = TIMES.exec(after) ?? [];
  const word = times ? wordAt(after, times.length) : "";
  return isCountWord(word) || /^[a-z]{4,}s$/i.test(word);
}

/**
 * @param {string} after the text after a number
 * @param {string} written the number as written
 * @returns {boolean} whether a word is glued to the end of the number: "4253cell", "3900Fax:"
 */
function isGluedAfter(after, written) {
  if (!isAsciiLetter(after.charCodeAt(0)) || GLUED_EXTENSION.test(after)) return false;
  const [glued = ""] = GLUED_AFTER.exec(after) ?? [];
  return glued.length > 3 || /^[a-z]|:$/.test(glued) || (glued !== "" && GROUPED.test(written));
}

/** @param {number} unit a UTF-16 code unit */
function isAsciiLetter(unit) {
  const capital = unit & ~32;
  return capital >= 65 && capital <= 90;
}
