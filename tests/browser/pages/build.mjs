// Builds the sample applications of tests/browser/pages/frameworks as a site would ship them:
// `node build.mjs WORK` expects each framework's packages in WORK/NAME/node_modules and writes
// WORK/dist/NAME.js. Called by scripts/build_pages.py.

import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const pages = resolve(import.meta.dirname, "frameworks");
const work = resolve(process.argv[2]);
const requireFrom = (name) => createRequire(join(work, name, "package.json"));
const esbuild = requireFrom("tools")("esbuild");

const APPLICATIONS = {
  react17: { entry: "react17.jsx", jsx: "automatic" },
  react18: { entry: "react.jsx", jsx: "automatic" },
  react19: { entry: "react.jsx", jsx: "automatic" },
  preact: { entry: "preact.jsx", jsx: "automatic", jsxImportSource: "preact" },
  vue3: { entry: "vue.js", alias: { vue: "vue/dist/vue.esm-bundler.js" } },
  solid: { entry: "solid.jsx", plugins: [solid()] },
  lit: { entry: "lit.js" },
  svelte4: { entry: "svelte4.js", plugins: [svelte("svelte4")] },
  svelte5: { entry: "svelte5.svelte.js", plugins: [svelte("svelte5")] },
  angular: { entry: "angular.js" },
  jquery: { entry: "jquery.js" },
};

/** Solid's JSX is compiled by its own Babel preset. */
function solid() {
  return {
    name: "solid",
    setup(build) {
      build.onLoad({ filter: /\.jsx$/ }, async ({ path }) => {
        const from = requireFrom("solid");
        const { code } = await from("@babel/core").transformAsync(await readFile(path, "utf8"), {
          presets: [from("babel-preset-solid")], filename: path, configFile: false, babelrc: false,
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
      "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
      ngDevMode: "false",
    },
    logLevel: "warning",
    ...options,
  });
}
