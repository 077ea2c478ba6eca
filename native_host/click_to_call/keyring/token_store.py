"""Stores the sign-in in the computer's keyring, and nowhere else.

Depends on keyring/chunks.py for the entries, and on keyring/answers.py for an answer within three
seconds. There is no other store: the sign-in can place calls that cost money, so it is never
written to a file.
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
from click_to_call.keyring.answers import answer_of
from click_to_call.keyring.backends import Backend
from click_to_call.keyring.chunks import Entries

logger = logging.getLogger(__name__)

# Long enough for eighty hosts in a row on a busy computer, and shorter than the 20 s in which a
# call must be placed.
LOCK_WITHIN_SECONDS: Final = 15.0
_LONGEST_LOCK_PAUSE_SECONDS: Final = 0.5

UNLOCK_WITHIN_SECONDS: Final = 6.0
"""Time for the user to type the keyring's password when they sign in."""


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
    """The id of the RingCentral extension that is signed in. It is not a secret; it distinguishes
    two users of one computer."""
    client_secret: str = field(default="", repr=False)
    """Only for the user's own app; a public app has no secret."""
    jwt: str = field(default="", repr=False)
    """The credential that gets new tokens when the refresh token has expired; "" if there is
    none."""

    @property
    def is_renewable(self) -> bool:
        return bool(self.refresh_token or self.jwt)


class TokenStore:
    """The sign-in at one server. Several host processes may share it.

    Every method raises Problem keyring_missing, keyring_locked, keyring_uninitialised,
    keyring_mute, keyring_full or keyring_failed, within three seconds (`unlock` may take longer).
    """

    def __init__(self, config: Config, backend: Backend | None = None) -> None:
        """`backend` replaces the computer's keyring, for tests."""
        # The server is part of the name, so that the sign-ins of a simulator and of RingCentral
        # stay separate, and a back end for one server only can see which server is meant.
        self.service = f"click-to-call {config.server}"
        # If CLICK_TO_CALL_HOME is set, the folder is part of the name too, because the lock file is
        # in it.
        account = f"sign-in {config.home}" if config.moved else "sign-in"
        self._entries = Entries(self.service, account, backend)
        digest = hashlib.sha256(f"{self.service}\n{account}".encode()).hexdigest()[:16]
        self._lock_file = config.state / f"sign-in-{digest}.lock"

    async def load(self) -> Tokens | None:
        """Returns the stored sign-in; None if no user is signed in."""
        payload = await answer_of(self._entries.read)
        if payload is None:
            return None
        try:
            return msgspec.json.decode(payload, type=Tokens)
        except msgspec.DecodeError:
            # Another program changed the entry. The error is not passed on, because its text may
            # quote the entry.
            logger.warning("the sign-in in the keyring is unreadable and counts as none")
            return None

    async def save(self, tokens: Tokens) -> None:
        payload = json.dumps(msgspec.to_builtins(tokens), ensure_ascii=True)
        await answer_of(lambda: self._entries.write(payload))

    async def delete(self) -> None:
        await answer_of(self._entries.remove)

    async def unlock(self) -> None:
        """Lets the user unlock a locked keyring in its own window. Only a sign-in calls this; no
        other action opens a window."""
        await answer_of(self._entries.unlock, UNLOCK_WITHIN_SECONDS)

    async def try_out(self) -> None:
        """Takes the lock, and writes, reads and removes a trial entry. Call it before a sign-in.

        Otherwise a user would go through the whole sign-in page before learning that the keyring or
        the state folder cannot be used.
        """
        with self.lock_at_once():
            await answer_of(self._entries.try_out)

    @contextlib.asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        """Holds the lock between processes. Raises Problem exchange_unreachable after 15 s.

        Only the holder uses the keyring: if eighty hosts read it at the same time, it would not
        answer in time.
        """
        ends_at = time.monotonic() + LOCK_WITHIN_SECONDS
        pause = 0.02
        while True:
            with self.lock_at_once() as held:
                if held:
                    yield
                    return
            if time.monotonic() > ends_at:
                # Another host holds the lock for too long; its requests to RingCentral must be
                # slow.
                raise Problem("exchange_unreachable", reason="renewing")
            # Exponential back-off with jitter, so that waiting hosts leave the holder time to work.
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
            pause = min(pause * 2, _LONGEST_LOCK_PAUSE_SECONDS)

    @contextlib.contextmanager
    def lock_at_once(self) -> Iterator[bool]:
        """Holds the lock between processes if it is free. Yields whether it is held.

        The operating system releases the lock of a process that ends. Raises Problem
        state_unwritable if the state folder cannot be written.
        """
        from filelock import FileLock, Timeout  # not needed to answer `hello`

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
