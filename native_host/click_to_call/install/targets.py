"""Chooses the browsers for which the host is installed, and the folders of their manifests.

Depends on install/browsers.py and install/manifests.py.
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
"""For each platform, the folder of the launcher that all users of a computer share. The path is
relative to "/"."""
_REGISTRY_OF: Final[dict[Kind, str]] = {
    "chromium": r"Software\Google\Chrome",
    "firefox": r"Software\Mozilla",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The options of `install` and `uninstall` that choose browsers and users. If no option names a
    browser, `install` chooses every browser that it finds."""

    names: Sequence[str] = ()
    profile: Path | None = None
    """The --user-data-dir folder of a Chromium."""
    kind: Kind | None = None
    folder: Path | None = None
    """The folder in which an unknown browser of the family `kind` looks for hosts. Only used if
    `kind` is set."""
    system: bool = False
    """Whether to install for all users of this computer."""
    root: Path | None = None
    """The folder that takes the place of "/" when files are written, so that a package can be built
    from these files. Only used if `system` is True."""
    python: Path | None = None
    """The path at which the Python interpreter will be when the built package is installed. The
    launcher starts this interpreter. Only used if `root` is set."""

    @property
    def is_named(self) -> bool:
        """Whether at least one option names a browser."""
        return bool(self.names or self.profile or self.folder or self.kind)

    @property
    def top(self) -> Path:
        return self.root.absolute() if self.root is not None else Path("/")


@dataclass(frozen=True, kw_only=True)
class Target:
    """A folder in which to write a manifest."""

    label: str
    kind: Kind
    folder: Path
    registry: str


def targets_of(config: Config, environment: Mapping[str, str], choice: Choice) -> list[Target]:
    """Returns the folders for this user's manifests. Raises Problem("config_invalid") if the
    options name an unknown browser or do not fit together."""
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
            # Firefox's forks share a folder with Firefox, so one manifest serves all of them. On
            # Windows, each registry key needs an entry of its own, even if the folder is shared.
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
    """Returns the folders for manifests that serve all users. On Windows, these folders are beside
    the launcher. They may be anywhere, because the registry tells browsers where a manifest is."""
    chosen = [browser_named(name) for name in choice.names] or BROWSERS
    targets: dict[str, Target] = {}
    for browser in chosen:
        folders = [choice.top / place for place in system_folders(browser, platform=sys.platform)]
        if sys.platform == "win32":
            folders = [launchers / browser.kind]
        for folder in folders:
            # The channels of a browser share a folder, so one manifest serves all of them. On
            # Windows, each registry key needs an entry of its own.
            key = browser.registry if sys.platform == "win32" else str(folder)
            targets.setdefault(key, _target(browser, folder))
    return list(targets.values())
