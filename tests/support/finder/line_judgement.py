"""Compares the numbers of generated lines with the results of the detection and of phonenumbers.

Depends on finder_process.py and phonenumbers.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import phonenumbers

from tests.support.finder.finder_process import FinderProcess
from tests.support.finder.generated_lines import generated_lines
from tests.support.finder.line_parts import Line

BATCH = 5000


def judged_lines(count: int, seed: int) -> Iterator[tuple[Line, list[Any], bool, bool]]:
    """Yields a tuple for each of `count` lines: the line, the detection's matches, whether the
    matches are correct, and whether only phonenumbers finds the correct numbers."""
    lines = islice(generated_lines(seed), count)
    with FinderProcess() as finder:
        while batch := list(islice(lines, BATCH)):
            answers = finder.ask({"text": line.text, "region": line.region} for line in batch)
            for line, matches in zip(batch, answers, strict=True):
                is_right = line.is_read_by(matches)
                yield line, matches, is_right, not is_right and line.is_read_by(oracle(line))


def oracle(line: Line) -> list[dict[str, Any]]:
    """Returns what phonenumbers finds in the line, as a list like the detection's matches. Takes
    from `line` which of these numbers are faxes, because phonenumbers cannot recognise a fax."""
    valid = phonenumbers.Leniency.VALID
    faxes = {number.e164 for number in line.numbers if number.is_fax}
    matches = []
    for match in phonenumbers.PhoneNumberMatcher(line.text, line.region, leniency=valid):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        ext = match.number.extension or ""
        kind = "fax" if number in faxes else ""
        told = {"number": number, "ext": ext, "kind": kind, "start": match.start, "end": match.end}
        matches.append(told)
    return matches
