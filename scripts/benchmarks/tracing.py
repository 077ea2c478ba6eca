"""What a script took of a page's main thread, from the browser's own trace.

Time is the thread's, not the clock's, so that a busy machine does not count. Depends on Playwright.
Knows nothing of what the script does.
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
"""Where the browser hands over to a script."""
PARSING: Final = "ParseHTML"
TASKS: Final = {"RunTask", "ThreadControllerImpl::RunTask"}
FORCED: Final = {"Layout", "UpdateLayoutTree"}
DRAWN: Final = "Layerize"
"""A step of the main thread in every frame that it draws, after style, layout and paint."""
STEP_MS: Final = 20
PIECE_BYTES: Final = 1 << 22

Event = dict[str, Any]


class Trace:
    """Records while it is open: `with Trace(context, page) as trace: …`; then it can be asked.

    A script is told by a part of its address, such as "/c2d/". Frames and processes all count, but
    only their main threads. Times are in milliseconds.
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
        """The time in a script, with what the browser does on its behalf before it returns."""
        return sum(
            _milliseconds(entry)
            for thread in self._tasks
            for task in thread
            for entry in _entries(task, address)
        )

    def longest(self, address: str) -> float:
        """The longest task of a script, with the drawing of a frame that only it made necessary.

        A frame counts in full where, since the frame before it, this script ran, no other did, and
        the browser parsed nothing; of all other tasks, the time in the script counts.
        """
        return max((cost for thread in self._tasks for cost in _costs(thread, address)), default=0)

    def entries(self, address: str) -> int:
        """How often the browser handed over to the script."""
        return sum(len(list(_entries(task, address))) for thread in self._tasks for task in thread)

    def forced(self, address: str) -> int:
        """How often style or layout was worked out because the script asked."""
        return sum(
            _is_within(event, own)
            for thread in self._tasks
            for task in thread
            if (own := list(_entries(task, address)))
            for event in task
            if event["name"] in FORCED
        )


def _costs(tasks: list[list[Event]], address: str) -> Iterator[float]:
    """The cost of each task. What has run since the last frame tells whose the next frame is."""
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
    """Whether the browser parses here, or hands over to another script than this one."""
    is_entry = event["name"] in ENTRIES and bool(_address(event))
    return event["name"] == PARSING or (is_entry and not _is_within(event, own))


def _main_threads(events: list[Event]) -> Iterator[list[Event]]:
    """The complete events of each renderer's main thread, outer ones before inner ones."""
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
    """The events of each task, the task itself first."""
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
    """Each entry into a script that is not within another one of the same."""
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
