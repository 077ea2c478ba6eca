"""Tests that the matcher without the judge finds exactly what phonenumbers finds, at the same
offsets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.compare_libphonenumber import expected_matches, text_differences
from tests.support.finder.finder_process import FinderProcess
from tests.support.finder.hard_texts import HardText, all_regions, hard_texts

CASES = [
    (region, text)
    for line in Path(__file__).with_name("matcher_cases.tsv").read_text("utf-8").splitlines()
    for region, text in [line.split("\t")]
]
"""The cases of libphonenumber's own matcher tests, and some more."""

FRAMES = (
    "{}",
    "Call {} today!",
    "abc{}",
    "{}def",
    "É{}",
    "e\u0301{}.",
    "{}\u0301",
    "${}",
    "{}%",
    "£{} ",
    "$20 {}",
    "{} 100$",
    "我的电话号码是{}我在明天",
    "\U0001f4de{}\U0001f4de",
    "\u200f{}\u200e",
    "Tel:{}.",
    "({})",
    "[{}",
    "{}-{}",
    "{} / {}",
    "{}:00",
)


@pytest.fixture(scope="module")
def finder() -> Iterator[FinderProcess]:
    with FinderProcess("--no-judge") as process:
        yield process


def agree(finder: FinderProcess, texts: list[HardText]) -> None:
    """Fails if the matcher and phonenumbers find different numbers in a text. The failure shows the
    first such texts."""
    differences = list(text_differences(finder, texts))
    assert not differences, "\n".join(str(difference) for difference in differences[:5])


@pytest.mark.parametrize("frame", FRAMES)
def test_agrees_on_the_published_cases(finder: FinderProcess, frame: str) -> None:
    agree(finder, [HardText(frame.replace("{}", text), region) for region, text in CASES])


def test_published_cases_are_found_at_all() -> None:
    found = sum(bool(expected_matches(text, region)) for region, text in CASES)
    assert found > len(CASES) // 2


def test_agrees_on_random_texts(finder: FinderProcess) -> None:
    source = hard_texts(seed=3)
    agree(finder, [next(source) for _ in range(2000)])


def test_agrees_in_every_region(finder: FinderProcess) -> None:
    text = (
        "00 44 20 7031 3000, +49 30 123456, (415) 555-2671; 044 668 18 00 / 81234567 or 0612345678"
    )
    agree(finder, [HardText(text, region) for region in all_regions()])


@pytest.mark.parametrize("region", ["", "ZZ", "us", "001", "800", "1", "US;"])
def test_an_unknown_region_finds_only_what_has_a_plus(finder: FinderProcess, region: str) -> None:
    text = "(415) 555-2671 or +1 415 555 2671"
    (found,) = finder.ask([{"text": text, "region": region}])
    assert [match["start"] for match in found] == [18]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1" * 2000,
        "1 " * 2000,
        "(415) 555-2671 " * 50,
        "5550100 ext" + " -" * 50 + "5",
        "5550100" + " " * 300 + "x5 (415) 555-2671",
        "415-555-2671" + "/" * 4 + " x12/x13",
        "415-555-2671~ 12 / x13",
        "415-555-2671 x12) / x13, (415) 555-2671.. / x1",
        "\uff11\uff12/\uff10\uff13/2104 415 555 2671, 2012-\uff10\uff11-02 08:00 415 555 2671",
        "0xx11 3333-4444~\u0663, 415-555-2671~\u0661\u0662, \u0664\u0661\u0665 555 2671 ext \u0667",
        "\U0001d7d2\U0001d7cf\U0001d7d3 555 2671 \U0001f600 415 555 2671",
    ],
)
def test_agrees_on_texts_of_odd_shape(finder: FinderProcess, text: str) -> None:
    agree(finder, [HardText(text, region) for region in ("US", "DE", "ZZ")])


@pytest.mark.parametrize("repeated", [" ", "\t, ", " -", "1 2-", "\u0661 x", "[1(", "+", "12/"])
def test_a_long_candidate_is_split_by_looking_at_it_once(
    finder: FinderProcess, repeated: str
) -> None:
    """The matcher reads the candidate once. If the matcher started again at each character of the
    candidate, this test would take minutes."""
    text = "5550100" + repeated * (500_000 // len(repeated)) + "x5"
    (found,) = finder.ask([{"text": text, "region": "US"}])
    assert found == []


def test_gives_up_where_the_matcher_does(finder: FinderProcess) -> None:
    """The matcher gives up after 65,535 failed tries to read a number in one text, as
    libphonenumber's matcher does. Each "1 2 3" in the text costs four tries."""
    texts = ["1 2 3, " * count + "(415) 555-2671" for count in (16383, 16384)]
    found = finder.ask({"text": text, "region": "US"} for text in texts)
    assert [len(matches) for matches in found] == [1, 0]
    agree(finder, [HardText(texts[1], "US")])


def test_a_line_separator_is_part_of_a_text(finder: FinderProcess) -> None:
    text = "a\u2028b\u2029c\r\n415 555 2671"
    assert finder.ask([{"text": text, "region": "US"}])[0][0]["start"] == text.index("4")
