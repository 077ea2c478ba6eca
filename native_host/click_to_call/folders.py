"""Finds the user's folders for settings, state and logs, and the folder of the administrator's
settings.

Depends on errors.py, and on `platformdirs` for macOS and Windows. On Linux, the folders follow the
XDG Base Directory Specification. This specification demands that an XDG variable counts as unset if
its value is not an absolute path; this module treats HOME in this way too.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from click_to_call.errors import Problem

APPLICATION: Final = "click-to-call"


def home_folder(environment: Mapping[str, str]) -> Path:
    """Returns the user's home folder, which HOME names. If HOME is empty or relative, the folder is
    taken from the system's user database. Raises Problem("config_invalid") if the user is not in
    that database, as in some containers."""
    if sys.platform == "win32":
        return Path.home()
    named = Path(environment.get("HOME", ""))
    if named.is_absolute():
        return named
    import pwd  # not available on Windows

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        words = f"The user {os.getuid()} has no home folder on this computer. Set HOME."
        raise Problem("config_invalid", words) from None


def system_folder() -> Path:
    """Returns the folder with the administrator's settings for all users of this computer. No
    environment variable moves this folder, because users must not be able to undo the locked
    settings in it."""
    if sys.platform in ("darwin", "win32"):
        from platformdirs import PlatformDirs

        return PlatformDirs(APPLICATION, appauthor=False).site_config_path
    return Path("/etc") / APPLICATION


def usual_folders(environment: Mapping[str, str]) -> tuple[Path, Path, Path]:
    """Returns three folders of the user: for settings, for state and for logs."""
    if sys.platform in ("darwin", "win32"):
        # Imported only here, because an installation with CLICK_TO_CALL_HOME does not need
        # platformdirs.
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
