"""A page set as a trap, a person's real input on it, and what came of it."""

from typing import Literal

from playwright.sync_api import BrowserContext, Locator, Page, expect

from scripts.stage.page_server import PageServer
from tests.browser.extension import CALLEE, card_words, session

Outcome = Literal["called", "sure", "doubted", "nothing"]
"""`sure`: asked about, for another reason than doubt. `doubted`: asked about in any case."""

LOOKED = """new Promise((done) => {
  const start = performance.now();
  const look = () => (performance.now() - start > 250 ? done() : requestAnimationFrame(look));
  look();
})"""
"""The extension looks for 120 ms and a frame whether a number stands still, before it asks."""
GROWN = """new Promise((done) => {
  const start = performance.now();
  const look = () => (performance.now() - start > 900 ? done() : requestAnimationFrame(look));
  look();
})"""
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
RESET = """async () => {
  await chrome.storage.local.remove("settings");
  await chrome.storage.session.set({ call: null, pending: {}, asker: null });
}"""
ONE_MOMENT = "One moment"
LOOKS = 300


class Trap:
    """One tab for many pages of one site."""

    def __init__(self, page: Page, server: PageServer, site: str) -> None:
        self.page, self.server, self.site = page, server, site

    def show(self, html: str, number: str = CALLEE) -> None:
        """Puts a page up, and waits until its number has been there longer than a click needs."""
        self.number = number
        self.page.goto(self.server.add(f"<!doctype html><title>x</title>{html}", self.site))
        expect(self.mark).to_be_attached()
        self.page.evaluate(GROWN)

    @property
    def mark(self) -> Locator:
        return self.page.locator(f'[data-click-to-call="{self.number}"]')

    def middle(self) -> tuple[float, float]:
        """The middle of the number's first line, in the window."""
        found: tuple[float, float] = self.mark.evaluate(
            """(mark) => {
              const { left, top, width, height } = mark.getClientRects()[0];
              return [left + width / 2, top + height / 2];
            }"""
        )
        return found

    def click(self) -> None:
        self.page.mouse.click(*self.middle())


def outcome(page: Page) -> Outcome:
    """What came of the last input, once the extension has decided. No question is left open."""
    page.evaluate(LOOKED)
    expect_decision(page)
    found = session(page.context)
    close_windows(page.context)
    if found["call"] is not None:
        return "called"
    asked = [question["sure"] for question in found["pending"].values()]
    return "nothing" if not asked else "sure" if asked[-1] else "doubted"


def expect_decision(page: Page) -> None:
    """Waits until the card says more than that the background was asked."""
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
    """Settings and call as after installing."""
    close_windows(context)
    context.service_workers[0].evaluate(RESET)
