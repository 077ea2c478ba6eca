"""The extension for each store: extension/ as it stands, its manifest without the other's keys.

Depends on archives.py. Says what the folder lacks before anything is packed.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

from scripts.packaging.archives import write_zip
from scripts.setup.paths import ROOT

EXTENSION: Final = ROOT / "extension"
Store = Literal["chromium", "firefox"]

_OF_CHROMIUM: Final = ("key", "minimum_chrome_version")
_OF_FIREFOX: Final = ("browser_specific_settings",)
"""Top-level keys that only one family of browsers reads; the other's store warns of them. The
Chrome Web Store gives a new item its own `key`, and refuses a manifest that brings one."""


def read_manifest() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    return manifest


def manifest_for(store: Store) -> dict[str, Any]:
    """The manifest as this store's browsers read it."""
    other = _OF_FIREFOX if store == "chromium" else _OF_CHROMIUM
    manifest = {name: value for name, value in read_manifest().items() if name not in other}
    unread = "scripts" if store == "chromium" else "service_worker"
    background = {key: value for key, value in manifest["background"].items() if key != unread}
    return manifest | {"background": background}


def pack(target: Path, store: Store) -> None:
    """Writes the .zip or .xpi."""
    files = {
        path.relative_to(EXTENSION).as_posix(): path.read_bytes()
        for path in EXTENSION.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    text = json.dumps(manifest_for(store), indent=2, ensure_ascii=False) + "\n"
    write_zip(target, files | {"manifest.json": text.encode()})


# --- faults --------------------------------------------------------------------------------------


def missing_files() -> list[str]:
    """A sentence for each file that the manifest or a panel names in vain."""
    named = [*_named_by_manifest(read_manifest()), *_named_by_pages()]
    return [
        f"{by} names {path}, which does not exist"
        for by, path in named
        if not (EXTENSION / path).is_file()
    ]


def disagreeing_versions() -> list[str]:
    """One version for the extension and the host; the release cannot be half of each."""
    source = (ROOT / "native_host" / "click_to_call" / "__init__.py").read_text("utf-8")
    host = re.search(r'^__version__ = "(.*)"$', source, re.M)
    versions = {
        "native_host/click_to_call/__init__.py": host.group(1) if host else "none",
        "extension/manifest.json": read_manifest()["version"],
    }
    if len(set(versions.values())) == 1:
        return []
    return ["versions disagree: " + ", ".join(f"{file} {it}" for file, it in versions.items())]


def _named_by_manifest(value: object) -> Iterator[tuple[str, str]]:
    """Every string in the manifest that looks like a file of ours, whatever its key."""
    if isinstance(value, dict):
        value = [entry for key, entry in value.items() if key != "key"]
    if isinstance(value, list):
        for entry in value:
            yield from _named_by_manifest(entry)
    elif isinstance(value, str) and re.fullmatch(r"[\w/.-]+\.(js|html|css|png|svg|json)", value):
        yield "manifest.json", value


def _named_by_pages() -> Iterator[tuple[str, str]]:
    """Scripts, styles and pictures of our own pages. Other servers' would be refused anyway."""
    for page in sorted(EXTENSION.rglob("*.html")):
        for path in re.findall(r'(?:src|href)="([^"#]+)"', page.read_text("utf-8")):
            target = (page.parent / path).resolve()
            inside = target.is_relative_to(EXTENSION)
            shown = target.relative_to(EXTENSION).as_posix() if inside else path
            yield page.relative_to(EXTENSION).as_posix(), shown
