"""Stores the phones that users typed so that RingOut can ring them first. RingCentral's lists do
not contain these phones.

Depends on config.py, which says in which folder the file is. The file holds no secret. If the file
is lost or unreadable, the user must type the phones again.
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
"""The most phones that are stored for each user. When the user types one more phone, the phone that
was typed the longest ago is deleted. It may be a hotel's phone that the user no longer needs."""

_LOCK_WITHIN_SECONDS: Final = 2.0


class _Kept(msgspec.Struct, frozen=True):
    """The JSON object in the file. A file of the earlier version 1 contains only the value of
    `phones` instead of this object; the host still reads such a file."""

    phones: dict[str, tuple[str, ...]]
    """The phones of each user. Each key is RingCentral's id of a user. Each value lists the phones
    that this user typed, in E.164, the latest at the beginning."""
    version: int = 2


class TypedPhones:
    """Reads and writes the file with the phones that each user typed. All hosts share this file."""

    def __init__(self, config: Config) -> None:
        digest = hashlib.sha256(config.server.encode()).hexdigest()[:16]
        self._file = config.state / f"phones-{digest}.json"

    def of(self, owner: str) -> tuple[str, ...]:
        """Returns the phones, in E.164, that the user with the id `owner` typed. The phone that was
        typed last is the first of them."""
        return self._read().get(owner, ())

    def add(self, owner: str, phone: str) -> None:
        """Stores a phone of the user with the id `owner`. If this user then has more than
        MOST_PHONES phones, deletes the oldest. Raises Problem("phone_not_usable") if the file
        cannot be written."""
        # Imported only here, so that the host starts faster.
        from filelock import FileLock, Timeout

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
        """Deletes the phones of all users. Call this after a sign-out."""
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
