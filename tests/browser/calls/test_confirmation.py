"""Tests the confirmation before a call: what the confirmation window shows, and what happens after
each answer of the user."""

import contextlib

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from click_to_call_simulator import Fault
from tests.conftest import RunningSimulator
from tests.support.extension import (
    change_settings,
    click_and_confirm,
    creates,
    ended_call,
    expect_card,
    expect_no_card,
    open_page,
    open_panel,
    session,
)
from tests.support.page_server import PageServer
from tests.support.painted import Painted

FOREIGN = "<!doctype html><title>Office</title><p>London: +44 20 7946 0958</p>"
LYING = "<!doctype html><html lang=de-DE><title>x</title><p>Call 030 901820</p>"
PREMIUM = "<!doctype html><title>Line</title><p>Call 1-900-234-5678 now</p>"

ANOTHER_CLICK = "new Promise((done) => setTimeout(done, 350))"
"""A script that waits 350 ms. The extension would count a click within 300 ms as a part of the
previous click."""

MIDDLES = """async () => {
  const { pending } = await chrome.storage.session.get("pending");
  const [{ window, tab }] = Object.values(pending);
  const { windowId } = await chrome.tabs.get(tab);
  const [asks, outer] = await Promise.all([window, windowId].map((id) => chrome.windows.get(id)));
  return [
    [outer.left + outer.width / 2, asks.left + 420 / 2],
    [outer.top + outer.height / 2, asks.top + 560 / 2],
  ];
}"""
"""Returns the horizontal middles of the browser's window and of the confirmation window as a pair,
and the vertical middles as another pair. The confirmation window counts with the size that the
extension requests, because a browser without a screen may open a larger or smaller window."""
WIDEST = """() => Math.max(...[...document.querySelectorAll("main *")].map((at) =>
  at.getBoundingClientRect().right))"""

HELD_TIMERS = """{
  const held = [];
  window.setTimeout = (act, delay) => held.push({ act, delay });
  window.elapse = (ms) => {
    for (const timer of held.splice(0)) timer.delay <= ms ? timer.act() : held.push(timer);
  };
}"""
"""Replaces the timers of one window, so that time passes there only when a test calls `elapse`.
Playwright's own clock would also stop the timers of every page that is opened later."""


def ask(context: BrowserContext, page: Page, number: str = "+14155552671") -> Page:
    with context.expect_page() as opened:
        Painted(page, number).click()
    expect(opened.value.locator("#question")).to_be_visible()
    return opened.value


def test_shows_the_number_the_country_and_the_site(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    open_page(page, page_server, host="crm.test")
    window = ask(browser_context, page)
    expect(window.locator("#number")).to_have_text("+1 415-555-2671")
    expect(window.locator("#about")).to_contain_text("United States")
    expect(window.locator("#site")).to_contain_text("crm.test")
    expect(window.locator("#shown")).to_have_text("415-555-2671")
    window.close()


def test_a_key_meant_for_the_page_is_no_answer(
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    """The confirmation window may open while the user holds Enter or presses Enter again. Such a
    press must not confirm the call, so "Call" is disabled at first."""
    before = len(creates(simulator))
    open_page(page, page_server, host="keys.test")
    opened = ask(browser_context, page)
    address = opened.url
    window = browser_context.new_page()
    window.add_init_script(HELD_TIMERS)
    window.goto(address)
    expect(window.locator("#question")).to_be_visible()
    window.evaluate("elapse(450)")
    for _ in range(5):
        window.keyboard.press("Enter")
    expect(window.locator("#yes")).to_be_disabled()
    assert len(session(browser_context)["pending"]) == 1
    window.evaluate("elapse(550)")
    expect(window.locator("#yes")).to_be_focused()
    window.close()
    opened.close()
    assert len(creates(simulator)) == before


@pytest.mark.parametrize("how", ["button", "escape", "closing the window"])
def test_no_places_no_call_and_clears_the_card(
    how: str,
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    before = len(creates(simulator))
    open_page(page, page_server)
    window = ask(browser_context, page)
    expect_card(page, "Confirm the call")
    if how == "button":
        window.get_by_role("button", name="Don't call").click()
    elif how == "escape":
        # The window may close before Playwright releases the key. Playwright then raises an error,
        # which does not matter here.
        with window.expect_event("close"), contextlib.suppress(Error):
            window.keyboard.press("Escape")
    else:
        window.close()
    expect_no_card(page)
    assert session(browser_context)["pending"] == {}
    assert len(creates(simulator)) == before


def test_a_trusted_site_calls_at_once_the_next_time(
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    open_page(page, page_server, host="trusted.test")
    before = len(creates(simulator))
    window = ask(browser_context, page)
    window.get_by_label("Don't ask again on trusted.test").check()
    with window.expect_event("close"):
        window.get_by_role("button", name="Call", exact=True).click()
    first = ended_call(browser_context)
    Painted(page).click()
    ended_call(browser_context, after=first)
    assert len(creates(simulator)) == before + 2


def test_a_number_abroad_is_asked_about_on_a_trusted_site_until_its_country_is_remembered(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    change_settings(browser_context, sites={"abroad.test": {"trusted": True}})
    open_page(page, page_server, FOREIGN, host="abroad.test")
    window = ask(browser_context, page, "+442079460958")
    expect(window.locator("#warnings")).to_contain_text("United Kingdom")
    window.get_by_label("Don't ask again for United Kingdom").check()
    with window.expect_event("close"):
        window.get_by_role("button", name="Call", exact=True).click()
    first = ended_call(browser_context)
    Painted(page, "+442079460958").click()
    ended_call(browser_context, after=first)


def test_a_page_that_lies_about_its_country_is_asked_about_by_the_countrys_name(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    change_settings(browser_context, sites={"lying.test": {"trusted": True}}, region="US")
    open_page(page, page_server, LYING, host="lying.test")
    window = ask(browser_context, page, "+4930901820")
    expect(window.locator("#about")).to_contain_text("Germany")
    expect(window.locator("#warnings")).to_contain_text("Germany")
    window.close()


def test_a_premium_number_cannot_be_remembered(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    change_settings(browser_context, sites={"premium.test": {"trusted": True}})
    open_page(page, page_server, PREMIUM, host="premium.test")
    window = ask(browser_context, page, "+19002345678")
    expect(window.locator("#warnings")).to_contain_text("premium")
    expect(window.locator("#trust-country-row")).to_be_hidden()
    window.close()


def test_enter_alone_calls_no_expensive_number(
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    """Enter does not place a call to a premium-rate number, neither while a check box has the focus
    nor just after the window opens.

    When the window opens, "Don't call" has the focus. The window is in the middle of the browser's
    window, shows the text around the number, and fits at 200 % zoom.
    """
    before = len(creates(simulator))
    open_page(page, page_server, PREMIUM, host="line.test")
    window = ask(browser_context, page, "+19002345678")
    expect(window.locator("#around")).to_have_text("Call 1-900-234-5678 now")
    expect(window.locator("#costly")).to_be_visible()
    expect(window.locator("#no")).to_be_focused()
    window.locator("#trust-site").focus()
    window.keyboard.press("Enter")
    window.keyboard.press("Enter")
    assert len(session(browser_context)["pending"]) == 1
    for outer, inner in browser_context.service_workers[0].evaluate(MIDDLES):
        assert abs(outer - inner) <= 1
    window.set_viewport_size({"width": 210, "height": 300})
    assert window.evaluate(WIDEST) <= 210
    window.locator("#no").focus()
    # The window may close before Playwright releases the key. Playwright then raises an error,
    # which does not matter here.
    with window.expect_event("close"), contextlib.suppress(Error):
        window.keyboard.press("Enter")
    assert len(creates(simulator)) == before


def test_only_one_question_is_open_at_a_time(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    open_page(page, page_server)
    first = ask(browser_context, page)
    page.evaluate(ANOTHER_CLICK)
    with first.expect_event("close"):
        second = ask(browser_context, page)
    assert len(session(browser_context)["pending"]) == 1
    second.close()


def test_a_question_of_another_page_clears_the_card_of_the_older_one(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    other = browser_context.new_page()
    open_page(other, page_server)
    open_page(page, page_server)
    page.bring_to_front()
    first = ask(browser_context, page)
    other.bring_to_front()
    with first.expect_event("close"):
        second = ask(browser_context, other)
    expect_no_card(page)
    expect_card(other, "Confirm the call")
    second.close()
    other.close()


def test_a_click_during_a_call_says_that_a_call_is_in_progress(
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    two = "<!doctype html><title>x</title><p>212-555-0198 and 415-555-2671</p>"
    open_page(page, page_server, two)
    click_and_confirm(browser_context, Painted(page, "+12125550198"))
    expect_card(page, "Your phone is ringing")
    placed = len(creates(simulator))
    page.evaluate(ANOTHER_CLICK)
    Painted(page).click()
    expect_card(page, "You're on a call with +1 212-555-0198. Hang up your phone")
    expect_card(page, "Your phone")  # The page shows the card of the call in progress.
    assert len(creates(simulator)) == placed
    assert session(browser_context)["call"]["to"] == "+12125550198"
    ended_call(browser_context)


def test_a_number_whose_last_call_may_have_been_placed_is_asked_about(
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    """RingCentral's answer to the host's request for a call is lost, so the host does not know
    whether the call was placed. The user must confirm a second call to the same number."""
    open_page(page, page_server, host="doubt.test")
    simulator.state.faults.add(Fault(method="POST", path="ring-out", cut="request"))
    before = len(simulator.state.ring_outs)
    click_and_confirm(browser_context, Painted(page))
    expect_card(page, "couldn't tell whether the call was placed")
    page.evaluate(ANOTHER_CLICK)
    window = ask(browser_context, page)
    expect(window.locator("#warnings")).to_contain_text("may have gone through")
    expect_card(page, "Confirm the call")
    assert len(simulator.state.ring_outs) == before + 1
    window.get_by_role("button", name="Don't call").click()
    expect_no_card(page)
    assert len(simulator.state.ring_outs) == before + 1


def test_a_call_of_another_browser_that_may_have_been_placed_is_asked_about(
    browser_context: BrowserContext,
    extension_id: str,
    fresh_extension: None,
    simulator: RunningSimulator,
) -> None:
    """The user may have called the number from another browser. This browser does not know of that
    call, but the host does. So the host demands that the user confirms a second call."""
    popup = open_panel(browser_context, extension_id, "popup")
    simulator.state.faults.add(Fault(method="POST", path="ring-out", cut="request"))
    before = len(simulator.state.ring_outs)
    popup.get_by_label("Type a number to call").fill("212-555-0199")
    popup.get_by_role("button", name="Call", exact=True).click()
    expect(popup.locator("#call-state")).to_contain_text(
        "couldn't tell whether the call was placed"
    )
    browser_context.service_workers[0].evaluate("chrome.storage.session.set({ call: null })")
    expect(popup.locator("#call")).to_be_hidden()
    with browser_context.expect_page() as opened:
        popup.get_by_role("button", name="Call", exact=True).click()
    expect(opened.value.locator("#warnings")).to_contain_text("may have gone through")
    assert len(simulator.state.ring_outs) == before + 1
    opened.value.close()
    assert session(browser_context)["call"] is None
