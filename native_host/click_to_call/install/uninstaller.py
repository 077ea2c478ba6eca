"""Removes what `install` has written, and every other file that the host left on this computer.

Depends on install/targets.py and install/installed_files.py, which know the paths. `plan_removal`
makes a plan, which the command can show, and `remove` carries the plan out. This file does not
remove the sign-in from the keyring; the command `uninstall` signs the user out before it calls
`remove`.
"""

import contextlib
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from click_to_call.config import Config
from click_to_call.host.allowed_origins import HOST_NAME
from click_to_call.install import manifests
from click_to_call.install.browsers import BROWSERS
from click_to_call.install.installed_files import recorded
from click_to_call.install.targets import LAUNCHERS_FOR_ALL, Choice, targets_for_all, targets_of

_OWN_FILES: Final = (
    *("config.toml", manifests.LAUNCHER_NAME, f"{manifests.LAUNCHER_NAME}.bat"),
    *("calls.*", "*.lock", "lists-*.json", "phones-*.json", "silence-*.json"),
    *("installed.json", "handed_client_id", "host.log*"),
)
"""The names of all files that the host writes into its folders."""
_FILE: Final = f"{HOST_NAME}.json"


@dataclass(frozen=True, kw_only=True)
class Removal:
    """What `uninstall` is going to remove: existing manifests and folders, and registry keys."""

    manifests: list[Path]
    folders: list[Path] = field(default_factory=list)
    """The folders with the settings, the launcher, the journal, the copies of the phone lists and
    the logs. Empty if only manifests are to be removed."""
    registry: list[str] = field(default_factory=list)


def plan_removal(config: Config, environment: Mapping[str, str], choice: Choice) -> Removal:
    """Returns the plan of what `uninstall` removes: the manifests of the browsers that the options
    name, or everything that the host has written if the options name no browser."""
    if choice.system:
        launchers = choice.top / LAUNCHERS_FOR_ALL[sys.platform]
        targets = targets_for_all(choice, launchers)
        return Removal(
            manifests=_present(target.folder / _FILE for target in targets),
            folders=[launchers] if launchers.is_dir() else [],
            registry=[target.registry for target in targets],
        )
    is_chosen = choice.is_named
    everything = choice if is_chosen else Choice(names=[browser.name for browser in BROWSERS])
    targets = targets_of(config, environment, everything)
    paths = [target.folder / _FILE for target in targets]
    registry = list(dict.fromkeys(target.registry for target in targets))
    if is_chosen:
        return Removal(manifests=_present(paths), registry=registry)
    ours = [path for path in _present(paths) if _is_ours_or_dead(path, config)]
    return Removal(
        manifests=list(dict.fromkeys([*_present(recorded(config)), *ours])),
        folders=[
            folder
            for folder in dict.fromkeys((config.logs, config.state, config.home))
            if folder.is_dir()
        ],
        registry=registry,
    )


def _present(paths: Sequence[Path] | Iterator[Path]) -> list[Path]:
    return [path for path in dict.fromkeys(paths) if path.is_file() or path.is_symlink()]


def _is_ours_or_dead(path: Path, config: Config) -> bool:
    """Returns whether `uninstall` may remove a manifest: the manifest is unreadable, or it names
    this installation's launcher or a launcher that does not exist. Every other manifest belongs to
    another installation."""
    try:
        launcher = Path(json.loads(path.read_text("utf-8"))["path"])
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return launcher.parent == config.home.absolute() or not launcher.exists()


def remove(config: Config, removal: Removal, *, is_for_all: bool = False) -> list[str]:
    """Carries out the plan. Returns a sentence for each removed file or folder, such as "Removed
    /home/ann/…". Raises OSError if a file or folder cannot be removed."""
    for registry in removal.registry:
        manifests.register(registry, None, is_for_all=is_for_all)
    lines = [f"Removed {path}" for path in removal.manifests if manifests.remove(path)]
    for folder in removal.folders:
        if folder.is_dir():
            lines += [f"Removed {path}" for path in _remove_own_folder(folder, config)]
    return lines


def _remove_own_folder(folder: Path, config: Config) -> list[Path]:
    """Removes a folder with its content. If CLICK_TO_CALL_HOME or a symbolic link has moved the
    folder, removes only the host's own files and the link, because the user may keep other files
    there. Returns the removed paths; if the whole folder is removed, only the folder's path."""
    if not config.moved and not folder.is_symlink():
        shutil.rmtree(folder)
        return [folder]
    found = [path for name in _OWN_FILES for path in folder.glob(name)]
    files = [path for path in found if not path.is_dir() and manifests.remove(path)]
    with contextlib.suppress(OSError):
        folder.unlink() if folder.is_symlink() else folder.rmdir()
        return [folder]
    return files
