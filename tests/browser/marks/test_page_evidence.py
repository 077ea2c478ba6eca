"""Tests that the text around digits on a page decides whether the digits are a phone number, in
Chromium and in Firefox."""

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.support.firefox import Tab
from tests.support.firefox_input import Fingers
from tests.support.page_server import PageServer
from tests.support.watching import expect_painted

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SHAPES: Final = Path(__file__).parents[1] / "pages" / "page_evidence.html"
BEHIND: Final = "<p>650-253-0001</p>"
"""A number after each part of the page. When this number is painted, the extension has read the
part before it."""
LOOK: Final = """async () => {
  const painted = (element) => [...(CSS.highlights.get("click-to-call") ?? [])]
    .filter(({ startContainer }) => holds(element, startContainer))
    .map(({ startContainer, startOffset, endOffset }) =>
      [startContainer, startContainer.data.slice(startOffset, endOffset)]);
  const holds = (element, node) => {
    for (let at = node; at; at = at.parentNode ?? at.host) if (at === element) return true;
    return false;
  };
  const nextFrame = () => new Promise(requestAnimationFrame);
  const wrong = [];
  for (const section of document.querySelectorAll("section")) {
    section.nextElementSibling.scrollIntoView({ block: "center" });
    while (painted(section.nextElementSibling).length === 0) await nextFrame();
    const { shape, painted: wanted } = section.dataset;
    const texts = () => painted(section).sort(([one], [other]) =>
      one.compareDocumentPosition(other) & 4 ? -1 : 1).map(([, text]) => text);
    const isRight = () => JSON.stringify(texts()) === JSON.stringify(JSON.parse(wanted));
    for (let frame = 0; frame < 60 && !isRight(); frame += 1) await nextFrame();
    if (!isRight()) wrong.push([shape, texts()]);
  }
  return wrong;
}"""
"""Scrolls through the page, because only numbers near the view are painted. Returns a pair for each
section in which wrong texts are painted: the section's name and the painted texts."""
HEAD: Final = "<!doctype html><html lang=en><meta charset=utf-8><title>x</title>"
A, B, C, D, E = (
    *("415-267-1234", "4152671235", "(415) 267-1236", "415-267-1237"),
    "415.267.1238",
)


def expect_shapes(page: Any, server: PageServer) -> None:
    html = SHAPES.read_text("utf-8").replace("<section", "<div><section")
    page.goto(server.add(html.replace("</section>", f"</section>{BEHIND}</div>")))
    wrong = page.evaluate(LOOK)
    assert not wrong, "\n".join(map(str, wrong))


def test_what_the_page_says_around_a_number_decides(page: Page, page_server: PageServer) -> None:
    expect_shapes(page, page_server)


def test_the_same_decides_in_firefox(firefox_tab: Tab, page_server: PageServer) -> None:
    expect_shapes(Fingers(firefox_tab.driver), page_server)


CHANGING: Final = f"""
<table id=table><thead><tr><th id=head>Phone<th>Name</tr></thead><tr><td>{B}<td>x</table>
<div class=field><label id=label>Phone</label><div><span>{A}</span></div></div>
<div id=box><p id=value>{C}</p></div>
<div role=grid><div role=row id=heads><div role=columnheader aria-colindex=1>Fax</div></div>
 <div role=row><div role=gridcell aria-colindex=1>{D}</div></div></div>
<p id=named aria-label="Phone">{E}</p>
"""


def test_what_the_page_says_anew_is_read_anew(page: Page, page_server: PageServer) -> None:
    """When the page changes the text of a column's header, a label, a table's head or an attribute,
    the extension reads the numbers there again."""
    page.goto(page_server.add(HEAD + CHANGING))
    expect_painted(page, [B, A, C, E])
    page.evaluate("head.firstChild.data = 'Order number'")
    expect_painted(page, [A, C, E])
    page.evaluate("label.textContent = 'Account number'")
    expect_painted(page, [C, E])
    page.evaluate("value.insertAdjacentHTML('beforebegin', '<p>Tracking number</p>')")
    expect_painted(page, [E])
    page.evaluate("named.setAttribute('aria-label', 'Invoice number')")
    expect_painted(page, [])
    page.evaluate("heads.innerHTML = '<div role=columnheader aria-colindex=1>Phone</div>'")
    expect_painted(page, [D])
    page.evaluate("label.firstChild.data = 'Phone'; box.firstChild.remove()")
    expect_painted(page, [A, C, D])
    page.evaluate("table.tHead.innerHTML = '<tr><th>Mobile<th>Name</tr>'")
    expect_painted(page, [B, A, C, D])
    page.evaluate("named.removeAttribute('aria-label')")
    expect_painted(page, [B, A, C, D, E])


ATTRIBUTES: Final = f"""
<p id=classed class=order-number>{B}</p>
<table><tr><th id=phone>Phone<th id=order>Order number<tr><td id=cell headers=order>{D}<td>x</table>
<p id=titled title=Mobile>{C}</p><p>{BEHIND}</p>
"""


def expect_attributes_read_anew(page: Any, server: PageServer) -> None:
    page.goto(server.add(HEAD + ATTRIBUTES))
    last = "650-253-0001"
    expect_painted(page, [C, last])
    page.evaluate("() => { document.getElementById('classed').className = 'customer-phone' }")
    expect_painted(page, [B, C, last])
    page.evaluate("() => { document.getElementById('cell').setAttribute('headers', 'phone') }")
    expect_painted(page, [B, D, C, last])
    page.evaluate("() => { document.getElementById('titled').title = 'Invoice number' }")
    expect_painted(page, [B, D, last])
    page.evaluate("() => { document.getElementById('classed').className = 'order-number on' }")
    expect_painted(page, [D, last])


def test_changed_attributes_are_read_anew(page: Page, page_server: PageServer) -> None:
    expect_attributes_read_anew(page, page_server)


def test_changed_attributes_are_read_anew_in_firefox(
    firefox_tab: Tab, page_server: PageServer
) -> None:
    expect_attributes_read_anew(Fingers(firefox_tab.driver), page_server)


REVERSED: Final = f"""
<style>.rtl {{ direction: rtl; unicode-bidi: bidi-override }} .m {{ transform: scaleX(-1) }}</style>
<p><bdo dir=rtl>{A}</bdo></p>
<p class=rtl>{A}</p><p class=rtl>{B} <b>{A}</b></p><p>Call <span class=rtl><i>{A}</i></span></p>
<p>\u202e{A}\u202c</p>
<p class=m>{A}</p><p style="scale: -1 1">{A}</p><p style="rotate: y 180deg">{A}</p>
<div class=m><p>{A}</p></div>
<p><bdo dir=ltr>{B}</bdo></p>
<div class=rtl><p>{C}</p></div><p class=rtl><bdi>{D}</bdi></p>
<div class=m><p class=m>{E}</p></div><p style="transform: rotate(10deg)">{A}</p>
<p dir=rtl>{B}</p>
"""


def expect_read_as_shown(page: Any, server: PageServer) -> None:
    page.goto(server.add(HEAD + REVERSED))
    expect_painted(page, [B, C, D, E, A, B])


def test_what_is_shown_backwards_is_left_alone(page: Page, page_server: PageServer) -> None:
    expect_read_as_shown(page, page_server)


def test_what_is_shown_backwards_is_left_alone_in_firefox(
    firefox_tab: Tab, page_server: PageServer
) -> None:
    expect_read_as_shown(Fingers(firefox_tab.driver), page_server)
