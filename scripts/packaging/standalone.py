"""The host with a Python of its own, for computers without one: a folder that PyInstaller makes.

Depends on archives.py. The folder is made from the wheel in an environment that holds nothing else,
so that nothing of the checkout and nothing of an earlier build gets into it.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from scripts.packaging.archives import EPOCH_SECONDS, write_tar
from scripts.setup.environment import SetUpFailed, say

PYINSTALLER: Final = "pyinstaller==6.22.3"
_NAME: Final = "click-to-call"
_START: Final = "from click_to_call.cli import main\n\nmain()\n"
_OPTIONS: Final = (
    *("--onedir", "--noconfirm", "--clean", "--log-level", "ERROR"),
    *("--name", _NAME),
    *("--collect-all", "click_to_call"),
    *("--collect-all", "py_mini_racer"),
    *("--collect-submodules", "keyring.backends"),
    *("--copy-metadata", "keyring"),
    # What rich colours and certifi brings is not used: the system's certificates are.
    *("--exclude-module", "pydantic", "--exclude-module", "setuptools"),
)


def system_name() -> str:
    """Such as "linux-x86_64", for the name of the archive."""
    system = {"darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    return f"{system}-{platform.machine().lower()}"


def build(wheel: Path, work: Path) -> Path:
    """The folder with the program `click-to-call` and all that it needs. Raises SetUpFailed."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    start = work / "start.py"
    start.write_text(_START, "utf-8")
    environment = work / "environment"
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    _run([sys.executable, "-m", "venv", str(environment)], work)
    _run([str(programs / "python"), "-m", "pip", "install", str(wheel), PYINSTALLER], work)
    _run([str(programs / "pyinstaller"), *_OPTIONS, str(start)], work)
    folder = work / "dist" / _NAME
    for name in ("LICENSE", "README.md"):
        shutil.copy(Path(__file__).resolve().parents[2] / name, folder / name)
    return folder


def pack(folder: Path, target: Path) -> None:
    """Writes the .tar.gz."""
    write_tar(target, folder, _NAME)


def _run(command: list[str], work: Path) -> None:
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
