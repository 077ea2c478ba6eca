"""Pages that change at random: `python3 scripts/wander.py 1000` in small."""

import pytest
from playwright.sync_api import BrowserContext

from scripts.stage.page_server import PageServer
from scripts.stage.wander import Wanderer

pytestmark = pytest.mark.usefixtures("fresh_extension")


@pytest.mark.parametrize(("first", "also"), [(1, ""), (101, "copies")])
def test_whatever_a_page_does_it_is_seen_as_without_marks(
    first: int, also: str, browser_context: BrowserContext, page_server: PageServer
) -> None:
    found = Wanderer(browser_context, page_server).wander(first, 16, also)
    assert not found, "\n".join(map(str, found))
