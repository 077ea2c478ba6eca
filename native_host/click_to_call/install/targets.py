"""For which browsers the host is installed or removed: the folders for their manifests.

Depends on browsers.py and manifests.py for the places.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.folders import home_folder
from click_to_call.install import manifests
from click_to_call.install.browsers import (
    BROWSERS,
    Browser,
    Kind,
    browser_named,
    is_found,
    system_folders,
)

LAUNCHERS_FOR_ALL: Final = {
    "linux": "usr/local/lib/click-to-call",
    "darwin": "Library/Application Support/click-to-call",
    "win32": "ProgramData/click-to-call",
}
"""Where the launcher for all users lies, without the root."""
_REGISTRY_OF: Final[dict[Kind, str]] = {
    "chromium": r"Software\Google\Chrome",
    "firefox": r"Software\Mozilla",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """For which browsers. Without any of these: for all that are found here."""

    names: Sequence[str] = ()
    profile: Path | None = None
    """A folder that a Chromium was started with as its --user-data-dir."""
    kind: Kind | None = None
    folder: Path | None = None
    """With `kind`: where a browser that is not known by name looks for hosts."""
    system: bool = False
    """For all users of this computer."""
    root: Path | None = None
    """With `system`: the folder below which files are written, to make a package of them."""
    python: Path | None = None
    """With `root`: the Python that the package will bring, as the launcher is to start it."""

    @property
    def is_named(self) -> bool:
        """Whether the browsers were named; else they are all that were found."""
        return bool(self.names or self.profile or self.folder or self.kind)

    @property
    def top(self) -> Path:
        return self.root.absolute() if self.root is not None else Path("/")


@dataclass(frozen=True, kw_only=True)
class Target:
    """One folder that is to hold a manifest."""

    label: str
    kind: Kind
    folder: Path
    registry: str


def targets_of(config: Config, environment: Mapping[str, str], choice: Choice) -> list[Target]:
    """The folders of this user. Raises Problem("config_invalid") for what cannot be meant."""
    home = home_folder(environment)
    if choice.folder is not None or choice.kind is not None:
        return [_custom(choice)]
    if choice.profile is not None:
        chosen = [browser_named(name) for name in choice.names or ["chromium"]]
        return [
            _target(browser, manifests.profile_folder(browser, choice.profile))
            for browser in chosen
        ]
    chosen = [browser_named(name) for name in choice.names] or [
        browser
        for browser in BROWSERS
        if is_found(browser, platform=sys.platform, home=home, environment=environment)
    ]
    targets: dict[tuple[Path, str], Target] = {}
    for browser in chosen:
        for folder in manifests.user_folders(
            browser,
            platform=sys.platform,
            home=home,
            environment=environment,
            state=config.state,
        ):
            # Forks share Firefox's folder; on Windows each key of the registry counts.
            key = (folder, browser.registry if sys.platform == "win32" else "")
            targets.setdefault(key, _target(browser, folder))
    return list(targets.values())


def _custom(choice: Choice) -> Target:
    if choice.folder is None or choice.kind is None:
        words = "--kind and --folder go together: --kind firefox --folder ~/.librewolf"
        raise Problem("config_invalid", words)
    folder = manifests.custom_folder(choice.kind, choice.folder)
    registry = _REGISTRY_OF[choice.kind]
    return Target(label=choice.kind, kind=choice.kind, folder=folder, registry=registry)


def _target(browser: Browser, folder: Path) -> Target:
    return Target(label=browser.name, kind=browser.kind, folder=folder, registry=browser.registry)


def targets_for_all(choice: Choice, launchers: Path) -> list[Target]:
    """The folders of all users. On Windows the registry names the files, which lie beside the
    launcher."""
    chosen = [browser_named(name) for name in choice.names] or BROWSERS
    targets: dict[str, Target] = {}
    for browser in chosen:
        folders = [choice.top / place for place in system_folders(browser, platform=sys.platform)]
        if sys.platform == "win32":
            folders = [launchers / browser.kind]
        for folder in folders:
            # Channels share a folder; on Windows each key of the registry counts.
            key = browser.registry if sys.platform == "win32" else str(folder)
            targets.setdefault(key, _target(browser, folder))
    return list(targets.values())
