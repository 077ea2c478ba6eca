"""Runs GNOME's screen reader Orca on its own display and session bus, and reads what Orca says.

Orca makes no sound: this module reads Orca's speech from Orca's log. Depends on the programs in
`NEEDS`.
"""

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from scripts.setup.console import SetUpFailed

NEEDS: Final = ("Xvfb", "xdotool", "dbus-daemon", "gdbus", "orca")
MISSING: Final = "On Debian: apt-get install orca at-spi2-core xvfb xdotool dbus"
BUS_LAUNCHER: Final = Path("/usr/libexec/at-spi-bus-launcher")
QUIET_SECONDS: Final = 0.8
"""If Orca says nothing for this time, it has said everything about the last key."""
UP_WITHIN_SECONDS: Final = 20.0
_SPOKEN: Final = re.compile(r"SPEECH OUTPUT: '(.*?)'\s*\{")


class Orca:
    """A running Orca. `press` presses a key and returns what Orca says about it."""

    def __init__(self, log: Path, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self._log = log
        self._read = 0

    def press(self, key: str) -> list[str]:
        """Presses a key, given in xdotool's notation, such as "ctrl+Home". Returns what Orca says
        after the key."""
        self.run("xdotool", "key", key)
        return self.heard()

    def take_focus(self) -> None:
        """Focuses the window, because without a window manager no window gets the keyboard."""
        windows = self.run("xdotool", "search", "--onlyvisible", "--class", "chrom").split()
        self.run("xdotool", "windowfocus", "--sync", windows[-1])
        self.heard()

    def heard(self) -> list[str]:
        """Waits until Orca pauses. Returns what Orca has said since the last call of `heard`."""
        size, changed = -1, time.monotonic()
        while time.monotonic() - changed < QUIET_SECONDS:
            now = self._log.stat().st_size if self._log.exists() else 0
            if now != size:
                size, changed = now, time.monotonic()
            time.sleep(0.05)
        text = self._log.read_bytes()[self._read : size].decode("utf-8", "replace")
        self._read = size
        return [words.strip() for words in _SPOKEN.findall(text) if words.strip()]

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=dict(self.environment), check=True, capture_output=True, text=True
        )
        return done.stdout


@contextlib.contextmanager
def display_and_bus(folder: Path, base: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Starts a display, a session bus and an accessibility bus. Yields the environment variables
    with which a program uses them."""
    missing = [name for name in NEEDS if shutil.which(name) is None]
    if missing or not BUS_LAUNCHER.exists():
        raise SetUpFailed(f"missing: {', '.join(missing) or BUS_LAUNCHER}. {MISSING}")
    with contextlib.ExitStack() as stack:
        read, write = os.pipe()
        screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24"]
        stack.enter_context(_running([*screen, "-nolisten", "tcp"], base, pass_fds=(write,)))
        os.close(write)
        with os.fdopen(read) as named:
            display = f":{named.readline().strip()}"
        address = f"unix:path={folder / 'bus'}"
        environment = {**base, "DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": address}
        bus = ["dbus-daemon", "--session", "--nofork", f"--address={address}"]
        stack.enter_context(_running(bus, environment))
        _wait_for(folder / "bus")
        stack.enter_context(_running([str(BUS_LAUNCHER), "--launch-immediately"], environment))
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            _switch_on(name, environment)
        yield environment


@contextlib.contextmanager
def screen_reader(folder: Path, environment: Mapping[str, str]) -> Iterator[Orca]:
    """Starts Orca, waits until Orca speaks for the first time, and yields it. A window must already
    be open, because Orca speaks about a window first."""
    log = folder / "orca.log"
    command = ["orca", "--replace", "--debug-file", str(log), "-u", str(folder / "orca")]
    with _running([*command, "-d", "braille"], environment):
        _wait_for(log)
        reader = Orca(log, environment)
        deadline = time.monotonic() + UP_WITHIN_SECONDS
        while not reader.heard() and time.monotonic() < deadline:
            continue
        yield reader


def _switch_on(name: str, environment: Mapping[str, str]) -> None:
    command = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus"]
    command += ["--object-path", "/org/a11y/bus"]
    command += ["--method", "org.freedesktop.DBus.Properties.Set"]
    command += ["org.a11y.Status", name, "<true>"]
    subprocess.run(command, env=dict(environment), check=True, capture_output=True)


@contextlib.contextmanager
def _running(
    command: list[str], environment: Mapping[str, str], pass_fds: tuple[int, ...] = ()
) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env=dict(environment),
        pass_fds=pass_fds,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(UP_WITHIN_SECONDS)


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + UP_WITHIN_SECONDS
    while not file.exists():
        if time.monotonic() > deadline:
            raise SetUpFailed(f"{file.name} does not come up")
        time.sleep(0.05)
