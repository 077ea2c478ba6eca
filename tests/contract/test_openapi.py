"""Tests every response of the simulator and every request of the host against RingCentral's
contract.

The file ringcentral_contract.json describes the contract in the project's own words. The project
does not contain RingCentral's OpenAPI document. If that document lies beside the project, the tests
also check against the document, and compare the project's contract with the document.

The document does not declare some things that RingCentral's service does, and that the simulator
does, too:

- RingOut answers with errors, and every operation may answer with 401, 403, 415 or 429. Of these
  answers, the document declares only the 415 of the token endpoint. It declares neither the 400 for
  the list of phone numbers nor the 404 for an unknown extension. The tests check that all these
  answers match the document's general error schema.
- The service accepts token requests without HTTP Basic, which public apps send, and the request
  `GET /restapi`.

The simulator also returns, for one number, a status word that RingCentral does not have yet.
"""

import asyncio
import base64
import hashlib
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse

from click_to_call.config import Config
from click_to_call.keyring.token_store import TokenStore
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call.ringcentral.sign_in import start_in_browser
from click_to_call.ringcentral.token_endpoint import TokenEndpoint
from click_to_call.ringcentral.transport import Transport
from click_to_call_simulator import (
    Fault,
    Record,
    Request,
    Response,
    Settings,
    Simulator,
    faults,
    serve,
)
from click_to_call_simulator.ringout import COURSES, REFUSED
from tests.support.memory_keyring import MemoryKeyring, config_for
from tests.support.ringcentral_contract import (
    RINGCENTRALS,
    disagreements,
    openapi_of,
    own_contract,
)

HOST: Final = "https://platform.ringcentral.com"
EXTENSION: Final = "/restapi/v1.0/account/~/extension/~"
FORM: Final = "application/x-www-form-urlencoded"
JWT_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
BEYOND_THE_CONTRACT: Final = "+12125550128"
UNDECLARED: Final = frozenset([401, 403, 415, 429])

needs_ringcentrals = pytest.mark.skipif(
    not RINGCENTRALS.exists(), reason=f"RingCentral's OpenAPI document is not at {RINGCENTRALS}"
)


class Contract:
    """RingCentral's OpenAPI document, with methods that check a request or a response against the
    document."""

    def __init__(self, document: dict[str, Any]) -> None:
        # The validator does not know OAuth 2. So this tells the validator that a request may carry
        # a bearer token.
        bearer = {"type": "http", "scheme": "bearer"}
        document["components"]["securitySchemes"]["OAuth2"] = bearer
        # The document requires a token here, but a user who signs in has none yet.
        document["paths"]["/restapi/oauth/authorize"]["get"]["security"] = []
        # The validator cannot read form data whose schema has alternatives. So the document
        # declares these form data as JSON, and `_asked` gives them to the validator as JSON.
        for operations in document["paths"].values():
            content = operations.get("post", {}).get("requestBody", {}).get("content", {})
            if FORM in content:
                content["application/json"] = content.pop(FORM)
        self._openapi = OpenAPI.from_dict(document)
        # This copy of the document checks responses that the document does not declare. In the
        # copy, the general error is the only response of every operation.
        general = json.loads(json.dumps(document))
        for operations in general["paths"].values():
            for operation in operations.values():
                if isinstance(operation, dict) and "responses" in operation:
                    reference = {"$ref": "#/components/responses/InternalError"}
                    operation["responses"] = {"default": reference}
        self._general = OpenAPI.from_dict(general)

    def check_request(self, request: Request) -> None:
        """Raises OpenAPIError, which says how the request violates the document."""
        self._openapi.validate_request(_asked(request))

    def check_response(self, request: Request, response: Response) -> None:
        """Raises OpenAPIError, which says how the response violates the document."""
        judge = self._general if _is_undeclared(request.path, response.status) else self._openapi
        content_type = response.headers.get("Content-Type", "").partition(";")[0]
        answered = MockResponse(
            response.body, response.status, dict(response.headers), content_type
        )
        judge.validate_response(_asked(request), answered)


def _is_undeclared(path: str, status: int) -> bool:
    if path.endswith("/oauth/token"):
        return status in UNDECLARED - {415}
    if "/ring-out" in path:
        return status >= 400
    last = path.rpartition("/")[2]
    is_list_error = (last, status) == ("phone-number", 400)
    is_strange_extension = status == 404 and path.rpartition("/")[0].endswith("/extension")
    return status in UNDECLARED or is_list_error or is_strange_extension


def _asked(request: Request) -> MockRequest:
    content_type = request.headers.get("content-type", "").partition(";")[0]
    body = request.body
    if content_type == FORM:
        fields = {name: _field(name, value) for name, value in request.form.items()}
        content_type, body = "application/json", json.dumps(fields).encode()
    elif "/oauth/" in request.path:
        content_type = "not a form"
    return MockRequest(
        HOST,
        request.method.lower(),
        request.path,
        args=list(request.query),  # type: ignore[arg-type] # werkzeug also accepts pairs
        headers=dict(request.headers),
        data=body,
        content_type=content_type,
    )


def _field(name: str, value: str) -> str | int:
    return int(value) if name.endswith("_ttl") and value.isdigit() else value


@pytest.fixture(
    scope="module", params=["ours", pytest.param("RingCentral's", marks=needs_ringcentrals)]
)
def contract(request: pytest.FixtureRequest) -> Contract:
    if request.param == "ours":
        return Contract(openapi_of(own_contract()))
    return Contract(json.loads(RINGCENTRALS.read_text("utf-8")))


@needs_ringcentrals
def test_our_form_of_the_contract_says_what_ringcentrals_says() -> None:
    theirs = json.loads(RINGCENTRALS.read_text("utf-8"))
    assert list(disagreements(own_contract(), theirs)) == []


@needs_ringcentrals
def test_a_difference_between_the_two_would_be_noticed() -> None:
    theirs, ours = json.loads(RINGCENTRALS.read_text("utf-8")), own_contract()
    del ours["types"]["LegStatus"]["one of"][0]
    ours["types"]["Call"]["ringing"] = "yes or no"
    told = list(disagreements(ours, theirs))
    assert [line for line in told if line.endswith("has other words there")]
    assert [line for line in told if line.endswith(".ringing is not there")]


def agree(simulator: Simulator, client_id: str, redirect: str) -> str:
    """Agrees to a sign-in as the user does in the browser. Returns the authorization code, which
    belongs to the PKCE verifier "v"."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(b"v").digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect,
        "state": "s",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    target = f"/restapi/oauth/authorize?{urlencode(asked)}"
    location = simulator.respond(Request("GET", target)).headers["Location"]
    return parse_qs(urlsplit(location).query)["code"][0]


class Driver:
    """Sends requests of every kind to a simulator."""

    def __init__(self, settings: Settings) -> None:
        self.now = 1_700_000_000.0
        self.simulator = Simulator(settings, clock=lambda: self.now)
        self.tokens: dict[str, Any] = {}

    def form(self, path: str, *, basic: bool = True, **form: str) -> Response:
        headers = {"content-type": FORM}
        credential = self.simulator.credential
        if basic:
            pair = f"{credential['client_id']}:{credential['client_secret']}"
            headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        body = urlencode(form).encode()
        return self.simulator.respond(Request("POST", f"/restapi/oauth/{path}", headers, body))

    def sign_in(self) -> None:
        jwt = self.simulator.credential["jwt"]
        self.tokens = self.form("token", grant_type=JWT_BEARER, assertion=jwt).json()

    def sign_in_with_code(self) -> None:
        client_id = self.simulator.public_client_id
        redirect = self.simulator.settings.redirect_uris[0]
        code = agree(self.simulator, client_id, redirect)
        form = {"code": code, "redirect_uri": redirect, "code_verifier": "v"}
        grant = "authorization_code"
        self.form("token", basic=False, client_id=client_id, grant_type=grant, **form)

    def ask(self, method: str, target: str, body: object = None) -> Response:
        headers = {"authorization": f"Bearer {self.tokens.get('access_token', 'none')}"}
        if body is not None:
            headers["content-type"] = "application/json"
        sent = b"" if body is None else json.dumps(body).encode()
        return self.simulator.respond(Request(method, EXTENSION + target, headers, sent))

    def call(self, to: str) -> None:
        """Places a call to the number `to` and follows the call to its end."""
        numbers = {"from": "+14155550100", "to": to, "callerId": "+18005550199"}
        body = {name: {"phoneNumber": number} for name, number in numbers.items()}
        answer = self.ask("POST", "/ring-out", body | {"playPrompt": True})
        if answer.status != 200:
            return
        path = f"/ring-out/{quote(answer.json()['id'], safe='')}"
        for _ in COURSES.get(to, range(5)):
            self.ask("GET", path)
            self.now += 1
        self.ask("DELETE", path)

    def everything(self) -> Iterator[Record]:
        """Sends requests that cause every result of each operation of the simulator. Yields the
        requests with their responses."""
        self.sign_in()
        self.sign_in_with_code()
        refresh = {"grant_type": "refresh_token", "refresh_token": self.tokens["refresh_token"]}
        self.tokens = self.form("token", **refresh).json()
        self.form("token", grant_type="refresh_token", refresh_token="gone")
        self.ask("GET", "")
        for page in (1, 2, 3, 9):
            self.ask("GET", f"/forwarding-number?page={page}&perPage=100")
            self.ask("GET", f"/phone-number?page={page}&usageType=DirectNumber&status=Normal")
        for to in ["+14155552671", *COURSES, *REFUSED]:
            if to != BEYOND_THE_CONTRACT:
                self.call(to)
        self.ask("GET", "/ring-out/nothing")
        self.form("revoke", token=self.tokens["access_token"])
        self.form("revoke", token="gone")
        self.ask("GET", "")
        yield from self.simulator.requests


def test_every_answer_of_the_simulator_keeps_the_contract(contract: Contract) -> None:
    seen = set()
    for record in Driver(Settings(per_minute={})).everything():
        assert record.response is not None
        contract.check_request(record.request)
        contract.check_response(record.request, record.response)
        seen.add((record.method, record.path.removeprefix(EXTENSION)[:14], record.response.status))
    assert {status for _, _, status in seen} == {200, 204, 302, 400, 401, 403, 404, 503}
    assert len({(method, path) for method, path, _ in seen}) >= 9


def test_limited_and_refused_answers_keep_the_contract(contract: Contract) -> None:
    driver = Driver(Settings())
    driver.sign_in()
    answers = [driver.ask("GET", "/forwarding-number") for _ in range(51)]
    driver.simulator.change_app(driver.simulator.credential["client_id"], permissions=())
    answers.append(driver.ask("GET", "/phone-number"))
    assert [answer.status for answer in answers[50:]] == [429, 403]
    for record in driver.simulator.requests:
        assert record.response is not None
        contract.check_response(record.request, record.response)


def test_the_contract_would_notice(contract: Contract) -> None:
    """Shows that the contract's checks can fail: they reject a wrong request and two wrong
    responses."""
    driver = Driver(Settings(per_minute={}))
    driver.sign_in()
    driver.call(BEYOND_THE_CONTRACT)
    driver.ask("POST", "/ring-out", {"to": {"phoneNumber": "+14155552671"}})
    driver.simulator.faults.add(Fault(answer=faults.captive_portal()))
    driver.ask("GET", "")
    unknown_word, without_from, page = [driver.simulator.requests[place] for place in (3, -2, -1)]
    for record in (unknown_word, page):
        assert record.response is not None
        with pytest.raises(OpenAPIError):
            contract.check_response(record.request, record.response)
    with pytest.raises(OpenAPIError):
        contract.check_request(without_from.request)


# --- the host's requests -------------------------------------------------------------------------


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def use_everything(config: Config, simulator: Simulator) -> None:
    """Makes the host's own code send every request that it can send."""
    store = TokenStore(config, MemoryKeyring())
    browser = await start_in_browser(config, store)
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False) as person:
        assert "Signed in" in (await person.get(browser.url)).text
    await browser.finished()
    in_browser = RingCentralClient(config, store)
    await in_browser.sign_out()
    await in_browser.aclose()
    transport = Transport(config)
    endpoint = TokenEndpoint(transport)
    credential = simulator.credential
    tokens = await endpoint.by_jwt(
        credential["client_id"], credential["client_secret"], credential["jwt"]
    )
    await store.save(await endpoint.renew(tokens))
    exchange = RingCentralClient(config, store)
    await exchange.account()
    await exchange.forwarding_numbers()
    await exchange.phone_numbers()
    for caller_id in ("+18005550199", None):
        ring_out = await exchange.ring_out(
            to="+14155552671", from_="+14155550100", caller_id=caller_id, play_prompt=True
        )
        await exchange.ring_out_status(ring_out.id)
        await exchange.cancel_ring_out(ring_out.id)
    await exchange.sign_out()
    await exchange.aclose()
    await transport.aclose()


def test_every_request_of_the_host_keeps_the_contract(contract: Contract, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://localhost:{port}/callback"
    simulator = Simulator(Settings(per_minute={}, redirect_uris=(address,)))
    with serve(simulator) as base_url:
        config = config_for(base_url, tmp_path, client_id=simulator.public_client_id, ports=(port,))
        asyncio.run(use_everything(config, simulator))
    seen = set()
    for record in simulator.requests:
        assert record.response is not None
        assert record.response.status in (200, 204, 302), record
        contract.check_request(record.request)
        contract.check_response(record.request, record.response)
        path = re.sub("(?<=ring-out/).+", "{id}", record.path.removeprefix(EXTENSION))
        seen.add(f"{record.method} {path}")
    assert seen == {
        "GET /restapi/oauth/authorize",
        "POST /restapi/oauth/token",
        "POST /restapi/oauth/revoke",
        "GET ",
        "GET /forwarding-number",
        "GET /phone-number",
        "POST /ring-out",
        "GET /ring-out/{id}",
        "DELETE /ring-out/{id}",
    }
