"""Keeps the sign-in in the computer's keyring, and nowhere else.

Must not know how a token is got or used. A keyring may be absent, locked or mute; every way of
failing has its own words, and none takes longer than three seconds. There is no other store to
fall back to: what can place a paid call is not written into a file.
"""

import asyncio
import contextlib
import errno
import functools
import hashlib
import json
import logging
import random
import secrets
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

import msgspec

from native_host.config import Config
from native_host.errors import Problem

log = logging.getLogger(__name__)

# Three seconds in all; the last part is kept for asking why there was no answer.
_ANSWER_WITHIN_SECONDS: Final = 2.2
_REASON_WITHIN_SECONDS: Final = 0.7

# Long enough for eighty hosts in a row on a busy computer; a call has 20 s in all, and must still
# get its turn.
LOCK_WITHIN_SECONDS: Final = 15.0
_LONGEST_LOCK_PAUSE_SECONDS: Final = 0.5

# Windows keeps 2,560 bytes of UTF-16 in one credential; the payload is ASCII, one unit a character.
LONGEST_ENTRY: Final = 1280
_ROOM_IN_HEAD: Final = LONGEST_ENTRY - 80

_MOST_READINGS: Final = 8
"""Half a second in all, for a reader that meets a slow writer half-way."""

_Result = TypeVar("_Result")


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


class Backend(Protocol):
    """What is needed of a `keyring` back end."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class TokenStore:
    """The sign-in at one server. Several host processes may share it.

    Every method raises Problem keyring_missing, keyring_locked, keyring_uninitialised,
    keyring_mute, keyring_full or keyring_failed, within three seconds.
    """

    def __init__(self, config: Config, backend: Backend | None = None) -> None:
        """`backend` stands in for the keyring that the computer would choose."""
        # Keyed by server, so that a simulator's and RingCentral's sign-in never meet, and a back
        # end that serves one server only can read which one is meant.
        self.service = f"click-to-call {config.server}"
        # Keyed by folder too where that was moved: the lock must lie beside what it guards.
        account = f"sign-in {config.home}" if config.moved else "sign-in"
        self._entries = _Entries(self.service, account, backend)
        digest = hashlib.sha256(f"{self.service}\n{account}".encode()).hexdigest()[:16]
        self._lock_file = config.state / f"sign-in-{digest}.lock"

    async def load(self) -> Tokens | None:
        """What is kept, or None when nobody is signed in."""
        payload = await _answer_of(self._entries.read)
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
        await _answer_of(lambda: self._entries.write(payload))

    async def delete(self) -> None:
        await _answer_of(self._entries.remove)

    async def try_out(self) -> None:
        """Write, read and remove a trial entry, so that a useless keyring shows before a sign-in.

        A user who went through the whole sign-in page must not learn afterwards that the result
        cannot be kept.
        """
        await _answer_of(self._entries.try_out)

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
                raise _still_locked()
            # Apart from each other and ever more seldom: a knocking crowd leaves no time for work.
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
            pause = min(pause * 2, _LONGEST_LOCK_PAUSE_SECONDS)

    @contextlib.contextmanager
    def lock_at_once(self) -> Iterator[bool]:
        """Hold the lock between processes if it is free; yields whether it is held.

        A lock left by a dead process is free: the operating system lets go of it.
        Raises Problem keyring_failed where the state folder cannot be written.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - not needed to answer `hello`

        try:
            self._lock_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(self._lock_file, timeout=0, mode=0o600)
            lock.acquire()
        except Timeout:
            yield False
            return
        except OSError as error:
            where = f"{self._lock_file.parent} cannot be written ({error.strerror})"
            raise Problem("keyring_failed", f"The sign-in cannot be renewed: {where}.") from error
        try:
            yield True
        finally:
            lock.release()


def _still_locked() -> Problem:
    """Another host holds the lock longer than it should; its own requests are slow, then."""
    waiting = "Another browser is renewing the sign-in and has not finished."
    return Problem("exchange_unreachable", f"{waiting} Try again.")


class _Entries:
    """One text as keyring entries: the head, with as much of the text as fits, and further parts.

    Two slots of parts take turns and the head is written last, so that until then the earlier text
    stands. A reader that meets a writer half-way sees a wrong digest and reads again. Most texts
    need no part, for each entry costs a dozen questions on the session bus. Blocking; any thread.
    """

    def __init__(self, service: str, account: str, backend: Backend | None) -> None:
        self._service = service
        self._account = account
        self._given = backend

    def read(self) -> str | None:
        for attempt in range(_MOST_READINGS):
            if attempt:
                time.sleep(0.02 * attempt)
            with contextlib.suppress(_Vanished):
                head, text = self._head()
                if head is None:
                    return None
                parts = [self._found(self._part(head.slot, place)) for place in range(head.parts)]
                text = "".join([text, *(part or "" for part in parts)])
                if head.digest == _digest(text):
                    return text
        log.warning("the sign-in in the keyring is incomplete and counts as none")
        return None

    def write(self, text: str) -> None:
        old = None
        with contextlib.suppress(_Vanished):
            old, _ = self._head()
        slot = "b" if old is not None and old.slot == "a" else "a"
        rest = text[_ROOM_IN_HEAD:]
        parts = [rest[at : at + LONGEST_ENTRY] for at in range(0, len(rest), LONGEST_ENTRY)]
        for place, part in enumerate(parts):
            self._set(self._part(slot, place), part)
        head = _Head(slot=slot, parts=len(parts), digest=_digest(text))
        line = msgspec.json.encode(head).decode()
        self._set(self._account, f"{line}\n{text[:_ROOM_IN_HEAD]}")
        # A writer killed in this slot may have left more parts than these.
        self._remove_parts(slot, len(parts))
        self._remove_parts("a" if slot == "b" else "b", 0)

    def remove(self) -> None:
        self._remove_entry(self._account)
        for slot in ("a", "b"):
            self._remove_parts(slot, 0)

    def try_out(self) -> None:
        trial, value = f"{self._account} trial", secrets.token_hex(8)
        self._set(trial, value)
        kept = self._get(trial)
        self._remove_entry(trial)
        if kept != value:
            raise Problem("keyring_failed", "The keyring does not keep what it is given.")

    def _head(self) -> "tuple[_Head | None, str]":
        """The head's own line, and the beginning of the text; (None, "") where nothing is kept."""
        line, _, text = (self._found(self._account) or "").partition("\n")
        try:
            return (msgspec.json.decode(line, type=_Head), text) if line else (None, "")
        except msgspec.DecodeError:
            log.warning("the sign-in in the keyring is unreadable and counts as none")
            return None, ""

    def _part(self, slot: str, place: int) -> str:
        return f"{self._account} {slot}{place}"

    def _remove_parts(self, slot: str, first: int) -> None:
        """Remove the parts from `first` on, the last one first, so that a gap never hides any."""
        end = first
        while self._get(self._part(slot, end)) is not None:
            end += 1
        for place in reversed(range(first, end)):
            self._backend().delete_password(self._service, self._part(slot, place))

    def _remove_entry(self, name: str) -> None:
        if self._get(name) is not None:
            self._backend().delete_password(self._service, name)

    def _get(self, name: str) -> str | None:
        try:
            return self._found(name)
        except _Vanished:
            return None

    def _found(self, name: str) -> str | None:
        """None where nothing is. Raises _Vanished where another is just putting something else."""
        try:
            return self._backend().get_password(self._service, name)
        except Exception as error:
            if type(error).__name__ == "ItemNotFoundException":
                raise _Vanished from None
            raise

    def _set(self, name: str, value: str) -> None:
        self._backend().set_password(self._service, name, value)

    def _backend(self) -> Backend:
        return _chosen_backend() if self._given is None else self._given


class _Vanished(Exception):  # noqa: N818 - answered by reading again
    """A Secret Service's entry was replaced between being found and being read: it is no proof
    that nobody is signed in, and a writer on a busy computer may take its time."""


class _Head(msgspec.Struct, frozen=True):
    slot: str
    parts: int
    digest: str


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@functools.cache
def _chosen_backend() -> Backend:
    """The computer's own keyring, or the one that the user named. Never a plaintext file by chance.

    `recommended` leaves out what `keyring` would take as a last resort; a back end named in
    PYTHON_KEYRING_BACKEND or keyringrc.cfg is obeyed whatever it is.
    """
    from keyring import core  # noqa: PLC0415 - importing it may talk to a mute session bus
    from keyring.backends import fail  # noqa: PLC0415

    try:
        core.init_backend(limit=core.recommended)
    except (ImportError, AttributeError, RuntimeError, ValueError) as error:
        named = "The keyring named in PYTHON_KEYRING_BACKEND or keyringrc.cfg cannot be used"
        raise Problem("keyring_missing", f"{named} ({type(error).__name__}).") from None
    backend = core.get_keyring()
    if isinstance(backend, fail.Keyring):
        raise Problem("keyring_missing")
    return backend


# --- three seconds ------------------------------------------------------------------------------


async def _answer_of(work: Callable[[], _Result]) -> _Result:
    """Run keyring work beside the loop; a keyring that says nothing becomes a Problem in time."""
    try:
        return await _in_thread(lambda: _with_named_problems(work), _ANSWER_WITHIN_SECONDS)
    except TimeoutError:
        raise Problem(await _why_no_answer()) from None


async def _in_thread(work: Callable[[], _Result], seconds: float) -> _Result:
    """Run `work` in a thread of its own. Raises TimeoutError; the thread is then left behind.

    A daemon thread and no executor: an executor's threads are waited for at the end of the
    process, and a keyring that never answers would keep the host alive.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[_Result] = loop.create_future()

    def settle(result: _Result | None, error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type] # None only where _Result is None

    def run() -> None:
        result, failure = None, None
        try:
            result = work()
        except Exception as error:
            failure = error
        # The loop may be gone by the time a slow keyring answers.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    async with asyncio.timeout(seconds):
        return await answer


async def _why_no_answer() -> str:
    """Whether a silent keyring waits for its user or is out of order."""
    if sys.platform == "darwin":
        return "keyring_locked"  # its own dialogue stands open, asking whether to allow this
    try:
        return await _in_thread(_what_secret_service_waits_for, _REASON_WITHIN_SECONDS)
    except Exception:
        return "keyring_mute"  # no answer to this either, or no Secret Service


def _what_secret_service_waits_for() -> str:
    """Ask without opening a window. One that stands open leaves the keyring as it was before."""
    import secretstorage  # noqa: PLC0415 - exists on Linux only

    default = "/org/freedesktop/secrets/aliases/default"
    with contextlib.closing(secretstorage.dbus_init()) as bus:
        try:
            is_locked = secretstorage.Collection(bus, default).is_locked()
        except secretstorage.ItemNotFoundException:
            return "keyring_uninitialised"
    return "keyring_locked" if is_locked else "keyring_mute"


# --- failures -----------------------------------------------------------------------------------


def _with_named_problems(work: Callable[[], _Result]) -> _Result:
    try:
        return work()
    except Problem:
        raise
    except Exception as error:
        # Not chained: a back end's exception might quote what it was given.
        raise _problem_for(error) from None


def _problem_for(error: Exception) -> Problem:
    causes = list(_causes(error))
    names = {kind.__name__ for cause in causes for kind in type(cause).__mro__}
    for name, code in _CODES_BY_EXCEPTION:
        if name in names:
            return Problem(code)
    if any(_is_full(cause) for cause in causes):
        return Problem("keyring_full")
    words = " ".join(str(cause) for cause in causes)
    if "IsLocked" in words:
        return Problem("keyring_locked")
    return Problem("keyring_failed", f"The keyring could not be used ({type(error).__name__}).")


# By name, since some of these classes exist only where their platform's library is installed.
# The first that is among an exception's classes or its causes' decides.
_CODES_BY_EXCEPTION: Final = (
    ("NoKeyringError", "keyring_missing"),
    ("SecretServiceNotAvailableException", "keyring_missing"),
    ("KeyringLocked", "keyring_locked"),
    ("LockedException", "keyring_locked"),
    ("InitError", "keyring_uninitialised"),
)

# 1783 is what Windows says to a credential that is too long, 8 and 1816 that it has no room.
_WINDOWS_FULL: Final = frozenset({8, 1783, 1816})
_POSIX_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _is_full(error: BaseException) -> bool:
    if getattr(error, "winerror", None) in _WINDOWS_FULL:
        return True
    if isinstance(error, OSError) and error.errno in _POSIX_FULL:
        return True
    # gnome-keyring says of a write that failed no more than that it did.
    words = ("No space left", "quota", "Couldn't create item")
    return any(word.lower() in str(error).lower() for word in words)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
