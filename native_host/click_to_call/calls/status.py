"""What RingCentral's words for the two legs of a RingOut mean: state and problem of a call.

Pure. Words are compared without case and new ones say nothing, because RingCentral adds to them.
Source: RingCentral's guide to RingOut (docs/voice/ringout.md) and its OpenAPI's CallingStatusInfo.
"""

from typing import Final, Protocol

from click_to_call.errors import Problem

ORDER: Final = ("placing", "ringing_you", "ringing_them", "connected")
FINAL: Final = frozenset({"ended", "cancelled", "failed", "unknown"})


class Legs(Protocol):
    """The words as RingCentral sent them, "" where it sent none."""

    @property
    def call_status(self) -> str: ...
    @property
    def caller_status(self) -> str: ...
    @property
    def callee_status(self) -> str: ...


_FAILED_LEGS: Final[dict[str, tuple[str, str]]] = {
    # word: (problem if it is the user's own phone, problem if it is the other side)
    "busy": ("you_are_busy", "they_are_busy"),
    "noanswer": ("you_did_not_answer", "they_did_not_answer"),
    "rejected": ("call_rejected", "call_rejected"),
    "internationaldisabled": ("country_disabled", "country_disabled"),
    "destinationblocked": ("number_blocked", "number_blocked"),
    "genericerror": ("call_failed", "call_failed"),
    "notenoughfunds": ("call_failed", "call_failed"),
    "nosuchuser": ("call_failed", "call_failed"),
    "error": ("call_failed", "call_failed"),
    "cannotreach": ("call_failed", "call_failed"),
    "noansweringmachine": ("call_failed", "call_failed"),
    "ringoutfromthisnumberisnotsupported": ("call_failed", "call_failed"),
}
_REASONS: Final[dict[tuple[str, str], str]] = {
    ("you", "genericerror"): "you_cannot_be_rung",
    ("you", "cannotreach"): "you_cannot_be_reached",
    ("you", "error"): "your_phone",
    ("you", "nosuchuser"): "no_such_phone",
    ("you", "rejected"): "you",
    ("you", "internationaldisabled"): "you",
    ("you", "destinationblocked"): "you",
    ("you", "ringoutfromthisnumberisnotsupported"): "not_supported",
    ("you", "notenoughfunds"): "no_credit",
    ("they", "notenoughfunds"): "no_credit",
    ("they", "genericerror"): "they_not_connected",
    ("they", "cannotreach"): "they_not_reached",
    ("they", "nosuchuser"): "nobody",
    ("they", "rejected"): "they",
}
"""Which of the texts of a code fits the leg that failed; see words.py."""

_TELLING: Final = frozenset({"inprogress", "success", "finished", *_FAILED_LEGS})


def says_nothing(legs: Legs) -> bool:
    """Whether no word of these means anything: RingCentral has lost sight of the call, or speaks
    in words that are newer than this."""
    return _TELLING.isdisjoint(_words(legs))


def read_legs(legs: Legs, *, before: str) -> tuple[str, Problem | None]:
    """State and problem from the words of the two legs and of the whole call.

    A call never goes backwards: `before` is the state that it was in.
    """
    whole, you, they = _words(legs)
    over = _over(whole, you, they, before)
    return over or (_furthest(before, whole, you, they), None)


def given_up(state: str) -> tuple[str, Problem | None]:
    """Nothing more will be heard of this call. It is not called failed, for it may be going on.
    The problem says what is known: RingCentral took the call, and perhaps the user answered it."""
    if state == "connected":
        return "ended", None
    reason = "answered" if state == "ringing_them" else "lost"
    return "unknown", Problem("outcome_unknown", reason=reason)


def _words(legs: Legs) -> tuple[str, str, str]:
    return legs.call_status.lower(), legs.caller_status.lower(), legs.callee_status.lower()


def _over(whole: str, you: str, they: str, before: str) -> tuple[str, Problem | None] | None:
    """The final state that these words mean; None if the call goes on."""
    if "nosessionfound" in (whole, you, they):
        return given_up(before)
    if you in _FAILED_LEGS:
        return "failed", _failed_leg("you", you)
    if they in _FAILED_LEGS:
        return "failed", _failed_leg("they", they)
    if "finished" in (whole, you, they):
        # Hung up before the other side answered: nobody failed, and nobody talked.
        return ("cancelled" if they == "inprogress" else "ended"), None
    if whole in _FAILED_LEGS and before != "connected":
        return "failed", Problem(_FAILED_LEGS[whole][1])
    return None


def _failed_leg(who: str, word: str) -> Problem:
    code = _FAILED_LEGS[word][0 if who == "you" else 1]
    return Problem(code, reason=_REASONS.get((who, word), ""))


def _furthest(before: str, whole: str, you: str, they: str) -> str:
    if they == "success" or (whole == "success" and they != "inprogress"):
        now = "connected"
    elif you == "success":
        now = "ringing_them"
    elif you == "inprogress":
        now = "ringing_you"
    else:
        now = before
    return max(before, now, key=ORDER.index)
