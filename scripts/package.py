"""Checks that extension/ is whole and packs it: `python3 scripts/package.py` → build/*.zip.

The folder loads as it stands, so packing is copying. Knows nothing of what the files do.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup.environment import ROOT, say  # noqa: E402 - found by the line above

EXTENSION: Final = ROOT / "extension"
FIRST_DAY_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)
"""Every file gets the same date, so that the same files make the same package."""


def main() -> int:
    faults = [*missing_files(), *disagreeing_versions()]
    if faults:
        for fault in faults:
            say(fault)
        return 1
    package = ROOT / "build" / f"click-to-call-{read_manifest()['version']}.zip"
    package.parent.mkdir(exist_ok=True)
    files = sorted(path for path in EXTENSION.rglob("*") if path.is_file())
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.relative_to(EXTENSION).as_posix(), FIRST_DAY_OF_ZIP)
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    say(f"{package.relative_to(ROOT)}: {len(files)} files, {package.stat().st_size // 1024} KiB")
    return 0


def read_manifest() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    return manifest


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


if __name__ == "__main__":
    sys.exit(main())
