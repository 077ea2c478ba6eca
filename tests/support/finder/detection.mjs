// Loads the extension's detection files into Node as a page would load them: as classic scripts
// with shared globals, each file after those that it depends on. Depends on extension/detection/.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const FOLDER = new URL("../../../extension/detection/", import.meta.url);
const NAMES = JSON.parse(readFileSync(new URL("files.json", FOLDER), "utf8"));

/** @type {URL[]} the detection's files, in the order of their dependencies */
export const DETECTION_FILES = NAMES.map((/** @type {string} */ name) => new URL(name, FOLDER));

/**
 * @param {URL[]} files
 * @returns {number} how many milliseconds it took to compile and run the files
 */
export function loadScripts(files) {
  const scripts = files.map((file) => ({ file, source: readFileSync(file, "utf8") }));
  const begin = performance.now();
  for (const { file, source } of scripts) runInThisContext(source, { filename: file.pathname });
  return performance.now() - begin;
}

/**
 * @param {string} expression
 * @returns {any} the expression's value; the expression can use the globals of the loaded scripts
 */
export function evaluate(expression) {
  return runInThisContext(`(${expression})`);
}
