"""Tests that the host follows a placed call to its end and reports the call correctly, whatever
RingCentral answers.

The host's own parts and the simulator share a clock that moves only when the host waits, so the
test of a call that lasts hours takes a moment. This file lists the expected states itself and does
not read them from the host's tables.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from click_to_call.calls.journal import Caps, Journal
from click_to_call.calls.service import CallService
from click_to_call.errors import Problem
from click_to_call.host.protocol import Call, CallPlace
from click_to_call.keyring.token_store import TokenStore
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call_simulator import Fault, Response, Settings, Simulator, faults, serve
from click_to_call_simulator.ringout import COURSES
from tests.support.fault_injection.runs import SteadyAccount, sign_in
from tests.support.memory_keyring import MemoryKeyring, config_for

ORDINARY: Final = "+14155552671"
READ: Final = "/ring-out/"
FOR_EVER: Final = 10_000

ENDS: Final[dict[str, tuple[str, str | None]]] = {
    ORDINARY: ("ended", None),
    "+12125550110": ("failed", "they_are_busy"),
    "+12125550111": ("failed", "they_did_not_answer"),
    "+12125550112": ("failed", "call_rejected"),
    "+12125550113": ("failed", "call_failed"),
    "+12125550114": ("failed", "country_disabled"),
    "+12125550115": ("failed", "number_blocked"),
    "+12125550116": ("failed", "call_failed"),
    "+12125550117": ("failed", "call_failed"),
    "+12125550118": ("failed", "call_failed"),
    "+12125550119": ("failed", "call_failed"),
    "+12125550120": ("failed", "you_did_not_answer"),
    "+12125550121": ("failed", "you_are_busy"),
    "+12125550122": ("failed", "call_rejected"),
    "+12125550123": ("failed", "call_failed"),
    "+12125550124": ("failed", "call_failed"),
    "+12125550125": ("failed", "call_failed"),
    "+12125550126": ("unknown", "outcome_unknown"),
    "+12125550127": ("unknown", "outcome_unknown"),
    "+12125550128": ("unknown", "outcome_unknown"),
    "+12125550129": ("unknown", "outcome_unknown"),
    "+12125550130": ("unknown", "outcome_unknown"),
    "+12125550131": ("unknown", "outcome_unknown"),
    "+12125550132": ("ended", None),
    "+12125550133": ("ended", None),
    "+12125550134": ("unknown", "outcome_unknown"),
}
"""For each called number: the state in which the call ends, and the code of the call's problem, or
None if the call has no problem. The simulator's COURSES defines how each of these calls goes."""

NONSENSE: Final = {
    "a page": Fault("GET", READ, answer=faults.captive_portal()),
    "not found": Fault("GET", READ, answer=Response(404)),
    "no status": Fault("GET", READ, answer=Response(200, faults.JSON, b'{"id": "1"}')),
    "a list": Fault("GET", READ, answer=Response(200, faults.JSON, b"[]")),
    "wrong types": Fault(
        "GET", READ, answer=Response(200, faults.JSON, b'{"id": 1, "status": {"callStatus": 7}}')
    ),
    "not UTF-8": Fault("GET", READ, answer=faults.not_utf8()),
    "trouble": Fault("GET", READ, answer=faults.server_error(503)),
    "trouble, wait": Fault("GET", READ, answer=faults.server_error(503, "20")),
    "too many": Fault("GET", READ, answer=faults.too_many("30")),
    "redirected": Fault("GET", READ, answer=faults.redirect("http://127.0.0.1:9/")),
    "cut": Fault("GET", READ, cut="request"),
    "half": Fault("GET", READ, cut="body"),
}


class SharedClock:
    """A clock that moves only when the host waits. While the event `moving` is not set, the clock
    stands still and `sleep` does not return."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.moving = asyncio.Event()
        self.moving.set()

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        await self.moving.wait()
        self.now += seconds
        await asyncio.sleep(0)


class Follower:
    """A host that places one call and follows it."""

    def __init__(self, folder: Path) -> None:
        self.clock = SharedClock()
        self.simulator = Simulator(Settings(leg_seconds=4), clock=self.clock.time)
        self.told: list[Call] = []
        self._over = asyncio.Event()
        self._folder = folder

    @contextlib.asynccontextmanager
    async def desk(self) -> AsyncIterator[CallService]:
        folder, clock = self._folder, self.clock
        with serve(self.simulator) as server:
            config = config_for(server, folder)
            store = await sign_in(self.simulator, TokenStore(config, MemoryKeyring()))
            exchange = RingCentralClient(config, store, clock=clock.time)
            yield CallService(
                exchange=exchange,
                account=SteadyAccount(),
                journal=Journal(folder, now=clock.time),
                caps=Caps(per_minute=9, per_day=9),
                clock=clock,
                push=self._hear,
            )
            await exchange.aclose()

    def _hear(self, call: Call) -> None:
        self.told.append(call)
        if call.state in {"ended", "cancelled", "failed", "unknown"}:
            self._over.set()

    async def follow(self, to: str, *planned: Fault) -> tuple[str, str | None]:
        """Calls the number `to` while the faults `planned` happen. Returns the final state of the
        call, and the code of the call's problem or None."""
        async with self.desk() as desk:
            self.simulator.faults.replace(planned)
            await desk.place(CallPlace(id="click", to=to))
            await self._over.wait()
        last = self.told[-1]
        return last.state, None if last.problem is None else last.problem.code

    async def cancel(self, waits: float, *planned: Fault) -> tuple[str, str]:
        """Places an ordinary call, and cancels the call `waits` seconds later, while the faults
        `planned` happen.

        Returns the host's answer to the cancellation (a state, or the code of a problem), and the
        final state of the call.
        """
        self.clock.moving.clear()
        async with self.desk() as desk:
            await desk.place(CallPlace(id="click", to=ORDINARY))
            self.clock.now += waits
            self.simulator.faults.replace(planned)
            try:
                said: str = (await desk.cancel("click")).state
            except Problem as problem:
                said = problem.code
            self.simulator.faults.replace([])
            self.clock.moving.set()
            await self._over.wait()
        return said, self.told[-1].state

    def reads(self) -> list[float]:
        """Returns the times at which the host requested the call's status."""
        return [record.time for record in self.simulator.requests if READ in record.path]


@pytest.fixture
def follower(tmp_path: Path) -> Follower:
    return Follower(tmp_path)


def test_every_course_of_the_simulator_has_an_expected_end() -> None:
    assert set(ENDS) == {ORDINARY, *COURSES}


@pytest.mark.parametrize("to", ENDS)
def test_every_call_ends_as_it_really_did(follower: Follower, to: str) -> None:
    assert asyncio.run(follower.follow(to)) == ENDS[to]
    answered = any(status[2] in {"Success", "Finished"} for status in COURSES.get(to, ()))
    said = any(call.state in {"connected", "ended"} for call in follower.told)
    assert said == (answered or to == ORDINARY)


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_for_ever_is_never_an_outcome(follower: Follower, nonsense: str) -> None:
    fault = NONSENSE[nonsense]
    told = asyncio.run(follower.follow(ORDINARY, replace(fault, times=FOR_EVER)))
    assert told == ("unknown", "outcome_unknown")
    assert {call.state for call in follower.told} == {"placing", "ringing_you", "unknown"}


@pytest.mark.parametrize("nonsense", sorted(NONSENSE.keys() - {"not found"}))
def test_nonsense_for_a_while_changes_nothing(follower: Follower, nonsense: str) -> None:
    fault = NONSENSE[nonsense]
    told = asyncio.run(follower.follow(ORDINARY, replace(fault, times=2)))
    assert told == ("ended", None)


def test_asking_stays_within_the_limits_and_stops_for_a_penalty(follower: Follower) -> None:
    penalty = Fault("GET", READ, nth=3, answer=faults.too_many("30"))
    asyncio.run(follower.follow("+12125550130", penalty))
    asked = follower.reads()
    assert asked[3] - asked[2] >= 30
    for start in asked:
        assert sum(start <= moment < start + 60 for moment in asked) <= 25


def test_a_call_that_nobody_ends_is_not_followed_for_ever(follower: Follower) -> None:
    asyncio.run(follower.follow("+12125550132"))
    hours = (follower.clock.now - follower.told[0].placed_at) / 3600
    assert 4 <= hours < 4.1


@pytest.mark.parametrize(
    ("waits", "said", "end"),
    [
        (0.0, "cancelled", "cancelled"),
        (3.9, "cancelled", "cancelled"),
        (4.1, "too_late_to_cancel", "ended"),
        (17, "too_late_to_cancel", "ended"),
    ],
)
def test_cancelling_is_told_as_it_went(
    follower: Follower, waits: float, said: str, end: str
) -> None:
    """The user answers the phone 4 seconds after the click. A later cancellation comes too late,
    although RingCentral still accepts it. 17 seconds after the click, the call has ended."""
    assert asyncio.run(follower.cancel(waits)) == (said, end)


@pytest.mark.parametrize(("waits", "end"), [(0.0, "cancelled"), (5.0, "ended")])
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_cancelling_of_which_nothing_is_heard_is_not_called_cancelled(
    follower: Follower, method: str, waits: float, end: str
) -> None:
    """RingCentral's answer to the cancellation, or to the host's status request after it, is lost.
    So the host does not report "cancelled" yet. A later status request shows how the call ended."""
    lost = Fault(method, READ, cut="request", times=FOR_EVER)
    assert asyncio.run(follower.cancel(waits, lost)) == ("exchange_unreachable", end)
