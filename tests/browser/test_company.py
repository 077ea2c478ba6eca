"""We are not alone in a page: other extensions, translators, and pages that write whatever changes.
Nobody fights without end, nobody's text is lost, and what the page lets go of is let go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from scripts.setup.environment import ROOT
from scripts.stage.browser import extension_id_of, open_browser
from scripts.stage.host import plain_environment
from scripts.stage.page_server import PageServer
from tests.browser.extension import change_settings, mark

LINKIFIER = ROOT / "tests" / "browser" / "linkifier"
LAST = "+16502530001"
COUNTER = """<script>
  let writes = 0;
  new MutationObserver((records) => { writes += records.length }).observe(document,
    { childList: true, characterData: true, attributes: true, subtree: true });
</script>"""

# Frames, with a collection before each.
LOOKS = 60
ROUNDS = 8


def show(page: Page, server: PageServer, body: str) -> None:
    page.goto(server.add(f"<!doctype html><html lang=en-US><body>{body}<p id=last></p></body>"))


def everything_was_looked_at(page: Page) -> None:
    """A number written last is marked, and two frames later nobody writes any more."""
    page.evaluate("last.textContent = '650.253.0001'")
    expect(mark(page, LAST)).to_be_visible()


def writes_in_half_a_second(page: Page) -> int:
    count: int = page.evaluate(
        """new Promise((tell) => {
          const before = writes;
          let frames = 0;
          const next = () => {
            if ((frames += 1) < 30) requestAnimationFrame(next);
            else tell(writes - before);
          };
          next();
        })"""
    )
    return count


def comes_to_rest(page: Page) -> bool:
    """Whether there is a half second without a write: a page and we hear each other a few times."""
    return any(writes_in_half_a_second(page) == 0 for _ in range(ROUNDS))


@pytest.fixture
def with_linkifier(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser in which a stranger's extension makes links of numbers too."""
    context = open_browser(
        playwright, profile=tmp_path, environment=plain_environment(), headless=True
    )
    extension_id_of(context)
    assert context.browser is not None
    debugger = context.browser.new_browser_cdp_session()
    debugger.send("Extensions.loadUnpacked", {"path": str(LINKIFIER)})
    yield context
    context.close()


def test_two_extensions_come_to_rest(
    with_linkifier: BrowserContext, page_server: PageServer
) -> None:
    page = with_linkifier.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    rows = "".join(f"<li>Ring 213-373-42{number} now</li>" for number in range(10, 60))
    show(
        page, page_server, f"{COUNTER}<ul>{rows}</ul><pre>213-373-4253 or</pre><b>213-373-4254</b>"
    )
    everything_was_looked_at(page)
    assert comes_to_rest(page)
    assert page.evaluate("writes") < 1500
    assert page.evaluate("document.querySelector('li').innerText") == "Ring 213-373-4210 now"
    expect(page.locator("a[href^='stranger:']")).to_have_count(52)
    page.evaluate("document.querySelector('b').textContent = '415-555-2671'")
    expect(page.locator("b")).to_have_text("415-555-2671", use_inner_text=True)
    assert comes_to_rest(page)
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


def test_a_translator_over_us_and_back(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    body = f"<p>Ring 213-373-4253 now</p><p>213-373-4254</p><script>{TRANSLATOR}</script>"
    show(page, page_server, body)
    before = page.evaluate("document.body.innerText")
    for _ in range(3):
        everything_was_looked_at(page)
        expect(mark(page, "+12133734254")).to_have_count(1)
        page.evaluate("translate()")
        expect(page.locator("p").first).to_have_text("Ruf 213-373-4253 jetzt", use_inner_text=True)
        expect(mark(page, "+12133734253")).to_have_count(1)
        page.evaluate("showOriginal()")
        page.evaluate("last.textContent = ''")
        assert page.evaluate("document.body.innerText") == before
    # A text that is just being marked has no mark for a moment: "none" must mean undone.
    for number in ("+12133734253", "+12133734254"):
        expect(mark(page, number)).to_have_count(1)
    change_settings(browser_context, enabled=False)
    expect(page.locator("[data-click-to-call]")).to_have_count(0)
    assert page.evaluate("document.querySelector('p').innerHTML") == "Ring 213-373-4253 now"
    assert page.evaluate("document.querySelectorAll('p')[1].innerHTML") == "213-373-4254"


def test_a_page_that_writes_whatever_changes(page: Page, page_server: PageServer) -> None:
    """Every node that changes is written again, for ever, each time with another text."""
    script = """
      let n = 0;
      new MutationObserver((records) => {
        for (const { target } of records) {
          if (n > 5000) return;
          const element = target.nodeType === 3 ? target.parentElement : target;
          if (!element?.isConnected || element.closest("#last")) continue;
          n += 1;
          p.textContent = `${n} calls to 213-373-4253`;
        }
      }).observe(document, { childList: true, characterData: true, subtree: true });
    """
    show(page, page_server, f"<p id=p>Call 213-373-4253</p>{COUNTER}<script>{script}</script>")
    page.wait_for_function("n > 5000")
    everything_was_looked_at(page)
    expect(page.locator("p").first).to_have_text("5001 calls to 213-373-4253", use_inner_text=True)
    expect(mark(page, "+12133734253")).to_have_count(1)


def test_a_copy_that_the_page_insists_on(page: Page, page_server: PageServer) -> None:
    """It keeps the HTML that it saw once, our element in it, and puts it back at once."""
    show(page, page_server, f"<p id=p>Call 213-373-4253</p>{COUNTER}")
    expect(mark(page, "+12133734253")).to_be_visible()
    page.evaluate(
        """() => {
          const copy = p.innerHTML;
          window.n = 0;
          new MutationObserver(() => { if (p.innerHTML !== copy) { n += 1; p.innerHTML = copy; } })
            .observe(p, { childList: true, characterData: true, subtree: true });
          p.innerHTML = copy;
        }"""
    )
    everything_was_looked_at(page)
    assert comes_to_rest(page)
    assert page.evaluate("n") < 20
    expect(page.locator("p").first).to_have_text("Call 213-373-4253", use_inner_text=True)


@pytest.mark.parametrize("way", ["at once", "one after another"])
def test_many_copies_of_one_line(way: str, page: Page, page_server: PageServer) -> None:
    show(page, page_server, "<ul id=list><li>Call 213-373-4253</li></ul>")
    expect(mark(page, "+12133734253")).to_be_visible()
    copy = "list.append(list.firstChild.cloneNode(true))"
    if way == "at once":
        page.evaluate(f"for (let left = 12; left > 0; left -= 1) {copy}")
    else:
        for _ in range(12):
            page.evaluate(copy)
            everything_was_looked_at(page)
    everything_was_looked_at(page)
    expect(mark(page, "+12133734253")).to_have_count(13)
    html = page.evaluate("[...list.children].map((line) => line.innerHTML)")
    assert html == [html[0]] * 13


def test_what_the_page_lets_go_of_is_let_go(page: Page, page_server: PageServer) -> None:
    """Rows with marks come and go; the page keeps weak references to them alone."""
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
        expect(page.locator("[data-click-to-call^='+']")).to_have_count(rows)
    page.evaluate("list.replaceChildren()")
    everything_was_looked_at(page)
    assert left_after_collecting(page) <= 4


def left_after_collecting(page: Page) -> int:
    """Of the weak references, once what samples the page a few times a second has come round."""
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
