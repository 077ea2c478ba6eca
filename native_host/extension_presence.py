"""In which profiles of a browser the extension is installed, as the browser's own files say.

Depends on browsers.py and callers.py. Reads only; the files are `Preferences` and
`Secure Preferences` of the Chromium family and `extensions.json` of the Firefox family.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from native_host.browsers import Browser, own_folders
from native_host.callers import EXTENSION_ID, FIREFOX_ID


def profiles_with_extension(
    browser: Browser, *, platform: str, home: Path, environment: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """The names of the profiles that have the extension switched on, and of the others."""
    having: list[str] = []
    lacking: list[str] = []
    for profile in _profiles(browser, platform, home, environment):
        known = _is_in_firefox if browser.is_firefox else _is_in_chromium
        (having if known(profile) else lacking).append(profile.name)
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
    """Whether a Chromium started with this --user-data-dir has the extension."""
    return any(_is_in_chromium(file.parent) for file in profile.glob("*/Preferences"))


def _is_in_chromium(profile: Path) -> bool:
    for name in ("Secure Preferences", "Preferences"):
        settings = _at(_content(profile / name), "extensions", "settings", EXTENSION_ID)
        # 0 is "disabled"; newer versions say so by a list of reasons instead.
        if settings and settings.get("state") != 0 and not settings.get("disable_reasons"):
            return True
    return False


def _is_in_firefox(profile: Path) -> bool:
    addons = _content(profile / "extensions.json").get("addons")
    return any(
        isinstance(addon, dict) and addon.get("id") == FIREFOX_ID and addon.get("active", True)
        for addon in (addons if isinstance(addons, list) else [])
    )


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
