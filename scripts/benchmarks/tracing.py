"""Reads from the browser's trace for how long a script kept the main thread of a page busy.

The times are the processor time of the main thread, which other programs do not change. Depends on
Playwright.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page

CATEGORIES: Final = ("devtools.timeline", "toplevel")
MAIN_THREAD: Final = "CrRendererMain"
ENTRIES: Final = {"FunctionCall", "EvaluateScript", "v8.compile"}
"""The names of the trace events during which the browser runs a script."""
PARSING: Final = "ParseHTML"
TASKS: Final = {"RunTask", "ThreadControllerImpl::RunTask"}
FORCED: Final = {"Layout", "UpdateLayoutTree"}
DRAWN: Final = "Layerize"
"""The trace event with which the work on a rendered frame ends, after style, layout and paint."""
STEP_MS: Final = 20
PIECE_BYTES: Final = 1 << 22

Event = dict[str, Any]


class Trace:
    """Records a trace of the browser inside the block `with Trace(context, page) as trace: …`.
    After the block, the methods return figures of the recorded time.

    Each method gets a part of a script's address, such as "/c2d/", that identifies the script. The
    figures include all frames and processes, but only their main threads. Times are in
    milliseconds.
    """

    def __init__(self, context: BrowserContext, page: Page) -> None:
        assert context.browser is not None
        self._session = context.browser.new_browser_cdp_session()
        self._page = page
        self._ended: list[Event] = []
        self._tasks: list[list[list[Event]]] = []
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
        events = json.loads(b"".join(self._pieces(self._ended[0]["stream"])))["traceEvents"]
        self._tasks = [list(_by_task(thread)) for thread in _main_threads(events)]
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

    def script(self, address: str) -> float:
        """Returns the time that a script took, including the browser's own work until the script
        returned."""
        return sum(
            _milliseconds(entry)
            for thread in self._tasks
            for task in thread
            for entry in _entries(task, address)
        )

    def longest(self, address: str) -> float:
        """Returns how long the longest of the script's tasks took.

        A task counts in full if the script runs in it or if it renders a frame, and if three things
        are true of the time since the previous rendered frame: this script ran, no other script
        ran, and the browser parsed no HTML. Of every other task, only the time in which the script
        itself ran counts.
        """
        return max((cost for thread in self._tasks for cost in _costs(thread, address)), default=0)

    def entries(self, address: str) -> int:
        """Returns how often the browser started running the script."""
        return sum(len(list(_entries(task, address))) for thread in self._tasks for task in thread)

    def forced(self, address: str) -> int:
        """Returns how often the script forced the browser to compute style or layout."""
        return sum(
            _is_within(event, own)
            for thread in self._tasks
            for task in thread
            if (own := list(_entries(task, address)))
            for event in task
            if event["name"] in FORCED
        )


def _costs(tasks: list[list[Event]], address: str) -> Iterator[float]:
    """Yields, for each task, the milliseconds that count as the script's: either the whole task, or
    only the time in which the script ran. `Trace.longest` says which tasks count in full."""
    has_foreign, has_own = True, False
    for task in tasks:
        own = list(_entries(task, address))
        has_own = has_own or bool(own)
        has_foreign = has_foreign or any(_is_foreign(event, own) for event in task)
        is_frame = any(event["name"] == DRAWN for event in task)
        counts_in_full = has_own and not has_foreign and (is_frame or bool(own))
        yield _milliseconds(task[0]) if counts_in_full else sum(map(_milliseconds, own))
        if is_frame:
            has_foreign = has_own = False


def _is_foreign(event: Event, own: list[Event]) -> bool:
    """Returns whether something other than the measured script works during the event: the browser
    parses HTML, or begins to run another script. `own` has the events in which the measured script
    runs."""
    is_entry = event["name"] in ENTRIES and bool(_address(event))
    return event["name"] == PARSING or (is_entry and not _is_within(event, own))


def _main_threads(events: list[Event]) -> Iterator[list[Event]]:
    """Yields, for the main thread of each renderer process, the events that have a duration, in the
    order in which they begin. An event comes before the events inside it."""
    threads: dict[tuple[int, int], list[Event]] = defaultdict(list)
    names: dict[tuple[int, int], str] = {}
    for event in events:
        place = event["pid"], event["tid"]
        if event.get("ph") == "X":
            threads[place].append(event)
        elif event["name"] == "thread_name":
            names[place] = event["args"]["name"]
    for place, thread in threads.items():
        if names.get(place) == MAIN_THREAD:
            yield sorted(thread, key=lambda event: (event["ts"], -event.get("dur", 0)))


def _by_task(events: list[Event]) -> Iterator[list[Event]]:
    """Yields, for each task of a thread, the list of its events. The first event of the list is the
    task itself."""
    inside: list[Event] = []
    end = -1.0
    for event in events:
        if event["name"] in TASKS and event["ts"] >= end:
            if inside:
                yield inside
            inside, end = [], event["ts"] + event.get("dur", 0)
        inside.append(event)
    if inside:
        yield inside


def _entries(events: list[Event], address: str) -> Iterator[Event]:
    """Yields an event for each run of the script. A run inside another run of the same script has
    no event of its own."""
    end = -1.0
    for event in events:
        if event["name"] in ENTRIES and event["ts"] >= end and address in _address(event):
            end = event["ts"] + event.get("dur", 0)
            yield event


def _is_within(event: Event, others: list[Event]) -> bool:
    return any(other["ts"] <= event["ts"] < other["ts"] + other["dur"] for other in others)


def _milliseconds(event: Event) -> float:
    return float(event.get("tdur", 0)) / 1000


def _address(event: Event) -> str:
    arguments = event.get("args", {})
    data = arguments.get("data") or {}
    return str(data.get("url") or data.get("scriptName") or arguments.get("fileName") or "")
