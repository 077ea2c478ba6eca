// Runs the detection files for the tests: reads one JSON list of requests, writes one of answers. A
// request {"text", "region", "evidence"} is answered with the found numbers, the rejected numbers
// and the prepared text; a request with "said" in place of "region" with the region for the text;
// the word "rules" with all rules that have examples. Depends on detection.mjs.
import { readFileSync } from "node:fs";
import { DETECTION_FILES, evaluate, loadScripts } from "./detection.mjs";

loadScripts(DETECTION_FILES);
const NAMES = "findNumbers, findVetoed, findMatches, readText, regionFor";
const LISTS =
  "labels: labelRules(), shapes: shapeRules(), contexts: contextRules(), repairs: repairRules()";
const { findNumbers, findVetoed, findMatches, readText, regionFor } = evaluate(`{ ${NAMES} }`);
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

/**
 * @param {{repeated: string, times: number[]}} request
 * @returns {number[]} the milliseconds of each
 */
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

/** @param {any} request @returns {unknown} */
function answerTo(request) {
  if (request === "rules") return rules;
  if ("repeated" in request) return measure(request);
  return "said" in request ? regionFor(request.text, request.said) : answer(request);
}

const requests = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(requests.map(answerTo)));
