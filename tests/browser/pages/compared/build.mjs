// Builds the pages that tests compare with and without the extension, like sites ship them.
// `node build.mjs WORK` expects the packages in WORK/libraries and WORK/grids and the bundler in
// WORK/tools, and writes WORK/compared/FOLDER-NAME.js, with a .css file if a package has one.
// scripts/setup/pages.py calls it.

import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const pages = resolve(import.meta.dirname, "..");
const work = resolve(process.argv[2]);
const esbuild = createRequire(join(work, "tools", "package.json"))("esbuild");

/** The folders of pages, each with the folder of its packages. */
const FOLDERS = {
  uses: "libraries",
  libraries: "libraries",
  grids: "grids",
  applications: "grids",
};

for (const [folder, packages] of Object.entries(FOLDERS)) {
  const files = (await readdir(join(pages, folder))).filter((file) => /\.jsx?$/.test(file));
  await esbuild.build({
    entryPoints: files.map((file) => join(pages, folder, file)),
    outdir: join(work, "compared"),
    entryNames: `${folder}-[name]`,
    nodePaths: [join(work, packages, "node_modules")],
    bundle: true,
    minify: true,
    format: "iife",
    jsx: "automatic",
    conditions: ["production", "browser"],
    mainFields: ["browser", "module", "main"],
    loader: Object.fromEntries(
      [".png", ".gif", ".svg", ".eot", ".woff", ".woff2", ".ttf"].map((end) => [end, "empty"]),
    ),
    define: { "process.env.NODE_ENV": '"production"', global: "window" },
    logLevel: "error",
  });
}
