"""What the extension costs a page, said without a clock: what is loaded, what is asked of the page,
what is left behind. The clock's part is `scripts/bench.py page`."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from scripts.speed import pages
from scripts.speed.bench_page import OURS, PLACES_OF_MARKS, memory_around
from scripts.speed.tracing import Trace
from scripts.stage.page_server import PageServer
from tests.browser.extension import mark

COUNT_ANSWERS = """
var answered = [];
(() => {
  const real = heal;
  heal = (scan, records) => {
    if (records.length > 0) answered.push(records.length);
    real(scan, records);
  };
})()
"""


class Isolated:
    """The extension's own world in a page, into which only a debugger sees."""

    def __init__(self, page: Page) -> None:
        self.scripts: list[str] = []
        self._world = 0
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.on("Debugger.scriptParsed", self._parsed)
        self._session.on("Runtime.executionContextCreated", self._created)
        self._session.send("Debugger.enable")
        self._session.send("Runtime.enable")

    def _parsed(self, event: dict[str, Any]) -> None:
        self.scripts.append(event["url"])

    def _created(self, event: dict[str, Any]) -> None:
        if event["context"]["origin"].startswith(OURS):
            self._world = event["context"]["id"]

    def evaluate(self, expression: str) -> Any:
        asked = {"expression": expression, "contextId": self._world, "returnByValue": True}
        return self._session.send("Runtime.evaluate", asked)["result"].get("value")

    def has_engine(self) -> bool:
        return any("/detection/" in script for script in self.scripts)


@pytest.fixture
def isolated(page: Page) -> Isolated:
    return Isolated(page)


def looked_at(page: Page) -> None:
    """All that waits in the page was looked at: a number that comes last is marked."""
    page.evaluate(
        """() => {
          const last = document.createElement("p");
          last.textContent = "ring +1 650-253-0000";
          document.body.append(last);
        }"""
    )
    expect(mark(page, "+16502530000")).to_be_visible()


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
    looked_at(page)
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
    expect(mark(page, "+12133734253")).to_have_count(1)


MADE = {
    "a long page": pages.long_page(3000, 12),
    "a directory": pages.directory(250),
    "a long text": pages.long_text(100_000, is_marked=True),
    "data": pages.inline_json(20_000),
}


@pytest.mark.parametrize("case", MADE)
def test_every_number_is_marked_and_style_is_worked_out_once_a_slice(
    case: str, page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    made = MADE[case]
    with Trace(browser_context, page) as trace:
        page.goto(page_server.add(made.html))
        expect(page.locator(PLACES_OF_MARKS)).to_have_count(made.numbers)
    cost = trace.cost(OURS)
    assert cost.forced <= cost.entries


def test_a_text_too_long_to_lay_out_anew_is_left_alone(page: Page, page_server: PageServer) -> None:
    made = pages.long_text(450_000, is_marked=False)
    page.goto(page_server.add(made.html))
    looked_at(page)
    expect(page.locator(PLACES_OF_MARKS)).to_have_count(1)


def test_what_we_write_is_never_answered(
    page: Page, page_server: PageServer, isolated: Isolated
) -> None:
    page.goto(page_server.add(pages.directory(1).html))
    expect(page.locator(PLACES_OF_MARKS)).to_have_count(1)
    isolated.evaluate(COUNT_ANSWERS)
    page.evaluate(
        """() => {
          const list = document.createElement("ul");
          for (let index = 0; index < 50; index += 1) {
            const item = document.createElement("li");
            item.textContent = `Call (415) 555-${3000 + index}`;
            list.append(item);
          }
          document.body.append(list);
        }"""
    )
    expect(page.locator(PLACES_OF_MARKS)).to_have_count(51)
    looked_at(page)
    # The page's two additions, each told once.
    assert isolated.evaluate("answered") == [1, 1]


def test_memory_is_given_back_when_marks_go(
    browser_context: BrowserContext, page_server: PageServer, fresh_extension: None
) -> None:
    before, after = memory_around(browser_context, page_server, 1000)
    assert (after.nodes, after.listeners) == (before.nodes, before.listeners)


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
    marked = page.frame_locator("iframe").locator("[data-click-to-call='+12133734253']")
    expect(marked).to_have_count(1)
