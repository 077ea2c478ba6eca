"""Stores phones that the user typed, for RingOut to ring first, beside those of the account.

Depends on config.py for the folder. The file holds no secret. If it is lost or unreadable, the list
is empty and the user types the phone again.
"""

import contextlib
import hashlib
import logging
import os
from typing import Final

import msgspec

from click_to_call.config import Config
from click_to_call.errors import disk_problem

logger = logging.getLogger(__name__)

MOST_PHONES: Final = 8
"""The most phones stored for each user, the latest first. A hotel's number, for example, is soon
useless."""

_LOCK_WITHIN_SECONDS: Final = 2.0


class _Kept(msgspec.Struct, frozen=True):
    """The content of the file. The first version was the object `phones` alone and is still
    read."""

    phones: dict[str, tuple[str, ...]]
    """Phones by RingCentral's id of the user, the latest first."""
    version: int = 2


class TypedPhones:
    """The typed phones of each user, by RingCentral's id. All hosts share them."""

    def __init__(self, config: Config) -> None:
        digest = hashlib.sha256(config.server.encode()).hexdigest()[:16]
        self._file = config.state / f"phones-{digest}.json"

    def of(self, owner: str) -> tuple[str, ...]:
        """Returns the phones of a user in E.164, the latest first."""
        return self._read().get(owner, ())

    def add(self, owner: str, phone: str) -> None:
        """Stores a phone; deletes the oldest of too many. Raises Problem("phone_not_usable")."""
        from filelock import FileLock, Timeout  # not needed to answer `hello`

        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = self._file.with_suffix(".lock")
            with FileLock(lock, timeout=_LOCK_WITHIN_SECONDS, mode=0o600):
                known = self._read()
                others = (other for other in known.get(owner, ()) if other != phone)
                known[owner] = (phone, *others)[:MOST_PHONES]
                self._write(known)
        except (OSError, Timeout) as error:
            raise disk_problem("phone_not_usable", self._file.parent, error) from error

    def forget(self) -> None:
        """Deletes all phones. Call it after a sign-out."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, tuple[str, ...]]:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            logger.info("the typed phones cannot be read: %s", type(error).__name__)
            return {}
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(content, type=_Kept).phones
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(content, type=dict[str, tuple[str, ...]])
        logger.info("the typed phones are unreadable and count as none")
        return {}

    def _write(self, known: dict[str, tuple[str, ...]]) -> None:
        fresh = self._file.with_suffix(f".{os.getpid()}")
        try:
            fresh.touch(mode=0o600)
            fresh.write_bytes(msgspec.json.encode(_Kept(known)))
            fresh.replace(self._file)
        finally:
            fresh.unlink(missing_ok=True)
