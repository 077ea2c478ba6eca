// Builds the applications and editors of tests/browser/pages like a site would ship them.
// `node build.mjs WORK` expects the packages of each in WORK/NAME/node_modules and writes
// WORK/dist/NAME.js. scripts/setup/pages.py calls it.

import { readFile, writeFile } from "node:fs/promises";
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
  turbo: { entry: "frameworks/turbo.js" },
  quill: { entry: "editors/quill.js" },
  prosemirror: { entry: "editors/prosemirror.js" },
  lexical: { entry: "editors/lexical.js" },
  slate: { entry: "editors/slate.jsx", jsx: "automatic" },
  codemirror6: { entry: "editors/codemirror6.js" },
  codemirror5: { entry: "editors/codemirror5.js" },
  tinymce: { entry: "editors/tinymce.js" },
  draft: { entry: "editors/draft.jsx", jsx: "automatic" },
  trix: { entry: "editors/trix.js" },
  monaco: { entry: "editors/monaco.js", loader: { ".ttf": "dataurl" } },
  ckeditor5: { entry: "editors/ckeditor5.js" },
  plain: { entry: "editors/plain.js" },
};

/** Applications rendered by their servers here; in the page `hydrate()` makes them interactive. */
const RENDERED = {
  react18: { client: "react.client.jsx", server: "react.server.jsx", jsx: "automatic" },
  react19: { client: "react.client.jsx", server: "react.server.jsx", jsx: "automatic" },
  preact: {
    client: "preact.client.jsx",
    server: "preact.server.jsx",
    jsx: "automatic",
    jsxImportSource: "preact",
  },
  vue3: {
    client: "vue.client.js",
    server: "vue.server.js",
    alias: { vue: "vue/dist/vue.esm-bundler.js" },
  },
  svelte5: {
    client: "svelte5.client.svelte.js",
    server: "svelte5.server.js",
    plugins: [svelte("svelte5")],
    serverPlugins: [svelte("svelte5", "server")],
  },
  solid: {
    client: "solid.client.jsx",
    server: "solid.server.jsx",
    plugins: [solid({ generate: "dom", hydratable: true })],
    serverPlugins: [solid({ generate: "ssr", hydratable: true })],
  },
};

/** Solid's own Babel preset compiles its JSX. @param {object} how */
function solid(how = {}) {
  return {
    name: "solid",
    setup(build) {
      build.onLoad({ filter: /\.jsx$/ }, async ({ path }) => {
        const from = requireFrom("solid");
        const { code } = await from("@babel/core").transformAsync(await readFile(path, "utf8"), {
          presets: [[from("babel-preset-solid"), how]],
          filename: path,
          configFile: false,
          babelrc: false,
        });
        return { contents: code };
      });
    },
  };
}

/**
 * @param {string} name the application whose compiler is used
 * @param {"client" | "server"} generate
 */
function svelte(name, generate = "client") {
  return {
    name: "svelte",
    setup(build) {
      build.onLoad({ filter: /\.svelte(\.js)?$/ }, async ({ path }) => {
        const { compile, compileModule } = requireFrom(name)("svelte/compiler");
        const source = await readFile(path, "utf8");
        const options = { filename: path, dev: false, generate };
        if (path.endsWith(".js")) return { contents: compileModule(source, options).js.code };
        const { js } = compile(source, { ...options, css: "injected" });
        return { contents: js.code };
      });
    },
  };
}

/** Builds a file for the browser. */
function build(name, entry, out, options) {
  return esbuild.build({
    entryPoints: [join(pages, entry)],
    outfile: join(work, "dist", out),
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

for (const [name, { entry, ...options }] of Object.entries(APPLICATIONS)) {
  await build(name, entry, `${name}.js`, options);
}

for (const [name, { client, server, serverPlugins, ...options }] of Object.entries(RENDERED)) {
  await build(name, `rendered/${client}`, `${name}.alive.js`, options);
  const bundle = join(work, "dist", `${name}.server.cjs`);
  await esbuild.build({
    ...options,
    plugins: serverPlugins ?? [],
    entryPoints: [join(pages, `rendered/${server}`)],
    outfile: bundle,
    nodePaths: [join(work, name, "node_modules")],
    bundle: true,
    platform: "node",
    conditions: ["production"],
    define: { "process.env.NODE_ENV": '"production"' },
    alias: {},
    banner: { js: "globalThis.window = globalThis;" },
    logLevel: "warning",
  });
  await writeFile(join(work, "dist", `${name}.html`), await createRequire(bundle)(bundle).html);
}
