// Finds out which global names each classic script uses that another classic script declares.
// Writes a list of [path of the using script, path of the declaring script, name] as JSON, with
// paths relative to extension/. Ignores names that a script uses only in JSDoc types.
// tests/unit/test_import_direction.py checks the list. Depends on the TypeScript compiler.

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

/** Whether a declaration makes a global name. A declaration inside a function or object does not. */
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
