"""Shows the progress of set-up steps on the terminal: what is running, for how long, and why a step
failed.

Depends on scripts/setup/paths.py and the standard library.
"""

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

from scripts.setup.paths import ROOT

LINE_EVERY_SECONDS: Final = 5.0
"""How often a long step prints a line if the output is no terminal but, for example, a log file."""


class SetUpFailed(Exception):  # noqa: N818 - its text is for the user
    """Raised if a step of the set-up fails, for example because a program is missing. The
    exception's text tells the user what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def run_shown(
    title: str,
    command: Sequence[str],
    *,
    directory: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    silent_seconds: float = 600.0,
) -> None:
    """Runs a long command and shows its progress: the seconds so far, and the last line that the
    command printed.

    A command that prints nothing for `silent_seconds` counts as stuck and is ended. Raises
    SetUpFailed with the last lines of the command's output if the command fails or is stuck.
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
    """Shows the progress until the process ends. Returns the last lines that the process
    printed."""
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
    """Ends a command and its child processes."""
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
