"""Tests what is painted on a page, what is not, and what the user can see and reach."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.extension import change_settings, href_of
from tests.support.page_server import PageServer
from tests.support.painted import Painted, painted_texts
from tests.support.watching import TALL, everything_is_read, expect_painted, painted_in_sections

NUMBER = "+12133734253"
PLAIN = "plain.test"
LAST = "<p id=last></p>"
"""The last element of every page. A test writes a number into this element. When that number is
painted, the extension has read all earlier text of the page."""

PAINTED = {
    "one text": ("<p>Call 213-373-4253 now</p>", ["213-373-4253"]),
    "the whole text": ("<p>(213) 373-4253</p>", ["(213) 373-4253"]),
    "split over elements": (
        "<p>Call <span>(213)</span> <span>373</span>-<span>4253</span></p>",
        ["(213)", " ", "373", "-", "4253"],
    ),
    "partly bold": ("<p>Call 213-<b>373</b>-4253</p>", ["213-", "373", "-4253"]),
    "a place to break": ("<p>Call 213-373-<wbr>4253</p>", ["213-373-", "4253"]),
    "an icon between": ("<p>213<i class=icon></i>-373-4253</p>", ["213", "-373-4253"]),
    "adjacent texts": (
        "<p id=r></p><script>r.append('(213) ','373-4253')</script>",
        ["(213) ", "373-4253"],
    ),
    "several in one text": (
        "<p>213-373-4253 or 213-373-4254</p>",
        ["213-373-4253", "213-373-4254"],
    ),
    "a flex container": ("<div style='display:flex'>213-373-4253<b>x</b></div>", ["213-373-4253"]),
    "a grid": ("<div style='display:grid'>213-373-4253<b>x</b></div>", ["213-373-4253"]),
    "preformatted": ("<pre>Tel 213-373-4253\nFax</pre>", ["213-373-4253"]),
    "after a tight label": ("<p><b>Tel:</b>213-373-4253</p>", ["213-373-4253"]),
    "a table cell": ("<table><tr><td>Ada<td>213-373-4253</table>", ["213-373-4253"]),
    "an open shadow root": (
        "<div id=s></div><script>s.attachShadow({mode:'open'}).innerHTML="
        "'<p>213-373-4253</p>'</script>",
        ["213-373-4253"],
    ),
    "a closed shadow root": (
        "<div id=c></div><script>c.attachShadow({mode:'closed'}).innerHTML="
        "'<p>213-<b>373</b>-4253</p>'</script>",
        ["213-", "373", "-4253"],
    ),
    "a link of the page's that shows several numbers": (
        "<a href='tel:+12133734253'>213-373-4253 or 213-373-4254</a>",
        ["213-373-4253", "213-373-4254"],
    ),
}

LEFT_ALONE = {
    "cells are apart": "<table><tr><td>213<td>3734253</table>",
    "blocks are apart": "<div>213-373</div><div>4253</div>",
    "items of a flex container": "<div style='display:flex'><b>213-373-</b><b>4253</b></div>",
    "editable": "<div contenteditable>213-373-4253</div>",
    "editable as plain text": "<div contenteditable=plaintext-only>213-373-4253</div>",
    "a text box by role": "<div role=textbox>213-373-4253</div>",
    "fields": "<textarea>213-373-4253</textarea><input value='213-373-4253'>",
    "a list to choose from": "<select><option>213-373-4253</select>",
    "a button": "<button>213-373-4253</button>",
    "somebody's link": "<a href='/x'>213-373-4253</a>",
    "the page's own link to the number": "<a href='tel:+12133734253'>213-373-4253</a>",
    "style": "<style>#z::before{content:'213-373-4253'}</style>",
    "data": "<script type='application/json'>{'p':'213-373-4253'}</script>",
    "a template": "<template>213-373-4253</template>",
    "a picture": "<svg><text>213-373-4253</text></svg>",
    "code": "<code>213-373-4253</code>",
    "a link to no number": "<a href='tel:611'>611</a>",
    "a fax": "<p>Fax: 213-373-4253</p>",
    "not displayed": "<div style='display:none'>213-373-4253</div>",
}
CASES = {**{case: html for case, (html, _) in PAINTED.items()}, **LEFT_ALONE}
PAGE = "<!doctype html><html lang=en-US><body>"
ALL = PAGE + "".join(f"<section>{html}</section>" for html in CASES.values()) + LAST

APPEARANCE = """() => {
  getSelection().selectAllChildren(document.body);
  const copied = String(getSelection());
  getSelection().removeAllRanges();
  const boxes = [...document.body.querySelectorAll("*")].map((at) => {
    const { x, y, width, height } = at.getBoundingClientRect();
    return [at.localName, x, y, width, height];
  });
  return [document.body.outerHTML, document.body.innerText, copied, boxes];
}"""
"""Returns the page's nodes, its text as rendered and as copied, and the box of every element."""


@pytest.fixture(autouse=True)
def _plain_site(browser_context: BrowserContext, fresh_extension: None) -> None:
    change_settings(browser_context, sites={PLAIN: {"enabled": False}})


def show(page: Page, server: PageServer, body: str) -> None:
    page.goto(server.add(f"{PAGE}{body}{LAST}"))
    everything_is_read(page)


def test_what_is_painted_and_what_is_left_alone(page: Page, page_server: PageServer) -> None:
    page.set_viewport_size(TALL)
    page.goto(page_server.add(ALL))
    everything_is_read(page)
    expected = {case: pieces for case, (_, pieces) in PAINTED.items()}
    expected |= {case: [] for case in LEFT_ALONE}
    assert dict(zip(CASES, painted_in_sections(page), strict=True)) == expected


def test_a_painted_page_is_the_plain_page(page: Page, page_server: PageServer) -> None:
    page.set_viewport_size(TALL)
    found: list[Any] = []
    for site in ("pages.test", PLAIN):
        page.goto(page_server.add(ALL, site))
        if site == PLAIN:
            page.evaluate("last.textContent = '650.253.0001'")
        else:
            everything_is_read(page)
        found.append(page.evaluate(APPEARANCE))
    assert found[0] == found[1]


def test_a_hidden_number_is_painted_when_it_is_shown(page: Page, page_server: PageServer) -> None:
    show(page, page_server, "<div id=later style='display:none'>213-373-4253</div>")
    assert painted_texts(page) == ["650.253.0001"]
    page.evaluate("later.style.display = ''")
    expect_painted(page, ["213-373-4253", "650.253.0001"])


def test_what_becomes_an_editor_is_painted_no_more(page: Page, page_server: PageServer) -> None:
    """When the page makes an element editable, the underline of the number there disappears before
    the page's next task."""
    show(page, page_server, "<div id=editor>213-373-4253</div>")
    assert painted_texts(page) == ["213-373-4253", "650.253.0001"]
    page.evaluate("editor.contentEditable = 'true'; new Promise((done) => setTimeout(done))")
    assert painted_texts(page) == ["650.253.0001"]


@pytest.mark.parametrize(
    ("action", "href"),
    [
        ("tel", f"tel:{NUMBER}"),
        ("rcmobile", "rcmobile://call?number=12133734253"),
        ("rcapp", f"rcapp://r/call?number={NUMBER}"),
    ],
)
def test_the_action_decides_where_a_link_leads(
    action: str,
    href: str,
    page: Page,
    browser_context: BrowserContext,
    page_server: PageServer,
) -> None:
    change_settings(browser_context, action=action)
    show(page, page_server, "<p>213-373-4253</p>")
    assert href_of(Painted(page, NUMBER)) == href


def test_what_is_not_there_any_more_is_not_painted_in_any_frame(
    page: Page, page_server: PageServer
) -> None:
    """When the page changes the text, the underline of the old number disappears before the browser
    paints again."""
    show(page, page_server, "<p id=p>Call 213-373-4253 now</p>")
    page.evaluate(
        """() => {
          window.stale = [];
          const look = () => {
            for (const { startContainer, startOffset, endOffset } of
                CSS.highlights.get("click-to-call")) {
              const text = startContainer.data.slice(startOffset, endOffset);
              if (!/^\\d{3}[-.]\\d{3}[-.]\\d{4}$/.test(text)) stale.push(text);
            }
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }"""
    )
    for text in ["Nobody is here now", "Or 213-373-4254", "", "x", "Call 213-373-4253 now"]:
        page.evaluate(
            """(text) => new Promise((done) => requestAnimationFrame(() => {
              p.firstChild.data = text;
              requestAnimationFrame(() => requestAnimationFrame(done));
            }))""",
            text,
        )
    everything_is_read(page)
    expect_painted(page, ["213-373-4253", "650.253.0001"])
    assert page.evaluate("stale") == []
