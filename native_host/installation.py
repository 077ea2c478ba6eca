"""Puts the host where browsers find it, and takes away all that was put there.

Depends on browsers.py and manifests.py for places and forms, on desktop.py for what is written
down, on lasting.py for what is refused. Every path that is written is kept in a record, so that
removing finds profiles and folders that were named by hand.
"""

import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from native_host import desktop, lasting, manifests, proxies
from native_host.browsers import BROWSERS, Browser, Kind, browser_named, is_found, system_folders
from native_host.callers import HOST_NAME
from native_host.certificates import VARIABLES as CERTIFICATES
from native_host.config import Config
from native_host.config_file import change_setting, read_settings
from native_host.errors import Problem
from native_host.folders import home_folder

_RECORD: Final = "installed.json"
_FILE: Final = f"{HOST_NAME}.json"
_LAUNCHERS_FOR_ALL: Final = {
    "linux": "usr/local/lib/click-to-call",
    "darwin": "Library/Application Support/click-to-call",
    "win32": "ProgramData/click-to-call",
}
_REGISTRY_OF: Final[dict[Kind, str]] = {
    "chromium": r"Software\Google\Chrome",
    "firefox": r"Software\Mozilla",
}
_TRIAL_WITHIN_SECONDS: Final = 30.0


@dataclass(frozen=True, kw_only=True)
class Choice:
    """For which browsers. Without any of these: for all that are found here."""

    names: Sequence[str] = ()
    profile: Path | None = None
    """A folder that a Chromium was started with as its --user-data-dir."""
    kind: Kind | None = None
    folder: Path | None = None
    """With `kind`: where a browser that is not known by name looks for hosts."""
    system: bool = False
    """For all users of this computer."""
    root: Path | None = None
    """With `system`: the folder below which files are written, to make a package of them."""
    python: Path | None = None
    """With `root`: the Python that the package will bring, as the launcher is to start it."""

    @property
    def top(self) -> Path:
        return self.root.absolute() if self.root is not None else Path("/")


@dataclass(frozen=True, kw_only=True)
class _Target:
    label: str
    kind: Kind
    folder: Path
    registry: str


@dataclass(frozen=True, kw_only=True)
class Installed:
    """What `install` wrote."""

    launcher: Path
    manifests: list[tuple[str, Path]]
    """The browser's name and its manifest."""
    settings: dict[str, str] = field(default_factory=dict)
    """Written to config.toml because only the shell had them."""
    variables: dict[str, str] = field(default_factory=dict)
    """Set by the launcher."""
    notes: list[str] = field(default_factory=list)


def install(
    config: Config, environment: Mapping[str, str], choice: Choice, *, is_verbose: bool = False
) -> Installed:
    """Writes launcher, manifests and record, and what the shell has and a desktop would not.

    Raises Problem("config_invalid") where nothing would come of it: no browser, a Python that is
    about to vanish, root's home in place of the user's. OSError.
    """
    python = Path(sys.executable).absolute()
    if choice.system and choice.root is not None:
        return _install_for_all(choice.python or python, choice, [], is_verbose=is_verbose)
    lasting.refuse_throwaway(python, environment)
    _check_isolated_start(python)
    notes = lasting.notes_on(python)
    if choice.system:
        lasting.refuse_private(python)
        return _install_for_all(python, choice, notes, is_verbose=is_verbose)
    lasting.refuse_other_user(environment)
    targets = _targets(config, environment, choice)
    if not targets:
        raise Problem("config_invalid", "No browser was found. Name one, as in: --browser firefox")
    variables = desktop.for_launcher(environment)
    launcher = manifests.write_launcher(config.home, python, variables, is_verbose=is_verbose)
    settings, more = _write_settings(config, environment)
    written, failed = _write_each(targets, launcher, config, is_named=targets_are_named(choice))
    return Installed(
        launcher=launcher,
        manifests=written,
        settings=settings,
        variables=variables,
        notes=[*notes, *more, *failed],
    )


def targets_are_named(choice: Choice) -> bool:
    """Whether the browsers were named; else they are all that were found."""
    return bool(choice.names or choice.profile or choice.folder or choice.kind)


def _write_each(
    targets: Sequence[_Target], launcher: Path, config: Config, *, is_named: bool
) -> tuple[list[tuple[str, Path]], list[str]]:
    """What was written, and a note for each browser whose folder does not let it be.

    One that was named must not fail, and not all of those that were found. What was written is in
    the record, whatever happens. OSError, Problem.
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
            _remember(config, [path for _, path in written])
    return written, notes


def _why(error: OSError | Problem) -> str:
    if isinstance(error, Problem):
        return error.message
    return f"{error.filename} cannot be written ({error.strerror}). Make it yours, then repeat."


def _install_for_all(
    python: Path, choice: Choice, notes: list[str], *, is_verbose: bool
) -> Installed:
    place = Path(_LAUNCHERS_FOR_ALL[sys.platform])
    folder = choice.top / place
    try:
        written = manifests.write_launcher(
            folder, python, {}, is_verbose=is_verbose, is_for_all=True
        )
        targets = _targets_for_all(choice, folder)
        launcher = Path(choice.top.anchor) / place / written.name
        found = list(_write_manifests(targets, launcher, is_for_all=True))
    except PermissionError as error:
        words = f"{error.filename} cannot be written. Run it as an administrator, as with sudo."
        raise Problem("config_invalid", words) from None
    return Installed(launcher=written, manifests=found, notes=notes)


def _write_manifests(
    targets: Sequence[_Target], launcher: Path, *, is_for_all: bool = False
) -> Iterator[tuple[str, Path]]:
    for target in targets:
        path = manifests.write_manifest(target.kind, target.folder, launcher, is_for_all=is_for_all)
        manifests.register(target.registry, path, is_for_all=is_for_all)
        yield target.label, path


def _write_settings(
    config: Config, environment: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """What the environment names and config.toml does not say yet; and what is not written."""
    proxy, notes = _proxy_to_write(config, environment)
    given = {
        "server": environment.get("CLICK_TO_CALL_SERVER", "").strip(),
        "client_id": environment.get("CLICK_TO_CALL_CLIENT_ID", "").strip(),
        "proxy": proxy,
        "certificates": _certificates_to_write(environment),
    }
    known = read_settings(config.file)
    written = {name: value for name, value in given.items() if value and known.get(name) != value}
    for name, value in written.items():
        change_setting(config.file, name, value)
    return written, notes


def _proxy_to_write(config: Config, environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """The environment's proxy for the server; no secret is written into a file."""
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
    """The first file or folder of certificates that the environment names and that is there."""
    for name in CERTIFICATES:
        place = Path(environment.get(name, "").strip() or "/dev/null").absolute()
        if place.is_file() or place.is_dir():
            return str(place)
    return ""


def _check_isolated_start(python: Path) -> None:
    """The launcher starts Python isolated, where packages of `pip install --user` are not seen."""
    command = [str(python), "-I", "-c", "import native_host, msgspec"]
    tried = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=_TRIAL_WITHIN_SECONDS
    )
    if tried.returncode != 0:
        words = "Install click-to-call into an environment of its own: pipx install click-to-call"
        raise Problem("config_invalid", f"{python} does not find the host by itself. {words}")


# --- for which browsers --------------------------------------------------------------------------


def _targets(config: Config, environment: Mapping[str, str], choice: Choice) -> list[_Target]:
    home = home_folder(environment)
    if choice.folder is not None or choice.kind is not None:
        return [_custom(choice)]
    if choice.profile is not None:
        chosen = [browser_named(name) for name in choice.names or ["chromium"]]
        return [
            _target(browser, manifests.profile_folder(browser, choice.profile))
            for browser in chosen
        ]
    chosen = [browser_named(name) for name in choice.names] or [
        browser
        for browser in BROWSERS
        if is_found(browser, platform=sys.platform, home=home, environment=environment)
    ]
    targets: dict[tuple[Path, str], _Target] = {}
    for browser in chosen:
        for folder in manifests.user_folders(
            browser,
            platform=sys.platform,
            home=home,
            environment=environment,
            state=config.state,
        ):
            # Forks share Firefox's folder; on Windows each key of the registry counts.
            key = (folder, browser.registry if sys.platform == "win32" else "")
            targets.setdefault(key, _target(browser, folder))
    return list(targets.values())


def _custom(choice: Choice) -> _Target:
    if choice.folder is None or choice.kind is None:
        words = "--kind and --folder go together: --kind firefox --folder ~/.librewolf"
        raise Problem("config_invalid", words)
    folder = manifests.custom_folder(choice.kind, choice.folder.expanduser())
    registry = _REGISTRY_OF[choice.kind]
    return _Target(label=choice.kind, kind=choice.kind, folder=folder, registry=registry)


def _target(browser: Browser, folder: Path) -> _Target:
    return _Target(label=browser.name, kind=browser.kind, folder=folder, registry=browser.registry)


def _targets_for_all(choice: Choice, launchers: Path) -> list[_Target]:
    """On Windows the registry names the files, which lie beside the launcher."""
    chosen = [browser_named(name) for name in choice.names] or BROWSERS
    targets: dict[str, _Target] = {}
    for browser in chosen:
        folders = [choice.top / place for place in system_folders(browser, platform=sys.platform)]
        if sys.platform == "win32":
            folders = [launchers / browser.kind]
        for folder in folders:
            # Channels share a folder; on Windows each key of the registry counts.
            key = browser.registry if sys.platform == "win32" else str(folder)
            targets.setdefault(key, _target(browser, folder))
    return list(targets.values())


# --- the record ----------------------------------------------------------------------------------


def recorded(config: Config) -> list[Path]:
    """The manifests that `install` wrote here, wherever they are."""
    try:
        kept = json.loads((config.state / _RECORD).read_text("utf-8"))["manifests"]
        return [Path(path) for path in kept if isinstance(path, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _remember(config: Config, written: Sequence[Path]) -> None:
    paths = dict.fromkeys(str(path) for path in [*recorded(config), *written])
    config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps({"version": 1, "manifests": list(paths)}, indent=2)
    manifests.write_whole(config.state / _RECORD, text + "\n", mode=0o600)


# --- removing ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Removal:
    """What is there and would go."""

    manifests: list[Path]
    folders: list[Path] = field(default_factory=list)
    """Settings, launcher, journal, copies and logs; empty where only manifests go."""
    registry: list[str] = field(default_factory=list)


def plan_removal(config: Config, environment: Mapping[str, str], choice: Choice) -> Removal:
    """What `uninstall` removes. Without a choice it is everything that was ever written."""
    if choice.system:
        launchers = choice.top / _LAUNCHERS_FOR_ALL[sys.platform]
        targets = _targets_for_all(choice, launchers)
        return Removal(
            manifests=_present(target.folder / _FILE for target in targets),
            folders=[launchers] if launchers.is_dir() else [],
            registry=[target.registry for target in targets],
        )
    is_chosen = targets_are_named(choice)
    everything = choice if is_chosen else Choice(names=[browser.name for browser in BROWSERS])
    targets = _targets(config, environment, everything)
    paths = [target.folder / _FILE for target in targets]
    registry = list(dict.fromkeys(target.registry for target in targets))
    if is_chosen:
        return Removal(manifests=_present(paths), registry=registry)
    ours = [path for path in _present(paths) if _is_ours_or_dead(path, config)]
    return Removal(
        manifests=list(dict.fromkeys([*_present(recorded(config)), *ours])),
        folders=[
            folder
            for folder in dict.fromkeys((config.state, config.logs, config.home))
            if folder.is_dir()
        ],
        registry=registry,
    )


def _present(paths: Sequence[Path] | Iterator[Path]) -> list[Path]:
    return [path for path in dict.fromkeys(paths) if path.is_file() or path.is_symlink()]


def _is_ours_or_dead(path: Path, config: Config) -> bool:
    """Whether a manifest leads to this installation's launcher, or to nothing: another
    installation beside this one keeps its own."""
    try:
        launcher = Path(json.loads(path.read_text("utf-8"))["path"])
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return launcher.parent == config.home.absolute() or not launcher.exists()


def remove(config: Config, removal: Removal, *, is_for_all: bool = False) -> list[str]:
    """Carries a plan out; returns a line for each thing that went. OSError."""
    for registry in removal.registry:
        manifests.register(registry, None, is_for_all=is_for_all)
    lines = [f"Removed {path}" for path in removal.manifests if manifests.remove(path)]
    for folder in removal.folders:
        if folder.is_dir():  # one may lie in another
            _remove_own_folder(folder, config)
            lines.append(f"Removed {folder}")
    return lines


def _remove_own_folder(folder: Path, config: Config) -> None:
    """A folder that CLICK_TO_CALL_HOME names may hold what is not ours: only our files go."""
    if not config.moved or folder != config.home:
        shutil.rmtree(folder)
        return
    for name in ("config.toml", manifests.LAUNCHER_NAME, f"{manifests.LAUNCHER_NAME}.bat"):
        manifests.remove(folder / name)
    with contextlib.suppress(OSError):
        folder.rmdir()
