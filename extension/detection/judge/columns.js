// Provides `labelOfColumn`: the label that the header of a column gives to a number, in a table
// written as plain text: rows of CSV, cells between bars or tabs, columns aligned by spaces. Depends
// on evidence.js.
"use strict";

/**
 * @typedef {object} TextTable the table of the last line that was read
 * @property {string} text
 * @property {number} start the start of that line
 * @property {string} header the header line of its table; "" if it is in no table
 * @property {RegExp} separator
 */

const FEWEST_COLUMNS = 3;
const LONGEST_HEADER = 240; // UTF-16 code units
const LINES_OF_TABLE = /[^\n]*\n/g;
const QUOTED = /"[^"\n]*"/g;
const ALIGNED = /(?: {2,}|\t)+/;
/** The signs between columns; the first of which a header has enough is that of its table. */
const SEPARATORS_OF_COLUMNS = [/\t/, /\|/, /;/, /,/, ALIGNED];

/** @type {TextTable} */
let knownTable = { text: "", start: 0, header: "", separator: ALIGNED };

/**
 * @param {string} text
 * @param {number} number the start of the number
 * @param {number} end the end of the number
 * @returns {Label | null} the label of the column in which the number stands; null if there is none
 */
function labelOfColumn(text, number, end) {
  const start = text.lastIndexOf("\n", number - 1) + 1;
  if (start === 0 || end - start > LONGEST_HEADER) return null;
  const { header, separator } = tableAt(text, start);
  if (header === "") return null;
  const before = text.slice(start, number);
  if (separator === ALIGNED) {
    const isCell = /^$|(?: {2}|\t)$/.test(before);
    return isCell ? labelOfHeader(alignedCell(header, number - start, end - start)) : null;
  }
  const headers = cellsOf(header, separator);
  const [line = ""] = text.slice(start, start + LONGEST_HEADER).split("\n", 1);
  if (cellsOf(line, separator).length !== headers.length) return null;
  return labelOfHeader(headers[cellsOf(before, separator).length - 1] ?? "");
}

/** @param {string} cell @returns {Label | null} */
function labelOfHeader(cell) {
  const label = cell.replace(/^[\s"'*]+|[\s"'*]+$/g, "");
  return labelOfEvidence({ label, source: "header", names: [label.replace(/\s+/g, "_")] });
}

/** @param {string} line @param {RegExp} separator @returns {string[]} */
function cellsOf(line, separator) {
  const plain = line.replace(QUOTED, (quoted) => quoted.replace(/[,;|\t]/g, " "));
  return plain.split(separator);
}

/**
 * @param {string} header
 * @param {number} from
 * @param {number} to
 * @returns {string} the words of the header above that part of the line
 */
function alignedCell(header, from, to) {
  for (const { 0: words, index } of header.matchAll(/\S+(?: \S+)*/g)) {
    if (index < to && index + words.length > from) return words;
  }
  return "";
}

/**
 * Reads the lines between the last one that was read and this one, so that a text is read once.
 * @param {string} text
 * @param {number} start the start of a line
 * @returns {TextTable}
 */
function tableAt(text, start) {
  if (knownTable.text !== text || knownTable.start > start) {
    knownTable = { text, start: 0, header: "", separator: ALIGNED };
  }
  while (knownTable.start < start) {
    LINES_OF_TABLE.lastIndex = knownTable.start;
    readTableLine((LINES_OF_TABLE.exec(text)?.[0] ?? "").trimEnd());
    knownTable.start = LINES_OF_TABLE.lastIndex;
  }
  return knownTable;
}

/** @param {string} line */
function readTableLine(line) {
  if (line.trim() === "") knownTable.header = "";
  if (line.length > LONGEST_HEADER || /\d{3}/.test(line)) return;
  const separator = SEPARATORS_OF_COLUMNS.find(
    (one) => line.trim().split(one).length >= FEWEST_COLUMNS,
  );
  if (!separator) return;
  const isHeader = cellsOf(line, separator).some((cell) => labelOfHeader(cell));
  if (isHeader) Object.assign(knownTable, { header: line, separator });
}
