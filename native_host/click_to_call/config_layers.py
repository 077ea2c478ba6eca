"""Combines the user's config.toml with the administrator's. If both files have a setting, the
user's value counts, unless the administrator has locked the setting.

Depends on config_file.py. The administrator's file may have the same settings as the user's file,
and also the key `locked`, a list of the settings that users cannot change.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from click_to_call.config_file import SETTINGS, check_setting, read_settings
from click_to_call.errors import Problem

FILE_NAME: Final = "config.toml"


@dataclass(frozen=True)
class Layers:
    """The combined settings of the user's and the administrator's file."""

    values: dict[str, Any]
    """The value of each setting, by the setting's name. All values are checked already."""
    locked: frozenset[str]
    own: Path
    """The path of the user's file."""
    system: Path
    """The path of the administrator's file."""
    from_system: frozenset[str]
    """The names of the settings whose value comes from the administrator's file."""

    def file_of(self, name: str) -> Path:
        """Returns the path of the file that the value of a setting comes from. If neither file has
        the setting, returns the user's file, because that is where a user would set it."""
        return self.system if name in self.from_system else self.own


def read_layers(own: Path, system: Path, *, with_own: bool = True) -> Layers:
    """Reads the user's file `own` and the administrator's file `system`; without `with_own`, only
    the administrator's. Raises Problem("config_invalid") if a file is faulty: the text names the
    file, the line and what is wrong, and says what to do."""
    managed, locked = split_locked(read_settings(system, also=("locked",)), system)
    settings = read_settings(own) if with_own else {}
    chosen = {name: value for name, value in settings.items() if name not in locked}
    return Layers(
        values={**managed, **chosen},
        locked=locked,
        own=own,
        system=system,
        from_system=frozenset(managed.keys() - chosen.keys()),
    )


def split_locked(values: dict[str, Any], file: Path) -> tuple[dict[str, Any], frozenset[str]]:
    """Takes the content of the administrator's file (`values`). Returns the settings, and the names
    of the settings that the file locks. Raises Problem("config_invalid") if the value of a setting
    is not allowed, or if a locked name is no setting."""
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
