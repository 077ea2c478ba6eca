"""Checks a native-messaging manifest and the launcher that it names, as a browser would.

Depends on install/browsers.py, install/manifests.py, install/file_permissions.py and findings.py.
Changes no file.
"""

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click_to_call.doctor.findings import Finding
from click_to_call.host.allowed_origins import FIREFOX_ID, HOST_NAME, ORIGINS
from click_to_call.install import manifests
from click_to_call.install.browsers import Browser
from click_to_call.install.file_permissions import is_exposed


def check_manifest(browser: Browser, path: Path) -> Iterator[Finding]:
    """Checks the manifest that tells this browser where the host is. Yields one finding: the first
    fault, or "ok" if there is no fault."""
    name = browser.title
    again = f"Run: click-to-call install --browser {browser.name}"
    try:
        content = path.read_bytes()
    except OSError:
        yield Finding("manifest_missing", f"{name} is not told of the host: no {path}.", again)
        return
    for code, words in _faults_of(browser, path, content):
        yield Finding(code, f"{name}: {path} {words}.", again)
        return
    yield Finding("ok", f"{name} is told of the host by {path}.")


def _faults_of(browser: Browser, path: Path, content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(b"\xef\xbb\xbf"):
        yield "manifest_with_bom", "begins with a byte order mark, which Windows stumbles over"
    try:
        fields: Any = json.loads(content.decode("utf-8-sig"))
    except ValueError:
        yield "manifest_garbled", "is no JSON; a trailing comma is enough"
        return
    if not isinstance(fields, dict):
        yield "manifest_garbled", "is not a JSON object"
        return
    if fields.get("name") != HOST_NAME:
        yield "manifest_misnamed", f"does not name the host {HOST_NAME}"
    yield from _faults_of_callers(browser, fields)
    launcher = Path(str(fields.get("path", "")))
    if not launcher.is_absolute() and sys.platform != "win32":
        yield "manifest_path_relative", "does not hold an absolute path"
    if is_exposed(path):
        yield "manifest_exposed", "or its folder can be changed by other users"


def _faults_of_callers(browser: Browser, fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    expected = manifests.host_manifest(browser.kind, Path())
    foreign = set(fields) - set(expected)
    if browser.is_firefox:
        if foreign:
            keys = ", ".join(sorted(foreign))
            yield "manifest_foreign_keys", f"has keys that Firefox does not take: {keys}"
        if FIREFOX_ID not in _texts(fields.get("allowed_extensions")):
            yield "manifest_other_extension", "does not allow this extension"
        return
    origins = _texts(fields.get("allowed_origins"))
    if any("*" in origin for origin in origins):
        yield "manifest_wildcard", "allows every extension, which browsers refuse"
    if not set(ORIGINS) <= set(origins):
        yield "manifest_other_extension", "does not allow this extension"


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


# --- the launcher --------------------------------------------------------------------------------


def check_launcher(launcher: Path) -> Iterator[Finding]:
    """Checks the launcher that a browser starts. Yields one finding: the first fault, or "ok" if
    there is no fault."""
    for code, words in _faults_of_launcher(launcher):
        yield Finding(code, f"{launcher} {words}.", "Run: click-to-call install")
        return
    yield Finding("ok", f"The launcher {launcher} is in order.")


def _faults_of_launcher(launcher: Path) -> Iterator[tuple[str, str]]:
    try:
        mode = launcher.stat().st_mode
    except OSError:
        yield "launcher_missing", "is not there"
        return
    if stat.S_ISDIR(mode):
        yield "launcher_is_folder", "is a folder"
        return
    if not os.access(launcher, os.X_OK):
        yield "launcher_not_executable", "may not be run, or its disk was mounted so (noexec)"
    if is_exposed(launcher):
        yield "launcher_exposed", "or its folder can be changed by other users"
    content = launcher.read_bytes()
    if b" -m native_host" in content:
        yield "launcher_outdated", "was written by an older version and starts what was moved since"
    if sys.platform != "win32":
        yield from _faults_of_first_line(content.split(b"\n", 1)[0])


def _faults_of_first_line(line: bytes) -> Iterator[tuple[str, str]]:
    if line.startswith((b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")):
        return
    if not line.startswith(b"#!"):
        yield "launcher_no_interpreter", "does not say in its first line what runs it"
    elif line.endswith(b"\r"):
        yield "launcher_with_crlf", "has Windows line ends, so its interpreter is not found"
    elif not Path(os.fsdecode(line[2:].split()[0] if line[2:].split() else b"")).is_file():
        yield "launcher_bad_interpreter", "names an interpreter that is not there"
