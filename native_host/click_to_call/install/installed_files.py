"""Keeps a record of the installed manifests. From this record, `uninstall` learns of manifests in
profiles and folders that the user named by an option of `install`.

Depends on config.py for the record's folder and on install/manifests.py for writing the record.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from click_to_call.config import Config
from click_to_call.install import manifests

_RECORD: Final = "installed.json"


def recorded(config: Config) -> list[Path]:
    """Returns the paths of all manifests that `install` has written."""
    try:
        kept = json.loads((config.state / _RECORD).read_text("utf-8"))["manifests"]
        return [Path(path) for path in kept if isinstance(path, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def remember(config: Config, written: Sequence[Path]) -> None:
    """Adds the paths of newly written manifests to the record. Raises OSError if the record cannot
    be written."""
    paths = dict.fromkeys(str(path) for path in [*recorded(config), *written])
    config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps({"version": 1, "manifests": list(paths)}, indent=2)
    manifests.write_whole(config.state / _RECORD, text + "\n", mode=0o600)
