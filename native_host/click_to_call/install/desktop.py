"""Finds the environment variables that a browser gets from the desktop, and those that only a shell
has.

Depends on no other module of the host. A host gets the environment variables of the browser that
starts it. A browser that the desktop starts lacks the variables of .bashrc. Therefore `install`
stores those variables of .bashrc that the host needs.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

CONCERNS: Final = (
    "CLICK_TO_CALL_HOME",
    "CLICK_TO_CALL_SERVER",
    "CLICK_TO_CALL_CLIENT_ID",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "PYTHON_KEYRING_BACKEND",
)
"""The environment variables that change what the host does."""

_GIVEN_BY_DESKTOPS: Final = (
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LANGUAGE",
    "TZ",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_SESSION",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_DATA_DIRS",
    "XDG_CONFIG_DIRS",
    "TMPDIR",
    "SSH_AUTH_SOCK",
)
_PATH: Final = {
    "linux": "/usr/local/bin:/usr/bin:/bin",
    "darwin": "/usr/bin:/bin:/usr/sbin:/sbin",
}
"""The PATH that launchd and display managers set. It lacks the folders that a shell adds."""

_ANSWERS_WITHIN_SECONDS: Final = 2.0

# Keyring back ends that store nothing, so no sign-in can be saved in them.
_SWITCHED_OFF: Final = frozenset({"keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"})


def environment_of_desktop(
    shell: Mapping[str, str], session: Mapping[str, str], *, platform: str
) -> dict[str, str]:
    """Returns the variables that a browser has if the desktop starts it.

    Variables that change what the host does come from `session`, which holds the variables that the
    desktop session sets; those that `session` lacks are left out. Other variables come from
    `shell`: on Windows all of them, because every program gets the user's variables; elsewhere only
    those that desktops set.
    """
    if platform == "win32":
        kept = {name: value for name, value in shell.items() if name.upper() not in CONCERNS}
    else:
        kept = {
            name: value
            for name, value in shell.items()
            if name in _GIVEN_BY_DESKTOPS or name.startswith(("LC_", "XDG_SESSION_", "XDG_SEAT"))
        }
        kept["PATH"] = _PATH.get(platform, _PATH["linux"])
    return kept | {name: session[name] for name in CONCERNS if name in session}


def session_variables(shell: Mapping[str, str]) -> dict[str, str]:
    """Returns the variables that the desktop session sets for every program. Reads them from
    /etc/environment and systemd's user manager on Linux, from launchd on macOS, and from the
    registry on Windows. Returns {} if the session sets no variables."""
    if sys.platform == "win32":
        return _variables_in_registry()
    return _variables_of_launchd() if sys.platform == "darwin" else _variables_of_linux(shell)


def _variables_of_linux(shell: Mapping[str, str]) -> dict[str, str]:
    found = dict(variables_in(_text_of(Path("/etc/environment"))))
    if not (Path(shell.get("XDG_RUNTIME_DIR", "")) / "systemd").is_dir():
        return found
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run(
            ["systemctl", "--user", "show-environment"],
            env=dict(shell),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ANSWERS_WITHIN_SECONDS,
            check=True,
        )
        found |= variables_in(told.stdout)
    return found


def variables_in(text: str) -> Iterator[tuple[str, str]]:
    """Yields a name and a value for each line such as `NAME=value` or `export NAME="value"`. Skips
    all other lines."""
    for line in text.splitlines():
        name, separator, value = line.strip().removeprefix("export ").partition("=")
        if separator and name.replace("_", "").isalnum() and not name.startswith("#"):
            is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
            yield name, value[1:-1] if is_quoted else value


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _variables_of_launchd() -> dict[str, str]:
    """Returns the variables that `launchctl setenv` has set. The source is Apple's manual of
    launchctl; no test ran on a Mac."""
    values: dict[str, str] = {}
    for name in CONCERNS:
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            told = subprocess.run(
                ["launchctl", "getenv", name],
                capture_output=True,
                text=True,
                timeout=_ANSWERS_WITHIN_SECONDS,
                check=True,
            )
            if told.stdout.strip():
                values[name] = told.stdout.strip()
    return values


def _variables_in_registry() -> dict[str, str]:
    """Returns the environment variables in the Windows registry: those for all users, and those of
    this user, which override them. The source is Microsoft's documentation; no test ran on
    Windows."""
    values: dict[str, str] = {}
    if sys.platform == "win32":
        import winreg  # available on Windows only

        machine = r"SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
        places = ((winreg.HKEY_LOCAL_MACHINE, machine), (winreg.HKEY_CURRENT_USER, "Environment"))
        for hive, key in places:
            with contextlib.suppress(OSError), winreg.OpenKey(hive, key) as opened:
                for place in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, place)
                    values[name.upper()] = os.path.expandvars(str(value))
    return values


def only_in_shell(shell: Mapping[str, str], desktop: Mapping[str, str]) -> list[str]:
    """Returns the names of the variables that change what the host does, that the shell sets, and
    that the desktop does not set or sets to another value."""
    return [name for name in CONCERNS if shell.get(name) and shell[name] != desktop.get(name)]


# --- what `install` stores -----------------------------------------------------------------------


def for_launcher(environment: Mapping[str, str]) -> dict[str, str]:
    """Returns the variables that the launcher sets for the host: the variables that move the host's
    folders, and PYTHON_KEYRING_BACKEND, which chooses a keyring. A value that switches the keyring
    off is left out, because the host could then not store the sign-in."""
    kept = {
        name: environment[name]
        for name in ("CLICK_TO_CALL_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        if Path(environment.get(name, "")).is_absolute()
    }
    backend = environment.get("PYTHON_KEYRING_BACKEND", "")
    if backend and backend not in _SWITCHED_OFF:
        kept["PYTHON_KEYRING_BACKEND"] = backend
    return kept
