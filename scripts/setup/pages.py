"""Builds the sample applications of tests/browser/pages as sites ship them, under build/pages/.

Packages come from npm, each framework's in a folder of its own, so that three versions of React
stand side by side. Knows nothing of the extension: the applications are those of strangers.
"""

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Final

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.setup.environment import (  # noqa: E402 - found by the line above
    PROGRAMS,
    ROOT,
    SetUpFailed,
    path_with_programs,
    run_shown,
    say,
)

SOURCES: Final = ROOT / "tests" / "browser" / "pages"
WORK: Final = ROOT / "build" / "pages"
BUILT: Final = WORK / "dist"

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
"""By the name of the application that is built with them."""

AXE: Final = {"axe-core": "4.14.1"}
"""Finds what a page makes hard for people with disabilities. Used by the tests, shipped nowhere."""


def prepare_pages() -> Path:
    """Brings the packages and builds, or leaves a fitting build as it is; gives its folder.

    Raises SetUpFailed with npm's or the bundler's last words.
    """
    for name, packages in PACKAGES.items():
        _install(name, packages)
    stamp = BUILT / "stamp"
    wanted = _fingerprint()
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        command = [str(PROGRAMS / "node"), str(SOURCES / "build.mjs"), str(WORK)]
        run_shown("Building the sample applications", command)
        stamp.write_text(wanted, "utf-8")
    return BUILT


def prepare_axe() -> Path:
    """Brings the accessibility checker; gives its script, which is to be run in a page.

    Raises SetUpFailed with npm's last words.
    """
    _install("axe", AXE)
    return WORK / "axe" / "node_modules" / "axe-core" / "axe.min.js"


def _install(name: str, packages: dict[str, str]) -> None:
    folder = WORK / name
    manifest = json.dumps({"private": True, "dependencies": packages})
    stamp = folder / "node_modules" / "stamp"
    if stamp.exists() and stamp.read_text("utf-8") == manifest:
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(manifest, "utf-8")
    run_shown(
        f"Installing the packages of {name}",
        [str(PROGRAMS / "npm"), "install", "--no-package-lock", "--no-audit", "--no-fund"],
        directory=folder,
        environment={**os.environ, "PATH": path_with_programs()},
    )
    stamp.write_text(manifest, "utf-8")


def _fingerprint() -> str:
    """Of every source and every version that the built applications come from."""
    digest = hashlib.sha256(json.dumps(PACKAGES).encode())
    for file in sorted(SOURCES.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(SOURCES).as_posix().encode() + b"\0")
            digest.update(file.read_bytes())
    return digest.hexdigest()


def main() -> int:
    try:
        say(f"The sample applications are in {prepare_pages()}")
    except SetUpFailed as failure:
        say(str(failure))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
