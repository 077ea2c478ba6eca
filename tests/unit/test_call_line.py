"""Tests the line of text that describes one call for other programs, and the table of calls for a
spreadsheet."""

import csv
import io
from typing import Any

import pytest

from tests.support.node_eval import evaluate

LINE = "shared/call_line.js"
PARTS = {
    **{"number": "+1 415-555-0137", "name": "Ada", "duration": "4:12", "outcome": "no answer"},
    **{"note": "asked for\nMonday", "time": "11/30/26, 9:00 AM"},
}
DEFAULT = "called {number}, {duration}, {outcome}"


def line(form: str, **changed: str) -> str:
    parts = PARTS | changed
    return str(evaluate(LINE, "module.callLine(form, parts)", form=form, parts=parts))


@pytest.mark.parametrize(
    ("form", "changed", "expected"),
    [
        (DEFAULT, {}, "called +1 415-555-0137, 4:12, no answer"),
        (DEFAULT, {"duration": ""}, "called +1 415-555-0137, no answer"),
        (DEFAULT, {"duration": "", "outcome": ""}, "called +1 415-555-0137"),
        ("{name}: {note} ({time})", {}, "Ada: asked for Monday (11/30/26, 9:00 AM)"),
        ("{outcome} | {note}", {"outcome": ""}, "asked for Monday"),
        ("{note}", {"note": "{number} $& $1"}, "{number} $& $1"),
        ("{nmber} {name}", {}, "{nmber} Ada"),
        ("just words", {}, "just words"),
    ],
)
def test_a_line_is_written_in_the_users_own_format(
    form: str, changed: dict[str, str], expected: str
) -> None:
    assert line(form, **changed) == expected


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, ""), (-5, ""), (0.4, "0:00"), (7, "0:07"), (252, "4:12"), (3723.4, "1:02:03")],
)
def test_a_duration_is_written_as_a_clock_does(seconds: float, shown: str) -> None:
    assert evaluate(LINE, "module.durationOf(seconds)", seconds=seconds) == shown


ROWS = [
    ["Number", "Note"],
    ["+14155550137", "said \"yes\", then 'no'"],
    ["+14155550137;ext=204", "two\nlines"],
    ["=HYPERLINK(0)", " =1+1"],
    ["@SUM(A1)", "-2+3"],
    ["+cmd|' /C calc'!A0", "\t=1"],
    ["\uff1d1+1", "plain"],
]


def table(rows: Any) -> str:
    return str(evaluate(LINE, "module.csvOf(rows)", rows=rows))


def test_a_spreadsheet_reads_the_table_and_computes_nothing() -> None:
    written = table(ROWS)
    assert written.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(written[1:], newline="")))
    assert read[:3] == ROWS[:3]
    assert read[3:] == [
        ["'=HYPERLINK(0)", "' =1+1"],
        ["'@SUM(A1)", "'-2+3"],
        ["'+cmd|' /C calc'!A0", "'\t=1"],
        ["'\uff1d1+1", "plain"],
    ]
