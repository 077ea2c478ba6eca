"""Tests the detection on generated lines, whose numbers are known, and on lines that users
reported."""

import json
from pathlib import Path
from typing import Any, Final

import phonenumbers
import pytest

from scripts.accuracy import is_wholly_right
from tests.support.finder.judge_process import ask
from tests.support.finder.line_judgement import judged_lines

LINES: Final = 20_000
SEED: Final = 1
KNOWN_WORSE: Final[set[str]] = set()
"""The generated lines that the judge may read wrong although phonenumbers alone reads them
right."""

SHARED: Final = Path(__file__).parents[3] / "shared" / "corpus"
GOALS: Final = {"report": 97, "document": 90, "variant": 95}
"""For each set of lines: the lowest percentage of lines that the detection must read without a
mistake."""


def test_generated_lines_are_read_wholly_right_and_never_worse_than_by_phonenumbers() -> None:
    wrong, worse = [], []
    for line, matches, is_right, is_worse in judged_lines(LINES, SEED):
        if not is_right:
            wrong.append((line.kind, line.region, line.text, matches))
        if is_worse:
            worse.append(line.text)
    assert len(wrong) <= 0.005 * LINES, wrong[:20]
    assert set(worse) <= KNOWN_WORSE, worse
    assert len(KNOWN_WORSE) <= 0.001 * LINES


def reports() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / "reports.jsonl").read_text("utf-8").splitlines()]


def of_oracle(line: dict[str, Any]) -> list[tuple[str, str]]:
    """Returns the numbers that phonenumbers finds in the line. Leaves out the line's fax numbers,
    because phonenumbers does not recognise faxes."""
    faxes = {fax["number"] for fax in line["fax"]}
    valid = phonenumbers.Leniency.VALID
    matches = phonenumbers.PhoneNumberMatcher(line["text"], line["region"], leniency=valid)
    e164 = phonenumbers.PhoneNumberFormat.E164
    found = [
        (phonenumbers.format_number(match.number, e164), match.number.extension or "")
        for match in matches
    ]
    return [one for one in found if one[0] not in faxes]


@pytest.mark.skipif(not SHARED.exists(), reason="no ../shared/corpus beside the checkout")
def test_lines_of_reports_reach_their_goals_and_none_is_worse_than_by_phonenumbers() -> None:
    lines = reports()
    answers = ask([{"text": line["text"], "region": line["region"]} for line in lines])
    rights: dict[str, list[bool]] = {name: [] for name in GOALS}
    for line, answer in zip(lines, answers, strict=True):
        offered = [(one["number"], one["ext"]) for one in answer["found"] if one["kind"] != "fax"]
        is_right = is_wholly_right(line, offered)
        rights[line["set"]].append(is_right)
        is_worse = not is_right and is_wholly_right(line, of_oracle(line))
        assert not is_worse, line["text"]
    for name, goal in GOALS.items():
        assert 100 * sum(rights[name]) >= goal * len(rights[name]), name


@pytest.mark.skipif(not SHARED.exists(), reason="no ../shared/corpus beside the checkout")
@pytest.mark.parametrize("name", ["numbers", "not_numbers"])
def test_no_labelled_text_is_read_worse_than_by_phonenumbers(name: str) -> None:
    lines = [
        json.loads(line) for line in (SHARED / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    answers = ask([{"text": line["text"], "region": line["region"]} for line in lines])
    for line, answer in zip(lines, answers, strict=True):
        wanted = (line["e164"], line.get("ext") or "") if "e164" in line else None
        ours, oracle = (
            [(one["number"], one["ext"]) for one in answer[of]] for of in ("found", "oracle")
        )
        is_worse = wanted in oracle and wanted not in ours if wanted else bool(ours) and not oracle
        assert not is_worse, line["text"]
