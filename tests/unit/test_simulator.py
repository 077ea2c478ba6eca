"""Tests the simulator alone, because other tests rely on it."""

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pytest

from click_to_call_simulator import (
    Fault,
    Request,
    Response,
    Settings,
    Simulator,
    faults,
    main,
    serve,
)
from click_to_call_simulator.ringout import COURSES, REFUSED

EXTENSION = "/restapi/v1.0/account/~/extension/~"
FORM = "application/x-www-form-urlencoded"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TO, FROM, SHOWN = "+14155552671", "+14155550100", "+18005550199"


class Clock:
    """A clock that moves only when a test moves it."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def _code(answer: Response) -> Any:
    return answer.json()["errors"][0]["errorCode"]


def _status(answer: Response | None) -> int | None:
    return None if answer is None else answer.status


class Caller:
    """Sends requests to a simulator in this process. After `sign_in`, the requests carry the token
    of a JWT sign-in."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.clock = Clock()
        self.simulator = Simulator(settings, clock=self.clock)
        self.tokens: dict[str, Any] = {}

    def token(self, *, basic: bool = True, path: str = "token", **form: str) -> Response:
        headers = {"content-type": FORM}
        if basic:
            pair = (
                f"{self.simulator.credential['client_id']}:"
                + (self.simulator.credential["client_secret"])
            )
            headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        body = urlencode(form).encode()
        return self.simulator.respond(Request("POST", f"/restapi/oauth/{path}", headers, body))

    def sign_in(self) -> "Caller":
        answer = self.token(grant_type=JWT_BEARER, assertion=self.simulator.credential["jwt"])
        assert answer.status == 200
        self.tokens = answer.json()
        return self

    def refresh(self) -> Response:
        """Sends the refresh token to the simulator, but keeps the caller's present tokens. Returns
        the answer."""
        form = {"grant_type": "refresh_token", "refresh_token": self.tokens["refresh_token"]}
        return self.token(**form)

    def authorize(self, **changed: str) -> Response:
        digest = base64.urlsafe_b64encode(hashlib.sha256(b"right").digest())
        asked = {
            "response_type": "code",
            "client_id": self.simulator.public_client_id,
            "code_challenge": digest.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        target = "/restapi/oauth/authorize?" + urlencode(asked | changed)
        return self.simulator.respond(Request("GET", target))

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


@pytest.mark.parametrize("to", COURSES)
def test_every_listed_number_has_its_own_course(caller: Caller, to: str) -> None:
    ring_out_id = caller.create(to).json()["id"]
    caller.clock.now += len(COURSES[to])
    answer = caller.ask("GET", f"{EXTENSION}/ring-out/{quote(ring_out_id, safe='')}")
    last = COURSES[to][-1]
    if last == ("", "", ""):
        assert (answer.status, _code(answer)) == (404, "CMN-102")
    else:
        assert tuple(answer.json()["status"].values()) == last


@pytest.mark.parametrize("to", REFUSED)
def test_every_refused_number_places_no_call(caller: Caller, to: str) -> None:
    answer = caller.create(to)
    assert answer.status == REFUSED[to].status
    assert answer.json()["errors"][0]["errorCode"] == REFUSED[to].json()["errors"][0]["errorCode"]
    assert caller.simulator.ring_outs == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"to": {"phoneNumber": TO}}, 400, "CMN-101"),
        ({"from": {"phoneNumber": FROM}}, 400, "CMN-101"),
        ({"from": {"phoneNumber": FROM}, "to": [{"phoneNumber": TO}]}, 400, "CMN-101"),
        ({"from": {"phoneNumber": ""}, "to": {"phoneNumber": TO}}, 400, "TEL-108"),
        ({"from": {"phoneNumber": FROM}, "to": {"phoneNumber": "911"}}, 400, "TEL-109"),
        ({"from": {"forwardingNumberId": "1"}, "to": {"phoneNumber": TO}}, 400, "TEL-108"),
        ({"callerId": {"phoneNumber": TO}}, 403, "TEL-107"),
        ({"playPrompt": "yes"}, 400, "CMN-101"),
        ([], 400, "CMN-101"),
    ],
)
def test_a_wrong_body_is_named(caller: Caller, body: object, status: int, code: str) -> None:
    answer = caller.ask("POST", f"{EXTENSION}/ring-out", body)
    assert (answer.status, _code(answer)) == (status, code)
    assert caller.simulator.ring_outs == []


def test_a_call_keeps_what_it_was_asked_for(caller: Caller) -> None:
    body = {
        "from": {"forwardingNumberId": "3501"},
        "to": {"phoneNumber": TO},
        "callerId": {"phoneNumber": SHOWN},
        "playPrompt": False,
    }
    assert caller.ask("POST", f"{EXTENSION}/ring-out", body).status == 200
    (call,) = caller.simulator.ring_outs
    assert (call.from_, call.to, call.caller_id, call.play_prompt) == (FROM, TO, SHOWN, False)


def test_commas_between_usage_types_match_nothing(caller: Caller) -> None:
    target = f"{EXTENSION}/phone-number?usageType=DirectNumber,MainCompanyNumber"
    assert caller.ask("GET", target).json()["records"] == []


def test_a_page_beyond_the_last_is_empty(caller: Caller) -> None:
    answer = caller.ask("GET", f"{EXTENSION}/forwarding-number?page=9").json()
    assert answer["records"] == []
    assert "page" not in answer["paging"]


# --- signing in -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "code"),
    [(None, "AGW-401"), ("Basic x", "AGW-402"), ("Bearer nobody", "OAU-129")],
)
def test_without_a_token_nothing_is_told(caller: Caller, header: str | None, code: str) -> None:
    headers = {} if header is None else {"authorization": header}
    answer = caller.simulator.respond(Request("GET", EXTENSION, headers))
    assert (answer.status, _code(answer)) == (401, code)
    assert answer.json()["errorCode"] == "TokenInvalid"


def test_an_access_token_ends_after_an_hour(caller: Caller) -> None:
    caller.clock.now += 3599
    assert caller.ask("GET", EXTENSION).status == 200
    caller.clock.now += 1
    answer = caller.ask("GET", EXTENSION)
    assert (answer.status, _code(answer)) == (401, "OAU-128")


def test_refreshing_ends_the_old_access_token_at_once(caller: Caller) -> None:
    assert caller.refresh().status == 200
    assert caller.ask("GET", EXTENSION).status == 401


def test_a_lost_refresh_can_be_repeated_until_the_new_token_is_used(caller: Caller) -> None:
    before = dict(caller.tokens)
    first = caller.refresh().json()
    caller.clock.now += 3599
    assert caller.refresh().json()["refresh_token"] == first["refresh_token"]
    caller.tokens = first
    # The clock goes back, so that the new access token, which is valid for an hour, is valid again.
    caller.clock.now -= 3000
    assert caller.ask("GET", EXTENSION).status == 200
    caller.tokens = before
    caller.clock.now += 10
    assert caller.refresh().json()["access_token"] == first["access_token"]
    caller.clock.now += 1
    assert (caller.refresh().status, _code(caller.refresh())) == (400, "OAU-213")


def test_an_unused_refresh_can_be_repeated_for_an_hour_only(caller: Caller) -> None:
    assert caller.refresh().status == 200
    caller.clock.now += 3601
    assert caller.refresh().json()["error"] == "invalid_grant"


def test_a_sixth_session_ends_the_first(caller: Caller) -> None:
    first = dict(caller.tokens)
    for _ in range(5):
        caller.sign_in()
    caller.tokens = first
    assert caller.ask("GET", EXTENSION).status == 401


def test_revoking_ends_the_session(caller: Caller) -> None:
    refresh_token = caller.tokens["refresh_token"]
    assert caller.token(path="revoke", token=refresh_token).status == 200
    assert caller.ask("GET", EXTENSION).status == 401
    assert caller.refresh().status == 400


def test_a_confidential_app_must_show_its_secret(caller: Caller) -> None:
    client_id = caller.simulator.credential["client_id"]
    answer = caller.token(basic=False, grant_type="refresh_token", client_id=client_id)
    assert (answer.json()["error"], _code(answer)) == ("invalid_client", "OAU-123")


REDIRECT = "http://127.0.0.1:47811/callback"


@pytest.mark.parametrize(
    ("verifier", "redirect", "late", "code"),
    [
        ("right", REDIRECT, 0, None),
        ("wrong", REDIRECT, 0, "OAU-106"),
        ("right", REDIRECT + "/", 0, "OAU-109"),
        ("right", REDIRECT, 61, "OAU-108"),
    ],
)
def test_a_code_needs_its_verifier_and_address_and_is_soon_over(
    verifier: str, redirect: str, late: int, code: str | None
) -> None:
    caller = Caller(Settings(redirect_uris=(REDIRECT,)))
    answer = caller.authorize(redirect_uri=REDIRECT, state="abc")
    sent_back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert sent_back["state"] == ["abc"]
    caller.clock.now += late
    form = {
        "grant_type": "authorization_code",
        "client_id": caller.simulator.public_client_id,
        "code": sent_back["code"][0],
        "redirect_uri": redirect,
        "code_verifier": verifier,
    }
    answer = caller.token(basic=False, **form)
    assert (None if answer.status == 200 else _code(answer)) == code
    assert _code(caller.token(basic=False, **form)) == "OAU-106"  # Each code works only once.


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"redirect_uri": "http://127.0.0.1:1/"}, 400), ({"client_id": "nobody"}, 400)],
)
def test_an_unknown_address_is_never_sent_a_browser(changed: dict[str, str], status: int) -> None:
    answer = Caller(Settings(redirect_uris=(REDIRECT,))).authorize(**changed)
    assert answer.status == status
    assert "Location" not in answer.headers


def test_a_person_can_agree_or_not_on_a_page() -> None:
    settings = Settings(redirect_uris=(REDIRECT,), sign_in_page=True)
    for button, found in (("yes", "code"), ("no", "error")):
        caller = Caller(settings)
        page = caller.authorize(redirect_uri=REDIRECT).headers["Location"]
        target = page.removeprefix("https://platform.ringcentral.com")
        assert b"Ada Example" in caller.simulator.respond(Request("GET", target)).body
        body = urlencode({"request": target.partition("=")[2], "answer": button}).encode()
        answer = caller.simulator.respond(Request("POST", "/simulator/sign-in", {}, body))
        assert found in parse_qs(urlsplit(answer.headers["Location"]).query)


# --- rate limits ----------------------------------------------------------------------------------


def test_the_fiftieth_light_request_is_the_last_and_asking_prolongs_the_penalty() -> None:
    caller = Caller().sign_in()
    answers = [caller.ask("GET", EXTENSION) for _ in range(51)]
    assert [answer.status for answer in answers] == [200] * 50 + [429]
    assert answers[0].headers["X-Rate-Limit-Remaining"] == "49"
    assert answers[50].headers["Retry-After"] == "60"
    caller.clock.now += 59
    assert caller.ask("GET", EXTENSION).status == 429
    caller.clock.now += 59
    assert caller.ask("GET", EXTENSION).status == 429
    caller.clock.now += 60
    assert caller.ask("GET", EXTENSION).status == 200


def test_each_group_has_its_own_limit() -> None:
    caller = Caller().sign_in()
    assert [caller.create().status for _ in range(11)] == [200] * 10 + [429]
    assert caller.ask("GET", EXTENSION).status == 200
    assert len(caller.simulator.ring_outs) == 10


# --- the HTTP server and its faults ---------------------------------------------------------------


@pytest.fixture
def client(caller: Caller) -> Iterator[httpx.Client]:
    """Yields a client for the simulator of the fixture `caller`, over HTTP and with the caller's
    token."""
    headers = {"Authorization": f"Bearer {caller.tokens['access_token']}"}
    with (
        serve(caller.simulator) as base_url,
        httpx.Client(base_url=base_url, headers=headers, trust_env=False) as client,
    ):
        yield client


def _place(client: httpx.Client) -> httpx.Response:
    body = {"from": {"phoneNumber": FROM}, "to": {"phoneNumber": TO}}
    return client.post(f"{EXTENSION}/ring-out", json=body)


@pytest.mark.parametrize(
    ("fault", "calls", "error"),
    [
        (Fault(cut="accept"), 0, httpx.RemoteProtocolError),
        (Fault(cut="accept", reset=True), 0, httpx.TransportError),
        (Fault(cut="headers"), 0, httpx.TransportError),
        (Fault(cut="headers", reset=True), 0, httpx.TransportError),
        (Fault(cut="request"), 1, httpx.RemoteProtocolError),
        (Fault(cut="request", acts=False), 0, httpx.RemoteProtocolError),
        (Fault(cut="request", reset=True), 1, httpx.TransportError),
        (Fault(cut="status"), 1, httpx.RemoteProtocolError),
        (Fault(cut="body"), 1, httpx.RemoteProtocolError),
        (Fault(cut="body", reset=True), 1, httpx.TransportError),
        (Fault(acts=False), 0, httpx.RemoteProtocolError),
        (Fault(raw=b"SSH-2.0-OpenSSH\r\n"), 1, httpx.RemoteProtocolError),
    ],
    ids=lambda value: f"{value.cut}-{value.reset}" if isinstance(value, Fault) else "",
)
def test_a_cut_connection_says_nothing_of_whether_the_call_was_placed(
    caller: Caller, client: httpx.Client, fault: Fault, calls: int, error: type[Exception]
) -> None:
    caller.simulator.faults.add(fault)
    with pytest.raises(error):
        _place(client)
    assert len(caller.simulator.ring_outs) == calls
    assert _place(client).status_code == 200  # The fault was for one request only.


def test_an_answer_can_be_late_and_slow(caller: Caller, client: httpx.Client) -> None:
    caller.simulator.faults.add(Fault(delay_seconds=60), Fault(nth=2, drip_seconds=60))
    for _ in range(2):
        with pytest.raises(httpx.ReadTimeout):
            client.get(EXTENSION, timeout=0.2)
    assert client.get(EXTENSION).status_code == 200


def test_a_fault_strikes_as_often_as_planned(caller: Caller, client: httpx.Client) -> None:
    fault = Fault("GET", "/forwarding", nth=2, times=2, answer=faults.server_error(503, "7"))
    caller.simulator.faults.add(fault)
    seen = [client.get(f"{EXTENSION}/forwarding-number").status_code for _ in range(4)]
    assert seen == [200, 503, 503, 200]
    assert client.get(EXTENSION).status_code == 200


def test_an_answer_may_lie_about_what_was_done(caller: Caller, client: httpx.Client) -> None:
    caller.simulator.faults.add(Fault("POST", answer=faults.captive_portal()))
    assert _place(client).headers["content-type"] == "text/html"
    assert len(caller.simulator.ring_outs) == 1


def test_another_process_can_plan_faults_and_count_calls(
    caller: Caller, client: httpx.Client
) -> None:
    plan = [{"method": "POST", "answer": {"status": 500, "body": "ab", "repeat": 3}}]
    assert client.put("/simulator/faults", json=plan).status_code == 204
    assert _place(client).text == "ababab"
    assert [call["to"] for call in client.get("/simulator/ring-outs").json()] == [TO]
    assert client.put("/simulator/faults", json=[{"cut": "nowhere"}]).status_code == 400
    assert client.put("/simulator/faults", json=[{"colour": 1}]).status_code == 400


def test_nothing_secret_is_shown_to_another_process(caller: Caller, client: httpx.Client) -> None:
    caller.refresh()
    _place(client)
    shown = client.get("/simulator/requests").text
    assert [entry["path"] for entry in json.loads(shown)][1:] == [
        "/restapi/oauth/token",
        f"{EXTENSION}/ring-out",
    ]
    secrets = [*caller.simulator.credential.values(), *map(str, caller.tokens.values())][1:]
    assert [secret for secret in secrets if len(secret) > 12 and secret in shown] == []


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
    assert [_status(record.response) for record in simulator.requests] == [200] * 4 + [401]


def test_the_command_prints_a_credential_that_works() -> None:
    command = [sys.executable, "-m", "click_to_call_simulator", "--leg-seconds", "0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        answer = httpx.post(
            told["server"] + "/restapi/oauth/token",
            data={"grant_type": JWT_BEARER, "assertion": told["jwt"]},
            auth=(told["client_id"], told["client_secret"]),
            trust_env=False,
        )
        process.terminate()
    assert answer.status_code == 200
    assert process.returncode == 0


def test_the_command_says_which_port_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with serve(Simulator()) as base_url:
        port = str(urlsplit(base_url).port)
        assert main(["--port", port]) == 1
    assert port in capsys.readouterr().err


def test_the_commands_help_names_every_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert [number for number in (*COURSES, *REFUSED) if number not in told] == []
