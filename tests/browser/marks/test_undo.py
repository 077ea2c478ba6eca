"""Tests that nothing of the extension is left in a page after the user has switched the extension
off, on one site or everywhere. Also tests that copying, cutting, dragging, finding and printing use
the page's own text while the extension is on."""

import re
import zlib
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.extension import change_settings, inside
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.watching import TALL, expect_count, expect_gone

NUMBER = "+12133734253"
PIECES = 13
"""How many ranges the extension paints on PAGE. One number has four ranges, and another has two."""
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


READ_CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (type) => (await item.getType(type)).text();
  return [await read("text/plain"), await read("text/html")];
}"""


@pytest.fixture
def painted(page: Page, page_server: PageServer) -> Page:
    page.set_viewport_size(TALL)
    page.goto(page_server.add(PAGE))
    expect_count(page, PIECES)
    return page


def is_as_before(page: Page) -> bool:
    """Returns whether the page has the same HTML and the same nodes, in the same order, as when the
    page's script recorded `before`."""
    same: bool = page.evaluate(
        """document.documentElement.outerHTML === before.html
          && nodesOf().length === before.nodes.length
          && nodesOf().every((node, index) => node === before.nodes[index])"""
    )
    return same


def test_switched_off_nothing_is_left_and_switched_on_it_comes_back(
    painted: Page, browser_context: BrowserContext
) -> None:
    """Nothing of the extension is left on the page, even if the pointer is on a number at the
    moment when the user switches the extension off."""
    Painted(painted, NUMBER).hover()
    change_settings(browser_context, enabled=False)
    expect_gone(painted)
    assert inside(painted) == []
    assert is_as_before(painted)
    change_settings(browser_context, enabled=True)
    expect_count(painted, PIECES)


def test_other_settings_apply_without_a_reload(
    painted: Page, browser_context: BrowserContext
) -> None:
    change_settings(browser_context, sites={"pages.test": {"enabled": False}})
    expect_gone(painted)
    change_settings(browser_context, sites={})
    expect_count(painted, PIECES)


def test_a_selection_stays_where_it_was(painted: Page, browser_context: BrowserContext) -> None:
    ask = """() => {
      const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
      const { nodes } = before;
      return [nodes.indexOf(anchorNode), anchorOffset, nodes.indexOf(focusNode), focusOffset,
        String(getSelection())];
    }"""
    painted.evaluate(
        """() => {
          const [first] = document.querySelector("h1").childNodes;
          getSelection().setBaseAndExtent(first, 7, tight.firstChild.firstChild, 3);
        }"""
    )
    told: Any = painted.evaluate(ask)
    assert told[4].startswith("13) 373-4253")
    change_settings(browser_context, enabled=False)
    expect_gone(painted)
    assert painted.evaluate(ask) == told


def test_what_the_page_cuts_and_joins_is_its_own(painted: Page) -> None:
    """When the page changes, joins, splits and removes text nodes of painted numbers, its HTML is
    the same as without the extension."""
    painted.evaluate("tight.lastChild.data += '!'")
    painted.evaluate("two.normalize()")
    painted.evaluate("split.lastChild.splitText(2)")
    painted.evaluate("split.firstElementChild.remove()")
    expect_count(painted, PIECES - 5)
    assert painted.evaluate("tight.innerHTML") == "<b>Tel:</b>213-373-4253!"
    assert painted.evaluate("[two.innerHTML, two.childNodes.length]") == ["213-373-4253", 1]
    assert painted.evaluate("split.innerHTML") == "-<b>373</b>-4253"
    painted.evaluate("split.prepend('213')")
    expect_count(painted, PIECES)


def test_a_copy_contains_nothing_of_the_extension(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    browser_context.grant_permissions(["clipboard-read"])
    page.goto(page_server.add(PAGE, "localhost"))  # The clipboard needs a secure context.
    expect_count(page, PIECES)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("ControlOrMeta+c")
    copied = page.evaluate(READ_CLIPBOARD)
    assert copied[0].strip() == "Ring (213) 373-4253 or 213-373-4253"
    assert "click-to-call" not in copied[1]
    expect_count(page, PIECES)


def test_what_is_cut_dragged_found_and_printed_is_the_pages_own(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    browser_context.grant_permissions(["clipboard-read"])
    drop = """<div id=drop style="width: 200px; height: 60px; background: #ddd"></div><script>
      window.dropped = null;
      drop.ondragover = (event) => event.preventDefault();
      drop.ondrop = ({ dataTransfer }) => {
        dropped = ["text/plain", "text/html"].map((type) => dataTransfer.getData(type));
      };
    </script>"""
    page.goto(page_server.add(PAGE.replace("<h1>", f"{drop}<h1>"), "localhost"))
    expect_count(page, PIECES)
    said = "Ring (213) 373-4253 or 213-373-4253"
    assert page.evaluate("document.querySelector('h1').innerText") == said
    for words in [said, "Tel:213-373-4253", "213-373-4253 a  b", "Tel: x 213-373-4253"]:
        page.evaluate("getSelection().removeAllRanges()")
        assert page.evaluate("(words) => find(words)", words) or "  " in words or "x" in words
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    Painted(page, NUMBER).hover()
    page.mouse.down()
    page.mouse.move(60, 60, steps=5)
    page.mouse.move(50, 40, steps=5)
    page.mouse.up()
    page.wait_for_function("dropped")
    plain, html = page.evaluate("dropped")
    assert plain.strip() == said
    assert said in html
    assert "click-to-call" not in html
    expect_count(page, PIECES)
    page.evaluate("document.oncut = () => { window.cut = String(getSelection()) }")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("ControlOrMeta+x")
    assert page.evaluate("cut").strip() == said


def test_a_printed_page_is_the_same_as_without_the_extension(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    change_settings(browser_context, sites={"plain.test": {"enabled": False}})
    page.goto(page_server.add(PAGE, "plain.test"))
    plain = drawn(page.pdf())
    page.goto(page_server.add(PAGE))
    expect_count(page, PIECES)
    assert drawn(page.pdf()) == plain
    assert len(plain[0]) > 100


def drawn(pdf: bytes) -> tuple[list[bytes], int, int]:
    """Returns what a PDF of one page draws: the letters in order, without spaces, the count of
    boxes and the count of lines. A box that only clips others does not count."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    texts = [zlib.decompress(stream) for stream in streams if stream[:1] == b"x"]
    (page,) = [text for text in texts if b"BT" in text and b"Tf" in text]
    letters = re.findall(rb"[0-9A-F]{4}", b"".join(re.findall(rb"<([0-9A-F]+)> Tj", page)))
    space = b"0003"
    return (
        [at for at in letters if at != space],
        len(re.findall(rb" re\n(?!W)", page)),
        page.count(b" l\n"),
    )
