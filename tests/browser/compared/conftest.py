"""The browsers in which pages are compared: as the project's own tests start them, and plain."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from marionette_driver.marionette import Marionette
from playwright.sync_api import BrowserContext, Page, Playwright

from scripts.setup.machine import browsers as programs
from scripts.setup.pages import prepare_compared
from scripts.stage.browser import ARGUMENTS
from tests.browser.compared.comparison import VIEW, Browsers, ChromiumTab
from tests.browser.compared.firefox_tab import compared_tab, start_plain
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


@pytest.fixture(scope="session")
def plain_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marionette]:
    """Firefox without the extension."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("Firefox is missing: install the package firefox-esr")
    driver = start_plain(program, tmp_path_factory.mktemp("plain-firefox"))
    yield driver
    driver.quit()
    driver.cleanup()


@pytest.fixture
def firefoxes(plain_firefox: Marionette, firefox: Marionette) -> Iterator[Browsers]:
    """A tab of each, as `chromium` has them."""
    with compared_tab(plain_firefox) as plain, compared_tab(firefox) as marked:
        yield Browsers(plain, marked)
