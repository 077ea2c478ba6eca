"""Keyring work beside the event loop: over within three seconds, and every failure named.

Depends on the exceptions of `keyring` and its back ends, by their names, because some of these
classes exist only where their platform's library is installed.
"""

import asyncio
import contextlib
import errno
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from click_to_call.errors import Problem

# Three seconds in all; the last part is kept for asking why there was no answer.
_ANSWER_WITHIN_SECONDS: Final = 2.2
_REASON_WITHIN_SECONDS: Final = 0.7

_Result = TypeVar("_Result")


async def answer_of(
    work: Callable[[], _Result], within_seconds: float = _ANSWER_WITHIN_SECONDS
) -> _Result:
    """Run keyring work beside the loop; a keyring that says nothing becomes a Problem in time.

    Raises Problem keyring_missing, keyring_locked, keyring_uninitialised, keyring_mute,
    keyring_full or keyring_failed.
    """
    try:
        return await _in_thread(lambda: _with_named_problems(work), within_seconds)
    except TimeoutError:
        raise await _why_no_answer() from None


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


async def _why_no_answer() -> Problem:
    """Whether a silent keyring waits for its user or is out of order."""
    if sys.platform == "darwin":
        return Problem("keyring_locked")  # its own dialogue stands open, asking whether to allow
    try:
        return await _in_thread(_what_secret_service_waits_for, _REASON_WITHIN_SECONDS)
    except Exception:
        return Problem("keyring_mute")  # no answer to this either, or no Secret Service


def _what_secret_service_waits_for() -> Problem:
    """Ask without opening a window. One that stands open leaves the keyring as it was before."""
    from click_to_call.keyring.secret_service import what_it_waits_for  # Linux only

    return what_it_waits_for()


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
    return Problem("keyring_failed", reason="error", detail=type(error).__name__)


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
