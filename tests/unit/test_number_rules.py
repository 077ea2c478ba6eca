"""Tests the administrator's rules for phones and caller IDs. The host does not list a forbidden
number, does not ring it, and does not send it as a caller ID."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from click_to_call.errors import Problem
from click_to_call.host.protocol import CallPlace, Numbers
from click_to_call.host.services import Services
from click_to_call.ringcentral.directory import NumberDirectory
from click_to_call.ringcentral.number_rules import matches
from tests.support.signed_in_client import World, world


@pytest.mark.parametrize(
    ("number", "rules", "permits"),
    [
        ("+14155550100", (), True),
        ("+14155550100", ("+14155550100",), True),
        ("+141555501001", ("+14155550100",), False),
        ("+14155550100", ("+1415*",), True),
        ("+14165550100", ("+1415*", "+44*"), False),
        ("+442079460000", ("+1415*", "+44*"), True),
    ],
)
def test_a_rule_is_a_number_or_the_beginning_of_one(
    number: str, rules: tuple[str, ...], permits: bool
) -> None:
    assert matches(number, rules) is permits


def lists_under(place: World, **rules: tuple[str, ...]) -> Numbers:
    config = replace(place.config, **rules)  # type: ignore[arg-type]

    return place.use(lambda exchange: NumberDirectory(exchange, config).numbers(refresh=True))


def test_only_permitted_numbers_are_listed(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        every = lists_under(place)
        phone, shown = every.from_[1].phone_number, every.caller_id[-1].phone_number
        lists = lists_under(place, from_numbers=(phone,), caller_ids=(shown,))
    assert len(every.from_) > 1
    assert [entry.phone_number for entry in lists.from_] == [phone]
    assert {entry.phone_number for entry in lists.caller_id} == {shown}
    assert lists.problems == {}


@pytest.mark.parametrize(
    ("rule", "code"), [("from_numbers", "not_your_number"), ("caller_ids", "unknown_caller_id")]
)
def test_no_call_goes_out_where_the_rule_permits_none_of_the_numbers(
    tmp_path: Path, rule: str, code: str
) -> None:
    async def place_one(services: Services) -> Problem:
        with pytest.raises(Problem) as raised:
            await services.call_place(CallPlace(id="1", to="+14155552671", confirmed=True))
        await services.aclose()
        return raised.value

    with world(tmp_path) as place:
        (tmp_path / "config.toml").write_text(f'{rule} = ["+9991*"]\n')
        surroundings = {
            "CLICK_TO_CALL_HOME": str(tmp_path),
            "CLICK_TO_CALL_SERVER": place.config.server,
        }
        services = Services(surroundings)
        services.__dict__["tokens"] = place.store
        problem = asyncio.run(place_one(services))
        assert place.simulator.ring_outs == []
    assert (problem.code, problem.reason) == (code, "rule")


def test_a_phone_typed_by_hand_must_be_permitted(tmp_path: Path) -> None:
    with world(tmp_path) as place:
        config = replace(place.config, from_numbers=("+1415*",))
        problem = place.problem(
            lambda exchange: NumberDirectory(exchange, config).remember_phone("+442079460000")
        )
    assert (problem.code, problem.reason) == ("phone_not_usable", "rule")
