"""Measures by the clock how long numbers are in view before the extension paints them.

For comparison, the table also shows how long a page without the extension waits for its next frame.
The pages measure the times themselves. Depends on benchmarks/browsers.py and benchmarks/pages.py.
"""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page

from scripts.benchmarks import pages
from scripts.benchmarks.browsers import Side, Sides
from scripts.benchmarks.changes import percentile95
from scripts.benchmarks.loads import load
from scripts.benchmarks.pages import BenchPage
from scripts.benchmarks.rows import Figures, Judged, Row
from scripts.benchmarks.sizes import Size

MOST_MS: Final = 100.0
JUMPS: Final = 40
ARRIVALS: Final = 40

Wait = Callable[[Page, bool], list[float]]
"""A function that measures on a page, several times, how long numbers are in view before they are
painted. Returns the times in milliseconds. The second argument says whether the page is plain, that
is, without the extension."""


def loading(sides: Sides, size: Size) -> list[Row]:
    """Measures the time from DOMContentLoaded until the numbers in view are painted, on a small
    page and on a large page. From the time on the large page, subtracts the time until the next
    frame on the same page without the extension."""
    return [
        _loading(sides, size, size.of(500), "itself"),
        _loading(sides, size, size.of(5_000), "beyond"),
    ]


def jumps(sides: Sides, size: Size) -> list[Row]:
    """Measures the time from a jump of the window's scroll position until the numbers in view are
    painted."""
    page = pages.watched_directory(size.of(5_000))
    return [_slow(sides, size, page, f"jump in a {page.name}", _jumps(size, page))]


def jumps_in_a_box(sides: Sides, size: Size) -> list[Row]:
    """Measures the time from a jump of a virtual table's scroll position until the numbers in view
    are painted. After a jump, the table shows other rows in the elements that it already has."""
    page = pages.virtual_table(size.of(5_000))
    return [_slow(sides, size, page, f"jump in a {page.name}", _jumps(size, page))]


def jumps_in_a_frame(sides: Sides, size: Size) -> list[Row]:
    """Measures how long numbers in a scrolling box are in view before they are painted, after each
    jump of the box's scroll position. The box is in a shadow root in a frame."""
    page = pages.table_in_a_frame(size.of(5_000))
    return [_slow(sides, size, page, f"jump in a {page.name}", _jumps(size, page))]


def arrivals(sides: Sides, size: Size) -> list[Row]:
    """Measures the time from the insertion of an entry into a list until the entry's number is
    painted."""
    count = size.of(ARRIVALS)
    wait = _asking("([count, isPlain]) => arrivals(count, isPlain)", count)
    return [_slow(sides, size, pages.growing_list(), "new entry in a list", wait)]


def _jumps(size: Size, page: BenchPage) -> Wait:
    asked = "([items, count, isPlain]) => jumps(items, count, isPlain)"
    return _asking(asked, page.items, size.of(JUMPS))


def _asking(function: str, *arguments: object) -> Wait:
    """Returns a function that calls the page's JavaScript function `function` with the arguments
    `arguments` and one more: whether the page is plain, that is, without the extension. On a plain
    page, `function` does not wait for painted numbers.

    If the page has a frame, the function in the frame is called instead.
    """

    def wait(tab: Page, is_plain: bool) -> list[float]:
        waits: list[float] = tab.frames[-1].evaluate(function, [*arguments, is_plain])
        return waits

    return wait


def _slow(sides: Sides, size: Size, page: BenchPage, name: str, wait: Wait) -> Row:
    """Loads the page in each round, and calls `wait` when the page is at rest. Returns a row with
    the 95th percentile of the times that `wait` returns."""
    addresses = sides.put(page)

    def measure(side: Side) -> float:
        with side.tab() as tab:
            load(tab, addresses[side.name], side.quiet_ms(size))
            return percentile95(wait(tab, side is sides.plain))

    taken = sides.in_turns(size.rounds, measure, with_peer=False)
    return _row(f"{name}, p95", taken, "itself")


def _loading(sides: Sides, size: Size, entries: int, judged: Judged) -> Row:
    made = [pages.loading_directory(entries, is_plain=is_plain) for is_plain in (False, True)]
    addresses = {
        side.name: side.put(page)
        for side, page in zip((sides.ours, sides.plain), made, strict=True)
    }

    def measure(side: Side) -> float:
        with side.tab() as tab:
            tab.goto(addresses[side.name])
            waited: float = tab.evaluate("loaded")
            return waited

    taken = sides.in_turns(size.rounds, measure, with_peer=False)
    return _row(f"DOMContentLoaded: {made[0].name}", taken, judged)


def _row(name: str, taken: Figures[float], judged: Judged) -> Row:
    return Row(f"until painted: {name}", "ms", taken, judged, MOST_MS)
