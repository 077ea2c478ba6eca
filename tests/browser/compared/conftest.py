"""The browsers in which pages are compared: as the project's own tests start them, and plain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from scripts.setup.machine import browsers as programs
from scripts.setup.pages import prepare_compared
from scripts.stage.browser import ARGUMENTS
from tests.browser.compared.comparison import VIEW, Browsers, ChromiumTab
from tests.browser.conftest import PATIENCE_MS


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the bundles that the compared pages load."""
    return prepare_compared()


@pytest.fixture(scope="session")
def plain_context(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """The same browser, without the extension."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("plain-profile"),
        executable_path=programs()[0],
        args=[*ARGUMENTS, "--headless=new"],
        headless=False,  # as the browser with the extension is started
        chromium_sandbox=False,
        locale="en-US",
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def plain_page(plain_context: BrowserContext) -> Iterator[Page]:
    tab = plain_context.new_page()
    yield tab
    tab.close()


@pytest.fixture
def chromium(plain_page: Page, page: Page) -> Browsers:
    """Both tabs with a view in which all cases of a page have room."""
    for tab in (plain_page, page):
        tab.set_viewport_size(VIEW)
    return Browsers(ChromiumTab(plain_page), ChromiumTab(page))
