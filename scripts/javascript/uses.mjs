// Finds the names that the classic scripts use from each other in their shared global scope: writes
// [user, owner, name] as JSON, with paths relative to extension/. Types do not count. A test checks
// the result. Depends on the TypeScript compiler.

import { relative, resolve } from "node:path";
import ts from "typescript";

const extension = resolve(import.meta.dirname, "../../extension");
const project = resolve(import.meta.dirname, "content.json");
const { config } = ts.readConfigFile(project, ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, import.meta.dirname);
const program = ts.createProgram(fileNames, options);
const checker = program.getTypeChecker();
const uses = new Map();

/** @param {ts.SourceFile} file @param {ts.Node} node */
function look(file, node) {
  if (ts.isIdentifier(node)) note(file, node);
  ts.forEachChild(node, (child) => look(file, child));
}

/** @param {ts.SourceFile} file @param {ts.Identifier} name */
function note(file, name) {
  const isKey = ts.isShorthandPropertyAssignment(name.parent);
  const symbol = isKey
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  for (const declaration of symbol?.declarations ?? []) {
    const owner = declaration.getSourceFile();
    const isOurs = scripts.includes(owner) && owner !== file;
    if (isOurs && isTopLevel(declaration)) add(file, owner, name.text);
  }
}

/** Only names of the global scope count. A property of an object from another file does not. */
const isTopLevel = (/** @type {ts.Declaration} */ declaration) =>
  ts.isFunctionDeclaration(declaration) ||
  ts.isClassDeclaration(declaration) ||
  (ts.isVariableDeclaration(declaration) && ts.isSourceFile(declaration.parent.parent.parent));

/** @param {ts.SourceFile} user @param {ts.SourceFile} owner @param {string} name */
function add(user, owner, name) {
  const entry = [user, owner].map((file) =>
    relative(extension, file.fileName).replaceAll("\\", "/"),
  );
  uses.set([...entry, name].join(), [...entry, name]);
}

const scripts = program
  .getSourceFiles()
  .filter((file) => /\/extension\/(detection|content)\//.test(file.fileName));
for (const file of scripts) look(file, file);
process.stdout.write(JSON.stringify([...uses.values()]));
