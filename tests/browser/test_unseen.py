"""What stays in a page's text nodes under our marks is seen by nobody, and in nobody's way."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.setup.environment import ROOT
from scripts.stage.page_server import PageServer
from scripts.stage.wander import is_same
from tests.browser.extension import change_settings
from tests.browser.real_input import GROWN

PLAIN = "plain.test"
BOXES = (ROOT / "tests" / "browser" / "pages" / "boxes.js").read_text("utf-8")
PAGE = f"<!doctype html><html lang=en-US><meta charset=utf-8><body><script>{BOXES}</script>"
COUNT = "document.querySelectorAll('[data-click-to-call^=\"+\"]').length"
WRITTEN = "written.length"
SHORTER = "write((was) => was.slice(4))"
NOTHING = "write(() => '')"
AGAIN = "write((was) => was)"


RESTYLE = "(style) => [p, q].forEach((at) => { at.style.cssText = style; })"
LOOK = """() => [p, q].map((at) => {
  const { width, height } = at.getBoundingClientRect();
  return [at.innerText, width, height];
})"""


@pytest.fixture
def both(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> tuple[dict[str, Any], Page]:
    """What the page shows without the extension, step by step; and the page with it."""
    change_settings(browser_context, sites={PLAIN: {"enabled": False}})
    page.goto(page_server.add(PAGE, PLAIN))
    plain: dict[str, Any] = {}
    for step in [AGAIN, NOTHING, SHORTER, AGAIN]:
        page.evaluate(step)
        plain.setdefault(step, page.evaluate("look()"))
    page.goto(page_server.add(PAGE))
    all_are_marked(page)
    return plain, page


def all_are_marked(page: Page) -> None:
    page.wait_for_function(f"{COUNT} === {WRITTEN}")


def differences(seen: list[Any], wanted: list[Any]) -> list[Any]:
    """The first boxes that differ: how they are styled, and in what. Halves of pixels are rounded
    as chance has it."""
    return [
        (one[0], [pair for pair in zip(one, other, strict=True) if not is_same(*pair)])
        for one, other in zip(seen, wanted, strict=True)
        if not is_same(one, other)
    ][:3]


def test_every_letter_stands_where_it_stood(both: tuple[dict[str, Any], Page]) -> None:
    plain, page = both
    assert differences(page.evaluate("look()"), plain[AGAIN]) == []


def test_what_a_framework_clears_is_gone(both: tuple[dict[str, Any], Page]) -> None:
    """Though it reads a node before it writes it: at once, when it is written again, and after."""
    plain, page = both
    for step in [NOTHING, AGAIN, NOTHING, SHORTER, AGAIN]:
        page.evaluate(step)
        assert differences(page.evaluate("look()"), plain[step]) == [], step
    all_are_marked(page)
    assert differences(page.evaluate("look()"), plain[AGAIN]) == []


def test_all_is_given_back(
    both: tuple[dict[str, Any], Page], browser_context: BrowserContext
) -> None:
    plain, page = both
    change_settings(browser_context, enabled=False)
    expect(page.locator("[data-click-to-call]")).to_have_count(0)
    assert page.evaluate("written.every((node) => node.data === node.was)")
    assert page.evaluate("document.getAnimations().length") == 0
    assert differences(page.evaluate("look()"), plain[AGAIN]) == []


STYLES = ["white-space: pre-wrap", "white-space: normal", "white-space: pre", "display: flex", ""]


def test_nothing_comes_to_be_seen_where_the_page_changes_its_style(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    """A style says nothing when it changes. The marks then stand elsewhere, which is looked at."""
    change_settings(browser_context, sites={PLAIN: {"enabled": False}})
    body = "<p id=p>x <b>213-373-4253</b> y</p><p id=q>213-373-4253 or 415-555-2671</p>"
    script = f"<script>window.look = {LOOK};</script>"
    page.goto(page_server.add(f"<!doctype html><html lang=en-US><body>{body}{script}", PLAIN))
    plain = {}
    for style in STYLES:
        page.evaluate(RESTYLE, style)
        plain[style] = page.evaluate("look()")
    page.goto(page_server.add(f"<!doctype html><html lang=en-US><body>{body}{script}"))
    page.wait_for_function(f"{COUNT} === 3")
    page.evaluate(GROWN)  # and it was looked at where they stand
    for style in STYLES:
        page.evaluate(RESTYLE, style)
        page.wait_for_function(
            "(plain) => JSON.stringify(look()) === JSON.stringify(plain)", arg=plain[style]
        )
