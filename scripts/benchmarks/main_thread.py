"""How long a page's main thread worked, by the browser's own account. Depends on Playwright.

The account is TaskDuration of the DevTools protocol's Performance.getMetrics: all tasks of the
thread, script, style, layout and paint. It is asked for in the thread's own time, not the clock's,
so that other programs on a busy machine do not count.
"""

import time
from typing import Final

from playwright.sync_api import CDPSession, Page

LOOK_EVERY_MS: Final = 250
RESTING_MS: Final = 5.0
"""The thread rests when it works no longer than this between two looks; a look takes 0.3."""
BUSY_AT_MOST_SECONDS: Final = 180


class MainThread:
    """The main thread of a page's process: `used()` gives milliseconds since it was made."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._start = self._total()

    def used(self) -> float:
        return self._total() - self._start

    def wait_until_idle(self, quiet_ms: float) -> float:
        """Waits until the thread has rested for so long; gives `used()` without the rest itself.

        The rest counts as what the quietest time between two looks took: so much it goes on to take
        while nothing happens, the looks included. Raises TimeoutError if it never rests.
        """
        deadline = time.monotonic() + BUSY_AT_MOST_SECONDS
        total = self._total()
        resting: list[float] = []
        while len(resting) * LOOK_EVERY_MS < quiet_ms:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the page was still busy after {BUSY_AT_MOST_SECONDS} s")
            self._page.wait_for_timeout(LOOK_EVERY_MS)
            before, total = total, self._total()
            resting = [*resting, total - before] if total - before < RESTING_MS else []
        return total - self._start - len(resting) * min(resting)

    def _total(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        seconds: float = next(it["value"] for it in metrics if it["name"] == "TaskDuration")
        return seconds * 1000
