// Finds numbers from the command line: reads JSON lines {"text", "region"} from standard input and
// writes one line of matches for each, in order. `--no-judge` gives what libphonenumber would give.
// A line {"number"} instead describes that E.164 number. Knows no rule of finding.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";

const DETECTION = new URL("../extension/detection/", import.meta.url);

/** Loads the detection files as a page does: classic scripts, one after the other. */
function loadDetection() {
  for (const name of ["metadata.js", "number.js", "finder.js", "judge.js"]) {
    const file = new URL(name, DETECTION);
    let source;
    try { source = readFileSync(file, "utf8"); } catch { continue; }
    runInThisContext(source, { filename: file.pathname });
  }
  return runInThisContext("({ findNumbers: typeof findNumbers === 'undefined' ? (text, region) => findMatches(text, region).map((match) => ({ ...match, reason: '' })) : findNumbers, describeNumber, parseNumber, classifyNumber, hasNeededPrefix })");
}

const detection = loadDetection();
const judge = !process.argv.includes("--no-judge");

/** @param {string} line */
function answer(line) {
  const request = JSON.parse(line);
  if ("number" in request) return detection.describeNumber(request.number);
  return detection.findNumbers(request.text, request.region, { judge });
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
