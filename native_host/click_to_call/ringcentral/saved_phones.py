"""The phones that a person typed by hand to ring first, beside those that the account has.

Knows a small file and no rule about numbers. Holds no secret. A file that is lost or unreadable
costs typing them once more, so every fault in reading it is a reason to have none.
"""

import contextlib
import hashlib
import logging
import os
from typing import Final

import msgspec

from click_to_call.config import Config
from click_to_call.errors import disk_problem

log = logging.getLogger(__name__)

MOST_PHONES: Final = 8
"""Kept for each user, the latest first: a hotel's number is of no use for long."""

_LOCK_WITHIN_SECONDS: Final = 2.0


class _Kept(msgspec.Struct, frozen=True):
    """What the file holds. The first version was `phones` alone, and is read as such."""

    phones: dict[str, tuple[str, ...]]
    """By RingCentral's id of the user, the latest first."""
    version: int = 2


class TypedPhones:
    """Shared by all hosts of this user, by RingCentral's id of who is signed in."""

    def __init__(self, config: Config) -> None:
        digest = hashlib.sha256(config.server.encode()).hexdigest()[:16]
        self._file = config.state / f"phones-{digest}.json"

    def of(self, owner: str) -> tuple[str, ...]:
        """In E.164, the latest first."""
        return self._read().get(owner, ())

    def add(self, owner: str, phone: str) -> None:
        """Remember one; forgets the oldest of too many. Raises Problem("phone_not_usable")."""
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
        """Somebody signed out."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, tuple[str, ...]]:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            log.info("the typed phones cannot be read: %s", type(error).__name__)
            return {}
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(content, type=_Kept).phones
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(content, type=dict[str, tuple[str, ...]])
        log.info("the typed phones are unreadable and count as none")
        return {}

    def _write(self, known: dict[str, tuple[str, ...]]) -> None:
        fresh = self._file.with_suffix(f".{os.getpid()}")
        try:
            fresh.touch(mode=0o600)
            fresh.write_bytes(msgspec.json.encode(_Kept(known)))
            fresh.replace(self._file)
        finally:
            fresh.unlink(missing_ok=True)
