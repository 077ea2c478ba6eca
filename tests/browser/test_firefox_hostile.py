"""Hostile pages and a person's real mouse and keys in Firefox: no call that nobody meant, and an
honest page is called from."""

from collections.abc import Iterator

import pytest
from marionette_driver.marionette import Marionette

from scripts.stage.page_server import PageServer
from tests.browser.extension import creates
from tests.browser.firefox_input import FirefoxTrap
from tests.browser.test_hostile_pages import P
from tests.conftest import RunningSimulator

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "trap.test"
TRUSTED = {"sites": {SITE: {"trusted": True}}}


@pytest.fixture(scope="module")
def trap(firefox: Marionette, page_server: PageServer) -> Iterator[FirefoxTrap]:
    """One tab for all tests of this file, on a site from which the person calls at once."""
    trap = FirefoxTrap(firefox, page_server, SITE)
    yield trap
    trap.reset()
    trap.close()


def test_an_honest_page_calls_at_once(trap: FirefoxTrap, simulator: RunningSimulator) -> None:
    before = len(creates(simulator))
    trap.reset(**TRUSTED)
    trap.show(P)
    trap.click()
    assert trap.outcome() == "called"
    trap.reset(**TRUSTED)
    assert len(creates(simulator)) == before + 1
