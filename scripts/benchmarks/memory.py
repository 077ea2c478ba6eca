"""Measures what a page still holds in memory after numbers were added and removed.

Depends on benchmarks/browsers.py and benchmarks/pages.py.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from playwright.sync_api import CDPSession, Page

from scripts.benchmarks import pages
from scripts.benchmarks.browsers import Side, Sides
from scripts.benchmarks.loads import load
from scripts.benchmarks.main_thread import MainThread
from scripts.benchmarks.rows import Row
from scripts.benchmarks.sizes import Size

NUMBERS: Final = 10_000
BEFORE: Final = 500
"""How many numbers are added and removed before the memory is counted for the first time. The first
count then includes what the extension holds in every page that ever had numbers."""
COLLECTIONS: Final = 3
QUIET_MS: Final = 500
KILO: Final = 1024


@dataclass(frozen=True)
class Held:
    """What a page holds in memory after numbers were added and removed: how many more kilobytes,
    nodes and listeners than before. `kept` is how many of the removed nodes are still in memory.
    `painted` is how many of the added lists of numbers were painted, and how many lists were
    added."""

    kilobytes: float
    nodes: float
    listeners: float
    kept: float
    painted: tuple[int, int]


def memory(sides: Sides, size: Size) -> list[Row]:
    """Returns rows about a page to which numbers are added and from which the numbers are removed.
    The rows pass only if no removed node stays in memory, and if the page then holds no more nodes
    and no more listeners than before. The last row, which has no limit, shows by how much the heap
    has grown."""
    count = size.of(NUMBERS)
    addresses = sides.put(pages.coming_and_going())

    def measure(side: Side) -> Held:
        with side.tab() as tab:
            load(tab, addresses[side.name], side.quiet_ms(size))
            return held_after(tab, count, is_plain=side is sides.plain)

    taken = sides.in_turns(1, measure, with_peer=False)
    name, painted = f"after {count:,} numbers came and went", taken.ours[0].painted
    rows = [
        Row(f"{name}: kept", "nodes", taken.each(lambda held: held.kept), limit=0),
        Row(f"{name}: more", "nodes", taken.each(lambda held: held.nodes), limit=0),
        Row(f"{name}: more", "listeners", taken.each(lambda held: held.listeners), limit=0),
        Row(f"{name}: more", "kB heap", taken.each(lambda held: held.kilobytes)),
    ]
    return [replace(row, painted=painted) for row in rows]


def held_after(tab: Page, count: int, *, is_plain: bool) -> Held:
    """Adds `count` numbers to a page from `pages.coming_and_going` and removes these numbers.
    Returns how much more the page then holds in memory than before."""
    session = tab.context.new_cdp_session(tab)
    _cycle(tab, BEFORE, is_plain=is_plain)
    before = _counts(tab, session)
    painted = _cycle(tab, count, is_plain=is_plain)
    after = _counts(tab, session)
    heap, nodes, listeners = (now - then for now, then in zip(after, before, strict=True))
    return Held(heap, nodes, listeners, tab.evaluate("countKept()"), painted)


def _cycle(tab: Page, count: int, *, is_plain: bool) -> tuple[int, int]:
    painted, came = tab.evaluate("([count, isPlain]) => cycle(count, isPlain)", [count, is_plain])
    return painted, came


def _counts(tab: Page, session: CDPSession) -> list[float]:
    """Makes the browser collect garbage. Returns the kilobytes of the heap, the count of nodes and
    the count of listeners."""
    MainThread(tab).wait_until_idle(QUIET_MS)
    for _ in range(COLLECTIONS):
        session.send("HeapProfiler.collectGarbage")
    heap: dict[str, Any] = session.send("Runtime.getHeapUsage")
    counters: dict[str, int] = session.send("Memory.getDOMCounters")
    return [heap["usedSize"] / KILO, counters["nodes"], counters["jsEventListeners"]]
