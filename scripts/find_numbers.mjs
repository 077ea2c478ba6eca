// Finds numbers from the command line: reads JSON lines {"text", "region"} from standard input and
// writes the matches as JSON lines, in order. `--no-judge` gives exactly what libphonenumber finds.
// A line {"number"} is answered with the description of that E.164 number. Knows no rule of finding.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const DETECTION = new URL("../extension/detection/", import.meta.url);
const FILES = ["metadata.js", "number.js", "finder.js", "rules.js", "labels.js", "reading.js", "judge.js"];
const isJudged = !process.argv.includes("--no-judge");

/** Loads the detection files as a page does: classic scripts with common globals. */
function loadDetection() {
  for (const name of FILES.slice(0, isJudged ? FILES.length : 3)) {
    const file = new URL(name, DETECTION);
    runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
  }
  return runInThisContext(isJudged ? "({ findNumbers, describeNumber })" : "({findNumbers: findMatches, describeNumber })");
}

const { findNumbers, describeNumber } = loadDetection();

/** @param {string} line */
function answer(line) {
  const request = JSON.parse(line);
  if ("number" in request) return describeNumber(request.number);
  return findNumbers(request.text, request.region, { judge: isJudged });
}

let rest = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  const answers = lines.filter(Boolean).map((line) => `${JSON.stringify(answer(line))}\n`);
  process.stdout.write(answers.join(""));
}
if (rest) process.stdout.write(`${JSON.stringify(answer(rest))}\n`);
