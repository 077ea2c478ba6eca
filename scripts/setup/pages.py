"""Builds the pages and sample applications in tests/browser/pages, and installs the accessibility
checker. The results are in build/pages/.

The packages of the applications come from npm. Each version of a framework is installed in a folder
of its own, because npm installs only one version of React into a folder. Depends on
scripts/setup/environment.py.
"""

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Final

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.setup.console import SetUpFailed, run_shown, say
from scripts.setup.environment import path_with_programs
from scripts.setup.paths import PROGRAMS, ROOT

SOURCES: Final = ROOT / "tests" / "browser" / "pages"
WORK: Final = ROOT / "build" / "pages"
BUILT: Final = WORK / "dist"
BUILT_COMPARED: Final = WORK / "compared"

PACKAGES: Final[dict[str, dict[str, str]]] = {
    "tools": {"esbuild": "0.28.2"},
    "react17": {"react": "17.0.2", "react-dom": "17.0.2"},
    "react18": {"react": "18.3.1", "react-dom": "18.3.1"},
    "react19": {"react": "19.3.1", "react-dom": "19.3.1"},
    "vue3": {"vue": "3.5.45"},
    "preact": {"preact": "10.29.8", "preact-render-to-string": "6.8.2"},
    "svelte4": {"svelte": "4.2.20"},
    "svelte5": {"svelte": "5.57.3"},
    "solid": {"solid-js": "1.9.19", "babel-preset-solid": "1.9.16", "@babel/core": "7.29.13"},
    "lit": {"lit": "3.3.3"},
    "angular": {
        **dict.fromkeys(
            ["@angular/common", "@angular/compiler", "@angular/core", "@angular/platform-browser"],
            "21.2.26",
        ),
        "rxjs": "7.8.2",
        "tslib": "2.9.1",
    },
    "jquery": {"jquery": "3.8.0"},
    "turbo": {"@hotwired/turbo": "8.0.23"},
    "quill": {"quill": "2.0.3"},
    "prosemirror": {
        "prosemirror-commands": "1.7.2",
        "prosemirror-history": "1.5.1",
        "prosemirror-keymap": "1.2.3",
        "prosemirror-schema-basic": "1.2.5",
        "prosemirror-state": "1.4.4",
        "prosemirror-view": "1.42.9",
    },
    "lexical": dict.fromkeys(["lexical", "@lexical/history", "@lexical/rich-text"], "0.52.0"),
    "slate": {
        "react": "18.3.1",
        "react-dom": "18.3.1",
        "slate": "0.146.0",
        "slate-dom": "0.146.1",
        "slate-history": "0.115.0",
        "slate-react": "0.146.1",
    },
    "codemirror5": {"codemirror": "5.65.21"},
    "codemirror6": {"codemirror": "6.0.2"},
    "tinymce": {"tinymce": "7.9.3"},
    "draft": {"draft-js": "0.11.7", "react": "17.0.2", "react-dom": "17.0.2"},
    "trix": {"trix": "2.1.19"},
    "monaco": {"monaco-editor": "0.57.0"},
    "ckeditor5": {"ckeditor5": "48.5.2"},
}
"""For each sample application: the npm packages with which the application is built, and the
packages' versions."""

COMPARED: Final[dict[str, dict[str, str]]] = {
    "libraries": {
        "@alpinejs/morph": "3.17.4",
        "@apache-annotator/dom": "0.2.0",
        "@apache-annotator/selector": "0.2.0",
        "@hotwired/stimulus": "3.2.2",
        "@mozilla/readability": "0.6.0",
        "@testing-library/dom": "10.4.2",
        "alpinejs": "3.17.4",
        "anchorme": "3.0.8",
        "autolinker": "4.1.5",
        "baffle": "0.3.6",
        "balance-text": "3.3.1",
        "clamp-js": "0.7.0",
        "datatables.net": "3.1.2",
        "diff-dom": "5.2.1",
        "dom-anchor-text-position": "5.0.0",
        "dom-anchor-text-quote": "4.0.2",
        "dompurify": "3.4.18",
        "findandreplacedomtext": "0.4.6",
        "gsap": "3.15.0",
        "handlebars": "4.7.10",
        "hast-util-from-dom": "5.0.1",
        "html-to-image": "1.11.13",
        "html2canvas": "1.4.1",
        "hyphen": "1.14.1",
        "idiomorph": "0.8.0",
        "isotope-layout": "3.0.6",
        "jquery": "3.8.0",
        "jquery-highlight": "3.5.0",
        "jquery-jeditable": "2.0.19",
        "katex": "0.19.1",
        "letteringjs": "0.7.0",
        "linkify-element": "4.3.3",
        "linkifyjs": "4.3.3",
        "list.js": "2.3.1",
        "mark.js": "8.11.1",
        "mathjax": "3.2.2",
        "morphdom": "2.7.8",
        "mustache": "4.2.0",
        "nanomorph": "5.4.3",
        "petite-vue": "0.4.1",
        "rangy": "1.3.2",
        "rrweb": "2.2.2",
        "set-dom": "7.5.2",
        "shave": "5.1.0",
        "simple-datatables": "10.3.0",
        "smartquotes": "2.3.2",
        "snabbdom": "3.6.4",
        "sortablejs": "1.15.7",
        "split-type": "0.3.4",
        "splitting": "1.1.0",
        "stacktable.js": "1.0.3",
        "tablesort": "5.7.1",
        "tabulator-tables": "6.5.3",
        "turndown": "7.2.5",
        "typed.js": "3.0.0",
        "web-highlighter": "0.7.4",
        "xlsx": "0.18.5",
    },
    "grids": {
        "@mui/x-data-grid": "8.11.0",
        "@mui/material": "7.3.2",
        "@emotion/react": "11.14.0",
        "@emotion/styled": "11.14.1",
        "@revolist/revogrid": "4.28.1",
        "@tanstack/virtual-core": "3.19.11",
        "ag-grid-community": "36.2.0",
        "bootstrap-table": "1.27.3",
        "datatables.net": "3.1.2",
        "free-jqgrid": "4.15.5",
        "handsontable": "18.1.1",
        "jquery": "3.8.0",
        "jquery-jeditable": "2.0.19",
        "jsgrid": "1.5.3",
        "jspreadsheet-ce": "5.0.4",
        "jsuites": "5.9.1",
        "list.js": "2.3.1",
        "react": "19.3.1",
        "react-dom": "19.3.1",
        "slickgrid": "5.20.2",
        "sortablejs": "1.15.7",
        "tabulator-tables": "6.5.3",
        "vue": "3.5.45",
    },
}
"""The pages that tests load twice, once with and once without the extension, use several bundles of
npm packages. For each bundle: the packages in the bundle, and their versions."""

COMPARED_SOURCES: Final = ("applications", "compared", "grids", "libraries", "uses")

AXE: Final = {"axe-core": "4.14.1"}
"""The npm package with which the tests check accessibility. It is not a part of the extension."""


def prepare_pages() -> Path:
    """Installs the applications' packages and builds the applications, unless the last build is up
    to date. Returns the folder of the built applications.

    Raises SetUpFailed with the last output of npm or of the bundler.
    """
    for name, packages in PACKAGES.items():
        _install(name, packages)
    sources = [file for file in SOURCES.rglob("*") if _folder(file) not in COMPARED_SOURCES]
    _build("the sample applications", SOURCES / "build.mjs", BUILT, _fingerprint(PACKAGES, sources))
    return BUILT


def prepare_compared() -> Path:
    """Installs the packages of the pages that tests load with and without the extension, and builds
    these pages, unless the last build is up to date. Returns the folder of the built pages.

    Raises SetUpFailed with the last output of npm or of the bundler.
    """
    _install("tools", PACKAGES["tools"])
    for name, packages in COMPARED.items():
        # `--ignore-scripts` keeps packages from downloading browsers. `--legacy-peer-deps` makes
        # npm ignore peer dependencies, which the pages do not need and which would make npm fail.
        _install(name, packages, "--ignore-scripts", "--legacy-peer-deps", "--loglevel=error")
    sources = [file for file in SOURCES.rglob("*") if _folder(file) in COMPARED_SOURCES]
    builder = SOURCES / "compared" / "build.mjs"
    _build("the compared pages", builder, BUILT_COMPARED, _fingerprint(COMPARED, sources))
    return BUILT_COMPARED


def prepare_axe() -> Path:
    """Installs axe, the accessibility checker. Returns the path of axe's script, which a test runs
    inside a page in order to check that page.

    Raises SetUpFailed with the last output of npm.
    """
    _install("axe", AXE)
    return WORK / "axe" / "node_modules" / "axe-core" / "axe.min.js"


def _install(name: str, packages: dict[str, str], *options: str) -> None:
    folder = WORK / name
    manifest = json.dumps({"private": True, "dependencies": packages})
    stamp = folder / "node_modules" / "stamp"
    if stamp.exists() and stamp.read_text("utf-8") == manifest:
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(manifest, "utf-8")
    run_shown(
        f"Installing the packages of {name}",
        [
            str(PROGRAMS / "npm"),
            "install",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            *options,
        ],
        directory=folder,
        environment={**os.environ, "PATH": path_with_programs()},
    )
    stamp.write_text(manifest, "utf-8")


def _build(what: str, builder: Path, built: Path, fingerprint: str) -> None:
    stamp = built / "stamp"
    if stamp.exists() and stamp.read_text("utf-8") == fingerprint:
        return
    run_shown(f"Building {what}", [str(PROGRAMS / "node"), str(builder), str(WORK)])
    stamp.write_text(fingerprint, "utf-8")


def _folder(file: Path) -> str:
    return file.relative_to(SOURCES).parts[0]


def _fingerprint(packages: dict[str, dict[str, str]], sources: list[Path]) -> str:
    """Returns a digest of the pages' sources and of the packages' versions. If the digest changes,
    the pages must be built again."""
    digest = hashlib.sha256(json.dumps(packages).encode())
    for file in sorted(sources):
        if file.is_file():
            digest.update(file.relative_to(SOURCES).as_posix().encode() + b"\0")
            digest.update(file.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Prepares the accessibility checker, the sample applications and the compared pages. If one of
    these steps fails, the other steps still run. Returns the exit code: 1 if a step failed."""
    exit_code = 0
    for prepare in (prepare_axe, prepare_pages, prepare_compared):
        try:
            say(f"Ready: {prepare()}")
        except SetUpFailed as failure:
            say(str(failure))
            exit_code = 1
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
