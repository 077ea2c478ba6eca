"""The words of the command line for what the host says in codes: one table, in plain English.

Depends on phonenumbers, for the names of countries. Sentences for problems are those of errors.py.
"""

import re
from typing import Final

FINAL: Final = frozenset({"ended", "cancelled", "failed", "unknown"})
UNDER_WAY: Final = frozenset({"placing", "ringing_you", "ringing_them", "connected"})

_STATES: Final = {
    "placing": "placing",
    "ringing_you": "ringing you",
    "ringing_them": "ringing them",
    "connected": "connected",
    "ended": "ended",
    "cancelled": "cancelled",
    "failed": "failed",
    "unknown": "unknown",
}
_LEGS: Final = {
    "placing": ("waiting", "waiting"),
    "ringing_you": ("ringing", "waiting"),
    "ringing_them": ("answered", "ringing"),
    "connected": ("connected", "connected"),
}
_RISKS: Final = {
    "premium_rate": "a premium-rate number",
    "shared_cost": "a shared-cost number",
    "personal_number": "a personal number, which may cost more",
    "satellite": "a satellite phone",
    "exchange_976": "a 976 number, which may cost more",
    "other_country": "in another country",
}


def state(code: str) -> str:
    """A call's state in lower case, as one line of a log."""
    return _STATES.get(code, code.replace("_", " "))


def legs(code: str) -> tuple[str, str]:
    """How the user's own phone is, and how the other one is."""
    return _LEGS.get(code, ("", ""))


def risk(code: str) -> str:
    """Why a number wants a confirmation; follows "is"."""
    return _RISKS.get(code, "unusual")


def shown_number(number: str) -> str:
    """E.164 with `;ext=` as a person writes it: "+14155552671 ext. 12"."""
    return re.sub(r";ext=(\d+)$", r" ext. \1", number)


def country_of(number: str, region: str | None) -> str:
    """The English name of the country of a number in E.164; its code where there is no name."""
    import phonenumbers  # only where a call is placed
    from phonenumbers.geocoder import country_name_for_number

    name: str = country_name_for_number(phonenumbers.parse(number), "en")
    return name or region or "no country"
