"""Tests that scripts/find_numbers.mjs writes one line for each line it reads, in order, for any
input."""

import json
import subprocess
from typing import Any

import pytest

from tests.support.finder.finder_process import NODE, SCRIPT

NUMBER = {"text": "(415) 555-2671", "region": "US"}
FOUND = {"start": 0, "end": 14, "number": "+14155552671", "ext": ""}


def run(given: str | bytes, *options: str) -> tuple[list[Any], int]:
    """Runs the program with `given` as its whole input. Returns the program's answers and its exit
    status."""
    raw = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        [NODE, SCRIPT, *options], input=raw, capture_output=True, check=False, timeout=100
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.decode().splitlines()], done.returncode


def test_answers_each_line_in_order() -> None:
    texts = [f"{'no ' * (place % 3)}{NUMBER['text']}" for place in range(500)]
    lines = "".join(json.dumps({"text": text, "region": "US"}) + "\n" for text in texts)
    answers, status = run(lines)
    assert [[one["start"] for one in answer] for answer in answers] == [
        [text.index("(")] for text in texts
    ]
    assert status == 0


@pytest.mark.parametrize("options", [(), ("--no-judge",)])
@pytest.mark.parametrize(
    "frame", ["{}\n", "{}", "{}\r\n", "\n\n{}\n\n", " {} \n", "\ufeff{}\n"], ids=ascii
)
def test_takes_every_end_of_a_line(frame: str, options: tuple[str, ...]) -> None:
    answers, status = run(frame.replace("{}", json.dumps(NUMBER)), *options)
    ((match,),) = answers
    assert {key: match[key] for key in FOUND} == FOUND
    assert {"kind", "reason"} <= set(match)
    assert status == 0


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("not json", "not_json"),
        ('{"text": "415 555 2671", ', "not_json"),
        ("null", "no_text"),
        ("[]", "no_text"),
        ('"415 555 2671"', "no_text"),
        ('{"region": "US"}', "no_text"),
        ('{"text": 4155552671, "region": "US"}', "no_text"),
        ('{"text": "415 555 2671", "region": 1}', "no_region"),
        ('{"number": 4155552671}', "no_text"),
    ],
)
def test_names_what_is_wrong_with_a_line_and_goes_on(line: str, code: str) -> None:
    answers, status = run(f"{json.dumps(NUMBER)}\n{line}\n{json.dumps(NUMBER)}\n")
    first, (problem,), last = answers[0], answers[1].values(), answers[2]
    assert problem["code"] == code
    assert problem["message"]
    assert first == last != []
    assert status == 1


@pytest.mark.parametrize("region", ["", "ZZ", "us", "001", "nowhere", None])
def test_an_unknown_region_finds_what_has_a_plus(region: str | None) -> None:
    request = {"text": "(415) 555-2671, +1 415 555 2671"}
    line = json.dumps(request if region is None else {**request, "region": region})
    for options in ((), ("--no-judge",)):
        ((match,),), status = run(line, *options)
        assert (match["start"], match["number"], status) == (16, "+14155552671", 0)


def test_a_huge_line_is_one_line() -> None:
    text = "word " * 2_000_000 + NUMBER["text"]
    answers, status = run(json.dumps({"text": text, "region": "US"}) + "\n" + json.dumps(NUMBER))
    assert [one["start"] for answer in answers for one in answer] == [text.index("("), 0]
    assert status == 0


def test_characters_are_whole_though_their_bytes_come_apart() -> None:
    text = "\U0001f4de" * 50_000 + NUMBER["text"]
    raw = json.dumps({"text": text, "region": "US"}, ensure_ascii=False).encode()
    ((match,),), status = run(raw)
    assert (match["start"], status) == (100_000, 0)
