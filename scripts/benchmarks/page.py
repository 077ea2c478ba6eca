"""What the extension costs a page, for `scripts/bench.py page`: one table.

Beside it, in the same run and in turns: the same pages plain, and with ringcentral-c2d as its
README has pages load it. Costs are all that the page's main thread does, in its own time, beyond
the plain page; waits are by the clock. Figures are medians of the rounds.
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
from scripts.packaging.extension_files import EXTENSION
from scripts.setup.console import say

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
"""Each part of the table, by the name under which it can be asked for alone."""


def bench_page(
    size: Size,
    extension: Path = EXTENSION,
    parts: Iterable[str] = (),
    figures: Path | None = None,
) -> None:
    """Prints the table, or some parts of it, and writes it as JSON to a file if one is given."""
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
    """The rows of these parts, each as soon as it is measured."""
    for part in parts:
        yield from PARTS[part](sides, size)


def warm_up(sides: Sides) -> None:
    """The background is awake and a browser's first costs are paid, as in a browser in use."""
    addresses = sides.put(pages.directory(1))
    for side in (sides.ours, sides.plain, sides.peer):
        with side.tab() as tab:
            loads.load(tab, addresses[side.name], side.quiet_ms(SIZES["small"]))
