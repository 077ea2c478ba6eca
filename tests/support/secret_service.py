"""Runs a temporary Secret Service on its own session bus, in each state that a user may meet.

Depends on a real D-Bus and a real gnome-keyring. Never touches the user's keyring.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final, Literal

State = Literal[
    "none", "mute", "uninitialised", "choosing", "locked", "prompting", "full", "unlocked"
]
"""The states of the session bus and its Secret Service:
- none: there is no Secret Service on the bus;
- mute: a service owns the name, but never answers;
- uninitialised: gnome-keyring runs and has no keyring;
- locked, unlocked: gnome-keyring has a keyring, which is locked or unlocked;
- choosing: uninitialised, with an open window that asks for a new password;
- prompting: locked, with an open window that asks for the password;
- full: unlocked, on a full disk."""

NEEDS: Final = ("dbus-daemon", "gnome-keyring-daemon")

_SECRETS: Final = "org.freedesktop.secrets"
_PROMPTER: Final = "org.gnome.keyring.SystemPrompter"
_PASSWORD: Final = b"for-tests-only"
_UP_WITHIN_SECONDS: Final = 20.0

# The beginning of a command line. The program whose name follows cannot enlarge any file, as on a
# full disk.
_NO_ROOM: Final = ("/bin/sh", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$@"', "sh")

# The configuration of a bus without folders of services. Such a bus starts no service by itself:
# neither the user's keyring nor a password window.
_BUS: Final = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

_MUTE: Final = """
import sys
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
connection = open_dbus_connection(bus="SESSION")
asked = new_method_call(bus, "RequestName", "su", (sys.argv[1], 0))
connection.send_and_get_reply(asked)
while True:
    connection.receive()
"""


@contextlib.contextmanager
def secret_service(state: State, folder: Path) -> Iterator[dict[str, str]]:
    """Runs a session bus and its Secret Service with their files in `folder`. Yields the
    environment variables for a process that uses them.

    No other test may use `folder`. Its path must be short, because a socket's path has at most 107
    characters. At the end, all started processes are killed. Raises RuntimeError if the bus or the
    service does not start.
    """
    if state in ("locked", "prompting", "full"):
        # These states need a keyring. An earlier session creates the keyring, as a user's first
        # login does.
        with secret_service("unlocked", folder):
            pass
    with session_bus(folder) as environment, contextlib.ExitStack() as stack:
        _start(state, environment, stack)
        yield environment


@contextlib.contextmanager
def session_bus(folder: Path) -> Iterator[dict[str, str]]:
    """Runs a session bus without services. Yields the environment variables for a process that uses
    this bus."""
    environment = _environment(folder)
    socket = folder / "bus"
    socket.unlink(missing_ok=True)
    configuration = folder / "bus.conf"
    configuration.write_text(_BUS.format(socket=socket), "utf-8")
    command = ["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={configuration}"]
    with process(command, environment):
        wait_until(socket.exists, "the session bus")
        yield environment


@contextlib.contextmanager
def watched(environment: dict[str, str]) -> Iterator[Callable[[], set[str]]]:
    """Monitors the session bus. Yields a function that returns the names of all methods of the
    Secret Service that were called so far, such as "ReadAlias"."""
    log = Path(environment["HOME"]) / "bus.log"
    rule = "type='method_call'"
    with log.open("wb") as output:
        command = ["dbus-monitor", "--session", rule]
        with process(command, environment, output=output):
            wait_until(lambda: log.stat().st_size > 0, "the bus monitor")
            yield lambda: _methods_in(log.read_text("utf-8", "replace"))


def _methods_in(log: str) -> set[str]:
    lines = (line for line in log.splitlines() if "interface=org.freedesktop.Secret." in line)
    return {line.rpartition("member=")[2].strip() for line in lines}


def _environment(folder: Path) -> dict[str, str]:
    runtime = folder / "run"
    runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
    }


def _start(state: State, environment: dict[str, str], stack: contextlib.ExitStack) -> None:
    if state == "mute":
        _own(_SECRETS, [sys.executable, "-c", _MUTE, _SECRETS], environment, stack)
    elif state != "none":
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        command.append(f"--control-directory={environment['XDG_RUNTIME_DIR']}")
        if state in ("unlocked", "full"):
            command.append("--unlock")
        if state == "full":
            command = [*_NO_ROOM, *command]
        _own(_SECRETS, command, environment, stack)
    if state in ("choosing", "prompting"):
        _own(_PROMPTER, [sys.executable, "-c", _MUTE, _PROMPTER], environment, stack)


def _own(
    name: str, command: list[str], environment: dict[str, str], stack: contextlib.ExitStack
) -> None:
    """Starts a service with `command`, and waits until the service owns `name` on the bus. `stack`
    ends the service."""
    stack.enter_context(process(command, environment))
    wait_until(lambda: has_owner(environment, name), name)


@contextlib.contextmanager
def process(
    command: list[str],
    environment: dict[str, str],
    *,
    given: bytes = _PASSWORD,
    output: IO[bytes] | int = subprocess.DEVNULL,
) -> Iterator[None]:
    """Runs a program with `environment`, and kills the program at the end. `given` is the program's
    standard input."""
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.DEVNULL,
    ) as running:
        assert running.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            running.stdin.write(given)
            running.stdin.close()
        try:
            yield
        finally:
            running.kill()
            running.wait()


def has_owner(environment: dict[str, str], name: str) -> bool:
    """Returns whether a process owns this name on the session bus."""
    bus = "--dest=org.freedesktop.DBus"
    question = ["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", f"string:{name}"]
    asked = subprocess.run(
        ["dbus-send", "--session", "--print-reply", bus, *question],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return "boolean true" in asked.stdout


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Waits until `is_so` returns true. Raises RuntimeError, which names `what`, if that takes too
    long."""
    ends_at = time.monotonic() + _UP_WITHIN_SECONDS
    while not is_so():
        if time.monotonic() > ends_at:
            raise RuntimeError(f"{what} did not come up")
        time.sleep(0.02)
