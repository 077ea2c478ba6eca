"""Chooses the keyring: the one that the user has named, or else the computer's own. A keyring that
stores secrets in a file is used only if the user has named it.

Depends on the `keyring` package, and on Linux on keyring/secret_service.py, which opens no window.
The functions import `keyring` when they run, because the import may wait for a session bus that
does not answer.
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
    """Returns the keyring that this process uses: the back end that PYTHON_KEYRING_BACKEND or
    keyringrc.cfg names. If none is named, returns the Secret Service on Linux if it can be reached,
    and otherwise the best back end that the `keyring` package finds.

    Raises Problem("keyring_missing") if no back end is installed or can be reached, if the named
    back end cannot be used, or if the user has switched the keyring off. The Problem's `reason`
    says which of these is the case.
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
    """Returns where the user named a keyring, in words for users: "PYTHON_KEYRING_BACKEND" (the
    environment variable) or the path of keyringrc.cfg. Returns None if the user named none."""
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
    """Returns the name of the keyring in words for users, such as "Secret Service (KeePassXC)" or
    "macOS Keychain"."""
    if sys.platform == "linux":
        from click_to_call.keyring.secret_service import QuietKeyring, service_name

        if isinstance(backend, QuietKeyring):
            return f"Secret Service ({service_name() or 'unknown service'})"
    kind = type(backend)
    return str(getattr(backend, "name", "") or f"{kind.__module__}.{kind.__name__}")


def _chosen_by_library(reason_without: str) -> Backend:
    """Returns the best back end that the `keyring` package finds. Back ends that the package does
    not recommend, such as those that store secrets in a file, are left out.

    If no back end is found, raises Problem("keyring_missing") with the reason `reason_without`. The
    value "desktop" stands for the reason that `_of_desktop` returns.
    """
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
    except Exception as error:  # The module that the user has named may raise any exception.
        detail = type(error).__name__
        raise Problem("keyring_missing", reason="named", source=source, detail=detail) from None
    backend: Backend = core.get_keyring()
    if isinstance(backend, (fail.Keyring, null.Keyring)):
        raise Problem("keyring_missing", reason="off", source=source)
    return backend


def _quiet(backend: Backend) -> Backend:
    """Returns `backend`, or a QuietKeyring if `backend` is the `keyring` package's own back end for
    the Secret Service, which may open a window even when it only reads."""
    if f"{type(backend).__module__}.{type(backend).__name__}" != _LIBRARYS_BACK_END:
        return backend
    from click_to_call.keyring.secret_service import find_bus, quiet_keyring

    if not find_bus(os.environ):
        raise Problem("keyring_missing", reason="no_session")
    return quiet_keyring()


def _of_desktop() -> str:
    """Returns the reason of Problem("keyring_missing") whose text suggests a keyring for the user's
    desktop: "kde" or "gnome". Returns "" for any other desktop."""
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "").upper()
    if "KDE" in desktop:
        return "kde"
    return "gnome" if "GNOME" in desktop or "UNITY" in desktop else ""
