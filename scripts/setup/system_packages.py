"""Installs what the tests need from outside Python: a browser for the extension, and a keyring
service.

If the computer already has a program, nothing is installed for it. If no browser is found,
Playwright downloads one. If that fails, a package of the Linux distribution is installed, as for
every other missing program. Depends on scripts/setup/environment.py and the standard library.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.setup.console import SetUpFailed, run_shown, say
from scripts.setup.paths import PYTHON

PLAYWRIGHT_SILENT_SECONDS: Final = 45.0
"""Playwright prints a line after each tenth of a download. If Playwright prints nothing for this
time, the download counts as failed."""

# The commands of the browsers, the best one first. Chromium is better than Chrome, because Chrome
# no longer loads an unpacked extension that is named on the command line.
BROWSERS: Final = (
    "chromium",
    "chromium-browser",
    "brave-browser",
    "brave",
    "microsoft-edge",
    "microsoft-edge-stable",
    "google-chrome",
    "google-chrome-stable",
)

NO_BROWSER: Final = """\
No browser that can show the extension is here, and none could be installed from here.
Install Chromium (on Debian: sudo apt-get install chromium; on Fedora: sudo dnf install chromium),
Chrome, Edge or Brave, then start this again."""


@dataclass(frozen=True)
class Program:
    """A program that tests need: the names that its command may have, the packages of Debian
    (`apt`) and Fedora (`dnf`) that contain it, and what the program is for."""

    names: tuple[str, ...]
    apt: str
    dnf: str
    purpose: str


FIREFOX: Final = Program(("firefox-esr", "firefox"), "firefox-esr", "firefox", "Firefox")
TEST_PROGRAMS: Final = (
    FIREFOX,
    Program(("gnome-keyring-daemon",), "gnome-keyring", "gnome-keyring", "a throw-away keyring"),
    Program(("keepassxc",), "keepassxc", "keepassxc", "another throw-away keyring"),
    Program(("dbus-run-session",), "dbus", "dbus-daemon", "a throw-away session for it"),
    Program(("lintian",), "lintian", "lintian", "Debian's judge of packages"),
    Program(("dpkg-shlibdeps",), "dpkg-dev", "dpkg-dev", "what makes a .deb"),
    Program(("strip",), "binutils", "binutils", "what makes programs small"),
    Program(("wixl",), "wixl", "msitools", "what makes an installer for Windows"),
    Program(("msiinfo",), "msitools", "msitools", "what reads one"),
    Program(("Xvfb",), "xvfb", "xorg-x11-server-Xvfb", "windows without a display"),
)


def browsers() -> list[Path]:
    """Returns the installed browsers that can load the extension, the best first.

    Leaves out browsers in Snap packages, because such a browser cannot start the host.
    """
    found = [Path(path) for name in BROWSERS if (path := shutil.which(name))]
    found = [path for path in found if not _is_snap(path)]
    playwrights = _playwrights_browser()
    if playwrights is not None:
        found.append(playwrights)
    distinct = {path.resolve(): path for path in reversed(found)}
    return [path for path in found if path in distinct.values()]


def prepare_browser() -> None:
    """Installs a browser if `browsers()` finds none. Raises SetUpFailed if no browser can be
    installed."""
    if any(not _is_snap(Path(path)) for name in BROWSERS if (path := shutil.which(name))):
        return
    if _playwrights_browser() is not None:
        return
    say("No Chrome, Chromium, Edge or Brave is installed here.")
    if _install_playwrights():
        return
    install_packages(["chromium", "fonts-liberation"], "a browser to show the extension in")
    if not browsers():
        raise SetUpFailed(NO_BROWSER)


def prepare_programs(programs: Sequence[Program]) -> None:
    """Installs missing programs, and prints the names of those that cannot be installed. The tests
    that need one of these programs will fail."""
    missing = [program for program in programs if find(program) is None]
    if not missing:
        return
    manager = "dnf" if shutil.which("dnf") else "apt"
    names = [program.dnf if manager == "dnf" else program.apt for program in missing]
    install_packages(names, ", ".join(program.purpose for program in missing))
    for program in missing:
        if find(program) is None:
            say(f"  missing: {program.names[0]} ({program.purpose}). The tests that need it fail.")


def find(program: Program) -> Path | None:
    """Returns the path of a program, or None if the program is not installed."""
    return next((Path(path) for name in program.names if (path := shutil.which(name))), None)


def install_packages(packages: Sequence[str], purpose: str) -> bool:
    """Installs packages of the Linux distribution, unless the installation would ask for a
    password. Returns whether the packages are installed now."""
    prefix = _rights()
    if prefix is None:
        say(f"  ({purpose}: would need {' '.join(packages)}, and the rights to install it)")
        return False
    try:
        if shutil.which("apt-get"):
            _apt(prefix, packages, purpose)
        elif shutil.which("dnf"):
            run_shown(f"Installing {purpose}", [*prefix, "dnf", "install", "-y", *packages])
        else:
            say(f"  ({purpose}: no apt-get and no dnf here, so it must be installed by hand)")
            return False
    except SetUpFailed as failure:
        say(str(failure))
        return False
    return True


def _apt(prefix: list[str], packages: Sequence[str], purpose: str) -> None:
    quietly = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run_shown("Reading the distribution's list of packages", [*quietly, "update"])
    command = [*quietly, "install", "-y", "--no-install-recommends", *packages]
    run_shown(f"Installing {purpose}: {' '.join(packages)}", command)


def _rights() -> list[str] | None:
    """Returns the words with which a command must begin so that it may install packages, such as
    "sudo". Returns None if this user may not install packages without a password."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def _is_snap(path: Path) -> bool:
    """Returns whether a browser is a snap. Ubuntu's `chromium-browser` is a snap itself, or a
    script that starts a snap."""
    if "snap" in path.resolve().parts:
        return True
    with path.open("rb") as file:
        return b"/snap/bin/" in file.read(4096)


def _install_playwrights() -> bool:
    """Downloads Playwright's Chromium. If this Chromium does not start, also installs the libraries
    that it needs, unless this user may not install packages. Returns whether this Chromium
    starts."""
    playwright = [str(PYTHON), "-m", "playwright"]
    try:
        run_shown(
            "Asking Playwright for its Chromium",
            [*playwright, "install", "chromium"],
            environment={**os.environ, "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"},
            silent_seconds=PLAYWRIGHT_SILENT_SECONDS,
        )
        path = _playwrights_browser()
        if path is not None and not _starts(path) and _rights() is not None:
            libraries = [*(_rights() or []), *playwright, "install-deps", "chromium"]
            run_shown("Installing the libraries that it needs", libraries)
    except SetUpFailed as failure:
        say(str(failure))
        return False
    return path is not None and _starts(path)


def _playwrights_browser() -> Path | None:
    """Returns the path of Playwright's Chromium if it has been downloaded."""
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    said = subprocess.run([str(PYTHON), "-c", code], check=False, capture_output=True, text=True)
    path = Path(said.stdout.strip())
    return path if said.returncode == 0 and path.is_file() else None


def _starts(browser: Path) -> bool:
    """Returns whether a browser starts. A browser does not start if, for example, a library is
    missing."""
    command = [str(browser), "--version"]
    return subprocess.run(command, check=False, capture_output=True, timeout=30).returncode == 0
