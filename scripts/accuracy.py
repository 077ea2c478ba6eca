"""Counts how many phone numbers the detection finds, and how many texts without a phone number it
wrongly marks.

`python3 scripts/accuracy.py FOLDER [--verbose]` reads two files in FOLDER, with one text in each
line: `numbers.jsonl` has texts with a number (`text`, `region`, `e164`, sometimes `ext`), and
`not_numbers.jsonl` has texts without a number (`text`, `region`, `why`). A third file,
`reports.jsonl`, may be missing. Its texts have any count of numbers (`text`, `region`, `set`,
`expect`, `fax`). The result for such a text is right if the extension offers to call exactly the
numbers in `expect`. For comparison, the script also prints the figures of the Python package
phonenumbers with the leniency VALID. Depends on tests/support/finder/.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import console, environment

Found = list[tuple[str, str]]
"""The numbers found in a text, each as its E.164 number and its extension ("" for none)."""


@dataclass(frozen=True)
class Line:
    """A text and the number that must be found in this text. `number` is in E.164. If the text
    contains no phone number, `number` and `ext` are ""."""

    text: str
    region: str
    number: str
    ext: str


def read_lines(path: Path) -> list[Line]:
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Line(record["text"], record["region"], record.get("e164", ""), record.get("ext", ""))
        for record in records
    ]


def oracle(lines: Sequence[Line]) -> list[Found]:
    import phonenumbers  # Only the Python of .venv has this package.

    def find(line: Line) -> Found:
        valid = phonenumbers.Leniency.VALID
        matches = phonenumbers.PhoneNumberMatcher(line.text, line.region, leniency=valid)
        e164 = phonenumbers.PhoneNumberFormat.E164
        numbers = [match.number for match in matches]
        return [(phonenumbers.format_number(one, e164), one.extension or "") for one in numbers]

    return [find(line) for line in lines]


def ours(lines: Sequence[Line], *options: str, offered: bool = False) -> list[Found]:
    """Returns the numbers that the extension finds in each text. With `offered`, leaves out fax
    numbers, because the extension does not offer to call them. `options` are options of
    find_numbers.mjs, such as `--no-judge`."""
    # Imported here and not above, because the module needs the Node of .venv.
    from tests.support.finder.finder_process import FinderProcess

    with FinderProcess(*options) as finder:
        answers = finder.ask({"text": line.text, "region": line.region} for line in lines)
    return [
        [(match["number"], match["ext"]) for match in answer if match["kind"] != "fax"]
        if offered
        else [(match["number"], match["ext"]) for match in answer]
        for answer in answers
    ]


def is_right(line: Line, found: Found) -> bool:
    """Returns whether `found` contains the number of the line. If the line has no number, returns
    whether `found` is empty."""
    return (line.number, line.ext) in found if line.number else not found


def is_wholly_right(report: dict[str, Any], offered: Found) -> bool:
    """Returns whether `offered` contains exactly the numbers in `report["expect"]`. A number with
    the mark `either` may be found or not."""
    left = list(offered)
    for wanted in report["expect"]:
        ext = wanted.get("ext") or ""
        hits = [one for one in left if one[0] == wanted["number"]]
        hits = [one for one in hits if one[1] == ext or wanted.get("ext_optional")]
        if hits:
            left.remove(hits[0])
        elif not wanted.get("either"):
            return False
    return not left


def percent(rights: Sequence[bool]) -> float:
    return 100 * sum(rights) / len(rights) if rights else float("nan")


def report(
    name: str, find: Callable[[Sequence[Line]], list[Found]], folder: Path, verbose: bool
) -> None:
    """Finds the numbers of all texts in `folder` with the function `find`, and prints the row
    `name` of the table. With `verbose`, also prints each text for which the result is wrong."""
    figures: list[float] = []
    for file in ("numbers.jsonl", "not_numbers.jsonl"):
        lines = read_lines(folder / file)
        answers = find(lines)
        rights = [is_right(line, found) for line, found in zip(lines, answers, strict=True)]
        figures += [percent(rights), percent(rights[::2]), percent(rights[1::2])]
        for line, found, right in zip(lines, answers, rights, strict=True):
            if verbose and not right:
                wanted = f"{line.number} {line.ext}".strip() or "nothing"
                print(f"  {name}: {line.region} {line.text!r}: wanted {wanted}, found {found}")
    finds, marks = figures[:3], [100 - figure for figure in figures[3:]]
    cells = "".join(f"{figure:12.2f}" for figure in (*finds, *marks))
    print(f"{name:28}{cells}")


def report_sets(folder: Path, verbose: bool) -> None:
    """Prints for how many texts in `reports.jsonl` the result is right. Counts each set of texts,
    such as "document", on its own."""
    path = folder / "reports.jsonl"
    if not path.exists():
        return
    reports = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    lines = [Line(one["text"], one["region"], "", "") for one in reports]
    print()
    for name, find in (
        ("phonenumbers VALID", oracle),
        ("ours", lambda texts: ours(texts, offered=True)),
    ):
        rights: dict[str, list[bool]] = {}
        for one, offered in zip(reports, find(lines), strict=True):
            right = is_wholly_right(one, offered)
            rights.setdefault(one["set"], []).append(right)
            if verbose and not right:
                print(f"  {name}: {one['region']} {one['text']!r}: found {offered}")
        told = ", ".join(
            f"{kind} {sum(right)} of {len(right)} ({percent(right):.1f} %)"
            for kind, right in rights.items()
        )
        print(f"{name:28}wholly right: {told}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list every text that is wrong")
    arguments = parser.parse_args()
    try:
        environment.prepare()
    except console.SetUpFailed as failure:
        console.say(str(failure))
        return 1
    environment.continue_inside(__file__)
    headings = [f"{what} %" for what in ("finds", "even", "odd", "marks", "even", "odd")]
    print(" " * 28 + "".join(f"{heading:>12}" for heading in headings))
    rows: dict[str, Callable[[Sequence[Line]], list[Found]]] = {
        "phonenumbers VALID": oracle,
        "ours without the judge": lambda lines: ours(lines, "--no-judge"),
        "ours": ours,
    }
    for name, find in rows.items():
        report(name, find, arguments.folder, arguments.verbose)
    report_sets(arguments.folder, arguments.verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
