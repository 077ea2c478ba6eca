"""What a page says around a number decides what it is: in Chromium, and the same in Firefox."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from scripts.stage.page_server import PageServer
from tests.browser.evidence_pages import APPLICATIONS, COMPONENTS, PLAIN
from tests.browser.firefox import Tab
from tests.browser.firefox_input import Fingers
from tests.browser.watching import TALL, everything_is_read, painted_in_sections

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SHAPES = {**APPLICATIONS, **COMPONENTS, **PLAIN}
HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>x</title><body>"
LAST = "<p id=last></p>"

def page_of(shapes: dict[str, tuple[str, list[str]]]) -> str:
    """One section for each, which holds no other."""
    parts = (html.replace("<section", "<article").replace("</section", "</article") for html, _ in
             shapes.values())
    return HEAD + "".join(f"<section>{html}</section>" for html in parts) + LAST


def expect_shapes(page: Any, server: PageServer) -> None:
    page.set_viewport_size({**TALL, "height": 8000})
    page.goto(server.add(page_of(SHAPES)))
    everything_is_read(page)
    found = dict(zip(SHAPES, painted_in_sections(page), strict=True))
    wrong = {name: found[name] for name, (_, pieces) in SHAPES.items() if found[name] != pieces}
    assert not wrong, "\n".join(map(str, wrong.items()))


def test_what_the_page_says_around_a_number_decides(page: Page, page_server: PageServer) -> None:
    expect_shapes(page, page_server)
