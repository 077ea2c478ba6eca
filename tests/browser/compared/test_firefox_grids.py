"""Tests that a user of Firefox can edit, copy and sort the numbers in data grids and applications
as without the extension, and that no call is placed."""

from pathlib import Path

import pytest
from marionette_driver.marionette import Marionette

from tests.browser.compared.comparison import Browsers, page_of
from tests.browser.compared.hands import Hands, Steps, compare_walks
from tests.browser.compared.test_applications import APPLICATIONS
from tests.browser.compared.test_grids import COPY, EDITING, ORDERING, SELECTING
from tests.support.firefox_input import Fingers
from tests.support.page_server import PageServer

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SORTING = ("sorted", "sorted the other way")
GRID: Steps = {
    **EDITING,
    "a number selected": SELECTING["a number selected"],
    COPY: SELECTING[COPY],
    **{step: ORDERING[step] for step in SORTING},
}
WALKS: dict[str, tuple[str, Steps]] = {
    **{
        f"grids-{name}": ("grid", GRID) for name in ("ag_grid", "datatables", "tabulator", "jsgrid")
    },
    **{f"applications-{name}": ("application", APPLICATIONS[name]) for name in ("react", "cells")},
}


@pytest.mark.parametrize("name", WALKS)
def test_walks(
    name: str,
    firefoxes: Browsers,
    plain_firefox: Marionette,
    firefox: Marionette,
    page_server: PageServer,
    built: Path,
) -> None:
    layout, steps = WALKS[name]
    address = page_of(page_server, built, name, layout=layout)
    plain = Hands(Fingers(plain_firefox), is_marked=False)
    marked = Hands(Fingers(firefox), is_marked=True)
    windows = len(firefox.window_handles)
    assert compare_walks(plain, marked, address, steps) == []
    assert len(firefox.window_handles) == windows
    assert Fingers(firefox).card_words() == ""
