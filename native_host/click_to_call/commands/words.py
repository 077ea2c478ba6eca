"""English texts of the command line for the host's codes of states, legs and risks, in tables.

Depends on the phonenumbers package for the names of countries. The texts of problems are in
../words.py.
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
    """Returns the name of a call's state, in lower case."""
    return _STATES.get(code, code.replace("_", " "))


def legs(code: str) -> tuple[str, str]:
    """Returns the state of the leg to the user's own phone and of the other leg."""
    return _LEGS.get(code, ("", ""))


def risk(code: str) -> str:
    """Returns why a number needs a confirmation, as text that follows "is"."""
    return _RISKS.get(code, "unusual")


def shown_number(number: str) -> str:
    """Returns a number in E.164 with `;ext=` in the usual spelling: "+14155552671 ext. 12"."""
    return re.sub(r";ext=(\d+)$", r" ext. \1", number)


def country_of(number: str, region: str | None) -> str:
    """Returns the English name of the country of a number in E.164; its code if it has no name."""
    import phonenumbers  # imported only when a call is placed
    from phonenumbers.geocoder import country_name_for_number

    name: str = country_name_for_number(phonenumbers.parse(number), "en")
    return name or region or "no country"
