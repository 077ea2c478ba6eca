"""Provides plans for runs with faults. A plan has the faults of one call, and the states of the
call that the host may report afterwards.

A plan depends only on its seed, so that a failed run can be repeated. Depends on the simulator's
faults and the states of a call.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from click_to_call_simulator import Fault, Response, faults
from click_to_call_simulator.faults import Cut
from click_to_call_simulator.ringout import REFUSED

ORDINARY: Final = "+14155552671"
CREATE: Final = "/ring-out$"
RENEWAL: Final = "/oauth/token$"

CUTS: Final[tuple[Cut, ...]] = ("accept", "headers", "request", "status", "body")
LONGER_THAN_ANYONE_WAITS_SECONDS: Final = 60.0

RINGS: Final = frozenset({"ringing_you"})
IN_DOUBT: Final = frozenset({"unknown"})
REFUSED_SAFELY: Final = frozenset({"failed"})
"""The correct state after a fault in which RingCentral refused the request for the call or cannot
have received the request."""
NEVER_BEGAN: Final = frozenset({"none"})
"""The correct state if the journal does not contain the call, because the host ended before it
recorded the call."""


@dataclass(frozen=True)
class Plan:
    """The plan of one run: which number is called, what goes wrong, and which final states are
    correct."""

    name: str
    states: frozenset[str]
    faults: tuple[Fault, ...] = ()
    to: str = ORDINARY
    expired: bool = False
    """Whether RingCentral refuses the first request for the call with 401, because the access token
    has expired."""
    closed: bool = False
    """Whether no server listens at RingCentral's address."""
    ends_after: float | None = None
    """After how many seconds of the call the host is ended; None if the host is not ended."""
    creates: int = 1
    """How many requests for the call the host may send at most. RingCentral answers 401 to all but
    the last."""


def plan_for(seed: int, trap: str) -> Plan:
    """Returns the plan of this seed. `trap` is the URL of a server that must get no request."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    return dice.choices(tuple(_KINDS), tuple(_KINDS.values()))[0](dice, trap)


def _all_well(dice: random.Random, trap: str) -> Plan:
    return Plan("all well", RINGS)


def _slow(dice: random.Random, trap: str) -> Plan:
    pause = dice.uniform(0.0, 0.05)
    return Plan("a little slow", RINGS, (Fault("POST", CREATE, delay_seconds=pause),))


def _cut(dice: random.Random, trap: str) -> Plan:
    cut = dice.choice(CUTS)
    # An "accept" cut closes the next connection that the simulator accepts. The host may open this
    # connection for the token's renewal instead of the call, or may open none because it still has
    # a connection. So several states may be correct. `wrong_with` compares the state with the
    # requests that the simulator received.
    states = IN_DOUBT | RINGS | REFUSED_SAFELY if cut == "accept" else IN_DOUBT
    struck = Fault(
        "POST",
        "" if cut == "accept" else CREATE,
        cut=cut,
        acts=dice.random() < 0.7,
        reset=dice.random() < 0.5,
        delay_seconds=dice.choice((0.0, 0.0, dice.uniform(0.0, 0.02))),
    )
    return Plan(f"cut at {cut}", states, (struck,))


def _silent(dice: random.Random, trap: str) -> Plan:
    """Returns a plan in which RingCentral answers the request for the call too late, or one byte at
    a time with long pauses."""
    acts, late = dice.random() < 0.5, LONGER_THAN_ANYONE_WAITS_SECONDS
    if dice.random() < 0.5:
        struck = Fault("POST", CREATE, acts=acts, answer=Response(200), drip_seconds=0.3)
    else:
        struck = Fault("POST", CREATE, acts=acts, answer=Response(200), delay_seconds=late)
    return Plan("silent", IN_DOUBT, (struck,))


def _redirected(dice: random.Random, trap: str) -> Plan:
    status = dice.choice((300, 301, 302, 303, 304, 307, 308))
    path = "/restapi/v1.0/account/~/extension/~/ring-out"
    place = dice.choice((path, trap + path, trap.replace("127.0.0.1", "localhost") + path, "//x"))
    answer = faults.redirect(place, status)
    struck = Fault("POST", CREATE, answer=answer, acts=dice.random() < 0.5, times=3)
    return Plan(f"redirected {status}", IN_DOUBT, (struck,))


def _server_trouble(dice: random.Random, trap: str) -> Plan:
    status = dice.choice((500, 501, 502, 503, 504, 507, 520, 599, 408))
    wait = dice.choice((None, "3", "0", "Wed, 21 Oct 2037 07:28:00 GMT", "soon"))
    answer = faults.server_error(status, wait)
    if dice.random() < 0.3:
        answer = Response(status, {"Content-Type": "text/html"}, b"<h1>Bad gateway")
    struck = Fault("POST", CREATE, answer=answer, acts=dice.random() < 0.5, times=3)
    return Plan(f"server trouble {status}", IN_DOUBT, (struck,))


def _unreadable(dice: random.Random, trap: str) -> Plan:
    name = dice.choice(tuple(_UNREADABLE))
    struck = Fault("POST", CREATE, answer=_UNREADABLE[name](), acts=dice.random() < 0.7, times=3)
    return Plan(f"unreadable: {name}", IN_DOUBT, (struck,))


def _json(text: str, status: int = 200) -> Callable[[], Response]:
    return lambda: Response(status, faults.JSON, text.encode())


def _with_status(*fields: str) -> Callable[[], Response]:
    """Returns a function that makes RingCentral's answer to a successful call, but without a usable
    id. `fields` are added to the answer's JSON."""
    status = '"status": {"callStatus": "Success", "callerStatus": "Success"}'
    return _json("{" + ", ".join([*fields, status]) + "}")


_UNREADABLE: Final[dict[str, Callable[[], Response]]] = {
    "a page": faults.captive_portal,
    "nothing": _json(""),
    "half": _json('{"id": "Y3'),
    "a list": _json("[]"),
    "a word": _json('"Y3Mx"'),
    "null": _json("null"),
    "no id": _with_status(),
    "id null": _with_status('"id": null'),
    "id list": _with_status('"id": ["Y3"]'),
    "id empty": _with_status('"id": ""'),
    "id true": _with_status('"id": true'),
    "deep": _json("[" * 100_000),
    "not UTF-8": faults.not_utf8,
    "50 MB": faults.huge_body,
    "gzip bomb": lambda: faults.gzip_bomb(10_000_000),
    "accepted, empty": _json("", 202),
    "no content": lambda: Response(204),
    "partial": _json("{}", 206),
    "informal": _json("{}", 299),
}


def _not_http(dice: random.Random, trap: str) -> Plan:
    name = dice.choice(tuple(_NOT_HTTP))
    struck = Fault("POST", CREATE, raw=_NOT_HTTP[name], acts=dice.random() < 0.7, times=3)
    return Plan(f"not HTTP: {name}", IN_DOUBT, (struck,))


_GOOD: Final = b'{"id": "Y3Mx", "status": {"callStatus": "InProgress"}}'
_OK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

_NOT_HTTP: Final = {
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/0.9": _GOOD,
    "continue, and no more": b"HTTP/1.1 100 Continue\r\n\r\n",
    "early hints, and no more": b"HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n",
    "another upgrade": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + _GOOD,
    "two lengths": _OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + _GOOD,
    "a length that is a word": _OK + b"Content-Length: many\r\n\r\n" + _GOOD,
    "a longer length": _OK + b"Content-Length: 5000\r\n\r\n" + _GOOD,
    "a chunk without end": _OK + b"Transfer-Encoding: chunked\r\n\r\nFFFF\r\n" + _GOOD,
    "chunks without end": _OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    "headers without end": _OK + b"X-Filler: 0123456789\r\n" * 20_000,
    "a header with NUL": _OK + b"X-Odd: a\0b\r\nContent-Length: 2\r\n\r\n{}",
    "status 0": b"HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n",
    "status 999": b"HTTP/1.1 999 Nothing\r\nContent-Length: 0\r\n\r\n",
}


def _refused(dice: random.Random, trap: str) -> Plan:
    """Returns a plan in which RingCentral answers the request for the call with an error. If the
    HTTP status is 500 or more, the host cannot know whether RingCentral has placed the call."""
    to = dice.choice(tuple(REFUSED))
    states = IN_DOUBT if REFUSED[to].status >= 500 else REFUSED_SAFELY
    return Plan(f"refused {to}", states, to=to)


def _told_no(dice: random.Random, trap: str) -> Plan:
    status = dice.choice((400, 402, 403, 404, 405, 406, 409, 410, 411, 413, 415, 422, 423, 451))
    answer = _json('{"errors": [{"errorCode": "CMN-102", "message": "x"}]}', status)()
    struck = Fault("POST", CREATE, answer=answer, acts=False, times=3)
    return Plan(f"told no {status}", REFUSED_SAFELY, (struck,))


def _too_many(dice: random.Random, trap: str) -> Plan:
    wait = dice.choice((None, "7", "60", "Wed, 21 Oct 2037 07:28:00 GMT", "later", "-5"))
    struck = Fault("POST", CREATE, answer=faults.too_many(wait), acts=False, times=9)
    return Plan(f"too many, {wait}", REFUSED_SAFELY, (struck,))


def _expired(dice: random.Random, trap: str) -> Plan:
    """Returns a plan in which RingCentral answers the first request for the call with 401 and
    places no call.

    The host then sends a second request, with a new token. In most plans, a second fault hits this
    request.
    """
    then = dice.choice(
        (_all_well, _cut, _server_trouble, _unreadable, _redirected, _not_http, _told_no)
    )
    second = then(dice, trap)
    moved = tuple(replace(fault, nth=2) for fault in second.faults)
    return replace(second, name=f"401, then {second.name}", faults=moved, expired=True, creates=2)


def _always_401(dice: random.Random, trap: str) -> Plan:
    answer = Response(401, faults.JSON, b'{"errors": [{"errorCode": "OAU-129", "message": "x"}]}')
    struck = Fault("POST", CREATE, answer=answer, acts=False, times=9)
    return Plan("401 always", REFUSED_SAFELY, (struck,), creates=2)


def _no_new_token(dice: random.Random, trap: str) -> Plan:
    """Returns a plan in which the access token has expired and its renewal fails, so that
    RingCentral accepts no request for a call."""
    how = (
        Fault(answer=faults.server_error(503)),
        Fault(answer=faults.captive_portal()),
        Fault(answer=faults.too_many("60")),
        Fault(answer=faults.redirect(trap)),
        Fault(cut="request"),
        Fault(cut="headers", reset=True),
    )
    struck = replace(dice.choice(how), method="POST", path=RENEWAL, times=9)
    return Plan("401, no new token", REFUSED_SAFELY, (struck,), expired=True)


def _closed(dice: random.Random, trap: str) -> Plan:
    return Plan("nobody there", REFUSED_SAFELY, closed=True, creates=0)


def _ended(dice: random.Random, trap: str) -> Plan:
    """Returns a plan in which the host ends during the request, as when the user closes the
    browser. It depends on chance whether RingCentral has placed the call by then."""
    late = dice.choice((0.0, LONGER_THAN_ANYONE_WAITS_SECONDS))
    struck = Fault("POST", CREATE, delay_seconds=late, acts=dice.random() < 0.7)
    after = dice.choice((0.0, dice.uniform(0.0, 0.05)))
    return Plan("the host ends", IN_DOUBT | RINGS | NEVER_BEGAN, (struck,), ends_after=after)


_KINDS: Final[dict[Callable[[random.Random, str], Plan], int]] = {
    _all_well: 4,
    _slow: 3,
    _cut: 26,
    _silent: 1,
    _redirected: 9,
    _server_trouble: 10,
    _unreadable: 13,
    _not_http: 8,
    _refused: 6,
    _told_no: 5,
    _too_many: 4,
    _expired: 10,
    _always_401: 2,
    _no_new_token: 3,
    _closed: 2,
    _ended: 6,
}
"""The functions that make plans, one for each kind of fault. A function with a greater number is
chosen more often."""


@dataclass
class Verdicts:
    """The results of many runs: `runs` counts the runs with each plan's name, and `wrong` has a
    text for each error."""

    runs: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, seed: int, plan: Plan, faults_found: list[str]) -> None:
        self.runs[plan.name] = self.runs.get(plan.name, 0) + 1
        self.wrong += [f"seed {seed} ({plan.name}): {words}" for words in faults_found]
