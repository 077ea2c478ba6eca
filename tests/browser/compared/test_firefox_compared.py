"""Tests that pages and libraries have the same results in Firefox with the extension as without
it."""

from pathlib import Path

import pytest

from tests.browser.compared.comparison import Browsers, compare, page_of
from tests.browser.compared.test_libraries import LIBRARIES
from tests.browser.compared.test_raw_uses import USES
from tests.support.page_server import PageServer

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGES = [*(f"uses-{name}" for name in USES), *(f"libraries-{name}" for name in LIBRARIES)]


@pytest.mark.parametrize("is_early", [False, True], ids=["painted before", "painted after"])
@pytest.mark.parametrize("name", PAGES)
def test_pages(
    name: str, is_early: bool, firefoxes: Browsers, page_server: PageServer, built: Path
) -> None:
    address = page_of(page_server, built, name, layout="many")
    assert compare(firefoxes, address, is_early=is_early) == []
