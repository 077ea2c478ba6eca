"""Simulates RingOut, RingCentral's API for calls. A call has two legs: one to the user's phone, and
one to the called number. Both legs change their state with time.

The course of a call depends only on the called number, so a test chooses the outcome by choosing
the number (see COURSES and REFUSED). A call to any other number is answered. Depends on account.py
and http_types.py.
"""

import base64
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from .account import HOME, Account
from .http_types import (
    Refusal,
    Request,
    Response,
    api_error,
    invalid_parameter,
    json_response,
    not_found,
)

Status = tuple[str, str, str]
"""The state of a call, as RingCentral's values of callStatus, callerStatus (the user's phone) and
calleeStatus (the called number)."""

PLACED: Final[Status] = ("InProgress", "InProgress", "InProgress")
CALLER_ANSWERED: Final[Status] = ("InProgress", "Success", "InProgress")
CONNECTED: Final[Status] = ("Success", "Success", "Success")
OVER: Final[Status] = ("Finished", "Finished", "Finished")
CANCELLED: Final[Status] = ("CannotReach", "Rejected", "Rejected")
GONE: Final[Status] = ("", "", "")
"""The state of a call that RingCentral no longer knows. A request for such a call gets a 404."""


def _callee_fails(word: str) -> tuple[Status, ...]:
    return (PLACED, CALLER_ANSWERED, ("CannotReach", "Success", word))


def _caller_fails(word: str) -> tuple[Status, ...]:
    return (PLACED, ("CannotReach", word, "InProgress"))


ANSWERED: Final = (PLACED, CALLER_ANSWERED, CONNECTED, CONNECTED, OVER)
"""The course of an answered call: the states of the call, one after the other. Each state lasts
`leg_seconds`, and the last one never ends."""

COURSES: Final[Mapping[str, tuple[Status, ...]]] = {
    "+12125550110": _callee_fails("Busy"),
    "+12125550111": _callee_fails("NoAnswer"),
    "+12125550112": _callee_fails("Rejected"),
    "+12125550113": _callee_fails("GenericError"),
    "+12125550114": _callee_fails("InternationalDisabled"),
    "+12125550115": _callee_fails("DestinationBlocked"),
    "+12125550116": _callee_fails("NotEnoughFunds"),
    "+12125550117": _callee_fails("NosuchUser"),
    "+12125550118": _callee_fails("Error"),
    "+12125550119": _callee_fails("CannotReach"),
    "+12125550120": _caller_fails("NoAnswer"),
    "+12125550121": _caller_fails("Busy"),
    "+12125550122": _caller_fails("Rejected"),
    "+12125550123": _caller_fails("GenericError"),
    "+12125550124": _caller_fails("RingOutFromThisNumberIsNotSupported"),
    "+12125550125": (PLACED, ("NoAnsweringMachine", "GenericError", "InProgress")),
    "+12125550126": (PLACED, ("NoSessionFound", "NoSessionFound", "NoSessionFound")),
    "+12125550127": (PLACED, ("Invalid", "Invalid", "Invalid")),
    "+12125550128": (PLACED, ("Contemplating", "Contemplating", "Contemplating")),
    "+12125550129": (PLACED, GONE),
    "+12125550130": (PLACED,),
    "+12125550131": (PLACED, CALLER_ANSWERED),
    "+12125550132": (PLACED, CALLER_ANSWERED, CONNECTED),
    "+12125550133": (PLACED, CALLER_ANSWERED, PLACED, CALLER_ANSWERED, CONNECTED, OVER),
    "+12125550134": (PLACED, CALLER_ANSWERED, ("Unknown", "Unknown", "Unknown")),
}
"""For each called number, the states of the call, one after the other. The words of the states are
RingCentral's, except "Contemplating", which stands for a word that RingCentral may add."""

REFUSED: Final[Mapping[str, Response]] = {
    "+12125550150": api_error(
        403, "InvalidParameter", "TEL-101", "Number is blocked", parameterName="to"
    ),
    "+12125550151": api_error(
        403, "InvalidParameter", "TEL-102", "Number is blocked", parameterName="from"
    ),
    "+12125550152": api_error(
        403, "InvalidParameter", "RNG-102", "Caller ID must be one of the company's direct numbers"
    ),
    "+12125550153": api_error(
        403, "FeatureNotAvailable", "BIL-103", "RingOut is not part of this plan"
    ),
    "+12125550154": api_error(
        403, "FeatureNotAvailable", "CMN-112", "Not available for this extension type"
    ),
    "+12125550155": api_error(
        403,
        "FeatureNotAvailable",
        "CMN-113",
        "Feature [InternationalCalls] is not available",
        feature=["InternationalCalls"],
    ),
    "+12125550156": api_error(
        403, "InsufficientPermissions", "CMN-408", "User permission required"
    ),
    "+12125550157": api_error(
        503, "ServiceUnavailable", "CMN-201", "Service temporarily unavailable"
    ),
    "+12125550158": api_error(
        503, "MaintenanceMode", "CMN-211", "The service is in maintenance mode"
    ),
    "+12125550159": api_error(
        400, "InvalidParameter", "TEL-109", "Number is invalid", parameterName="to"
    ),
}
"""The answers with which RingCentral refuses to place a call. Each answer has the called
number for which the simulator gives it. After such an answer, no phone rings."""


@dataclass
class RingOut:
    """One call that was placed. `created_at` is the time of the simulator's clock, in seconds."""

    id: str
    to: str
    from_: str
    caller_id: str | None
    play_prompt: bool | None
    created_at: float
    course: tuple[Status, ...]
    resource: str = "ring-out"
    """The last part of the path to which the client sent the call: "ring-out", or "ringout" for
    RingCentral's older path, on which the ids of calls are integers."""
    cancelled: bool = False

    def status(self, now: float, leg_seconds: float) -> Status:
        if self.cancelled:
            return CANCELLED
        step = int((now - self.created_at) / leg_seconds) if leg_seconds > 0 else len(self.course)
        return self.course[max(0, min(step, len(self.course) - 1))]


class RingOuts:
    """All calls that were placed, by id, in the order of their creation."""

    def __init__(self) -> None:
        self.placed: dict[str, RingOut] = {}

    def create(self, request: Request, account: Account, now: float) -> Response:
        """Places a call. Raises Refusal, with RingCentral's error format as its body, if the
        request is faulty or if the simulator refuses all calls to this number."""
        resource = request.segments[-1]
        wanted = _wanted(request, account, resource)
        if refusal := REFUSED.get(wanted["to"]):
            raise Refusal(refusal)
        call = RingOut(
            id=_opaque_id() if resource == "ring-out" else str(secrets.randbelow(10**9) + 1),
            to=wanted["to"],
            from_=wanted["from"],
            caller_id=wanted["callerId"],
            play_prompt=wanted["playPrompt"],
            created_at=now,
            course=COURSES.get(wanted["to"], ANSWERED),
            resource=resource,
        )
        self.placed[call.id] = call
        return json_response(_shown(call, PLACED, request.base_url))

    def read(self, request: Request, ring_out_id: str, now: float, leg_seconds: float) -> Response:
        call = self._find(ring_out_id)
        status = call.status(now, leg_seconds)
        if status == GONE:
            raise not_found("ringOutId")
        return json_response(_shown(call, status, request.base_url))

    def cancel(self, ring_out_id: str, now: float, leg_seconds: float) -> Response:
        """If the user's own phone is still ringing, cancels the call and answers 204. If the user
        has answered the phone already, the call goes on, but the answer is still 204.

        If the call has ended, the answer is 404, because RingCentral no longer knows the call.
        """
        call = self._find(ring_out_id)
        status = call.status(now, leg_seconds)
        if status in (GONE, OVER):
            raise not_found("ringOutId")
        if status == PLACED:
            call.cancelled = True
        return Response(204)

    def _find(self, ring_out_id: str) -> RingOut:
        if ring_out_id not in self.placed:
            raise not_found("ringOutId")
        return self.placed[ring_out_id]


def _opaque_id() -> str:
    """Returns a new id that looks like RingCentral's, in Base64. The id always contains a slash, a
    plus and padding, so that tests fail if a client does not escape the id in a path."""
    return f"Y3Mx{base64.b64encode(secrets.token_bytes(12)).decode()}/+=="


def _shown(call: RingOut, status: Status, base_url: str) -> dict[str, Any]:
    words = dict(zip(("callStatus", "callerStatus", "calleeStatus"), status, strict=True))
    uri = f"{base_url}{HOME}/{call.resource}/{quote(call.id, safe='')}"
    identifier = int(call.id) if call.resource == "ringout" else call.id
    return {"id": identifier, "uri": uri, "status": words}


def _wanted(request: Request, account: Account, resource: str) -> dict[str, Any]:
    """Returns the fields of a request to place a call. Raises Refusal for the first faulty field,
    in the order in which RingCentral checks them."""
    try:
        body = request.json()
    except ValueError:
        raise Refusal(api_error(400, "InvalidParameter", "CMN-103", "Cannot parse JSON")) from None
    if not isinstance(body, dict):
        raise invalid_parameter("body")
    play_prompt = body.get("playPrompt")
    if "playPrompt" in body and not isinstance(play_prompt, bool):
        raise invalid_parameter("playPrompt")
    caller_id = _number(body, "callerId", "TEL-107", required=False)
    if caller_id is not None and not account.may_show(caller_id):
        message = "This caller ID is not allowed"
        raise Refusal(
            api_error(403, "InvalidParameter", "TEL-107", message, parameterName="callerId")
        )
    return {
        "to": _number(body, "to", "TEL-109", required=True),
        "from": _from_number(body, account, resource),
        "callerId": caller_id,
        "playPrompt": play_prompt,
    }


def _number(body: dict[str, Any], name: str, code: str, *, required: bool) -> str | None:
    """Returns the phone number in the field `name`, in E.164. Returns None if the field is missing
    and not `required`. Adds a missing plus, because the numbers in RingCentral's guide have none.

    Raises Refusal if the field is faulty. For a faulty phone number, the Refusal has the error code
    `code`.
    """
    holder = body.get(name)
    if holder is None and not required:
        return None
    if not isinstance(holder, dict):
        raise invalid_parameter(name)
    number = holder.get("phoneNumber")
    if not isinstance(number, str) or not re.fullmatch(r"\+?[1-9][0-9]{6,14}", number):
        raise invalid_parameter(name, code)
    return f"+{number.removeprefix('+')}"


def _from_number(body: dict[str, Any], account: Account, resource: str) -> str | None:
    """Returns the number, in E.164, of the phone that rings first. The request names this phone by
    its number or by the id of a forwarding number. Only a request to the older path "ringout" may
    name no phone; the user's first phone then rings."""
    holder = body.get("from")
    if holder is None and resource == "ringout":
        return account.first_phone
    if isinstance(holder, dict) and "forwardingNumberId" in holder:
        for record in account.forwarding_records(""):
            if record["id"] == holder["forwardingNumberId"] and "phoneNumber" in record:
                return str(record["phoneNumber"])
        raise invalid_parameter("from", "TEL-108")
    return _number(body, "from", "TEL-108", required=True)
