"""Stores the sign-in in the computer's keyring, and nowhere else.

The sign-in is never written to a file, because whoever reads the sign-in can place calls that cost
money. Depends on keyring/chunks.py, which reads and writes the keyring's entries, and on
keyring/keyring_thread.py, which gives an answer within three seconds.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
import random
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Final

import msgspec

from click_to_call.config import Config
from click_to_call.errors import Problem, disk_problem
from click_to_call.keyring.backends import Backend
from click_to_call.keyring.chunks import Entries
from click_to_call.keyring.keyring_thread import answer_of

logger = logging.getLogger(__name__)

# How long a host waits for the lock that all hosts share. In this time, even on a busy computer,
# eighty hosts can hold the lock one after the other. The time is shorter than the 20 s within which
# a call must be placed.
LOCK_WITHIN_SECONDS: Final = 15.0
_LONGEST_LOCK_PAUSE_SECONDS: Final = 0.5

UNLOCK_WITHIN_SECONDS: Final = 6.0
"""The time in which the user must type the keyring's password during a sign-in."""


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """One sign-in. Times are Unix timestamps in seconds. `repr` leaves out the secrets."""

    client_id: str
    access_token: str = field(repr=False)
    obtained_at: float
    access_expires_at: float
    refresh_token: str = field(default="", repr=False)
    refresh_expires_at: float = 0.0
    owner_id: str = ""
    """RingCentral's id of the signed-in user, by which the host distinguishes two users who sign in
    on one computer. The id is no secret."""
    client_secret: str = field(default="", repr=False)
    """The client secret of the app at RingCentral, or "" if the app is public and has no secret."""
    jwt: str = field(default="", repr=False)
    """The JWT credential, with which the host gets new tokens when the refresh token has expired.
    "" if the user signed in with the browser."""

    @property
    def is_renewable(self) -> bool:
        return bool(self.refresh_token or self.jwt)


class TokenStore:
    """The stored sign-in for one server. Several host processes may share it.

    A method that cannot use the keyring raises a Problem with one of the codes keyring_missing,
    keyring_locked, keyring_uninitialised, keyring_mute, keyring_full and keyring_failed. Every
    method except `unlock` raises this Problem within three seconds; `unlock` waits longer for the
    user.
    """

    def __init__(self, config: Config, backend: Backend | None = None) -> None:
        """Does not use the keyring yet. In tests, `backend` replaces the computer's keyring."""
        # The entry's name contains the server, so that the sign-ins at a simulator and at
        # RingCentral stay separate.
        self.service = f"click-to-call {config.server}"
        # If CLICK_TO_CALL_HOME is set, the lock file is in the folder that the variable names. Two
        # hosts with different folders then have different locks, so they must not share one entry.
        # Therefore the entry's name contains the folder.
        account = f"sign-in {config.home}" if config.moved else "sign-in"
        self._entries = Entries(self.service, account, backend)
        digest = hashlib.sha256(f"{self.service}\n{account}".encode()).hexdigest()[:16]
        self._lock_file = config.state / f"sign-in-{digest}.lock"

    async def load(self) -> Tokens | None:
        """Returns the stored sign-in, or None if no user is signed in."""
        payload = await answer_of(self._entries.read)
        if payload is None:
            return None
        try:
            return msgspec.json.decode(payload, type=Tokens)
        except msgspec.DecodeError:
            # Another program must have changed the entry. The exception is not logged, because its
            # text may quote the entry.
            logger.warning("the sign-in in the keyring is unreadable and counts as none")
            return None

    async def save(self, tokens: Tokens) -> None:
        payload = json.dumps(msgspec.to_builtins(tokens), ensure_ascii=True)
        await answer_of(lambda: self._entries.write(payload))

    async def delete(self) -> None:
        await answer_of(self._entries.remove)

    async def unlock(self) -> None:
        """Lets the user unlock a locked keyring in the keyring's own window. Only a sign-in calls
        this method, so no other action opens a window."""
        await answer_of(self._entries.unlock, UNLOCK_WITHIN_SECONDS)

    async def try_out(self) -> None:
        """Makes sure, before the user signs in, that the sign-in can be stored afterwards.

        Writes, reads and removes a trial entry in the keyring. To find out whether the state folder
        can be written, also takes the lock that all hosts share, if the lock is free.
        """
        with self.lock_at_once():
            await answer_of(self._entries.try_out)

    @contextlib.asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        """Waits for the lock that all host processes share, and holds it. Raises
        Problem("exchange_unreachable") if the lock is not free within 15 s.

        A process that renews or replaces the sign-in holds this lock, so that no two processes
        write the sign-in at the same time. Besides, a keyring that many processes used at the same
        time would answer too slowly.
        """
        ends_at = time.monotonic() + LOCK_WITHIN_SECONDS
        pause = 0.02
        while True:
            with self.lock_at_once() as held:
                if held:
                    yield
                    return
            if time.monotonic() > ends_at:
                # Other hosts have held the lock for too long, probably because RingCentral answers
                # their requests slowly.
                raise Problem("exchange_unreachable", reason="renewing")
            # The pauses grow and are random, so that the waiting hosts do not slow down the host
            # that holds the lock.
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
            pause = min(pause * 2, _LONGEST_LOCK_PAUSE_SECONDS)

    @contextlib.contextmanager
    def lock_at_once(self) -> Iterator[bool]:
        """Takes the lock that all host processes share if it is free, without waiting. Yields
        whether this process now holds the lock.

        If a process ends, the operating system releases its lock. Raises
        Problem("state_unwritable") if the state folder cannot be written.
        """
        # Imported only here, so that the host starts faster.
        from filelock import FileLock, Timeout

        try:
            self._lock_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(self._lock_file, timeout=0, mode=0o600)
            lock.acquire()
        except Timeout:
            yield False
            return
        except OSError as error:
            raise disk_problem("state_unwritable", self._lock_file.parent, error) from error
        try:
            yield True
        finally:
            lock.release()
