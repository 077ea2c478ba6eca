"""Tests that the host places, follows and cancels calls, and places at most one call for one click.

The journal is real. Classes of this file stand in for RingCentral and for the clock, so each test
says how RingCentral answers and what time it is.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from click_to_call.calls import polling, service
from click_to_call.calls.journal import Caps, Journal
from click_to_call.calls.service import CallService
from click_to_call.calls.status import FINAL, read_legs
from click_to_call.errors import Problem
from click_to_call.host.dispatcher import WITHIN_SECONDS
from click_to_call.host.protocol import Call, CallPlace, Numbers, PhoneNumber, ProblemBody

TO = "+12125550100"
MOBILE = PhoneNumber(phone_number="+14155550100", label="My mobile", group="forwarding")
DESK = PhoneNumber(phone_number="+16505550102", label="Desk phone", group="other")
DIRECT = PhoneNumber(phone_number="+16505550112", label="Direct number", group="direct")
MAIN = PhoneNumber(phone_number="+18005550199", label="Main company number", group="company")
BOTH_LISTS = Numbers(from_=(MOBILE, DESK), caller_id=(DIRECT, MAIN), fetched_at=0.0)


@dataclass(frozen=True)
class Legs:
    """RingCentral's report on one call: the state of the call, of the user's phone and of the
    called phone."""

    call_status: str = "InProgress"
    caller_status: str = "InProgress"
    callee_status: str = "InProgress"
    id: str = "R1"


RINGS_YOU = Legs()
RINGS_THEM = Legs(caller_status="Success")
CONNECTED = Legs("Success", "Success", "Success")
OVER = Legs("Finished", "Finished", "Finished")

Answer = Legs | BaseException | Callable[[], Awaitable[Legs]]


@dataclass
class RingCentralClient:
    """A client of RingCentral that returns the prepared answers and records the requests."""

    create: Answer = RINGS_YOU
    statuses: list[Answer] = field(default_factory=lambda: [OVER])
    cancelled: Problem | None = None
    created: list[dict[str, object]] = field(default_factory=list)
    asked: int = 0
    deleted: list[str] = field(default_factory=list)

    async def ring_out(
        self, *, to: str, from_: str, caller_id: str | None, play_prompt: bool
    ) -> Legs:
        self.created.append(
            {"to": to, "from": from_, "caller_id": caller_id, "play_prompt": play_prompt}
        )
        return await _give(self.create)

    async def ring_out_status(self, ring_out_id: str) -> Legs:
        assert ring_out_id == "R1"
        self.asked += 1
        return await _give(self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0])

    async def cancel_ring_out(self, ring_out_id: str) -> None:
        self.deleted.append(ring_out_id)
        if self.cancelled:
            raise self.cancelled


async def _give(answer: Answer) -> Legs:
    if isinstance(answer, BaseException):
        raise answer
    return answer if isinstance(answer, Legs) else await answer()


@dataclass
class Account:
    region: str | None = "US"
    lists: Numbers = BOTH_LISTS

    async def home(self) -> str | None:
        return self.region

    async def numbers(self) -> Numbers:
        return self.lists


@dataclass
class Clock:
    """A clock whose `sleep` returns at once and moves the time forward."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


class Desk:
    """A CallService with the parts that it depends on: the journal, the clock, the account and the
    client of RingCentral."""

    def __init__(self, folder: Path) -> None:
        self.exchange = RingCentralClient()
        self.account = Account()
        self.clock = Clock()
        self.journal = Journal(folder, now=self.clock.time)
        self.pushed: list[Call] = []
        self.desk = CallService(
            exchange=self.exchange,
            account=self.account,
            journal=self.journal,
            caps=Caps(per_minute=10, per_day=500),
            clock=self.clock,
            push=self.pushed.append,
        )

    async def place(self, call_id: str = "a", to: str = TO, **fields: Any) -> Call:
        return await self.desk.place(CallPlace(id=call_id, to=to, **fields))

    async def until_final(self) -> Call:
        async with asyncio.timeout(10):
            while not self.pushed or self.pushed[-1].state not in FINAL:
                await asyncio.sleep(0)
        return self.pushed[-1]

    def refused(self, **fields: Any) -> str:
        with pytest.raises(Problem) as caught:
            asyncio.run(self.place(**fields))
        return caught.value.code

    @property
    def states(self) -> list[str]:
        return [call.state for call in self.pushed]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.journal.close()


# --- placing -------------------------------------------------------------------------------------


def test_places_with_the_first_of_each_list(desk: Desk) -> None:
    call = asyncio.run(desk.place())
    assert desk.exchange.created == [
        {"to": TO, "from": "+14155550100", "caller_id": "+16505550112", "play_prompt": True}
    ]
    assert (call.call_id, call.state, call.to, call.cancellable) == ("a", "ringing_you", TO, True)


def test_places_with_what_was_picked(desk: Desk) -> None:
    asyncio.run(desk.place(from_=DESK.phone_number, caller_id=MAIN.phone_number, play_prompt=False))
    assert desk.exchange.created == [
        {"to": TO, "from": "+16505550102", "caller_id": "+18005550199", "play_prompt": False}
    ]


def test_the_extension_may_lower_the_caps_and_never_raise_them(desk: Desk) -> None:
    async def live() -> None:
        await desk.place("a", calls_per_day=1_000_000, calls_per_minute=1_000_000)
        await desk.until_final()

    asyncio.run(live())
    with pytest.raises(Problem) as caught:
        asyncio.run(desk.place("b", calls_per_day=1))
    parameters = caught.value.parameters
    assert (caught.value.code, parameters) == ("too_many_calls", {"reason": "day", "calls": 1})
    assert desk.refused(call_id="c", calls_per_minute=1) == "too_many_calls"
    assert Caps(10, 500).lowered(1_000, 40) == Caps(10, 40)
    assert Caps(10, 500).lowered(None, None) == Caps(10, 500)


def test_the_row_is_written_before_the_exchange_is_asked(desk: Desk) -> None:
    async def look() -> Legs:
        assert desk.journal.read("a").state == "placing"
        assert desk.states == ["placing"]
        return RINGS_YOU

    desk.exchange.create = look
    asyncio.run(desk.place())
    assert len(desk.exchange.created) == 1


def test_reads_a_national_number_in_the_pages_region(desk: Desk) -> None:
    asyncio.run(desk.place(to="020 7946 0958", region="GB", confirmed=True))
    assert desk.exchange.created[0]["to"] == "+442079460958"


def test_reads_a_national_number_at_home_without_a_region(desk: Desk) -> None:
    asyncio.run(desk.place(to="(212) 555-0100"))
    assert desk.exchange.created[0]["to"] == TO


def test_an_extension_is_kept_but_not_dialled(desk: Desk) -> None:
    call = asyncio.run(desk.place(to=f"{TO};ext=12"))
    assert call.to == f"{TO};ext=12"
    assert desk.exchange.created[0]["to"] == TO


def test_without_caller_ids_none_is_sent(desk: Desk) -> None:
    desk.account.lists = Numbers(from_=(MOBILE,), caller_id=(), fetched_at=0.0)
    asyncio.run(desk.place())
    assert desk.exchange.created[0]["caller_id"] is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": "911"}, "emergency_number"),
        ({"to": "9 911"}, "emergency_number"),
        ({"to": "+1 911"}, "emergency_number"),
        ({"to": "242733"}, "short_number"),
        ({"to": "hello"}, "not_a_number"),
        ({"to": MOBILE.phone_number}, "same_number"),
        ({"to": DESK.phone_number, "from_": DESK.phone_number}, "same_number"),
        ({"from_": "+12125550199"}, "not_your_number"),
        ({"caller_id": "+12125550199"}, "unknown_caller_id"),
        ({"to": "+1 900 234 5678"}, "confirmation_needed"),
        ({"to": "+1 212 976 1234"}, "confirmation_needed"),
        ({"to": "+44 20 7946 0958"}, "confirmation_needed"),
        ({"to": "+881 612 345 678"}, "confirmation_needed"),
    ],
)
def test_refuses_without_asking_the_exchange(desk: Desk, fields: dict[str, Any], code: str) -> None:
    assert desk.refused(**fields) == code
    assert desk.exchange.created == []
    assert desk.journal.recent(10) == []
    assert desk.pushed == []


def test_no_confirmation_opens_an_emergency_line(desk: Desk) -> None:
    assert desk.refused(to="911", confirmed=True) == "emergency_number"


@pytest.mark.parametrize("phone", ["+12125550199", "+19002345678", "911", "hello", ""])
def test_no_confirmation_makes_a_strangers_phone_ring_first(desk: Desk, phone: str) -> None:
    assert desk.refused(from_=phone, confirmed=True) == "not_your_number"
    assert desk.exchange.created == []


def test_a_phone_typed_by_hand_is_the_users(desk: Desk) -> None:
    typed = PhoneNumber(phone_number="+12125550199", label="Another phone", group="typed")
    desk.account.lists = Numbers(from_=(MOBILE, typed), caller_id=(), fetched_at=0.0)
    asyncio.run(desk.place(from_=typed.phone_number))
    assert desk.exchange.created[0]["from"] == typed.phone_number


def test_a_phone_typed_by_hand_does_not_call_itself(desk: Desk) -> None:
    typed = PhoneNumber(phone_number="+12125550199", label="Another phone", group="typed")
    desk.account.lists = Numbers(from_=(MOBILE, typed), caller_id=(), fetched_at=0.0)
    assert desk.refused(to=typed.phone_number, from_=typed.phone_number) == "same_number"


def test_a_confirmed_unusual_number_is_called(desk: Desk) -> None:
    asyncio.run(desk.place(to="+44 20 7946 0958", confirmed=True))
    assert len(desk.exchange.created) == 1


def test_an_account_without_phones_cannot_call(desk: Desk) -> None:
    desk.account.lists = Numbers(from_=(), caller_id=(DIRECT,), fetched_at=0.0)
    assert desk.refused() == "no_from_number"


@pytest.mark.parametrize("fields", [{}, {"from_": MOBILE.phone_number}])
def test_a_list_that_could_not_be_read_says_why(desk: Desk, fields: dict[str, str]) -> None:
    problems = {"from": ProblemBody(code="permission_missing", message="Tick ReadAccounts.")}
    desk.account.lists = Numbers(from_=(), caller_id=(), fetched_at=0.0, problems=problems)
    assert desk.refused(**fields) == "permission_missing"


# --- at most once --------------------------------------------------------------------------------


def test_the_same_id_never_places_twice(desk: Desk) -> None:
    async def twice() -> None:
        await desk.place()
        await desk.until_final()
        await desk.place()

    with pytest.raises(Problem, match="call_id_reused"):
        asyncio.run(twice())
    assert len(desk.exchange.created) == 1


def test_the_same_id_at_the_same_time_places_once(desk: Desk) -> None:
    async def together() -> list[Any]:
        return await asyncio.gather(*(desk.place() for _ in range(10)), return_exceptions=True)

    outcomes = asyncio.run(together())
    assert len(desk.exchange.created) == 1
    assert sum(isinstance(outcome, Call) for outcome in outcomes) == 1


def test_one_call_at_a_time(desk: Desk) -> None:
    desk.exchange.statuses = [RINGS_YOU]

    async def two() -> None:
        await desk.place("a")
        await desk.place("b", to="+12125550101")

    with pytest.raises(Problem, match="busy"):
        asyncio.run(two())
    assert len(desk.exchange.created) == 1


REFUSALS = [
    "exchange_unreachable",
    "exchange_refused",
    "rate_limited",
    "permission_missing",
    "ringout_not_in_plan",
    "caller_id_refused",
    "number_blocked",
    "country_disabled",
    "sign_in_expired",
    "keyring_locked",
]


@pytest.mark.parametrize("code", REFUSALS)
def test_a_named_refusal_is_a_failed_call(desk: Desk, code: str) -> None:
    desk.exchange.create = Problem(code)
    assert desk.refused() == code
    row = desk.journal.read("a")
    assert (row.state, row.problem_code) == ("failed", code)
    assert desk.states == ["placing", "failed"]


@pytest.mark.parametrize("code", ["outcome_unknown", "exchange_not_understood"])
def test_any_doubt_is_unknown_and_never_failed(desk: Desk, code: str) -> None:
    desk.exchange.create = Problem(code)
    assert desk.refused() == code
    assert desk.journal.read("a").state == "unknown"
    assert desk.states == ["placing", "unknown"]


def test_a_bug_while_asking_is_doubt(desk: Desk) -> None:
    desk.exchange.create = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        asyncio.run(desk.place())
    assert desk.journal.read("a").state == "unknown"


def test_a_deadline_while_asking_is_doubt(desk: Desk) -> None:
    async def never() -> Legs:
        await asyncio.Event().wait()
        return RINGS_YOU

    desk.exchange.create = never

    async def impatient() -> None:
        async with asyncio.timeout(0.05):
            await desk.place()

    with pytest.raises(TimeoutError):
        asyncio.run(impatient())
    assert desk.journal.read("a").state == "unknown"


def test_an_exchange_that_never_answers_is_doubt(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "PLACED_WITHIN_SECONDS", 0.02)

    async def never() -> Legs:
        await asyncio.Event().wait()
        return RINGS_YOU

    desk.exchange.create = never
    assert desk.refused() == "outcome_unknown"
    assert desk.journal.read("a").state == "unknown"


def test_lists_that_never_come_are_no_doubt(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "PREPARED_WITHIN_SECONDS", 0.02)

    async def never() -> Numbers:
        await asyncio.Event().wait()
        return BOTH_LISTS

    monkeypatch.setattr(desk.account, "numbers", never)
    assert desk.refused() == "exchange_unreachable"
    assert desk.exchange.created == []
    assert desk.journal.recent(1) == []


def test_the_desk_gives_up_before_the_dispatcher_does() -> None:
    assert (
        WITHIN_SECONDS[CallPlace] > service.PREPARED_WITHIN_SECONDS + service.PLACED_WITHIN_SECONDS
    )


def test_calling_again_after_doubt_asks_first(desk: Desk) -> None:
    desk.exchange.create = Problem("outcome_unknown")
    assert desk.refused() == "outcome_unknown"
    desk.exchange.create = RINGS_YOU
    assert desk.refused(call_id="b") == "confirmation_needed"
    assert asyncio.run(desk.place("c", confirmed=True)).state == "ringing_you"


def test_after_a_while_doubt_is_over(desk: Desk) -> None:
    desk.exchange.create = Problem("outcome_unknown")
    assert desk.refused() == "outcome_unknown"
    desk.exchange.create = RINGS_YOU
    desk.clock.now += service.IN_DOUBT_SECONDS + 1
    assert asyncio.run(desk.place("b")).state == "ringing_you"


def test_without_a_journal_nothing_is_placed(desk: Desk, tmp_path: Path) -> None:
    desk.journal.close()
    desk.journal.path.unlink(missing_ok=True)
    desk.journal.path.mkdir()
    assert desk.refused() == "journal_unusable"
    assert desk.exchange.created == []


def test_an_emergency_number_is_named_even_without_a_journal(desk: Desk) -> None:
    desk.journal.path.mkdir(parents=True)
    assert desk.refused(to="911") == "emergency_number"


def test_a_journal_that_fails_after_placing_does_not_hide_the_call(desk: Desk) -> None:
    async def lose_the_journal() -> Legs:
        desk.journal.close()
        desk.journal.path.unlink()
        desk.journal.path.mkdir()
        return RINGS_YOU

    desk.exchange.create = lose_the_journal

    async def place_and_follow() -> tuple[Call, Call]:
        return await desk.place(), await desk.until_final()

    placed, last = asyncio.run(place_and_follow())
    assert (placed.state, last.state) == ("ringing_you", "ended")


# --- following calls -----------------------------------------------------------------------------


def follow(desk: Desk, *statuses: Answer) -> Call:
    async def work() -> Call:
        desk.exchange.statuses = list(statuses)
        await desk.place()
        return await desk.until_final()

    return asyncio.run(work())


def test_follows_to_the_end(desk: Desk) -> None:
    last = follow(desk, RINGS_YOU, RINGS_THEM, CONNECTED, OVER)
    assert desk.states == [
        "placing",
        "ringing_you",
        "ringing_them",
        "connected",
        "ended",
    ]
    assert (last.problem, last.cancellable) == (None, False)
    assert desk.clock.slept == [2.5] * 4


def test_a_call_never_goes_backwards(desk: Desk) -> None:
    follow(desk, RINGS_THEM, RINGS_YOU, CONNECTED, RINGS_THEM, OVER)
    assert desk.states == ["placing", "ringing_you", "ringing_them", "connected", "ended"]


def test_unknown_words_say_nothing(desk: Desk) -> None:
    odd = Legs("Contemplating", "Meditating", "")
    follow(desk, odd, RINGS_THEM, odd, CONNECTED, OVER)
    assert desk.states == ["placing", "ringing_you", "ringing_them", "connected", "ended"]


def test_troubles_on_the_way_pass(desk: Desk) -> None:
    troubles = [Problem("exchange_unreachable"), Problem("rate_limited"), Problem("keyring_mute")]
    follow(desk, *troubles, CONNECTED, *troubles, OVER)
    assert desk.states == ["placing", "ringing_you", "connected", "ended"]


GONE = Problem("call_not_found")
NO_SESSION = Legs("NoSessionFound", "NoSessionFound", "NoSessionFound")


@pytest.mark.parametrize("gone", [GONE, NO_SESSION])
def test_a_call_that_is_lost_before_anyone_answered_was_placed_and_may_ring(
    desk: Desk, gone: Answer
) -> None:
    last = follow(desk, RINGS_YOU, gone)
    assert last.state == "unknown"
    assert last.problem is not None
    assert (last.problem.code, last.problem.parameters) == ("outcome_unknown", {"reason": "lost"})
    assert "took the call" in last.problem.message
    assert "may still ring" in last.problem.message


@pytest.mark.parametrize("gone", [GONE, NO_SESSION])
def test_a_call_that_is_lost_after_the_user_answered_is_over_and_not_in_doubt(
    desk: Desk, gone: Answer
) -> None:
    last = follow(desk, RINGS_THEM, gone)
    assert last.state == "unknown"
    assert last.problem is not None
    assert last.problem.parameters == {"reason": "answered"}
    assert "may" not in last.problem.message
    assert "was placed and you picked up" in last.problem.message
    assert not desk.journal.is_in_doubt(TO, within=1000)


@pytest.mark.parametrize("word", ["Invalid", "Unknown", "Contemplating", ""])
def test_a_call_of_which_nothing_is_told_does_not_block_the_next_for_long(
    desk: Desk, word: str
) -> None:
    began = desk.clock.now
    last = follow(desk, Legs(word, word, word))
    assert last.state == "unknown"
    assert (
        desk.clock.now - began
        <= polling.UNKNOWN_STATUS_LIMIT_SECONDS + 3 * polling.POLL_EVERY_SECONDS
    )


def test_an_exchange_out_of_reach_for_good_ends_it_all_the_same(desk: Desk) -> None:
    began = desk.clock.now
    last = follow(desk, Problem("exchange_unreachable"))
    assert last.state == "unknown"
    assert (
        desk.clock.now - began <= polling.UNREACHABLE_LIMIT_SECONDS + 2 * polling.POLL_EVERY_SECONDS
    )


def test_a_clock_set_back_does_not_let_a_call_ring_for_hours(desk: Desk) -> None:
    async def set_back() -> Legs:
        desk.clock.now -= 6 * 3600
        return RINGS_YOU

    call = follow(desk, set_back, Problem("exchange_unreachable"))
    assert call.state == "unknown"
    assert sum(desk.clock.slept) < 2 * polling.UNREACHABLE_LIMIT_SECONDS


def test_an_exchange_out_of_reach_does_not_end_a_call_that_rings(desk: Desk) -> None:
    """While RingCentral cannot be reached, the host keeps the last known state of the call."""
    away: list[Answer] = [Problem("exchange_unreachable")] * 60
    follow(desk, *away, RINGS_THEM, CONNECTED, OVER)
    assert desk.states[-3:] == ["ringing_them", "connected", "ended"]


def test_a_conversation_that_the_exchange_forgets_has_ended(desk: Desk) -> None:
    assert follow(desk, CONNECTED, Problem("call_not_found")).state == "ended"


def test_ringing_for_ever_ends_by_the_deadline(desk: Desk) -> None:
    began = desk.clock.now
    last = follow(desk, RINGS_YOU)
    assert last.state == "unknown"
    assert desk.clock.now - began <= polling.RINGING_LIMIT_SECONDS + polling.POLL_EVERY_SECONDS
    assert desk.exchange.asked <= 24 * polling.RINGING_LIMIT_SECONDS / 60 + 1


def test_a_long_conversation_is_asked_after_less_often(desk: Desk) -> None:
    last = follow(desk, CONNECTED)
    assert last.state == "ended"
    assert set(desk.clock.slept) == {
        polling.POLL_EVERY_SECONDS,
        polling.POLL_CONNECTED_EVERY_SECONDS,
    }
    assert (
        desk.exchange.asked
        < polling.CONNECTED_LIMIT_SECONDS / polling.POLL_CONNECTED_EVERY_SECONDS + 40
    )


@pytest.mark.parametrize(
    ("caller", "callee", "code"),
    [
        ("NoAnswer", "InProgress", "you_did_not_answer"),
        ("Busy", "InProgress", "you_are_busy"),
        ("Rejected", "InProgress", "call_rejected"),
        ("GenericError", "InProgress", "call_failed"),
        ("RingOutFromThisNumberIsNotSupported", "InProgress", "call_failed"),
        ("InternationalDisabled", "", "country_disabled"),
        ("NOANSWER", "", "you_did_not_answer"),
        ("Success", "Busy", "they_are_busy"),
        ("Success", "NoAnswer", "they_did_not_answer"),
        ("Success", "Rejected", "call_rejected"),
        ("Success", "GenericError", "call_failed"),
        ("Success", "InternationalDisabled", "country_disabled"),
        ("Success", "DestinationBlocked", "number_blocked"),
        ("Success", "NotEnoughFunds", "call_failed"),
        ("Success", "NosuchUser", "call_failed"),
        ("Success", "nosuchuser", "call_failed"),
        ("Success", "CannotReach", "call_failed"),
        ("Success", "Error", "call_failed"),
    ],
)
def test_each_failed_leg_has_its_words(desk: Desk, caller: str, callee: str, code: str) -> None:
    last = follow(desk, Legs("CannotReach", caller, callee))
    assert last.state == "failed"
    assert last.problem is not None
    assert last.problem.code == code
    assert last.problem.message.endswith((".", "?"))


@pytest.mark.parametrize(
    ("legs", "before", "state"),
    [
        (Legs("", "", ""), "ringing_you", "ringing_you"),
        (Legs("Success", "Success", "InProgress"), "ringing_you", "ringing_them"),
        (Legs("Success", "", ""), "ringing_you", "connected"),
        (Legs("InProgress", "Finished", "InProgress"), "ringing_them", "cancelled"),
        (Legs("InProgress", "Success", "Finished"), "connected", "ended"),
        (Legs("Finished", "", ""), "connected", "ended"),
        (Legs("CannotReach", "", ""), "ringing_you", "failed"),
        (Legs("NoSessionFound", "", ""), "ringing_you", "unknown"),
        (Legs("NoSessionFound", "", ""), "connected", "ended"),
        (Legs("Invalid", "Invalid", "Invalid"), "ringing_you", "ringing_you"),
        (Legs("NoAnsweringMachine", "", ""), "ringing_you", "failed"),
    ],
)
def test_reads_the_exchanges_words(legs: Legs, before: str, state: str) -> None:
    assert read_legs(legs, before=before)[0] == state


def test_a_create_answer_that_names_a_failure_is_one(desk: Desk) -> None:
    desk.exchange.create = Legs("CannotReach", "InternationalDisabled", "")
    assert asyncio.run(desk.place()).state == "failed"
    assert desk.exchange.asked == 0


def test_another_host_follows_on_what_this_one_left(desk: Desk, tmp_path: Path) -> None:
    desk.exchange.statuses = [RINGS_YOU]
    # The end of `asyncio.run` also ends the task that follows the call, as the end of a host does.
    asyncio.run(desk.place())
    desk.journal.close()
    other = Desk(tmp_path)
    other.clock.now = desk.clock.now
    other.exchange.statuses = [CONNECTED, OVER]

    async def look() -> tuple[Call, Call]:
        return await other.desk.read("a"), await other.until_final()

    first, last = asyncio.run(look())
    assert first.state != "ringing_you", "what became of it is asked for at once"
    assert last.state == "ended"
    other.journal.close()


def test_a_call_that_a_host_left_behind_does_not_block_the_next(desk: Desk, tmp_path: Path) -> None:
    desk.exchange.statuses = [RINGS_YOU]
    asyncio.run(desk.place())
    desk.journal.close()
    other = Desk(tmp_path)
    other.clock.now = desk.clock.now + 30
    other.exchange.statuses = [OVER]
    assert asyncio.run(other.place("b")).state == "ringing_you"
    assert other.journal.read("a").state == "ended"
    other.journal.close()


def test_an_exchange_that_does_not_tell_of_a_left_call_holds_up_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never() -> Legs:
        await asyncio.Event().wait()
        raise AssertionError("never")

    monkeypatch.setattr(service, "CAUGHT_UP_WITHIN_SECONDS", 0.01)
    asyncio.run(desk.place())
    desk.journal.close()
    other = Desk(tmp_path)
    other.clock.now = desk.clock.now
    other.exchange.statuses = [never]
    assert asyncio.run(other.desk.read("a")).state == "ringing_you"
    other.journal.close()


# --- cancelling calls ----------------------------------------------------------------------------


def cancel(desk: Desk, *, after: Answer = RINGS_YOU, then: Answer = RINGS_YOU) -> Call:
    async def work() -> Call:
        desk.exchange.statuses = [after]
        await desk.place()
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            while desk.exchange.asked == 0:
                await asyncio.sleep(0)
        desk.exchange.statuses = [then]
        return await desk.desk.cancel("a")

    return asyncio.run(work())


@pytest.mark.parametrize(
    "then",
    [Legs("CannotReach", "Rejected", "Rejected"), Problem("call_not_found")],
)
def test_cancels_before_the_phone_is_answered(desk: Desk, then: Answer) -> None:
    assert cancel(desk, then=then).state == "cancelled"
    assert desk.exchange.deleted == ["R1"]
    assert desk.states[-1] == "cancelled"
    assert desk.states.count("cancelled") == 1


@pytest.mark.parametrize(
    "seen_later", [Legs("CannotReach", "Rejected", "Rejected"), RINGS_YOU], ids=["shown", "silent"]
)
def test_a_cancelling_that_shows_late_is_told_when_it_shows(desk: Desk, seen_later: Legs) -> None:
    async def work() -> tuple[Call, Call]:
        desk.exchange.statuses = [RINGS_YOU]
        await desk.place()
        cancelled_at = desk.clock.now
        told = await desk.desk.cancel("a")
        desk.exchange.statuses = [RINGS_YOU, seen_later]
        last = await desk.until_final()
        assert (
            desk.clock.now - cancelled_at
            <= service.CANCEL_SHOWS_WITHIN_SECONDS + 2 * polling.POLL_EVERY_SECONDS
        )
        return told, last

    told, last = asyncio.run(work())
    assert (told.state, last.state, last.problem) == ("ringing_you", "cancelled", None)


def test_a_phone_answered_despite_a_cancelling_is_followed(desk: Desk) -> None:
    async def work() -> Call:
        desk.exchange.statuses = [RINGS_YOU]
        await desk.place()
        await desk.desk.cancel("a")
        desk.exchange.statuses = [RINGS_THEM, CONNECTED, OVER]
        return await desk.until_final()

    assert asyncio.run(work()).state == "ended"
    assert desk.states[-3:] == ["ringing_them", "connected", "ended"]


def test_another_host_can_cancel(desk: Desk, tmp_path: Path) -> None:
    desk.exchange.statuses = [RINGS_YOU]
    other = Desk(tmp_path)

    async def work() -> Call:
        await desk.place()
        other.exchange.statuses = [RINGS_YOU]
        cancelled = await other.desk.cancel("a")
        desk.exchange.statuses = [Legs("CannotReach", "Rejected", "Rejected")]
        assert (await desk.until_final()).state == "cancelled"
        return cancelled

    assert asyncio.run(work()).state == "cancelled"
    other.journal.close()


def test_a_bug_while_following_does_not_leave_a_call_ringing(desk: Desk) -> None:
    assert follow(desk, ZeroDivisionError(), RINGS_THEM, RecursionError(), OVER).state == "ended"


def test_after_the_first_leg_it_is_too_late(desk: Desk) -> None:
    with pytest.raises(Problem, match="too_late_to_cancel"):
        cancel(desk, after=RINGS_THEM)
    assert desk.exchange.deleted == []


def test_a_phone_answered_meanwhile_is_told_honestly(desk: Desk) -> None:
    with pytest.raises(Problem, match="too_late_to_cancel"):
        cancel(desk, then=RINGS_THEM)
    assert desk.states[-1] == "ringing_them"


def test_a_refused_cancel_leaves_the_call_going(desk: Desk) -> None:
    desk.exchange.cancelled = Problem("exchange_unreachable")
    with pytest.raises(Problem, match="exchange_unreachable"):
        cancel(desk)
    assert desk.states[-1] == "ringing_you"


def test_a_call_that_rings_on_after_a_failed_cancelling_is_not_called_cancelled(desk: Desk) -> None:
    async def work() -> Call:
        desk.exchange.statuses = [RINGS_YOU]
        await desk.place()
        desk.exchange.cancelled = Problem("exchange_unreachable")
        with pytest.raises(Problem, match="exchange_unreachable"):
            await desk.desk.cancel("a")
        rings = service.CANCEL_SHOWS_WITHIN_SECONDS / polling.POLL_EVERY_SECONDS + 3
        desk.exchange.statuses = [*[RINGS_YOU] * int(rings), RINGS_THEM, CONNECTED, OVER]
        return await desk.until_final()

    assert asyncio.run(work()).state == "ended"


def test_cancelling_while_placing_waits_for_the_answer(desk: Desk) -> None:
    async def work() -> Call:
        answered = asyncio.Event()

        async def slow() -> Legs:
            await answered.wait()
            return RINGS_YOU

        desk.exchange.create = slow
        desk.exchange.statuses = [RINGS_YOU]
        placing = asyncio.create_task(desk.place())
        while not desk.exchange.created:
            await asyncio.sleep(0)
        cancelling = asyncio.create_task(desk.desk.cancel("a"))
        await asyncio.sleep(0)
        answered.set()
        await placing
        await cancelling
        return await desk.until_final()

    assert asyncio.run(work()).state == "cancelled"
    assert desk.exchange.deleted == ["R1"]


def test_a_call_that_is_over_cannot_be_cancelled(desk: Desk) -> None:
    follow(desk, OVER)
    with pytest.raises(Problem, match="too_late_to_cancel"):
        asyncio.run(desk.desk.cancel("a"))


def test_an_unknown_call_cannot_be_cancelled(desk: Desk) -> None:
    with pytest.raises(Problem, match="call_not_found"):
        asyncio.run(desk.desk.cancel("never"))


def test_recent_calls_tell_what_became_of_them(desk: Desk) -> None:
    follow(desk, OVER)
    desk.exchange.create = Problem("number_blocked")
    desk.refused(call_id="b", to="+12125550101")
    recent = asyncio.run(desk.desk.recent(10)).calls
    assert [(call.call_id, call.state) for call in recent] == [("b", "failed"), ("a", "ended")]
    assert recent[0].problem is not None
    assert recent[0].problem.code == "number_blocked"
