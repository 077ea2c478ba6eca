"""Chooses the keyring: the computer's own, or the one that the user named. Never a file by chance.

Depends on `keyring`; on Linux the Secret Service is used through secret_service.py, which opens no
window. Imported late, because importing `keyring` may talk to a session bus that does not answer.
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
    """What is needed of a `keyring` back end."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


@functools.cache
def chosen_backend() -> Backend:
    """The keyring of this process. A back end that is named in PYTHON_KEYRING_BACKEND or in
    keyringrc.cfg is obeyed whatever it is; else the Secret Service comes first on Linux.

    Raises Problem keyring_missing, with the reason: none is installed, none can be reached from
    here, the one that is named cannot be used, or it is switched off.
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
    """Where a back end is named, for people: the variable, or the path of keyringrc.cfg."""
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
    """The keyring in use, for people: "Secret Service (KeePassXC)", "macOS Keychain", …"""
    if sys.platform == "linux":
        from click_to_call.keyring.secret_service import QuietKeyring, service_name

        if isinstance(backend, QuietKeyring):
            return f"Secret Service ({service_name() or 'unknown service'})"
    kind = type(backend)
    return str(getattr(backend, "name", "") or f"{kind.__module__}.{kind.__name__}")


def _chosen_by_library(reason_without: str) -> Backend:
    """The best that `keyring` finds; `recommended` leaves out its last resorts, such as files."""
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
    except Exception as error:  # whatever importing the named module raises
        detail = type(error).__name__
        raise Problem("keyring_missing", reason="named", source=source, detail=detail) from None
    backend: Backend = core.get_keyring()
    if isinstance(backend, (fail.Keyring, null.Keyring)):
        raise Problem("keyring_missing", reason="off", source=source)
    return backend


def _quiet(backend: Backend) -> Backend:
    """The library's Secret Service opens windows to read; ours does not."""
    if f"{type(backend).__module__}.{type(backend).__name__}" != _LIBRARYS_BACK_END:
        return backend
    from click_to_call.keyring.secret_service import find_bus, quiet_keyring

    if not find_bus(os.environ):
        raise Problem("keyring_missing", reason="no_session")
    return quiet_keyring()


def _of_desktop() -> str:
    """Which keyring suits this desktop, as a reason; "" where it cannot be told."""
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "").upper()
    if "KDE" in desktop:
        return "kde"
    return "gnome" if "GNOME" in desktop or "UNITY" in desktop else ""
