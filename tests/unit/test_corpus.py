"""Tests the detection on labelled texts. The detection must read every line of tests/corpus right,
and a minimum share of the lines of ../shared/corpus."""

import json
from pathlib import Path
from typing import Any

import phonenumbers
import pytest

from scripts.accuracy import Line, is_right, percent, read_lines
from tests.support.finder.judge_process import ask

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = sorted(CORPUS.glob("*.jsonl"))
LABELLED = Path(__file__).parents[3] / "shared" / "corpus"


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def units(text: str, start: int, end: int) -> str:
    """Returns the part of a text between two UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def told(text: str, numbers: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Returns the numbers found in `text` in the form that the corpus files use."""
    return [
        {
            "text": units(text, one["start"], one["end"]),
            "number": one["number"],
            **({"ext": one["ext"]} if one["ext"] else {}),
            "kind": one["kind"],
            "reason": one["reason"],
        }
        for one in numbers
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exactly_the_labelled_numbers_are_found(path: Path) -> None:
    lines = lines_of(path)
    assert lines
    for line, answer in zip(lines, ask(lines), strict=True):
        assert told(line["text"], answer["found"]) == line.get("numbers", []), line["text"]
        vetoes = [
            {"text": units(line["text"], one["start"], one["end"]), "reason": one["reason"]}
            for one in answer["vetoed"]
        ]
        assert vetoes == line.get("vetoes", []), line["text"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_finder_reads_is_as_long_as_the_text_and_offsets_do_not_cross(path: Path) -> None:
    lines = lines_of(path)
    for line, answer in zip(lines, ask(lines), strict=True):
        length = len(line["text"].encode("utf-16-le")) // 2
        assert answer["edited"] is None or len(answer["edited"].encode("utf-16-le")) == 2 * length
        ends = [0]
        for one in answer["found"]:
            assert ends[-1] <= one["start"] < one["end"] <= length, line["text"]
            ends.append(one["end"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_labelled_number_is_valid_for_the_oracle_and_of_that_kind(path: Path) -> None:
    kinds = {
        value: name.lower()
        for name, value in vars(phonenumbers.PhoneNumberType).items()
        if isinstance(value, int)
    }
    numbers = [number for line in lines_of(path) for number in line.get("numbers", [])]
    assert numbers or path.stem in ("technical", "registers")
    for number in numbers:
        parsed = phonenumbers.parse(number["number"])
        kind = kinds[phonenumbers.number_type(parsed)]
        assert phonenumbers.is_valid_number(parsed), number
        assert number["kind"] in (kind, "fax"), number


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_match_and_each_veto_names_its_rule_and_nothing_is_dropped_without_one(
    path: Path,
) -> None:
    names = {rule["name"] for rules in ask(["rules"])[0].values() for rule in rules}
    for answer in ask(lines_of(path)):
        found, vetoed = answer["found"], answer["vetoed"]
        assert {one["reason"] for one in vetoed} <= names, answer
        assert {one["reason"] for one in found} <= names | {"national", "international"}, answer
        for match in answer["oracle"]:
            over = [one for one in found + vetoed if one["start"] < match["end"]]
            assert any(match["start"] < one["end"] for one in over), (match, answer)


def scored(lines: list[Line]) -> float:
    answers = ask([{"text": line.text, "region": line.region} for line in lines])
    found = [[(one["number"], one["ext"]) for one in answer["found"]] for answer in answers]
    return percent([is_right(line, numbers) for line, numbers in zip(lines, found, strict=True)])


@pytest.mark.skipif(not LABELLED.exists(), reason="no ../shared/corpus beside the checkout")
def test_the_labelled_numbers_of_real_pages_are_found() -> None:
    lines = read_lines(LABELLED / "numbers.jsonl")
    assert scored(lines[::2]) >= 98.5
    assert scored(lines[1::2]) >= 98.5


@pytest.mark.skipif(not LABELLED.exists(), reason="no ../shared/corpus beside the checkout")
def test_the_labelled_other_texts_of_real_pages_are_not_marked() -> None:
    lines = read_lines(LABELLED / "not_numbers.jsonl")
    assert scored(lines[::2]) >= 98
    assert scored(lines[1::2]) >= 98
