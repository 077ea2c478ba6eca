// Loads the extension's detection files like a page does: classic scripts with shared globals, in
// the order of their dependencies. Depends on extension/detection/.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const FOLDER = new URL("../../../extension/detection/", import.meta.url);
const NAMES = [
  "metadata",
  "numbering_plans",
  "number",
  "matcher",
  "judge/words",
  "judge/phone_words",
  "judge/register_words",
  "judge/document_words",
  "judge/item_words",
  "judge/reference_words",
  "judge/shapes",
  "judge/dangers",
  "judge/contexts",
  "judge/repairs",
  "judge/characters",
  "judge/vocabulary",
  "judge/after",
  "judge/labels",
  "judge/evidence",
  "judge/edits",
  "judge/touching",
  "judge/spelled",
  "judge/prepared_text",
  "judge/weighing",
  "judge/vetoes",
  "judge/siblings",
  "judge/mending",
  "judge/judge",
  "user_rules",
  "page_country",
  "region",
  "region_of_page",
];

export const DETECTION_FILES = NAMES.map((name) => new URL(`${name}.js`, FOLDER));

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
