"""What pages do to their texts, elements, ranges, tables and style sheets comes out as without the
extension: results, HTML, text, values, boxes, errors, and what their observers see."""

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
