"""Tests libraries from npm, each in its published build, that read, split, mark, typeset, morph,
sort and export a page's content. Each library has the same results with the extension as without
the extension."""

from pathlib import Path

import pytest

from tests.browser.compared.comparison import Browsers, compare, page_of
from tests.support.page_server import PageServer

LIBRARIES = ["splitters", "highlighters", "typesetters", "morphers", "tables", "exporters"]


@pytest.mark.parametrize("is_early", [False, True], ids=["painted before", "painted after"])
@pytest.mark.parametrize("name", LIBRARIES)
def test_libraries(
    name: str, is_early: bool, chromium: Browsers, page_server: PageServer, built: Path
) -> None:
    address = page_of(page_server, built, f"libraries-{name}", layout="many")
    assert compare(chromium, address, is_early=is_early) == []
