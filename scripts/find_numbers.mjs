// Finds phone numbers from the command line. Reads lines of JSON from standard input, and writes
// one line of JSON for each of them, in the same order. For a line {"text", "region"}, the program
// writes the numbers in the text. With `--no-judge`, these are exactly the numbers that
// libphonenumber finds. For a line {"number"}, the program writes a description of the number. For
// any other line that is not blank, it writes {"problem": {"code", "message"}}, and exits with 1 at
// the end. Depends on detection.mjs.
import { DETECTION_FILES, evaluate, loadScripts } from "../tests/support/finder/detection.mjs";

loadScripts(DETECTION_FILES);
const { findNumbers, describeNumber } = evaluate("{ findNumbers, describeNumber }");
const judge = !process.argv.includes("--no-judge");

/**
 * Reads a line of the input as JSON, and checks its fields.
 * @param {string} line
 * @returns {any} the request that the line contains, or {problem} if it contains none
 */
function readRequest(line) {
  let request;
  try {
    request = JSON.parse(line.trim()); // `trim` also removes a byte order mark.
  } catch (error) {
    return problem("not_json", `${error}`);
  }
  const { text, region = "", number } = Object(request);
  if (typeof number === "string") return { number };
  if (typeof text !== "string") return problem("no_text", '"text" must be a string');
  if (typeof region !== "string") return problem("no_region", '"region" must be a string');
  return { text, region };
}

/** @param {string} code @param {string} message */
function problem(code, message) {
  process.exitCode = 1;
  return { problem: { code, message } };
}

/** @param {string} line @returns {string} */
function answer(line) {
  const request = readRequest(line);
  if ("problem" in request) return `${JSON.stringify(request)}\n`;
  const found =
    "number" in request
      ? describeNumber(request.number)
      : findNumbers(request.text, request.region, { judge });
  return `${JSON.stringify(found)}\n`;
}

/**
 * The beginning of the last line, whose end has not been read yet. May consist of several chunks.
 * @type {string[]}
 */
let pieces = [];
for await (const chunk of process.stdin.setEncoding("utf8")) {
  // `node:readline` is not used, because it would also end lines at U+2028.
  const lines = chunk.split("\n");
  const last = lines.pop() ?? "";
  if (lines.length > 0) {
    lines[0] = pieces.join("") + lines[0];
    pieces = [];
    process.stdout.write(lines.filter(isNotBlank).map(answer).join(""));
  }
  pieces.push(last);
}
const rest = pieces.join("");
if (isNotBlank(rest)) process.stdout.write(answer(rest));

/** @param {string} line @returns {boolean} */
function isNotBlank(line) {
  return line.trim() !== "";
}
