"""Installs the host: writes the launcher and the browsers' manifests, and copies settings from the
shell's environment variables to config.toml.

Depends on install/targets.py for the folders, install/manifests.py for the files,
install/desktop.py for the shell's variables, and install/durability.py, which refuses installations
that could not last. A record (see install/installed_files.py) keeps the path of every manifest that
a user installs.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from click_to_call.config import Config
from click_to_call.config_file import change_setting, read_settings
from click_to_call.errors import Problem
from click_to_call.install import desktop, durability, manifests
from click_to_call.install.installed_files import remember
from click_to_call.install.targets import (
    LAUNCHERS_FOR_ALL,
    Choice,
    Target,
    targets_for_all,
    targets_of,
)
from click_to_call.ringcentral import proxies
from click_to_call.ringcentral.certificates import named_paths

_TRIAL_WITHIN_SECONDS: Final = 30.0


@dataclass(frozen=True, kw_only=True)
class Installed:
    """What `install` has written."""

    launcher: Path
    manifests: list[tuple[str, Path]]
    """The written manifests: pairs of the browser's name and the manifest's path."""
    settings: dict[str, str] = field(default_factory=dict)
    """The settings that were copied from environment variables of the shell to config.toml."""
    variables: dict[str, str] = field(default_factory=dict)
    """The environment variables that the launcher sets for the host."""
    notes: list[str] = field(default_factory=list)


def install(
    config: Config, environment: Mapping[str, str], choice: Choice, *, is_verbose: bool = False
) -> Installed:
    """Writes the launcher, the manifests and the record of manifests. Stores, in the launcher and
    in config.toml, the shell's variables that a browser would lack if the desktop started it.

    Raises Problem("config_invalid") if the installation could not work: no browser was found, this
    Python is in a temporary environment, or root would install for another user. Raises OSError if
    a file cannot be written.
    """
    python = Path(sys.executable).absolute()
    if choice.system and choice.root is not None:
        return _install_for_all(choice.python or python, choice, [], is_verbose=is_verbose)
    durability.refuse_throwaway(python, environment)
    _check_isolated_start(python)
    notes = durability.notes_on(python)
    if choice.system:
        durability.refuse_private(python)
        return _install_for_all(python, choice, notes, is_verbose=is_verbose)
    durability.refuse_other_user(environment)
    targets = targets_of(config, environment, choice)
    if not targets:
        raise Problem("config_invalid", "No browser was found. Name one, as in: --browser firefox")
    variables = desktop.for_launcher(environment)
    launcher = manifests.write_launcher(config.home, python, variables, is_verbose=is_verbose)
    settings, more = _write_settings(config, environment)
    written, failed = _write_each(targets, launcher, config, is_named=choice.is_named)
    return Installed(
        launcher=launcher,
        manifests=written,
        settings=settings,
        variables=variables,
        notes=[*notes, *more, *failed],
    )


def _write_each(
    targets: Sequence[Target], launcher: Path, config: Config, *, is_named: bool
) -> tuple[list[tuple[str, Path]], list[str]]:
    """Writes the manifests and records each written manifest. Returns a label and a path for each
    written manifest, and a note for each browser whose manifest could not be written.

    Raises OSError or Problem instead of returning a note if the user named the browsers, or if no
    manifest at all could be written.
    """
    written: list[tuple[str, Path]] = []
    notes: list[str] = []
    for target in targets:
        try:
            written += _write_manifests([target], launcher)
        except (OSError, Problem) as error:
            if is_named or (target is targets[-1] and not written):
                raise
            notes.append(f"{target.label} is left out: {_why(error)}")
        finally:
            remember(config, [path for _, path in written])
    return written, notes


def _why(error: OSError | Problem) -> str:
    if isinstance(error, Problem):
        return error.message
    return f"{error.filename} cannot be written ({error.strerror}). Make it yours, then repeat."


def _install_for_all(
    python: Path, choice: Choice, notes: list[str], *, is_verbose: bool
) -> Installed:
    place = Path(LAUNCHERS_FOR_ALL[sys.platform])
    folder = choice.top / place
    try:
        written = manifests.write_launcher(
            folder, python, {}, is_verbose=is_verbose, is_for_all=True
        )
        targets = targets_for_all(choice, folder)
        launcher = Path(choice.top.anchor) / place / written.name
        found = list(_write_manifests(targets, launcher, is_for_all=True))
    except PermissionError as error:
        words = f"{error.filename} cannot be written. Run it as an administrator, as with sudo."
        raise Problem("config_invalid", words) from None
    return Installed(launcher=written, manifests=found, notes=notes)


def _write_manifests(
    targets: Sequence[Target], launcher: Path, *, is_for_all: bool = False
) -> Iterator[tuple[str, Path]]:
    for target in targets:
        path = manifests.write_manifest(target.kind, target.folder, launcher, is_for_all=is_for_all)
        manifests.register(target.registry, path, is_for_all=is_for_all)
        yield target.label, path


def _write_settings(
    config: Config, environment: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Copies settings from environment variables to config.toml. Leaves out a setting that has the
    same value in the file or that an administrator has locked. Returns the written settings, and
    notes for the user about values that cannot be written."""
    proxy, notes = _proxy_to_write(config, environment)
    given = {
        "server": environment.get("CLICK_TO_CALL_SERVER", "").strip(),
        "client_id": environment.get("CLICK_TO_CALL_CLIENT_ID", "").strip(),
        "proxy": proxy,
        "certificates": _certificates_to_write(environment),
    }
    known = read_settings(config.file)
    written = {
        name: value
        for name, value in given.items()
        if value and known.get(name) != value and name not in config.locked
    }
    for name, value in written.items():
        change_setting(config.file, name, value)
    return written, notes


def _proxy_to_write(config: Config, environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """Returns the address of the proxy that the environment names for the server, and notes for the
    user. The address is "" if the environment names no proxy, if config.toml names one already, or
    if the server is on this computer. The address is also "", with a note, if the proxy cannot be
    used, or if the address contains a password, which must not be written to a file."""
    if config.is_loopback or config.proxy:
        return "", []
    try:
        proxy = proxies.choose(config.server, environment).proxy
    except Problem as problem:
        return "", [problem.message]
    if proxy is None:
        return "", []
    if urlsplit(proxy.url).username is not None:
        words = f"{proxy.source} holds a password, which is not written into a file. A browser that"
        words += " the desktop starts has no such proxy: click-to-call config set proxy ADDRESS"
        return "", [words]
    return proxy.url, []


def _certificates_to_write(environment: Mapping[str, str]) -> str:
    """Returns the path of the file or folder of certificates that an environment variable such as
    SSL_CERT_FILE names. If several variables name an existing path, returns the first path; if none
    does, returns ""."""
    for _, path in named_paths(environment):
        if path.is_file() or path.is_dir():
            return str(path.absolute())
    return ""


def _check_isolated_start(python: Path) -> None:
    """Raises Problem if `python` cannot start the host in isolated mode (-I), which the launcher
    uses. In this mode, Python ignores packages that `pip install --user` installed."""
    if manifests.is_program():
        return
    command = [str(python), "-I", "-c", "import click_to_call, msgspec"]
    tried = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=_TRIAL_WITHIN_SECONDS
    )
    if tried.returncode != 0:
        words = "Install click-to-call into an environment of its own: pipx install click-to-call"
        raise Problem("config_invalid", f"{python} does not find the host by itself. {words}")
