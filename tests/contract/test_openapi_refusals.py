"""Tests that RingCentral's contract allows every refusal of the simulator.

The tests read the codes of the refusals from the simulator's source, so no new code stays untested.
"""

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

import click_to_call_simulator as package
from click_to_call_simulator import Request, Response, Settings
from click_to_call_simulator.oauth import JWT_BEARER
from click_to_call_simulator.ringout import REFUSED
from tests.contract.test_openapi import (
    EXTENSION,
    FORM,
    Contract,
    Driver,
    agree,
    contract,
)

__all__ = ["contract"]  # pytest finds the fixture by its name in this file.

AUTHORIZE = "/restapi/oauth/authorize"
FROM, TO = "+14155550100", "+14155552671"
OLD_TOKEN_SECONDS = 8 * 86_400


def codes_in_source() -> set[str]:
    """Returns every error code that the simulator can send by itself, without a fault that a test
    planned."""
    folder = Path(package.__file__).parent
    sources = [path.read_text("utf-8") for path in folder.glob("*.py") if path.stem != "faults"]
    return set(re.findall(r'"([A-Z]{3}-\d{3})"', "\n".join(sources)))


def codes_in(response: Response) -> set[str]:
    try:
        body = response.json()
    except ValueError:
        return set()
    return {error["errorCode"] for error in body.get("errors", [])}


class Refused(Driver):
    """Causes each refusal of the simulator by a request."""

    def everything(self) -> Iterator[Any]:
        self.sign_in()
        for work in (self._without_token, self._lists, self._calls, self._numbers, self._sign_in):
            work()
        self._tokens()
        yield from self.simulator.requests

    def raw(self, method: str, target: str, body: bytes = b"", **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.simulator.respond(Request(method, target, named, body))

    @property
    def bearer(self) -> str:
        return f"Bearer {self.tokens['access_token']}"

    def _without_token(self) -> None:
        self.raw("GET", EXTENSION)
        self.raw("GET", EXTENSION, authorization="Basic x")
        self.raw("GET", EXTENSION, authorization="Bearer nobody")

    def _lists(self) -> None:
        for query in ("page=0", "page=1001", "perPage=none"):
            self.ask("GET", f"/forwarding-number?{query}")
            self.ask("GET", f"/phone-number?{query}")
        for other in ("account/1/extension/~", "account/~/extension/1"):
            self.raw("GET", f"/restapi/v1.0/{other}", authorization=self.bearer)

    def _calls(self) -> None:
        whole = {"from": {"phoneNumber": FROM}, "to": {"phoneNumber": TO}, "playPrompt": True}
        for changes in (
            {"to": [TO]},
            {"to": {"phoneNumber": "911"}},
            {"from": {"phoneNumber": ""}},
            {"from": {"forwardingNumberId": "0"}},
            {"callerId": {"phoneNumber": "0"}},
            {"callerId": {"phoneNumber": "+12125550199"}},
            {"playPrompt": "yes"},
        ):
            self.ask("POST", "/ring-out", whole | changes)
        self.ask("POST", "/ring-out", [])
        for content_type, body in (("application/json", b"{"), ("text/plain", b"{}")):
            address = f"{EXTENSION}/ring-out"
            self.raw("POST", address, body, authorization=self.bearer, content_type=content_type)
        for method in ("GET", "DELETE"):
            self.ask(method, "/ring-out/nothing")

    def _numbers(self) -> None:
        for to in REFUSED:
            self.call(to)

    def _sign_in(self) -> None:
        client_id = self.simulator.public_client_id
        redirect = self.simulator.settings.redirect_uris[0]
        self._authorize(client_id="nobody", redirect_uri=redirect)
        self._authorize(client_id=client_id, redirect_uri=f"{redirect}/")
        self._authorize(client_id=client_id, redirect_uri=redirect, code_challenge="c")
        code: Callable[[], str] = lambda: agree(self.simulator, client_id, redirect)  # noqa: E731
        for changes in (
            {"code": "made up"},
            {"redirect_uri": f"{redirect}/"},
            {"code_verifier": "another"},
            {"refresh_token_ttl": "a week"},
        ):
            self._spend(client_id, {"code": code(), "redirect_uri": redirect} | changes)
        old = code()
        self.now += 61
        self._spend(client_id, {"code": old, "redirect_uri": redirect})
        grant = "authorization_code"
        self.form("token", grant_type=grant, code=code(), redirect_uri=redirect, code_verifier="v")
        self.simulator.change_app(client_id, redirect_uris=())
        self._authorize(client_id=client_id, redirect_uri=redirect)

    def _authorize(self, **query: str) -> None:
        self.raw("GET", f"{AUTHORIZE}?{urlencode({'response_type': 'code', **query})}")

    def _spend(self, client_id: str, form: dict[str, str]) -> None:
        whole = {"grant_type": "authorization_code", "code_verifier": "v", "client_id": client_id}
        self.form("token", basic=False, **whole | form)

    def _tokens(self) -> None:
        self.form("token", grant_type=JWT_BEARER, assertion="made.up.jwt")
        self.form("token", grant_type="refresh_token", refresh_token="gone")
        self.form("token", basic=False, grant_type=JWT_BEARER, assertion="a")
        wrong = base64.b64encode(b"simulated-app:wrong").decode()
        body = urlencode({"grant_type": JWT_BEARER, "assertion": "a"}).encode()
        address = "/restapi/oauth/token"
        self.raw("POST", address, body, authorization=f"Basic {wrong}", content_type=FORM)
        self.raw("POST", address, b"{}", content_type="application/json")
        self.form("revoke", token="gone")
        own = self.simulator.credential["client_id"]
        self.simulator.change_app(own, permissions=())
        self.ask("GET", "/phone-number")
        self.simulator.change_app(own, grants=("refresh_token",))
        self.form("token", grant_type=JWT_BEARER, assertion="a")
        self.now += OLD_TOKEN_SECONDS
        self.ask("GET", "")
        token = self.tokens["refresh_token"]
        self.form("token", grant_type="refresh_token", refresh_token=token)


def limited() -> Driver:
    driver = Driver(Settings())
    driver.sign_in()
    for _ in range(51):
        driver.ask("GET", "/forwarding-number")
    return driver


def test_every_refusal_of_the_simulator_keeps_the_contract(contract: Contract) -> None:
    seen = set()
    for record in [*Refused(Settings(per_minute={})).everything(), *limited().simulator.requests]:
        assert record.response is not None
        contract.check_response(record.request, record.response)
        seen |= codes_in(record.response)
    assert codes_in_source() - seen == {"CMN-120"}


@pytest.mark.parametrize("target", ["/restapi/v1.0/account/~/nothing", "/nothing"])
def test_an_address_beyond_the_contract_is_refused_in_its_words(
    contract: Contract, target: str
) -> None:
    driver = Driver(Settings(per_minute={}))
    driver.sign_in()
    answer = driver.simulator.respond(Request("GET", target))
    assert codes_in(answer) == {"CMN-120"}
    contract.check_response(Request("GET", f"{EXTENSION}/ring-out/nothing"), answer)
