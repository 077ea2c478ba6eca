"""Stores the phones that users typed so that RingOut can ring them first. RingCentral's lists do
not contain these phones.

Depends on config.py for the folder. The file holds no secret. If the file is lost or unreadable,
the list of typed phones is empty, and the user must type the phone again.
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
"""The most phones that are stored for each user. When there are more, the phone that was typed
first is deleted, because old phones, such as a hotel's, are seldom needed again."""

_LOCK_WITHIN_SECONDS: Final = 2.0


class _Kept(msgspec.Struct, frozen=True):
    """The content of the file. A file of version 1 consists only of what is now the value of
    `phones`. The host can still read such a file."""

    phones: dict[str, tuple[str, ...]]
    """The phones of each user, the last typed first. The keys are RingCentral's ids of the
    users."""
    version: int = 2


class TypedPhones:
    """Reads and writes the phones that each user typed. RingCentral's id identifies the user. All
    hosts share one file."""

    def __init__(self, config: Config) -> None:
        digest = hashlib.sha256(config.server.encode()).hexdigest()[:16]
        self._file = config.state / f"phones-{digest}.json"

    def of(self, owner: str) -> tuple[str, ...]:
        """Returns the phones in E.164 that the user `owner` typed, the last typed first."""
        return self._read().get(owner, ())

    def add(self, owner: str, phone: str) -> None:
        """Stores a phone of the user `owner`. If the user then has more than MOST_PHONES, deletes
        the oldest. Raises Problem("phone_not_usable") if the file cannot be written."""
        # Imported only here, because `hello` does not need it.
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
