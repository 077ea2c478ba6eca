"""Defines the problems that the host reports to users. Each problem has a code, which is part of
the protocol with the extension, and a text.

Depends on words.py, the table of texts.

Problem
  ├── bad_message, too_large, update_extension, update_host, launcher_outdated, internal
  ├── not_signed_in, sign_in_refused, sign_in_expired
  ├── config_invalid, client_id_refused, state_unwritable
  ├── keyring_missing, keyring_locked, keyring_uninitialised, keyring_mute, keyring_full,
  │   keyring_failed
  ├── not_a_number, emergency_number, short_number, confirmation_needed
  ├── no_from_number, not_your_number, phone_not_usable, unknown_caller_id, same_number
  ├── busy, call_id_reused, too_many_calls, call_not_found, journal_unusable
  ├── exchange_unreachable, exchange_refused, exchange_not_understood, rate_limited
  ├── permission_missing, ringout_not_in_plan, caller_id_refused, number_blocked, country_disabled
  ├── outcome_unknown, too_late_to_cancel
  └── you_did_not_answer, you_are_busy, they_did_not_answer, they_are_busy, call_rejected,
      call_failed
"""

import errno
from collections.abc import Mapping
from typing import Self

from click_to_call.words import MESSAGES, text_of

__all__ = ["MESSAGES", "Problem", "disk_problem"]


class Problem(Exception):  # noqa: N818 - the user's word for it
    """A problem that the user is shown: a code, parameters and an English text.

    `code` is part of the protocol with the extension. `parameters` are short texts and whole
    numbers from which a translation can build its own text. Two of them have a fixed meaning: if a
    code covers several causes, `reason` names the cause; and `placed` is "no" if the call was
    certainly not placed. `message` is the English text from words.py, unless another text is given
    to the constructor.

    Any module may raise a Problem; only the dispatcher turns it into a reply. A Problem never holds
    a token or a full phone number, because it may be logged.
    """

    def __init__(
        self, code: str, message: str | None = None, *, reason: str = "", **parameters: str | int
    ) -> None:
        self.code = code
        self.parameters: dict[str, str | int] = {"reason": reason} if reason else {}
        self.parameters |= parameters
        self.message = message or text_of(code, self.parameters)
        super().__init__(f"{code}: {self.message}")

    @classmethod
    def of(cls, code: str, parameters: Mapping[str, str | int], message: str | None = None) -> Self:
        """Returns a Problem with this code and these parameters, which may include `reason`.
        Modules use this method to restore a Problem that was stored or sent as a code and
        parameters."""
        problem = cls(code, message or text_of(code, parameters))
        problem.parameters = dict(parameters)
        return problem

    def with_code(self, code: str) -> "Problem":
        """Returns a copy of this Problem whose text also shows RingCentral's own error code, which
        a user can tell RingCentral's support."""
        shown = f"{self.message} ({code})"
        return Problem.of(self.code, {**self.parameters, "detail": code}, shown)

    @property
    def reason(self) -> str:
        """Returns the name of the cause if the code covers several causes, otherwise ""."""
        return str(self.parameters.get("reason", ""))


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def disk_problem(code: str, folder: object, error: BaseException) -> Problem:
    """Returns a Problem with this code that says why files in `folder` cannot be used, and what to
    do.

    `error` is the exception that the operating system, SQLite or the file lock raised. The
    Problem's reason is one of "full", "read_only", "busy" and "error".
    """
    name = getattr(error, "sqlite_errorname", "")
    number = error.errno if isinstance(error, OSError) else None
    detail = (error.strerror if isinstance(error, OSError) else "") or name or type(error).__name__
    if number in _FULL or name == "SQLITE_FULL":
        reason = "full"
    elif number in _READ_ONLY or name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        reason = "read_only"
    elif isinstance(error, TimeoutError) or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        reason = "busy"
    else:
        reason = "error"
    return Problem(code, reason=reason, folder=str(folder), detail=detail)
