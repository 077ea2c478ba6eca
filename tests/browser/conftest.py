"""Provides the fixtures of all browser tests: a real browser, the real extension and the real
host."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from marionette_driver.marionette import Marionette
from playwright.sync_api import BrowserContext, Page, Playwright

from scripts.setup.pages import prepare_pages
from scripts.setup.paths import ROOT
from tests.conftest import RunningSimulator
from tests.support.browser import extension_id_of, open_browser, worker_of
from tests.support.extension import expect_signed_in, open_signed_in
from tests.support.firefox import PLAIN, Tab, start, wait_for_sign_in
from tests.support.firefox_input import FirefoxSite
from tests.support.host import OwnHost
from tests.support.page_server import PageServer, serve_pages
from tests.support.real_input import Site

PATIENCE_MS = 15_000
"""How long a test waits until something becomes visible. Only a broken extension takes so long."""

RESET = """async () => {
  await chrome.storage.local.remove(["settings", "card_place", "softphone"]);
  await chrome.storage.session.set({ call: null, about: null, pending: {}, asker: null });
  return (await chrome.storage.session.get("host")).host?.state;
}"""


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="session")
def browser_context(
    playwright: Playwright, profile: Path, signed_in_host: OwnHost
) -> Iterator[BrowserContext]:
    """Yields the browser, with a host that is installed in the browser's profile and signed in."""
    context = open_signed_in(playwright, signed_in_host, profile)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture(scope="session")
def extension_id(browser_context: BrowserContext) -> str:
    return extension_id_of(browser_context)


@pytest.fixture(scope="session")
def page_server() -> Iterator[PageServer]:
    """Yields a server: `page_server.add(html, host="any.test")` returns a page's address."""
    with serve_pages(ROOT / "tests" / "browser" / "pages") as server:
        yield server


@pytest.fixture
def page(browser_context: BrowserContext, fresh_extension: None) -> Iterator[Page]:
    """Yields a new tab. The extension has its default settings and no call, as after
    installation."""
    tab = browser_context.new_page()
    yield tab
    tab.close()


@pytest.fixture
def fresh_extension(browser_context: BrowserContext) -> None:
    """Restores the default settings and removes the call, as after installation. The account stays
    signed in; if the extension does not know that, waits until it does."""
    if worker_of(browser_context).evaluate(RESET) != "ready":
        expect_signed_in(browser_context)


@pytest.fixture
def signed_out(
    playwright: Playwright,
    simulator: RunningSimulator,
    keyring_session: dict[str, str],
    tmp_path: Path,
) -> Iterator[BrowserContext]:
    """Yields a browser with a host of its own. The host has a client id, but no user is signed
    in."""
    server = simulator.url.replace("127.0.0.1", "localhost")
    host = OwnHost(tmp_path / "home", server, keyring_session)
    host.run("config", "set", "client_id", simulator.state.public_client_id)
    host.install(tmp_path / "profile")
    context = open_browser(
        playwright, profile=tmp_path / "profile", environment=host.environment, headless=True
    )
    yield context
    context.close()
    host.sign_out()


@pytest.fixture(scope="session")
def applications() -> Path:
    """Returns the folder of the sample applications, built with their frameworks."""
    return prepare_pages()


@pytest.fixture(scope="session")
def firefox(
    signed_in_host: OwnHost, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Marionette]:
    """Yields Firefox with the unpacked extension and an installed, signed-in host."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("Firefox is missing: install the package firefox-esr")
    home = tmp_path_factory.mktemp("firefox-home")
    host = OwnHost(
        signed_in_host.home, signed_in_host.server, {**signed_in_host.base, "HOME": str(home)}
    )
    host.run("install", "--browser", "firefox")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in host.environment.items():
            patch.setenv(name, value)
        driver = start(program, home)
        wait_for_sign_in(driver)
        yield driver
        driver.quit()
        driver.cleanup()


@pytest.fixture
def firefox_tab(firefox_tabs: Tab) -> Tab:
    """Returns the tabs of the fixture `firefox_tabs`. Switches the extension off on the site
    PLAIN."""
    firefox_tabs.change({"sites": {PLAIN: {"enabled": False}}})
    return firefox_tabs


@pytest.fixture(scope="module")
def firefox_tabs(firefox: Marionette) -> Iterator[Tab]:
    """Yields two tabs of Firefox that all tests of a file share: one for pages, and one for the
    extension's settings."""
    tab = Tab(firefox)
    yield tab
    tab.change({})
    firefox.switch_to_window(tab.panel)
    firefox.close()
    firefox.switch_to_window(tab.page)


@pytest.fixture
def site(
    request: pytest.FixtureRequest, browser_context: BrowserContext, page_server: PageServer
) -> Iterator[Site]:
    """Yields a tab for one test, on the site that the test's file names in SITE. No other test gets
    the tab: after a followed link, the browser asks which application to open, and this question
    blocks all input to the tab."""
    tab = browser_context.new_page()
    yield Site(tab, page_server, request.module.SITE)
    tab.close()


@pytest.fixture(scope="module")
def firefox_site(
    request: pytest.FixtureRequest, firefox: Marionette, page_server: PageServer
) -> Iterator[FirefoxSite]:
    """Yields one tab of Firefox for all tests of a file, on the site that the file names in
    SITE."""
    site = FirefoxSite(firefox, page_server, request.module.SITE)
    yield site
    site.close()
