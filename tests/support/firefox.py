"""Runs Firefox ESR with the unpacked extension, controlled by Marionette. Provides the function
that starts Firefox for the fixture `firefox`, and functions for the tests that use this fixture."""

import contextlib
import json
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marionette_driver import By, errors
from marionette_driver.addons import Addons
from marionette_driver.marionette import Marionette

from scripts.setup.paths import EXTENSION

ADDON = "click-to-call@click-to-call.dev"
PATIENCE_SECONDS = 20
LONGEST_WAIT_SECONDS = 3
HOST_STARTS = 5
HOST_STARTS_WITHIN_MS = 5_000
NAVIGATED = (
    errors.JavascriptException,
    errors.NoSuchElementException,
    errors.ScriptTimeoutException,
)
"""The exceptions that Marionette may raise if the tab opens another page while a script waits in
the first page."""
SITES = ["pages", "crm", "plain", "site", "inner"]
"""The sites that the tests use, each without the end `.test`. Firefox resolves their names to this
machine."""

PLAIN = "plain.test"
NO_PREFERENCES: Mapping[str, str | int | bool] = {}
UNTIL = """
const [condition, done] = arguments;
const isSo = new Function(`return (${condition})`);
const look = () => (isSo() ? done(true) : requestAnimationFrame(look));
look();
"""
SIGNED_IN = "document.querySelector('#account-name').textContent.includes('Ada Example')"
PAINTED = "(CSS.highlights.get('click-to-call')?.size ?? 0)"
"""A JavaScript expression whose value is the count of painted ranges."""
NOTHING_OF_OURS = (
    "!CSS.highlights.has('click-to-call') &&"
    " !document.querySelector('click-to-call, [data-click-to-call-stop]')"
)

TWO_WINDOWS = """
const [done] = arguments;
const look = () => {
  if ([...Services.wm.getEnumerator("navigator:browser")].length > 1) done(true);
  else setTimeout(look, 50);
};
look();
"""
WHEN_THERE = """
const [selector, done] = arguments;
const look = () => document.querySelector(selector) && (observer.disconnect(), done(true));
const observer = new MutationObserver(look);
observer.observe(document, { childList: true, subtree: true, attributes: true });
look();
"""


def start(
    program: str,
    home: Path,
    *,
    headless: bool = True,
    prefs: Mapping[str, str | int | bool] = NO_PREFERENCES,
) -> Marionette:
    """Starts Firefox with the extension, and closes the welcome page. Without `headless`, Firefox
    opens its window on the display that DISPLAY names."""
    with warnings.catch_warnings():
        # While Firefox starts, Marionette tries to connect and does not close its sockets. Python's
        # warnings about these sockets are ignored.
        warnings.simplefilter("ignore", ResourceWarning)
        driver = Marionette(
            bin=program,
            # Marionette chooses a free port, so that several runs can work at the same time.
            port=0,
            headless=headless,
            gecko_log=str(home / "gecko.log"),
            app_args=["--remote-allow-system-access"],
            prefs={"network.dns.localDomains": ",".join(f"{name}.test" for name in SITES), **prefs},
        )
        driver.start_session()
    driver.timeout.script = PATIENCE_SECONDS
    assert Addons(driver).install(str(EXTENSION), temp=True) == ADDON
    close_welcome(driver)
    return driver


def close_welcome(driver: Marionette) -> None:
    """Closes the welcome page, which opens after installation."""
    first = driver.current_window_handle
    switch_to_welcome(driver)
    wait_for(driver, "#steps")
    driver.close()
    driver.switch_to_window(first)


def switch_to_welcome(driver: Marionette) -> None:
    """Waits until a tab shows the welcome page, and switches to it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for handle in driver.window_handles:
            driver.switch_to_window(handle)
            if driver.get_url().endswith("/welcome/welcome.html"):
                return
    raise AssertionError("installing opens no welcome page")


def wait_for(driver: Marionette, selector: str) -> Any:
    """Waits until the page contains an element for this selector.

    A script in the page waits for the element, because frequent commands from the test would delay
    the page's timers. If the tab opens another page, the script starts again there. The script
    waits at most LONGEST_WAIT_SECONDS at a time, because Firefox replaces the blank page of a new
    window without an error.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(*NAVIGATED):
            driver.execute_async_script(
                WHEN_THERE, [selector], script_timeout=LONGEST_WAIT_SECONDS * 1000
            )
            return driver.find_element(By.CSS_SELECTOR, selector)
    raise AssertionError(f"{selector} did not come about")


def wait_for_sign_in(driver: Marionette) -> None:
    """Waits until the popup shows the signed-in user. On a busy machine, the host may start too
    slowly to answer the popup. In this case, reloads the popup, which asks the host again."""
    driver.navigate(panel_address(driver, "popup/popup.html"))
    for _ in range(HOST_STARTS):
        with contextlib.suppress(errors.ScriptTimeoutException):
            driver.execute_async_script(UNTIL, [SIGNED_IN], script_timeout=HOST_STARTS_WITHIN_MS)
            driver.navigate("about:blank")
            return
        driver.refresh()
    raise AssertionError("the popup does not show the signed-in user")


def panel_address(driver: Marionette, path: str) -> str:
    with driver.using_context("chrome"):
        host = driver.execute_script(
            "return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname", [ADDON]
        )
    return f"moz-extension://{host}/{path}"


def other_window(driver: Marionette, *known: str) -> str:
    """Waits until the confirmation window is open, and returns the window's handle. `known` are the
    handles of all other tabs."""
    with driver.using_context("chrome"):
        driver.execute_async_script(TWO_WINDOWS)
    handles = [str(handle) for handle in driver.window_handles if handle not in known]
    assert len(handles) == 1, handles
    return handles[0]


class Tab:
    """The tab in which a test opens its pages (`page`), and beside it a tab with the settings page
    (`panel`), through which the test changes settings."""

    def __init__(self, driver: Marionette) -> None:
        self.driver = driver
        self.page = driver.current_window_handle
        self.panel = driver.open(type="tab")["handle"]
        driver.switch_to_window(self.panel)
        driver.navigate(panel_address(driver, "options/options.html"))
        driver.switch_to_window(self.page)

    def change(self, settings: dict[str, Any]) -> None:
        self.driver.switch_to_window(self.panel)
        self.driver.execute_async_script(
            "const [settings, done] = arguments;"
            "chrome.storage.local.set({ settings: JSON.parse(settings) }).then(done)",
            [json.dumps(settings)],
            sandbox=None,
        )
        self.driver.switch_to_window(self.page)

    def go(self, address: str) -> None:
        self.driver.navigate(address)

    def until(self, condition: str) -> None:
        self.driver.execute_async_script(UNTIL, [condition], sandbox=None)

    def ask(self, expression: str, *arguments: Any) -> Any:
        return self.driver.execute_script(f"return {expression}", list(arguments), sandbox=None)
