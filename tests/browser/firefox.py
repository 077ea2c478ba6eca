"""Firefox ESR with the unpacked extension, as its own driver gives it: the fixture `firefox`."""

import contextlib
import time
from pathlib import Path
from typing import Any

from marionette_driver import By, errors
from marionette_driver.addons import Addons
from marionette_driver.marionette import Marionette

from scripts.package import EXTENSION

ADDON = "click-to-call@click-to-call.dev"
PATIENCE_SECONDS = 20
SITES = ["pages", "crm", "plain", "trap", "inner"]
"""What leads to this computer, with `.test` behind it."""

WHEN_THERE = """
const [selector, done] = arguments;
const look = () => document.querySelector(selector) && (observer.disconnect(), done(true));
const observer = new MutationObserver(look);
observer.observe(document, { childList: true, subtree: true, attributes: true });
look();
"""


def start(program: str, home: Path) -> Marionette:
    driver = Marionette(
        bin=program,
        port=0,  # any free one: several runs may go on at once
        headless=True,
        gecko_log=str(home / "gecko.log"),
        app_args=["--remote-allow-system-access"],
        prefs={"network.dns.localDomains": ",".join(f"{name}.test" for name in SITES)},
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
