"""Answers the requests that only the simulator knows: those of its sign-in page, and an API with
which tests and other processes control the simulator.

- `GET /simulator/requests`: every request so far, with tokens and secrets masked.
- `GET /simulator/ring-outs`: every call that was placed.
- `PUT /simulator/faults`: sets a new fault plan, a JSON list (see faults.py). `[]` ends all faults.
- `/simulator/sign-in`: the page on which the user agrees to the sign-in.

Depends on faults.py and http_types.py.
"""

import html
import secrets
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode

from .faults import fault_from_json
from .http_types import Refusal, Request, Response, json_response

if TYPE_CHECKING:
    from .api import Record, Simulator

SECRET_FIELDS: Final = frozenset(
    ["assertion", "client_secret", "code", "code_verifier", "refresh_token", "token"]
)
MASK: Final = "…"


def control(simulator: "Simulator", request: Request) -> Response:
    """Answers a request under `/simulator`. Such requests are not recorded, and no fault applies to
    them."""
    match (request.method, *request.segments[1:]):
        case ("GET", "requests"):
            return json_response([_shown(record) for record in simulator.requests])
        case ("GET", "ring-outs"):
            return json_response([asdict(call) for call in simulator.ring_outs])
        case ("PUT", "faults"):
            return _replace_faults(simulator, request)
        case ("GET", "sign-in"):
            return simulator.sign_in_page.show(request)
        case ("POST", "sign-in"):
            return simulator.sign_in_page.decide(simulator, request)
    return Response(404)


def _replace_faults(simulator: "Simulator", request: Request) -> Response:
    try:
        faults = [fault_from_json(value) for value in request.json()]
    except (TypeError, ValueError) as error:
        return json_response({"problem": str(error)}, 400)
    simulator.faults.replace(faults)
    return Response(204)


def _shown(record: "Record") -> dict[str, Any]:
    headers = dict(record.headers)
    if "authorization" in headers:
        headers["authorization"] = headers["authorization"].partition(" ")[0] + " " + MASK
    return {
        "time": record.time,
        "method": record.method,
        "path": record.path,
        "query": [[name, _masked(name, value)] for name, value in record.query],
        "headers": headers,
        "body": _shown_body(record),
        "status": None if record.response is None else record.response.status,
    }


def _shown_body(record: "Record") -> str:
    text = record.body.decode("utf-8", "replace")
    if "/oauth/" not in record.path:
        return text
    return urlencode([(name, _masked(name, value)) for name, value in parse_qsl(text)], safe=MASK)


def _masked(name: str, value: str) -> str:
    return MASK if name in SECRET_FIELDS else value


PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sign in · simulated RingCentral</title>
<style>
body {{ font: 16px system-ui, sans-serif; background: #f3f5f8; display: grid;
  place-items: center; min-height: 100vh; margin: 0; color: #1c2530 }}
form {{ background: #fff; padding: 2rem 2.5rem; border-radius: 12px; max-width: 24rem;
  box-shadow: 0 2px 16px #0002 }}
h1 {{ font-size: 1.3rem; margin: 0 0 .5rem }}
button {{ font: inherit; padding: .6rem 1.2rem; border-radius: 8px; border: 1px solid #0668c7;
  background: #0668c7; color: #fff; cursor: pointer; margin-right: .5rem }}
button[value=no] {{ background: #fff; color: #0668c7 }}
</style>
<form method="post" action="/simulator/sign-in">
<h1>Simulated RingCentral</h1>
<p><b>{client}</b> asks to place calls and read the phone numbers of <b>{name}</b>.</p>
<p>This is a stand-in on this computer: no account, no password, no real call.</p>
<input type="hidden" name="request" value="{request}">
<button name="answer" value="yes">Sign in as {name}</button>
<button name="answer" value="no">Cancel</button>
</form></html>
"""


@dataclass
class SignInPage:
    """The simulator's sign-in page. Keeps each authorization request until the user has answered
    on the page."""

    _waiting: dict[str, dict[str, str]] = field(default_factory=dict)
    _name: str = ""

    def open(self, asked: dict[str, str], base_url: str, name: str) -> Response:
        """Redirects the browser to the simulator's sign-in page, as RingCentral redirects the
        browser to its login form."""
        key = secrets.token_urlsafe(12)
        self._waiting[key] = asked
        self._name = name
        return Response(302, {"Location": f"{base_url}/simulator/sign-in?request={key}"})

    def show(self, request: Request) -> Response:
        key = dict(request.query).get("request", "")
        client = html.escape(self._find(key)["client_id"])
        page = PAGE.format(client=client, name=html.escape(self._name), request=html.escape(key))
        return Response(200, {"Content-Type": "text/html;charset=utf-8"}, page.encode())

    def decide(self, simulator: "Simulator", request: Request) -> Response:
        key = request.form.get("request", "")
        asked = self._find(key)
        del self._waiting[key]
        if request.form.get("answer") == "yes":
            return simulator.sign_ins.grant_code(asked)
        return simulator.sign_ins.deny(asked)

    def _find(self, key: str) -> dict[str, str]:
        if key not in self._waiting:
            raise Refusal(Response(404, {"Content-Type": "text/plain"}, b"Not asked for."))
        return self._waiting[key]
