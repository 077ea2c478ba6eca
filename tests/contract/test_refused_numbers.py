"""Tests emergency, crisis, short and service numbers of all regions, in more than thirty spellings
each.

The extension offers to call none of them, and the host refuses each with a text of its own. A
spelling may also be an ordinary number: +49 40400 is a number in Hamburg. In such a case extension
and host must read the same complete number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import phonenumbers
import pytest

from click_to_call.calls import callable_number
from click_to_call.errors import Problem
from tests.support.finder.finder_process import FinderProcess
from tests.unit.test_numbers import all_emergency_lines, spellings

SERVICES = (
    "emergency",
    "short_code",
    "toll_free",
    "standard_rate",
    "premium_rate",
    "carrier_specific",
    "sms_services",
)
PLACES = ("US", "GB", "DE", "LU", "JP", "AU")
"""Regions in which the tests also try the emergency lines of other countries. Luxembourg is one of
them because it has four-digit numbers."""
REFUSALS = {"emergency_number", "short_number", "not_a_number"}


@dataclass(frozen=True)
class Case:
    region: str
    line: str
    text: str


LIFELINE = "+61131114"
"""Australia's Lifeline, 13 11 14, is written like any Australian business number, so libphonenumber
and the extension find it. The host refuses it and says what to do."""


def lines_of(region: str) -> set[str]:
    """Returns the short numbers that phonenumbers gives as examples for the region, one for each
    kind of service."""
    metadata = phonenumbers.PhoneMetadata.short_metadata_for_region(region)
    described = [getattr(metadata, service) for service in SERVICES]
    return {one.example_number for one in described if one and one.example_number}


def cases() -> Iterator[Case]:
    for region in sorted(phonenumbers.SUPPORTED_SHORT_REGIONS):
        for line in sorted(lines_of(region)):
            yield from (Case(region, line, text) for text in sorted(spellings(line)))
    for line in sorted(all_emergency_lines() | callable_number._CRISIS):
        for region in PLACES:
            yield from (Case(region, line, text) for text in sorted(spellings(line)))


def called(case: Case) -> str:
    """Returns the E.164 number that the host would call. If the host refuses, returns the code of
    the refusal."""
    try:
        return callable_number.normalise(case.text, case.region).e164
    except Problem as problem:
        return problem.code


@pytest.fixture(scope="module")
def drawn() -> list[tuple[Case, list[dict[str, Any]]]]:
    """Returns each case with the numbers in its text that the extension would offer to call."""
    asked = list(cases())
    texts = [{"text": f"Please call {one.text} now", "region": one.region} for one in asked]
    with FinderProcess() as finder:
        return list(zip(asked, finder.ask(texts), strict=True))


def test_no_control_is_drawn_but_for_a_whole_number_that_the_host_calls(
    drawn: list[tuple[Case, list[dict[str, Any]]]],
) -> None:
    assert len(drawn) > 60_000
    wrong = [
        (case, match["number"])
        for case, matches in drawn
        for match in matches
        if match["number"] not in {called(case), LIFELINE}
    ]
    assert wrong == []


def test_what_is_drawn_is_seldom_and_whole(
    drawn: list[tuple[Case, list[dict[str, Any]]]],
) -> None:
    found = [(case, match) for case, matches in drawn for match in matches]
    assert len(found) < len(drawn) / 100
    for case, match in found:
        parsed = phonenumbers.parse(match["number"])
        national = phonenumbers.national_significant_number(parsed)
        assert phonenumbers.is_valid_number(parsed)
        assert len(national) > 4, case


def test_the_host_refuses_every_bare_line_in_its_own_words() -> None:
    """The host refuses each short number of each country; emergency numbers have their own code."""
    named = {
        (region, line): called(Case(region, line, line))
        for region in phonenumbers.SUPPORTED_SHORT_REGIONS
        for line in lines_of(region)
    }
    assert set(named.values()) <= REFUSALS - {"not_a_number"}
    emergencies = {
        called(Case(region, line, line)) for region in PLACES for line in all_emergency_lines()
    }
    assert emergencies == {"emergency_number"}
