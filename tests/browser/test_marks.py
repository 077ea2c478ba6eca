"""What becomes a link on a page, what is left alone, and what a person sees and reaches."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.stage.page_server import PageServer
from tests.browser.extension import attributes, change_settings, href_of, inside, mark

NUMBER = "+12133734253"
LAST = "<p id=last>ring +1 650-253-0000</p>"
"""Stands at the end of every page: once it is marked, everything before it was looked at."""

MARKED = {
    "one text": ("<p>Call 213-373-4253 now</p>", "213-373-4253"),
    "the whole text": ("<p>(213) 373-4253</p>", "(213) 373-4253"),
    "split over elements": (
        "<p>Call <span>(213)</span> <span>373</span>-<span>4253</span></p>",
        "(213)",
    ),
    "partly bold": ("<p>Call 213-<b>373</b>-4253</p>", "213-"),
    "a place to break": ("<p>Call 213-373-<wbr>4253</p>", "213-373-"),
    "an icon between": ("<p>213<i class=icon></i>-373-4253</p>", "213"),
    "adjacent texts": ("<p id=r></p><script>r.append('(213) ','373-4253')</script>",
                       "(213) 373-4253"),
    "a flex container": ("<div style='display:flex'>213-373-4253<b>x</b></div>", "213-373-4253"),
    "a grid": ("<div style='display:grid'>213-373-4253<b>x</b></div>", "213-373-4253"),
    "preformatted": ("<pre>Tel 213-373-4253\nFax</pre>", "213-373-4253"),
    "after a tight label": ("<p><b>Tel:</b>213-373-4253</p>", "213-373-4253"),
    "a table cell": ("<table><tr><td>Ada<td>213-373-4253</table>", "213-373-4253"),
    "an open shadow root": (
        "<div id=s></div><script>s.attachShadow({mode:'open'}).innerHTML="
        "'<p>213-373-4253</p>'</script>",
        "213-373-4253",
    ),
    "a link to the number": ("<a href='tel:+12133734253'>Call us</a>", "Call us"),
    "a link with a space before": ("<a href=' tel:+12133734253'>Call</a>", "Call"),
}  # fmt: skip

LEFT_ALONE = {
    "cells are apart": "<table><tr><td>213<td>3734253</table>",
    "blocks are apart": "<div>213-373</div><div>4253</div>",
    "items of a flex container": "<div style='display:flex'><b>213-373-</b><b>4253</b></div>",
    "hidden": "<div hidden>213-373-4253</div>",
    "not displayed": "<div style='display:none'>213-373-4253</div>",
    "editable": "<div contenteditable>213-373-4253</div>",
    "editable as plain text": "<div contenteditable=plaintext-only>213-373-4253</div>",
    "a text box by role": "<div role=textbox>213-373-4253</div>",
    "fields": "<textarea>213-373-4253</textarea><input value='213-373-4253'>",
    "a list to choose from": "<select><option>213-373-4253</select>",
    "a button": "<button>213-373-4253</button>",
    "somebody's link": "<a href='/x'>213-373-4253</a>",
    "style": "<style>#z::before{content:'213-373-4253'}</style>",
    "data": "<script type='application/json'>{'p':'213-373-4253'}</script>",
    "a template": "<template>213-373-4253</template>",
    "a picture": "<svg><text>213-373-4253</text></svg>",
    "code": "<code>213-373-4253</code>",
    "a link to no number": "<a href='tel:611'>611</a>",
}


def show(page: Page, server: PageServer, body: str) -> None:
    page.goto(server.add(f"<!doctype html><html lang=en-US><body>{body}{LAST}</body>"))
    expect(mark(page, "+16502530000")).to_be_visible()


@pytest.mark.parametrize("case", MARKED)
def test_marks(case: str, page: Page, page_server: PageServer) -> None:
    body, text = MARKED[case]
    show(page, page_server, body)
    expect(mark(page, NUMBER)).to_have_count(1)
    assert mark(page, NUMBER).text_content() == text


@pytest.mark.parametrize("case", MARKED)
def test_what_is_seen_stays_the_same(case: str, page: Page, page_server: PageServer) -> None:
    body, _ = MARKED[case]
    show(page, page_server, body)
    marked = appearance(page)
    page.goto(page_server.add(f"<!doctype html><body>{body}{LAST}</body>", "plain.test"))
    assert marked == appearance(page)


@pytest.fixture(autouse=True)
def _plain_site(browser_context: BrowserContext, fresh_extension: None) -> None:
    change_settings(browser_context, sites={"plain.test": {"enabled": False}})


def appearance(page: Page) -> Any:
    """The text as a person reads it, as it is copied, and where each box stands."""
    return page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.body);
          const copied = String(getSelection());
          getSelection().removeAllRanges();
          const own = "[data-click-to-call]:not(a), [data-click-to-call] *";
          const boxes = [...document.body.querySelectorAll("*")].filter((at) => !at.matches(own));
          return [document.body.innerText, copied, boxes.map((at) => {
            const { x, y, width, height } = at.getBoundingClientRect();
            return [at.localName, x, y, width, height];
          })];
        }"""
    )


@pytest.mark.parametrize("case", LEFT_ALONE)
def test_leaves_alone(case: str, page: Page, page_server: PageServer) -> None:
    show(page, page_server, LEFT_ALONE[case])
    expect(mark(page, NUMBER)).to_have_count(0)


def test_a_hidden_number_is_marked_when_it_is_shown(page: Page, page_server: PageServer) -> None:
    show(page, page_server, "<div id=later style='display:none'>213-373-4253</div>")
    page.evaluate("later.style.display = ''")
    expect(mark(page, NUMBER)).to_be_visible()


def test_an_editor_is_given_its_text_back(page: Page, page_server: PageServer) -> None:
    show(page, page_server, "<div id=editor>213-373-4253</div>")
    expect(mark(page, NUMBER)).to_be_visible()
    html = page.evaluate(
        """async () => {
          editor.contentEditable = "true";
          await null;
          return editor.innerHTML;
        }"""
    )
    assert html == "213-373-4253"


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
    assert href_of(page, NUMBER) == href


def test_button_mode(page: Page, browser_context: BrowserContext, page_server: PageServer) -> None:
    change_settings(browser_context, presentation="button")
    show(page, page_server, "<p>213-373-4253</p>")
    buttons = [
        node for node in inside(page, data_click_to_call=NUMBER) if node["nodeName"] == "BUTTON"
    ]
    assert [attributes(button)["type"] for button in buttons] == ["button"]


def test_a_screen_reader_says_whom_a_link_calls(page: Page, page_server: PageServer) -> None:
    show(page, page_server, "<p>213-373-4253</p>")
    link = next(node for node in inside(page, data_click_to_call=NUMBER) if node["nodeName"] == "A")
    assert attributes(link)["aria-label"] == "Call +1 213-373-4253, United States"


OBJECTORS = {
    "puts its text back": "new MutationObserver(() => { if (p.innerHTML !== was) { n += 1;"
    " p.innerHTML = was } }).observe(p, all)",
    "writes its node again": "new MutationObserver(() => { if (text.data !== was) { n += 1;"
    " text.data = was } }).observe(p, all)",
    "removes strangers": "new MutationObserver((records) => { for (const { addedNodes } of records)"
    " for (const node of addedNodes) if (node.localName) { n += 1; node.remove() } })"
    ".observe(p, all)",
}


@pytest.mark.parametrize("case", OBJECTORS)
def test_a_page_that_objects_is_left_alone(case: str, page: Page, page_server: PageServer) -> None:
    script = (
        "let n = 0; const text = p.firstChild; const was = p.innerHTML; const all ="
        " { childList: true, subtree: true, characterData: true };" + OBJECTORS[case]
    )
    show(page, page_server, f"<p id=p>Call 213-373-4253</p><script>{script}</script>")
    page.wait_for_function("n >= 3")
    page.evaluate("last.textContent = 'ring +1 650-253-0001'")
    expect(mark(page, "+16502530001")).to_be_visible()
    assert page.evaluate("n") == 3
    assert page.evaluate("p.innerHTML") == "Call 213-373-4253"
