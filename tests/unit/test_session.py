"""Tests the renewal of the tokens: only one process renews them, it renews them once, and the
tokens are never lost.

The simulator and the lock are real. The keyring is in memory; tests/contract/test_many_hosts.py
tests many processes with a real keyring.
"""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from click_to_call.errors import Problem
from click_to_call.keyring.token_store import Tokens
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call.ringcentral.token_endpoint import TokenEndpoint
from click_to_call.ringcentral.transport import Transport
from click_to_call_simulator import Fault, Response, Settings, faults
from tests.support.signed_in_client import START, World, world

TOKEN = r"/oauth/token"
SHORT = Settings(per_minute={}, access_token_seconds=600)


async def ask(exchange: RingCentralClient) -> bool:
    return (await exchange.account()).signed_in


def kept(place: World) -> Tokens:
    tokens = asyncio.run(place.store.load())
    assert tokens is not None
    return tokens


def renewals(place: World) -> int:
    return place.asked.count("POST token")


def test_a_fresh_token_is_not_renewed(tmp_path: Path) -> None:
    with world(tmp_path, SHORT) as place:
        place.clock.now += 539
        place.use(ask)
        assert place.asked == ["GET ~"]


@pytest.mark.parametrize("seconds", [541, 599, 600, 100_000])
def test_a_token_about_to_end_is_renewed_ahead_of_the_request(tmp_path: Path, seconds: int) -> None:
    with world(tmp_path, SHORT) as place:
        before = kept(place)
        place.clock.now += seconds
        place.use(ask)
        place.use(ask)
        assert place.asked == ["POST token", "GET ~", "GET ~"]
        after = kept(place)
    assert after.refresh_token not in {"", before.refresh_token}
    assert (after.owner_id, after.jwt) == (before.owner_id, before.jwt)


def test_a_clock_set_back_is_put_right_by_the_401(tmp_path: Path) -> None:
    with world(tmp_path, SHORT) as place:
        place.simulator.expire_access_tokens()
        place.clock.now -= 86_400
        place.simulator.expire_access_tokens()
        place.use(ask)
        assert place.asked == ["GET ~", "POST token", "GET ~"]


def test_a_clock_set_forward_costs_a_renewal_and_nothing_more(tmp_path: Path) -> None:
    with world(tmp_path, SHORT) as place:
        place.simulator.clock = lambda: START  # RingCentral's clock stays right.
        place.simulator.sign_ins.now = place.simulator.clock
        place.clock.now += 10 * 365 * 86_400
        assert place.use(ask)
        assert renewals(place) == 1


def test_a_401_is_answered_by_one_renewal_and_one_repetition(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        place.simulator.expire_access_tokens()
        ring_out = place.use(
            lambda e: e.ring_out(
                to="+14155552671", from_="+14155550100", caller_id=None, play_prompt=None
            )
        )
        assert place.asked == ["POST ring-out", "POST token", "POST ring-out"]
        assert [one.id for one in place.simulator.ring_outs] == [ring_out.id]


def test_a_401_that_stays_is_the_end_of_the_sign_in(tmp_path: Path) -> None:
    refusal = Response(401, {}, b'{"errorCode": "TokenInvalid"}')
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(path="extension", answer=refusal, acts=False, times=9))
        assert place.problem(ask).code == "sign_in_expired"
        assert place.asked == ["GET ~", "POST token", "GET ~"]


def test_many_requests_at_once_renew_once(tmp_path: Path) -> None:
    async def ask_often(exchange: RingCentralClient) -> list[bool]:
        return await asyncio.gather(*(ask(exchange) for _ in range(20)))

    for expire in ("by the clock", "by a 401"):
        with world(tmp_path / expire, SHORT) as place:
            if expire == "by the clock":
                place.clock.now += 599
            else:
                place.simulator.expire_access_tokens()
            assert all(place.use(ask_often))
            assert renewals(place) == 1


def test_many_hosts_at_once_renew_once(tmp_path: Path) -> None:
    """Each host has its own copy of the tokens in memory, as if it were a separate process. The
    lock between the hosts is the real lock."""

    async def ask_from_many(place: World) -> None:
        hosts = [RingCentralClient(place.config, place.store, clock=place.clock) for _ in range(12)]
        await asyncio.gather(*(ask(host) for host in hosts))
        place.clock.now += 599
        await asyncio.gather(*(ask(host) for host in hosts))
        # Now the new access token expires, too. One host renews it. The other hosts still hold the
        # expired token, but must not renew the tokens again.
        place.simulator.expire_access_tokens()
        await asyncio.gather(*(ask(host) for host in hosts))
        for host in hosts:
            await host.aclose()

    with world(tmp_path, SHORT) as place:
        asyncio.run(ask_from_many(place))
        assert renewals(place) == 2
        assert kept(place).refresh_token


@pytest.mark.parametrize(
    "fault",
    [
        Fault(path=TOKEN, cut="request"),
        Fault(path=TOKEN, cut="status"),
        Fault(path=TOKEN, cut="body"),
        Fault(path=TOKEN, answer=faults.server_error(502)),
        Fault(path=TOKEN, answer=faults.captive_portal()),
    ],
)
def test_a_lost_answer_to_a_renewal_is_asked_for_once_more(tmp_path: Path, fault: Fault) -> None:
    """RingCentral's answer with the new tokens is lost, and the old tokens are already replaced.
    The host can get the new tokens only by repeating the request soon."""
    with world(tmp_path, SHORT) as place:
        place.simulator.faults.add(fault)
        place.clock.now += 599
        assert place.use(ask)
        assert place.asked == ["POST token", "POST token", "GET ~"]
        assert place.use(ask)
        assert renewals(place) == 2


def test_killed_between_rotation_and_saving_the_next_host_recovers(tmp_path: Path) -> None:
    async def rotate_and_die(place: World) -> None:
        transport = Transport(place.config, clock=place.clock)
        await TokenEndpoint(transport, place.clock).renew(kept_before)
        await transport.aclose()

    with world(tmp_path, SHORT) as place:
        kept_before = kept(place)
        asyncio.run(rotate_and_die(place))
        assert kept(place) == kept_before, "the dead host saved nothing"
        place.clock.now += 599
        assert place.use(ask)
        assert place.use(ask)


@pytest.mark.parametrize("signs_in_by_jwt", [False, True])
def test_outside_the_grace_window_it_is_one_clear_word_or_the_jwt(
    tmp_path: Path, signs_in_by_jwt: bool
) -> None:
    with world(tmp_path, SHORT) as place:
        tokens = kept(place)
        if not signs_in_by_jwt:
            forget_jwt(place)
        place.simulator.sign_ins.sessions.clear()
        if signs_in_by_jwt:
            assert place.use(ask)
            assert place.asked == ["GET ~", "POST token", "POST token", "GET ~"]
            assert kept(place).jwt == tokens.jwt
        else:
            for _ in range(3):
                assert place.problem(ask).code == "sign_in_expired"
            assert renewals(place) == 1, "what was refused for good is not asked for again"


REFUSALS: list[tuple[int, dict[str, object]]] = [
    (400, {"error": "invalid_grant", "errors": [{"errorCode": "OAU-213"}]}),
    (400, {"errorCode": "TokenInvalid", "errors": [{"errorCode": "OAU-213"}]}),
    (401, {"error": "invalid_token", "errors": [{"errorCode": "OAU-128"}]}),
    (400, {"error": "invalid_request", "errors": [{"errorCode": "OAU-210"}]}),
    (403, {"error": "invalid_grant"}),
    (400, {"errors": [{"errorCode": "OAU-999", "message": "new"}]}),
    (401, {"errorCode": "SessionOver"}),
    (400, {"error": "invalid_client", "errors": [{"errorCode": "OAU-153"}]}),
    (404, {"errorCode": "TokenNotFound"}),
]
"""Answers that refuse a refresh token: those that RingCentral is known to send, and others."""


def refusing(status: int, body: dict[str, object], *, times: int = 99) -> Fault:
    answer = Response(status, faults.JSON, json.dumps(body).encode())
    return Fault(path=TOKEN, answer=answer, acts=False, times=times)


@pytest.mark.parametrize(("status", "body"), REFUSALS)
def test_a_renewal_refused_under_any_word_ends_the_sign_in_and_is_told_once(
    tmp_path: Path, status: int, body: dict[str, object]
) -> None:
    told: list[Problem] = []

    async def ask_twice(exchange: RingCentralClient) -> list[str]:
        codes = []
        for _ in range(2):
            with pytest.raises(Problem) as raised:
                await exchange.account()
            codes.append(raised.value.code)
        return codes

    with world(tmp_path, SHORT) as place:
        forget_jwt(place)
        place.clock.now += 599
        place.simulator.faults.add(refusing(status, body))
        exchange = RingCentralClient(
            place.config, place.store, clock=place.clock, ended=told.append
        )

        async def run() -> list[str]:
            try:
                return await ask_twice(exchange)
            finally:
                await exchange.aclose()

        assert asyncio.run(run()) == ["sign_in_expired", "sign_in_expired"]
        assert renewals(place) == 1, "what was refused is not asked for again"
        assert place.problem(ask).code == "sign_in_expired", "nor by the next host"
        assert renewals(place) == 1
        assert place.use(lambda exchange: exchange.is_over())
    assert told[0].reason == "refused"
    assert "Sign in again" in told[0].message
    code = body.get("errors", [body])[0].get("errorCode") or body.get("error")  # type: ignore[index]
    assert str(code) in told[0].message


@pytest.mark.parametrize(("status", "body"), REFUSALS)
def test_a_renewal_refused_under_any_word_uses_the_kept_jwt(
    tmp_path: Path, status: int, body: dict[str, object]
) -> None:
    with world(tmp_path, SHORT) as place:
        place.clock.now += 599
        place.simulator.faults.add(refusing(status, body, times=1))
        assert place.use(ask)
        assert place.asked == ["POST token", "POST token", "GET ~"]
        assert kept(place).jwt == place.simulator.credential["jwt"]


@pytest.mark.parametrize(("status", "body"), REFUSALS)
def test_a_jwt_that_is_refused_too_is_used_once_and_not_kept(
    tmp_path: Path, status: int, body: dict[str, object]
) -> None:
    with world(tmp_path, SHORT) as place:
        place.clock.now += 599
        place.simulator.faults.add(refusing(status, body))
        problem = place.problem(ask)
        assert (problem.code, problem.reason) == ("sign_in_expired", "jwt")
        assert renewals(place) == 2
        assert place.problem(ask).code == "sign_in_expired"
        assert renewals(place) == 2
        assert kept(place).jwt == ""


def test_a_jwt_that_cannot_be_tried_now_is_tried_later(tmp_path: Path) -> None:
    with world(tmp_path, SHORT) as place:
        place.clock.now += 599
        place.simulator.sign_ins.sessions.clear()
        away = Fault(path=TOKEN, nth=2, times=9, answer=faults.server_error(503), acts=False)
        place.simulator.faults.add(away)
        assert place.problem(ask).code == "exchange_unreachable"
        place.simulator.faults.replace([])
        assert place.use(ask)
        assert renewals(place) == 3, "the refresh token is not tried again"


@pytest.mark.parametrize(
    "answer",
    [
        Response(403, {}, b"<html>Blocked by the company</html>"),
        Response(403, faults.JSON, b'{"message": "Forbidden"}'),
        Response(400, faults.JSON, b"{}"),
        Response(407, {}, b""),
        Response(400, faults.JSON, b'{"error": "temporarily_unavailable"}'),
        Response(400, faults.JSON, b'{"errorCode": "MaintenanceMode"}'),
    ],
)
def test_what_is_no_refusal_by_ringcentral_does_not_end_the_sign_in(
    tmp_path: Path, answer: Response
) -> None:
    with world(tmp_path, SHORT) as place:
        forget_jwt(place)
        before = kept(place)
        place.clock.now += 599
        place.simulator.faults.add(Fault(path=TOKEN, answer=answer, acts=False, times=9))
        assert place.problem(ask).code in {"exchange_not_understood", "exchange_unreachable"}
        assert kept(place) == before
        place.simulator.faults.replace([])
        assert place.use(ask)


@pytest.mark.parametrize("status", [400, 401, 403])
@pytest.mark.parametrize("code", ["OAU-128", "OAU-129", "OAU-149", "OAU-213"])
def test_an_access_token_refused_with_any_status_is_renewed(
    tmp_path: Path, status: int, code: str
) -> None:
    body = {"errorCode": "TokenInvalid", "errors": [{"errorCode": code, "message": "x"}]}
    answer = Response(status, faults.JSON, json.dumps(body).encode())
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(method="GET", answer=answer, acts=False))
        assert place.use(ask)
        assert place.asked == ["GET ~", "POST token", "GET ~"]


def forget_jwt(place: World) -> None:
    asyncio.run(place.store.save(replace(kept(place), jwt="")))


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(path=TOKEN, answer=faults.server_error(503), acts=False, times=9), "unreachable"),
        (Fault(path=TOKEN, answer=faults.captive_portal(), acts=False, times=9), "understood"),
        (Fault(path=TOKEN, answer=faults.too_many("60"), acts=False, times=9), "rate_limited"),
        (Fault(path=TOKEN, cut="headers", times=9), "unreachable"),
    ],
)
def test_a_renewal_that_cannot_be_had_now_is_not_the_end(
    tmp_path: Path, fault: Fault, code: str
) -> None:
    with world(tmp_path, SHORT) as place:
        before = kept(place)
        place.clock.now += 599
        place.simulator.faults.add(fault)
        assert place.problem(ask).code.endswith(code)
        assert renewals(place) <= 2
        assert kept(place) == before
        place.simulator.faults.replace([])
        place.clock.now += 3600
        assert place.use(ask)


def test_a_call_is_not_placed_while_the_sign_in_cannot_be_renewed(tmp_path: Path) -> None:
    async def call(exchange: RingCentralClient) -> None:
        await exchange.ring_out(
            to="+14155552671", from_="+14155550100", caller_id=None, play_prompt=None
        )

    with world(tmp_path, SHORT) as place:
        place.clock.now += 599
        place.simulator.faults.add(Fault(path=TOKEN, answer=faults.captive_portal(), times=9))
        problem = place.problem(call)
        assert problem.code == "exchange_unreachable"
        assert "not placed" in problem.message
        assert "POST ring-out" not in place.asked


def test_a_keyring_that_fails_after_the_renewal_does_not_end_the_request(tmp_path: Path) -> None:
    with world(tmp_path, SHORT) as place:
        place.clock.now += 599

        def fail(verb: str, username: str) -> None:
            if verb == "set":
                raise OSError(28, "No space left on device")

        place.shelf.before = fail
        assert place.use(ask)
        place.shelf.before = lambda verb, username: None
        assert place.use(ask), "the next host replays the renewal inside its grace"


def test_signing_out_revokes_and_removes(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        place.use(lambda e: e.sign_out())
        assert place.shelf.entries == {}
        assert place.simulator.sign_ins.sessions == []
        assert place.problem(lambda e: e.phone_numbers()).code == "not_signed_in"
        place.use(lambda e: e.sign_out())


@pytest.mark.parametrize("fault", [Fault(cut="accept"), Fault(answer=Response(500))])
def test_signing_out_removes_even_if_ringcentral_is_away(tmp_path: Path, fault: Fault) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(fault)
        place.use(lambda e: e.sign_out())
        assert place.shelf.entries == {}


def test_a_sign_out_elsewhere_is_noticed(tmp_path: Path) -> None:
    async def ask_twice(exchange: RingCentralClient) -> str:
        await ask(exchange)
        other = RingCentralClient(place.config, place.store, clock=place.clock)
        await other.sign_out()
        await other.aclose()
        try:
            await exchange.phone_numbers()
        except Problem as problem:
            return problem.code
        return "nothing"

    with world(tmp_path) as place:
        assert place.use(ask_twice) == "not_signed_in"


def test_a_keyring_that_fails_later_keeps_nobody_from_the_sign_in_at_hand(tmp_path: Path) -> None:
    async def look_while_it_fails(exchange: RingCentralClient) -> bool:
        assert await ask(exchange)
        place.shelf.before = fail
        await exchange.look_again()
        return await ask(exchange)

    def fail(verb: str, username: str) -> None:
        raise OSError(f"{verb} {username}")

    with world(tmp_path) as place:
        assert place.use(look_while_it_fails)
        assert place.problem(lambda exchange: exchange.look_again()).code == "keyring_failed"


def test_a_renewal_goes_on_when_its_request_is_given_up(tmp_path: Path) -> None:
    async def give_up(exchange: RingCentralClient) -> None:
        task = asyncio.create_task(ask(exchange))
        while not place.requests:
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with world(tmp_path, SHORT) as place:
        before = kept(place)
        place.clock.now += 599
        place.simulator.faults.add(Fault(path=TOKEN, delay_seconds=0.3))
        place.use(give_up)
        assert kept(place).access_token != before.access_token


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (3600, 3600),
        ("3600", 3600),
        (0, 600),
        (-5, 600),
        (None, 600),
        ("soon", 600),
        ([], 600),
        (float("inf"), 600),
        (315_360_000, 86_400),
    ],
)
def test_a_lifetime_that_makes_no_sense_is_the_shortest(
    tmp_path: Path, told: object, seconds: float
) -> None:
    body = json.dumps({"access_token": "t", "refresh_token": "r", "expires_in": told}).encode()

    async def renew(place: World) -> Tokens:
        transport = Transport(place.config, clock=place.clock)
        try:
            return await TokenEndpoint(transport, place.clock).renew(before)
        finally:
            await transport.aclose()

    with world(tmp_path) as place:
        before = kept(place)
        place.simulator.faults.add(Fault(path=TOKEN, answer=Response(200, {}, body)))
        assert asyncio.run(renew(place)).access_expires_at == START + seconds


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "tökén", "x" * 20_000, 3, None])
def test_a_token_that_cannot_stand_in_a_header_is_not_understood(
    tmp_path: Path, token: object
) -> None:
    body = json.dumps({"access_token": token, "expires_in": 3600}).encode()
    with world(tmp_path) as place:
        place.clock.now += 3600
        answer = Response(200, {}, body)
        place.simulator.faults.add(Fault(path=TOKEN, answer=answer, times=9))
        assert place.problem(ask).code == "exchange_not_understood"


def test_a_host_that_missed_a_renewal_does_not_take_the_next_end_for_the_last(
    tmp_path: Path,
) -> None:
    """The host holds an old access token. Another host has stored a newer access token in the
    keyring, and the newer token has expired as well."""

    async def miss_one(exchange: RingCentralClient) -> bool:
        await ask(exchange)
        place.simulator.expire_access_tokens()
        other = RingCentralClient(place.config, place.store, clock=place.clock)
        await ask(other)
        await other.aclose()
        place.simulator.expire_access_tokens()
        return await ask(exchange)

    with world(tmp_path) as place:
        assert place.use(miss_one)
        assert renewals(place) == 2
