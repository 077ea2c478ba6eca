"""The folders for settings, state and logs: the user's, wherever the environment moves them, and
the administrator's.

Depends on `platformdirs` for macOS and Windows. On Linux as the XDG Base Directory Specification
says: a variable that is not an absolute path is as if it were not set; an empty HOME is no home.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

APPLICATION: Final = "click-to-call"


def home_folder(environment: Mapping[str, str]) -> Path:
    """The user's home folder; the account's own where HOME is empty or relative."""
    if sys.platform == "win32":
        return Path.home()
    named = Path(environment.get("HOME", ""))
    if named.is_absolute():
        return named
    import pwd  # not on Windows

    return Path(pwd.getpwuid(os.getuid()).pw_dir)


def system_folder() -> Path:
    """Where an administrator sets what counts for every user of this computer. No variable moves
    it, as a user's surroundings must not undo what is locked there."""
    if sys.platform in ("darwin", "win32"):
        from platformdirs import PlatformDirs

        return PlatformDirs(APPLICATION, appauthor=False).site_config_path
    return Path("/etc") / APPLICATION


def usual_folders(environment: Mapping[str, str]) -> tuple[Path, Path, Path]:
    """For settings, for state and for logs."""
    if sys.platform in ("darwin", "win32"):
        # Imported here because a moved installation needs none of it.
        from platformdirs import PlatformDirs

        folders = PlatformDirs(APPLICATION, appauthor=False)
        return folders.user_config_path, folders.user_state_path, folders.user_log_path
    return _xdg_folders(environment)


def _xdg_folders(environment: Mapping[str, str]) -> tuple[Path, Path, Path]:
    home = home_folder(environment)
    config, state = (
        named if named.is_absolute() else home / usual
        for named, usual in (
            (Path(environment.get("XDG_CONFIG_HOME", "")), ".config"),
            (Path(environment.get("XDG_STATE_HOME", "")), ".local/state"),
        )
    )
    return config / APPLICATION, state / APPLICATION, state / APPLICATION / "log"
