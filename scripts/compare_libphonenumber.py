"""Compares the detection with phonenumbers on random texts and numbers.

`python3 scripts/compare_libphonenumber.py texts 2000` compares which numbers the detection without
the judge and phonenumbers find in 2,000 random texts, and where in the texts. With `numbers`
instead of `texts`, the script compares which kind, region and formats the detection and
phonenumbers give for 2,000 random numbers. A third argument is the seed of the random texts or
numbers. Depends on tests/support/finder/.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment

environment.enter(__file__)

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import phonenumbers
from phonenumbers import (
    Leniency,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    PhoneNumberType,
)
from phonenumbers.data import _COUNTRY_CODE_TO_REGION_CODE

from tests.support.finder.finder_process import FinderProcess
from tests.support.finder.hard_texts import HardText, hard_texts, phone_number, random_numbers

BATCH = 500
SHOWN = 20
"""How many differences are printed. All further differences are only counted."""


@dataclass(frozen=True)
class Difference:
    """A text or a number for which phonenumbers (`expected`) and the detection (`found`) give
    different results."""

    asked: dict[str, str]
    expected: Any
    found: Any

    def __str__(self) -> str:
        parts = (self.asked, {"phonenumbers": self.expected}, {"finder": self.found})
        return "\n  ".join(json.dumps(part) for part in parts)


def expected_matches(text: str, region: str) -> list[list[Any]]:
    """Returns the numbers that phonenumbers finds: start and end in UTF-16 code units, the number
    in E.164, and the extension or ""."""
    matcher = PhoneNumberMatcher(text, region, leniency=Leniency.VALID)
    return [
        [
            utf16_length(text[: match.start]),
            utf16_length(text[: match.end]),
            phonenumbers.format_number(match.number, PhoneNumberFormat.E164),
            match.number.extension or "",
        ]
        for match in matcher
    ]


def utf16_length(text: str) -> int:
    """Returns the length of a text in UTF-16 code units, as JavaScript counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def expected_description(number: str) -> dict[str, str]:
    """Returns the kind, the region and the formats that phonenumbers gives for a number in
    E.164."""
    parsed = as_phone_number(number)
    region = phonenumbers.region_code_for_number(parsed)
    kind = PhoneNumberType.to_string(phonenumbers.number_type(parsed)).lower()
    return {
        "kind": kind,
        "region": "" if region in (None, "001") else region,
        "national": phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL),
        "international": phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL),
    }


def as_phone_number(number: str) -> PhoneNumber:
    """Returns `number` (in E.164) as an object of phonenumbers that contains exactly these digits.
    The parser of phonenumbers is not used, because it would drop digits that look like a national
    prefix."""
    known = _COUNTRY_CODE_TO_REGION_CODE
    code = next(number[1:end] for end in (2, 3, 4) if int(number[1:end]) in known)
    return phone_number(int(code), number[1 + len(code) :])


def text_differences(finder: FinderProcess, texts: list[HardText]) -> Iterator[Difference]:
    """Yields the texts in which the matcher and phonenumbers find different numbers."""
    asked = [{"text": text.text, "region": text.region} for text in texts]
    for request, matches in zip(asked, finder.ask(asked), strict=True):
        found = [[match[key] for key in ("start", "end", "number", "ext")] for match in matches]
        expected = expected_matches(request["text"], request["region"])
        if found != expected:
            yield Difference(request, expected, found)


def number_differences(finder: FinderProcess, numbers: list[str]) -> Iterator[Difference]:
    """Yields the numbers that the detection and phonenumbers describe differently."""
    asked = [{"number": number} for number in numbers]
    for request, found in zip(asked, finder.ask(asked), strict=True):
        expected = expected_description(request["number"])
        if found != expected:
            yield Difference(request, expected, found)


def differences(what: str, size: int, seed: int) -> Iterator[tuple[int, list[Difference]]]:
    """Compares `size` random texts, or random numbers if `what` is "numbers". After each BATCH of
    them, yields how many were compared so far, and the differences in this batch."""
    with FinderProcess("--no-judge") as finder:
        texts = islice(hard_texts(seed), size)
        numbers = islice(random_numbers(seed), size)
        for done in range(0, size, BATCH):
            if what == "texts":
                found = list(text_differences(finder, list(islice(texts, BATCH))))
            else:
                found = list(number_differences(finder, list(islice(numbers, BATCH))))
            yield min(done + BATCH, size), found


def main() -> int:
    """Prints each difference, and how many differences there are."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("what", choices=("texts", "numbers"))
    parser.add_argument("size", type=int, nargs="?", default=2000)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    options = parser.parse_args()
    phonenumbers.re_util.enable_pattern_cache()
    begin = last_word = time.monotonic()
    count = 0
    for done, found in differences(options.what, options.size, options.seed):
        for difference in found[: max(0, SHOWN - count)]:
            print(difference, flush=True)
        count += len(found)
        if time.monotonic() - last_word > 10:
            last_word = time.monotonic()
            print(f"{done:,} of {options.size:,}: {count} differences", file=sys.stderr, flush=True)
    seconds = time.monotonic() - begin
    asked = f"{options.size:,} {options.what}, seed {options.seed}"
    print(f"{asked}: {count} differences, {seconds:.0f} s")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
