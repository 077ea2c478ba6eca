"""Provides the browsers for the comparison: Chromium and Firefox, each with the extension and
without it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from marionette_driver.marionette import Marionette
from playwright.sync_api import BrowserContext, Page, Playwright

from scripts.setup.pages import prepare_compared
from scripts.setup.system_packages import browsers as programs
from tests.browser.compared.comparison import VIEW, Browsers, ChromiumTab
from tests.browser.compared.firefox_tab import compared_tab, start_plain
from tests.browser.conftest import PATIENCE_MS, RESET
from tests.support.browser import ARGUMENTS


@pytest.fixture(scope="session")
def built() -> Path:
    """Returns the folder with the scripts and style sheets that the compared pages load."""
    return prepare_compared()


@pytest.fixture(scope="session")
def plain_context(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """Yields a Chromium without the extension. It is the same program as the Chromium with the
    extension."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("plain-profile"),
        executable_path=programs()[0],
        args=[*ARGUMENTS, "--headless=new"],
        # Chromium's own headless mode (--headless=new) is on instead of Playwright's, as in the
        # Chromium with the extension.
        headless=False,
        chromium_sandbox=False,
        locale="en-US",
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture(scope="module")
def pages(
    plain_context: BrowserContext, browser_context: BrowserContext, extension_id: str
) -> Iterator[tuple[Page, Page]]:
    """Yields two tabs for all tests of a file: one without the extension, and one with the
    extension in its default settings."""
    options = browser_context.new_page()
    options.goto(f"chrome-extension://{extension_id}/options/options.html")
    options.evaluate(RESET)
    options.close()
    plain, marked = plain_context.new_page(), browser_context.new_page()
    yield plain, marked
    plain.close()
    marked.close()


@pytest.fixture(scope="module")
def chromium(pages: tuple[Page, Page]) -> Browsers:
    """Returns the two Chromium tabs, enlarged so that all cases of a page are in view."""
    for tab in pages:
        tab.set_viewport_size(VIEW)
    return Browsers(*map(ChromiumTab, pages))


@pytest.fixture(scope="session")
def plain_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marionette]:
    """Yields a Firefox without the extension."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("Firefox is missing: install the package firefox-esr")
    driver = start_plain(program, tmp_path_factory.mktemp("plain-firefox"))
    yield driver
    driver.quit()
    driver.cleanup()


@pytest.fixture
def firefoxes(plain_firefox: Marionette, firefox: Marionette) -> Iterator[Browsers]:
    """Yields a tab of the Firefox without the extension and one of the Firefox with it."""
    with compared_tab(plain_firefox) as plain, compared_tab(firefox) as marked:
        yield Browsers(plain, marked)
