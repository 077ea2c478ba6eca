"""Visits hostile pages like a user in a real browser, and checks the calls that were requested.

Depends on clickjacking_pages.py for the pages.
"""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from playwright.sync_api import BrowserContext, Error, Frame, Locator, Page
from playwright.sync_api import TimeoutError as TookTooLong

from tests.support.fuzz.clickjacking_pages import CALLING, HostilePage
from tests.support.page_server import PageServer

SITE: Final = "hostile.test"
PATIENCE_SECONDS: Final = 20
MARKED_WITHIN_MS: Final = 5_000
LOOK_EVERY_MS: Final = 40
DECIDED_WITHIN_MS: Final = 900
PERHAPS_WITHIN_MS: Final = 2500
"""How long a visit waits if a call is allowed but not required. The extension observes a number for
400 ms before it calls, so this wait is long enough even on a slow computer. A call after the wait
counts as a fault of the next visit."""
OUT_OF_STEP_MS: Final = 400
"""If a trick happens more than this time before the user's press, as on a slow computer, the user
has time to see what the trick changed. Then a call to the number that is visible after the trick is
no fault."""

NEVER_MS: Final = 1e8
"""If the time between the trick and the press seems longer than this, no trick happened before the
press: the page's variable `trickedAt` still has its first value, -1e9."""

IS_LOOKED_AT: Final = "CSS.highlights.has('click-to-call')"
TWO_FRAMES: Final = (
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
)
GROWN: Final = "new Promise((done) => setTimeout(done, 900))"
TRUST: Final = """(site) =>
  chrome.storage.local.set({ settings: { sites: { [site]: { trusted: true } } } })"""
FORGET: Final = "chrome.storage.session.set({ call: null, pending: {}, asker: null })"
MIDDLE: Final = """(shown) => {
  const { left, top, width, height } = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""
TOLD: Final = "({ read, isOther, late: pressedAt === null ? 0 : pressedAt - trickedAt })"


@dataclass(frozen=True)
class Visit:
    """The result of a visit. `fault` says what went wrong; "" if nothing did."""

    page: HostilePage
    called: tuple[str, ...]
    was_asked: bool
    fault: str


class Visitor:
    """A user on a site with the setting "Call at once"."""

    def __init__(
        self, context: BrowserContext, server: PageServer, called: Callable[[], list[str]]
    ) -> None:
        """Gives the site the setting "Call at once". `called` must return the numbers of all calls
        that RingCentral was asked to place."""
        self.context, self.server, self.called = context, server, called
        self.told = len(called())
        context.service_workers[0].evaluate(TRUST, SITE)

    def visit(self, page: HostilePage) -> Visit:
        """Opens the page, performs the user's action, waits, and judges what happened."""
        self.tab = self.context.new_page()
        try:
            return self.stay(page)
        finally:
            self.tab.close()

    def stay(self, page: HostilePage) -> Visit:
        frame = self.open(page)
        try:
            ACTIONS[page.action](self.tab, frame)
            trouble = ""
        except Error as error:  # The page has removed the target, so the user clicks nothing.
            trouble = error.message.splitlines()[0]
        was_asked = self.wait_for_end(page)
        seen = frame.evaluate(TOLD)
        new = tuple(self.called()[self.told :])
        self.told += len(new)
        fault = judge(page, new, seen)
        return Visit(page, new, was_asked, f"{fault} {trouble}".strip() if fault else "")

    def open(self, page: HostilePage) -> Frame:
        self.tab.mouse.move(2, 790)
        inner = self.server.add(page.html, SITE)
        outer = {
            "the same site": f"<iframe src='{inner}'",
            "srcdoc": f'<iframe srcdoc="{escape(page.html)}"',
            "a sandbox": f"<iframe sandbox='allow-scripts allow-forms' src='{inner}'",
        }
        if page.frame:
            inner = self.server.add(
                f"<!doctype html><title>x</title>{outer[page.frame]} width=1000 height=700>", SITE
            )
        self.tab.goto(inner)
        frame = self.tab.frames[1] if page.frame else self.tab.main_frame
        # A page may hide its number so well that nothing is painted. The visit goes on, and `judge`
        # decides whether a missing call is a fault.
        with contextlib.suppress(TookTooLong):
            frame.wait_for_function(IS_LOOKED_AT, timeout=MARKED_WITHIN_MS)
        # A user's pointer moves on the page before the user clicks there.
        self.tab.mouse.move(3, 790)
        self.tab.evaluate(GROWN)
        return frame

    def wait_for_end(self, page: HostilePage) -> bool:
        """Waits until the page's call has ended, or until no call can come any more. Then closes
        any confirmation. Returns whether a confirmation was open."""
        start = time.monotonic()
        may_call = page.action in CALLING and (page.expected != "none" or page.is_only_timed)
        decided = start + (PERHAPS_WITHIN_MS if may_call else DECIDED_WITHIN_MS) / 1000
        was_asked = False
        while True:
            self.tab.wait_for_timeout(LOOK_EVERY_MS)
            state = self.session()
            was_asked = was_asked or bool(state.get("pending"))
            call, now = state.get("call"), time.monotonic()
            is_over = call["state"] == "ended" if call else page.expected != "one" or was_asked
            if now > start + PATIENCE_SECONDS or (is_over and now > decided):
                break
        for window in self.context.pages:
            if "confirm.html" in window.url:
                window.close()
        self.context.service_workers[0].evaluate(FORGET)
        return was_asked

    def session(self) -> dict[str, Any]:
        state: dict[str, Any] = self.context.service_workers[0].evaluate(
            "chrome.storage.session.get(['call', 'pending'])"
        )
        return state


def judge(page: HostilePage, new: tuple[str, ...], seen: dict[str, Any]) -> str:
    """Returns what is wrong with the calls `new` that the visit caused, or "" if nothing is wrong.
    `seen` is what the page's script HEAR recorded."""
    expected = page.expected
    was_late = page.is_only_timed and OUT_OF_STEP_MS < seen["late"] < NEVER_MS
    is_other = page.are_others_plain and seen["isOther"]
    if expected == "none" and page.action in CALLING and (was_late or is_other):
        expected = "at most one"
    if expected == "none" and new:
        return f"called {new}, and nobody meant it"
    if len(new) > 1:
        return f"called {new} for one click"
    if expected == "one" and new != (page.number,):
        return f"called {new} where {page.number} was clicked"
    if new and new[0] != f"+1{seen['read']}":
        return f"called {new} where {seen['read']} was to be read"
    return ""


def click(tab: Page, frame: Frame) -> None:
    """Moves the pointer to the number, waits two frames, so that the extension can put its link
    there, and clicks."""
    tab.mouse.move(*place_of(tab, frame))
    tab.evaluate(TWO_FRAMES)
    tab.mouse.down()
    tab.mouse.up()


def click_at_once(tab: Page, frame: Frame) -> None:
    tab.mouse.click(*place_of(tab, frame))


def double_click(tab: Page, frame: Frame) -> None:
    tab.mouse.dblclick(*place_of(tab, frame))


def tab_and_enter(tab: Page, frame: Frame) -> None:
    frame.locator("#field").focus(timeout=MARKED_WITHIN_MS)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")


def enter_in_field(tab: Page, frame: Frame) -> None:
    frame.locator("#field").focus(timeout=MARKED_WITHIN_MS)
    tab.keyboard.type("4")
    tab.keyboard.press("Enter")


def drag(tab: Page, frame: Frame) -> None:
    x, y = place_of(tab, frame)
    tab.mouse.move(x - 30, y)
    tab.mouse.down()
    tab.mouse.move(x + 30, y + 2, steps=4)
    tab.mouse.up()


def elsewhere(tab: Page, frame: Frame) -> None:
    """Acts outside the number: clicks the page's label "Win a prize" and an empty place, and
    presses an access key."""
    tab.mouse.click(*place_of(tab, frame, "#prize"))
    tab.mouse.click(640, 600)
    tab.keyboard.press("Alt+k")


def place_of(tab: Page, frame: Frame, name: str = "#n") -> tuple[float, float]:
    """Returns the middle of an element's first line or, if that is out of view, the nearest point
    of the viewport."""
    x, y = frame.locator(name).evaluate(MIDDLE, timeout=MARKED_WITHIN_MS)
    outer: Locator | None = tab.locator("iframe") if frame.parent_frame else None
    box = outer.bounding_box() if outer else None
    if box:
        x, y = x + box["x"] + 2, y + box["y"] + 2
    return min(max(x, 1), 1270), min(max(y, 1), 790)


ACTIONS: Final[dict[str, Callable[[Page, Frame], None]]] = {
    "click": click,
    "click at once": click_at_once,
    "double click": double_click,
    "tab and enter": tab_and_enter,
    "enter in a field": enter_in_field,
    "drag": drag,
    "elsewhere": elsewhere,
}
