"""The manifest that tells a browser of the host, and the launcher that it names: form and place.

Depends on browsers.py for the folders and on file_permissions.py. Writes and removes; the order of
things is installer.py's."""

import base64
import contextlib
import hashlib
import json
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from click_to_call.errors import Problem
from click_to_call.host.allowed_origins import FIREFOX_ID, HOST_NAME, ORIGIN
from click_to_call.install.browsers import SUBFOLDER, Browser, Kind, manifest_folders
from click_to_call.install.file_permissions import is_exposed

LAUNCHER_NAME: Final = "click-to-call-host"


def extension_id(key: str) -> str:
    """The id that Chromium gives an extension with this `key` (base64 of a DER public key)."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest[:32])


def host_manifest(kind: Kind, launcher: Path) -> dict[str, Any]:
    """Firefox refuses a manifest with keys it does not know, so the two families differ."""
    manifest: dict[str, Any] = {
        "name": HOST_NAME,
        "description": "Places calls for Click-To-Call",
        "path": str(launcher),
        "type": "stdio",
    }
    if kind == "firefox":
        return manifest | {"allowed_extensions": [FIREFOX_ID]}
    return manifest | {"allowed_origins": [ORIGIN]}


# --- places --------------------------------------------------------------------------------------


def user_folders(
    browser: Browser, *, platform: str, home: Path, environment: Mapping[str, str], state: Path
) -> list[Path]:
    """Where this browser looks for this user's hosts. On Windows the registry names the file, so it
    may lie anywhere: it lies beside the host's own files, one for each family."""
    if platform == "win32":
        return [state / browser.kind]
    return manifest_folders(browser, platform=platform, home=home, environment=environment)


def profile_folder(browser: Browser, profile: Path) -> Path:
    """A Chromium started with --user-data-dir looks in that folder; Firefox never in a profile."""
    if browser.is_firefox:
        words = "Firefox and its forks do not look for hosts in a profile. Leave --profile out, or "
        words += "name the folder that the fork looks in: --kind firefox --folder FOLDER"
        raise Problem("config_invalid", words)
    return profile.absolute() / SUBFOLDER["chromium"]


def custom_folder(kind: Kind, folder: Path) -> Path:
    """The folder for manifests of a browser that is not known by name: `folder` itself where it is
    called as such folders are, else the one below it."""
    if folder.name.lower() in {name.lower() for name in SUBFOLDER.values()}:
        return folder.absolute()
    return folder.absolute() / SUBFOLDER[kind]


def is_program() -> bool:
    """Whether this host is a program with a Python of its own, as PyInstaller makes it."""
    return bool(getattr(sys, "frozen", False))


# --- writing -------------------------------------------------------------------------------------


def launcher_text(
    platform: str, python: Path, variables: Mapping[str, str], *, is_verbose: bool = False
) -> str:
    """A script that starts this very Python, isolated: no PYTHONPATH, no user site, no current
    folder can put a module of its own in the way of ours. Where the host is a program with a Python
    of its own, `python` is that program. `variables` are set for the host where the browser does
    not set them itself."""
    options = [] if is_program() else ["-I", "-m", "click_to_call"]
    program = " ".join([*options, "--verbose"] if is_verbose else options)
    if platform == "win32":
        # Chromium runs what is not an .exe through cmd.exe and may kill only that; the host ends by
        # itself at the end of its input. "%%" because a single percent sign starts a variable.
        keep = [
            f'if not defined {name} set "{name}={value.replace("%", "%%")}"'
            for name, value in variables.items()
        ]
        start = " ".join(filter(None, [f'"{str(python).replace("%", "%%")}"', program, "%*"]))
        return "\r\n".join(["@echo off", *keep, start, ""])
    keep = [
        f"{name}=${{{name}:-{shlex.quote(value)}}}; export {name}"
        for name, value in variables.items()
    ]
    start = " ".join(filter(None, ["exec", shlex.quote(str(python)), program, '"$@"']))
    return "\n".join(["#!/bin/sh", *keep, start, ""])


def write_launcher(
    folder: Path,
    python: Path,
    variables: Mapping[str, str],
    *,
    is_verbose: bool = False,
    is_for_all: bool = False,
) -> Path:
    """Returns its absolute path, as a manifest needs it. `is_for_all`: every user may start it.

    Raises Problem("config_invalid") if other users could change it; OSError.
    """
    folder.mkdir(mode=0o755 if is_for_all else 0o700, parents=True, exist_ok=True)
    name = f"{LAUNCHER_NAME}.bat" if sys.platform == "win32" else LAUNCHER_NAME
    launcher = folder.absolute() / name
    text = launcher_text(sys.platform, python, variables, is_verbose=is_verbose)
    write_whole(launcher, text, mode=0o755 if is_for_all else 0o700)
    refuse_exposed(launcher)
    return launcher


def write_manifest(kind: Kind, folder: Path, launcher: Path, *, is_for_all: bool = False) -> Path:
    """Raises Problem("config_invalid") if other users could change it; OSError."""
    folder.mkdir(mode=0o755 if is_for_all else 0o700, parents=True, exist_ok=True)
    path = folder / f"{HOST_NAME}.json"
    # No BOM, no trailing comma, absolute path: each of these makes a browser say "not found".
    text = json.dumps(host_manifest(kind, launcher), indent=2) + "\n"
    write_whole(path, text, mode=0o644 if is_for_all else 0o600)
    refuse_exposed(path)
    return path


def write_whole(path: Path, text: str, *, mode: int) -> None:
    """A browser that looks at this moment sees the old file or the new one, never half of it."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with open(descriptor, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
        file.write(text)
    partial.chmod(mode)
    partial.replace(path)


def refuse_exposed(path: Path) -> None:
    """Whoever can change the launcher or the manifest can place calls: better not to install."""
    if is_exposed(path):
        words = f"{path} or its folder can be changed by other users. Take their right away first."
        raise Problem("config_invalid", words)


def remove(path: Path) -> bool:
    """Removes a file of ours; True if it was there."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
        return True
    return False


# --- the Windows registry ------------------------------------------------------------------------
# Written from the browsers' documentation; it could not be run here.


def register(registry: str, manifest: Path | None, *, is_for_all: bool = False) -> None:
    """Names the manifest to the browser, or forgets it (None). Does nothing off Windows.

    `registry` is the browser's key, such as "Software\\\\Mozilla". `is_for_all` needs administrator
    rights and writes below HKEY_LOCAL_MACHINE.

    The path is the key's default value. HKEY_CURRENT_USER needs no administrator and is looked up
    before HKEY_LOCAL_MACHINE; the 32-bit view is looked up first, so it is the one written.
    """
    if sys.platform != "win32":
        return
    import winreg  # exists on Windows only

    key = f"{registry}\\NativeMessagingHosts\\{HOST_NAME}"
    access = winreg.KEY_WRITE | winreg.KEY_WOW64_32KEY
    hive = winreg.HKEY_LOCAL_MACHINE if is_for_all else winreg.HKEY_CURRENT_USER
    if manifest is None:
        with contextlib.suppress(FileNotFoundError):
            winreg.DeleteKeyEx(hive, key, access)
        return
    with winreg.CreateKeyEx(hive, key, 0, access) as opened:
        winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, str(manifest))
