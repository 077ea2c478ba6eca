"""Turns RingCentral's refusals of requests into Problems.

A refusal may have several codes, such as "CMN-101", and words, such as "InvalidParameter". The
first code or word that this module knows decides the Problem. If the module knows none of them, the
Problem's text shows the first one. Sources: the table of errors for ring-out in RingCentral's API
explorer, and docs/basics/errors.md of RingCentral's guide. Depends on ringcentral/transport.py,
which reads a refusal's fields.
"""

from typing import Final

from click_to_call.errors import Problem
from click_to_call.ringcentral.rate_limit import rate_limited_by
from click_to_call.ringcentral.transport import Answer, Refusal, refusal_in

_TOKEN_CODES: Final = frozenset(
    {"OAU-128", "OAU-129", "OAU-149", "OAU-210", "OAU-213", "TokenInvalid", "TokenExpired"}
    | {"invalid_token", "AGW-401", "AGW-402"}
)

_PERMISSION_CODES: Final = frozenset(
    {"CMN-401", "CMN-402", "CMN-403", "CMN-404", "CMN-408", "CMN-419", "InsufficientPermissions"}
)
_USER_PERMISSION: Final = frozenset({"CMN-402", "CMN-408"})
_MAINTENANCE: Final = frozenset({"CMN-211", "MaintenanceMode"})

_MEANINGS: Final[dict[str, tuple[str, str]]] = {
    # Each key is a code or word of RingCentral. Each value has the Problem's code and reason.
    "TEL-101": ("number_blocked", ""),
    "TEL-102": ("number_blocked", "you"),
    "TEL-107": ("caller_id_refused", ""),
    "TEL-108": ("not_your_number", "refused"),
    "TEL-109": ("not_a_number", "refused"),
    "RNG-102": ("caller_id_refused", "direct_only"),
    "BIL-103": ("ringout_not_in_plan", ""),
    "CMN-109": ("ringout_not_in_plan", ""),
    "CMN-112": ("ringout_not_in_plan", "extension"),
    "CMN-113": ("country_disabled", "number"),
    "FeatureNotAvailable": ("ringout_not_in_plan", ""),
    # RingCentral uses these words as a phone's status in a call, and also as the reason for
    # refusing the request that places the call.
    "InternationalDisabled": ("country_disabled", ""),
    "DestinationBlocked": ("number_blocked", ""),
    "NotEnoughFunds": ("call_failed", "no_credit"),
    "RingOutFromThisNumberIsNotSupported": ("call_failed", "not_supported"),
}
_OF_FEATURE: Final = {
    "InternationalCalls": ("country_disabled", ""),
    "InternationalCalling": ("country_disabled", ""),
    "DomesticCalls": ("country_disabled", "number"),
    "RingOut": ("ringout_not_in_plan", ""),
}
_OF_PARAMETER: Final = {"from": "TEL-108", "to": "TEL-109", "callerId": "TEL-107"}
_GENERAL: Final = frozenset({"CMN-101", "CMN-102", "InvalidParameter"})
_KNOWN: Final = _PERMISSION_CODES | _MEANINGS.keys() | _GENERAL


def is_of_token(answer: Answer) -> bool:
    """Returns whether RingCentral refused the request's access token, and therefore did nothing.
    The answer then has the HTTP status 401, or the status 400 or 403 and a code in
    _TOKEN_CODES."""
    if answer.status == 401:
        return True
    return answer.status in (400, 403) and bool(_TOKEN_CODES & set(refusal_in(answer).codes))


def problem_of(answer: Answer, refusal: Refusal, now: float) -> Problem:
    """Returns the Problem for an answer that is not a success. `refusal` holds RingCentral's
    reasons from the answer's body, and `now` is a Unix timestamp in seconds."""
    if answer.status == 429:
        return rate_limited_by(answer.headers, now)
    if answer.status >= 500 or answer.status == 408:
        is_maintenance = not _MAINTENANCE.isdisjoint(refusal.codes)
        reason = "maintenance" if is_maintenance else "trouble"
        return Problem("exchange_unreachable", reason=reason, status=answer.status)
    if answer.status < 400:
        return Problem("exchange_not_understood")
    return _refused(answer, refusal)


def _refused(answer: Answer, refusal: Refusal) -> Problem:
    problem = _understood(refusal)
    if problem is not None:
        is_known = refusal.code in _KNOWN
        return problem if is_known or not refusal.code else problem.with_code(refusal.code)
    detail = refusal.code or f"status {answer.status}"
    return Problem("exchange_refused", reason="code", detail=detail)


def _understood(refusal: Refusal) -> Problem | None:
    if not _PERMISSION_CODES.isdisjoint(refusal.codes):
        return _permission_missing(refusal)
    known = _meaning(refusal)
    return None if known is None else Problem(known[0], reason=known[1])


def _meaning(refusal: Refusal) -> tuple[str, str] | None:
    """Returns the code and the reason of the Problem for this refusal. Looks first in _OF_FEATURE
    for a feature that the user's account lacks, and then in _MEANINGS for an error code. If the
    error code only says that a parameter is wrong, looks in _OF_PARAMETER for the parameter's name.
    Returns None if nothing is found."""
    for feature in refusal.features:
        if feature in _OF_FEATURE:
            return _OF_FEATURE[feature]
    for code in refusal.codes:
        if code in _MEANINGS:
            return _MEANINGS[code]
    if not _GENERAL.isdisjoint(refusal.codes):
        return _MEANINGS.get(_OF_PARAMETER.get(refusal.parameter.split(".")[0], ""))
    return None


def _permission_missing(refusal: Refusal) -> Problem:
    who = "app" if _USER_PERMISSION.isdisjoint(refusal.codes) else "user"
    if not refusal.permission:
        return Problem("permission_missing", reason=f"{who}_unnamed")
    return Problem("permission_missing", reason=who, permission=refusal.permission)
