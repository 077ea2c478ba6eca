"""Chooses the keyring: the computer's own, or the one that the user named; never a file by default.

Depends on the `keyring` package, and on Linux on keyring/secret_service.py, which opens no window.
`keyring` is imported in the functions, because its import may wait for a session bus that does not
answer.
"""

import functools
import os
import sys
from collections.abc import Mapping
from configparser import ConfigParser, Error
from pathlib import Path
from typing import Final, Protocol

from click_to_call.errors import Problem

VARIABLE: Final = "PYTHON_KEYRING_BACKEND"
_LIBRARYS_BACK_END: Final = "keyring.backends.SecretService.Keyring"


class Backend(Protocol):
    """The methods of a `keyring` back end that the host uses."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


@functools.cache
def chosen_backend() -> Backend:
    """Returns the keyring of this process. A back end that PYTHON_KEYRING_BACKEND or keyringrc.cfg
    names is always used; otherwise the Secret Service has priority on Linux.

    Raises Problem keyring_missing with the reason: no back end is installed, none can be reached,
    the named one cannot be used, or the keyring is switched off.
    """
    source = named_by(os.environ)
    if source is None and sys.platform == "linux":
        from click_to_call.keyring.secret_service import find_bus, is_there, quiet_keyring

        can_reach = find_bus(os.environ)
        if can_reach and is_there():
            return quiet_keyring()
        return _chosen_by_library("desktop" if can_reach else "no_session")
    return _quiet(_named_backend(source))


def named_by(environment: Mapping[str, str]) -> str | None:
    """Returns what names a back end, as text for users: the variable, or the path of keyringrc.cfg;
    None if nothing does."""
    if environment.get(VARIABLE):
        return VARIABLE
    from keyring.util import platform_

    file = Path(platform_.config_root()) / "keyringrc.cfg"
    reader = ConfigParser()
    try:
        reader.read(file, "utf-8")
    except (OSError, UnicodeDecodeError, Error):
        return None
    return str(file) if reader.get("backend", "default-keyring", fallback="") else None


def name_of(backend: Backend) -> str:
    """Returns the name of the keyring for users: "Secret Service (KeePassXC)", "macOS Keychain",
    …"""
    if sys.platform == "linux":
        from click_to_call.keyring.secret_service import QuietKeyring, service_name

        if isinstance(backend, QuietKeyring):
            return f"Secret Service ({service_name() or 'unknown service'})"
    kind = type(backend)
    return str(getattr(backend, "name", "") or f"{kind.__module__}.{kind.__name__}")


def _chosen_by_library(reason_without: str) -> Backend:
    """Returns the best back end that `keyring` finds. Its `recommended` filter leaves out weak ones
    such as files."""
    from keyring import core
    from keyring.backends import fail

    core.init_backend(limit=core.recommended)
    backend: Backend = core.get_keyring()
    if isinstance(backend, fail.Keyring):
        reason = _of_desktop() if reason_without == "desktop" else reason_without
        raise Problem("keyring_missing", reason=reason)
    return backend


def _named_backend(source: str | None) -> Backend:
    from keyring import core
    from keyring.backends import fail, null

    if source is None:
        return _chosen_by_library("")
    try:
        core.init_backend(limit=core.recommended)
    except Exception as error:  # the named module may raise any exception
        detail = type(error).__name__
        raise Problem("keyring_missing", reason="named", source=source, detail=detail) from None
    backend: Backend = core.get_keyring()
    if isinstance(backend, (fail.Keyring, null.Keyring)):
        raise Problem("keyring_missing", reason="off", source=source)
    return backend


def _quiet(backend: Backend) -> Backend:
    """Replaces the library's Secret Service back end, which opens windows when it reads, by the
    host's own."""
    if f"{type(backend).__module__}.{type(backend).__name__}" != _LIBRARYS_BACK_END:
        return backend
    from click_to_call.keyring.secret_service import find_bus, quiet_keyring

    if not find_bus(os.environ):
        raise Problem("keyring_missing", reason="no_session")
    return quiet_keyring()


def _of_desktop() -> str:
    """Returns the reason that suggests a keyring for this desktop; "" if the desktop is unknown."""
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "").upper()
    if "KDE" in desktop:
        return "kde"
    return "gnome" if "GNOME" in desktop or "UNITY" in desktop else ""
