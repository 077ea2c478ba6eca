"""Turns the status words that RingCentral reports for a call into the call's state and problem, as
the journal and the extension know them.

RingCentral has one status word for each leg of a call (the user's own phone, and the other side's
phone), and one for the whole call. The module is pure and depends on errors.py only. It compares
status words without regard to case, and ignores unknown ones because RingCentral adds new words.
Source: RingCentral's guide to RingOut (docs/voice/ringout.md), and CallingStatusInfo in
RingCentral's OpenAPI document.
"""

from typing import Final, Protocol

from click_to_call.errors import Problem

ORDER: Final = ("placing", "ringing_you", "ringing_them", "connected")
FINAL: Final = frozenset({"ended", "cancelled", "failed", "unknown"})


class Legs(Protocol):
    """The status words that RingCentral sent for a call: for the whole call, for the user's own
    phone (the caller) and for the other side (the callee). A missing word is ""."""

    @property
    def call_status(self) -> str: ...
    @property
    def caller_status(self) -> str: ...
    @property
    def callee_status(self) -> str: ...


_FAILED_LEGS: Final[dict[str, tuple[str, str]]] = {
    # Each key is a status word. Each value has two codes of Problems: one for a call in which the
    # user's own phone has this status word, and one for a call in which the other side's phone has.
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
"""The reason for the failure of a call whose side ("you" or "they") has this status word. Together
with the Problem's code, the reason selects the text in problem_texts.py."""

_TELLING: Final = frozenset({"inprogress", "success", "finished", *_FAILED_LEGS})


def says_nothing(legs: Legs) -> bool:
    """Returns whether none of RingCentral's status words shows what happens in the call. This
    happens if RingCentral no longer knows the call, or uses words that are newer than this module.
    """
    return _TELLING.isdisjoint(_words(legs))


def read_legs(legs: Legs, *, before: str) -> tuple[str, Problem | None]:
    """Returns the call's new state according to RingCentral's status words for the call's legs, and
    the Problem that explains this state if there is one. `before` is the call's state so far. The
    state never goes back: a call that was "connected" does not become "ringing_them", whatever the
    status words say."""
    whole, you, they = _words(legs)
    over = _over(whole, you, they, before)
    return over or (_furthest(before, whole, you, they), None)


def given_up(state: str) -> tuple[str, Problem | None]:
    """Returns the final state and the problem for a call that the host stops following although
    RingCentral has not reported how the call ended. `state` is the call's state so far.

    The final state is never "failed", because the call may be going on. The problem says what is
    known: that RingCentral accepted the call, and perhaps that the user answered it.
    """
    if state == "connected":
        return "ended", None
    reason = "answered" if state == "ringing_them" else "lost"
    return "unknown", Problem("outcome_unknown", reason=reason)


def _words(legs: Legs) -> tuple[str, str, str]:
    return legs.call_status.lower(), legs.caller_status.lower(), legs.callee_status.lower()


def _over(whole: str, you: str, they: str, before: str) -> tuple[str, Problem | None] | None:
    """Returns the final state that the status words mean, with its problem, or None if the call
    goes on."""
    if "nosessionfound" in (whole, you, they):
        return given_up(before)
    if you in _FAILED_LEGS:
        return "failed", _failed_leg("you", you)
    if they in _FAILED_LEGS:
        return "failed", _failed_leg("they", they)
    if "finished" in (whole, you, they):
        # "inprogress" means that the other side's phone was still ringing when the user hung up.
        # The call counts as cancelled: it did not fail, but there was no conversation.
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
