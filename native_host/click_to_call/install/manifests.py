"""Writes the manifest and the launcher. The manifest tells a browser where the launcher is, and the
launcher starts the host.

Depends on install/browsers.py for the folders and on install/file_permissions.py.
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
from click_to_call.host.allowed_origins import FIREFOX_ID, HOST_NAME, ORIGINS
from click_to_call.install.browsers import SUBFOLDER, Browser, Kind, manifest_folders
from click_to_call.install.file_permissions import is_exposed

LAUNCHER_NAME: Final = "click-to-call-host"


def extension_id(key: str) -> str:
    """Returns the id that Chromium gives an extension with this `key` (base64 of a DER public
    key)."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest[:32])


def host_manifest(kind: Kind, launcher: Path) -> dict[str, Any]:
    """Returns the content of a manifest for the browsers of this kind. The Chromium family and the
    Firefox family name the allowed extensions under different keys, and Firefox refuses unknown
    keys."""
    manifest: dict[str, Any] = {
        "name": HOST_NAME,
        "description": "Places calls for Click-To-Call",
        "path": str(launcher),
        "type": "stdio",
    }
    if kind == "firefox":
        return manifest | {"allowed_extensions": [FIREFOX_ID]}
    return manifest | {"allowed_origins": list(ORIGINS)}


# --- folders -------------------------------------------------------------------------------------


def user_folders(
    browser: Browser, *, platform: str, home: Path, environment: Mapping[str, str], state: Path
) -> list[Path]:
    """Returns the folders in which this browser looks for the manifests of the user's hosts.

    On Windows, a browser reads the path of a manifest from the registry, so the manifest may be in
    any folder. The host's manifests are in its state folder, in a subfolder for each family of
    browsers."""
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
    """Returns the folder for manifests of an unknown browser: `folder` itself if it has the name
    that browsers use for folders of manifests, otherwise a folder of that name inside `folder`."""
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
    """Returns a script that starts the host. The script first sets each of `variables` that the
    browser has not set. Then the script runs `python` in isolated mode (-I), in which PYTHONPATH,
    user packages and the current folder cannot replace modules of the host. If PyInstaller has
    built the host, `python` is the host's own program, and there is no such mode."""
    options = [] if is_program() else ["-I", "-m", "click_to_call"]
    program = " ".join([*options, "--verbose"] if is_verbose else options)
    if platform == "win32":
        # In a .bat file, a single percent sign begins the name of a variable, so each percent sign
        # is doubled. Chromium may kill only the cmd.exe that runs the .bat file. The host then ends
        # by itself, because its standard input ends.
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
    """Writes the launcher and returns its absolute path, which a manifest needs. With `is_for_all`,
    every user may run the launcher.

    Raises Problem("config_invalid") if other users can change the launcher. Raises OSError if the
    launcher cannot be written.
    """
    folder.mkdir(mode=0o755 if is_for_all else 0o700, parents=True, exist_ok=True)
    name = f"{LAUNCHER_NAME}.bat" if sys.platform == "win32" else LAUNCHER_NAME
    launcher = folder.absolute() / name
    text = launcher_text(sys.platform, python, variables, is_verbose=is_verbose)
    write_whole(launcher, text, mode=0o755 if is_for_all else 0o700)
    refuse_exposed(launcher)
    return launcher


def write_manifest(kind: Kind, folder: Path, launcher: Path, *, is_for_all: bool = False) -> Path:
    """Writes the manifest and returns its path. With `is_for_all`, every user may read the
    manifest.

    Raises Problem("config_invalid") if other users can change the manifest. Raises OSError if the
    manifest cannot be written.
    """
    folder.mkdir(mode=0o755 if is_for_all else 0o700, parents=True, exist_ok=True)
    path = folder / f"{HOST_NAME}.json"
    # The path in the manifest is absolute, and json.dumps writes no trailing comma. Otherwise the
    # browser would report that the host was not found.
    text = json.dumps(host_manifest(kind, launcher), indent=2) + "\n"
    write_whole(path, text, mode=0o644 if is_for_all else 0o600)
    refuse_exposed(path)
    return path


def write_whole(path: Path, text: str, *, mode: int) -> None:
    """Replaces the content of a file in one step. A browser that reads the file at that moment gets
    either the old or the new content, never a part."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with open(descriptor, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
        file.write(text)
    partial.chmod(mode)
    partial.replace(path)


def refuse_exposed(path: Path) -> None:
    """Raises Problem("config_invalid") if other users can change the file. By changing the launcher
    or the manifest, they could place calls as this user."""
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
# The source of this section is the browsers' documentation; no test ran on Windows.


def register(registry: str, manifest: Path | None, *, is_for_all: bool = False) -> None:
    """Writes the manifest's path to the Windows registry. If `manifest` is None, removes the path
    from the registry. Does nothing on other systems.

    `registry` is the browser's key, such as "Software\\Mozilla". With `is_for_all`, the path is
    written below HKEY_LOCAL_MACHINE, which needs administrator rights; otherwise below
    HKEY_CURRENT_USER, where browsers look first.

    The path is the key's default value. It is written to the 32-bit view of the registry, because
    browsers look there before they look in the 64-bit view.
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
