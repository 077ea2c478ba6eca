"""Tests which numbers the host agrees to call. The tests try emergency numbers in every spelling
that might get past the host's check."""

import functools
import random
import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from click_to_call.calls import callable_number
from click_to_call.errors import Problem


def refusal(text: str, region: str | None = "US") -> str:
    """Returns the code of the problem with which the host refuses `text`. Fails if the host accepts
    `text`."""
    with pytest.raises(Problem) as caught:
        callable_number.normalise(text, region)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("+14155552671", None, "+14155552671"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("415.555.2671", "US", "+14155552671"),
        ("415–555‑2671", "US", "+14155552671"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+44 (0)20 7946 0958", "US", "+442079460958"),
        ("(+44) 20 7946 0958", "US", "+442079460958"),
        ("＋44 20 7946 0958", "US", "+442079460958"),
        ("0044 20 7946 0958", "DE", "+442079460958"),
        ("tel:+1-415-555-2671", "DE", "+14155552671"),
        ("４１５ ５５５ ２６７１", "US", "+14155552671"),
        ("٤١٥ ٥٥٥ ٢٦٧١", "US", "+14155552671"),
        ("415\u200b555\u00ad2671", "US", "+14155552671"),
        ("06 698 83145", "IT", "+390669883145"),
        ("+80012345678", None, "+80012345678"),
    ],
)
def test_reads_a_number(text: str, region: str | None, e164: str) -> None:
    assert callable_number.normalise(text, region).e164 == e164


@pytest.mark.parametrize(
    "text", ["+14155552671;ext=12", "+1 415 555 2671 x12", "415-555-2671 ext. 12"]
)
def test_keeps_an_extension_apart(text: str) -> None:
    number = callable_number.normalise(text, "US")
    assert (number.e164, number.ext) == ("+14155552671", "12")
    assert number.with_extension == "+14155552671;ext=12"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "+1 415 555 267",
        "+1415555267100",
        "+999 123456789",
        "1-800-FLOWERS",
        "call +14155552671 now",
        "+14155552671,+14155552672",
        "+14155552671\n+14155552672",
        "+14155552671;phone-context=+1",
        "+14155552671;postd=22",
        "+14155552671;ext=12345678",
        "+14155552671;ext=1;ext=2",
        "+14155552671p22",
        "+14155552671w22",
        "+1415555%32671",
        "%2B14155552671",
        "*67 415 555 2671",
        "**21*+14155550100#",
        "*2767*3855#",
        "+1415555\u00002671",
        "9" * 80,
        "\u202e1762555514+\u202c",
        "+1\u2066415\u20695552671",
        "https://example.com/14155552671",
    ],
)
def test_refuses_what_is_not_plainly_a_number(text: str) -> None:
    assert refusal(text) in {"not_a_number", "short_number"}


def test_a_national_number_without_a_region_is_refused() -> None:
    assert refusal("415 555 2671", None) == "not_a_number"


# --- emergency, crisis, short and service numbers ------------------------------------------------

LINES = [
    "911",
    "112",
    "999",
    "000",
    "110",
    "119",
    "15",
    "17",
    "18",
    "100",
    "101",
    "102",
    "108",
    "933",
    "988",
    "116111",
    "116123",
    "116000",
    "116117",
]
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def spellings(line: str) -> set[str]:
    """Returns more than thirty ways in which a page, a link or a user may write a short number."""
    spelt = {
        line,
        " ".join(line),
        "-".join(line),
        ".".join(line),
        f"({line})",
        f"tel:{line}",
        f"TEL: {line}",
        line.translate(_FULL_WIDTH),
        line.translate(_ARABIC),
        "\u200b".join(line),
        "\u00ad".join(line),
        "\u2060".join(line),
        f"\u202a{line}\u202c",
        f"\u202e{line}",
        "–".join(line),
        f"{line}#",
        f"*{line}",
        f"#{line}",
        f"*{line}#",
        f"*31#{line}",
        f"{line};ext=1",
        f"{line},123",
        f"{line},,1",
        f"9,{line}",
        f"9 {line}",
        f"9w{line}",
        f"+{line}",
        f" {line} ",
        f"{line[:1]} {line[1:]}",
    }
    for prefix in ("1", "0", "9", "8", "00", "011", "+1", "+1 ", "1-", "+44 ", "+49", "+33 ", "91"):
        spelt |= {f"{prefix}{line}", f"tel:{prefix}{line}"}
    return spelt


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("region", ["US", "GB", "DE", "FR", "AU", "LU", "IN", "JP", "BR", None])
def test_refuses_emergency_lines_in_every_spelling(line: str, region: str | None) -> None:
    spelt = spellings(line)
    assert len(spelt) >= 30
    for text in spelt:
        if not is_full_number(text, region):
            assert refusal(text, region) == "emergency_number", text


def is_full_number(text: str, region: str | None) -> bool:
    """Returns whether a text is a complete ordinary number. Even a helpline behind a prefix may be
    an ordinary number: 116 111 is a helpline, but +32 11 116 111 is a phone in Hasselt."""
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    return (
        phonenumbers.is_valid_number(parsed)
        and len(phonenumbers.national_significant_number(parsed)) >= 6
        and phonenumbers.national_significant_number(parsed) not in LINES
    )


@pytest.mark.parametrize(
    "text", ["9911", "9 911", "9,911", "1-911", "+1 911", "tel:+1-911", "0911", "011911", "8911"]
)
@pytest.mark.parametrize("region", ["US", "CA", "LU", "DE"])
def test_refuses_911_behind_what_people_dial_first(text: str, region: str) -> None:
    assert refusal(text, region) == "emergency_number"


@functools.cache
def all_emergency_lines() -> frozenset[str]:
    """Returns the emergency numbers with up to five digits from the metadata of all regions."""
    patterns = set()
    for region in phonenumbers.SUPPORTED_SHORT_REGIONS:
        metadata = phonenumbers.PhoneMetadata.short_metadata_for_region(region)
        emergency = metadata and metadata.emergency
        if emergency and emergency.national_number_pattern:
            patterns.add(emergency.national_number_pattern)
    every = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    digits = (f"{number:0{length}}" for length in (2, 3, 4, 5) for number in range(10**length))
    return frozenset(line for line in digits if every.fullmatch(line))


def test_refuses_every_regions_emergency_numbers_in_every_spelling() -> None:
    assert len(all_emergency_lines()) > 200
    for line in all_emergency_lines():
        for text in spellings(line):
            if not is_full_number(text, "US"):
                assert refusal(text, "US") == "emergency_number", text


def test_refuses_every_regions_emergency_numbers_everywhere() -> None:
    for region in phonenumbers.SUPPORTED_REGIONS:
        for line in all_emergency_lines():
            assert refusal(line, region) == "emergency_number", (line, region)


@pytest.mark.parametrize("text", ["+1 415 234 5678,,911#", "+14152345678,911", "+14152345678;911"])
def test_an_emergency_number_is_no_extension(text: str) -> None:
    assert refusal(text) == "emergency_number"


@pytest.mark.parametrize("text", ["+14152345678;ext=911", "415 234 5678 x911"])
def test_extension_911_is_refused(text: str) -> None:
    assert refusal(text) == "emergency_number"


@pytest.mark.parametrize("ext", ["101", "112", "110", "15", "9"])
def test_ordinary_extensions_are_not_taken_for_emergencies(ext: str) -> None:
    assert callable_number.normalise(f"+14152345678;ext={ext}", "US").ext == ext


@pytest.mark.parametrize("text", ["+61 131114", "131114", "+61131114"])
def test_a_crisis_line_that_is_a_valid_number_is_refused(text: str) -> None:
    assert refusal(text, "AU") == "emergency_number"


@pytest.mark.parametrize("text", ["411", "12345", "55555", "8 0 3", "611", "242733"])
def test_short_numbers_are_named(text: str) -> None:
    assert refusal(text) in {"short_number", "emergency_number"}


def test_short_codes_are_named_short() -> None:
    assert refusal("242733") == "short_number"
    assert refusal("46645") == "short_number"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["US", "GB", "DE", None]))
def test_any_text_is_a_number_or_a_named_refusal(text: str, region: str | None) -> None:
    try:
        number = callable_number.normalise(text, region)
    except Problem as problem:
        outcome = problem.code
    else:
        is_valid = phonenumbers.is_valid_number(phonenumbers.parse(number.e164))
        outcome = "called" if is_valid else "an invalid number would be called"
    assert outcome in {"called", "not_a_number", "short_number", "emergency_number"}


def test_random_digits_never_pass_unless_valid() -> None:
    generator = random.Random(6)  # noqa: S311 - repeatable, not secret
    for _ in range(3_000):
        text = "".join(
            generator.choice("0123456789+-. ()#*,;") for _ in range(generator.randrange(16))
        )
        try:
            number = callable_number.normalise(text, "US")
        except Problem:
            continue
        assert re.fullmatch(r"\+[1-9]\d{5,14}", number.e164)
        assert not set("#*,") & set(text)


# --- risks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "risks"),
    [
        ("+1 415 555 2671", ()),
        ("+1 800 555 0199", ()),
        ("+1 900 234 5678", ("premium_rate",)),
        ("+1 212 976 1234", ("exchange_976",)),
        ("+1 650 976 1234", ("exchange_976",)),
        ("+1 500 234 5678", ("personal_number",)),
        ("+1 876 555 0123", ("other_country",)),
        ("+1 416 555 0123", ("other_country",)),
        ("+44 20 7946 0958", ("other_country",)),
        ("+44 909 879 0000", ("premium_rate", "other_country")),
        ("+44 871 234 5678", ("premium_rate", "other_country")),
        ("+44 7012 345678", ("personal_number", "other_country")),
        ("+49 900 1 234567", ("premium_rate", "other_country")),
        ("+61 1900 123 456", ("premium_rate", "other_country")),
        ("+870 773 111 632", ("satellite",)),
        ("+881 612 345 678", ("satellite",)),
        ("+883 510 012 345", ("satellite",)),
        ("+979 123 456 789", ("premium_rate",)),
        ("+878 10 1234 567890", ("personal_number",)),
        ("+808 1234 5678", ("shared_cost",)),
        ("+800 1234 5678", ()),
    ],
)
def test_names_what_is_risky(text: str, risks: tuple[str, ...]) -> None:
    assert callable_number.normalise(text, None, home="US").risks == risks


def test_a_country_is_only_foreign_to_someone() -> None:
    assert callable_number.normalise("+44 20 7946 0958", None, home="GB").risks == ()
    assert callable_number.normalise("+44 20 7946 0958", None, home=None).risks == ()


def test_describes_for_the_confirmation() -> None:
    described = callable_number.describe("(415) 555-2671 x12", "US", home="GB")
    assert described.number == "+14155552671"
    assert described.ext == "12"
    assert described.kind == "fixed_line_or_mobile"
    assert described.region == "US"
    assert described.national == "(415) 555-2671"
    assert described.international == "+1 415-555-2671"
    assert described.risks == ("other_country",)


def test_a_number_of_no_country_has_no_region() -> None:
    assert callable_number.describe("+870773111632", None).region is None
