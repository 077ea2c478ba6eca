"""The simulator by itself: it must be right before anything is judged by it."""

import base64
import json
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from native_host.simulator import Request, Response, Settings, Simulator, serve

EXTENSION = "/restapi/v1.0/account/~/extension/~"
FORM = "application/x-www-form-urlencoded"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TO, FROM, SHOWN = "+14155552671", "+14155550100", "+18005550199"


class Clock:
    """Time that moves only when told."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


class Caller:
    """Asks a simulator in process; signed in by JWT unless told otherwise."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.clock = Clock()
        self.simulator = Simulator(settings, clock=self.clock)
        self.tokens: dict[str, Any] = {}

    def token(self, *, basic: bool = True, **form: str) -> Response:
        headers = {"content-type": FORM}
        if basic:
            pair = (
                f"{self.simulator.credential['client_id']}:"
                + (self.simulator.credential["client_secret"])
            )
            headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        body = urlencode(form).encode()
        return self.simulator.respond(Request("POST", "/restapi/oauth/token", headers, body))

    def sign_in(self) -> "Caller":
        answer = self.token(grant_type=JWT_BEARER, assertion=self.simulator.credential["jwt"])
        assert answer.status == 200
        self.tokens = answer.json()
        return self

    def ask(self, method: str, target: str, body: object = None) -> Response:
        headers = {"authorization": f"Bearer {self.tokens.get('access_token', 'none')}"}
        if body is not None:
            headers["content-type"] = "application/json"
        sent = b"" if body is None else json.dumps(body).encode()
        return self.simulator.respond(Request(method, target, headers, sent))

    def create(self, to: str = TO) -> Response:
        body = {"from": {"phoneNumber": FROM}, "to": {"phoneNumber": to}}
        return self.ask("POST", f"{EXTENSION}/ring-out", body)

    def status(self, ring_out_id: str) -> list[str]:
        answer = self.ask("GET", f"{EXTENSION}/ring-out/{quote(ring_out_id, safe='')}")
        assert answer.status == 200
        status = answer.json()["status"]
        return [status["callStatus"], status["callerStatus"], status["calleeStatus"]]


@pytest.fixture
def caller() -> Caller:
    return Caller(Settings(per_minute={})).sign_in()


def test_a_call_advances_with_the_clock_alone(caller: Caller) -> None:
    ring_out_id = caller.create().json()["id"]
    seen = []
    for _ in range(6):
        seen.append(caller.status(ring_out_id))
        caller.clock.now += 1
    assert seen == [
        ["InProgress", "InProgress", "InProgress"],
        ["InProgress", "Success", "InProgress"],
        ["Success", "Success", "Success"],
        ["Success", "Success", "Success"],
        ["Finished", "Finished", "Finished"],
        ["Finished", "Finished", "Finished"],
    ]


def test_an_id_needs_escaping(caller: Caller) -> None:
    ring_out_id = caller.create().json()["id"]
    assert "/" in ring_out_id
    assert caller.ask("GET", f"{EXTENSION}/ring-out/{ring_out_id}").status == 404


def test_cancel_works_before_the_first_phone_is_answered_only(caller: Caller) -> None:
    early, late = caller.create().json()["id"], caller.create().json()["id"]
    assert caller.ask("DELETE", f"{EXTENSION}/ring-out/{quote(early, safe='')}").status == 204
    caller.clock.now += 2
    assert caller.ask("DELETE", f"{EXTENSION}/ring-out/{quote(late, safe='')}").status == 204
    assert caller.status(early) == ["CannotReach", "Rejected", "Rejected"]
    assert caller.status(late) == ["Success", "Success", "Success"]


def test_pages_of_a_list_hold_every_record_once(caller: Caller) -> None:
    seen, target = [], f"{EXTENSION}/phone-number?perPage=100&usageType=DirectNumber"
    while target:
        page = caller.ask("GET", target).json()
        seen += [record["id"] for record in page["records"]]
        following = page["navigation"].get("nextPage", {}).get("uri", "")
        target = following.removeprefix("https://platform.ringcentral.com")
    account = caller.simulator.settings.account.phone_records("")
    direct = [record["id"] for record in account if record["usageType"] == "DirectNumber"]
    assert seen == direct


def test_the_door_answers_as_the_function_does() -> None:
    simulator = Simulator()
    with serve(simulator) as base_url, httpx.Client(base_url=base_url) as client:
        credential = simulator.credential
        answer = client.post(
            "/restapi/oauth/token",
            data={"grant_type": JWT_BEARER, "assertion": credential["jwt"]},
            auth=(credential["client_id"], credential["client_secret"]),
        )
        token = answer.json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        assert client.get(EXTENSION).json()["extensionNumber"] == "101"
        following = client.get(f"{EXTENSION}/forwarding-number").json()["navigation"]["nextPage"]
        assert client.get(following["uri"]).json()["paging"]["page"] == 2
        assert client.get(EXTENSION, headers={"Authorization": "Bearer x"}).status_code == 401
    assert [record.response.status for record in simulator.requests] == [200, 200, 200, 200, 401]
