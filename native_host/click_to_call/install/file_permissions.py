"""Checks whether other users of this computer could change a file that the host depends on.

Depends on Python's os and stat modules only.
"""

import os
import stat
import sys
from pathlib import Path


def is_exposed(path: Path) -> bool:
    """Returns whether another user can change `path` or its folder. A missing file is not exposed.

    Always False on Windows, which has no such file modes and protects users' folders by itself.
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
    # Only two groups may have the right to write: root's group, and the user's private group,
    # which Debian and other systems create for each user, with the id of the user. Normally, no
    # other user is in these groups.
    return bool(mode & stat.S_IWGRP) and found.st_gid not in (0, os.getuid())
