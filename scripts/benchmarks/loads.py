"""Measures what the extension adds to loading a page. The figure is the time for which the main
thread works until the page is at rest, less that time on the page without the extension.

Depends on benchmarks/browsers.py, benchmarks/pages.py and benchmarks/main_thread.py.
"""

from dataclasses import replace
from typing import Final

from playwright.sync_api import Page

from scripts.benchmarks import pages
from scripts.benchmarks.browsers import IN_PAGE, Side, Sides
from scripts.benchmarks.main_thread import MainThread
from scripts.benchmarks.pages import BenchPage
from scripts.benchmarks.rows import Row
from scripts.benchmarks.sizes import Size

MOST_MS: Final = 300.0
MOST_FRAMES_MS: Final = 35.0
MOST_FIRST_MS: Final = 15.0
THIRD: Final = 1 / 3
MOST_FRAMES: Final = 30
TIMES_A_SHORT_PAGE: Final = 3
"""For a page that loads in a few milliseconds, the number of rounds is multiplied by this factor,
because the times of such a page vary more."""
PAINTED: Final = (IN_PAGE / "painted.js").read_text("utf-8")


def list_items(sides: Sides, size: Size) -> list[Row]:
    page = pages.list_items(size.of(120_000), size.of(500))
    return [replace(_row(sides, size, page), limit=MOST_MS, peer_share=THIRD)]


def table(sides: Sides, size: Size) -> list[Row]:
    page = pages.directory(size.of(5_000))
    return [replace(_row(sides, size, page), limit=MOST_MS, peer_share=THIRD)]


def nested_boxes(sides: Sides, size: Size) -> list[Row]:
    return [_row(sides, size, pages.nested_boxes(size.of(2_000)))]


def grid(sides: Sides, size: Size) -> list[Row]:
    return [_row(sides, size, pages.grid(size.of(5_000)))]


def virtual_table(sides: Sides, size: Size) -> list[Row]:
    return [_row(sides, size, pages.virtual_table(size.of(5_000)))]


def long_text(sides: Sides, size: Size) -> list[Row]:
    return [_row(sides, size, pages.long_text(size.of(300_000), lines_a_number=50))]


def longer_text(sides: Sides, size: Size) -> list[Row]:
    return [_row(sides, size, pages.long_text(size.of(1_000_000), lines_a_number=4))]


def inline_json(sides: Sides, size: Size) -> list[Row]:
    return [_row(sides, size, pages.inline_json(size.of(500_000)))]


def frames(sides: Sides, size: Size) -> list[Row]:
    page = pages.frames(min(MOST_FRAMES, size.of(MOST_FRAMES * 4)))
    return [replace(_row(sides, size, page), limit=MOST_FRAMES_MS)]


def first_number(sides: Sides, size: Size) -> list[Row]:
    often = replace(size, rounds=size.rounds * TIMES_A_SHORT_PAGE)
    return [replace(_row(sides, often, pages.one_number()), limit=MOST_FIRST_MS)]


def _row(sides: Sides, size: Size, page: BenchPage) -> Row:
    """Loads the page on each side in each round. Returns a row with the milliseconds of each round,
    and with the count of numbers that the extension painted in the last round."""
    addresses = sides.put(page)
    painted = (0, 0)

    def measure(side: Side) -> float:
        nonlocal painted
        with side.tab() as tab:
            used = load(tab, addresses[side.name], side.quiet_ms(size))
            if side is sides.ours:
                painted = painted_in_view(tab, page.items)
            return used

    taken = sides.in_turns(size.rounds, measure)
    return Row(f"loading: {page.name}", "ms", taken, painted=painted)


def load(tab: Page, address: str, quiet_ms: float) -> float:
    """Loads the page with this address in a tab. Returns the milliseconds for which the main thread
    worked until the page was at rest.

    The tab must already show a page of the same site, so that both pages have the same main thread.
    """
    thread = MainThread(tab)
    tab.goto(address)
    return thread.wait_until_idle(quiet_ms)


def painted_in_view(tab: Page, items: str) -> tuple[int, int]:
    """Returns how many of the numbers in view are painted, and how many numbers are in view."""
    asked = f"(items) => {{ {PAINTED}; return paintedInView(items); }}"
    found: dict[str, int] = tab.evaluate(asked, items)
    return found["painted"], found["inView"]
