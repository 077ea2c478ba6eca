"""Tests a call in progress: what the card and the popup show, and how the user cancels the call."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import RunningSimulator
from tests.support.extension import (
    click_and_confirm,
    click_in_card,
    creates,
    ended_call,
    expect_card,
    expect_no_card,
    open_page,
    open_panel,
    press_yes,
    session,
)
from tests.support.page_server import PageServer
from tests.support.painted import Painted


def test_the_card_follows_the_call_to_its_end_and_goes(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    open_page(page, page_server)
    click_and_confirm(browser_context, Painted(page))
    expect_card(page, "Your phone is ringing")
    expect_card(page, "Call ended")
    expect_no_card(page)


def test_a_call_is_cancelled_from_the_card_before_it_is_answered(
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    open_page(page, page_server, "<!doctype html><title>x</title><p>212-555-0130</p>")
    # A call to this number rings the user's phone, which nobody answers.
    click_and_confirm(browser_context, Painted(page, "+12125550130"))
    expect_card(page, "Your phone is ringing")
    click_in_card(page, "Cancel call")
    expect_card(page, "Call cancelled")
    assert session(browser_context)["call"]["state"] == "cancelled"
    assert any(record.method == "DELETE" for record in simulator.state.requests)


def test_a_call_is_cancelled_from_the_popup(
    browser_context: BrowserContext, extension_id: str, page: Page, page_server: PageServer
) -> None:
    open_page(page, page_server, "<!doctype html><title>x</title><p>212-555-0130</p>")
    click_and_confirm(browser_context, Painted(page, "+12125550130"))
    expect_card(page, "Your phone is ringing")
    popup = open_panel(browser_context, extension_id, "popup")
    popup.get_by_role("button", name="Cancel call").click()
    expect(popup.locator("#call-state")).to_have_text("Call cancelled")
    popup.close()


def test_a_call_from_the_popup_goes_on_when_it_closes_and_is_called_again_through_the_same_door(
    browser_context: BrowserContext,
    extension_id: str,
    fresh_extension: None,
    simulator: RunningSimulator,
) -> None:
    premium = "+1 900-234-5678"
    before = len(creates(simulator))
    popup = open_panel(browser_context, extension_id, "popup")
    confirm_dialling(browser_context, popup, premium)
    popup.close()
    ended = ended_call(browser_context)
    popup = open_panel(browser_context, extension_id, "popup")
    expect(popup.locator("#call-state")).to_have_text("Call ended")
    last = popup.get_by_role("button", name=f"Call {premium} again. Last: Call ended").first
    with browser_context.expect_page() as opened:
        last.click()
    window = opened.value
    expect(window.locator("#warnings")).to_contain_text("premium")
    assert len(creates(simulator)) == before + 1, "called again without being asked about"
    with window.expect_event("close"):
        press_yes(window)
    ended_call(browser_context, after=ended)
    assert [call["to"]["phoneNumber"] for call in creates(simulator)[before:]] == [
        "+19002345678"
    ] * 2


def confirm_dialling(context: BrowserContext, popup: Page, number: str) -> None:
    popup.get_by_label("Type a number to call").fill(number)
    with context.expect_page() as opened:
        popup.get_by_role("button", name="Call", exact=True).click()
    with opened.value.expect_event("close"):
        press_yes(opened.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("212-555-0110", "Their line is busy"),
        ("212-555-0120", "You didn't pick up"),
        ("212-555-0150", "blocks this number"),
        ("212-555-0153", "part of your plan"),
    ],
)
def test_a_call_that_fails_says_why(
    number: str, words: str, browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    open_page(page, page_server, f"<!doctype html><title>x</title><p>{number}</p>")
    click_and_confirm(browser_context, Painted(page, "+1" + number.replace("-", "")))
    expect_card(page, words)
