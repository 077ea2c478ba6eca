// Provides `labelOfColumn`: finds the label of a number that is in a table of plain text. The label
// is the header of the number's column. The columns are separated by tabs, bars, semicolons or
// commas, or aligned by spaces. Depends on evidence.js.
"use strict";

/**
 * @typedef {object} TextRow a row of a table in a text
 * @property {string} text the whole text
 * @property {number} start the offset at which the row begins
 * @property {RegExp} separator matches what separates the row's cells
 * @property {string} header the line with the headers of the row's table; "" if the row is in no
 *   table
 */

const FEWEST_COLUMNS = 3;
const LONGEST_ROW = 240; // UTF-16 code units
const MOST_ROWS_BETWEEN = 40;
const ALIGNED = / {2,}/;
/**
 * Patterns of what separates columns. A row's separator is the first pattern here that divides the
 * row into enough cells.
 */
const BETWEEN_COLUMNS = [/\t/, /\|/, /;/, ALIGNED, /,/];
/** Matches the text before a number in its line if the number is not in the first column. */
const IN_COLUMN = /[\t|;,]| {2}/;
const QUOTED = /"[^"\n]*"/g;

/** The row that was read last. @type {TextRow} */
let knownRow = { text: "", start: 0, separator: ALIGNED, header: "" };

/**
 * @param {string} text
 * @param {number} number the start of the number
 * @param {number} end the end of the number
 * @returns {Label | null} the label of the column that contains the number; null if there is none
 */
function labelOfColumn(text, number, end) {
  const reach = text.slice(Math.max(0, number - LONGEST_ROW - 1), number);
  const before = reach.slice(reach.lastIndexOf("\n") + 1);
  // A number gets no label of a column if no line precedes the number's line, if the line is too
  // long for a row of a table, or if the number is in the first column.
  if (before === reach || !IN_COLUMN.test(before)) return null;
  const start = number - before.length;
  const [line = ""] = text.slice(start, start + LONGEST_ROW).split("\n", 1);
  const separator = BETWEEN_COLUMNS.find((one) => cellsOf(line, one).length >= FEWEST_COLUMNS);
  if (!separator) return null;
  const header = headerAbove(text, start, separator, cellsOf(line, separator).length);
  knownRow = { text, start, separator, header };
  if (separator !== ALIGNED) {
    return labelOfHeader(cellsOf(header, separator)[cellsOf(before, separator).length - 1] ?? "");
  }
  return / {2}$/.test(before)
    ? labelOfHeader(alignedCell(header, number - start, end - start))
    : null;
}

/**
 * @param {string} text
 * @param {number} start the start of a row
 * @param {RegExp} separator
 * @param {number} count how many cells the row has
 * @returns {string} the line with the headers of the row's table; "" if there is none
 */
function headerAbove(text, start, separator, count) {
  let end = start - 1;
  for (let rows = 0; end > 0 && rows < MOST_ROWS_BETWEEN; rows += 1) {
    const from = text.lastIndexOf("\n", end - 1) + 1;
    const isKnown = knownRow.start === from && knownRow.text === text;
    if (isKnown && knownRow.separator === separator) return knownRow.header;
    const line = text.slice(from, end).trimEnd();
    if (line === "") return "";
    if (isHeader(line, separator, count)) return line;
    end = from - 1;
  }
  return "";
}

/** @param {string} line @param {RegExp} separator @param {number} count @returns {boolean} */
function isHeader(line, separator, count) {
  if (line.length > LONGEST_ROW || /\d{3}/.test(line)) return false;
  const cells = cellsOf(line, separator);
  const fits = separator === ALIGNED ? cells.length >= FEWEST_COLUMNS : cells.length === count;
  return fits && cells.some((cell) => labelOfHeader(cell));
}

/** @param {string} cell @returns {Label | null} */
function labelOfHeader(cell) {
  const label = cell.replace(/^[\s"'*]+|[\s"'*]+$/g, "");
  if (label === "") return null;
  return labelOfEvidence({ label, source: "header", names: [label.replace(/\s+/g, "_")] });
}

/** @param {string} line @param {RegExp} separator @returns {string[]} */
function cellsOf(line, separator) {
  if (!line.includes('"')) return line.split(separator);
  return line.replace(QUOTED, (quoted) => quoted.replace(/[,;|\t]/g, " ")).split(separator);
}

/**
 * @param {string} header the line with the headers
 * @param {number} from where a number begins in its row
 * @param {number} to where the number ends in its row
 * @returns {string} the words of the header above the number; "" if there are none
 */
function alignedCell(header, from, to) {
  for (const { 0: words, index } of header.matchAll(/\S+(?: \S+)*/g)) {
    if (index < to && index + words.length > from) return words;
  }
  return "";
}
