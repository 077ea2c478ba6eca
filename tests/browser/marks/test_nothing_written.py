"""Tests that nothing is written to a page: a MutationObserver reports no change in the body or in
shadow roots while numbers are found, hovered, clicked and called, by link and by button."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.extension import (
    change_settings,
    click_and_confirm,
    ended_call,
    expect_card,
    middle_of,
    parts,
    press_yes,
)
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.watching import WATCH, everything_is_read, expect_count, written

PAGE = f"""<!doctype html><html lang=en-US><title>x</title><script>{WATCH}</script>
<body><script>watch(document)</script><h1>Contacts</h1>
<p>Ring Ada at 415-555-2671 or <b>213-</b>373-<i>4253</i>.</p>
<table><tr><th>Ben<td ondblclick="x = 1">212-555-0198</table>
<p><a href="tel:+12133734254">213-373-4254</a></p>
<div id=open></div><div id=closed></div><p id=last></p>
<dialog id=dialog>646-555-0176</dialog>
<script>
  for (const mode of ["open", "closed"])
    document.getElementById(mode).attachShadow({{ mode }}).innerHTML =
      `<p>213-373-425${{mode === "open" ? 5 : 6}}</p>`;
</script>"""
NUMBERS = ["+14155552671", "+12133734253", "+12125550198", "+12133734255", "+12133734256"]
PIECES = 8
"""How many ranges are painted at first. One of the numbers has three ranges."""


@pytest.fixture
def watched(page: Page, browser_context: BrowserContext, page_server: PageServer) -> Page:
    page.goto(page_server.add(PAGE))
    everything_is_read(page)
    return page


def test_numbers_come_and_are_hovered(watched: Page) -> None:
    """The observer reports only the number that the test itself adds. This shows that the observer
    works and that the extension changes nothing."""
    watched.evaluate("seen = []")
    watched.evaluate("last.append(' 213-373-4258')")
    expect_count(watched, PIECES + 1)
    for number in NUMBERS:
        Painted(watched, number).hover()
    watched.mouse.wheel(0, 50)
    watched.mouse.move(2, 600)
    assert written(watched) == ["childList of P null +#text -"]


def test_numbers_are_clicked_and_called(watched: Page, browser_context: BrowserContext) -> None:
    watched.evaluate("seen = []")
    click_and_confirm(browser_context, Painted(watched))
    expect_card(watched, "Call ended")
    called = ended_call(browser_context)
    in_cell = Painted(watched, "+12125550198")
    click_and_confirm(browser_context, in_cell)
    expect_card(watched, "Your phone is ringing")
    box = watched.locator("a").bounding_box()
    assert box is not None
    ended_call(browser_context, after=called)
    with browser_context.expect_page() as opened:
        watched.mouse.click(box["x"] + 20, box["y"] + 5)
    opened.value.close()
    assert written(watched) == []


def test_buttons_come_and_call(
    watched: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    change_settings(browser_context, presentation="button")
    watched.goto(page_server.add(PAGE))
    everything_is_read(watched)
    watched.evaluate("seen = []")
    while len(buttons := parts(watched, "call")) < len(NUMBERS):
        watched.evaluate("new Promise(requestAnimationFrame)")
    watched.mouse.move(*middle_of(watched, buttons[0]))
    with browser_context.expect_page() as opened:
        watched.mouse.click(*middle_of(watched, buttons[0]))
    with opened.value.expect_event("close"):
        press_yes(opened.value)
    expect_card(watched, "Your phone is ringing")
    ended_call(browser_context)
    assert written(watched) == []


def test_in_a_modal_dialog_the_layer_alone_comes_and_goes(watched: Page) -> None:
    """An open modal dialog makes everything outside the dialog inert. Therefore the layer moves
    into the dialog while the pointer is on a number there. Nothing else in the page changes."""
    watched.evaluate("dialog.showModal()")
    number = Painted(watched, "+16465550176")
    number.box()
    watched.evaluate("seen = []")
    number.hover()
    watched.mouse.move(2, 600)
    watched.wait_for_function("!dialog.querySelector('click-to-call')")
    assert [line for line in written(watched) if "CLICK-TO-CALL" not in line] == []


def test_a_tab_stop_exists_only_while_it_has_the_focus(watched: Page) -> None:
    html = watched.evaluate("document.body.innerHTML")
    watched.evaluate("seen = []")
    for _ in range(20):
        watched.keyboard.press("Tab")
        if watched.evaluate("document.activeElement === document.body"):
            break
    watched.locator("h1").click()
    watched.wait_for_function("!document.querySelector('[data-click-to-call-stop]')")
    assert watched.evaluate("document.body.innerHTML") == html
    heard = written(watched)
    assert heard, "no stop was ever there"
    assert {line.replace("+A", "").replace("-A", "")[:9] for line in heard} == {"childList"}
