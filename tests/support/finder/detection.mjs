// Loads the extension's detection files like a page does: classic scripts with shared globals, in
// the order of their dependencies. Depends on extension/detection/.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const FOLDER = new URL("../../../extension/detection/", import.meta.url);
const NAMES = JSON.parse(readFileSync(new URL("files.json", FOLDER), "utf8"));

/** @type {URL[]} the detection's files, in the order of their dependencies */
export const DETECTION_FILES = NAMES.map((/** @type {string} */ name) => new URL(name, FOLDER));

/**
 * @param {URL[]} files
 * @returns {number} the milliseconds for compiling and running them
 */
export function loadScripts(files) {
  const scripts = files.map((file) => ({ file, source: readFileSync(file, "utf8") }));
  const begin = performance.now();
  for (const { file, source } of scripts) runInThisContext(source, { filename: file.pathname });
  return performance.now() - begin;
}

/**
 * @param {string} expression
 * @returns {any} its value, with access to the globals of the loaded scripts
 */
export function evaluate(expression) {
  return runInThisContext(`(${expression})`);
}
