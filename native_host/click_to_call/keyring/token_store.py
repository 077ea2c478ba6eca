"""Keeps the sign-in in the computer's keyring, and nowhere else.

Must not know how a token is got or used. There is no other store to fall back to: what can place a
paid call is not written into a file. Depends on chunks.py for the entries, and on
answers.py for an answer within three seconds.
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

log = logging.getLogger(__name__)

# Long enough for eighty hosts in a row on a busy computer; a call has 20 s in all, and must still
# get its turn.
LOCK_WITHIN_SECONDS: Final = 15.0
_LONGEST_LOCK_PAUSE_SECONDS: Final = 0.5

UNLOCK_WITHIN_SECONDS: Final = 6.0
"""For a person to type the keyring's password, when they sign in."""


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """One sign-in. Times are Unix seconds. Secrets are left out of `repr`."""

    client_id: str
    access_token: str = field(repr=False)
    obtained_at: float
    access_expires_at: float
    refresh_token: str = field(default="", repr=False)
    refresh_expires_at: float = 0.0
    owner_id: str = ""
    """The extension's id at RingCentral: not a secret, tells two users of one computer apart."""
    client_secret: str = field(default="", repr=False)
    """Only for an app of one's own; a public app has none."""
    jwt: str = field(default="", repr=False)
    """The credential that buys new tokens when the refresh token is gone; "" without one."""

    @property
    def is_renewable(self) -> bool:
        return bool(self.refresh_token or self.jwt)


class TokenStore:
    """The sign-in at one server. Several host processes may share it.

    Every method raises Problem keyring_missing, keyring_locked, keyring_uninitialised,
    keyring_mute, keyring_full or keyring_failed, within three seconds (but `unlock`).
    """

    def __init__(self, config: Config, backend: Backend | None = None) -> None:
        """`backend` stands in for the keyring that the computer would choose."""
        # Keyed by server, so that a simulator's and RingCentral's sign-in never meet, and a back
        # end that serves one server only can read which one is meant.
        self.service = f"click-to-call {config.server}"
        # Keyed by folder too where that was moved: the lock must lie beside what it guards.
        account = f"sign-in {config.home}" if config.moved else "sign-in"
        self._entries = Entries(self.service, account, backend)
        digest = hashlib.sha256(f"{self.service}\n{account}".encode()).hexdigest()[:16]
        self._lock_file = config.state / f"sign-in-{digest}.lock"

    async def load(self) -> Tokens | None:
        """What is kept, or None when nobody is signed in."""
        payload = await answer_of(self._entries.read)
        if payload is None:
            return None
        try:
            return msgspec.json.decode(payload, type=Tokens)
        except msgspec.DecodeError:
            # Someone edited the entry. The error is not passed on: its text may quote the entry.
            log.warning("the sign-in in the keyring is unreadable and counts as none")
            return None

    async def save(self, tokens: Tokens) -> None:
        payload = json.dumps(msgspec.to_builtins(tokens), ensure_ascii=True)
        await answer_of(lambda: self._entries.write(payload))

    async def delete(self) -> None:
        await answer_of(self._entries.remove)

    async def unlock(self) -> None:
        """Let the user unlock a locked keyring in its own window: only for someone who is just
        signing in. Nothing else opens a window."""
        await answer_of(self._entries.unlock, UNLOCK_WITHIN_SECONDS)

    async def try_out(self) -> None:
        """Hold the lock, and write, read and remove a trial entry, so that a keyring or a folder
        of no use shows before a sign-in.

        A user who went through the whole sign-in page must not learn afterwards that the result
        cannot be kept.
        """
        with self.lock_at_once():
            await answer_of(self._entries.try_out)

    @contextlib.asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        """Hold the lock between processes. Raises Problem exchange_unreachable after 15 s.

        Whoever holds it is alone with the keyring, too: eighty hosts that all read at once would
        find it mute.
        """
        ends_at = time.monotonic() + LOCK_WITHIN_SECONDS
        pause = 0.02
        while True:
            with self.lock_at_once() as held:
                if held:
                    yield
                    return
            if time.monotonic() > ends_at:
                # Another host holds it longer than it should: its own requests are slow, then.
                raise Problem("exchange_unreachable", reason="renewing")
            # Waits double and differ, so that many waiting hosts leave the holder time to work.
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
            pause = min(pause * 2, _LONGEST_LOCK_PAUSE_SECONDS)

    @contextlib.contextmanager
    def lock_at_once(self) -> Iterator[bool]:
        """Hold the lock between processes if it is free; yields whether it is held.

        A lock left by a dead process is free: the operating system lets go of it.
        Raises Problem state_unwritable where the state folder cannot be written.
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
