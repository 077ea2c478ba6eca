"""Tests that the extension describes a number (kind, region, format) as phonenumbers does."""

from collections.abc import Iterator
from itertools import islice

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from scripts.compare_libphonenumber import number_differences
from tests.support.finder.finder_process import FinderProcess
from tests.support.finder.hard_texts import random_numbers


@pytest.fixture(scope="module")
def finder() -> Iterator[FinderProcess]:
    with FinderProcess("--no-judge") as process:
        yield process


def agree(finder: FinderProcess, numbers: list[str]) -> None:
    """Fails if the extension describes a number otherwise than phonenumbers. The failure shows the
    first such numbers."""
    differences = list(number_differences(finder, numbers))
    assert not differences, "\n".join(str(difference) for difference in differences[:5])


def examples() -> Iterator[str]:
    """Yields the examples of phonenumbers: one for every kind of number in every region, and for
    every calling code without a region."""
    numbers = [
        phonenumbers.example_number_for_type(region, kind)
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        for kind in PhoneNumberType.values()
    ]
    numbers += [
        phonenumbers.example_number_for_non_geo_entity(code)
        for code in sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS)
    ]
    for number in numbers:
        if number:
            yield phonenumbers.format_number(number, PhoneNumberFormat.E164)


def test_every_example(finder: FinderProcess) -> None:
    agree(finder, list(examples()))


def test_random_numbers(finder: FinderProcess) -> None:
    agree(finder, list(islice(random_numbers(seed=4), 5000)))


@pytest.mark.parametrize("number", ["+", "+0", "+00000", "+999123456"])
def test_a_number_of_no_country_is_unknown(finder: FinderProcess, number: str) -> None:
    (description,) = finder.ask([{"number": number}])
    assert description == {
        "kind": "unknown",
        "region": "",
        "national": number[1:],
        "international": number,
    }
