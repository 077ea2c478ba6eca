"""Tests the generated hard texts. The texts must contain each difficulty, for example a date or an
ISBN, often enough."""

import functools
import re
import unicodedata
from collections import Counter
from itertools import islice

import pytest

from scripts.build_metadata import KINDS, plans
from tests.support.finder.hard_texts import (
    ALONE,
    ASTRAL,
    BRACKETS,
    DASHES,
    DOTS,
    FOREIGN,
    LABELS,
    LETTERS,
    SPACES,
    HardText,
    all_regions,
    digit_scripts,
    hard_texts,
    kinds_of_numbers,
    random_numbers,
)

SIZE = 10_000
LEAST_TIMES = 3
"""In how many of the SIZE texts each difficulty must occur at least. In a million texts, this would
be 300."""

SHAPES = {
    "several numbers": r"\d{4}.*\n.*\d{4}",
    "a date": r"\b\d{1,2}/\d{1,2}/\d{2}",
    "a date and a time": r"20\d\d-\d\d-\d\d \d\d:\d\d",
    "a time": r"\d\d:\d\d:\d\d",
    "a price": r"[$\u20ac] ?\d",
    "an ISBN": r"978-\d-",
    "pages": r"\d{3}-\d{3} \(\d{4}",
    "an address of a computer": r"192\.168\.",
    "a letter glued before": r"[a-zA-Z\u00e9]\d{4}",
    "a letter glued after": r"\d{4}[a-zA-Z\u00e9]",
    "two extensions": r"x ?\d+/x ?\d",
    "a carrier": r"0xx\d* ?[\d(]",
    "letters for digits": r"\d[A-Z]{3}",
    "several pluses": r"\+\+|\+\(\+",
    "a candidate too long to be one": r"(?:\d[^\n\w]{0,4}){150}",
    "a long text": r"(?s).{3000}",
}


@functools.cache
def texts() -> list[HardText]:
    """Generates the texts when the first test needs them, and not while pytest collects tests."""
    return list(islice(hard_texts(seed=13), SIZE))


def count(sign: str) -> int:
    return sum(sign in text.text for text in texts())


def test_every_region() -> None:
    counts = Counter(text.region for text in texts())
    assert set(counts) == set(all_regions())
    assert min(counts.values()) >= LEAST_TIMES


def test_every_kind_of_number_of_every_region() -> None:
    known = {(plan.id, plan.country_code) for plan, _ in kinds_of_numbers()}
    assert known == {(plan.id, plan.country_code) for plan in plans()}
    described = sum(
        bool((desc := getattr(plan, kind)) and desc.national_number_pattern)
        for plan in plans()
        for kind in (*KINDS, "general_desc")
    )
    assert len(kinds_of_numbers()) == described


@pytest.mark.parametrize("signs", [DASHES, SPACES, DOTS, BRACKETS, FOREIGN, LETTERS, ASTRAL, ALONE])
def test_every_sign(signs: str) -> None:
    rare = {ascii(sign): count(sign) for sign in signs if count(sign) < LEAST_TIMES}
    assert not rare


def test_the_digits_of_every_script() -> None:
    rare = [
        unicodedata.name(digits[0])
        for digits in digit_scripts()
        if sum(any(sign in text.text for sign in digits) for text in texts()) < LEAST_TIMES
    ]
    assert not rare


def test_every_label_of_an_extension() -> None:
    assert not [label for label in LABELS if count(label) < LEAST_TIMES]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape(shape: str) -> None:
    pattern = re.compile(SHAPES[shape])
    assert sum(bool(pattern.search(text.text)) for text in texts()) >= LEAST_TIMES


def test_numbers_of_every_country_and_of_none() -> None:
    numbers = list(islice(random_numbers(seed=13), SIZE))
    codes = {f"+{plan.country_code}" for plan in plans()}
    assert not [code for code in codes if not any(one.startswith(code) for one in numbers)]
