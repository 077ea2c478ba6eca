"""What the extension costs a page, for `scripts/bench.py page`: one table.

Beside it, in the same run and in turns: a bare TreeWalker that reads every text once, and
ringcentral-c2d as its README has pages load it. Each has a browser of the same kind; only ours has
the extension. All times are the main thread's own, medians of rounds.
"""

import contextlib
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from scripts.package import EXTENSION, read_manifest
from scripts.setup.environment import ROOT, say
from scripts.setup.machine import browsers
from scripts.speed import pages
from scripts.speed.pages import BenchPage
from scripts.speed.tracing import Cost, Trace
from scripts.stage.browser import ARGUMENTS, open_browser
from scripts.stage.page_server import PageServer, serve_pages

PEER: Final = ROOT / "scripts" / "bench" / "node_modules" / "ringcentral-c2d" / "build" / "index.js"
PEER_SCRIPTS: Final = '<script src="/c2d/index.js"></script><script src="/c2d/start.js"></script>'
PEER_START: Final = "new RingCentralC2D();"
OURS: Final = "chrome-extension://"
WALK: Final = """() => new Promise((done) => setTimeout(() => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  let length = 0;
  for (let text; (text = walker.nextNode()); ) length += text.data.length;
  done(length);
}))
//# sourceURL=http://bare.test/walker.js"""
QUIET: Final = """(milliseconds) => new Promise((done) => {
  setTimeout(() => requestIdleCallback(() => requestIdleCallback(() => done())), milliseconds);
})"""
PLACES_OF_MARKS: Final = "[data-click-to-call^='+']"
SETTLED_MS: Final = 400
PEER_SETTLED_MS: Final = 2500
"""ringcentral-c2d looks at the page a second after it changed."""
WATCHED_MS: Final = 6000
MARKED_WITHIN_MS: Final = 120_000
LONGEST_TASK_MS: Final = 50


@dataclass(frozen=True)
class Stage:
    """Two browsers and a server of pages."""

    ours: BrowserContext
    plain: BrowserContext
    server: PageServer


@dataclass(frozen=True)
class Row:
    """One page's costs: ours, the bare walker's, the peer's."""

    name: str
    ours: Cost
    bare: Cost
    peer: Cost
    marks: int


def bench_page(size: str, rounds: int = 3) -> None:
    """Prints the table; `size` is full or small."""
    share = 1 if size == "full" else 20
    with sync_playwright() as playwright, _stage(playwright) as stage:
        _warm_up(stage)
        _print_head()
        for maker in _makers(stage, share):
            _print_row(measure(stage, maker, rounds))
        _print_watched(stage)
        say(
            "\na frame without numbers: "
            f"{frame_cost(stage, 30 // min(share, 6)):.2f} ms of script, {early_bytes():,} bytes"
        )
        _print_scroll(stage)
        _print_growth(stage, share, rounds)
        _print_memory(stage, 10_000 // share)


def _makers(stage: Stage, share: int) -> list[Callable[[str], BenchPage]]:
    """For each page, how it is made; given are scripts that each of its frames is to load."""
    return [
        lambda _: pages.long_page(120_000 // share, 500 // share),
        lambda _: pages.directory(5_000 // share),
        lambda scripts: pages.frames(30 // min(share, 6), stage.server, scripts),
        lambda _: pages.long_text(1_000_000, is_marked=False),
        lambda _: pages.long_text(300_000 // share, is_marked=True),
        lambda _: pages.inline_json(500_000 // share),
    ]


@contextlib.contextmanager
def _stage(playwright: Playwright) -> Iterator[Stage]:
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_pages(Path(folder)) as server,
        contextlib.ExitStack() as closing,
    ):
        server.pages["/c2d/index.js"] = ("text/javascript", PEER.read_bytes())
        server.pages["/c2d/start.js"] = ("text/javascript", PEER_START.encode())
        ours = open_browser(
            playwright, profile=Path(folder) / "ours", environment=os.environ, headless=True
        )
        closing.callback(ours.close)
        plain = playwright.chromium.launch_persistent_context(
            Path(folder) / "plain",
            executable_path=browsers()[0],
            headless=False,
            chromium_sandbox=False,
            args=[*ARGUMENTS, "--headless=new"],
        )
        closing.callback(plain.close)
        yield Stage(ours, plain, server)


def _warm_up(stage: Stage) -> None:
    """The worker is awake and the first page's costs are paid, as in a browser in use."""
    page = stage.ours.new_page()
    page.goto(stage.server.add(pages.directory(1).html))
    _wait_for_marks(page, 1)
    page.close()


def _wait_for_marks(page: Page, count: int) -> None:
    page.wait_for_function(
        "([places, count]) => document.querySelectorAll(places).length >= count",
        arg=[PLACES_OF_MARKS, count],
        timeout=MARKED_WITHIN_MS,
    )
    page.evaluate(QUIET, SETTLED_MS)


def measure(stage: Stage, maker: Callable[[str], BenchPage], rounds: int) -> Row:
    """The costs of one page, taken in turns."""
    page, peers = maker(""), maker(PEER_SCRIPTS)
    address = stage.server.add(page.html)
    with_peer = stage.server.add(peers.html + PEER_SCRIPTS)
    costs: list[tuple[Cost, Cost, Cost]] = []
    marks = 0
    for _ in range(rounds):
        own, marks = our_cost(stage, address, page.numbers)
        costs.append((own, bare_cost(stage, address), peer_cost(stage, with_peer)))
    ours, bare, peer = (_median(column) for column in zip(*costs, strict=True))
    return Row(page.name, ours, bare, peer, marks)


def _median(costs: tuple[Cost, ...]) -> Cost:
    return Cost(
        statistics.median(cost.script for cost in costs),
        statistics.median(cost.longest for cost in costs),
        round(statistics.median(cost.entries for cost in costs)),
        round(statistics.median(cost.forced for cost in costs)),
    )


def our_cost(stage: Stage, address: str, numbers: int) -> tuple[Cost, int]:
    """What the extension takes of a page until all is marked, and how many marks there are."""
    with _fresh_page(stage.ours) as page:
        with Trace(stage.ours, page) as trace:
            page.goto(address)
            _wait_for_marks(page, numbers)
        marks: int = page.locator(PLACES_OF_MARKS).count()
        return trace.cost(OURS), marks


def bare_cost(stage: Stage, address: str) -> Cost:
    with _fresh_page(stage.plain) as page:
        page.goto(address)
        page.evaluate(QUIET, SETTLED_MS)
        with Trace(stage.plain, page) as trace:
            for frame in page.frames:
                frame.evaluate(WALK)
        return trace.cost("bare.test")


def peer_cost(stage: Stage, address: str) -> Cost:
    with _fresh_page(stage.plain) as page:
        with Trace(stage.plain, page) as trace:
            page.goto(address)
            page.evaluate(QUIET, PEER_SETTLED_MS)
        return trace.cost("/c2d/")


@contextlib.contextmanager
def _fresh_page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    page.goto("about:blank")
    try:
        yield page
    finally:
        page.close()


def watched_share(context: BrowserContext, address: str, script: str) -> float:
    """Per cent of the main thread that a script takes while a page changes by itself."""
    with _fresh_page(context) as page:
        page.goto(address)
        page.evaluate(QUIET, PEER_SETTLED_MS)
        with Trace(context, page) as trace:
            page.wait_for_timeout(WATCHED_MS)
        return trace.cost(script).script / WATCHED_MS * 100


def scroll_waits(stage: Stage, milliseconds: int = WATCHED_MS) -> tuple[list[float], Cost]:
    """Milliseconds from each new number on a growing page to its mark, and what that cost."""
    page_made = pages.endless()
    with _fresh_page(stage.ours) as page:
        page.goto(stage.server.add(page_made.html))
        _wait_for_marks(page, page_made.numbers)
        with Trace(stage.ours, page) as trace:
            page.evaluate("startScroll()")
            page.wait_for_timeout(milliseconds)
            waits: list[float] = page.evaluate("stopScroll()")["waits"]
        return waits, trace.cost(OURS)


def frame_cost(stage: Stage, count: int) -> float:
    """Milliseconds of script in one frame of many without numbers."""
    page = pages.frames(count, stage.server, "")
    own, _ = our_cost(stage, stage.server.add(page.html), 0)
    return own.script / (count + 1)


def early_bytes() -> int:
    """Of the scripts that every frame gets."""
    (entry,) = read_manifest()["content_scripts"]
    return sum((EXTENSION / file).stat().st_size for file in entry["js"])


CYCLE: Final = """async (count) => {
  const marked = () => document.querySelectorAll("[data-click-to-call^='+']").length;
  const frame = () => new Promise((done) => setTimeout(done, 20));
  for (let start = 0; start < count; start += 500) {
    const list = document.createElement("ul");
    for (let index = start; index < Math.min(start + 500, count); index += 1) {
      const item = document.createElement("li");
      item.textContent = `Call (${415 + Math.floor(index / 8000)}) 555-${2000 + (index % 8000)}`;
      list.append(item);
    }
    const before = marked();
    document.body.append(list);
    while (marked() < before + list.childElementCount) await frame();
    list.remove();
  }
  await frame();
}"""


@dataclass(frozen=True)
class Memory:
    """What a page holds after its garbage was collected."""

    heap: int
    nodes: int
    listeners: int


def memory_around(context: BrowserContext, server: PageServer, marks: int) -> tuple[Memory, Memory]:
    """Before and after so many marks came and went."""
    with _fresh_page(context) as page:
        page.goto(server.add(pages.directory(1).html))
        _wait_for_marks(page, 1)
        page.evaluate(CYCLE, 500)
        before = _memory(page)
        page.evaluate(CYCLE, marks)
        return before, _memory(page)


def _memory(page: Page) -> Memory:
    page.evaluate(QUIET, SETTLED_MS)
    session = page.context.new_cdp_session(page)
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
        page.evaluate(QUIET, 50)
    heap: dict[str, Any] = session.send("Runtime.getHeapUsage")
    counters: dict[str, int] = session.send("Memory.getDOMCounters")
    session.detach()
    return Memory(int(heap["usedSize"]), counters["nodes"], counters["jsEventListeners"])


def _print_head() -> None:
    say(
        f"{'ms of the main thread':<32}{'ours':>8}{'bare':>8}{'':>8}{'c2d':>9}{'':>8}"
        f"{'longest':>9}{'c2d':>8}{'marks':>7}"
    )


def _print_row(row: Row) -> None:
    ours, bare, peer = row.ours.script, row.bare.script, row.peer.script
    say(
        f"{row.name:<32}{ours:>8.1f}{bare:>8.1f}{ours / bare:>7.1f}x{peer:>9.1f}"
        f"{peer / ours:>7.1f}x{row.ours.longest:>9.1f}{row.peer.longest:>8.1f}{row.marks:>7}"
    )


def _print_watched(stage: Stage) -> None:
    feed = pages.feed().html
    own = watched_share(stage.ours, stage.server.add(feed), OURS)
    peer = watched_share(stage.plain, stage.server.add(feed + PEER_SCRIPTS), "/c2d/")
    say(
        f"\n1,000 changes a second: {own:.2f} % of the main thread; c2d {peer:.2f} % "
        f"({peer / own:.1f}x)"
    )


def _print_scroll(stage: Stage) -> None:
    waits, cost = scroll_waits(stage)
    rank = statistics.quantiles(waits, n=20)
    say(
        f"infinite scroll: {len(waits)} new numbers marked, p50 {statistics.median(waits):.0f} ms, "
        f"p95 {rank[-1]:.0f} ms, {cost.script / WATCHED_MS * 100:.2f} % of the main thread"
    )


def _print_growth(stage: Stage, share: int, rounds: int) -> None:
    costs = []
    for times in (1, 2, 4, 8):
        made = pages.long_page(15_000 * times // share, 64 * times // min(share, 16))
        address = stage.server.add(made.html)
        taken = [our_cost(stage, address, made.numbers)[0].script for _ in range(rounds)]
        costs.append(statistics.median(taken))
    told = "  ".join(
        f"{times}x {cost:.1f} ms" for times, cost in zip((1, 2, 4, 8), costs, strict=True)
    )
    say(f"growth with the page: {told}")


def _print_memory(stage: Stage, marks: int) -> None:
    before, after = memory_around(stage.ours, stage.server, marks)
    say(
        f"after {marks:,} marks came and went: {(after.heap - before.heap) / 1024:+.0f} kB heap, "
        f"{after.nodes - before.nodes:+} nodes, {after.listeners - before.listeners:+} listeners"
    )
