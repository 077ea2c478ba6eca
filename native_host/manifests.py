"""Where each browser on each system looks for a native-messaging host; write, check, remove.

Knows paths and the manifest's form only. Sources: the native-messaging pages of Chrome, Edge and
MDN, Chromium's launch_context_posix.cc and launch_context_win.cc, and the installers of Bitwarden,
KeePassXC and browserpass.
"""

import base64
import contextlib
import hashlib
import json
import os
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from native_host.callers import FIREFOX_ID, HOST_NAME, ORIGIN
from native_host.errors import Problem
from native_host.trust import is_exposed

LAUNCHER_NAME: Final = "click-to-call-host"


@dataclass(frozen=True)
class Browser:
    """Folders are relative to the user's home (Linux) and to ~/Library/Application Support (macOS);
    the registry key is under HKEY_CURRENT_USER."""

    name: str
    linux: str
    macos: str
    registry: str
    programs: tuple[str, ...]
    is_firefox: bool = False


BROWSERS: Final = (
    Browser(
        "chrome",
        ".config/google-chrome/NativeMessagingHosts",
        "Google/Chrome/NativeMessagingHosts",
        r"Software\Google\Chrome\NativeMessagingHosts",
        ("google-chrome", "google-chrome-stable"),
    ),
    Browser(
        "chromium",
        ".config/chromium/NativeMessagingHosts",
        "Chromium/NativeMessagingHosts",
        r"Software\Chromium\NativeMessagingHosts",
        ("chromium", "chromium-browser"),
    ),
    Browser(
        "edge",
        ".config/microsoft-edge/NativeMessagingHosts",
        "Microsoft Edge/NativeMessagingHosts",
        r"Software\Microsoft\Edge\NativeMessagingHosts",
        ("microsoft-edge", "microsoft-edge-stable"),
    ),
    Browser(
        "brave",
        ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts",
        "BraveSoftware/Brave-Browser/NativeMessagingHosts",
        # Brave reads Chrome's key; Bitwarden writes this one as well.
        r"Software\BraveSoftware\Brave-Browser\NativeMessagingHosts",
        ("brave-browser", "brave"),
    ),
    Browser(
        "vivaldi",
        ".config/vivaldi/NativeMessagingHosts",
        "Vivaldi/NativeMessagingHosts",
        r"Software\Vivaldi\NativeMessagingHosts",
        ("vivaldi", "vivaldi-stable"),
    ),
    Browser(
        "firefox",
        ".mozilla/native-messaging-hosts",
        "Mozilla/NativeMessagingHosts",
        r"Software\Mozilla\NativeMessagingHosts",
        ("firefox", "firefox-esr"),
        is_firefox=True,
    ),
)


def browser_named(name: str) -> Browser:
    """Raises Problem("config_invalid") for a browser that is not known."""
    for browser in BROWSERS:
        if browser.name == name.lower():
            return browser
    known = ", ".join(browser.name for browser in BROWSERS)
    raise Problem("config_invalid", f"Unknown browser {name!r}. Known are {known}.")


def extension_id(key: str) -> str:
    """The id that Chromium gives an extension with this `key` (base64 of a DER public key)."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest[:32])


def host_manifest(browser: Browser, launcher: Path) -> dict[str, Any]:
    """Firefox refuses a manifest with keys it does not know, so the two families differ."""
    manifest: dict[str, Any] = {
        "name": HOST_NAME,
        "description": "Places calls for Click-To-Call",
        "path": str(launcher),
        "type": "stdio",
    }
    if browser.is_firefox:
        return manifest | {"allowed_extensions": [FIREFOX_ID]}
    return manifest | {"allowed_origins": [ORIGIN]}


# --- places --------------------------------------------------------------------------------------


def user_folder(browser: Browser, *, platform: str, home: Path, state: Path) -> Path:
    """Where this browser looks for this user's hosts. On Windows the registry names the file, so it
    may lie anywhere: it lies beside the host's own files, one for each family."""
    if platform == "darwin":
        return home / "Library/Application Support" / browser.macos
    if platform == "win32":
        return state / ("firefox" if browser.is_firefox else "chromium")
    return home / browser.linux


_SYSTEM_FOLDERS: Final = {
    ("linux", "chrome"): ("etc/opt/chrome/native-messaging-hosts",),
    ("linux", "chromium"): ("etc/chromium/native-messaging-hosts",),
    ("linux", "edge"): ("etc/opt/edge/native-messaging-hosts",),
    ("linux", "brave"): (
        "etc/opt/brave/native-messaging-hosts",
        "etc/opt/chrome/native-messaging-hosts",
    ),
    ("linux", "vivaldi"): (
        "etc/vivaldi/native-messaging-hosts",
        "etc/opt/chrome/native-messaging-hosts",
    ),
    ("linux", "firefox"): (
        "usr/lib/mozilla/native-messaging-hosts",
        "usr/lib64/mozilla/native-messaging-hosts",
    ),
    ("darwin", "chrome"): ("Library/Google/Chrome/NativeMessagingHosts",),
    ("darwin", "chromium"): ("Library/Application Support/Chromium/NativeMessagingHosts",),
    ("darwin", "edge"): ("Library/Microsoft/Edge/NativeMessagingHosts",),
    ("darwin", "firefox"): ("Library/Application Support/Mozilla/NativeMessagingHosts",),
}


def system_folders(browser: Browser, *, platform: str) -> tuple[str, ...]:
    """Where this browser looks for hosts of all users, after the user's own; without the root.

    A system package puts one there. The sources disagree on Brave and Vivaldi, hence two.
    """
    return _SYSTEM_FOLDERS.get((platform, browser.name), ())


def profile_folder(browser: Browser, profile: Path) -> Path:
    """A Chromium started with --user-data-dir looks in that folder; Firefox never in a profile."""
    if browser.is_firefox:
        words = "Firefox looks for hosts in the user's folder only: leave --profile out."
        raise Problem("config_invalid", words)
    return profile.absolute() / "NativeMessagingHosts"


def is_found(browser: Browser, *, platform: str, home: Path) -> bool:
    """Whether this browser seems to be used here."""
    if platform == "win32":
        return True  # a registry value for a browser that is not there harms nobody
    folder = user_folder(browser, platform=platform, home=home, state=home)
    # A Firefox in a sandbox finds the user's hosts through the desktop's portal.
    in_flatpak = browser.is_firefox and (home / ".var/app/org.mozilla.firefox").is_dir()
    return folder.parent.is_dir() or in_flatpak or any(map(shutil.which, browser.programs))


# --- writing -------------------------------------------------------------------------------------


def launcher_text(
    platform: str, python: Path, moved_home: Path | None, *, is_verbose: bool = False
) -> str:
    """A script that starts this very Python, isolated: no PYTHONPATH, no user site, no current
    folder can put a module of its own in the way of ours."""
    program = "-I -m native_host --verbose" if is_verbose else "-I -m native_host"
    if platform == "win32":
        # Chromium runs what is not an .exe through cmd.exe and may kill only that; the host ends by
        # itself at the end of its input. "%%" because a single percent sign starts a variable.
        home = str(moved_home).replace("%", "%%")
        keep = [f'if not defined CLICK_TO_CALL_HOME set "CLICK_TO_CALL_HOME={home}"']
        start = f'"{str(python).replace("%", "%%")}" {program} %*'
        return "\r\n".join(["@echo off", *(keep if moved_home else []), start, ""])
    keep = []
    if moved_home:
        keep = [f": ${{CLICK_TO_CALL_HOME:={shlex.quote(str(moved_home))}}}"]
        keep += ["export CLICK_TO_CALL_HOME"]
    start = f'exec {shlex.quote(str(python))} {program} "$@"'
    return "\n".join(["#!/bin/sh", *keep, start, ""])


def write_launcher(
    folder: Path, python: Path, moved_home: Path | None, *, is_verbose: bool = False
) -> Path:
    """Returns its absolute path, as a manifest needs it.

    Raises Problem("config_invalid") if other users could change it; OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{LAUNCHER_NAME}.bat" if sys.platform == "win32" else LAUNCHER_NAME
    launcher = folder.absolute() / name
    text = launcher_text(sys.platform, python, moved_home, is_verbose=is_verbose)
    write_whole(launcher, text, mode=0o700)
    refuse_exposed(launcher)
    return launcher


def write_manifest(browser: Browser, folder: Path, launcher: Path) -> Path:
    """Raises Problem("config_invalid") if other users could change it; OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{HOST_NAME}.json"
    # No BOM, no trailing comma, absolute path: each of these makes a browser say "not found".
    write_whole(path, json.dumps(host_manifest(browser, launcher), indent=2) + "\n", mode=0o600)
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


def register(browser: Browser, manifest: Path | None) -> None:
    """Names the manifest to the browser, or forgets it (None). Does nothing off Windows.

    The path is the key's default value. HKEY_CURRENT_USER needs no administrator and is looked up
    before HKEY_LOCAL_MACHINE; the 32-bit view is looked up first, so it is the one written.
    """
    if sys.platform != "win32":
        return
    import winreg  # noqa: PLC0415 - exists on Windows only

    key = f"{browser.registry}\\{HOST_NAME}"
    access = winreg.KEY_WRITE | winreg.KEY_WOW64_32KEY
    if manifest is None:
        with contextlib.suppress(FileNotFoundError):
            winreg.DeleteKeyEx(winreg.HKEY_CURRENT_USER, key, access)
        return
    with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key, 0, access) as opened:
        winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, str(manifest))
