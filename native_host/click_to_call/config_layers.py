"""Combines the user's config.toml with the administrator's. The user's settings win unless they are
locked.

Depends on config_file.py. The administrator's file has the same settings as the user's, and the key
`locked`: a list of the settings that users cannot change.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from click_to_call.config_file import SETTINGS, check_setting, read_settings
from click_to_call.errors import Problem

FILE_NAME: Final = "config.toml"


@dataclass(frozen=True)
class Layers:
    """The settings of both files together."""

    values: dict[str, Any]
    """Values by the name of the setting, already checked."""
    locked: frozenset[str]
    own: Path
    """Path of the user's file."""
    system: Path
    """Path of the administrator's file."""
    from_system: frozenset[str]
    """Names of the settings whose value is the administrator's."""

    def file_of(self, name: str) -> Path:
        """Returns the file that sets a setting; the user's file if none does, because a change goes
        there."""
        return self.system if name in self.from_system else self.own


def read_layers(own: Path, system: Path) -> Layers:
    """Reads both files. Raises Problem("config_invalid") with the file, the line, what is wrong and
    what to do."""
    managed, locked = split_locked(read_settings(system, also=("locked",)), system)
    chosen = {name: value for name, value in read_settings(own).items() if name not in locked}
    return Layers(
        values={**managed, **chosen},
        locked=locked,
        own=own,
        system=system,
        from_system=frozenset(managed.keys() - chosen.keys()),
    )


def split_locked(values: dict[str, Any], file: Path) -> tuple[dict[str, Any], frozenset[str]]:
    """Returns the settings, and the names of those that are locked. Raises
    Problem("config_invalid")."""
    settings = {name: value for name, value in values.items() if name != "locked"}
    names = values.get("locked", [])
    if not isinstance(names, list):
        raise Problem("config_invalid", f"locked in {file} must be a list of names of settings.")
    for name in names:
        if name not in SETTINGS:
            words = f"locked in {file} names {name!r}, which is no setting of the host."
            raise Problem("config_invalid", words)
    for name, value in settings.items():
        check_setting(name, value, "", file)
    return settings, frozenset(names)
