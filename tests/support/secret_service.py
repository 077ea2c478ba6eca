"""A throw-away Secret Service on a session bus of its own, in each state a user may meet.

Real D-Bus and real gnome-keyring; nothing of the user's own keyring is touched. Knows nothing of
what is kept in it.
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
"""none: a session bus without a Secret Service. mute: one owns the name and never answers.
uninitialised: gnome-keyring with no keyring made yet. locked, unlocked: with one.
choosing: uninitialised, and a window stands open that asks for a new password. prompting: locked,
and one stands open that asks for the password. full: unlocked, and its disk takes no more."""

NEEDS: Final = ("dbus-daemon", "gnome-keyring-daemon")

_SECRETS: Final = "org.freedesktop.secrets"
_PROMPTER: Final = "org.gnome.keyring.SystemPrompter"
_PASSWORD: Final = b"for-tests-only"
_UP_WITHIN_SECONDS: Final = 20.0

# A limit on the size of files is what a full disk is to a process.
_NO_ROOM: Final = ("/bin/sh", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$@"', "sh")

# Without service folders, so that the bus starts nothing by itself: not the user's own keyring,
# and no window that asks for a password.
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
    """Run a session in `folder`; gives the environment in which a process meets it.

    `folder` must be short (a socket's path has 107 characters at most) and only this test's.
    Everything started is gone afterwards. Raises RuntimeError if it does not come up.
    """
    if state in ("locked", "prompting", "full"):
        # Made by a session before, as on the day the user last logged in.
        with secret_service("unlocked", folder):
            pass
    with session_bus(folder) as environment, contextlib.ExitStack() as stack:
        _start(state, environment, stack)
        yield environment


@contextlib.contextmanager
def session_bus(folder: Path) -> Iterator[dict[str, str]]:
    """A session with an empty bus; gives its environment."""
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
    """Watch the session's bus; gives a function that tells which methods of the Secret Service
    have been called so far, such as "ReadAlias"."""
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
    """Start a service and wait until it owns its name on the bus."""
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
    """Run a program in the session; it is killed at the end. Few read what it is `given`."""
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
    """Whether somebody owns this name on the session's bus."""
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
    """Raises RuntimeError if it does not become so."""
    ends_at = time.monotonic() + _UP_WITHIN_SECONDS
    while not is_so():
        if time.monotonic() > ends_at:
            raise RuntimeError(f"{what} did not come up")
        time.sleep(0.02)
