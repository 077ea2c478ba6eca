"""Runs the real `click-to-call` command as a shell or a desktop starts it."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WITHIN_SECONDS: Final = 90.0


def command(
    environment: Mapping[str, str], *arguments: str, given: str | bytes = ""
) -> subprocess.CompletedProcess[str]:
    """Runs one command to its end. `given` is the command's standard input."""
    done = subprocess.run(
        [sys.executable, "-I", "-m", "click_to_call", *arguments],
        env=dict(environment),
        input=given if isinstance(given, bytes) else given.encode(),
        capture_output=True,
        check=False,
        timeout=WITHIN_SECONDS,
    )
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)
    )


def desktop(environment: Mapping[str, str], *kept: str) -> dict[str, str]:
    """Returns the environment variables that a browser has if the user starts it from the desktop:
    a few of those in `environment`, and the usual PATH. `kept` names further variables to
    include."""
    names = ("HOME", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", *kept)
    return {name: environment[name] for name in names if name in environment} | {
        "PATH": "/usr/bin:/bin"
    }


@dataclass
class Terminal:
    """A command that runs on a pseudo-terminal of its own. A test can type into it."""

    process: "subprocess.Popen[bytes]"
    descriptor: int
    said: str = ""

    def wait_for(self, text: str) -> None:
        """Reads the command's output until it contains `text`."""
        while text not in self.said:
            is_there, _, _ = select.select([self.descriptor], [], [], WITHIN_SECONDS)
            if not (is_there and self._read()):
                self.process.kill()
                self.process.wait()
                raise AssertionError(f"{text!r} is not in {self.said!r}")

    def type(self, text: str) -> None:
        os.write(self.descriptor, text.encode())

    def end(self) -> int:
        """Reads the command's output to its end, and returns the exit code."""
        while self._read():
            pass
        os.close(self.descriptor)
        return self.process.wait(WITHIN_SECONDS)

    def _read(self) -> bool:
        """Reads one more chunk of the command's output. Returns False if the output has ended."""
        try:
            piece = os.read(self.descriptor, 4096)
        except OSError:  # The command has closed its end of the terminal.
            return False
        self.said += piece.decode(errors="replace")
        return bool(piece)


def on_terminal(environment: Mapping[str, str], *arguments: str) -> Terminal:
    """Starts a command with a pseudo-terminal as its controlling terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", "--wait", sys.executable, "-I", "-m", "click_to_call", *arguments],
        env={"TERM": "xterm", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    return Terminal(process, ours)


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
