"""Tests the lists of phones and caller IDs, the labels of their entries, and the copy on disk,
which the host returns before RingCentral answers."""

import asyncio
import json
import re
import stat
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from click_to_call.errors import Problem
from click_to_call.host.protocol import Numbers
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call.ringcentral.directory import VERSION, NumberDirectory
from click_to_call.ringcentral.number_entries import caller_ids, from_numbers, mended
from click_to_call_simulator import Fault, Response, Settings, faults
from click_to_call_simulator.account import FORWARDING, PHONES
from click_to_call_simulator.account import Account as SimulatedAccount
from click_to_call_simulator.http_types import json_response
from tests.support.signed_in_client import START, World, world

_Result = TypeVar("_Result")

FORBIDDEN = Response(403, {}, b'{"errors": [{"errorCode": "CMN-408", "permissionName": "X"}]}')


def use(place: World, work: Callable[[NumberDirectory], Awaitable[_Result]]) -> _Result:
    """Runs `work` with the NumberDirectory of a host that has just started, and returns the result
    of `work`. A NumberDirectory holds the lists of the user's phones and caller IDs."""

    async def run(exchange: RingCentralClient) -> _Result:
        lists = NumberDirectory(exchange, place.config, clock=place.clock)
        try:
            return await work(lists)
        finally:
            await lists.aclose()

    return place.use(run)


def read(lists: NumberDirectory) -> Awaitable[Numbers]:
    return lists.numbers()


def refresh(lists: NumberDirectory) -> Awaitable[Numbers]:
    return lists.numbers(refresh=True)


async def read_and_wait(lists: NumberDirectory) -> Numbers:
    """Reads the lists, and waits until the host has renewed them in the background."""
    numbers = await lists.numbers()
    if lists._fetching is not None:
        await asyncio.wait([lists._fetching])
    return numbers


# --- records to entries --------------------------------------------------------------------------


def phone(**fields: Any) -> dict[str, Any]:
    return {
        "phoneNumber": "+14155550100",
        "type": "Mobile",
        "features": ["CallForwarding"],
        **fields,
    }


def company(**fields: Any) -> dict[str, Any]:
    usual = {"usageType": "CompanyNumber", "type": "VoiceFax", "features": ["CallerId"]}
    return {"phoneNumber": "+16505550110", **usual, **fields}


def test_the_phones_of_the_simulated_user() -> None:
    entries = [(entry.phone_number, entry.label, entry.group) for entry in from_numbers(FORWARDING)]
    assert entries == [
        ("+14155550100", "My mobile", "forwarding"),
        ("+16505550199", "Home office", "forwarding"),
        ("+16505550147", "Front desk", "forwarding"),
        ("+442079460018", "London office", "forwarding"),
        ("+16505550104", "Phone", "forwarding"),
        ("+16505550105", "Conference room", "forwarding"),
        ("+14155550107", "Work mobile", "forwarding"),
        ("+16505550102", "Polycom VVX 450", "other"),
        ("+16505550103", "RingCentral for Desktop", "other"),
    ]


def test_the_numbers_the_simulated_user_may_show() -> None:
    entries = [(entry.phone_number, entry.label, entry.group) for entry in caller_ids(PHONES)]
    assert entries == [
        ("+16505550112", "Direct number", "direct"),
        ("+16505550113", "Support", "direct"),
        ("+14155550107", "Business mobile", "direct"),
        ("+18005550199", "Main company number", "company"),
        ("+16505550110", "Sales", "company"),
        ("+442079460019", "London", "company"),
        ("+16505550115", "Forwarded number", "company"),
        ("+16505550118", "Company number", "company"),
        ("+16505550117", "Direct number", "direct"),  # RingCentral has not ported this number yet.
    ]


@pytest.mark.parametrize("status", ["Pending", "Temporary", "Unknown", "Whatever comes next"])
def test_a_number_that_is_not_in_service_is_never_the_one_chosen_unasked(status: str) -> None:
    ported = company(phoneNumber="+16505550117", usageType="DirectNumber", status=status)
    main = company(phoneNumber="+18005550199", usageType="MainCompanyNumber", status="Normal")
    assert [entry.phone_number for entry in caller_ids([ported, main])] == [
        "+18005550199",
        "+16505550117",
    ]
    phones = [phone(phoneNumber="+14155550100", status=status), phone(phoneNumber="+14155550101")]
    assert from_numbers(phones)[0].phone_number == "+14155550101"


@pytest.mark.parametrize("status", ["Normal", "PortedIn", "", None])
def test_a_number_in_service_keeps_its_place(status: str | None) -> None:
    own = company(phoneNumber="+16505550117", usageType="DirectNumber", status=status)
    main = company(phoneNumber="+18005550199", usageType="MainCompanyNumber", status="Normal")
    assert caller_ids([main, own])[0].phone_number == "+16505550117"


def test_what_the_host_names_has_a_code_and_what_its_owner_named_has_none() -> None:
    named, unnamed = caller_ids([company(label="Sales"), company(phoneNumber="+16505550111")])
    assert (named.label, named.kind) == ("Sales", "")
    assert unnamed.kind == "company"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+14155552671", "+14155552671"),
        ("14155552671", "+14155552671"),
        ("442079460018", "+442079460018"),
        ("+1 (415) 555-2671", "+14155552671"),
        # No plus is added to this national number, because the result would begin with
        # Switzerland's code, +41.
        ("4155552671", None),
        ("6505551212", None),  # +65 0555 is not a number of Singapore
        ("(415) 555-2671", None),
        ("911", None),
        ("+911", None),
        ("101", None),
        ("+0123456789", None),
        ("0014155552671", None),
        ("+1415555267100000", None),
        ("14155552671*101", None),
        ("+1415FLOWERS", None),
        ("", None),
        ("+", None),
    ],
)
def test_a_missing_plus_is_mended_and_nothing_is_guessed(text: str, number: str | None) -> None:
    assert mended(text) == number


@pytest.mark.parametrize(
    ("record", "label"),
    [
        (phone(label="  Ada's\n phone "), "Ada's phone"),
        (phone(label=""), "Mobile"),
        (phone(label=None), "Mobile"),
        (phone(label="x" * 100), "x" * 60),
        (phone(label="\u202ereversed"), "Mobile"),
        (phone(type="Home"), "Home"),
        (phone(type="PhoneLine"), "Desk phone"),
        (phone(type="Brandnew"), "Phone"),
        (phone(type=None), "Phone"),
    ],
)
def test_a_phone_is_called_as_its_owner_calls_it(record: dict[str, Any], label: str) -> None:
    assert [entry.label for entry in from_numbers([record])] == [label]


@pytest.mark.parametrize(
    ("usage", "label", "group"),
    [
        ("DirectNumber", "Direct number", "direct"),
        ("MainCompanyNumber", "Main company number", "company"),
        ("ContactCenterNumber", "Contact center number", "company"),
        ("ELIN", "Emergency location number", "company"),
        ("ForwardedCompanyNumber", "Forwarded company number", "company"),
        ("NumberPool", "Number pool", "company"),
        ("", "Number", "company"),
        (None, "Number", "company"),
    ],
)
def test_a_number_to_show_is_called_by_its_use(usage: str, label: str, group: str) -> None:
    (entry,) = caller_ids([company(usageType=usage)])
    assert (entry.label, entry.group) == (label, group)


@pytest.mark.parametrize(
    "record",
    [
        {},
        phone(phoneNumber=""),
        phone(phoneNumber=None),
        phone(phoneNumber=14155550100),
        phone(features=[]),
        phone(features=None),
        phone(features="CallForwarding"),
        phone(type="ExtensionApps", phoneNumber=""),
    ],
)
def test_what_cannot_be_rung_is_left_out(record: dict[str, Any]) -> None:
    assert from_numbers([record]) == ()


@pytest.mark.parametrize(
    "record",
    [company(features=["SmsSender"]), company(features=[]), company(type="FaxOnly"), {}],
)
def test_what_cannot_be_shown_is_left_out(record: dict[str, Any]) -> None:
    assert caller_ids([record]) == ()


def test_one_number_stands_once_in_its_best_place() -> None:
    flip = phone(features=["CallFlip"], label="Flip")
    assert [entry.group for entry in from_numbers([flip, phone(), phone()])] == ["forwarding"]
    both = [company(), company(usageType="DirectNumber"), company(usageType="MainCompanyNumber")]
    assert [entry.group for entry in caller_ids(both)] == ["direct"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
NUMBERS = st.sampled_from(["+14155550100", "14155550100", "+16505550110", "", "911"]) | ANYTHING
WORDS = st.sampled_from(["CallForwarding", "CallFlip", "CallerId", "DirectNumber", "FaxOnly"])
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "phoneNumber": NUMBERS,
        "features": st.lists(WORDS | ANYTHING, max_size=4) | ANYTHING,
        "label": ANYTHING,
        "type": WORDS | ANYTHING,
        "usageType": WORDS | ANYTHING,
    },
)


@settings(deadline=None)  # There is no deadline, because a busy computer must not fail the test.
@given(st.lists(RECORDS, max_size=6))
def test_whatever_is_sent_what_is_offered_can_be_called(records: list[dict[str, Any]]) -> None:
    for entries in (from_numbers(records), caller_ids(records)):
        numbers = [entry.phone_number for entry in entries]
        assert len(set(numbers)) == len(numbers)
        assert all(re.fullmatch(r"\+[1-9][0-9]{6,14}", number) for number in numbers)
        assert all(entry.label.strip() and len(entry.label) <= 60 for entry in entries)


# --- requests ------------------------------------------------------------------------------------


def test_both_lists_are_asked_for_with_all_their_pages(tmp_path: Path) -> None:
    with world(tmp_path, Settings(per_minute={}, largest_page=2)) as place:
        numbers = use(place, read)
        assert len(numbers.from_) == 9
        assert len(numbers.caller_id) == 9
        assert numbers.problems == {}
        assert numbers.fetched_at == place.clock.now
        assert place.asked.count("GET forwarding-number") == 6
        assert place.asked.count("GET phone-number") == 6


@pytest.mark.parametrize(
    ("path", "lost"), [("forwarding-number", "from"), ("phone-number", "caller_id")]
)
def test_one_forbidden_list_does_not_lose_the_other(tmp_path: Path, path: str, lost: str) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(path=path, answer=FORBIDDEN, times=9))
        numbers = use(place, read)
    assert numbers.problems.keys() == {lost}
    assert numbers.problems[lost].code == "permission_missing"
    assert {"from": bool(numbers.from_), "caller_id": bool(numbers.caller_id)} == {
        "from": lost != "from",
        "caller_id": lost != "caller_id",
    }


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(path="number", answer=FORBIDDEN, times=9), "permission_missing"),
        (Fault(path="number", answer=faults.server_error(), times=9), "exchange_unreachable"),
        (Fault(path="number", cut="request", times=9), "exchange_unreachable"),
        (Fault(path="number", answer=faults.captive_portal(), times=9), "exchange_not_understood"),
    ],
)
def test_two_lost_lists_are_a_problem(tmp_path: Path, fault: Fault, code: str) -> None:
    with world(tmp_path) as place:
        place.simulator.faults.add(fault)
        with pytest.raises(Problem) as raised:
            use(place, read)
        assert raised.value.code == code


def test_without_a_sign_in_there_are_no_lists(tmp_path: Path) -> None:
    with world(tmp_path, signed_in=False) as place:
        with pytest.raises(Problem, match="not_signed_in"):
            use(place, read)
        assert not use(place, lambda lists: lists.account()).signed_in
        assert use(place, lambda lists: lists.home()) is None
        assert place.requests == []


# --- the copy ------------------------------------------------------------------------------------


def test_a_host_just_started_answers_from_the_copy_and_asks_nothing(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        first = use(place, read)
        account = use(place, lambda lists: lists.account())
        asked = len(place.requests)
        place.clock.now += 299
        assert use(place, read) == first
        assert use(place, lambda lists: lists.account()) == account
        assert use(place, lambda lists: lists.home()) == "US"
        assert len(place.requests) == asked


def test_an_old_copy_answers_at_once_and_is_renewed_behind(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        first = use(place, read)
        place.clock.now += 301
        place.simulator.faults.add(Fault(path="number", delay_seconds=0.2, times=2))

        async def read_quickly(lists: NumberDirectory) -> Numbers:
            numbers = await lists.numbers()
            assert lists._fetching is not None
            assert not lists._fetching.done(), "the answer waited for RingCentral"
            await asyncio.wait([lists._fetching])
            assert await lists.numbers() != numbers
            return numbers

        assert use(place, read_quickly) == first
        assert use(place, read).fetched_at == place.clock.now


def test_a_clock_set_back_makes_a_copy_old(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        use(place, read)
        place.clock.now -= 3000
        use(place, read_and_wait)
        assert use(place, read).fetched_at == place.clock.now


def test_asking_for_a_refresh_waits_for_ringcentral(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        use(place, read)
        place.clock.now += 1
        assert use(place, refresh).fetched_at == place.clock.now


def test_a_copy_outlives_a_ringcentral_out_of_reach(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        first = use(place, read)
        place.clock.now += 301
        place.simulator.faults.add(Fault(path="number", cut="request", times=99))
        for _ in range(3):
            assert use(place, read_and_wait) == first


def test_one_list_out_of_reach_stays_as_it_was(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        first = use(place, read)
        place.simulator.faults.add(Fault(path="phone-number", answer=faults.server_error()))
        second = use(place, refresh)
        assert second.caller_id == first.caller_id
        assert second.problems["caller_id"].code == "exchange_unreachable"
        third = use(place, read_and_wait)
        assert third.problems, "the copy says what was wrong with it"
        assert not use(place, read).problems, "and was asked for anew at the first occasion"


def test_many_at_once_ask_once(tmp_path: Path) -> None:
    async def read_often(lists: NumberDirectory) -> None:
        first, *others = await asyncio.gather(*(lists.numbers() for _ in range(10)))
        assert all(other == first for other in others)

    with world(tmp_path, Settings(per_minute={}, largest_page=100)) as place:
        use(place, read_often)
        assert sorted(place.asked) == ["GET forwarding-number", "GET phone-number"]


def test_giving_up_one_question_does_not_spoil_another(tmp_path: Path) -> None:
    async def give_one_up(lists: NumberDirectory) -> None:
        impatient = asyncio.create_task(lists.numbers())
        patient = asyncio.create_task(lists.numbers())
        while not place.requests:
            await asyncio.sleep(0.005)
        impatient.cancel()
        assert (await patient).from_

    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(path="number", delay_seconds=0.2))
        use(place, give_one_up)


def test_the_copy_of_another_user_is_not_shown(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        use(place, read)
        (copy,) = place.config.state.glob("lists-*.json")
        fields = json.loads(copy.read_text())
        fields["owner"] = "somebody else"
        copy.write_text(json.dumps(fields))
        asked = len(place.requests)
        use(place, read)
        assert len(place.requests) > asked


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"owner": 3}', b"\xff\xfe", b"0" * 99_999])
def test_a_spoilt_copy_is_no_obstacle(tmp_path: Path, spoilt: bytes) -> None:
    with world(tmp_path) as place:
        first = use(place, read)
        (copy,) = place.config.state.glob("lists-*.json")
        copy.write_bytes(spoilt)
        assert use(place, read) == first


def test_the_copy_is_the_users_own_and_holds_no_secret(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        use(place, read)
        (copy,) = place.config.state.glob("lists-*.json")
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        tokens = asyncio.run(place.store.load())
        assert tokens is not None
        for secret in (tokens.access_token, tokens.refresh_token, tokens.jwt):
            assert secret not in copy.read_text()
        assert [path.name for path in place.config.state.glob("lists-*")] == [copy.name]


def test_where_nothing_can_be_written_memory_serves(tmp_path: Path) -> None:
    async def read_twice(lists: NumberDirectory) -> None:
        first = await lists.numbers()
        assert await lists.numbers() == first

    with world(tmp_path) as place:
        for file in place.config.state.iterdir():
            file.unlink()
        place.config.state.rmdir()
        place.config.state.write_text("a file where the folder should be")
        use(place, read_twice)
        assert place.asked.count("GET forwarding-number") == 3


def test_signing_out_removes_the_copy(tmp_path: Path) -> None:
    async def forget(lists: NumberDirectory) -> None:
        await lists.numbers()
        lists.forget()

    with world(tmp_path) as place:
        use(place, forget)
        assert list(place.config.state.glob("lists-*")) == []


def test_what_arrives_after_signing_out_is_not_kept(tmp_path: Path) -> None:
    async def sign_out_while_asking(lists: NumberDirectory) -> None:
        asking = asyncio.create_task(lists.numbers())
        while not place.requests:
            await asyncio.sleep(0.005)
        lists.forget()
        assert (await asking).from_, "who asked before still gets the answer"

    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(path="number", delay_seconds=0.2))
        use(place, sign_out_while_asking)
        assert list(place.config.state.glob("lists-*")) == []


def test_the_home_is_not_waited_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click_to_call.ringcentral.directory.HOME_WITHIN_SECONDS", 0.05)
    with world(tmp_path) as place:
        place.simulator.faults.add(Fault(delay_seconds=1))
        assert use(place, lambda lists: lists.home()) is None


def test_a_user_without_phones_has_empty_lists(tmp_path: Path) -> None:
    account = SimulatedAccount(forwarding=(), phones=())
    with world(tmp_path, Settings(per_minute={}, account=account)) as place:
        numbers = use(place, read)
    assert (numbers.from_, numbers.caller_id, numbers.problems) == ((), (), {})


def test_of_thousands_of_caller_ids_as_many_are_offered_as_an_answer_holds(tmp_path: Path) -> None:
    phones = tuple(
        {**PHONES[1], "phoneNumber": f"+1650{index:07}"} for index in range(2_000_000, 2_005_000)
    )
    account = SimulatedAccount(forwarding=FORWARDING, phones=phones)
    with world(tmp_path, Settings(per_minute={}, account=account)) as place:
        assert len(use(place, read).caller_id) == 200


def test_a_phone_that_was_added_is_there_at_the_next_look(tmp_path: Path) -> None:
    """The copy of the lists on disk contains no phone that can ring. So the host does not use the
    copy, and requests the lists from RingCentral again."""
    with world(tmp_path) as place:
        nothing = json_response({"records": []})
        place.simulator.faults.add(Fault(path="-number$", answer=nothing, times=2))
        assert use(place, read).from_ == ()
        assert use(place, read).from_ != ()


# --- a sign-in that has expired -------------------------------------------------------------------

BY_BROWSER = Settings(per_minute={}, access_token_seconds=600, refresh_token_seconds=3600)


def without_jwt(place: World) -> None:
    """Removes the JWT, as after a sign-in with the browser, so that the sign-in can expire."""
    tokens = asyncio.run(place.store.load())
    assert tokens is not None
    asyncio.run(place.store.save(replace(tokens, jwt="")))


@pytest.mark.parametrize("is_reachable", [True, False])
def test_a_sign_in_that_the_clock_has_ended_is_not_answered_from_the_copy(
    tmp_path: Path, is_reachable: bool
) -> None:
    with world(tmp_path, BY_BROWSER) as place:
        without_jwt(place)
        assert use(place, lambda lists: lists.account()).signed_in
        place.clock.now += 3599
        assert use(place, lambda lists: lists.account()).signed_in, "it can still be renewed"
        place.clock.now += 1
        if not is_reachable:
            place.simulator.faults.add(Fault(cut="accept", times=9))
        for _ in range(2):
            with pytest.raises(Problem, match="sign_in_expired"):
                use(place, lambda lists: lists.account())
        assert len(place.simulator.sign_ins.sessions) == 1


def test_a_clock_set_forward_ends_no_sign_in(tmp_path: Path) -> None:
    with world(tmp_path, BY_BROWSER) as place:
        without_jwt(place)
        use(place, lambda lists: lists.account())
        place.simulator.clock = lambda: START  # RingCentral's clock stays right
        place.simulator.sign_ins.now = place.simulator.clock
        place.clock.now += 86_400
        assert use(place, lambda lists: lists.account()).signed_in


def test_a_jwt_is_never_over_by_the_clock(tmp_path: Path) -> None:
    with world(tmp_path, BY_BROWSER) as place:
        use(place, lambda lists: lists.account())
        place.clock.now += 86_400
        asked = len(place.requests)
        assert use(place, lambda lists: lists.account()).signed_in
        assert len(place.requests) == asked


# --- phones that the user typed -------------------------------------------------------------------


def test_a_phone_typed_by_hand_is_offered_last_until_somebody_signs_out(tmp_path: Path) -> None:
    async def type_one(lists: NumberDirectory) -> Numbers:
        await lists.remember_phone("+12125550177")
        return await lists.numbers()

    async def sign_out(lists: NumberDirectory) -> Numbers:
        lists.forget()
        lists.forget_phones()
        return await lists.numbers()

    with world(tmp_path) as place:
        for numbers in (use(place, type_one), use(place, read), use(place, refresh)):
            assert (numbers.from_[-1].phone_number, numbers.from_[-1].group) == (
                "+12125550177",
                "typed",
            )
            assert [entry.group for entry in numbers.from_].count("typed") == 1
        assert "typed" not in {entry.group for entry in use(place, sign_out).from_}


def test_a_typed_phone_that_the_account_has_is_the_accounts(tmp_path: Path) -> None:
    async def type_one(lists: NumberDirectory) -> Numbers:
        await lists.remember_phone("+14155550100")
        return await lists.numbers()

    with world(tmp_path) as place:
        assert "typed" not in {entry.group for entry in use(place, type_one).from_}


@pytest.mark.parametrize("version", [0, VERSION - 1, VERSION + 1])
def test_a_copy_of_another_version_counts_as_none(tmp_path: Path, version: int) -> None:
    with world(tmp_path) as place:
        use(place, read)
        (file,) = place.config.state.glob("lists-*.json")
        kept = json.loads(file.read_text("utf-8"))
        assert kept["version"] == VERSION
        kept["version"] = version
        kept["numbers"]["from"] = []
        file.write_text(json.dumps(kept), "utf-8")
        assert use(place, read).from_ != ()
