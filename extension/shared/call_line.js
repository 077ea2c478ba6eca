// Provides a call as a line of text in the user's format, and calls as CSV (RFC 4180) for spreadsheets.
// Depends on nothing; callers pass formatted texts and numbers.

/**
 * The names that a format may contain in braces; `time` is when the call was placed.
 * @typedef {{number: string, name: string, duration: string, outcome: string, note: string,
 *   time: string}} LineParts
 */

const NAMED = /\{(number|name|duration|outcome|note|time)\}/g;
/** Separators at the beginning or the end of the line. */
const EDGE_SEPARATORS = /^(?:[\s,;:|/·–-]+)|(?:[\s,;:|/·–-]+)$/g;

/**
 * "called +1 415-555-0137, 4:12, no answer" of "called {number}, {duration}, {outcome}". An empty
 * part is left out with the separator before it. Braces in a part are not replaced.
 * @param {string} format
 * @param {LineParts} parts
 * @returns {string}
 */
export function callLine(format, parts) {
  const pieces = format.split(NAMED);
  let line = "";
  for (const [at, piece] of pieces.entries()) {
    if (at % 2 === 0) {
      line += line === "" || endsInPart(pieces, at, parts) ? piece : piece.replace(SEPARATOR, "");
    } else line += oneLine(parts[/** @type {keyof LineParts} */ (piece)]);
  }
  return line.replace(EDGE_SEPARATORS, "");
}

/** A separator that follows another one. */
const SEPARATOR = /^\s*[,;:|/·–-]\s*(?=$|\S)/;

/** @param {string[]} pieces @param {number} at @param {LineParts} parts whether a part precedes */
const endsInPart = (pieces, at, parts) =>
  parts[/** @type {keyof LineParts} */ (pieces[at - 1] ?? "")] !== "";

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/**
 * @param {number} seconds
 * @returns {string} "4:12", "1:02:03", "" for none
 */
export function durationOf(seconds) {
  if (seconds <= 0) return "";
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** The beginning of a cell that a spreadsheet takes for a formula. Source: OWASP, "CSV Injection". */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;
/** A number in E.164 begins with a plus sign, but is not a formula. */
const PHONE_NUMBER = /^\+\d{5,15}(?:;ext=\d{1,9})?$/;

/**
 * @param {readonly (readonly string[])[]} rows the first one names the columns
 * @returns {string} with a byte order mark, from which Excel detects UTF-8
 */
export const csvOf = (rows) =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;

/** @param {string} text */
function csvCell(text) {
  const isSafe = PHONE_NUMBER.test(text) || !FORMULA.test(text);
  const cell = isSafe ? text : `'${text}`;
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
