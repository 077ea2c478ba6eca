// Lets the tests ask the detection files: reads one JSON list of requests, writes one of answers.
// A request {"text", "region", "evidence"} is answered with what is found, vetoed and read; one with
// "said" in place of "region" with the region in which to read the text, one with "page" with what is
// found on such a page; "hints" of a page with the region of that page; the word "rules" with all rules
// that carry examples. Knows no rule by itself.
import { readFileSync } from "node:fs";
import { DETECTION_FILES, evaluate, loadScripts } from "./detection.mjs";

loadScripts(DETECTION_FILES);
const NAMES =
  "findNumbers, findNumbersOnPage, findVetoed, findMatches, readText, regionFor, regionOfPage";
const LISTS =
  "labels: labelRules(), shapes: shapeRules(), contexts: contextRules(), repairs: repairRules()";
const detection = evaluate(`{ ${NAMES} }`);
const { findNumbers, findVetoed, findMatches, readText, regionFor } = detection;
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
  if ("hints" in request) return detection.regionOfPage(request.hints);
  if ("page" in request) return detection.findNumbersOnPage(request.text, request.page);
  return "said" in request ? regionFor(request.text, request.said) : answer(request);
}

const requests = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(requests.map(answerTo)));
