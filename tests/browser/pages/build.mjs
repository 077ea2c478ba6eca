// Builds the applications and editors of tests/browser/pages as a site would ship them:
// `node build.mjs WORK` expects each one's packages in WORK/NAME/node_modules and writes
// WORK/dist/NAME.js. Called by scripts/setup/pages.py.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const pages = resolve(import.meta.dirname);
const work = resolve(process.argv[2]);
const requireFrom = (name) => createRequire(join(work, name, "package.json"));
const esbuild = requireFrom("tools")("esbuild");

const APPLICATIONS = {
  react17: { entry: "frameworks/react17.jsx", jsx: "automatic" },
  react18: { entry: "frameworks/react.jsx", jsx: "automatic" },
  react19: { entry: "frameworks/react.jsx", jsx: "automatic" },
  preact: { entry: "frameworks/preact.jsx", jsx: "automatic", jsxImportSource: "preact" },
  vue3: { entry: "frameworks/vue.js", alias: { vue: "vue/dist/vue.esm-bundler.js" } },
  solid: { entry: "frameworks/solid.jsx", plugins: [solid()] },
  lit: { entry: "frameworks/lit.js" },
  svelte4: { entry: "frameworks/svelte4.js", plugins: [svelte("svelte4")] },
  svelte5: { entry: "frameworks/svelte5.svelte.js", plugins: [svelte("svelte5")] },
  angular: { entry: "frameworks/angular.js" },
  jquery: { entry: "frameworks/jquery.js" },
  quill: { entry: "editors/quill.js" },
  prosemirror: { entry: "editors/prosemirror.js" },
  lexical: { entry: "editors/lexical.js" },
  slate: { entry: "editors/slate.jsx", jsx: "automatic" },
  codemirror6: { entry: "editors/codemirror6.js" },
  codemirror5: { entry: "editors/codemirror5.js" },
  tinymce: { entry: "editors/tinymce.js" },
  draft: { entry: "editors/draft.jsx", jsx: "automatic" },
  trix: { entry: "editors/trix.js" },
  plain: { entry: "editors/plain.js" },
};

/** Solid's JSX is compiled by its own Babel preset. */
function solid() {
  return {
    name: "solid",
    setup(build) {
      build.onLoad({ filter: /\.jsx$/ }, async ({ path }) => {
        const from = requireFrom("solid");
        const { code } = await from("@babel/core").transformAsync(await readFile(path, "utf8"), {
          presets: [from("babel-preset-solid")],
          filename: path,
          configFile: false,
          babelrc: false,
        });
        return { contents: code };
      });
    },
  };
}

/** @param {string} name whose compiler is to be used */
function svelte(name) {
  return {
    name: "svelte",
    setup(build) {
      build.onLoad({ filter: /\.svelte(\.js)?$/ }, async ({ path }) => {
        const { compile, compileModule } = requireFrom(name)("svelte/compiler");
        const source = await readFile(path, "utf8");
        const options = { filename: path, dev: false };
        if (path.endsWith(".js")) return { contents: compileModule(source, options).js.code };
        const { js } = compile(source, { ...options, css: "injected" });
        return { contents: js.code };
      });
    },
  };
}

for (const [name, { entry, ...options }] of Object.entries(APPLICATIONS)) {
  await esbuild.build({
    entryPoints: [join(pages, entry)],
    outfile: join(work, "dist", `${name}.js`),
    nodePaths: [join(work, name, "node_modules")],
    bundle: true,
    minify: true,
    format: "iife",
    conditions: ["production", "browser"],
    mainFields: ["svelte", "browser", "module", "main"],
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
      ngDevMode: "false",
      global: "window",
    },
    logLevel: "warning",
    ...options,
  });
}
