"""Writes the manifest that tells a browser where the host is, and the launcher that the manifest
names.

Depends on install/browsers.py for the folders and on install/file_permissions.py.
install/installer.py calls it.
"""

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
    """Returns the id that Chromium gives an extension with this `key` (base64 of a DER public
    key)."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest[:32])


def host_manifest(kind: Kind, launcher: Path) -> dict[str, Any]:
    """Returns the manifest's content. The two families differ, because Firefox refuses unknown
    keys."""
    manifest: dict[str, Any] = {
        "name": HOST_NAME,
        "description": "Places calls for Click-To-Call",
        "path": str(launcher),
        "type": "stdio",
    }
    if kind == "firefox":
        return manifest | {"allowed_extensions": [FIREFOX_ID]}
    return manifest | {"allowed_origins": [ORIGIN]}


# --- folders -------------------------------------------------------------------------------------


def user_folders(
    browser: Browser, *, platform: str, home: Path, environment: Mapping[str, str], state: Path
) -> list[Path]:
    """Returns the folders in which this browser looks for the user's hosts. On Windows the registry
    names the manifest, so it is beside the host's own files, one for each family."""
    if platform == "win32":
        return [state / browser.kind]
    return manifest_folders(browser, platform=platform, home=home, environment=environment)


def profile_folder(browser: Browser, profile: Path) -> Path:
    """Returns the folder in which a Chromium with this --user-data-dir looks for hosts. Raises
    Problem("config_invalid") for Firefox, which does not look in profiles."""
    if browser.is_firefox:
        words = "Firefox and its forks do not look for hosts in a profile. Leave --profile out, or "
        words += "name the folder that the fork looks in: --kind firefox --folder FOLDER"
        raise Problem("config_invalid", words)
    return profile.absolute() / SUBFOLDER["chromium"]


def custom_folder(kind: Kind, folder: Path) -> Path:
    """Returns the folder for manifests of an unknown browser: `folder` if it has the usual name,
    otherwise the folder of that name below it."""
    if folder.name.lower() in {name.lower() for name in SUBFOLDER.values()}:
        return folder.absolute()
    return folder.absolute() / SUBFOLDER[kind]


def is_program() -> bool:
    """Returns whether this host is a program with its own Python, built with PyInstaller."""
    return bool(getattr(sys, "frozen", False))


# --- writing -------------------------------------------------------------------------------------


def launcher_text(
    platform: str, python: Path, variables: Mapping[str, str], *, is_verbose: bool = False
) -> str:
    """Returns a script that starts this Python in isolated mode (-I): PYTHONPATH, user packages
    and the current folder cannot replace modules of the host. If the host is a program with its
    own Python, `python` is that program. The script sets `variables` unless the browser has set
    them."""
    options = [] if is_program() else ["-I", "-m", "click_to_call"]
    program = " ".join([*options, "--verbose"] if is_verbose else options)
    if platform == "win32":
        # Chromium starts a .bat file through cmd.exe and may kill only that; the host itself ends
        # at the end of its input. "%%" stands for one percent sign, which would begin a variable.
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
    """Writes the launcher and returns its absolute path, which a manifest needs. `is_for_all`:
    every user may start it.

    Raises Problem("config_invalid") if other users could change it, and OSError.
    """
    folder.mkdir(mode=0o755 if is_for_all else 0o700, parents=True, exist_ok=True)
    name = f"{LAUNCHER_NAME}.bat" if sys.platform == "win32" else LAUNCHER_NAME
    launcher = folder.absolute() / name
    text = launcher_text(sys.platform, python, variables, is_verbose=is_verbose)
    write_whole(launcher, text, mode=0o755 if is_for_all else 0o700)
    refuse_exposed(launcher)
    return launcher


def write_manifest(kind: Kind, folder: Path, launcher: Path, *, is_for_all: bool = False) -> Path:
    """Writes the manifest and returns its path. Raises Problem("config_invalid") if other users
    could change it, and OSError."""
    folder.mkdir(mode=0o755 if is_for_all else 0o700, parents=True, exist_ok=True)
    path = folder / f"{HOST_NAME}.json"
    # A byte order mark, a trailing comma or a relative path would make a browser report "not
    # found".
    text = json.dumps(host_manifest(kind, launcher), indent=2) + "\n"
    write_whole(path, text, mode=0o644 if is_for_all else 0o600)
    refuse_exposed(path)
    return path


def write_whole(path: Path, text: str, *, mode: int) -> None:
    """Writes a file in one step: a browser that reads it meanwhile gets the old or the new
    content."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with open(descriptor, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
        file.write(text)
    partial.chmod(mode)
    partial.replace(path)


def refuse_exposed(path: Path) -> None:
    """Raises Problem("config_invalid") for a file that other users can change. With the launcher or
    the manifest, they could place calls."""
    if is_exposed(path):
        words = f"{path} or its folder can be changed by other users. Take their right away first."
        raise Problem("config_invalid", words)


def remove(path: Path) -> bool:
    """Removes a file. Returns whether it existed."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
        return True
    return False


# --- the Windows registry ------------------------------------------------------------------------
# Written from the browsers' documentation; not tested on Windows.


def register(registry: str, manifest: Path | None, *, is_for_all: bool = False) -> None:
    """Writes the manifest's path to the registry, or removes it (None). Does nothing on other
    systems.

    `registry` is the browser's key, such as "Software\\Mozilla". `is_for_all` writes below
    HKEY_LOCAL_MACHINE and needs administrator rights.

    The path is the key's default value. Browsers look below HKEY_CURRENT_USER first, then below
    HKEY_LOCAL_MACHINE, and in the 32-bit view first; that view is the one written.
    """
    if sys.platform != "win32":
        return
    import winreg  # available on Windows only

    key = f"{registry}\\NativeMessagingHosts\\{HOST_NAME}"
    access = winreg.KEY_WRITE | winreg.KEY_WOW64_32KEY
    hive = winreg.HKEY_LOCAL_MACHINE if is_for_all else winreg.HKEY_CURRENT_USER
    if manifest is None:
        with contextlib.suppress(FileNotFoundError):
            winreg.DeleteKeyEx(hive, key, access)
        return
    with winreg.CreateKeyEx(hive, key, 0, access) as opened:
        winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, str(manifest))
