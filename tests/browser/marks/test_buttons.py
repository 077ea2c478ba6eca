"""Tests the call buttons beside the numbers in view: the buttons are large, lie on free space
and move with their numbers."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from tests.support.extension import (
    attributes,
    change_settings,
    click_in_card,
    expect_card,
    middle_of,
    parts,
    press_yes,
)
from tests.support.page_server import PageServer
from tests.support.watching import everything_is_read, expect_gone

SIZE_PX = 24
"""WCAG 2.2, success criterion 2.5.8."""
PATIENCE_FRAMES = 300


@pytest.fixture(autouse=True)
def _buttons(browser_context: BrowserContext, fresh_extension: None) -> None:
    change_settings(browser_context, presentation="button")


def put_up(page: Page, server: PageServer, body: str) -> None:
    head = "<!doctype html><html lang=en-US><title>x</title><style>p { margin: 30px }</style>"
    page.goto(server.add(f"{head}<body>{body}<p id=last></p>"))
    everything_is_read(page)


def buttons(page: Page) -> dict[str, dict[str, float]]:
    """Returns the box of each button in the viewport, by the button's accessible name."""
    debugger = page.context.new_cdp_session(page)
    found = {}
    for node in parts(page, "call"):
        try:
            quad = debugger.send("DOM.getBoxModel", {"backendNodeId": node["backendNodeId"]})
        except Error:  # The extension has removed the button meanwhile.
            continue
        left, top, right, _, _, bottom, *_ = quad["model"]["border"]
        box = {"left": left, "top": top, "right": right, "bottom": bottom}
        found[attributes(node)["aria-label"]] = box
    debugger.detach()
    return found


def expect_buttons(page: Page, *names: str) -> dict[str, dict[str, float]]:
    """Waits until the viewport has exactly the buttons with these names, and returns their
    boxes."""
    wanted = set(names)
    found: dict[str, dict[str, float]] = {}
    for _ in range(PATIENCE_FRAMES):
        found = buttons(page)
        if set(found) - {"650.253.0001"} == wanted:
            return found
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(f"there are buttons for {set(found)}, not {wanted}")


def box_of(page: Page, selector: str) -> dict[str, float]:
    """Returns the box of an element's text."""
    found: dict[str, float] = page.evaluate(
        """(selector) => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector(selector));
          return range.getBoundingClientRect().toJSON();
        }""",
        selector,
    )
    return found


def crosses(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["left"] < other["right"] - 0.5
        and other["left"] < one["right"] - 0.5
        and one["top"] < other["bottom"] - 0.5
        and other["top"] < one["bottom"] - 0.5
    )


def test_each_number_has_one_of_a_size_to_be_hit(page: Page, page_server: PageServer) -> None:
    body = (
        "<p>Ada <b>415-555-2671</b></p><p>Ben <b>213-</b>373-<i>4253</i></p>"
        "<p><a href='tel:+12133734254'>213-373-4254</a></p><p>Fax: 212-555-0198</p>"
    )
    put_up(page, page_server, body)
    found = expect_buttons(page, "415-555-2671", "213-373-4253")
    for box in found.values():
        assert box["right"] - box["left"] >= SIZE_PX
        assert box["bottom"] - box["top"] >= SIZE_PX
    text, button = box_of(page, "b"), found["415-555-2671"]
    assert 0 <= button["left"] - text["right"] <= 8
    middle = (button["top"] + button["bottom"]) / 2
    assert abs(middle - (text["top"] + text["bottom"]) / 2) <= 1


CROWDED = {
    "text behind": "<p><b>415-555-2671</b><u> and then the line goes on and on</u></p>",
    "text before and behind": "<p><u>Ring Ada at </u><b>415-555-2671</b><u> in the evening</u></p>",
    "two in a line": "<p><b>415-555-2671</b><u>, 212-555-0198</u></p>",
    "a cell beside": "<table><tr><td><b>415-555-2671</b><td><u>Ada Lovelace, London</u></table>",
    "at the right edge": "<p style='text-align:right;margin-right:0'><u>At </u><b>415-555-2671</b>",
}


@pytest.mark.parametrize("case", CROWDED)
def test_it_covers_no_text_where_there_is_room(
    case: str, page: Page, page_server: PageServer
) -> None:
    put_up(page, page_server, f"<div style='height:60px'></div>{CROWDED[case]}")
    names = ["415-555-2671", *(["212-555-0198"] if "two" in case else [])]
    button = expect_buttons(page, *names)["415-555-2671"]
    assert not crosses(button, box_of(page, "u"))
    assert not crosses(button, box_of(page, "b"))
    assert button["right"] <= page.evaluate("innerWidth")


FOLLOWED = """([act, selector]) => new Promise((done) => {
  const element = document.querySelector(selector);
  (0, eval)(act);
  requestAnimationFrame(() => requestAnimationFrame(() =>
    setTimeout(() => done(element.getBoundingClientRect().toJSON()))));
})"""


@pytest.mark.parametrize(
    "act",
    ["box.scrollTop = 60", "scrollTo(0, 40)", "box.scrollTop = 25, scrollTo(0, 15)"],
    ids=["a box that scrolls", "a page that scrolls", "both"],
)
def test_it_follows_its_number_within_a_frame(
    act: str, page: Page, page_server: PageServer
) -> None:
    body = (
        "<div id=box style='overflow:auto;height:300px;border:1px solid'>"
        "<p style='margin-top:120px'><b>415-555-2671</b></p><div style='height:900px'></div></div>"
        "<div style='height:2000px'></div>"
    )
    head = "<!doctype html><html lang=en-US><title>x</title>"
    page.goto(page_server.add(f"{head}<body>{body}"))
    before = expect_buttons(page, "415-555-2671")["415-555-2671"]
    was = box_of(page, "b")
    now = page.evaluate(FOLLOWED, [act, "b"])
    after = buttons(page)["415-555-2671"]
    assert now["top"] < was["top"]
    assert after["top"] - before["top"] == pytest.approx(now["top"] - was["top"], abs=1)
    assert after["left"] - before["left"] == pytest.approx(now["left"] - was["left"], abs=1)


def test_it_goes_with_its_number_and_comes_with_it(page: Page, page_server: PageServer) -> None:
    body = (
        "<div id=box style='overflow:auto;height:200px'><p><b id=a>415-555-2671</b></p>"
        "<div style='height:900px'></div><p>212-555-0198</p></div>"
    )
    put_up(page, page_server, body)
    expect_buttons(page, "415-555-2671")
    page.evaluate("box.scrollTop = 1e6")
    expect_buttons(page, "212-555-0198")
    page.evaluate("box.scrollTop = 0")
    expect_buttons(page, "415-555-2671")
    page.evaluate("a.textContent = '213-373-4253'")
    expect_buttons(page, "213-373-4253")
    page.evaluate("a.hidden = true")
    expect_buttons(page)


def test_it_is_not_over_a_number_that_something_covers(page: Page, page_server: PageServer) -> None:
    cover = "<div id=cover style='position:fixed;inset:0;background:#fff' hidden></div>"
    put_up(page, page_server, f"<p>415-555-2671</p>{cover}")
    expect_buttons(page, "415-555-2671")
    page.evaluate("cover.hidden = false")
    expect_buttons(page)


def test_it_calls(page: Page, page_server: PageServer, browser_context: BrowserContext) -> None:
    put_up(page, page_server, "<p>Ada 415-555-2671</p><p>Ben 212-555-0130</p>")
    expect_buttons(page, "415-555-2671", "212-555-0130")
    ben = one_of(page, "212-555-0130")
    page.mouse.move(*middle_of(page, ben))
    with browser_context.expect_page() as opened:
        page.mouse.click(*middle_of(page, ben))
    with opened.value.expect_event("close"):
        press_yes(opened.value)
    expect_card(page, "Your phone is ringing")
    click_in_card(page, "Cancel call")
    expect_card(page, "Call cancelled")


def one_of(page: Page, name: str) -> dict[str, Any]:
    (found,) = [node for node in parts(page, "call") if attributes(node)["aria-label"] == name]
    return found


def test_links_again_and_off_take_the_buttons_away(
    page: Page, page_server: PageServer, browser_context: BrowserContext
) -> None:
    put_up(page, page_server, "<p>Ada 415-555-2671</p>")
    expect_buttons(page, "415-555-2671")
    change_settings(browser_context, presentation="link")
    expect_buttons(page)
    change_settings(browser_context, presentation="button")
    expect_buttons(page, "415-555-2671")
    change_settings(browser_context, sites={"pages.test": {"enabled": False}})
    expect_gone(page)
