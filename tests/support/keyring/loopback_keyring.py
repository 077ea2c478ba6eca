"""Provides a keyring in a file, for the demo on a computer without a keyring, and for tests.

The keyring stores only made-up secrets: sign-ins to a simulator on this computer. The keyring is
not part of the product.
"""

import json
import os
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError, PasswordSetError

FILE_VARIABLE: Final = "CLICK_TO_CALL_DEMO_KEYRING"
"""The environment variable that names the keyring's file. The keyring does not work without this
variable."""


class LoopbackKeyring(KeyringBackend):
    """Stores entries in a file. Raises PasswordSetError for an entry whose server is not on the
    loopback."""

    priority = 0.1

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries().get(_key(service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not _is_on_loopback(service):
            raise PasswordSetError("This keyring keeps made-up secrets of a simulator only.")
        self._write({**self._entries(), _key(service, username): password})

    def delete_password(self, service: str, username: str) -> None:
        entries = self._entries()
        if entries.pop(_key(service, username), None) is None:
            raise PasswordDeleteError("There is no such entry.")
        self._write(entries)

    def _file(self) -> Path:
        return Path(os.environ[FILE_VARIABLE])

    def _entries(self) -> dict[str, str]:
        if not self._file().exists():
            return {}
        entries: dict[str, str] = json.loads(self._file().read_text("utf-8"))
        return entries

    def _write(self, entries: dict[str, str]) -> None:
        """Replaces the keyring's file in one step, because another host may read the file at the
        same time."""
        draft = self._file().with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(entries), "utf-8")
        draft.replace(self._file())


def _key(service: str, username: str) -> str:
    return f"{service}\n{username}"


def _is_on_loopback(service: str) -> bool:
    """Returns whether the entry with this name is for a server on the loopback. The host names its
    entries "click-to-call <server>"."""
    server = service.rpartition(" ")[2]
    return urlsplit(server).hostname in {"127.0.0.1", "::1", "localhost"}
