"""Measures what the extension costs a page, for `scripts/bench.py page`, and prints a table.

Each page is measured in three ways, which take turns in one run: with the extension, without the
extension, and with ringcentral-c2d in the page, as the README of ringcentral-c2d describes. A row
about a cost shows for how long the main thread works, less the time on the page without the
extension. A row about a wait shows the time by the clock. Figures are medians of the rounds.
Depends on the other files of benchmarks/.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from scripts.benchmarks import changes, loads, memory, pages, traced, waits
from scripts.benchmarks.browsers import Sides, open_sides
from scripts.benchmarks.rows import HEAD, Row
from scripts.benchmarks.sizes import SIZES, Size
from scripts.setup.console import say
from scripts.setup.paths import EXTENSION

PARTS: Final[dict[str, Callable[[Sides, Size], list[Row]]]] = {
    "list": loads.list_items,
    "table": loads.table,
    "boxes": loads.nested_boxes,
    "grid": loads.grid,
    "virtual": loads.virtual_table,
    "text": loads.long_text,
    "longer-text": loads.longer_text,
    "json": loads.inline_json,
    "frames": loads.frames,
    "first": loads.first_number,
    "script-list": traced.list_items,
    "script-table": traced.table,
    "script-text": traced.long_text,
    "feed": changes.feed,
    "rest": changes.rest,
    "counter": changes.counter,
    "sweep": changes.sweep,
    "scroll": changes.scroll,
    "loading": waits.loading,
    "jumps": waits.jumps,
    "box-jumps": waits.jumps_in_a_box,
    "frame-jumps": waits.jumps_in_a_frame,
    "arrivals": waits.arrivals,
    "memory": memory.memory,
}
"""The parts of the table. For each part: its name, which the option `--parts` accepts, and the
function that measures it."""


def bench_page(
    size: Size,
    extension: Path = EXTENSION,
    parts: Iterable[str] = (),
    figures: Path | None = None,
) -> None:
    """Prints the table, or only some parts of it. If `figures` is given, also writes the rows to
    that file as JSON."""
    say(HEAD)
    rows = []
    with sync_playwright() as playwright, open_sides(playwright, extension) as sides:
        warm_up(sides)
        for row in measured(sides, size, parts or PARTS):
            say(row.line())
            rows.append(row.as_json())
    if figures:
        figures.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


def measured(sides: Sides, size: Size, parts: Iterable[str]) -> Iterator[Row]:
    """Yields the rows of these parts, each one as soon as it is measured."""
    for part in parts:
        yield from PARTS[part](sides, size)


def warm_up(sides: Sides) -> None:
    """Loads a page on each side without measuring it. When the measurement begins, the extension's
    background already runs, and the browsers are no longer new."""
    addresses = sides.put(pages.directory(1))
    for side in (sides.ours, sides.plain, sides.peer):
        with side.tab() as tab:
            loads.load(tab, addresses[side.name], side.quiet_ms(SIZES["small"]))
