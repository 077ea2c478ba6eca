"""Tests signing in: which requests the host sends to RingCentral, which requests of the browser the
host accepts or refuses, and what the host says about a refusal."""

import asyncio
import base64
import hashlib
import json
import re
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from click_to_call.errors import Problem
from click_to_call.keyring.token_store import Tokens
from click_to_call.ringcentral.sign_in import (
    BrowserSignIn,
    redirect_addresses,
    sign_in_with_jwt,
    start_in_browser,
)
from click_to_call.ringcentral.sign_in_page import page
from click_to_call.ringcentral.token_refusals import refusal_of
from click_to_call.translations import PAGES, preferred_language
from click_to_call_simulator import Fault, Response, Settings, faults
from tests.support.signed_in_client import World, world

Visit = Callable[[httpx.AsyncClient, BrowserSignIn], Awaitable[None]]


def free_ports(count: int) -> tuple[int, ...]:
    """Returns `count` different ports on which no program listens."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = tuple(one.getsockname()[1] for one in sockets)
    for one in sockets:
        one.close()
    return ports


def browser_world(folder: Path, place: World, ports: tuple[int, ...] | None = None) -> None:
    """Configures the host of `place` so that it signs in with the browser and the simulator's
    public app."""
    config = replace(
        place.config,
        client_id=place.simulator.public_client_id,
        redirect_ports=ports or free_ports(2),
    )
    place.config = config
    place.simulator.change_app(config.client_id, redirect_uris=redirect_addresses(config))


def sign_in(place: World, visit: Visit) -> Problem | None:
    """Signs in while `visit` acts as the browser. Returns the Problem of the sign-in, or None."""

    async def run() -> None:
        started = await start_in_browser(place.config, place.store, clock=place.clock)
        waiting = asyncio.create_task(started.finished())
        try:
            async with httpx.AsyncClient(trust_env=False) as client:
                await visit(client, started)
            await waiting
        finally:
            waiting.cancel()
            await started.aclose()

    try:
        asyncio.run(run())
    except Problem as problem:
        return problem
    return None


async def agree(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
    """Acts as a user who agrees to the sign-in. The simulator redirects the browser back at
    once."""
    answer = await client.get(started.url, follow_redirects=True)
    assert answer.status_code == 200
    assert "Signed in" in answer.text


def kept(place: World) -> Tokens | None:
    return asyncio.run(place.store.load())


# --- with the browser ----------------------------------------------------------------------------


def test_a_person_signs_in_with_the_browser(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        assert sign_in(place, agree) is None
        tokens = kept(place)
        assert tokens is not None
        assert (tokens.client_id, tokens.client_secret, tokens.jwt) == (
            place.simulator.public_client_id,
            "",
            "",
        )
        assert tokens.obtained_at == place.clock.now
        assert place.use(lambda e: e.account()).name == "Ada Example"


def test_the_code_is_protected_by_s256_and_a_state_each_time(tmp_path: Path) -> None:
    async def give_up(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        urls.append(started.url)
        await started.aclose()

    urls: list[str] = []
    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        for _ in range(2):
            assert sign_in(place, give_up) is not None
    first, second = (parse_qs(urlsplit(url).query) for url in urls)
    assert first["code_challenge_method"] == ["S256"]
    assert first["response_type"] == ["code"]
    assert first["redirect_uri"] == [redirect_addresses(place.config)[0]]
    assert "client_secret" not in first
    for name in ("state", "code_challenge"):
        assert len(first[name][0]) >= 43
        assert first[name] != second[name]


def test_the_verifier_is_what_was_challenged(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        sign_in(place, agree)
        asked = next(one for one in place.requests if one.path.endswith("authorize"))
        form = next(one for one in place.requests if one.path.endswith("token")).request.form
    challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert dict(asked.query)["code_challenge"] == base64.urlsafe_b64encode(challenge).decode()[:-1]
    assert form["client_id"] == place.simulator.public_client_id
    assert form["redirect_uri"] == dict(asked.query)["redirect_uri"]


def test_a_taken_port_is_passed_over_and_all_taken_is_said(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        browser_world(tmp_path, place, (busy, *free_ports(1)))
        assert sign_in(place, agree) is None
        browser_world(tmp_path, place, (busy,))
        problem = sign_in(place, agree)
        assert problem is not None
        assert problem.code == "config_invalid"
        assert str(busy) in problem.message
        assert "redirect_ports" in problem.message


def test_without_a_client_id_the_words_say_what_to_register(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        problem = sign_in(place, agree)
    assert problem is not None
    assert problem.code == "config_invalid"
    assert redirect_addresses(place.config)[0] in problem.message
    assert str(place.config.file) in problem.message


def test_a_useless_keyring_shows_before_anybody_signs_in(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)

        def fail(verb: str, username: str) -> None:
            raise OSError(28, "No space left on device")

        place.shelf.before = fail
        problem = sign_in(place, agree)
        assert problem is not None
        assert problem.code == "keyring_full"
        assert place.requests == []


# --- requests to the listener --------------------------------------------------------------------


def port_of(started: BrowserSignIn) -> int:
    address = parse_qs(urlsplit(started.url).query)["redirect_uri"][0]
    port = urlsplit(address).port
    assert port is not None
    return port


def state_of(started: BrowserSignIn) -> str:
    return parse_qs(urlsplit(started.url).query)["state"][0]


async def raw(port: int, request: bytes) -> bytes:
    """Sends the bytes `request` to the host's listener on `port`. Returns the listener's answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    return answer


STRANGERS: dict[str, Callable[[int, str], bytes]] = {
    "wrong state": lambda port, state: get(port, code="c", state="x" * 43),
    "no state": lambda port, state: get(port, code="c"),
    "two states": lambda port, state: get(port, f"code=c&state={state}&state={state}"),
    "another path": lambda port, state: get(port, code="c", state=state, path="/"),
    "a favicon": lambda port, state: get(port, path="/favicon.ico"),
    "a rebound name": lambda port, state: get(port, code="c", state=state, host="evil.example"),
    "another port": lambda port, state: get(port, code="c", state=state, host="localhost:1"),
    "no host": lambda port, state: (
        b"GET /callback?code=c&state=%b HTTP/1.1\r\n\r\n" % state.encode()
    ),
    "two hosts": lambda port, state: get(
        port, code="c", state=state, host=f"localhost:{port}\r\nHost: localhost:{port}"
    ),
    "a POST": lambda port, state: get(port, code="c", state=state, method="POST"),
    "a megabyte": lambda port, state: get(port, code="c" * 1_000_000, state=state),
    "nothing": lambda port, state: b"",
    "half a line": lambda port, state: b"GET /callb",
    "no HTTP": lambda port, state: b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
    "a letter beyond ASCII": lambda port, state: get(port, f"code=c&state=%C3%A4{state}"),
}


def get(
    port: int,
    query: str = "",
    *,
    path: str = "/callback",
    host: str = "",
    method: str = "GET",
    **fields: str,
) -> bytes:
    asked = query or urlencode(fields)
    return (
        f"{method} {path}?{asked} HTTP/1.1\r\nHost: {host or f'localhost:{port}'}\r\n\r\n".encode()
    )


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_turned_away_and_spoils_nothing(tmp_path: Path, name: str) -> None:
    async def visit(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        port = port_of(started)
        try:
            answer = await raw(port, STRANGERS[name](port, state_of(started)))
        except ConnectionError:
            answer = b""  # The request was too long, so the listener closed the connection.
        assert b"200 OK" not in answer
        assert not [one for one in place.requests if one.path.endswith("token")]
        await agree(client, started)

    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        assert sign_in(place, visit) is None
        assert kept(place) is not None


def test_a_silent_visitor_does_not_keep_the_browser_waiting(tmp_path: Path) -> None:
    """Browsers open connections in advance and may never use them. The listener must serve other
    connections meanwhile."""

    async def visit(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port_of(started))
        await agree(client, started)
        writer.close()

    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        assert sign_in(place, visit) is None


def test_the_listener_is_on_this_computer_only_and_gone_after_one_use(tmp_path: Path) -> None:
    async def visit(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        ports.append(port_of(started))
        assert started._server is not None
        assert [s.getsockname()[0] for s in started._server.sockets] == ["127.0.0.1"]
        await agree(client, started)

    ports: list[int] = []
    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        assert sign_in(place, visit) is None
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", ports[0])) != 0


def test_a_code_is_taken_once(tmp_path: Path) -> None:
    async def come_back_twice(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        answer = await client.get(started.url)
        address = answer.headers["location"]
        statuses = [
            reply.status_code if isinstance(reply, httpx.Response) else 0
            for reply in await asyncio.gather(
                *(client.get(address) for _ in range(5)), return_exceptions=True
            )
        ]
        assert statuses.count(200) == 1
        assert set(statuses) <= {200, 410, 0}

    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        assert sign_in(place, come_back_twice) is None
        assert place.asked.count("POST token") == 1


def test_after_ten_minutes_nobody_listens_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wait(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        with pytest.raises(Problem, match="in time"):
            await started.finished()
        with pytest.raises(httpx.ConnectError):
            await client.get(f"http://127.0.0.1:{port_of(started)}/callback")

    monkeypatch.setattr("click_to_call.ringcentral.sign_in.WAITS_SECONDS", 0.1)
    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        sign_in(place, wait)


# --- refusals ------------------------------------------------------------------------------------


def refused(place: World, answer: Response) -> str:
    """Makes RingCentral answer the request for tokens with the refusal `answer`. Returns the
    problem's text, which the user reads in the browser and in the extension."""

    async def visit(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        reply = await client.get(started.url, follow_redirects=True)
        assert reply.status_code == 400
        pages.append(reply.text)

    pages: list[str] = []
    place.simulator.faults.replace([Fault(path="token", answer=answer, acts=False)])
    problem = sign_in(place, visit)
    assert problem is not None
    assert problem.code == "sign_in_refused"
    assert escape(problem.message) in pages[0]
    assert kept(place) is None
    return problem.message


def oauth_error(status: int, error: str, code: str) -> Response:
    errors = [{"errorCode": code, "message": "In der Sprache des Benutzers"}] if code else []
    body = {"error": error, "error_description": "…", "errors": errors}
    return Response(status, {}, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((400, "invalid_grant", "OAU-109"), "http://localhost:"),
        ((403, "invalid_client", "OAU-113"), "OAuth Redirect URI"),
        ((400, "invalid_client", "OAU-123"), "Client-side web app"),
        ((401, "invalid_client", "OAU-146"), "client id"),
        ((400, "unauthorized_client", "OAU-125"), "3-legged OAuth"),
        ((400, "unauthorized_client", ""), "3-legged OAuth"),
        ((400, "invalid_grant", "OAU-106"), "Start it again"),
        ((400, "invalid_grant", "OAU-108"), "Start it again"),
        ((400, "invalid_grant", "OAU-147"), "locked"),
        ((401, "invalid_grant", "OAU-168"), "second factor"),
        ((403, "access_denied", "OAU-167"), "company"),
        ((403, "access_denied", "CMN-408"), "ThirdPartyAppAccess"),
        ((400, "invalid_grant", "OAU-232"), "disabled"),
        ((400, "invalid_client", "OAU-165"), "sandbox"),
        ((400, "weird", "OAU-999"), "OAU-999"),
        ((400, "invalid_client", "OAU-155"), "(OAU-155)"),
        ((400, "invalid_client", "OAU-155"), "Client-side web app"),
        ((400, "", ""), "no reason"),
    ],
)
def test_every_refusal_says_what_to_do(
    tmp_path: Path, answer: tuple[int, str, str], words: str
) -> None:
    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        message = refused(place, oauth_error(*answer))
    assert words in message
    assert "Sprache" not in message


def test_an_app_without_refresh_tokens_is_refused_and_the_session_ended(tmp_path: Path) -> None:
    async def visit(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        reply = await client.get(started.url, follow_redirects=True)
        assert "Issue refresh tokens" in reply.text

    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        place.simulator.change_app(place.config.client_id, issues_refresh_tokens=False)
        problem = sign_in(place, visit)
        assert problem is not None
        assert "Issue refresh tokens" in problem.message
        assert kept(place) is None
        assert place.simulator.sign_ins.sessions == []


@pytest.mark.parametrize(
    ("error", "words"),
    [("access_denied", "cancelled"), ("unauthorized_client", "3-legged"), ("<script>", "refused")],
)
def test_a_refusal_that_the_browser_brings_back_is_said(
    tmp_path: Path, error: str, words: str
) -> None:
    async def visit(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        fields = urlencode({"error": error, "state": state_of(started)})
        address = f"http://127.0.0.1:{port_of(started)}/callback?{fields}"
        reply = await client.get(address)
        assert "<script>" not in reply.text

    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        problem = sign_in(place, visit)
        assert problem is not None
        assert words in problem.message
        assert place.requests == []


TO_DO = "Ask|Add|Tick|Open|Start|Compare|Create|Sign in|Unlock|choose"


def told(*codes: str, jwt: bool = False) -> str:
    """Returns the text that the user reads if RingCentral refuses a sign-in with `codes`. These may
    be codes such as "OAU-147", and words such as "invalid_grant"."""
    reason = refusal_of(codes, jwt=jwt)
    return Problem("sign_in_refused", reason=reason, detail=codes[0], address="http://x/").message


def test_every_code_of_the_documentation_has_words() -> None:
    """The codes are those of RingCentral's list of OAuth errors. The host has a text for each of
    these codes, so the user does not see the code."""
    numbers = [105, 106, 108, 109, 110, 112, 113, 120, 121, 123, 125, 127, 134, 136, 141, 142, 146]
    numbers += [128, 129, 147, 148, 149, 151, 153, 165, 167, 168, 210, 213, 222, 232, 236, 251]
    for code in [*(f"OAU-{number}" for number in numbers), "CMN-408"]:
        for jwt in (True, False):
            words = told(code, jwt=jwt)
            assert code not in words
            assert re.search(TO_DO, words), f"{code} says nothing to do: {words}"
    for number in (210, 213, 251):
        assert "JWT" in told(f"OAU-{number}", jwt=True)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (("OAU-999", "invalid_client"), "client id"),
        (("OAU-155", "unauthorized_client"), "3-legged OAuth"),
        (("OAU-250", "invalid_request"), "OAU-250"),
        (("OAU-138", "invalid_grant"), "Start it again"),
        (("OAU-998", "OAU-147", "invalid_grant"), "locked"),
        (("NEW-1", "server_error"), "trouble"),
        (("NEW-1", "MaintenanceMode"), "trouble"),
        (("NEW-1", "new_word"), "NEW-1"),
    ],
)
def test_a_code_that_is_not_known_leaves_the_meaning_to_the_next(
    codes: tuple[str, ...], words: str
) -> None:
    assert words in told(*codes)


# --- with a JWT ----------------------------------------------------------------------------------


def jwt_problem(place: World, **changes: str) -> Problem:
    credential = place.simulator.credential | changes
    values = credential["client_id"], credential["client_secret"], credential["jwt"]
    with pytest.raises(Problem) as raised:
        asyncio.run(sign_in_with_jwt(place.config, place.store, *values, clock=place.clock))
    assert kept(place) is None
    return raised.value


def test_a_jwt_signs_in_and_is_kept_in_the_keyring(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        tokens = kept(place)
        assert tokens is not None
        assert tokens.jwt == place.simulator.credential["jwt"]
        (sent,) = place.simulator.requests
        assert sent.request.form.keys() == {"grant_type", "assertion"}
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert not any(tokens.jwt.encode() in path.read_bytes() for path in files)


def test_signing_in_again_ends_the_session_before(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        first = kept(place)
        place.sign_in()
        assert kept(place) != first
        (session,) = place.simulator.sign_ins.sessions
        tokens = kept(place)
        assert tokens is not None
        assert session.pair.refresh_token == tokens.refresh_token


@pytest.mark.parametrize("around", ["\r\n", "  ", "\ufeff", "\t", "\u200b"])
def test_what_copying_leaves_around_a_credential_is_taken_off(tmp_path: Path, around: str) -> None:
    with world(tmp_path, signed_in=False) as place:
        own = {name: around + text + around for name, text in place.simulator.credential.items()}
        values = own["client_id"], own["client_secret"], own["jwt"]
        asyncio.run(sign_in_with_jwt(place.config, place.store, *values, clock=place.clock))
        tokens = kept(place)
        assert tokens is not None
        assert tokens.client_id == place.simulator.credential["client_id"]
        assert tokens.client_secret == place.simulator.credential["client_secret"]
        assert tokens.jwt == place.simulator.credential["jwt"]


@pytest.mark.parametrize("part", ["two words", "line\nbreak", "töken", "nul\x00"])
@pytest.mark.parametrize("name", ["client_id", "client_secret", "jwt"])
def test_a_credential_that_cannot_be_one_is_not_sent(tmp_path: Path, name: str, part: str) -> None:
    with world(tmp_path, signed_in=False) as place:
        problem = jwt_problem(place, **{name: part})
        assert (problem.code, problem.reason) == ("sign_in_refused", "garbled")
        assert part not in problem.message
        assert place.requests == []


def fail_to_keep(place: World) -> Callable[[str, str], None]:
    """Returns a function that makes the keyring full: every entry fails, except the trial entry
    that the host writes before the sign-in."""

    def fail(verb: str, username: str) -> None:
        if verb == "set" and not username.endswith("trial"):
            raise OSError(28, "No space left on device")

    return fail


def test_tokens_that_cannot_be_kept_are_given_back(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        place.shelf.before = fail_to_keep(place)
        assert jwt_problem(place).code == "keyring_full"
        assert place.asked == ["POST token", "POST revoke"]
        assert place.simulator.sign_ins.sessions == []


def test_tokens_of_the_browser_that_cannot_be_kept_are_given_back(tmp_path: Path) -> None:
    async def visit(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        reply = await client.get(started.url, follow_redirects=True)
        assert "no room" in reply.text

    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        place.shelf.before = fail_to_keep(place)
        problem = sign_in(place, visit)
        assert problem is not None
        assert problem.code == "keyring_full"
        assert place.simulator.sign_ins.sessions == []


def test_a_folder_that_cannot_be_written_shows_before_a_token_is_asked_for(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        place.config.state.parent.mkdir(exist_ok=True)
        place.config.state.write_text("a file where the folder should be")
        problem = jwt_problem(place)
        assert problem.code == "state_unwritable"
        assert str(place.config.state) in problem.message
        assert place.requests == []


def test_a_jwt_that_is_not_taken_says_so(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        assert "does not accept this JWT" in jwt_problem(place, jwt="made.up.jwt").message
        assert "client secret" in jwt_problem(place, client_secret="wrong").message
        assert jwt_problem(place, jwt="").code == "sign_in_refused"
        client_id = place.simulator.credential["client_id"]
        place.simulator.change_app(client_id, grants=("refresh_token",))
        assert "JWT auth flow" in jwt_problem(place).message


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(cut="request"), "exchange_unreachable"),
        (Fault(answer=faults.server_error(503)), "exchange_unreachable"),
        (Fault(answer=faults.captive_portal()), "exchange_not_understood"),
        (Fault(answer=faults.redirect("https://example.org/")), "exchange_not_understood"),
        (Fault(answer=faults.too_many("9")), "rate_limited"),
    ],
)
def test_a_fault_while_signing_in_is_no_refusal(tmp_path: Path, fault: Fault, code: str) -> None:
    with world(tmp_path, signed_in=False) as place:
        place.simulator.faults.add(fault)
        assert jwt_problem(place).code == code
        assert place.asked == ["POST token"]


def test_five_sign_ins_a_minute_are_not_exceeded(tmp_path: Path) -> None:
    with world(tmp_path, Settings(per_minute={"Auth": 1}), signed_in=False) as place:
        place.sign_in()
        asyncio.run(place.store.delete())
        for _ in range(4):
            assert jwt_problem(place).code == "rate_limited"
        assert place.asked == ["POST token"], "asked once, then silent for the penalty"


# --- the page ------------------------------------------------------------------------------------


def test_the_page_needs_nothing_and_runs_nothing() -> None:
    said = page(400, "not_signed_in", "en", problem='"quoted" & <b>bold</b>')
    head, _, body = said.partition(b"\r\n\r\n")
    text = body.decode()
    assert "&lt;b&gt;bold" in text
    assert "<b>" not in text
    assert not any(name in text for name in ("<script", "src=", "href=", "http:", "https:", "url("))
    assert b"default-src 'none'" in head
    assert b"Cache-Control: no-store" in head
    assert b"Referrer-Policy: no-referrer" in head
    assert f"Content-Length: {len(body)}".encode() in head


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr", "fr"),
        ("en-GB,en;q=0.9,es;q=0.5", "en"),
        ("en;q=0.3, es;q=0.9", "es"),
        ("ja,zh;q=0.9,de;q=0.1", "de"),
        ("de;q=0,ja", "en"),
        ("de;q=many, *", "en"),
        ("", "en"),
    ],
)
def test_the_page_speaks_the_first_of_our_languages_that_the_browser_asks_for(
    accepted: str, language: str
) -> None:
    assert preferred_language(accepted) == language


def test_every_language_has_every_page_and_says_a_problem_in_it(tmp_path: Path) -> None:
    """RingCentral redirects the browser to the host with a refusal, so that the host's page shows a
    problem."""
    assert {frozenset(pages) for pages in PAGES.values()} == {frozenset(PAGES["en"])}

    async def visit(client: httpx.AsyncClient, started: BrowserSignIn) -> None:
        fields = urlencode({"error": "access_denied", "state": state_of(started)})
        address = f"http://127.0.0.1:{port_of(started)}/callback?{fields}"
        said = await client.get(address, headers={"Accept-Language": "de-DE"})
        assert said.headers["Content-Language"] == "de"
        assert '<html lang="de">' in said.text
        assert "Nicht angemeldet" in said.text
        assert "Sie haben die Anmeldung abgebrochen." in said.text

    with world(tmp_path, signed_in=False) as place:
        browser_world(tmp_path, place)
        assert sign_in(place, visit) is not None
