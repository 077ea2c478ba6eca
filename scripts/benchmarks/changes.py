"""Measures what the extension costs while a page changes or scrolls, or while the pointer moves
over the page.

A figure is the main thread's time for one step (a change, a frame or a move of the pointer), less
the time for the same step on the page without the extension. The figure is for each step and not
for each second, so a busy computer that makes fewer steps in a second does not change the figure.
Depends on benchmarks/browsers.py, benchmarks/pages.py and benchmarks/main_thread.py.
"""

from collections.abc import Callable
from statistics import quantiles
from typing import Final

from playwright.sync_api import Page

from scripts.benchmarks import pages
from scripts.benchmarks.browsers import Side, Sides
from scripts.benchmarks.main_thread import MainThread
from scripts.benchmarks.pages import BenchPage
from scripts.benchmarks.rows import Figures, Row
from scripts.benchmarks.sizes import Size

CHANGES: Final = 5_000
CHANGES_A_SECOND: Final = 1_000
FRAMES: Final = 300
REST_MS: Final = 5_000
MOVES: Final = 300
MOVES_A_SECOND: Final = 60
MOST_FEED_PERCENT: Final = 4.0
MOST_SWEEP_PERCENT: Final = 3.0
MOST_FRAME_MS: Final = 0.7
MOST_FRAME_RATIO: Final = 1.1

Measured = tuple[float, list[float]]
"""The result of a measurement: the milliseconds for which the main thread works for one step on
average, and the list that the `Steps` function returns."""
Steps = Callable[[Page], list[float]]
"""A function that makes all steps on a page, for example all moves of the pointer. Returns the
milliseconds that each step takes, or an empty list if only the main thread's time is measured."""


def feed(sides: Sides, size: Size) -> list[Row]:
    """Measures for which share of the time the main thread works while a feed changes texts of a
    page."""
    count = size.of(CHANGES)
    taken = _measured(sides, size, pages.feed(), count, lambda tab: _run(tab, count))
    name = "1,000 text changes a second"
    return [_share(name, taken, CHANGES_A_SECOND, MOST_FEED_PERCENT)]


def rest(sides: Sides, size: Size) -> list[Row]:
    """Measures for which share of the time the main thread works while nothing happens on a page of
    numbers."""
    milliseconds, page = size.of(REST_MS), pages.directory(size.of(5_000))
    taken = _measured(sides, size, page, milliseconds, lambda tab: _wait(tab, milliseconds))
    return [_share(f"nothing happens: {page.name}", taken, 1_000, None)]


def sweep(sides: Sides, size: Size) -> list[Row]:
    """Measures for which share of the time the main thread works while the pointer moves over a
    page of numbers."""
    count, page = size.of(MOVES), pages.directory(size.of(5_000))
    taken = _measured(sides, size, page, count, lambda tab: _sweep(tab, count))
    name = f"pointer over a {page.name}"
    return [_share(name, taken, MOVES_A_SECOND, MOST_SWEEP_PERCENT)]


def counter(sides: Sides, size: Size) -> list[Row]:
    """Measures how much longer each frame takes on a page of numbers on which one text changes in
    every frame."""
    count, page = size.of(FRAMES), pages.counter_beside(size.of(5_000))
    taken = _measured(sides, size, page, count, lambda tab: _run(tab, count))
    name = f"a change in each frame: {page.name}"
    return [Row(name, "ms/frame", taken.each(_cost), limit=MOST_FRAME_MS)]


def scroll(sides: Sides, size: Size) -> list[Row]:
    """Measures the milliseconds from one frame to the next while a virtual table scrolls, and how
    much longer the main thread works for each frame."""
    count, page = size.of(FRAMES), pages.virtual_table(size.of(5_000))
    taken = _measured(sides, size, page, count, lambda tab: _run(tab, count))
    slow = taken.each(lambda measured: percentile95(measured[1]))
    name = f"scrolling a {page.name}"
    return [
        Row(f"{name}, p95", "ms/frame", slow, "ratio", MOST_FRAME_RATIO),
        Row(f"{name}, thread", "ms/frame", taken.each(_cost)),
    ]


def percentile95(figures: list[float]) -> float:
    """Returns the figure that 95 % of the figures do not exceed."""
    return quantiles(figures, n=20, method="inclusive")[-1] if len(figures) > 1 else figures[0]


def _measured(
    sides: Sides, size: Size, page: BenchPage, count: int, steps: Steps
) -> Figures[Measured]:
    """Loads the page on each side in each round. When the page is at rest, calls `steps`, which
    makes all `count` steps. Returns what was measured on each side."""
    addresses = sides.put(page)

    def measure(side: Side) -> Measured:
        quiet_ms = side.quiet_ms(size)
        with side.tab() as tab:
            tab.goto(addresses[side.name])
            thread = MainThread(tab)
            thread.wait_until_idle(quiet_ms)
            before = thread.used()
            times = steps(tab)
            return (thread.wait_until_idle(quiet_ms) - before) / count, times

    return sides.in_turns(size.rounds, measure)


def _run(tab: Page, count: int) -> list[float]:
    times: list[float] = tab.evaluate("(count) => run(count)", count)
    return times


def _wait(tab: Page, milliseconds: int) -> list[float]:
    tab.wait_for_timeout(milliseconds)
    return []


def _sweep(tab: Page, count: int) -> list[float]:
    """Moves the pointer along slanted lines over the page. Each move begins when the browser has
    handled the previous move."""
    for move in range(count):
        tab.mouse.move(40 + move * 37 % 700, 30 + move * 11 % 740)
    return []


def _cost(measured: Measured) -> float:
    return measured[0]


def _share(name: str, taken: Figures[Measured], steps_a_second: int, limit: float | None) -> Row:
    """Returns a row with the percentage of the time for which the main thread works if
    `steps_a_second` steps happen in each second."""
    percent = steps_a_second / 10
    return Row(name, "%", taken.each(lambda measured: measured[0] * percent), limit=limit)
