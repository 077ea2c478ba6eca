"""Tests the extension beside another extension, translators, and pages that often rewrite their
texts. All of them work as without the extension, no text is lost, and the browser can
garbage-collect removed nodes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from scripts.setup.paths import ROOT
from tests.support.browser import extension_id_of, open_browser
from tests.support.host import plain_environment
from tests.support.page_server import PageServer
from tests.support.watching import (
    LAST,
    TALL,
    everything_is_read,
    expect_count,
    expect_painted,
)

LINKIFIER = ROOT / "tests" / "support" / "extensions" / "linkifier"
# The most garbage collections that the test requests, one before each animation frame.
LOOKS = 60


def show(page: Page, server: PageServer, body: str) -> None:
    page.goto(server.add(f"<!doctype html><html lang=en-US><body>{body}<p id=last></p></body>"))


@pytest.fixture
def with_linkifier(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    """Yields a browser with another extension that also turns numbers into links."""
    context = open_browser(
        playwright, profile=tmp_path, environment=plain_environment(), headless=True
    )
    extension_id_of(context)
    assert context.browser is not None
    debugger = context.browser.new_browser_cdp_session()
    debugger.send("Extensions.loadUnpacked", {"path": str(LINKIFIER)})
    yield context
    context.close()


def test_numbers_that_another_extension_makes_links_of_are_left_to_it(
    with_linkifier: BrowserContext, page_server: PageServer
) -> None:
    page = with_linkifier.new_page()
    page.set_viewport_size(TALL)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    rows = "".join(f"<li>Ring 213-373-42{number} now</li>" for number in range(10, 60))
    show(page, page_server, f"<ul>{rows}</ul><pre>213-373-4298 or</pre><b>213-373-4299</b>")
    expect(page.locator("a[href^='stranger:']")).to_have_count(52)
    everything_is_read(page)
    expect_painted(page, [LAST])
    html = page.evaluate("document.body.innerHTML")
    page.evaluate("document.querySelector('b').textContent = '415-555-2671'")
    expect(page.locator("a[href^='stranger:']")).to_have_count(52)
    everything_is_read(page)
    expect_painted(page, [LAST])
    assert page.evaluate("document.body.innerHTML") == html.replace("213-373-4299", "415-555-2671")
    assert said == []


TRANSLATOR = """
  // As Google's: each text gives way to two <font>s, and what changes later is translated too.
  const originals = new Map();
  const observer = new MutationObserver(translate);
  function translate() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (text.parentElement.closest("script, font")) continue;
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.textContent = text.data.replace("Ring", "Ruf").replace("now", "jetzt");
      outer.append(inner);
      originals.set(outer, text);
      text.replaceWith(outer);
    }
    observer.observe(document, { childList: true, characterData: true, subtree: true });
  }
  function showOriginal() {
    observer.disconnect();
    for (const [outer, text] of originals) outer.replaceWith(text);
    originals.clear();
  }
"""


def test_a_translator_over_us_and_back(page: Page, page_server: PageServer) -> None:
    body = f"<p>Ring 213-373-4253 now</p><p>213-373-4254</p><script>{TRANSLATOR}</script>"
    show(page, page_server, body)
    everything_is_read(page)
    before = page.evaluate("document.body.innerHTML")
    for _ in range(3):
        page.evaluate("translate()")
        expect(page.locator("p").first).to_have_text("Ruf 213-373-4253 jetzt")
        expect_painted(page, ["213-373-4253", "213-373-4254", LAST])
        page.evaluate("showOriginal()")
        expect_painted(page, ["213-373-4253", "213-373-4254", LAST])
        assert page.evaluate("document.body.innerHTML") == before


def test_a_page_that_writes_its_number_again_and_again(page: Page, page_server: PageServer) -> None:
    """The page writes its text anew in 200 animation frames. Afterwards, the number in the text
    is painted, and nothing else."""
    script = """
      let n = 0;
      const write = () => {
        p.textContent = `${n} calls to 213-373-4253`;
        if ((n += 1) <= 200) requestAnimationFrame(write);
      };
      write();
    """
    show(page, page_server, f"<p id=p></p><script>{script}</script>")
    page.wait_for_function("n > 200")
    everything_is_read(page)
    expect_painted(page, ["213-373-4253", LAST])


@pytest.mark.parametrize("way", ["at once", "one after another"])
def test_many_copies_of_one_line(way: str, page: Page, page_server: PageServer) -> None:
    show(page, page_server, "<ul id=list><li>Call 213-373-4253</li></ul>")
    expect_painted(page, ["213-373-4253"])
    copy = "list.append(list.firstChild.cloneNode(true))"
    if way == "at once":
        page.evaluate(f"for (let left = 12; left > 0; left -= 1) {copy}")
    else:
        for count in range(12):
            page.evaluate(copy)
            expect_count(page, count + 2)
    expect_painted(page, ["213-373-4253"] * 13)


def test_removed_nodes_are_garbage_collected(page: Page, page_server: PageServer) -> None:
    """The page removes rows with painted numbers and keeps only weak references to these rows.
    The extension keeps no reference either, so almost all rows are garbage-collected."""
    page.set_viewport_size(TALL)
    show(page, page_server, "<ul id=list></ul>")
    rows = 150
    for turn in range(4):
        page.evaluate(
            """([turn, rows]) => {
              window.refs ??= [];
              list.replaceChildren();
              for (let at = 0; at < rows; at += 1) {
                const row = document.createElement("li");
                const kept = at % 2 ? "pre-wrap" : "normal";
                row.style.whiteSpace = kept;
                row.append(`${at % 3 ? "" : "Ring "}213-373-${4000 + at + turn * 1000}`);
                list.append(row);
                refs.push(new WeakRef(row), new WeakRef(row.firstChild));
              }
            }""",
            [turn, rows],
        )
        expect_count(page, rows)
    page.evaluate("list.replaceChildren()")
    everything_is_read(page)
    assert left_after_collecting(page) <= 4


def left_after_collecting(page: Page) -> int:
    """Collects garbage before each animation frame, until almost no node is left or LOOKS frames
    have passed. Returns how many of the page's weak references still have a node."""
    debugger = page.context.new_cdp_session(page)
    for _ in range(LOOKS):
        debugger.send("HeapProfiler.collectGarbage")
        left: int = page.evaluate(
            """new Promise((tell) => requestAnimationFrame(() =>
              tell(refs.filter((ref) => ref.deref()).length)))"""
        )
        if left <= 4:
            break
    return left
