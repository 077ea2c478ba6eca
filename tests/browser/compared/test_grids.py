"""Tests data grids, tables and virtual lists, each in its published build. The numbers in them can
be edited, selected, copied, sorted, filtered, dragged and scrolled as without the extension, and no
call is placed."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.compared.comparison import page_of
from tests.browser.compared.hands import Hands, Steps, compare_walks
from tests.support.extension import session
from tests.support.page_server import PageServer

FIRST, SECOND, THIRD, FOURTH = "415-555-2671", "415-555-2708", "415-555-2745", "415-555-2782"
NOTED = "212-736-5000"
"""In every grid, the row of the number FIRST also has a note. The note contains the number NOTED
among words."""

GRIDS = [
    "ag_grid", "tabulator", "jspreadsheet", "jqgrid", "handsontable", "slickgrid", "datatables",
    "bootstrap_table", "jsgrid", "mui", "revogrid", "virtual", "list_js", "sortable",
]  # fmt: skip

COPY = "copied and pasted"
COPIES_LATER = ["revogrid"]
"""Grids that may write to the clipboard only after the next step has begun. With these grids, the
test does not copy and paste."""

EDITING: Steps = {
    "double click on a number": lambda hands: hands.double(FIRST),
    "given up": lambda hands: hands.press("7", "Escape"),
    "double click beside a number": lambda hands: hands.double_beside(SECOND),
    "saved": lambda hands: hands.press("End", "9", "Enter"),
    "double click on a number among words": lambda hands: hands.double(NOTED),
    "saved as it was": lambda hands: hands.press("Enter"),
}
SELECTING: Steps = {
    "a number selected": lambda hands: hands.select(THIRD),
    COPY: lambda hands: hands.copy(to="#elsewhere"),
    "clicked beside a number": lambda hands: hands.click_beside(FOURTH),
    "selected from a number on": lambda hands: hands.select(FIRST, until=NOTED),
}
ORDERING: Steps = {
    "dragged": lambda hands: hands.drag(FIRST, THIRD),
    "wheel turned": lambda hands: hands.wheel(THIRD, 240),
    "sorted": lambda hands: hands.click("hone"),
    "sorted the other way": lambda hands: hands.click("hone"),
    "filtered": lambda hands: hands.ask("filter", "2708"),
    "not filtered": lambda hands: hands.ask("filter", ""),
    "the next page": lambda hands: hands.ask("next"),
}


@pytest.mark.parametrize("name", GRIDS)
def test_grids(
    name: str,
    pages: tuple[Page, Page],
    browser_context: BrowserContext,
    page_server: PageServer,
    built: Path,
) -> None:
    address = page_of(page_server, built, f"grids-{name}", layout="grid")
    steps = {**EDITING, **SELECTING, **ORDERING}
    if name in COPIES_LATER:
        del steps[COPY]
    plain = Hands(pages[0], is_marked=False)
    marked = Hands(pages[1], is_marked=True)
    windows = len(browser_context.pages)
    assert compare_walks(plain, marked, address, steps) == []
    assert len(browser_context.pages) == windows
    assert session(browser_context).get("call") is None
