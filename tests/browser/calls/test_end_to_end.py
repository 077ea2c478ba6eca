"""Tests a call through all parts: from a number on the page through background and host to
RingCentral, and back to the page and the popup.

Everything is real except RingCentral: the host sends its requests to the simulator over HTTP. The
tests read the card and the popup through DevTools, because no page can read them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.conftest import RunningSimulator
from tests.support.demonstration_walk import is_ring_out, read_words, ring_out_fields
from tests.support.devtools import Popup, card_state
from tests.support.extension import href_of
from tests.support.page_server import PageServer
from tests.support.painted import Painted, painted_texts

SITE = "directory.test"
NUMBER = "+14155550132"
RINGS_ON = "+12125550130"
"""A call to this number rings the user's phone, which nobody answers."""
ABROAD = "+33199002714"
ABROAD_WRITTEN = "+33 1 99 00 27 14"

PAGE = f"""<!doctype html><html lang="en-US"><meta charset="utf-8"><title>People</title>
<p>Ada: <span>(415)</span> <b>555</b>-<b>0132</b></p>
<p>Ben: {RINGS_ON}</p>
<p style="margin-top: 12em">Chloé: {ABROAD_WRITTEN}</p>
<p>Order 7003182204 of 2026-11-20, 10:31, paid $2,148.00</p>"""

FOLLOWED = ["placing", "ringing_you", "ringing_them", "connected", "ended"]
LOOK_EVERY_MS = 50
LOOK_FOR_MS = 40_000
STATES = {
    words["message"]: key.removeprefix("state_")
    for key, words in read_words().items()
    if key.startswith("state_")
} | {read_words()["card_press_1"]["message"]: "ringing_you"}

Placed = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def slow_legs(simulator: RunningSimulator) -> Iterator[None]:
    """Makes each state of a call last longer than the time between two polls of the host, so that
    the page gets every state."""
    before = simulator.state.settings
    simulator.state.settings = replace(before, leg_seconds=2.8)
    yield
    simulator.state.settings = before


@pytest.fixture
def directory(page: Page, page_server: PageServer) -> Page:
    """Opens a page with three numbers, waits until all of them are painted, and returns the
    page."""
    page.goto(page_server.add(PAGE, SITE))
    for number in (NUMBER, RINGS_ON, ABROAD):
        Painted(page, number).box()
    return page


@pytest.fixture
def placed(simulator: RunningSimulator) -> Placed:
    """Returns a function that lists the calls placed since the test began."""
    before = len(simulator.state.requests)

    def asked() -> list[dict[str, Any]]:
        return [ring_out_fields(r) for r in simulator.state.requests[before:] if is_ring_out(r)]

    return asked


def click(page: Page, number: str) -> None:
    Painted(page, number).click()


def confirm(page: Page, number: str, *, answer: str = "#yes", trust: bool = False) -> None:
    """Clicks the number and answers the confirmation that opens."""
    with page.context.expect_page() as opening:
        click(page, number)
    question = opening.value
    if trust:
        question.locator("#trust-site").check()
    with question.expect_event("close"):
        question.locator(answer).click()


def follow(page: Page, until: str, look: Callable[[], str | None]) -> list[str]:
    """Reads a call's state with `look` again and again until the call has the state `until`.
    Returns every state that the call had, in order and each once."""
    seen: list[str] = []
    for _ in range(LOOK_FOR_MS // LOOK_EVERY_MS):
        state = STATES.get(look() or "")
        if state is not None and state not in seen:
            seen.append(state)
        if state == until:
            return seen
        page.wait_for_timeout(LOOK_EVERY_MS)
    pytest.fail(f"waited for {until}, saw {seen}")


def test_numbers_are_painted_and_lead_to_themselves_and_the_rest_stays(directory: Page) -> None:
    assert painted_texts(directory) == ["(415)", " ", "555", "-", "0132", RINGS_ON, ABROAD_WRITTEN]
    for number in (NUMBER, RINGS_ON, ABROAD):
        assert href_of(Painted(directory, number)) == f"tel:{number}"
    assert directory.locator("p").first.inner_text() == "Ada: (415) 555-0132"


@pytest.mark.usefixtures("slow_legs")
def test_a_click_becomes_a_call_that_page_and_popup_follow_to_its_end(
    directory: Page, placed: Placed
) -> None:
    popup = Popup(directory)
    popup.wait_for("document.getElementById('from').options.length > 1")
    popup.choose("from", "+16505550199")
    popup.choose("caller-id", "+16505550110")
    popup.close()

    confirm(directory, NUMBER)
    assert follow(directory, "ringing_you", lambda: card_state(directory))[-1] == "ringing_you"
    popup = Popup(directory)
    on_card: list[str] = []

    def look() -> str | None:
        state = STATES.get(card_state(directory) or "")
        if state and state not in on_card:
            on_card.append(state)
        words: str = popup.evaluate("document.getElementById('call-state').textContent")
        return words

    assert follow(directory, "ended", look) == FOLLOWED[1:]
    assert follow(directory, "ended", lambda: card_state(directory))
    assert on_card[: len(FOLLOWED) - 2] == FOLLOWED[1:-1]
    popup.close()
    assert placed() == [
        {"from": "+16505550199", "to": NUMBER, "callerId": "+16505550110", "playPrompt": True}
    ]


def test_a_trusted_site_calls_at_once(directory: Page, placed: Placed) -> None:
    confirm(directory, NUMBER, trust=True)
    follow(directory, "ended", lambda: card_state(directory))
    click(directory, NUMBER)
    for _ in range(LOOK_FOR_MS // LOOK_EVERY_MS):
        if len(placed()) == 2:
            break
        directory.wait_for_timeout(LOOK_EVERY_MS)
    follow(directory, "ended", lambda: card_state(directory))
    assert [call["to"] for call in placed()] == [NUMBER, NUMBER]


def test_a_number_abroad_is_asked_about_even_on_a_trusted_site(
    directory: Page, placed: Placed
) -> None:
    confirm(directory, NUMBER, trust=True)
    follow(directory, "ended", lambda: card_state(directory))
    confirm(directory, ABROAD, answer="#no")
    assert [call["to"] for call in placed()] == [NUMBER]


def test_no_means_no_call(directory: Page, placed: Placed) -> None:
    confirm(directory, NUMBER, answer="#no")
    for _ in range(LOOK_FOR_MS // LOOK_EVERY_MS):
        if card_state(directory) is None:
            break
        directory.wait_for_timeout(LOOK_EVERY_MS)
    assert card_state(directory) is None
    assert placed() == []


def test_the_call_is_cancelled_from_the_popup(directory: Page, simulator: RunningSimulator) -> None:
    confirm(directory, RINGS_ON)
    follow(directory, "ringing_you", lambda: card_state(directory))
    popup = Popup(directory)
    popup.evaluate("document.getElementById('call-cancel').click()")
    assert follow(directory, "cancelled", lambda: card_state(directory))
    popup.close()
    assert simulator.state.ring_outs[-1].cancelled


def test_the_popup_lists_the_numbers_and_keeps_what_was_picked(directory: Page) -> None:
    popup = Popup(directory)
    popup.wait_for("document.getElementById('from').options.length > 1")
    first = popup.evaluate("document.getElementById('from').value")
    assert first == "+14155550100", "the first forwarding number is what a call would use"
    assert "+16505550111" not in popup.options("caller-id"), "a fax line cannot be shown"
    assert len(popup.options("from")) > 5, "the simulator sends five on a page"
    popup.choose("from", "+16505550199")
    popup.close()
    again = Popup(directory)
    assert again.evaluate("document.getElementById('from').value") == "+16505550199"
    again.close()


def test_a_click_by_the_page_itself_does_nothing(
    directory: Page, browser_context: BrowserContext, placed: Placed
) -> None:
    windows = len(browser_context.pages)
    Painted(directory, NUMBER).hover()
    directory.evaluate(
        """() => {
          const layer = document.querySelector("click-to-call");
          for (const target of [layer, document.querySelector("b")]) {
            target.click();
            target.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
          }
        }"""
    )
    # After a real click, there is only the confirmation of this click. So the clicks that the page
    # made had no effect.
    confirm(directory, NUMBER, answer="#no")
    assert len(browser_context.pages) == windows
    assert placed() == []
