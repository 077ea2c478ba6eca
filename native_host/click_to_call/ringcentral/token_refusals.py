"""Finds the reason for a refused sign-in from RingCentral's codes and OAuth's error words.

Sources: the table of authentication errors in RingCentral's guide (docs/basics/errors.md), and the
codes that RingCentral's own clients handle. Depends on no other module. The text for each reason is
in problem_texts.py.
"""

from collections.abc import Sequence
from typing import Final

_MEANINGS: Final[dict[str, str]] = (
    dict.fromkeys(
        ("OAU-120", "OAU-123", "OAU-127", "OAU-134", "OAU-146", "OAU-151", "OAU-153"), "wrong_app"
    )
    | dict.fromkeys(("OAU-109", "OAU-113", "redirect_uri_mismatch"), "redirect")
    | dict.fromkeys(("OAU-112", "OAU-121", "OAU-125", "OAU-251"), "no_grant")
    | dict.fromkeys(("OAU-106", "OAU-108", "OAU-110", "OAU-210", "OAU-213"), "code")
    | dict.fromkeys(("OAU-128", "OAU-129", "OAU-149"), "code")
    | dict.fromkeys(("OAU-105", "OAU-136", "OAU-141", "OAU-142"), "user")
    | dict.fromkeys(("OAU-147", "OAU-148"), "locked")
    | dict.fromkeys(("OAU-222", "OAU-232", "OAU-236"), "gone")
    | {"OAU-165": "sandbox", "OAU-167": "place", "OAU-168": "second_factor"}
    | dict.fromkeys(("CMN-201", "CMN-211", "CMN-301", "CMN-302", "CMN-304", "CMN-310"), "trouble")
    | {"CMN-408": "other_makers"}
)
"""The reason for a refused sign-in, for each code of RingCentral. In place of some reasons,
`refusal_of` returns another one that depends on whether a JWT was sent: for "no_grant", for
example, "no_jwt_grant" or "no_code_grant"."""

_MEANINGS_OF_WORDS: Final[dict[str, str]] = (
    dict.fromkeys(("invalid_client", "InvalidClient"), "wrong_app")
    | dict.fromkeys(("unauthorized_client", "unsupported_grant_type"), "no_grant")
    | dict.fromkeys(("invalid_grant", "invalid_token", "TokenInvalid", "TokenExpired"), "code")
    | dict.fromkeys(("server_error", "temporarily_unavailable", "slow_down"), "trouble")
    | dict.fromkeys(("MaintenanceMode", "ServiceUnavailable", "RequestRateExceeded"), "trouble")
    | {"access_denied": "cancelled"}
)
"""The reason for a refused sign-in, for each error word of OAuth (RFC 6749, 5.2 and 4.1.2.1) and of
RingCentral's API."""

_OF_A_JWT: Final = frozenset({"OAU-251", "code"})
"""If a JWT was sent, a refusal with this code ("OAU-251") or this reason ("code") means that
RingCentral refused the JWT itself."""


def refusal_of(codes: Sequence[str], *, jwt: bool = False) -> str:
    """Returns the reason of a refusal, which selects the text `sign_in_refused_…` in
    problem_texts.py.

    `codes` are the refusal's codes and words, beginning with the most specific one. The first code
    in _MEANINGS gives the reason, or else the first word in _MEANINGS_OF_WORDS. If there is no such
    code or word, the reason is "other". `jwt` is True if a JWT was sent.
    """
    # "unauthorized_client" always means that the app may not use this kind of sign-in, whatever
    # the refusal's other codes mean.
    if "unauthorized_client" in codes:
        return "no_jwt_grant" if jwt else "no_code_grant"
    for table in (_MEANINGS, _MEANINGS_OF_WORDS):
        for code in codes:
            meaning = table.get(code)
            if meaning is None:
                continue
            if jwt and _OF_A_JWT & {code, meaning}:
                return "jwt"
            if meaning == "no_grant":
                return "no_jwt_grant" if jwt else "no_code_grant"
            return meaning
    return "other"


def unknown_code(codes: Sequence[str]) -> str:
    """Returns the most specific code of a refusal if the tables of this module lack this code.
    Otherwise returns ""."""
    known = _MEANINGS.keys() | _MEANINGS_OF_WORDS.keys()
    return "" if not codes or codes[0] in known else codes[0]
