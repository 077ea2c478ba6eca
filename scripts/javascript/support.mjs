// Finds the features of browsers that the extension uses, but that the oldest browser version in
// the manifest lacks. Writes {newer, looked} as JSON: `newer` has for each such feature [feature,
// browser, first browser version with the feature, or null], and `looked` is the number of features
// that were examined. Depends on MDN's browser compatibility data, and on the TypeScript compiler,
// which finds out to which interface (for example Element) a used property belongs.

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import data from "@mdn/browser-compat-data" with { type: "json" };
import ts from "typescript";

const extension = resolve(import.meta.dirname, "../../extension");
const manifest = JSON.parse(readFileSync(resolve(extension, "manifest.json"), "utf8"));
const minimums = {
  chrome: Number.parseFloat(manifest.minimum_chrome_version),
  firefox: Number.parseFloat(manifest.browser_specific_settings.gecko.strict_min_version),
};
/**
 * The interfaces in which a member is looked up if MDN's data does not know the member's interface.
 * TypeScript has additional interfaces, such as `ParentNode`, for members that several interfaces
 * share. MDN's data lists such a member under each interface that has it, such as `Element`.
 */
const SHARED_BY = ["Element", "HTMLElement", "Document", "Node", "Window", "ShadowRoot"];
/** MDN's data about the features that the extension uses, by name. @type {Map<string, any>} */
const used = new Map();

for (const project of ["content", "panels", "background"]) lookAtScripts(`${project}.json`);
for (const file of readdirSync(extension, { recursive: true })) {
  if (String(file).endsWith(".css")) lookAtStyles(readFileSync(resolve(extension, file), "utf8"));
}
const newer = [...used].flatMap(([feature, entry]) =>
  Object.entries(minimums)
    .map(([browser, minimum]) => [feature, browser, cameWith(entry, browser), minimum])
    .filter(([, , version, minimum]) => version === null || version > minimum)
    .map((row) => row.slice(0, 3)),
);
process.stdout.write(JSON.stringify({ newer, looked: used.size }));

/** @param {string} name the name of a project file */
function lookAtScripts(name) {
  const { config } = ts.readConfigFile(resolve(import.meta.dirname, name), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, import.meta.dirname);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  for (const file of program.getSourceFiles()) {
    if (file.fileName.includes("/extension/")) look(file);
  }

  /** @param {ts.Node} node */
  function look(node) {
    if (ts.isIdentifier(node)) {
      for (const declaration of checker.getSymbolAtLocation(node)?.declarations ?? []) {
        note(declaration, node.text);
      }
    }
    ts.forEachChild(node, look);
  }
}

/** @param {ts.Declaration} declaration @param {string} name */
function note(declaration, name) {
  const source = declaration.getSourceFile().fileName;
  const parent = declaration.parent;
  if (source.includes("/@types/chrome/")) return noteExtension(declaration, name);
  if (!/\/lib\.[\w.]+\.d\.ts$/.test(source)) return;
  const root = /\/lib\.es/.test(source) ? data.javascript.builtins : data.api;
  if (ts.isInterfaceDeclaration(parent)) noteMember(root, parent.name.text, name);
  else if (ts.isVariableDeclaration(declaration)) use(`${name}`, root[name]);
  else if (ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent)) {
    const owner = parent.parent.name.getText();
    use(`${owner}.${name}`, root[owner]?.[`${name}_static`] ?? root[owner]?.[name]);
  }
}

/** @param {any} root @param {string} owner @param {string} name */
function noteMember(root, owner, name) {
  const isConstructor = owner.endsWith("Constructor");
  const owners = [owner.replace(/Constructor$/, ""), ...(root[owner] ? [] : SHARED_BY)];
  const found = owners.find((one) => root[one]?.[name]);
  if (found && !isConstructor) use(`${found}.${name}`, root[found][name]);
  const option = /^(\w+)Options$|^(\w+)Init$/.exec(owner);
  if (option) noteOption(option[1] ?? option[2] ?? "", name);
}

/** Stores that the extension uses the option `name` of a method, such as `checkVisibility`. */
function noteOption(/** @type {string} */ method, /** @type {string} */ name) {
  const key = method.charAt(0).toLowerCase() + method.slice(1);
  for (const owner of [...SHARED_BY, method]) {
    const entry = data.api[owner]?.[key] ?? data.api[owner]?.[method];
    use(`${owner}.${key}({${name}})`, entry?.[`options_${name}_parameter`]);
  }
}

/** @param {ts.Declaration} declaration @param {string} name */
function noteExtension(declaration, name) {
  const path = [name];
  for (let at = declaration.parent; at; at = at.parent) {
    if (ts.isModuleDeclaration(at)) path.unshift(at.name.getText());
  }
  const inside = path.join(".").split(".").slice(1);
  use(
    `chrome.${inside.join(".")}`,
    inside.reduce((at, key) => at?.[key], data.webextensions.api),
  );
}

/** @param {string} css */
function lookAtStyles(css) {
  const text = css.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  for (const [, name = ""] of text.matchAll(/[;{]\s*([a-z-]+)\s*:/g)) {
    use(`css ${name}`, data.css.properties[name]);
  }
  for (const [, name = ""] of text.matchAll(/::?([a-z-]+)/g)) {
    use(`css :${name}`, data.css.selectors[name]);
  }
  for (const [, name = ""] of text.matchAll(/@([a-z-]+)/g)) {
    use(`css @${name}`, data.css["at-rules"][name]);
  }
}

/** @param {string} feature @param {any} entry */
function use(feature, entry) {
  if (entry?.__compat) used.set(feature, entry.__compat);
}

/**
 * Finds out since which version a browser has a feature.
 * @param {any} entry MDN's data about the feature
 * @param {string} browser
 * @returns {number | null} the first version of the browser that has the feature; null if no
 *   version has it
 */
function cameWith(entry, browser) {
  const support = [entry.support[browser] ?? []].flat();
  const whole = support.filter(
    (one) => typeof one.version_added === "string" && !one.flags && !one.partial_implementation,
  );
  const versions = whole.map((one) => Number.parseFloat(one.version_added.replace(/^[^\d]*/, "")));
  return versions.length > 0 ? Math.min(...versions) : null;
}
