"""Refuses an installation that would soon break, or that would be for the wrong user. `install`
calls these checks before it writes anything.

Depends on errors.py. Sources: uv's cache folders, pipx' documentation of `pipx run`, the manuals of
sudo and doas.
"""

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from click_to_call.errors import Problem

_CACHES: Final = re.compile(
    r"/uv/(?:archive|environments|builds)-v\d+/"
    r"|/(?:archive|environments|builds)-v\d+/"
    r"|/pipx/(?:\.cache|cache)/|/\.cache/pipx/|/\.cache/[0-9a-f]{12,}/"
    r"|/pip-(?:build-env|run|install|req-build)-[^/]+/"
    r"|/\.mount_[^/]+/|/_MEI\w+/"
    r"|/\.pex/|/\.cache/pex/|/\.shiv/"
)
"""The cache folders of uvx, pipx run, pip's builds, AppImages, PyInstaller, pex and shiv. These
programs empty their cache folders without asking."""

_OF_ONE_VERSION: Final = re.compile(
    r"^/nix/store/|/Cellar/[^/]+/[^/]+/|^/snap/[^/]+/x?\d+/|/\.[nt]ox/"
)
"""Folders that an update of the package replaces, and folders that tox and nox create for tests. A
host installed from such a folder stops working when the folder is replaced."""

_LASTING: Final = "Install it to stay, with: pipx install click-to-call (or: uv tool install …)"


def refuse_throwaway(python: Path, environment: Mapping[str, str]) -> None:
    """Raises Problem("config_invalid") if this Python is in a cache folder: when someone empties
    the cache, browsers can no longer start the host."""
    for place in {python.as_posix(), Path(sys.prefix).as_posix() + "/"}:
        if _CACHES.search(place) or _is_in_named_cache(Path(place), environment):
            words = f"{python} is in a throw-away environment, which its owner empties some day."
            raise Problem("config_invalid", f"{words} {_LASTING}")


def _is_in_named_cache(place: Path, environment: Mapping[str, str]) -> bool:
    places = (("UV_CACHE_DIR", ""), ("XDG_CACHE_HOME", "pipx"), ("PIPX_HOME", ".cache"))
    folders = [Path(environment.get(name, "")) / below for name, below in places]
    return any(folder.is_absolute() and place.is_relative_to(folder) for folder in folders)


def notes_on(python: Path) -> list[str]:
    """Returns notes to show the user if this Python is in an unusual folder. `install` does not
    refuse the folder, because the user may have chosen it on purpose."""
    temporary = {tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm"}  # noqa: S108 - compared, not written to
    if any(python.is_relative_to(folder) for folder in temporary):
        return [
            f"{python} is in a folder for temporary files: run click-to-call install again from "
            "another place when that is emptied."
        ]
    if _OF_ONE_VERSION.search(python.as_posix()):
        return [f"{python} goes with its version: run click-to-call install again after an update."]
    return []


def refuse_other_user(environment: Mapping[str, str]) -> None:
    """Raises Problem("config_invalid") if a user runs the command as root through sudo or doas. The
    host would be installed in root's home folder, where that user's browsers do not look."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    behind = environment.get("SUDO_USER") or environment.get("DOAS_USER") or ""
    if behind and behind != "root":
        words = f"This would be for root, whose browsers are not those of {behind}."
        cure = "Run it without sudo; for all users: sudo click-to-call install --system"
        raise Problem("config_invalid", f"{words} {cure}")


def refuse_private(python: Path) -> None:
    """Raises Problem("config_invalid") if other users cannot start this Python, because a host that
    is installed for all users must run in it."""
    if sys.platform == "win32":
        return
    for place in (Path(sys.prefix), python.resolve()):
        for folder in (place, *place.parents):
            if not folder.stat().st_mode & 0o001:
                words = f"Other users cannot start {python}: {folder} is closed to them."
                cure = "Install it for all users: sudo pipx install --global click-to-call"
                raise Problem("config_invalid", f"{words} {cure}")
