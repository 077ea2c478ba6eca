"""Reads from the browser for how long the main thread of a page worked. Depends on Playwright.

The figure is TaskDuration of Performance.getMetrics in the DevTools protocol. It includes all tasks
of the thread: script, style, layout and paint. The time in which other programs keep the processor
busy does not count, because only the thread's own processor time is counted.
"""

import time
from typing import Final

from playwright.sync_api import CDPSession, Page

LOOK_EVERY_MS: Final = 250
RESTING_MS: Final = 5.0
"""The thread counts as resting if it works for less than this time between two readings of its
total time. A reading itself takes 0.3 ms."""
BUSY_AT_MOST_SECONDS: Final = 180


class MainThread:
    """The main thread of a page's process. `used()` returns the milliseconds that the thread has
    worked since this object was made."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._start = self._total()

    def used(self) -> float:
        return self._total() - self._start

    def wait_until_idle(self, quiet_ms: float) -> float:
        """Waits until the thread has rested for `quiet_ms`. Returns the milliseconds that the
        thread has worked since this object was made, without the work during the rest.

        The thread also works a little while it rests. This little work is estimated as the least
        work in one interval between two readings, times the number of intervals. Raises
        TimeoutError if the thread does not rest within BUSY_AT_MOST_SECONDS.
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
