// Writes a call as a line of text in the user's format, and writes several calls as CSV (RFC 4180)
// for spreadsheets. The panels pass each part of the line, such as the number and the duration, as
// it is to appear. Depends on nothing.

/**
 * The texts about a call, by the names that a format may contain in braces. `time` is the time at
 * which the call was placed.
 * @typedef {{number: string, name: string, duration: string, outcome: string, note: string,
 *   time: string}} LineParts
 */

const NAMED = /\{(number|name|duration|outcome|note|time)\}/g;
/** Matches separators at the beginning or at the end of the line of text. */
const EDGE_SEPARATORS = /^(?:[\s,;:|/·–-]+)|(?:[\s,;:|/·–-]+)$/g;

/**
 * Replaces the names in braces in a format by the texts about a call. For example, "called
 * {number}, {duration}, {outcome}" becomes "called +1 415-555-0137, 4:12, no answer". If a text is
 * empty, the separator before it is left out too. Braces within the texts have no effect.
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

/** Matches a separator, such as a comma, where the text between two names in braces begins. */
const SEPARATOR = /^\s*[,;:|/·–-]\s*(?=$|\S)/;

/** @param {string[]} pieces @param {number} at @param {LineParts} parts whether a part precedes */
const endsInPart = (pieces, at, parts) =>
  parts[/** @type {keyof LineParts} */ (pieces[at - 1] ?? "")] !== "";

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** @param {number} seconds @returns {string} such as "4:12" or "1:02:03"; "" for 0 */
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

/** Matches a cell that a spreadsheet would read as a formula. See OWASP, "CSV Injection". */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Matches a number in E.164, which begins with a plus sign although it is no formula. */
const PHONE_NUMBER = /^\+\d{5,15}(?:;ext=\d{1,9})?$/;

/**
 * Writes rows as a file for spreadsheets.
 * @param {readonly (readonly string[])[]} rows the rows; the first row names the columns
 * @returns {string} the CSV, beginning with a byte order mark by which Excel recognizes UTF-8
 */
export const csvOf = (rows) =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;

/** @param {string} text */
function csvCell(text) {
  const isSafe = PHONE_NUMBER.test(text) || !FORMULA.test(text);
  const cell = isSafe ? text : `'${text}`;
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
