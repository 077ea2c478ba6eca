"""Defines faults that disturb the exchange between a client and the simulator, and the plan that
holds the present faults.

A fault says which requests it applies to and what happens to these requests. Faults that concern
the connection, such as a delay, are carried out by http_server.py. All other faults also work
without the HTTP server. Depends on http_types.py.
"""

import base64
import gzip
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from .http_types import Request, Response

Cut = Literal["accept", "headers", "request", "status", "body"]
"""The moment at which the connection is cut. "accept": when it was opened. "headers": after the
request's headers. "request": after the request's body. "status": after the status line of the
answer. "body": in the middle of the answer's body."""


@dataclass(frozen=True)
class Fault:
    """Says which requests go wrong, and how. A fault applies to one request, or to several matching
    requests in a row."""

    method: str = ""
    """The HTTP method; "" means any."""
    path: str = ""
    """A regular expression. The fault applies if the request's path contains a match. The path is
    percent-encoded."""
    nth: int = 1
    """Which matching request is the first that goes wrong. With nth=3, it is the third matching
    request after the fault was added to the plan."""
    times: int = 1
    """How many matching requests in a row the fault applies to."""
    acts: bool = True
    """Whether the simulator carries out the request, for example places the call, although the
    client gets no answer or a wrong one. If `cut` is "accept" or "headers", `acts` counts as
    False."""
    answer: Response | None = None
    """The answer that is sent in place of the simulator's own answer. None means that the fault
    does not change the answer."""
    raw: bytes | None = None
    """Bytes that need not be HTTP. They are sent in place of an answer, and then the connection is
    cut."""
    cut: Cut | None = None
    reset: bool = False
    """Whether the connection is cut with a TCP reset instead of being closed."""
    delay_seconds: float = 0.0
    """How long to wait after the request's last byte, before the answer's first byte is sent or the
    connection is cut."""
    drip_seconds: float = 0.0
    """How long to wait after each byte of the answer. The answer then takes very long, although the
    client never waits long for the next byte."""

    def matches(self, request: Request) -> bool:
        return self.method in ("", request.method) and bool(re.search(self.path, request.path))


@dataclass
class FaultPlan:
    """Holds the present faults, and counts for each fault how many requests have matched it. Any
    thread may use the plan."""

    _counts: dict[int, tuple[Fault, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *faults: Fault) -> None:
        with self._lock:
            for fault in faults:
                self._counts[len(self._counts)] = (fault, 0)

    def replace(self, faults: Iterable[Fault]) -> None:
        """Replaces all faults of the plan by `faults`, and begins to count requests anew. If
        `faults` is empty, nothing goes wrong any more."""
        with self._lock:
            self._counts = {place: (fault, 0) for place, fault in enumerate(faults)}

    def strike(self, request: Request) -> Fault | None:
        """Counts this request for every fault whose `method` and `path` it matches. Returns the
        first of these faults that applies to this request by its `nth` and `times`, or None."""
        return self._first_due(lambda fault: fault.cut != "accept" and fault.matches(request))

    def strike_connection(self) -> Fault | None:
        """Returns the fault that cuts the connection that a client has just opened, before the
        client sends anything. Returns None if there is no such fault."""
        return self._first_due(lambda fault: fault.cut == "accept")

    def _first_due(self, matches: Any) -> Fault | None:
        struck = None
        with self._lock:
            for place, (fault, count) in self._counts.items():
                if not matches(fault):
                    continue
                self._counts[place] = (fault, count + 1)
                is_due = fault.nth <= count + 1 < fault.nth + fault.times
                struck = struck or (fault if is_due else None)
        return struck


def fault_from_json(value: Any) -> Fault:
    """Returns the Fault that a JSON object in `PUT /simulator/faults` describes. The object's keys
    are the fields of Fault.

    The value of `answer` is an object with the keys `status`, `headers`, `body` or `body_base64`,
    and `repeat`, which says how many times the body is repeated. Raises ValueError, with a message
    for the client, if the object is faulty.
    """
    if not isinstance(value, dict):
        raise ValueError("a fault is an object")
    wanted = dict(value)
    if "raw" in wanted:
        wanted["raw"] = str(wanted["raw"]).encode()
    if "answer" in wanted:
        wanted["answer"] = _answer_from_json(wanted["answer"])
    if wanted.get("cut") not in (None, *get_args(Cut)):
        raise ValueError(f"cut is one of {get_args(Cut)}")
    try:
        return Fault(**wanted)
    except TypeError as error:
        raise ValueError(str(error)) from None


def _answer_from_json(value: Any) -> Response:
    if not isinstance(value, dict) or not isinstance(value.get("status"), int):
        raise ValueError("an answer has a status")
    plain = str(value.get("body", "")).encode()
    body = base64.b64decode(value["body_base64"]) if "body_base64" in value else plain
    headers = {str(name): str(text) for name, text in value.get("headers", {}).items()}
    return Response(value["status"], headers, body * int(value.get("repeat", 1)))


# --- answers that RingCentral, proxies and gateways really send ----------------------------------

JSON: Final = {"Content-Type": "application/json"}


def redirect(location: str, status: int = 307) -> Response:
    return Response(status, {"Location": location})


def captive_portal() -> Response:
    """Returns the answer that a hotel's network gives to every request before the guest has agreed
    to its terms: a page with status 200."""
    page = b"<!doctype html><title>Welcome</title><p>Accept the terms to go online."
    return Response(200, {"Content-Type": "text/html"}, page)


def huge_body(size: int = 50_000_000) -> Response:
    """Returns an answer with valid JSON that is much longer than a client should accept."""
    return Response(200, JSON, b'{"id": "' + b"9" * size + b'"}')


def gzip_bomb(size: int = 100_000_000) -> Response:
    """Returns a small compressed answer that becomes about a thousand times larger when a client
    decompresses it."""
    return Response(200, JSON | {"Content-Encoding": "gzip"}, gzip.compress(b" " * size, 9))


def not_utf8() -> Response:
    return Response(200, JSON, b'{"id": "\xff\xfe\xc3\x28", "status": {}}')


def server_error(status: int = 503, retry_after: str | None = None) -> Response:
    headers = JSON if retry_after is None else JSON | {"Retry-After": retry_after}
    body = b'{"errors": [{"errorCode": "CMN-201", "message": "Service temporarily unavailable"}]}'
    return Response(status, headers, body)


def too_many(retry_after: str | None) -> Response:
    """Returns the answer 429 (too many requests) of a gateway. `retry_after` is the value of the
    header `Retry-After`, which may also be a date. If `retry_after` is None, the header is
    missing."""
    headers = JSON if retry_after is None else JSON | {"Retry-After": retry_after}
    body = b'{"errors": [{"errorCode": "CMN-301", "message": "Request rate exceeded"}]}'
    return Response(429, headers, body)
