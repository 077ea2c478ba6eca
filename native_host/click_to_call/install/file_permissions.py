"""Whether someone else on this computer could change a file that the host relies on.

Depends on the file system's owners and modes.
"""

import os
import stat
import sys
from pathlib import Path


def is_exposed(path: Path) -> bool:
    """True if `path` or its folder can be changed by another user. A missing file is not exposed.

    Windows keeps user folders to their user by itself, and has no such modes.
    """
    if sys.platform == "win32":
        return False
    return any(_is_open_to_others(place) for place in (path, path.parent))


def _is_open_to_others(place: Path) -> bool:
    try:
        found = place.stat()
    except OSError:
        return False
    if found.st_uid not in (0, os.getuid()):
        return True
    mode = found.st_mode
    if mode & stat.S_IWOTH and not (mode & stat.S_ISVTX and stat.S_ISDIR(mode)):
        return True
    # Where each user has a group of their own, as on Debian, it carries the user's number.
    return bool(mode & stat.S_IWGRP) and found.st_gid not in (0, os.getuid())
