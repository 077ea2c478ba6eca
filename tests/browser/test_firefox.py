"""The same extension folder in Firefox ESR: marks, the confirmation, and a call the whole way."""

import contextlib
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from marionette_driver import By, errors
from marionette_driver.addons import Addons
from marionette_driver.marionette import Marionette

from scripts.package import EXTENSION
from scripts.stage.host import OwnHost
from scripts.stage.page_server import PageServer
from tests.browser.extension import CALLEE, CARD, PAGE, creates
from tests.conftest import RunningSimulator

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ADDON = "click-to-call@click-to-call.dev"
PATIENCE_SECONDS = 20

WHEN_THERE = """
const [selector, done] = arguments;
const look = () => document.querySelector(selector) && (observer.disconnect(), done(true));
const observer = new MutationObserver(look);
observer.observe(document, { childList: true, subtree: true, attributes: true });
look();
"""
CALL_IS_OVER = """
const [done] = arguments;
const look = async () => {
  const { call } = await chrome.storage.session.get("call");
  if (["ended", "failed", "unknown", "cancelled"].includes(call?.state)) done(call);
};
chrome.storage.session.onChanged.addListener(look);
look();
"""


@pytest.fixture(scope="module")
def firefox(
    signed_in_host: OwnHost, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Marionette]:
    """Firefox with the unpacked extension, and the signed-in host installed for this user."""
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
        yield driver
        driver.quit()
        driver.cleanup()


def start(program: str, home: Path) -> Marionette:
    driver = Marionette(
        bin=program,
        headless=True,
        gecko_log=str(home / "gecko.log"),
        app_args=["--remote-allow-system-access"],
        prefs={"network.dns.localDomains": "pages.test,crm.test"},
    )
    driver.start_session()
    driver.timeout.script = PATIENCE_SECONDS
    assert Addons(driver).install(str(EXTENSION), temp=True) == ADDON
    return driver


def wait_for(driver: Marionette, selector: str) -> Any:
    """Waits in the page itself: asking from outside again and again keeps its timers from firing.

    A new window's first page goes while it is waited in; then the wait begins anew in the next.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(errors.JavascriptException, errors.NoSuchElementException):
            driver.execute_async_script(WHEN_THERE, [selector])
            return driver.find_element(By.CSS_SELECTOR, selector)
    raise AssertionError(f"{selector} did not come about")


def panel_address(driver: Marionette, path: str) -> str:
    with driver.using_context("chrome"):
        host = driver.execute_script(
            "return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname", [ADDON]
        )
    return f"moz-extension://{host}/{path}"


def test_marks_a_number_and_gives_the_page_back(
    firefox: Marionette, page_server: PageServer
) -> None:
    firefox.navigate(page_server.add(PAGE))
    marked = wait_for(firefox, f'[data-click-to-call="{CALLEE}"]')
    assert marked.text == "415-555-2671"
    assert firefox.execute_script("return document.body.innerText") == (
        "Ring Ada at 415-555-2671 today."
    )


def test_a_click_becomes_a_call_that_is_followed_to_its_end(
    firefox: Marionette, page_server: PageServer, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    page = firefox.current_window_handle
    firefox.navigate(panel_address(firefox, "popup/popup.html"))
    wait_for(firefox, "#from option")
    firefox.navigate(page_server.add(PAGE, "crm.test"))
    wait_for(firefox, f'[data-click-to-call="{CALLEE}"]').click()
    wait_for(firefox, CARD)
    window = other_window(firefox, page)
    firefox.switch_to_window(window)
    assert wait_for(firefox, "#question:not([hidden]) #number").text == "+1 415-555-2671"
    firefox.find_element(By.ID, "yes").click()
    firefox.switch_to_window(page)
    firefox.navigate(panel_address(firefox, "options/options.html"))
    call = firefox.execute_async_script(CALL_IS_OVER, sandbox=None)
    assert call["state"] == "ended"
    assert [body["to"] for body in creates(simulator)[before:]] == [{"phoneNumber": CALLEE}]


def other_window(driver: Marionette, known: str) -> str:
    """The confirmation window, once it is open."""
    with driver.using_context("chrome"):
        driver.execute_async_script(
            """const [done] = arguments;
            const look = () => {
              if ([...Services.wm.getEnumerator("navigator:browser")].length > 1) done(true);
              else setTimeout(look, 50);
            };
            look();"""
        )
    handles = [str(handle) for handle in driver.window_handles if handle != known]
    assert len(handles) == 1
    return handles[0]
