"""Tests the rules that users write themselves: words before a number, patterns, letters in numbers,
and faxes."""

import json
import subprocess
from typing import Any

import pytest

from scripts.setup.paths import PROGRAMS, ROOT

NONE: dict[str, Any] = {
    "vanity": True,
    "fax": False,
    "phone_labels": [],
    "other_labels": [],
    "other_patterns": [],
}
PROGRAM = f"""
import {{ readFileSync }} from "node:fs";
import {{ DETECTION_FILES, evaluate, loadScripts }} from
  {json.dumps((ROOT / "tests" / "support" / "finder" / "detection.mjs").as_uri())};
loadScripts(DETECTION_FILES);
const {{ text, rules }} = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(evaluate("sortByRules")(text, "US", rules)));
"""


def sorted_by(text: str, rules: dict[str, Any] | None) -> dict[str, list[tuple[str, str]]]:
    """Returns the accepted and the refused numbers of a text. Each number is a pair: its text as
    written, and the reason for which it is accepted or refused."""
    command = [str(PROGRAMS / "node"), "--input-type=module", "--eval", PROGRAM]
    given = json.dumps({"text": text, "rules": None if rules is None else {**NONE, **rules}})
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {
        side: [(text[one["start"] : one["end"]], one["reason"]) for one in found]
        for side, found in json.loads(done.stdout).items()
    }


def accepted(text: str, **rules: Any) -> list[str]:
    return [written for written, _ in sorted_by(text, rules)["accepted"]]


def refused(text: str, **rules: Any) -> list[tuple[str, str]]:
    return sorted_by(text, rules)["refused"]


@pytest.mark.parametrize("rules", [None, {}])
def test_without_rules_of_ones_own_fax_numbers_are_left_out(rules: dict[str, Any] | None) -> None:
    found = sorted_by("Phone 415-555-2671, fax 415-555-2672", rules)
    assert [written for written, _ in found["accepted"]] == ["415-555-2671"]
    assert found["refused"] == [("415-555-2672", "fax")]


def test_fax_numbers_count_where_that_is_wanted() -> None:
    text = "Phone 415-555-2671, fax 415-555-2672"
    assert accepted(text, fax=True) == ["415-555-2671", "415-555-2672"]


def test_letters_count_unless_they_are_switched_off() -> None:
    assert accepted("Call 1-800-FLOWERS now") == ["1-800-FLOWERS"]
    assert refused("Call 1-800-FLOWERS now", vanity=False) == [("1-800-FLOWERS", "vanity_off")]


@pytest.mark.parametrize(
    "text",
    [
        "Depot: 415-555-2671",
        "DEPOT 415-555-2671",
        "at the depot – 415-555-2671",
        "depot\n415-555-2671",
    ],
)
def test_a_word_of_ones_own_makes_a_number_none(text: str) -> None:
    assert accepted(text, other_labels=["Depot"]) == []
    assert refused(text, other_labels=["Depot"]) == [("415-555-2671", "own_other_label")]


@pytest.mark.parametrize(
    "text",
    [
        "Depots: 415-555-2671",  # "Depots" is not the word "Depot".
        "Depot in Ohio, call 415-555-2671",  # Other words are between "Depot" and the number.
        "415-555-2671 depot",
    ],
)
def test_a_word_of_ones_own_counts_whole_and_right_before_a_number(text: str) -> None:
    assert accepted(text, other_labels=["Depot"]) == ["415-555-2671"]


def test_a_word_of_ones_own_makes_a_number_one() -> None:
    text = "Order 4152672671. Rufzeichen Order: 4152672671"
    assert accepted(text) == []
    assert accepted(text, phone_labels=["Rufzeichen Order"]) == ["4152672671"]
    assert sorted_by(text, {"phone_labels": ["Rufzeichen Order"]})["accepted"] == [
        ("4152672671", "own_phone_label")
    ]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("415-555-####", ["(415) 555-2671"]),
        ("(###) ###-####", ["415-555-2671"]),
        # This pattern has fewer digits than the numbers, so it matches none of them.
        ("###-####", ["415-555-2671", "(415) 555-2671"]),
        ("id ###-###-####", ["415-555-2671", "(415) 555-2671"]),
        ("or 415-555-2671", ["(415) 555-2671"]),
        ("(a+)+$#", ["415-555-2671", "(415) 555-2671"]),  # only "#" is special
    ],
)
def test_a_pattern_takes_away_what_is_written_so(pattern: str, left: list[str]) -> None:
    assert accepted("or 415-555-2671 or (415) 555-2671", other_patterns=[pattern]) == left


def test_fifty_rules_of_each_kind_on_a_long_text_are_quick_enough_to_be_done() -> None:
    """The detection compares each character once for each rule. Repeated text on a page therefore
    cannot slow down the detection."""
    words = [f"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{number:02}" for number in range(50)]
    text = "a" * 20_000 + " 415-555-2671"
    rules = {"phone_labels": words, "other_labels": words, "other_patterns": words}
    assert accepted(text, **rules) == ["415-555-2671"]
