"""Runs keyring work in a thread with a timeout, and turns every failure into a Problem.

Depends on the `keyring` package. Exceptions are recognised by the names of their classes, because
some of these classes exist only where their platform's library is installed.
"""

import asyncio
import contextlib
import errno
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from click_to_call.errors import Problem

# The longest time that the host waits for the keyring's answer. If no answer comes, the host takes
# at most _REASON_WITHIN_SECONDS to find out why. In all, the user waits less than three seconds.
_ANSWER_WITHIN_SECONDS: Final = 2.2
_REASON_WITHIN_SECONDS: Final = 0.7

_Result = TypeVar("_Result")


async def answer_of(
    work: Callable[[], _Result], within_seconds: float = _ANSWER_WITHIN_SECONDS
) -> _Result:
    """Runs, in a thread, a function that uses the keyring. Returns the function's result.

    If the function fails or takes too long, raises a Problem with one of the codes keyring_missing,
    keyring_locked, keyring_uninitialised, keyring_mute, keyring_full and keyring_failed.
    """
    try:
        return await _in_thread(lambda: _with_named_problems(work), within_seconds)
    except TimeoutError:
        raise await _why_no_answer() from None


async def _in_thread(work: Callable[[], _Result], seconds: float) -> _Result:
    """Runs `work` in a new thread and returns its result. Raises TimeoutError if `work` takes
    longer than `seconds`. The thread then goes on, and its result is ignored.

    The thread is a daemon, for which Python does not wait when the process ends. The threads of an
    executor would keep the host running if a keyring never answers.
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
        # If the keyring was slow, the event loop may be closed by now. `call_soon_threadsafe` then
        # raises RuntimeError. The result is no longer needed.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    async with asyncio.timeout(seconds):
        return await answer


async def _why_no_answer() -> Problem:
    """Returns a Problem that says why the keyring does not answer: because the keyring waits for
    the user, for example, or does not work at all."""
    if sys.platform == "darwin":
        return Problem("keyring_locked")  # macOS is asking the user for permission in a dialogue.
    try:
        return await _in_thread(_what_secret_service_waits_for, _REASON_WITHIN_SECONDS)
    except Exception:
        # The Secret Service does not answer this question either, or this system has no Secret
        # Service.
        return Problem("keyring_mute")


def _what_secret_service_waits_for() -> Problem:
    """Returns a Problem that says why the Secret Service does not answer. Opens no window."""
    from click_to_call.keyring.secret_service import what_it_waits_for  # available on Linux only

    return what_it_waits_for()


def _with_named_problems(work: Callable[[], _Result]) -> _Result:
    try:
        return work()
    except Problem:
        raise
    except Exception as error:
        # `from None` keeps the back end's exception out of tracebacks, because its text might quote
        # the secret.
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


# Each pair has the name of an exception class and the code of the Problem for such an exception. If
# several pairs match the exception or its causes, the first pair counts.
_CODES_BY_EXCEPTION: Final = (
    ("NoKeyringError", "keyring_missing"),
    ("SecretServiceNotAvailableException", "keyring_missing"),
    ("KeyringLocked", "keyring_locked"),
    ("LockedException", "keyring_locked"),
    ("InitError", "keyring_uninitialised"),
)

# The error codes with which Windows refuses to store an entry: 1783 if the entry is too long, 8 if
# memory is used up, and 1816 if a quota is used up.
_WINDOWS_FULL: Final = frozenset({8, 1783, 1816})
_POSIX_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _is_full(error: BaseException) -> bool:
    if getattr(error, "winerror", None) in _WINDOWS_FULL:
        return True
    if isinstance(error, OSError) and error.errno in _POSIX_FULL:
        return True
    # GNOME Keyring says only "Couldn't create item" and gives no reason. The likeliest reason is a
    # full disk.
    words = ("No space left", "quota", "Couldn't create item")
    return any(word.lower() in str(error).lower() for word in words)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
