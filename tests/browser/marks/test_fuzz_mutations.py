"""Tests pages that change at random, in a short run of `python3 scripts/fuzz_mutations.py 1000`."""

import pytest
from playwright.sync_api import BrowserContext

from tests.support.fuzz.mutations import MutationFuzzer
from tests.support.page_server import PageServer

pytestmark = pytest.mark.usefixtures("fresh_extension")


@pytest.mark.parametrize("first", [1, 101])
def test_a_changed_page_is_painted_like_a_freshly_loaded_one(
    first: int, browser_context: BrowserContext, page_server: PageServer
) -> None:
    found = MutationFuzzer(browser_context, page_server).run(first, 16)
    assert not found, "\n".join(map(str, found))
