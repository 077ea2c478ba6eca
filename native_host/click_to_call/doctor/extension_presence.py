"""Finds the profiles of a browser in which the extension is installed, from the browser's own
files.

Depends on install/browsers.py and host/allowed_origins.py. Changes nothing. Reads the files
`Preferences` and `Secure Preferences` in the Chromium family, and `extensions.json` in the Firefox
family.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from click_to_call.host.allowed_origins import EXTENSION_IDS, FIREFOX_ID
from click_to_call.install.browsers import Browser, own_folders


def profiles_with_extension(
    browser: Browser, *, platform: str, home: Path, environment: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Returns two lists: the names of the profiles in which the extension is switched on, each with
    the extension's version, as in "Default (0.1.0)"; and the names of all other profiles."""
    having: list[str] = []
    lacking: list[str] = []
    version_in = _version_in_firefox if browser.is_firefox else _version_in_chromium
    for profile in _profiles(browser, platform, home, environment):
        version = version_in(profile)
        if version is None:
            lacking.append(profile.name)
        else:
            having.append(f"{profile.name} ({version})" if version else profile.name)
    return having, lacking


def _profiles(
    browser: Browser, platform: str, home: Path, environment: Mapping[str, str]
) -> Iterator[Path]:
    folders = own_folders(browser, platform=platform, home=home, environment=environment)
    if not browser.is_firefox:
        for folder in folders:
            yield from sorted(file.parent for file in folder.glob("*/Preferences"))
        return
    name = "firefox" if browser.name == "firefox" else browser.linux[0].lstrip(".")
    places = [folder / below for folder in folders for below in ("", "firefox", "Profiles")]
    places += [home / ".config/mozilla/firefox", home / f".config/{name}/{name}"]
    places += [home / f"snap/{name}/common/.mozilla/firefox"]
    places += [home / f".var/app/{browser.flatpak}/.mozilla/firefox"] if browser.flatpak else []
    if platform == "darwin":
        places.append(home / "Library/Application Support" / browser.title / "Profiles")
    for place in dict.fromkeys(places):
        yield from sorted(file.parent for file in place.glob("*/extensions.json"))


def is_in_profile(profile: Path) -> bool:
    """Returns whether the extension is switched on in this --user-data-dir of a Chromium."""
    files = profile.glob("*/Preferences")
    return any(_version_in_chromium(file.parent) is not None for file in files)


def _version_in_chromium(profile: Path) -> str | None:
    """Returns the extension's version, or "" if the version is unknown. Returns None if the profile
    lacks the extension or has switched it off."""
    files = ("Secure Preferences", "Preferences")
    for name, own in product(files, EXTENSION_IDS):
        settings = _at(_content(profile / name), "extensions", "settings", own)
        # If the user has switched the extension off, older versions of Chromium write the state 0,
        # and newer versions write a list of `disable_reasons`.
        if settings and settings.get("state") != 0 and not settings.get("disable_reasons"):
            # If the extension was loaded from a folder, the settings hold the folder's path in
            # place of the extension's manifest.
            folder = Path(str(settings.get("path", "")))
            manifest = settings.get("manifest") or _content(folder / "manifest.json")
            return str(manifest.get("version", "")) if isinstance(manifest, dict) else ""
    return None


def _version_in_firefox(profile: Path) -> str | None:
    addons = _content(profile / "extensions.json").get("addons")
    for addon in addons if isinstance(addons, list) else []:
        if isinstance(addon, dict) and addon.get("id") == FIREFOX_ID and addon.get("active", True):
            return str(addon.get("version", ""))
    return None


def _content(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _at(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        found = fields.get(name)
        fields = found if isinstance(found, dict) else {}
    return fields
