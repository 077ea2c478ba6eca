"""Shows a hostile page, acts on the page with a user's real input, and reports the effect."""

from typing import Literal

from playwright.sync_api import BrowserContext, Page

from tests.support.extension import CALLEE, card_words, expect_signed_in, session
from tests.support.page_server import PageServer
from tests.support.painted import Painted

Outcome = Literal["called", "sure", "doubted", "nothing"]
"""What the user's input led to: a call, a confirmation, or nothing. The confirmation is "sure" if
only the settings require it, and "doubted" if the extension doubts that the user meant this
number."""

LOOKED = """new Promise((done) => {
  const start = performance.now();
  const look = () => (performance.now() - start > 250 ? done() : requestAnimationFrame(look));
  look();
})"""
"""Waits 250 ms, in which the extension decides about the input. The extension first checks for 120
ms that the number does not move."""
GROWN = """new Promise((done) => {
  const start = performance.now();
  const look = () => (performance.now() - start > 900 ? done() : requestAnimationFrame(look));
  look();
})"""
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
RESET = """async () => {
  await chrome.storage.local.remove("settings");
  await chrome.storage.session.set({ call: null, about: null, pending: {}, asker: null });
  return (await chrome.storage.session.get("host")).host?.state;
}"""
OWN_LINK = """() => {
  const [box] = document.querySelector("a[href^=tel]:not([data-click-to-call-stop])")
    ?.getClientRects() ?? [];
  return box ? [box.left + box.width / 2, box.top + box.height / 2] : null;
}"""
AWAY = (2, 790)
ONE_MOMENT = "One moment"
LOOKS = 300


class Site:
    """A site under test, with one tab for its pages and a user's mouse and keyboard."""

    def __init__(self, page: Page, server: PageServer, host: str) -> None:
        self.page, self.server, self.host = page, server, host

    def show(self, html: str, number: str = CALLEE, *, is_grown: bool = True) -> None:
        """Shows a page, and waits until its number has been visible long enough to be called.

        Without `is_grown`, waits only until the number is painted.
        """
        self.number = Painted(self.page, number)
        self.page.mouse.move(*AWAY)
        self.page.goto(self.server.add(f"<!doctype html><title>x</title>{html}", self.host))
        if not self.page.evaluate(OWN_LINK):
            self.number.box()
        # A user's pointer moves on the page before the user clicks there.
        self.page.mouse.move(AWAY[0] + 1, AWAY[1])
        if is_grown:
            self.page.evaluate(GROWN)

    def middle(self) -> tuple[float, float]:
        """Returns the middle of the number's first line, or of the page's link, in the viewport."""
        link = self.page.evaluate(OWN_LINK)
        return (link[0], link[1]) if link else self.number.middle()

    def click(self) -> None:
        """Moves the pointer to the number, waits two frames, so that the extension can put its link
        there, and clicks."""
        self.page.mouse.move(*self.middle())
        self.page.evaluate(TWO_FRAMES)
        self.page.mouse.down()
        self.page.mouse.up()

    def click_at_once(self) -> None:
        """Clicks in the same animation frame in which the pointer reaches the number, before the
        extension can put a link there."""
        self.page.mouse.click(*self.middle())


def outcome(page: Page) -> Outcome:
    """Waits until the extension has decided what the last input means. Returns the decision.

    Closes the confirmation if one is open.
    """
    page.evaluate(LOOKED)
    expect_decision(page)
    found = session(page.context)
    close_windows(page.context)
    if found["call"] is not None:
        return "called"
    asked = [question["sure"] for question in found["pending"].values()]
    return "nothing" if not asked else "sure" if asked[-1] else "doubted"


def expect_decision(page: Page) -> None:
    """Waits until the background has decided about the requested call. Until then, the card says
    ONE_MOMENT."""
    for _ in range(LOOKS):
        if ONE_MOMENT not in card_words(page):
            return
        page.evaluate(TWO_FRAMES)
    raise AssertionError("the background did not decide")


def close_windows(context: BrowserContext) -> None:
    for window in context.pages:
        if "confirm.html" in window.url:
            window.close()


def reset(context: BrowserContext) -> None:
    """Restores the default settings and removes the call, as after installation. If the extension
    does not know that the user is signed in, waits until it does."""
    close_windows(context)
    if context.service_workers[0].evaluate(RESET) != "ready":
        expect_signed_in(context)
