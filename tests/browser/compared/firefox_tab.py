"""Provides a Firefox tab for the comparison, with or without the extension. Depends on
Marionette."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from marionette_driver.marionette import Marionette

from tests.browser.compared.comparison import VIEW
from tests.support.firefox import SITES

ASK_WITHIN_SECONDS: Final = 60
ASK: Final = """
const [expression, done] = arguments;
(async () => await new Function(`return (${expression})`)())().then(
  (value) => done(JSON.stringify({ value: value ?? null })),
  (fault) => done(JSON.stringify({ fault: String(fault) })),
);
"""


@dataclass(frozen=True)
class FirefoxTab:
    driver: Marionette

    def go(self, address: str) -> None:
        self.driver.navigate(address)

    def ask(self, expression: str) -> Any:
        """Returns the expression's value in the scope where the page's own scripts run. If the
        value is a promise, waits for its result."""
        told = json.loads(self.driver.execute_async_script(ASK, [expression], sandbox=None))
        assert "fault" not in told, told["fault"]
        return told["value"]


@contextmanager
def compared_tab(driver: Marionette) -> Iterator[FirefoxTab]:
    """Yields the current tab, in a window so large that all cases of a page are in view. Restores
    the window's size afterwards."""
    before, patience = driver.window_rect, driver.timeout.script
    driver.set_window_rect(**VIEW)
    driver.timeout.script = ASK_WITHIN_SECONDS
    yield FirefoxTab(driver)
    driver.timeout.script = patience
    driver.set_window_rect(**before)


def start_plain(program: str, home: Path) -> Marionette:
    """Starts a Firefox without the extension, with the same settings as in the other Firefox
    tests."""
    driver = Marionette(
        bin=program,
        port=0,  # Marionette chooses a free port, so that several runs can work at the same time.
        headless=True,
        gecko_log=str(home / "gecko.log"),
        prefs={"network.dns.localDomains": ",".join(f"{name}.test" for name in SITES)},
    )
    driver.start_session()
    return driver
