"""Taking everything back: the same nodes, the same text, the same selection; copies are clean."""

import re
import zlib
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.stage.page_server import PageServer
from tests.browser.extension import change_settings, mark

NUMBER = "+12133734253"
MARKS = 10
PAGE = """<!doctype html><html lang=en-US><body>
<h1>Ring (213) 373-4253 or 213-373-4253</h1>
<p id=tight><b>Tel:</b>213-373-4253</p><p id=split><i>213</i>-<b>373</b>-4253</p>
<pre id=pre>213-373-4253
and 213-373-4253</pre>
<p><a href="tel:+12133734253">213-373-4253</a></p><p id=two></p>
<div style="white-space: pre-wrap">213-373-4253 <i>a  b</i>
  c</div><div style="display: flex">Tel: <b>x</b> 213-373-4253<!-- --> ext</div>
<script>
  two.append("213-", "373-4253");
  window.nodesOf = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  window.before = { html: document.documentElement.outerHTML, nodes: nodesOf() };
</script>"""


@pytest.fixture
def marked(page: Page, page_server: PageServer) -> Page:
    page.goto(page_server.add(PAGE))
    expect(mark(page, NUMBER)).to_have_count(MARKS)
    return page


def switch_off(page: Page, context: BrowserContext) -> None:
    change_settings(context, enabled=False)
    expect(page.locator("[data-click-to-call]")).to_have_count(0)


def test_gives_back_the_same_nodes(marked: Page, browser_context: BrowserContext) -> None:
    switch_off(marked, browser_context)
    assert marked.evaluate("document.documentElement.outerHTML === before.html")
    assert marked.evaluate("nodesOf().every((node, index) => node === before.nodes[index])")
    assert marked.evaluate("nodesOf().length === before.nodes.length")


def test_switching_on_again_marks_again(marked: Page, browser_context: BrowserContext) -> None:
    switch_off(marked, browser_context)
    change_settings(browser_context, enabled=True)
    expect(mark(marked, NUMBER)).to_have_count(MARKS)


def test_other_settings_apply_without_a_reload(
    marked: Page, browser_context: BrowserContext
) -> None:
    change_settings(browser_context, sites={"pages.test": {"enabled": False}})
    expect(marked.locator("[data-click-to-call]")).to_have_count(0)
    change_settings(browser_context, sites={})
    expect(mark(marked, NUMBER)).to_have_count(MARKS)


def test_a_selection_stays_where_it_was(marked: Page, browser_context: BrowserContext) -> None:
    told: Any = marked.evaluate(
        """() => {
          const text = document.querySelector("h1").lastElementChild;
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          const first = walker.nextNode();
          getSelection().setBaseAndExtent(first, 2, tight.firstChild.firstChild, 3);
          return String(getSelection());
        }"""
    )
    marked.evaluate("new Promise((told) => setTimeout(told))")
    switch_off(marked, browser_context)
    assert marked.evaluate("String(getSelection())") == told
    assert marked.evaluate(
        "before.nodes.includes(getSelection().anchorNode) && getSelection().anchorOffset"
    )


def test_what_the_page_writes_is_kept(marked: Page, browser_context: BrowserContext) -> None:
    """Also where it builds on what it reads: `+=` on a node that stands emptied."""
    marked.evaluate("tight.lastChild.previousSibling.data += '!'")
    expect(marked.locator("#tight")).to_have_text("Tel:213-373-4253!", use_inner_text=True)
    marked.evaluate("two.normalize()")
    marked.evaluate("split.lastElementChild.remove()")
    switch_off(marked, browser_context)
    assert marked.evaluate("tight.innerHTML") == "<b>Tel:</b>213-373-4253!"
    assert marked.evaluate("two.innerHTML") == "213-373-4253"


def test_texts_that_the_page_joins_are_kept(marked: Page, browser_context: BrowserContext) -> None:
    """Also where a text without a number takes in one that stands emptied."""
    marked.evaluate("split.replaceChildren('Ring ', '213-373-4254', ' now')")
    expect(mark(marked, "+12133734254")).to_be_visible()
    marked.evaluate("split.normalize()")
    expect(mark(marked, "+12133734254")).to_be_visible()
    expect(marked.locator("#split")).to_have_text("Ring 213-373-4254 now", use_inner_text=True)
    switch_off(marked, browser_context)
    assert marked.evaluate("split.innerHTML") == "Ring 213-373-4254 now"


def test_a_copy_carries_nothing_of_ours(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    browser_context.grant_permissions(["clipboard-read"])
    page.goto(page_server.add(PAGE, "localhost"))  # the clipboard is for secure pages only
    expect(mark(page, NUMBER)).to_have_count(MARKS)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("ControlOrMeta+c")
    copied = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const read = async (type) => (await item.getType(type)).text();
          return [await read("text/plain"), await read("text/html")];
        }"""
    )
    assert copied[0].strip() == "Ring (213) 373-4253 or 213-373-4253"
    assert "click-to-call" not in copied[1]
    expect(mark(page, NUMBER)).to_have_count(MARKS)


READ_CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (type) => (await item.getType(type)).text();
  return [await read("text/plain"), await read("text/html")];
}"""


def test_what_is_cut_dragged_found_and_printed_is_the_pages_own(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    """Cut by the page itself, for nothing of ours stands where a person could cut."""
    browser_context.grant_permissions(["clipboard-read"])
    drop = """<div id=drop style="width: 200px; height: 60px; background: #ddd"></div><script>
      window.dropped = null;
      drop.ondragover = (event) => event.preventDefault();
      drop.ondrop = ({ dataTransfer }) => {
        dropped = ["text/plain", "text/html"].map((type) => dataTransfer.getData(type));
      };
    </script>"""
    page.goto(page_server.add(PAGE.replace("<h1>", f"{drop}<h1>"), "localhost"))
    expect(mark(page, NUMBER)).to_have_count(MARKS)
    said = "Ring (213) 373-4253 or 213-373-4253"
    assert page.evaluate("document.querySelector('h1').innerText") == said
    for words in [said, "Tel:213-373-4253", "213-373-4253 a  b", "Tel: x 213-373-4253"]:
        page.evaluate("getSelection().removeAllRanges()")
        assert page.evaluate("(words) => find(words)", words) or "  " in words or "x" in words
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.drag_and_drop("h1 click-to-call click-to-call", "#drop")
    page.wait_for_function("dropped")
    plain, html = page.evaluate("dropped")
    assert plain.strip() == said
    assert said in html
    assert "click-to-call" not in html
    expect(mark(page, NUMBER)).to_have_count(MARKS)
    page.evaluate("document.oncut = () => { window.cut = String(getSelection()) }")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("ControlOrMeta+x")
    assert page.evaluate("cut").strip() == said


def test_what_is_printed_is_what_would_be_without_us(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    change_settings(browser_context, sites={"plain.test": {"enabled": False}})
    page.goto(page_server.add(PAGE, "plain.test"))
    plain = drawn(page.pdf())
    page.goto(page_server.add(PAGE))
    expect(mark(page, NUMBER)).to_have_count(MARKS)
    assert drawn(page.pdf()) == plain
    assert len(plain[0]) > 100


def drawn(pdf: bytes) -> tuple[list[bytes], int, int]:
    """What a PDF of one page shows: its letters in order, and how many boxes and lines it draws.
    Spaces, those without width among them, leave no ink."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    texts = [zlib.decompress(stream) for stream in streams if stream[:1] == b"x"]
    (page,) = [text for text in texts if b"BT" in text and b"Tf" in text]
    letters = re.findall(rb"[0-9A-F]{4}", b"".join(re.findall(rb"<([0-9A-F]+)> Tj", page)))
    space = b"0003"
    return [at for at in letters if at != space], page.count(b" re\n"), page.count(b" l\n")
