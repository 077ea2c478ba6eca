"""Tests that page scripts which change texts, elements, ranges, tables and style sheets have the
same results as without the extension: return values, HTML, text, form values, boxes, errors and
the changes that a MutationObserver reports."""

from pathlib import Path

import pytest

from tests.browser.compared.comparison import Browsers, compare, page_of
from tests.support.page_server import PageServer

USES = ["text_nodes", "elements", "ranges", "queries", "replacers", "structure"]


@pytest.mark.parametrize("is_early", [False, True], ids=["painted before", "painted after"])
@pytest.mark.parametrize("name", USES)
def test_raw_uses(
    name: str, is_early: bool, chromium: Browsers, page_server: PageServer, built: Path
) -> None:
    address = page_of(page_server, built, f"uses-{name}", layout="many")
    assert compare(chromium, address, is_early=is_early) == []
