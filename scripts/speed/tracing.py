"""What a script took of a page's main thread, from the browser's own trace.

Time is the thread's, not the clock's, so that a busy machine does not count. Knows nothing of what
the script does.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page

CATEGORIES: Final = ("devtools.timeline", "v8", "toplevel")
ENTRIES: Final = {"FunctionCall", "EvaluateScript", "v8.compile", "v8.run"}
"""Where the browser hands over to a script."""
TASKS: Final = {"RunTask", "ThreadControllerImpl::RunTask"}
FORCED: Final = {"Layout", "UpdateLayoutTree"}
STEP_MS: Final = 20
PIECE_BYTES: Final = 1 << 22

Event = dict[str, Any]


@dataclass(frozen=True)
class Cost:
    """Milliseconds of the main thread; `longest` is the most in one task."""

    script: float
    longest: float
    entries: int
    forced: int
    """How often style or layout was worked out because the script asked."""


class Trace:
    """Records while it is open: `with Trace(context) as trace: …`, then `trace.cost("/c2d/")`."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        assert context.browser is not None
        self._session = context.browser.new_browser_cdp_session()
        self._page = page
        self._ended: list[Event] = []
        self._events: list[Event] = []
        self._session.on("Tracing.tracingComplete", self._end)

    def __enter__(self) -> "Trace":
        config = {
            "recordMode": "recordAsMuchAsPossible",
            "includedCategories": list(CATEGORIES),
            "excludedCategories": ["*"],
        }
        self._session.send(
            "Tracing.start", {"transferMode": "ReturnAsStream", "traceConfig": config}
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._session.send("Tracing.end")
        while not self._ended:
            self._page.wait_for_timeout(STEP_MS)
        self._events = json.loads(b"".join(self._pieces(self._ended[0]["stream"])))["traceEvents"]
        self._session.detach()

    def _end(self, event: Event) -> None:
        self._ended.append(event)

    def _pieces(self, handle: str) -> Iterator[bytes]:
        while True:
            piece = self._session.send("IO.read", {"handle": handle, "size": PIECE_BYTES})
            data: str = piece["data"]
            yield base64.b64decode(data) if piece.get("base64Encoded") else data.encode()
            if piece["eof"]:
                break
        self._session.send("IO.close", {"handle": handle})

    def cost(self, address: str) -> Cost:
        """Of all scripts whose address contains this, in every frame and process."""
        threads: dict[tuple[int, int], list[Event]] = defaultdict(list)
        for event in self._events:
            if event.get("ph") == "X":
                threads[event["pid"], event["tid"]].append(event)
        tasks: list[float] = []
        entries = forced = 0
        for events in threads.values():
            events.sort(key=lambda event: (event["ts"], -event.get("dur", 0)))
            for task in _by_task(events):
                own = list(_outermost(task, address))
                entries += len(own)
                forced += sum(_is_within(event, own) for event in task if event["name"] in FORCED)
                tasks += [sum(event.get("tdur", 0) for event in own) / 1000] * bool(own)
        return Cost(sum(tasks), max(tasks, default=0), entries, forced)


def _by_task(events: list[Event]) -> Iterator[list[Event]]:
    """The events of each task, in order."""
    inside: list[Event] = []
    end = -1.0
    for event in events:
        if event["name"] in TASKS and event["ts"] >= end:
            yield inside
            inside, end = [], event["ts"] + event.get("dur", 0)
        inside.append(event)
    yield inside


def _outermost(events: list[Event], address: str) -> Iterator[Event]:
    """Each entry into a script that is not within another one of the same."""
    end = -1.0
    for event in events:
        if event["name"] in ENTRIES and event["ts"] >= end and address in _address(event):
            end = event["ts"] + event.get("dur", 0)
            yield event


def _is_within(event: Event, others: list[Event]) -> bool:
    return any(other["ts"] <= event["ts"] < other["ts"] + other["dur"] for other in others)


def _address(event: Event) -> str:
    arguments = event.get("args", {})
    data = arguments.get("data") or {}
    return str(data.get("url") or data.get("scriptName") or arguments.get("fileName") or "")
