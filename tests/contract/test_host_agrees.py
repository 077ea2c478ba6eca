"""Tests that the host accepts every number that the extension finds, and reads the same digits,
phone extension and kind of number.

The tests use the texts of all corpora and thousands of hard texts. If the extension marks a number
as a fax, the host gets the number without that mark: only the text beside the number says "fax",
and the host does not see that text.
"""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from click_to_call.calls import callable_number
from click_to_call.errors import Problem
from tests.support.finder.finder_process import FinderProcess
from tests.support.finder.hard_texts import hard_texts
from tests.support.host import lonely_environment
from tests.support.host_process import HostProcess

CORPUS = Path(__file__).parents[1] / "corpus"
LABELLED = Path(__file__).parents[3] / "shared" / "corpus"
"""A folder with more labelled texts. Only developers have it, beside their copy of the project."""
LIFELINE = "+61131114"
"""Australia's crisis line. The extension offers to call it like any number, but the host refuses
the call and tells the user to dial the number on a phone."""
HARD_TEXTS = 4000

Offer = dict[str, Any]


@pytest.fixture(scope="module")
def finder() -> Iterator[FinderProcess]:
    with FinderProcess() as process:
        yield process


def corpus_texts() -> list[dict[str, str]]:
    """Returns the texts of all corpora, each with its region."""
    paths = [*sorted(CORPUS.glob("*.jsonl")), *sorted(LABELLED.glob("*.jsonl"))]
    lines = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    return [{"text": line["text"], "region": line["region"]} for line in lines]


def offers(finder: FinderProcess, texts: list[dict[str, str]]) -> list[Offer]:
    """Returns the numbers that the extension finds in the texts, each with its text's region. The
    host does not see the text beside a fax number. So a fax number gets the kind that the extension
    gives the number without a text."""
    found = [
        {**one, "region": text["region"]}
        for text, answer in zip(texts, finder.ask(texts), strict=True)
        for one in answer
    ]
    for one in found:
        if one["kind"] == "fax":
            (described,) = finder.ask([{"number": one["number"]}])
            one["kind"] = described["kind"]
    return found


def asked_as(offer: Offer) -> str:
    """Returns the number as the extension sends it to the host: in E.164, with `;ext=` and the
    phone extension if there is one."""
    return f"{offer['number']};ext={offer['ext']}" if offer["ext"] else str(offer["number"])


def wanted(offer: Offer) -> tuple[str, str, str]:
    return offer["number"], offer["ext"], offer["kind"]


def host_says(offer: Offer) -> tuple[str, str, str] | str:
    try:
        said = callable_number.describe(asked_as(offer), offer["region"])
    except Problem as problem:
        return problem.code
    return said.number, said.ext or "", said.kind


def disagreements(found: list[Offer]) -> list[tuple[Any, Any]]:
    others = [one for one in found if one["number"] != LIFELINE]
    return [(wanted(one), host_says(one)) for one in others if host_says(one) != wanted(one)]


def test_on_every_corpus(finder: FinderProcess) -> None:
    found = offers(finder, corpus_texts())
    assert len(found) > 500
    assert not disagreements(found)


@pytest.mark.parametrize("seed", [14, 15])
def test_on_hard_texts(finder: FinderProcess, seed: int) -> None:
    hard = islice(hard_texts(seed), HARD_TEXTS // 2)
    found = offers(finder, [{"text": text.text, "region": text.region} for text in hard])
    assert len(found) > HARD_TEXTS // 4
    assert any(one["ext"] for one in found)
    assert not disagreements(found)


def test_australias_lifeline_is_found_and_left_to_a_phone(finder: FinderProcess) -> None:
    (one,) = offers(finder, [{"text": "Lifeline 13 11 14", "region": "AU"}])
    assert (one["number"], host_says(one)) == (LIFELINE, "emergency_number")


def test_over_the_pipes_of_a_real_host(finder: FinderProcess, tmp_path: Path) -> None:
    found = {asked_as(one): one for one in offers(finder, corpus_texts())}
    with HostProcess(lonely_environment(tmp_path)) as host:
        for asked, one in found.items():
            answer = host.ask("number.describe", number=asked, region=one["region"])
            if asked == LIFELINE:
                assert answer["problem"]["code"] == "emergency_number"
                continue
            said = answer["ok"]
            assert (said["number"], said.get("ext") or "", said["kind"]) == wanted(one), answer


@pytest.mark.parametrize(
    ("text", "number", "ext"),
    [
        ("+1 202 555 0143 ext. 1234567", "+12025550143", "1234567"),
        ("+1 202 555 0143 ext. 12345678", "+12025550143", ""),
        ("+1 202 555 0143 доб. \u0661\u0662", "+12025550143", "12"),
        ("+1 202 555 0143 ext. \U0001d7cf\U0001d7d0#", None, ""),
        ("+1 202 555 0143 доб. \U0001d7cf\U0001d7d0", "+12025550143", "12"),
        ("+1 202 555 0143 ext. 911", None, ""),
    ],
)
def test_an_extension_is_one_that_the_host_takes(
    finder: FinderProcess, text: str, number: str | None, ext: str
) -> None:
    found = offers(finder, [{"text": text, "region": "US"}])
    assert [(one["number"], one["ext"]) for one in found] == ([(number, ext)] if number else [])
    assert not disagreements(found)
