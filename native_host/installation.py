"""Puts the host where browsers find it, and takes away all that it ever left.

Knows the order of things; the places and forms are in manifests.py.
"""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from native_host import manifests
from native_host.callers import HOST_NAME
from native_host.config import Config
from native_host.errors import Problem
from native_host.manifests import BROWSERS, Browser


def install(
    config: Config, names: Sequence[str], profile: Path | None, *, is_verbose: bool = False
) -> list[str]:
    """Writes the launcher and the manifests; returns a line for each. OSError, Problem.

    Without `names`, for every browser found here. With `profile`, into that folder only.
    """
    targets = _targets(config, names, profile)
    if not targets:
        known = ", ".join(browser.name for browser in BROWSERS)
        raise Problem("config_invalid", f"No browser was found. Name one: --browser ({known}).")
    python = Path(sys.executable).absolute()
    _check_isolated_start(python)
    moved_home = config.home.absolute() if config.moved else None
    launcher = manifests.write_launcher(config.home, python, moved_home, is_verbose=is_verbose)
    return [f"Launcher: {launcher}", *_write_all(targets, launcher)]


def _write_all(targets: Sequence[tuple[Browser, Path]], launcher: Path) -> Iterator[str]:
    for browser, folder in targets:
        manifest = manifests.write_manifest(browser, folder, launcher)
        manifests.register(browser, manifest)
        yield f"{browser.name}: {manifest}"


def uninstall(config: Config, names: Sequence[str], profile: Path | None) -> list[str]:
    """Removes manifests; returns a line for each that was there."""
    lines = []
    for browser, folder in _targets(config, names, profile, only_found=False):
        manifests.register(browser, None)
        path = folder / f"{HOST_NAME}.json"
        if manifests.remove(path):
            lines.append(f"Removed {path}")
    return lines


def remove_everything(config: Config) -> list[str]:
    """Manifests of all browsers, launcher, settings, journal, locks, copies and logs."""
    lines = uninstall(config, [], None)
    for folder in dict.fromkeys((config.state, config.logs, config.home)):
        if folder.is_dir():
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


def _targets(
    config: Config, names: Sequence[str], profile: Path | None, *, only_found: bool = True
) -> list[tuple[Browser, Path]]:
    if profile is not None:
        chosen = [manifests.browser_named(name) for name in names or ["chromium"]]
        return [(browser, manifests.profile_folder(browser, profile)) for browser in chosen]
    if names:
        chosen = [manifests.browser_named(name) for name in names]
    else:
        chosen = [
            browser
            for browser in BROWSERS
            if not only_found
            or manifests.is_found(browser, platform=sys.platform, home=Path.home())
        ]
    return [
        (
            browser,
            manifests.user_folder(
                browser, platform=sys.platform, home=Path.home(), state=config.state
            ),
        )
        for browser in chosen
    ]


def _check_isolated_start(python: Path) -> None:
    """The launcher starts Python isolated, where packages of `pip install --user` are not seen."""
    command = [str(python), "-I", "-c", "import native_host, msgspec"]
    tried = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)
    if tried.returncode != 0:
        words = "Install click-to-call into an environment of its own, as `pipx install` does."
        raise Problem("config_invalid", f"{python} does not find the host by itself. {words}")
