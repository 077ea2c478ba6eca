"""What a user has who installed the extension alone: links that lead to the softphone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from scripts.browser import extension_id_of, open_browser
from scripts.devtools import Popup, extension_elements
from scripts.host import plain_environment
from scripts.page_server import PageServer

NUMBER = "+14155552671"
PAGE = "<!doctype html><html lang='en-US'><title>One</title><p>Call (415) 555-2671 ext. 7"

LEADS_AWAY = """() => new Promise((told) => {
  addEventListener("click", (event) => {
    told(!event.defaultPrevented);
    event.preventDefault(); // or the browser would ask which program to open
  }, { once: true });
})"""


@pytest.fixture(scope="module")
def bare_browser(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """The extension in a profile and a home in which no host was ever installed."""
    home = tmp_path_factory.mktemp("bare")
    environment = {**plain_environment(), "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    context = open_browser(
        playwright, profile=home / "profile", environment=environment, headless=True
    )
    yield context
    context.close()


@pytest.fixture
def open_page(bare_browser: BrowserContext, page_server: PageServer) -> Iterator[Page]:
    page = bare_browser.new_page()
    page.goto(page_server.add(PAGE))
    page.locator("[data-click-to-call^='+']").wait_for()
    yield page
    page.close()


@pytest.mark.parametrize(
    ("action", "address"),
    [
        ("ringout", f"tel:{NUMBER};ext=7"),
        ("tel", f"tel:{NUMBER};ext=7"),
        ("rcmobile", "rcmobile://call?number=14155552671"),
        ("rcapp", f"rcapp://r/call?number={NUMBER}"),
    ],
)
def test_a_click_follows_the_link(
    bare_browser: BrowserContext, open_page: Page, action: str, address: str
) -> None:
    set_action(bare_browser, action)
    mark = open_page.locator(f"[data-click-to-call='{NUMBER};ext=7']")
    for _ in range(200):
        links = [seen.find("a") for seen in extension_elements(open_page) if seen.value]
        if [(link or {}).get("href") for link in links] == [address]:
            break
        open_page.wait_for_timeout(50)
    assert [(link or {}).get("href") for link in links] == [address]
    open_page.evaluate(f"void (window.leadsAway = ({LEADS_AWAY})())")
    mark.click()
    assert open_page.evaluate("window.leadsAway") is True


def test_the_popup_says_what_is_missing(open_page: Page) -> None:
    popup = Popup(open_page)
    popup.wait_for("!document.getElementById('absent').hidden")
    words = popup.evaluate("document.getElementById('absent').innerText")
    popup.close()
    assert "install the Click-To-Call host" in words
    assert "click-to-call install" in words


def set_action(context: BrowserContext, action: str) -> None:
    panel = context.new_page()
    panel.goto(f"chrome-extension://{extension_id_of(context)}/options/options.html")
    panel.evaluate("(action) => chrome.storage.local.set({ settings: { action } })", action)
    panel.close()
