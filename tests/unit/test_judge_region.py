"""Tests the country that the judge assumes for a text, from what the page says and how numbers are
written."""

from typing import Any, Final

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from tests.support.finder.judge_process import ask

TABLE: Final[list[tuple[str, dict[str, Any], str]]] = [
    # A language without a country is weak evidence: the grouping of a number outweighs it.
    ("415-555-2671", {"weak": ["DE"], "home": "US"}, "US"),
    ("(212) 555-0143 or 212-555-0144", {"weak": ["FR"], "home": "US"}, "US"),
    ("030 901820", {"weak": ["DE"], "home": "US"}, "DE"),
    ("01 42 68 53 00", {"weak": ["FR"], "home": "US"}, "FR"),
    ("03-1234-5678", {"weak": ["JP"], "home": "DE"}, "JP"),
    ("02 633 12 34", {"weak": ["FR"], "home": "BE"}, "BE"),
    ("044 668 18 00", {"strong": ["CH"], "weak": ["DE"], "home": "US"}, "CH"),
    # A number that is impossible in the page's country and usual in the user's belongs to the
    # user's.
    ("212-555-0143", {"strong": ["DE"], "home": "US"}, "US"),
    ("020 7946 0958", {"strong": ["FR"], "home": "GB"}, "GB"),
    # One foreign number does not change the country of the others.
    ("(415) 555-2671\n(415) 555-2672\n+44 20 7946 0958", {"home": "US"}, "US"),
    ("030 901820, 030 901821, +1 212 555 0143", {"strong": ["DE"], "home": "US"}, "DE"),
    # Numbers with +CC nearby are evidence for their country.
    ("020 7946 0958 or +44 20 7946 0959", {"home": "US"}, "GB"),
    # If numbers fit two countries, the page's evidence decides.
    ("912 345 678", {"strong": ["PT"], "home": "ES"}, "PT"),
    ("0664 1183226", {"strong": ["AT"], "home": "DE"}, "AT"),
    ("4155552671", {"weak": ["DE"], "home": "US"}, "US"),
    # Dates and prices are no phone numbers and no evidence.
    ("12.05.2024 and 415-555-2671", {"weak": ["DE"], "home": "US"}, "US"),
    ("02.02.2022", {"home": "US"}, "US"),
    ("", {"weak": ["DE"], "home": "US"}, "DE"),
    ("no digits", {"home": "IN"}, "IN"),
    ("030 901820", {"strong": ["ZZ"], "home": "DE"}, "DE"),
]

COUNTRIES: Final = (
    *("AE", "AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CN", "CO", "CZ", "DE", "DK", "EG"),
    *("ES", "FI", "FR", "GB", "GR", "HK", "HU", "ID", "IE", "IL", "IN", "IT", "JP", "KR", "MX"),
    *("MY", "NL", "NO", "NZ", "PH", "PL", "PT", "RU", "SE", "TR"),
)
"""Forty countries that all write numbers differently."""


def test_the_country_follows_from_what_is_said_and_what_is_written() -> None:
    answers = ask([{"text": text, "said": said} for text, said, _ in TABLE])
    wrong = [(row, answer) for row, answer in zip(TABLE, answers, strict=True) if answer != row[2]]
    assert wrong == []


def numbers_of(region: str, count: int) -> list[PhoneNumber]:
    """Returns valid numbers of a country that differ in their last digits."""
    kinds = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
    examples = [phonenumbers.example_number_for_type(region, kind) for kind in kinds]
    numbers = []
    for step in range(200):
        example = examples[step % 2]
        assert example is not None
        assert example.national_number is not None
        number = PhoneNumber(
            country_code=example.country_code,
            national_number=example.national_number
            - example.national_number % 1000
            + step * 7 % 1000,
            italian_leading_zero=example.italian_leading_zero,
        )
        if phonenumbers.is_valid_number_for_region(number, region):
            numbers.append(number)
    return numbers[:count]


def pages() -> list[tuple[str, str, dict[str, Any]]]:
    """Returns country, text and evidence for five pages of each country."""
    made: list[tuple[str, str, dict[str, Any]]] = []
    for place, region in enumerate(COUNTRIES):
        other = COUNTRIES[(place + 17) % len(COUNTRIES)]
        written = [
            phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
            for number in numbers_of(region, 4)
        ]
        abroad = phonenumbers.format_number(
            numbers_of(region, 1)[0], PhoneNumberFormat.INTERNATIONAL
        )
        foreign = phonenumbers.format_number(
            numbers_of(other, 1)[0], PhoneNumberFormat.INTERNATIONAL
        )
        lines = "\n".join(f"Name {index}, {number}" for index, number in enumerate(written))
        made += [
            (region, lines, {"strong": [region], "home": other}),
            (region, f"{lines}\n{abroad}", {"home": other}),
            (region, lines, {"home": region}),
            (region, f"{lines}\n{foreign}", {"weak": [other], "home": region}),
            (region, f"{lines}\n{foreign}", {"strong": [region], "home": other}),
        ]
    return made


def test_two_hundred_pages_of_forty_countries_are_read_in_their_country() -> None:
    made = pages()
    assert len(made) == 200
    answers = ask([{"text": text, "said": said} for _, text, said in made])
    wrong = [
        (region, said, answer)
        for (region, _, said), answer in zip(made, answers, strict=True)
        if code(answer) != code(region)
    ]
    assert len(wrong) <= 2, wrong


def code(region: str) -> int:
    """Returns the country code: countries with one numbering plan are read in the same way."""
    return int(phonenumbers.country_code_for_region(region))
