"""Tests the host's client of RingCentral's API: which requests it sends, and how it interprets each
answer.

The answers come from the simulator over HTTP, with the simulator's faults. This file makes only
those answers that the simulator never gives.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.keyring.token_store import Tokens, TokenStore
from click_to_call.ringcentral.answer_fields import RingOut
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call.ringcentral.transport import LONGEST_BODY_BYTES, Answer, refusal_in
from click_to_call_simulator import Fault, Response, Settings, Simulator, faults, serve
from tests.support.memory_keyring import MemoryKeyring, config_for
from tests.support.signed_in_client import START, World, world

TO: Final = "+14155552671"
FROM: Final = "+14155550100"
SHOWN: Final = "+18005550199"


async def call(exchange: RingCentralClient) -> RingOut:
    return await exchange.ring_out(to=TO, from_=FROM, caller_id=SHOWN, play_prompt=True)


def calling(to: str) -> Callable[[RingCentralClient], Awaitable[RingOut]]:
    return lambda exchange: exchange.ring_out(to=to, from_=FROM, caller_id=SHOWN, play_prompt=False)


def creates(place: World) -> int:
    return place.asked.count("POST ring-out")


# --- requests that are sent ----------------------------------------------------------------------


def test_a_call_is_sent_as_the_contract_says(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        ring_out = place.use(call)
        (sent,) = place.requests
    assert (sent.method, sent.path) == ("POST", "/restapi/v1.0/account/~/extension/~/ring-out")
    assert json.loads(sent.body) == {
        "from": {"phoneNumber": FROM},
        "to": {"phoneNumber": TO},
        "callerId": {"phoneNumber": SHOWN},
        "playPrompt": True,
    }
    assert sent.headers["user-agent"].startswith("Click-To-Call/")
    assert "(" in sent.headers["user-agent"]
    assert ring_out.call_status == "InProgress"


def test_without_a_caller_id_and_a_prompt_the_users_settings_apply(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        place.use(lambda e: e.ring_out(to=TO, from_=FROM, caller_id=None, play_prompt=None))
        assert set(json.loads(place.requests[0].body)) == {"from", "to"}


def test_a_call_is_followed_and_cancelled_by_its_escaped_id(tmp_path: Path) -> None:
    async def follow(exchange: RingCentralClient) -> tuple[RingOut, RingOut]:
        ring_out = await call(exchange)
        status = await exchange.ring_out_status(ring_out.id)
        await exchange.cancel_ring_out(ring_out.id)
        return ring_out, status

    with world(tmp_path) as place:
        ring_out, status = place.use(follow)
        assert place.asked == ["POST ring-out", "GET ring-out/…", "DELETE ring-out/…"]
    assert "/" in ring_out.id, "the simulator's ids must need escaping for this to mean anything"
    assert status.id == ring_out.id


def test_who_is_signed_in(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        account = place.use(lambda e: e.account())
    assert (account.signed_in, account.server) == (True, place.config.server)
    assert (account.name, account.extension_number, account.region) == ("Ada Example", "101", "US")


def test_without_a_sign_in_nothing_is_asked(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        assert not place.use(lambda e: e.account()).signed_in
        assert place.problem(call).code == "not_signed_in"
        assert place.requests == []


# --- pages of a list -----------------------------------------------------------------------------


@pytest.mark.parametrize("largest_page", [1, 4, 5, 100])
def test_every_page_of_both_lists_is_read(tmp_path: Path, largest_page: int) -> None:
    with world(tmp_path, Settings(per_minute={}, largest_page=largest_page)) as place:
        account = place.simulator.settings.account
        forwarding = place.use(lambda e: e.forwarding_numbers())
        phones = place.use(lambda e: e.phone_numbers())
    assert [record["label"] for record in forwarding] == [r["label"] for r in account.forwarding]
    assert len(phones) == len(account.phones)


Answering = Callable[[httpx.Request], httpx.Response]


def answered_by(
    folder: Path, answer: Answering, work: Callable[[RingCentralClient], Awaitable[Any]]
) -> list[httpx.Request]:
    """Runs `work` with a client that gets its responses from the function `answer`. Returns the
    client's requests. Raises the Problem that `work` raises."""
    asked: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        made = answer(request)
        # The body is a stream that has not been read yet, as in a response from a network.
        return httpx.Response(made.status_code, stream=httpx.ByteStream(made.content))

    async def run() -> None:
        store = TokenStore(config_for("https://platform.ringcentral.com", folder), MemoryKeyring())
        await store.save(
            Tokens(
                client_id="a", access_token="t", obtained_at=START, access_expires_at=START + 600
            )
        )
        config = config_for("https://platform.ringcentral.com", folder)
        door = httpx.MockTransport(respond)
        exchange = RingCentralClient(config, store, clock=lambda: START, door=door)
        await work(exchange)
        await exchange.aclose()

    asyncio.run(run())
    return asked


def test_a_next_page_elsewhere_is_never_asked_for(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        records = [{"id": "1"}] if request.url.params["page"] == "1" else []
        next_page = {"uri": "https://example.org/steal"}
        return httpx.Response(200, json={"records": records, "navigation": {"nextPage": next_page}})

    asked = answered_by(tmp_path, answer, lambda e: e.forwarding_numbers())
    assert {request.url.host for request in asked} == {"platform.ringcentral.com"}
    assert [request.url.params["page"] for request in asked] == ["1", "2"]


def test_a_list_without_end_is_cut_off(tmp_path: Path) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"records": [{}], "paging": {"totalPages": 10**9}})

    assert len(answered_by(tmp_path, answer, lambda e: e.phone_numbers())) == 40


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b'{"records": {}}', b"<html>", b"", b"\xff", b"9" * 9]
)
def test_a_list_that_cannot_be_read_is_said(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(Problem, match="exchange_not_understood"):
        answered_by(
            tmp_path, lambda _: httpx.Response(200, content=body), lambda e: e.phone_numbers()
        )


def test_records_of_a_wrong_shape_are_passed_over(tmp_path: Path) -> None:
    async def read(exchange: RingCentralClient) -> None:
        assert await exchange.phone_numbers() == [{"id": 1}]

    answered_by(
        tmp_path, lambda _: httpx.Response(200, json={"records": [None, "x", {"id": 1}]}), read
    )


# --- refusals of a call --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("+12125550150", "number_blocked"),
        ("+12125550151", "number_blocked"),
        ("+12125550152", "caller_id_refused"),
        ("+12125550153", "ringout_not_in_plan"),
        ("+12125550154", "ringout_not_in_plan"),
        ("+12125550155", "country_disabled"),
        ("+12125550156", "permission_missing"),
        ("+12125550159", "not_a_number"),
    ],
)
def test_a_refused_call_says_why_and_was_not_placed(tmp_path: Path, to: str, code: str) -> None:
    with world(tmp_path) as place:
        assert place.problem(calling(to)).code == code
        assert creates(place) == 1
        assert place.simulator.ring_outs == []


@pytest.mark.parametrize(
    ("status", "code_and_parameter", "expected"),
    [
        (400, ("CMN-101", "from.phoneNumber"), "not_your_number"),
        (400, ("CMN-101", "to"), "not_a_number"),
        (400, ("CMN-101", "callerId.phoneNumber"), "caller_id_refused"),
        (400, ("CMN-101", "country"), "exchange_refused"),
        (400, ("TEL-107", ""), "caller_id_refused"),
        (403, ("TEL-107", ""), "caller_id_refused"),
        (400, ("TEL-108", ""), "not_your_number"),
        (403, ("CMN-113", ""), "country_disabled"),
        (403, ("CMN-401", ""), "permission_missing"),
        (403, ("CMN-419", ""), "permission_missing"),
        (404, ("CMN-102", "extensionId"), "exchange_refused"),
        (409, ("", ""), "exchange_refused"),
        (415, ("", ""), "exchange_refused"),
        (418, ("XXX-999", ""), "exchange_refused"),
        (403, ("NotEnoughFunds", ""), "call_failed"),
    ],
)
@pytest.mark.parametrize("is_nested", [True, False])
def test_codes_are_read_from_either_level(
    tmp_path: Path, status: int, code_and_parameter: tuple[str, str], expected: str, is_nested: bool
) -> None:
    code, parameter = code_and_parameter
    error = {"errorCode": code, "message": "Lokalisierter Text", "parameterName": parameter}
    body: Any = {"errorCode": "Word", "errors": [error]} if is_nested else error
    with pytest.raises(Problem) as raised:
        answered_by(tmp_path, lambda _: httpx.Response(status, json=body), call)
    assert raised.value.code == expected
    assert "Lokalisierter" not in raised.value.message


REFUSED_CALLS: list[tuple[dict[str, Any], str, str]] = [
    # RingCentral gives `errorCode` twice: a word, and in `errors` a more exact code. In the first
    # of these two answers, the host knows only the word. In the second, the host knows only the
    # code.
    (
        {"errorCode": "InsufficientPermissions", "errors": [{"errorCode": "CMN-999"}]},
        "permission_missing",
        "app",
    ),
    ({"errorCode": "New", "errors": [{"errorCode": "TEL-107"}]}, "caller_id_refused", "caller ID"),
    # The answer has two codes. The host knows only the second.
    (
        {"errors": [{"errorCode": "NEW-1"}, {"errorCode": "TEL-101"}]},
        "number_blocked",
        "administrator",
    ),
    # Only the message says which parameter of the request is wrong.
    (
        {
            "errorCode": "InvalidParameter",
            "errors": [
                {
                    "errorCode": "CMN-101",
                    "message": "Parameter [from] value is invalid. Cannot find the phone number",
                }
            ],
        },
        "not_your_number",
        "phone to ring first",
    ),
    (
        {"errors": [{"errorCode": "CMN-101", "message": "Der Wert von [callerId.phoneNumber]"}]},
        "caller_id_refused",
        "caller ID",
    ),
    # An error word without a code.
    ({"errorCode": "InvalidParameter", "parameterName": "to"}, "not_a_number", "number to call"),
    ({"errorCode": "FeatureNotAvailable"}, "ringout_not_in_plan", "RingOut"),
    (
        {"errorCode": "FeatureNotAvailable", "feature": ["RingOut"]},
        "ringout_not_in_plan",
        "RingOut",
    ),
    (
        {"errorCode": "FeatureNotAvailable", "errors": [{"feature": ["InternationalCalls"]}]},
        "country_disabled",
        "country",
    ),
    (
        {"errorCode": "New", "errors": [{"errorCode": "CMN-113", "feature": ["DomesticCalls"]}]},
        "country_disabled",
        "this number",
    ),
    # The host knows neither the word nor the code, so the user's text shows the more exact one.
    ({"errorCode": "Strange", "errors": [{"errorCode": "XYZ-7"}]}, "exchange_refused", "XYZ-7"),
    ({"errorCode": "Strange"}, "exchange_refused", "Strange"),
    ({"errors": "none"}, "exchange_refused", "status 403"),
    ({"errors": [None, 5, {"errorCode": None}], "errorCode": 7}, "exchange_refused", "status 403"),
]


@pytest.mark.parametrize(("body", "code", "words"), REFUSED_CALLS)
def test_a_refusal_is_read_to_the_end_before_its_code_is_shown(
    tmp_path: Path, body: dict[str, Any], code: str, words: str
) -> None:
    with pytest.raises(Problem) as raised:
        answered_by(tmp_path, lambda _: httpx.Response(403, json=body), call)
    assert raised.value.code == code
    assert words in raised.value.message


@pytest.mark.parametrize(
    ("first", "is_shown"), [("CMN-999", True), ("NEW-1", True), ("TEL-107", False), (None, False)]
)
def test_a_code_that_is_not_known_is_shown_beside_what_was_understood(
    tmp_path: Path, first: str | None, is_shown: bool
) -> None:
    body = {"errorCode": "FeatureNotAvailable", "errors": [{"errorCode": first}]}
    with pytest.raises(Problem) as raised:
        answered_by(tmp_path, lambda _: httpx.Response(403, json=body), call)
    assert raised.value.message.endswith(f"({first})") is is_shown
    assert raised.value.code == (
        "caller_id_refused" if first == "TEL-107" else "ringout_not_in_plan"
    )


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
ERRORS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("error", "errorCode", "parameterName", "permissionName", "feature", "message", "errors"),
        ANYTHING,
    ),
)


@settings(deadline=None)  # There is no deadline, because a busy computer must not fail the test.
@given(
    st.fixed_dictionaries({"errors": st.lists(ERRORS | ANYTHING) | ANYTHING}) | ERRORS | ANYTHING,
    st.sampled_from([400, 403, 404, 429, 500, 200]),
)
def test_an_error_of_any_shape_can_be_read(body: object, status: int) -> None:
    answer = Answer(status, {}, json.dumps(body).encode())
    refusal = refusal_in(answer)
    words = (*refusal.codes, refusal.parameter, refusal.permission, *refusal.features)
    assert all(word.isascii() and word.isprintable() and len(word) <= 80 for word in words if word)


@settings(deadline=None)  # There is no deadline, because a busy computer must not fail the test.
@given(st.binary() | st.text().map(str.encode))
def test_a_body_of_any_bytes_is_an_object_or_nothing(body: bytes) -> None:
    assert isinstance(Answer(200, {}, body).fields(), dict | None)


def test_a_missing_permission_is_named(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        client_id = place.simulator.credential["client_id"]
        place.simulator.change_app(client_id, permissions=("ReadAccounts",))
        problem = place.problem(call)
    assert problem.code == "permission_missing"
    assert "RingOut" in problem.message
    assert "Developer Console" in problem.message


# --- calls whose outcome is unknown --------------------------------------------------------------

ELSEWHERE = "https://example.org/restapi/v1.0/account/~/extension/~/ring-out"

DOUBTS: Final[dict[str, Fault]] = {
    "cut as it was opened": Fault(cut="accept"),
    "cut after the headers": Fault(cut="headers"),
    "cut after the request": Fault(cut="request"),
    "reset after the request": Fault(cut="request", reset=True),
    "cut after the status": Fault(cut="status"),
    "cut in the body": Fault(cut="body"),
    "500": Fault(answer=faults.server_error(500)),
    "503": Fault(answer=faults.server_error(503)),
    "503 with a wait": Fault(answer=faults.server_error(503, "30")),
    "504": Fault(answer=Response(504, {}, b"<html>")),
    "408": Fault(answer=Response(408)),
    "301": Fault(answer=faults.redirect(ELSEWHERE, 301)),
    "302": Fault(answer=faults.redirect(ELSEWHERE, 302)),
    "303": Fault(answer=faults.redirect(ELSEWHERE, 303)),
    "307": Fault(answer=faults.redirect(ELSEWHERE, 307)),
    "308": Fault(answer=faults.redirect(ELSEWHERE, 308)),
    "a captive portal": Fault(answer=faults.captive_portal()),
    "no body": Fault(answer=Response(200)),
    "no id": Fault(answer=Response(200, {}, b'{"status": {}}')),
    "an id of another type": Fault(answer=Response(200, {}, b'{"id": ["1"]}')),
    "an empty id": Fault(answer=Response(200, {}, b'{"id": ""}')),
    "a list": Fault(answer=Response(200, {}, b"[1]")),
    "no UTF-8": Fault(answer=faults.not_utf8()),
    "50 MB": Fault(answer=faults.huge_body()),
    "a compressed bomb": Fault(answer=faults.gzip_bomb(1_000_000)),
    "deep nesting": Fault(answer=Response(200, {}, b'{"id":' + b"[" * 100_000)),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_what_may_have_been_placed_is_unknown_and_never_sent_again(
    tmp_path: Path, name: str
) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(DOUBTS[name])
        problem = place.problem(call)
        assert problem.code == "outcome_unknown", problem.message
        assert "may ring" in problem.message
        assert creates(place) <= 1
        assert len(place.simulator.ring_outs) <= 1


def test_an_answer_that_never_ends_is_unknown_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click_to_call.ringcentral.transport.ANSWER_WITHIN_SECONDS", 0.3)
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(drip_seconds=0.05))
        assert place.problem(call).code == "outcome_unknown"
        assert creates(place) == 1


def test_a_silent_server_is_unknown_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click_to_call.ringcentral.transport.READ_WITHIN_SECONDS", 0.2)
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(delay_seconds=1))
        assert place.problem(call).code == "outcome_unknown"
        assert creates(place) == 1


@pytest.mark.parametrize("digits", [1, LONGEST_BODY_BYTES])
def test_no_more_is_read_than_an_answer_can_have(tmp_path: Path, digits: int) -> None:
    body = b'{"id": "' + b"9" * digits + b'"}'
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=Response(200, {}, body)))
        if digits == 1:
            assert place.use(call).id == "9"
        else:
            assert place.problem(call).code == "outcome_unknown"


def test_a_number_for_an_id_is_taken(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=Response(200, {}, b'{"id": 234343434}')))
        assert place.use(call).id == "234343434"


# --- calls that were not placed ------------------------------------------------------------------


def test_a_server_that_is_not_there_was_not_asked(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        exchange_was = place.config
    # The simulator has ended, so nothing listens on its port any more.
    problem = World(place.simulator, exchange_was, place.clock, place.shelf).problem(call)
    assert problem.code == "exchange_unreachable"
    assert "not placed" in problem.message


def test_a_server_without_a_safe_connection_was_not_asked(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        plain = place.config.server
        safe = config_for(plain.replace("http://", "https://"), tmp_path)
        asyncio.run(copied_sign_in(place, safe))
        place.config = safe
        problem = place.problem(call)
        assert problem.code == "exchange_unreachable"
        assert "safe" in problem.message
        assert creates(place) == 0


async def copied_sign_in(place: World, config: Config) -> None:
    tokens = await place.store.load()
    assert tokens is not None
    await TokenStore(config, place.shelf).save(tokens)


@pytest.mark.parametrize("answer", [Response(403), Response(407), Response(502)])
def test_a_proxy_that_refuses_leaves_the_call_unplaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Response
) -> None:
    proxy = Simulator()
    proxy.faults.add(Fault(answer=answer))
    with serve(proxy) as address, world(tmp_path) as place:
        monkeypatch.setenv("HTTPS_PROXY", address)
        for name in ("NO_PROXY", "no_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        real = config_for("https://platform.ringcentral.com", tmp_path)
        asyncio.run(copied_sign_in(place, real))
        place.config = real
        assert place.problem(call).code == "exchange_unreachable"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "socks4://127.0.0.1:1"),
        ("HTTPS_PROXY", "gopher://127.0.0.1:1"),
        ("ALL_PROXY", "ftp://127.0.0.1:1"),
        ("HTTPS_PROXY", "http://"),
        ("HTTPS_PROXY", "http://proxy.example:http"),
    ],
)
def test_an_environment_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for other in ("NO_PROXY", "no_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)
    with world(tmp_path) as place:
        real = config_for("https://platform.ringcentral.com", tmp_path)
        asyncio.run(copied_sign_in(place, real))
        place.config = real
        problem = place.problem(call)
        assert problem.code == "config_invalid"
        assert name in problem.message


def test_a_simulator_on_this_computer_is_not_asked_through_a_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with world(tmp_path) as place:
        assert place.use(call).id


# --- rate limits ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7),
        (None, 60),
        ("soon", 60),
        ("-5", 60),
        ("999999999", 3600),
        ("Tue, 14 Nov 2023 22:15:00 GMT", 100),
    ],
)
def test_nothing_is_sent_during_a_penalty_by_any_host(
    tmp_path: Path, retry_after: str | None, seconds: int
) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=faults.too_many(retry_after), acts=False))
        first = place.problem(call)
        assert (first.code, creates(place)) == ("rate_limited", 1)
        assert f"{seconds} s" in first.message
        place.clock.now += seconds - 1
        second = place.problem(call)
        assert (second.code, creates(place)) == ("rate_limited", 1)
        assert "1 s" in second.message
        assert place.use(lambda e: e.account()).signed_in, "other groups are not concerned"
        place.clock.now += 1
        assert place.use(call).id
        assert creates(place) == 2


def test_a_penalty_of_one_group_does_not_shorten_anothers(tmp_path: Path) -> None:
    async def meet(exchange: RingCentralClient, method: str) -> None:
        place.simulator.faults.add(Fault(method=method, answer=faults.too_many("60"), acts=False))
        with pytest.raises(Problem, match="rate_limited"):
            await (call(exchange) if method == "POST" else exchange.account())

    async def two_penalties_and_one_elsewhere(exchange: RingCentralClient) -> None:
        await meet(exchange, "POST")
        place.clock.now += 61
        other = RingCentralClient(place.config, place.store, clock=place.clock)
        await meet(other, "POST")
        await other.aclose()
        await meet(exchange, "GET")

    with world(tmp_path) as place:
        place.use(two_penalties_and_one_elsewhere)
        assert place.problem(call).code == "rate_limited", "another host's penalty was overwritten"


def test_a_clock_set_back_makes_a_penalty_neither_endless_nor_void(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=faults.too_many("30"), acts=False))
        place.problem(call)
        place.clock.now -= 86_400
        assert "30 s" in place.problem(call).message
        place.clock.now += 29
        assert place.problem(call).code == "rate_limited"
        assert creates(place) == 1
        place.clock.now += 1
        assert place.use(call).id


def test_a_spoilt_note_of_penalties_is_no_obstacle(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=faults.too_many("30"), acts=False))
        place.problem(call)
        (note,) = place.config.state.glob("silence-*.json")
        for spoilt in ("", "[]", '{"Heavy": "x"}', "{", '{"Heavy": [9e99, 9e99]}'):
            note.write_text(spoilt)
            assert place.use(call).id


def test_the_simulators_own_limit_is_met_once(tmp_path: Path) -> None:
    with world(tmp_path, Settings(per_minute={"Heavy": 3})) as place:
        for _ in range(3):
            place.use(call)
        for _ in range(5):
            assert place.problem(call).code == "rate_limited"
        assert creates(place) == 4


# --- following and cancelling --------------------------------------------------------------------


def status(exchange: RingCentralClient) -> Awaitable[RingOut]:
    return exchange.ring_out_status("some id")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Response(404), "call_not_found"),
        (Response(500), "exchange_unreachable"),
        (faults.server_error(503), "exchange_unreachable"),
        (faults.captive_portal(), "exchange_not_understood"),
        (faults.redirect(ELSEWHERE), "exchange_not_understood"),
        (faults.huge_body(3_000_000), "exchange_not_understood"),
        (Response(403), "exchange_refused"),
    ],
)
def test_a_status_that_cannot_be_had_is_said(tmp_path: Path, answer: Response, code: str) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=answer))
        assert place.problem(status).code == code
        assert place.asked == ["GET ring-out/…"]


def test_maintenance_is_called_so(tmp_path: Path) -> None:
    body = b'{"errorCode": "MaintenanceMode", "errors": [{"errorCode": "CMN-211"}]}'
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=Response(503, {}, body)))
        assert "maintenance" in place.problem(status).message


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            {"callStatus": "Contemplating", "callerStatus": "Ünknown", "calleeStatus": ""},
            ("Contemplating", "Ünknown", ""),
        ),
        ({"callStatus": None, "callerStatus": 3}, ("", "", "")),
        ([], ("", "", "")),
        (None, ("", "", "")),
    ],
)
def test_words_of_a_status_are_passed_on_as_sent(
    tmp_path: Path, told: object, words: tuple[str, str, str]
) -> None:
    body = json.dumps({"id": "another", "status": told}).encode()
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=Response(200, {}, body)))
        got = place.use(status)
    assert (got.call_status, got.caller_status, got.callee_status) == words
    assert got.id == "some id"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Response(404), "too_late_to_cancel"),
        (Response(409), "too_late_to_cancel"),
        (Response(503), "exchange_unreachable"),
        (faults.too_many("9"), "rate_limited"),
    ],
)
def test_a_cancel_that_did_nothing_is_said(tmp_path: Path, answer: Response, code: str) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(answer=answer))
        assert place.problem(lambda e: e.cancel_ring_out("some id")).code == code
        assert place.asked == ["DELETE ring-out/…"]


# --- what logs and texts never hold --------------------------------------------------------------


def test_no_secret_and_no_number_is_logged_or_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log level is the most detailed one, for the host and for the libraries."""
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    with world(tmp_path) as place:
        place.use(lambda e: e.account())
        place.use(call)
        place.simulator.expire_access_tokens()
        place.use(call)
        for name in DOUBTS:
            place.simulator.faults.replace([DOUBTS[name]])
            told.append(repr(place.problem(call)))
            # One of the faults causes a penalty of less than 31 seconds. The next call comes after
            # it.
            place.clock.now += 31
        place.use(lambda e: e.sign_out())
        spoken = caplog.text + "".join(told)
        secrets = {
            part
            for record in place.simulator.requests
            for part in record.headers.get("authorization", "").split()[1:]
        }
        secrets |= {place.simulator.credential["jwt"], place.simulator.credential["client_secret"]}
    assert len(secrets) > 4
    assert "answered" in spoken, "nothing was logged at all"
    assert [secret for secret in secrets if secret in spoken] == []
    assert [number for number in (TO, FROM, SHOWN) if number[-7:] in spoken] == []


def test_a_redirect_sends_nothing_to_another_host(tmp_path: Path) -> None:
    other = Simulator()
    with serve(other) as elsewhere, world(tmp_path) as place:
        for number in (301, 302, 303, 307, 308):
            place.simulator.faults.replace(
                [Fault(answer=faults.redirect(f"{elsewhere}/restapi/oauth/token", number), times=9)]
            )
            place.problem(lambda e: e.account())
            place.problem(call)
            place.problem(lambda e: e.phone_numbers())
        assert other.requests == []
