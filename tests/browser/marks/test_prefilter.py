"""Tests that the prefilter accepts every text in which the matcher finds a number of five digits or
more.

The test runs in a blank tab, because the result depends on the browser's Unicode version. The test
uses the shortest numbers of every region in the digits of every script, with every separator, and
vanity numbers.
"""

import json
from collections.abc import Iterator
from random import Random

import pytest
from playwright.sync_api import BrowserContext, Page

from scripts.build_metadata import plans
from scripts.setup.paths import ROOT
from tests.support.finder import digit_patterns
from tests.support.finder.hard_texts import (
    BRACKETS,
    DASHES,
    DOTS,
    SPACES,
    digit_scripts,
    hard_text,
    in_other_digits,
    kinds_of_numbers,
)

DETECTION = json.loads((ROOT / "extension/detection/files.json").read_text("utf-8"))
FILES = (
    *("content/dom/accessors.js", "content/bootstrap/prefilter.js"),
    *(f"detection/{name}" for name in DETECTION),
)
"""The files of the prefilter and of the detection, each after the files that it depends on."""
ASK = """texts => texts.map(({ text, region }) => {
  const counted = ({ number }) => nationalOf(number).length > 4;
  const found = [true, false].map(judge => findNumbers(text, region, { judge }).filter(counted));
  return { found: found.some(list => list.length > 0), may: Prefilter.mayHoldNumber(text) };
})"""
SHORTEST_OF_EACH = 12
"""How many random numbers the test makes for each region and kind of number (such as mobile). The
test uses only the shortest of these numbers."""
SIGNS = DASHES + SPACES + DOTS + BRACKETS + "x"
MOST_SIGNS = 4
SPELLED = (
    *("1-800-FLOWERS", "1-800-Flowers", "1 (800) GO FEDEX", "(212) NEW-YORK", "800-G2G-NOW1"),
    *("1.888.MATTRESS", "1-800-GO-FEDEX", "+1 800 COLLECT", "1-800-4-A-PHONE", "888-I-LOVE-IT"),
)
SPELLED_ELSEWHERE = (
    *(("13 CABS", "AU"), ("1300 FLOWERS", "AU"), ("1800 GO BANANAS", "AU"), ("1300-A1-TAXI", "AU")),
    *(("0800 PIZZA HUT", "NZ"), ("0508 CABS NOW", "NZ"), ("0800 FLOWERS", "GB")),
    *(("٨٠٠ PIZZA HUT", "AE"), ("٨٠٠-BUY NOW", "AE")),
    *(("0300 HELPNOW", "GB"), ("0800 REPAIRS", "DE"), ("800 FLOWERS", "AE")),
)

Text = dict[str, str]


@pytest.fixture(scope="module")
def blank(browser_context: BrowserContext) -> Iterator[Page]:
    """Yields a tab with a blank page, into which the test has loaded the detection and the
    prefilter."""
    tab = browser_context.new_page()
    for name in FILES:
        tab.add_script_tag(path=ROOT / "extension" / name)
    yield tab
    tab.close()


def dropped(page: Page, texts: list[Text]) -> tuple[int, list[Text]]:
    """Returns in how many texts the detection finds a number, and which of these texts the
    prefilter wrongly rejects."""
    answers = page.evaluate(ASK, texts)
    pairs = list(zip(texts, answers, strict=True))
    wrong = [text for text, answer in pairs if answer["found"] and not answer["may"]]
    return sum(answer["found"] for answer in answers), wrong


def shortest_numbers(random: Random) -> Iterator[tuple[str, str]]:
    """Yields a region and a short national number for each region and each kind of number, such as
    mobile or toll-free."""
    for plan, branches in kinds_of_numbers():
        some = [digit_patterns.example(branches, random) for _ in range(SHORTEST_OF_EACH)]
        yield plan.id or "", min(some, key=len)


def apart(random: Random, number: str) -> str:
    """Returns the number with random separators between its digits, at most as many as the matcher
    allows."""
    gaps = random.choice((1, 2, MOST_SIGNS))
    signs = random.choice((SIGNS, SPACES, "\u00ad\u200b\u2060", DASHES, "x ", "\u30fc~", BRACKETS))
    return "".join(
        digit + "".join(random.choice(signs) for _ in range(random.randint(0, gaps)))
        for digit in number
    )


def test_the_shortest_numbers_of_every_region_in_every_spelling(blank: Page) -> None:
    random = Random(5)  # noqa: S311 - the same texts again, not secrets
    codes = {plan.id: plan.country_code for plan in plans()}
    texts = []
    for region, number in shortest_numbers(random):
        for written in (number, f"0{number}", f"+{codes[region]} {number}"):
            texts.append({"text": written, "region": region})
            texts.append({"text": f"Tel: {apart(random, written)}.", "region": region})
            strange = in_other_digits(random, apart(random, written))
            texts.append({"text": strange, "region": region})
    found, wrong = dropped(blank, texts)
    assert found > len(texts) // 4
    assert not wrong


def test_the_digits_of_every_script(blank: Page) -> None:
    texts = [
        {"text": "".join(digits[int(sign)] if sign.isdigit() else sign for sign in written)}
        for digits in digit_scripts()
        for written in ("4155552671", "415 555 2671", "(415) 555-2671")
    ]
    found, wrong = dropped(blank, [{**text, "region": "US"} for text in texts])
    assert found == len(texts)
    assert not wrong


def test_spelled_numbers(blank: Page) -> None:
    texts = [{"text": text, "region": region} for text, region in SPELLED_ELSEWHERE]
    texts += [{"text": text, "region": "US"} for text in SPELLED]
    texts += [{"text": f"Call {text['text']}!", "region": text["region"]} for text in texts]
    found, wrong = dropped(blank, texts)
    assert found > len(texts) // 2
    assert not wrong


def test_ordinary_figures_are_no_reason_to_look_closely(blank: Page) -> None:
    """The prefilter rejects texts with dates, times and counts, so a page without other digits does
    not load the engine."""
    texts = ["in 2019 after 150 people", "9:00 AM to 5:30 PM", "since 1800 things", "100 item 101"]
    assert blank.evaluate("texts => texts.map(Prefilter.mayHoldNumber)", texts) == [False] * len(
        texts
    )


def test_hard_texts(blank: Page) -> None:
    random = Random(6)  # noqa: S311 - the same texts again, not secrets
    hard = [hard_text(random) for _ in range(3000)]
    found, wrong = dropped(blank, [{"text": one.text, "region": one.region} for one in hard])
    assert found > len(hard) // 4
    assert not wrong
