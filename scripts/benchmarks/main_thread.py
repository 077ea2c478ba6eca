"""Measures how long a page's main thread worked, as the browser reports it. Depends on Playwright.

The measure is TaskDuration of the DevTools method Performance.getMetrics: all tasks of the thread,
including script, style, layout and paint. It counts the thread's CPU time, so other programs on a
busy machine do not affect it.
"""

import time
from typing import Final

from playwright.sync_api import CDPSession, Page

LOOK_EVERY_MS: Final = 250
RESTING_MS: Final = 5.0
"""The thread is at rest if it works at most this long between two polls; a poll costs 0.3 ms."""
BUSY_AT_MOST_SECONDS: Final = 180


class MainThread:
    """The main thread of a page's process: `used()` returns the milliseconds since creation."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._start = self._total()

    def used(self) -> float:
        return self._total() - self._start

    def wait_until_idle(self, quiet_ms: float) -> float:
        """Waits until the thread has been at rest for a time; returns `used()` without that rest.

        The subtracted rest is the quietest interval between two polls, extrapolated: it includes
        the cost of polling. Raises TimeoutError if the thread never rests.
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
