"""Packs the extension for each store: the files of extension/, and a manifest without the keys that
only other stores need.

Depends on scripts/packaging/archives.py. Packing fails, with the names of the missing files, if a
file that the extension needs is missing.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

from scripts.packaging.archives import write_zip
from scripts.setup.paths import EXTENSION, ROOT

Store = Literal["chromium", "firefox"]

_OF_CHROMIUM: Final = ("minimum_chrome_version", "side_panel")
_OF_FIREFOX: Final = ("browser_specific_settings", "sidebar_action")
"""`_OF_CHROMIUM` names the top-level keys of the manifest that only Chromium and its relatives
read, and `_OF_FIREFOX` the keys that only Firefox reads. Firefox's store warns about Chromium's
keys, and the other stores warn about Firefox's keys."""
_OF_NO_STORE: Final = ("key",)
"""The keys of the manifest that no package contains. `key` fixes the id of an extension that is
loaded from a folder. The Chrome Web Store chooses the extension's key itself, and refuses a
manifest that contains `key`. Firefox ignores `key`."""
_PERMISSIONS_OF_CHROMIUM: Final = ("sidePanel",)


def read_manifest() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    return manifest


def manifest_for(store: Store) -> dict[str, Any]:
    """Returns the manifest for the package of this store, without the keys and permissions that
    this store's browsers do not know."""
    others_keys = _OF_FIREFOX if store == "chromium" else _OF_CHROMIUM
    others_permissions = () if store == "chromium" else _PERMISSIONS_OF_CHROMIUM
    manifest = read_manifest()
    unread = "scripts" if store == "chromium" else "service_worker"
    background = {key: value for key, value in manifest["background"].items() if key != unread}
    permissions = [name for name in manifest["permissions"] if name not in others_permissions]
    kept = {
        name: value for name, value in manifest.items() if name not in (*others_keys, *_OF_NO_STORE)
    }
    return kept | {"background": background, "permissions": permissions}


def pack(target: Path, store: Store) -> None:
    """Writes the package for this store to `target`, a .zip or .xpi file."""
    files = {
        path.relative_to(EXTENSION).as_posix(): path.read_bytes()
        for path in EXTENSION.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    text = json.dumps(manifest_for(store), indent=2, ensure_ascii=False) + "\n"
    write_zip(target, files | {"manifest.json": text.encode()})


# --- faults --------------------------------------------------------------------------------------


def missing_files() -> list[str]:
    """Returns a sentence for each file that the manifest or a panel names but that does not
    exist."""
    named = [*_named_by_manifest(read_manifest()), *_named_by_pages()]
    return [
        f"{by} names {path}, which does not exist"
        for by, path in named
        if not (EXTENSION / path).is_file()
    ]


def disagreeing_versions() -> list[str]:
    """Compares the versions of the extension and the host, which must be equal. Returns a list of
    one sentence with both versions if they differ, and otherwise an empty list."""
    source = (ROOT / "native_host" / "click_to_call" / "__init__.py").read_text("utf-8")
    host = re.search(r'^__version__ = "(.*)"$', source, re.M)
    versions = {
        "native_host/click_to_call/__init__.py": host.group(1) if host else "none",
        "extension/manifest.json": read_manifest()["version"],
    }
    if len(set(versions.values())) == 1:
        return []
    return ["versions disagree: " + ", ".join(f"{file} {it}" for file, it in versions.items())]


def unknown_store_ids(source: str | None = None) -> list[str]:
    """Returns a sentence for each store whose id for the extension is missing in `source`, the text
    of the host's allowed_origins.py. With None, reads this file. The host refuses an extension
    whose id is missing there."""
    place = "native_host/click_to_call/host/allowed_origins.py"
    source = (ROOT / place).read_text("utf-8") if source is None else source
    stores = {"CHROME_STORE_ID": "the Chrome Web Store", "EDGE_STORE_ID": "Edge Add-ons"}
    return [
        f"The extension's id in {store} is missing. Enter it as {name} in {place}"
        " (docs/store/README.md). Without it, the host refuses the extension from that store."
        for name, store in stores.items()
        if not re.search(rf'^{name}\b.* = "[a-p]{{32}}"$', source, re.M)
    ]


def _named_by_manifest(value: object) -> Iterator[tuple[str, str]]:
    """Yields the pair ("manifest.json", path) for each string in the manifest that looks like the
    path of a file. Ignores the value of `key`, whose random characters might look like a path."""
    if isinstance(value, dict):
        value = [entry for key, entry in value.items() if key != "key"]
    if isinstance(value, list):
        for entry in value:
            yield from _named_by_manifest(entry)
    elif isinstance(value, str) and re.fullmatch(r"[\w/.-]+\.(js|html|css|png|svg|json)", value):
        yield "manifest.json", value


def _named_by_pages() -> Iterator[tuple[str, str]]:
    """Yields the pair (path of the page, path of the file) for each script, style and picture that
    an HTML page of the extension names. Each of these files must be in the extension, because
    browsers do not let an extension's pages load files from servers."""
    for page in sorted(EXTENSION.rglob("*.html")):
        for path in re.findall(r'(?:src|href)="([^"#]+)"', page.read_text("utf-8")):
            target = (page.parent / path).resolve()
            inside = target.is_relative_to(EXTENSION)
            shown = target.relative_to(EXTENSION).as_posix() if inside else path
            yield page.relative_to(EXTENSION).as_posix(), shown
