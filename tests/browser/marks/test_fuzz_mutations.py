"""Pages that change at random: `python3 scripts/fuzz_mutations.py 1000` in small."""

import pytest
from playwright.sync_api import BrowserContext

from tests.support.fuzz.mutations import Wanderer
from tests.support.page_server import PageServer

pytestmark = pytest.mark.usefixtures("fresh_extension")


@pytest.mark.parametrize("first", [1, 101])
def test_whatever_a_page_does_it_is_painted_as_if_it_always_was_so(
    first: int, browser_context: BrowserContext, page_server: PageServer
) -> None:
    found = Wanderer(browser_context, page_server).wander(first, 16)
    assert not found, "\n".join(map(str, found))
