// Finds numbers from the command line: reads JSON lines {"text", "region"} from standard input and
// writes the matches as JSON lines, in order. `--no-judge` gives exactly what libphonenumber finds.
// A line {"number"} is answered with the description of that number. Knows no rule of finding.
import { DETECTION_FILES, evaluate, loadScripts } from "./finding/detection.mjs";

loadScripts(DETECTION_FILES);
const { findNumbers, describeNumber } = evaluate("{ findNumbers, describeNumber }");
const judge = !process.argv.includes("--no-judge");

/** @param {string} line @returns {string} */
function answer(line) {
  const request = JSON.parse(line);
  const found =
    "number" in request
      ? describeNumber(request.number)
      : findNumbers(request.text, request.region, { judge });
  return `${JSON.stringify(found)}\n`;
}

let rest = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  // Not by node:readline, for which U+2028 ends a line.
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  process.stdout.write(lines.filter(Boolean).map(answer).join(""));
}
if (rest) process.stdout.write(answer(rest));
