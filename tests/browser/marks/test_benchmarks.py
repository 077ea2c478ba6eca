"""Tests what the extension costs a page, counted without a clock: loaded scripts, requests to the
page, objects left in memory. Also tests that `scripts/bench.py page`, which measures times, runs
to its end."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Frame, Page, Playwright, expect

from scripts.bench import install_peers
from scripts.benchmarks import pages
from scripts.benchmarks.browsers import IN_PAGE, Sides, open_sides
from scripts.benchmarks.loads import painted_in_view
from scripts.benchmarks.memory import held_after
from scripts.benchmarks.page import PARTS, measured, warm_up
from scripts.benchmarks.rows import HEAD, Figures, Row
from scripts.benchmarks.sizes import SIZES
from scripts.benchmarks.traced import OURS
from scripts.benchmarks.tracing import Trace
from scripts.setup.paths import EXTENSION, PYTHON, ROOT
from tests.support.page_server import PageServer, serve_pages
from tests.support.painted import painted_texts

BENCH = ROOT / "scripts" / "bench.py"
NEVER_MS = 20_000
"""The time in milliseconds that the benchmark reports for a number that is never painted."""
LAST = "650-253-0000"
TEXTS = """() => [...(CSS.highlights.get("click-to-call") ?? [])].map(
  (range) => range.startContainer.data.slice(range.startOffset, range.endOffset))"""


class Isolated:
    """The extension's isolated world in a page, which only a debugger can reach."""

    def __init__(self, page: Page) -> None:
        self.scripts: list[str] = []
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.on("Debugger.scriptParsed", self._parsed)
        self._session.send("Debugger.enable")

    def _parsed(self, event: dict[str, Any]) -> None:
        self.scripts.append(event["url"])

    def has_engine(self) -> bool:
        return any("/detection/" in script for script in self.scripts)


@pytest.fixture
def isolated(page: Page) -> Isolated:
    return Isolated(page)


def wait_until_painted(page: Page | Frame, *numbers: str) -> None:
    """Waits until exactly these texts are painted, in any order."""
    page.wait_for_function(
        f"(wanted) => JSON.stringify(({TEXTS})().sort()) === JSON.stringify(wanted)",
        arg=sorted(numbers),
    )


def look_at_all(page: Page) -> None:
    """Adds a number to the page and waits until this number is painted. By then the extension has
    read the page's earlier text."""
    page.evaluate(
        """(number) => {
          const last = document.createElement("p");
          last.textContent = `ring ${number}`;
          document.body.prepend(last);
        }""",
        LAST,
    )
    page.wait_for_function(f"(number) => ({TEXTS})().includes(number)", arg=LAST)


def test_a_frame_without_numbers_gets_no_engine(
    page: Page, page_server: PageServer, isolated: Isolated
) -> None:
    page.goto(page_server.add("<!doctype html><p id=p>Since 2019</p><p>12 | 34</p>"))
    page.evaluate(
        """async () => {
          for (const text of ["OK", "1", "", "12.5", "7", "-"]) {
            p.textContent = text;
            p.append("!");
            await new Promise((done) => requestIdleCallback(() => setTimeout(done, 60)));
          }
        }"""
    )
    assert not isolated.has_engine()
    look_at_all(page)
    assert isolated.has_engine()


def test_a_number_in_several_new_texts_brings_the_engine(
    page: Page, page_server: PageServer
) -> None:
    page.goto(page_server.add("<!doctype html><html lang=en-US><p id=p>Call </p>"))
    page.evaluate(
        """async () => {
          for (const text of ["(213) ", "373", "-", "4253"]) {
            await new Promise((done) => requestIdleCallback(() => setTimeout(done, 60)));
            p.append(text);
          }
        }"""
    )
    wait_until_painted(page, "(213) ", "373", "-", "4253")


MADE = {
    "a long list": pages.list_items(3000, 200),
    "a table": pages.directory(250),
    "a grid": pages.grid(250),
    "nested boxes": pages.nested_boxes(60),
    "a long text": pages.long_text(100_000, lines_a_number=4),
    "a very long text": pages.long_text(1_000_000, lines_a_number=4),
    "data": pages.inline_json(20_000),
}


@pytest.mark.parametrize("case", MADE)
def test_every_number_in_view_is_painted_and_style_is_worked_out_once_a_slice(
    case: str, page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    made = MADE[case]
    with Trace(browser_context, page) as trace:
        page.goto(page_server.add(made.html))
        painted, in_view = painted_in_view(page, made.items)
    assert painted == in_view > 0
    assert trace.forced(OURS) <= trace.entries(OURS)


def test_nothing_is_held_of_numbers_that_came_and_went(
    browser_context: BrowserContext, fresh_extension: None
) -> None:
    with serve_pages(IN_PAGE) as server:
        tab = browser_context.new_page()
        tab.goto(server.add(pages.coming_and_going().html))
        held = held_after(tab, 1000, is_plain=False)
        tab.close()
    assert held.painted == (2, 2)
    assert held.kept == 0
    # The layer keeps some elements for reuse, and the list for screen readers is rebuilt with a
    # delay, so some elements are still in memory. A leak would keep at least one node for each of
    # the 1,000 numbers.
    assert held.nodes <= 100
    assert held.listeners <= 2


FRAMES = {
    "srcdoc": "frame.srcdoc = text",
    "sandboxed": "frame.sandbox = ''; frame.srcdoc = text",
    "sandboxed with scripts": "frame.sandbox = 'allow-scripts'; frame.srcdoc = text",
    "blank": "queueMicrotask(() => { frame.contentDocument.body.innerHTML = text })",
    "written": "queueMicrotask(() => { const to = frame.contentDocument; to.open(); to.write(text);"
    " to.close() })",
    "a blob": "frame.src = URL.createObjectURL(new Blob([text], { type: 'text/html' }))",
    "data": "frame.src = `data:text/html,${encodeURIComponent(text)}`",
}


@pytest.mark.parametrize("kind", FRAMES)
def test_the_engine_comes_into_every_kind_of_frame(
    kind: str, page: Page, page_server: PageServer
) -> None:
    page.goto(
        page_server.add(
            "<!doctype html><html lang=en-US><body><script>"
            "const text = '<p>Call 213-373-4253</p>';"
            "const frame = document.createElement('iframe');"
            f"document.body.append(frame); {FRAMES[kind]}</script>"
        )
    )
    expect(page.frame_locator("iframe").locator("p")).to_be_visible()
    # A sandboxed frame runs no timers, so the test waits in the outer page and reads the frame's
    # painted texts again and again.
    for _ in range(600):
        if painted_texts(page.frames[1]) == ["213-373-4253"]:
            break
        page.evaluate("new Promise(requestAnimationFrame)")
    assert painted_texts(page.frames[1]) == ["213-373-4253"]


@pytest.fixture(scope="module")
def sides(playwright: Playwright) -> Iterator[Sides]:
    install_peers()
    with open_sides(playwright, EXTENSION) as opened:
        warm_up(opened)
        yield opened


@pytest.mark.parametrize("part", PARTS)
def test_the_bench_measures_each_part_with_the_numbers_in_view_painted(
    part: str, sides: Sides
) -> None:
    rows = list(measured(sides, SIZES["small"], [part]))
    assert rows
    for row in rows:
        painted, in_view = row.painted
        assert painted == in_view
        assert row.figures.ours
        assert max(row.figures.ours) < NEVER_MS
        assert row.line().startswith(row.name)


def test_the_bench_prints_a_table_and_writes_its_figures(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = subprocess.run(
        [PYTHON, BENCH, "page", "--size=small", f"--json={figures}", "--parts", "json", "arrivals"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    rows = json.loads(figures.read_text("utf-8"))
    lines = done.stdout.splitlines()
    assert lines[0] == HEAD
    assert [line[: len(row["name"])] for line, row in zip(lines[1:], rows, strict=True)] == [
        row["name"] for row in rows
    ]
    assert [row["limit"] for row in rows] == [None, 100]
    assert all(row["rounds"]["ours"] for row in rows)


FIGURES = Figures([7.0, 3.0, 5.0], [1.0, 3.0, 2.0], [20.0, 24.0, 22.0])
ROW = Row("a page", "ms", FIGURES)


@pytest.mark.parametrize(
    ("row", "figure", "lowest", "passes"),
    [
        (ROW, 3, 2, None),
        (replace(ROW, limit=3), 3, 2, True),
        (replace(ROW, limit=2.9), 3, 2, False),
        (replace(ROW, judged="itself", limit=5), 5, 3, True),
        (replace(ROW, judged="ratio", limit=2.4), 2.5, 3, False),
        (replace(ROW, peer_share=0.15), 3, 2, True),
        (replace(ROW, limit=3, peer_share=0.14), 3, 2, False),
        (replace(ROW, limit=3, painted=(4, 5)), 3, 2, False),
        (replace(ROW, limit=3, painted=(5, 5)), 3, 2, True),
    ],
)
def test_a_row_is_held_against_its_limits(
    row: Row, figure: float, lowest: float, passes: bool | None
) -> None:
    assert (row.figure(), row.figure(min), row.passes()) == (figure, lowest, passes)


CHANGER = """
addEventListener("load", () => setTimeout(() => {
  document.body.style.columnCount = 3;
  requestAnimationFrame(() => requestAnimationFrame(() => { document.title = "changed"; }));
}, 300));
"""
DISTURBER = "const again = () => requestAnimationFrame(again); again();"


def test_a_frame_counts_for_the_script_that_alone_made_it_necessary(sides: Sides) -> None:
    server = sides.plain.server
    server.pages["/changer.js"] = ("text/javascript", CHANGER.encode())
    server.pages["/disturber.js"] = ("text/javascript", DISTURBER.encode())
    alone = pages.grid(200).html + '<script src="/changer.js"></script>'
    beside = alone + '<script src="/disturber.js"></script>'
    is_longer = []
    for html in (alone, beside):
        with sides.plain.tab() as tab:
            with Trace(sides.plain.context, tab) as trace:
                tab.goto(server.add(html))
                expect(tab).to_have_title("changed")
            is_longer.append(trace.longest("/changer.js") > trace.script("/changer.js"))
    assert is_longer == [True, False]
