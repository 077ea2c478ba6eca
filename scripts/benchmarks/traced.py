"""Measures how long the extension's own scripts run while a page loads, and how long their longest
task takes.

Depends on benchmarks/browsers.py, benchmarks/pages.py and benchmarks/tracing.py.
"""

from dataclasses import replace
from typing import Final

from scripts.benchmarks import pages
from scripts.benchmarks.browsers import Side, Sides
from scripts.benchmarks.loads import load
from scripts.benchmarks.pages import BenchPage
from scripts.benchmarks.rows import Row
from scripts.benchmarks.sizes import Size
from scripts.benchmarks.tracing import Trace

OURS: Final = "chrome-extension://"
PEER: Final = "/c2d/"
WALKER: Final = "bare.test"
WALK: Final = """() => new Promise((done) => setTimeout(() => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  let length = 0;
  for (let text; (text = walker.nextNode()); ) length += text.data.length;
  done(length);
}))
//# sourceURL=http://bare.test/walker.js"""
MOST_WALKS: Final = 2.0
MOST_TASK_MS: Final = 16.0


def list_items(sides: Sides, size: Size) -> list[Row]:
    """Measures how long the extension's scripts run on a long list, and how long their longest task
    takes. The first time is a multiple of the time of the walk, a script that only reads each text
    of the page."""
    page = pages.list_items(size.of(120_000), size.of(500))
    return _rows(sides, size, page, MOST_WALKS)


def table(sides: Sides, size: Size) -> list[Row]:
    return _rows(sides, size, pages.directory(size.of(5_000)), None)


def long_text(sides: Sides, size: Size) -> list[Row]:
    return _rows(sides, size, pages.long_text(size.of(1_000_000), lines_a_number=4), None)


def _rows(sides: Sides, size: Size, page: BenchPage, limit: float | None) -> list[Row]:
    addresses = sides.put(page)

    def measure(side: Side) -> tuple[float, float]:
        """Returns for how many milliseconds the measured script ran, and how many milliseconds its
        longest task took. The measured script is the extension on the side `ours`, ringcentral-c2d
        on the side `peer`, and the walk on the side `plain`, where the second figure is 0."""
        quiet_ms = side.quiet_ms(size)
        with side.tab() as tab:
            if side is sides.plain:
                load(tab, addresses[side.name], quiet_ms)
                with Trace(side.context, tab) as trace:
                    tab.evaluate(WALK)
                return trace.script(WALKER), 0
            script = OURS if side is sides.ours else PEER
            with Trace(side.context, tab) as trace:
                load(tab, addresses[side.name], quiet_ms)
            return trace.script(script), trace.longest(script)

    taken = sides.in_turns(size.rounds, measure)
    scripts = taken.each(lambda times: times[0])
    longest = replace(taken.each(lambda times: times[1]), plain=[])
    return [
        Row(f"script (plain: a walk): {page.name}", "ms", scripts, "ratio", limit),
        Row(f"longest task: {page.name}", "ms", longest, "itself", MOST_TASK_MS),
    ]
