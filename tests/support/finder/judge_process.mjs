// Lets Python tests call the detection: reads a JSON list of requests and writes a JSON list with
// one answer for each. The properties of a request decide what its answer is:
// - {"text", "region", "evidence"}: the numbers that the detection finds in the text, the numbers
//   that the judge rejects, and the numbers that the matcher finds without the judge;
// - {"text", "said"}: the region in which the text's national numbers are read; `said` has the
//   regions that the page shows, by strength;
// - {"repeated", "times"}: for each count in `times`, the milliseconds that the detection needs for
//   the text `repeated`, written that many times in a row;
// - {"text", "page"}: the numbers that the detection finds in the text; `page` describes the page
//   that contains the text;
// - {"hints"}: the region in which a page's national numbers are read; `hints` describes the page,
//   for example its language;
// - the word "rules" instead of an object: the lists of all rules and repairs.
import { readFileSync } from "node:fs";
import { DETECTION_FILES, evaluate, loadScripts } from "./detection.mjs";

loadScripts(DETECTION_FILES);
const NAMES =
  "findNumbers, findNumbersOnPage, findVetoed, findMatches, readText, regionFor, regionOfPage";
const LISTS =
  "labels: labelRules(), shapes: shapeRules(), contexts: contextRules(), " +
  "repairs: [...repairs()].map((name) => ({ name }))";
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
 * @returns {number[]} for each count in `times`, the milliseconds for the text repeated that often
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
