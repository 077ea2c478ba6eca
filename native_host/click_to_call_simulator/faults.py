"""A plan of faults between a client and RingCentral, made before a test or a run.

A fault says which requests it applies to and what happens to them. http_server.py carries out what
concerns the connection; the other faults also work without it. Depends on http_types.py.
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
"""Where the connection ends: when it is opened, after the request's headers, after its whole body,
after the status line of the answer, or in the middle of the answer's body."""


@dataclass(frozen=True)
class Fault:
    """What happens to one request, or to several in a row."""

    method: str = ""
    """The HTTP method; "" means any."""
    path: str = ""
    """A regular expression that is searched in the percent-encoded path."""
    nth: int = 1
    """The first matching request that the fault applies to, counted from 1 since the plan was
    made."""
    times: int = 1
    """How many matching requests in a row it applies to."""
    acts: bool = True
    """Whether the simulator handles the request, whatever the answer then says. A request cut at
    `accept` or `headers` is never handled."""
    answer: Response | None = None
    """Sent in place of the simulator's own answer."""
    raw: bytes | None = None
    """Bytes sent in place of an answer before the connection ends, for answers that are not
    HTTP."""
    cut: Cut | None = None
    reset: bool = False
    """Cut the connection with a TCP reset instead of closing it."""
    delay_seconds: float = 0.0
    """Wait between the request's last byte and the answer's first byte, or the cut before it."""
    drip_seconds: float = 0.0
    """Wait after each byte of the answer, so that no single read takes long."""

    def matches(self, request: Request) -> bool:
        return self.method in ("", request.method) and bool(re.search(self.path, request.path))


@dataclass
class FaultPlan:
    """The faults that are still to come. Any thread may use it."""

    _counts: dict[int, tuple[Fault, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *faults: Fault) -> None:
        with self._lock:
            for fault in faults:
                self._counts[len(self._counts)] = (fault, 0)

    def replace(self, faults: Iterable[Fault]) -> None:
        """Sets a new plan and counts from the beginning; an empty plan ends all faults."""
        with self._lock:
            self._counts = {place: (fault, 0) for place, fault in enumerate(faults)}

    def strike(self, request: Request) -> Fault | None:
        """Counts this request for every fault that it matches, and returns the first fault that is
        due."""
        return self._first_due(lambda fault: fault.cut != "accept" and fault.matches(request))

    def strike_connection(self) -> Fault | None:
        """Returns the fault for a connection that was just opened and has sent nothing yet."""
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
    """Returns one fault of `PUT /simulator/faults`: an object with the fields of Fault.

    `answer` is `{"status", "headers", "body" or "body_base64", "repeat"}`; `repeat` multiplies the
    body. Raises ValueError with the name of a faulty field.
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


# --- answers seen from RingCentral, and from proxies and gateways -------------------------------

JSON: Final = {"Content-Type": "application/json"}


def redirect(location: str, status: int = 307) -> Response:
    return Response(status, {"Location": location})


def captive_portal() -> Response:
    """Returns a hotel network's answer to every request: a page with status 200."""
    page = b"<!doctype html><title>Welcome</title><p>Accept the terms to go online."
    return Response(200, {"Content-Type": "text/html"}, page)


def huge_body(size: int = 50_000_000) -> Response:
    """Returns valid JSON that is much too long."""
    return Response(200, JSON, b'{"id": "' + b"9" * size + b'"}')


def gzip_bomb(size: int = 100_000_000) -> Response:
    """Returns an answer that is a thousand times smaller when compressed."""
    return Response(200, JSON | {"Content-Encoding": "gzip"}, gzip.compress(b" " * size, 9))


def not_utf8() -> Response:
    return Response(200, JSON, b'{"id": "\xff\xfe\xc3\x28", "status": {}}')


def server_error(status: int = 503, retry_after: str | None = None) -> Response:
    headers = JSON if retry_after is None else JSON | {"Retry-After": retry_after}
    body = b'{"errors": [{"errorCode": "CMN-201", "message": "Service temporarily unavailable"}]}'
    return Response(status, headers, body)


def too_many(retry_after: str | None) -> Response:
    """Returns a 429 of a gateway, perhaps without `Retry-After` or with a date in it."""
    headers = JSON if retry_after is None else JSON | {"Retry-After": retry_after}
    body = b'{"errors": [{"errorCode": "CMN-301", "message": "Request rate exceeded"}]}'
    return Response(429, headers, body)
