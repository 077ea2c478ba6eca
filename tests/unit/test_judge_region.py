"""Tests by which country's rules the national numbers of a text or a page are read, and which
evidence decides that."""

from typing import Any, Final

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from tests.support.finder.judge_process import ask

TABLE: Final[list[tuple[str, dict[str, Any], str]]] = [
    # A language without a country is weak evidence. The grouping of a number is stronger.
    ("415-555-2671", {"weak": ["DE"], "home": "US"}, "US"),
    ("(212) 555-0143 or 212-555-0144", {"weak": ["FR"], "home": "US"}, "US"),
    ("030 901820", {"weak": ["DE"], "home": "US"}, "DE"),
    ("01 42 68 53 00", {"weak": ["FR"], "home": "US"}, "FR"),
    ("03-1234-5678", {"weak": ["JP"], "home": "DE"}, "JP"),
    ("02 633 12 34", {"weak": ["FR"], "home": "BE"}, "BE"),
    ("044 668 18 00", {"strong": ["CH"], "weak": ["DE"], "home": "US"}, "CH"),
    # If a number is impossible in the page's country but possible in the user's own country, it is
    # read as a number of the user's country.
    ("212-555-0143", {"strong": ["DE"], "home": "US"}, "US"),
    ("020 7946 0958", {"strong": ["FR"], "home": "GB"}, "GB"),
    # One foreign number does not change the country of the text's other numbers.
    ("(415) 555-2671\n(415) 555-2672\n+44 20 7946 0958", {"home": "US"}, "US"),
    ("030 901820, 030 901821, +1 212 555 0143", {"strong": ["DE"], "home": "US"}, "DE"),
    # A nearby number with a country code is evidence for its country.
    ("020 7946 0958 or +44 20 7946 0959", {"home": "US"}, "GB"),
    # If the numbers fit two countries, the page's evidence decides between these.
    ("912 345 678", {"strong": ["PT"], "home": "ES"}, "PT"),
    ("0664 1183226", {"strong": ["AT"], "home": "DE"}, "AT"),
    ("4155552671", {"weak": ["DE"], "home": "US"}, "US"),
    # Dates and prices are not phone numbers, so they are no evidence for a country.
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
    """Returns `count` valid numbers of a country that differ in their last digits."""
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


SPOKEN: Final = {
    **{"AE": ("ar", "United Arab Emirates"), "AR": ("es", "Argentina"), "AT": ("de", "Austria")},
    **{"AU": ("en", "Australia"), "BE": ("nl", "Belgium"), "BR": ("pt", "Brazil")},
    **{"CA": ("en", "Canada"), "CH": ("de", "Switzerland"), "CL": ("es", "Chile")},
    **{"CN": ("zh", "China"), "CO": ("es", "Colombia"), "CZ": ("cs", "Czechia")},
    **{"DE": ("de", "Germany"), "DK": ("da", "Denmark"), "EG": ("ar", "Egypt")},
    **{"ES": ("es", "Spain"), "FI": ("fi", "Finland"), "FR": ("fr", "France")},
    **{"GB": ("en", "United Kingdom"), "GR": ("el", "Greece"), "HK": ("zh", "Hong Kong SAR China")},
    **{"HU": ("hu", "Hungary"), "ID": ("id", "Indonesia"), "IE": ("en", "Ireland")},
    **{"IL": ("he", "Israel"), "IN": ("en", "India"), "IT": ("it", "Italy")},
    **{"JP": ("ja", "Japan"), "KR": ("ko", "South Korea"), "MX": ("es", "Mexico")},
    **{"MY": ("ms", "Malaysia"), "NL": ("nl", "Netherlands"), "NO": ("no", "Norway")},
    **{"NZ": ("en", "New Zealand"), "PH": ("en", "Philippines"), "PL": ("pl", "Poland")},
    **{"PT": ("pt", "Portugal"), "RU": ("ru", "Russia"), "SE": ("sv", "Sweden")},
    "TR": ("tr", "Türkiye"),
}
"""For each country: the language of most of its pages, and the country's name in English."""


def domain_of(region: str) -> str:
    names = {"GB": "co.uk", "AU": "com.au", "BR": "com.br", "IN": "co.in", "CO": "com.co"}
    return f"www.example.{names.get(region, region.lower())}"


def pages() -> list[tuple[str, dict[str, Any]]]:
    """Returns five pages for each country. Each page is a pair of the country and of what the page
    says about its country."""
    made: list[tuple[str, dict[str, Any]]] = []
    for place, region in enumerate(COUNTRIES):
        other = COUNTRIES[(place + 17) % len(COUNTRIES)]
        written = [
            phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
            for number in numbers_of(region, 4)
        ]
        abroad, foreign = (
            phonenumbers.format_number(numbers_of(which, 1)[0], PhoneNumberFormat.INTERNATIONAL)
            for which in (region, other)
        )
        language, name = SPOKEN[region]
        lines = "\n".join(f"Name {index}, {number}" for index, number in enumerate(written))
        address = ["Example Ltd.", f"1 High Street, {name}"]
        elsewhere = {"home": other, "text": lines}
        mixed = f"{lines}\n{foreign}"
        made += [
            (region, {**elsewhere, "host": domain_of(region), "language": language, "text": mixed}),
            (region, {**elsewhere, "language": f"{language}-{region}", "locale": "en_US"}),
            (region, {"home": region, "language": "en-US", "text": mixed}),
            (region, {**elsewhere, "language": language, "text": f"{lines}\n{abroad}"}),
            (region, {**elsewhere, "language": "en", "addresses": address}),
        ]
    return made


def test_two_hundred_pages_of_forty_countries_are_read_in_their_country() -> None:
    made = pages()
    assert len(made) == 200
    answers = ask([{"hints": hints} for _, hints in made])
    wrong = [
        (region, hints, answer)
        for (region, hints), answer in zip(made, answers, strict=True)
        if code(answer) != code(region)
    ]
    assert len(wrong) <= 2, wrong


SAID_BY_PAGES: Final[list[tuple[dict[str, Any], str]]] = [
    # One foreign number does not make a page foreign. Together with national numbers that fit the
    # same foreign country, it does.
    ({"language": "en-US", "text": "(212) 736-5003\n+44 20 7946 0018", "home": "US"}, "US"),
    ({"text": "(212) 736-5003\n(212) 736-5008\n+44 20 7946 0018", "home": "US"}, "US"),
    ({"text": "+44 20 7946 0018\n020 7946 0019", "home": "US"}, "GB"),
    # Page builders write `en-US` by default, so this language is very weak evidence.
    ({"language": "en-US", "text": "030 901820", "home": "DE"}, "DE"),
    ({"language": "en-US", "text": "(415) 555-2671", "home": "DE"}, "US"),
    ({"language": "en-US", "text": "98765 43210", "home": "IN"}, "IN"),
    # A language without a country stands for the country where most of its readers live, unless the
    # language is also spoken in the user's own country.
    ({"language": "de", "text": "030 901820", "home": "US"}, "DE"),
    ({"language": "de", "text": "415-555-2671", "home": "US"}, "US"),
    ({"language": "de", "text": "01 5123456", "home": "AT"}, "AT"),
    ({"language": "de", "text": "+41 44 586 00 41, 044 586 00 40", "home": "US"}, "CH"),
    # Addresses are evidence: a country's name in the page's markup, an address in data for
    # machines, and an address in visible text.
    ({"language": "de", "countries": ["Österreich"], "text": "01 5123456", "home": "US"}, "AT"),
    (
        {"data": ['{"addressCountry": {"name": "Germany"}}'], "text": "030 901820", "home": "US"},
        "DE",
    ),
    ({"addresses": ["10115 Berlin, Germany"], "text": "030 901820", "home": "US"}, "DE"),
    ({"addresses": ["CH-8001 Zürich"], "text": "044 586 00 40", "home": "US"}, "CH"),
    ({"addresses": ["London SW1A 1AA"], "text": "020 7946 0958", "home": "US"}, "GB"),
    ({"addresses": ["San Francisco, CA 94103"], "text": "415-555-2671", "home": "DE"}, "US"),
    ({"addresses": ["Paris, France", "Berlin, Germany"], "text": "030 901820", "home": "US"}, "US"),
    ({"addresses": ["Order DE 12345"], "text": "030 901820", "home": "DE"}, "DE"),
]
ON_PAGES: Final[list[tuple[str, dict[str, Any], list[str]]]] = [
    ("020 7946 0958", {"page": "US", "around": ["GB"], "home": "US"}, ["+442079460958"]),
    ("030901820", {"page": "US", "around": ["DE"], "home": "US"}, ["+4930901820"]),
    ("2127365003", {"page": "US", "around": ["DE"], "home": "US"}, ["+12127365003"]),
    ("212-736-5003", {"page": "GB", "home": "US"}, ["+12127365003"]),
    # A number that is impossible in the page's country belongs to the user's country, even in a
    # text whose other numbers are of the page's country.
    (
        "Berlin 030 901820, New York (212) 736-5003",
        {"page": "DE", "home": "US"},
        ["+4930901820", "+12127365003"],
    ),
    ("Kundennummer 2127365003, Tel. 030 901820", {"page": "DE", "home": "US"}, ["+4930901820"]),
    # `home` is empty if the user has set a country for the page. All numbers are then read as
    # numbers of that country, in which the American number is not valid.
    ("Berlin 030 901820, New York (212) 736-5003", {"page": "DE", "home": ""}, ["+4930901820"]),
]


def test_a_page_is_read_in_the_country_that_it_speaks_for_most() -> None:
    answers = ask([{"hints": hints} for hints, _ in SAID_BY_PAGES])
    pairs = zip(SAID_BY_PAGES, answers, strict=True)
    assert [(row, answer) for row, answer in pairs if answer != row[1]] == []


def test_a_text_may_be_read_otherwise_than_its_page() -> None:
    answers = ask([{"text": text, "page": page} for text, page, _ in ON_PAGES])
    found = [[match["number"] for match in answer] for answer in answers]
    assert found == [numbers for _, _, numbers in ON_PAGES]


def code(region: str) -> int:
    """Returns the region's country calling code. Regions that share a code are read in the same
    way, so they count as equal."""
    return int(phonenumbers.country_code_for_region(region))
