// Lets the tests ask the detection files: reads one JSON list of requests, writes one of answers.
// A request {"text", "region", "evidence"} is answered with what is found, vetoed and read; the
// word "rules" with all rules that carry examples. Knows no rule by itself.
import { readFileSync } from "node:fs";
import { DETECTION_FILES, evaluate, loadScripts } from "../../scripts/finding/detection.mjs";

loadScripts(DETECTION_FILES);
const NAMES = "findNumbers, findVetoed, findMatches, readText";
const LISTS =
  "labels: labelRules(), shapes: shapeRules(), contexts: contextRules(), repairs: repairRules()";
const { findNumbers, findVetoed, findMatches, readText } = evaluate(`{ ${NAMES} }`);
const rules = evaluate(`{ ${LISTS} }`);

/** @param {{text: string, region: string, evidence?: object}} request */
function answer({ text, region, evidence }) {
  return {
    found: findNumbers(text, region, { evidence }),
    vetoed: findVetoed(text, region, { evidence }),
    unjudged: findNumbers(text, region, { judge: false }),
    oracle: findMatches(text, region),
    edited: readText(text, region)?.edited ?? null,
  };
}

/** @param {{repeated: string, times: number[]}} request @returns {number[]} milliseconds of each */
function measure({ repeated, times }) {
  return times.map((count) => {
    const text = repeated.repeat(count);
    const runs = [0, 1, 2].map(() => {
      const started = process.cpuUsage();
      findNumbers(text, "US");
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1000;
    });
    return Math.min(...runs);
  });
}

const requests = JSON.parse(readFileSync(0, "utf8"));
const answers = requests.map((/** @type {any} */ request) =>
  request === "rules" ? rules : "repeated" in request ? measure(request) : answer(request),
);
process.stdout.write(JSON.stringify(answers));
