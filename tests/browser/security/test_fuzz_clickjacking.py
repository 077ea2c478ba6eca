"""Tests random hostile pages, in a short run of `python3 scripts/fuzz_clickjacking.py 1000`."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.conftest import RunningSimulator
from tests.support.extension import creates
from tests.support.fuzz.clickjacking_pages import hostile_page
from tests.support.fuzz.clickjacking_visits import Visitor
from tests.support.page_server import PageServer
from tests.support.real_input import reset

SEEDS = range(1, 13)


@pytest.fixture(scope="module")
def visitor(
    browser_context: BrowserContext, page_server: PageServer, simulator: RunningSimulator
) -> Iterator[Visitor]:
    reset(browser_context)

    def called() -> list[str]:
        return [body["to"]["phoneNumber"] for body in creates(simulator)]

    yield Visitor(browser_context, page_server, called)
    reset(browser_context)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_gets_no_call_that_nobody_meant(seed: int, visitor: Visitor) -> None:
    visit = visitor.visit(hostile_page(seed))
    assert visit.fault == "", str(visit.page)


def test_the_same_seed_makes_the_same_page() -> None:
    """The same seed always makes the same page, so that a failure can be repeated. Among the pages
    of SEEDS, there are pages without tricks, which must get one call, and hostile pages, which must
    get none."""
    assert [hostile_page(seed) for seed in SEEDS] == [hostile_page(seed) for seed in SEEDS]
    assert {hostile_page(seed).expected for seed in SEEDS} >= {"one", "none"}
