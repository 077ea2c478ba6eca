"""The popup: two drop-downs from the account, what is picked stays, and is used."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import RunningSimulator
from tests.support.extension import (
    CALLEE,
    change_settings,
    click_and_confirm,
    creates,
    ended_call,
    open_page,
    open_panel,
)
from tests.support.host import OwnHost
from tests.support.page_server import PageServer
from tests.support.painted import Painted, painted_texts


def options_of(panel: Page, select: str) -> list[str]:
    expect(panel.locator(f"{select} option").first).to_be_attached()
    values = panel.locator(f"{select} option").evaluate_all("all => all.map(one => one.value)")
    return [str(value) for value in values]


def test_lists_the_phones_that_can_ring_first_by_group(
    browser_context: BrowserContext, extension_id: str, fresh_extension: None
) -> None:
    popup = open_panel(browser_context, extension_id, "popup")
    expect(popup.get_by_label("Ring my phone first")).to_be_visible()
    numbers = options_of(popup, "#from")
    assert "+14155550100" in numbers  # My mobile, on the first page of results
    assert "+14155550107" in numbers  # Work mobile, on the last
    assert "+16505550147" in numbers  # written without its plus
    assert "" not in numbers  # the app without a number
    groups = popup.locator("#from optgroup").evaluate_all("all => all.map(one => one.label)")
    assert groups == ["Forwarding numbers", "Other phones of yours"]
    popup.close()


def test_lists_caller_ids_without_fax_only_numbers(
    browser_context: BrowserContext, extension_id: str, fresh_extension: None
) -> None:
    popup = open_panel(browser_context, extension_id, "popup")
    expect(popup.get_by_label("Show as caller ID")).to_be_visible()
    numbers = options_of(popup, "#caller-id")
    assert "+16505550112" in numbers
    assert "+18005550199" in numbers
    assert "+16505550111" not in numbers  # fax only
    assert "+16505550114" not in numbers  # not a caller ID
    popup.close()


def test_preselects_a_phone_that_can_ring(
    browser_context: BrowserContext, extension_id: str, fresh_extension: None
) -> None:
    popup = open_panel(browser_context, extension_id, "popup")
    expect(popup.locator("#from")).to_have_value("+14155550100")
    popup.close()


def test_what_is_picked_stays_and_is_used_in_the_next_call(
    browser_context: BrowserContext,
    extension_id: str,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    popup = open_panel(browser_context, extension_id, "popup")
    popup.get_by_label("Ring my phone first").select_option("+16505550199")
    popup.get_by_label("Show as caller ID").select_option("+18005550199")
    popup.get_by_label("Ask me to press 1 before it connects").uncheck()
    popup.reload()
    expect(popup.get_by_label("Ring my phone first")).to_have_value("+16505550199")
    expect(popup.get_by_label("Show as caller ID")).to_have_value("+18005550199")
    expect(popup.get_by_label("Ask me to press 1 before it connects")).not_to_be_checked()
    before = len(creates(simulator))
    open_page(page, page_server)
    click_and_confirm(browser_context, Painted(page))
    popup.bring_to_front()
    expect(popup.locator("#call-state")).to_have_text("Call ended")
    placed = creates(simulator)[before:]
    assert len(placed) == 1
    assert placed[0]["from"] == {"phoneNumber": "+16505550199"}
    assert placed[0]["to"] == {"phoneNumber": CALLEE}
    assert placed[0]["callerId"] == {"phoneNumber": "+18005550199"}
    assert placed[0]["playPrompt"] is False
    popup.close()


def test_a_picked_phone_that_is_gone_is_replaced_and_said(
    browser_context: BrowserContext, extension_id: str, fresh_extension: None
) -> None:
    change_settings(browser_context, **{"from": "+16505550188"})
    popup = open_panel(browser_context, extension_id, "popup")
    expect(popup.locator("#numbers-problem")).to_contain_text("+1 650-555-0188")
    expect(popup.locator("#from")).to_have_value("+14155550100")
    popup.close()


@pytest.fixture
def typed_phones(signed_in_host: OwnHost) -> Iterator[None]:
    """The host is shared: what it learns of phones here is forgotten, as at a sign-out."""
    yield
    for file in (signed_in_host.home / "state").glob("phones-*"):
        file.unlink()


def type_phone(popup: Page, phone: str) -> None:
    popup.get_by_label("Ring my phone first").select_option("Another number…")
    popup.get_by_label("Phone that rings first").fill(phone)
    popup.get_by_role("button", name="Use").click()


def test_a_phone_typed_by_hand_rings_first(
    browser_context: BrowserContext,
    extension_id: str,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
    typed_phones: None,
) -> None:
    popup = open_panel(browser_context, extension_id, "popup")
    popup.get_by_label("Ring my phone first").select_option("Another number…")
    expect(popup.locator("#phone-hint")).to_contain_text("Make sure that it is yours")
    type_phone(popup, "(212) 555-0177")
    chosen = popup.locator("#from option:checked")
    expect(chosen).to_have_text("+1 212-555-0177")
    expect(chosen.locator("xpath=..")).to_have_attribute("label", "Typed by hand")
    expect(popup.locator("#phone-hint")).to_be_hidden()
    expect(popup.locator("#numbers-problem")).to_be_hidden()
    popup.reload()
    expect(popup.locator("#from")).to_have_value("+12125550177")
    before = len(creates(simulator))
    open_page(page, page_server, host="hotel.test")
    click_and_confirm(browser_context, Painted(page))
    ended_call(browser_context)
    phones = [call["from"]["phoneNumber"] for call in creates(simulator)[before:]]
    assert phones == ["+12125550177"]
    popup.close()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("911", "Use a phone"),
        ("1-900-234-5678", "cannot be the phone that rings first"),
        ("242733", "Use a phone"),
        ("my desk", "not a phone number"),
    ],
)
def test_no_costly_and_no_emergency_line_becomes_the_phone_that_rings_first(
    browser_context: BrowserContext,
    extension_id: str,
    fresh_extension: None,
    typed: str,
    words: str,
) -> None:
    popup = open_panel(browser_context, extension_id, "popup")
    type_phone(popup, typed)
    expect(popup.locator("#phone-problem")).to_contain_text(words)
    popup.reload()
    expect(popup.locator("#from")).to_have_value("+14155550100")
    popup.close()


def test_a_phone_of_the_account_typed_by_hand_is_simply_picked(
    browser_context: BrowserContext, extension_id: str, fresh_extension: None
) -> None:
    popup = open_panel(browser_context, extension_id, "popup")
    type_phone(popup, "650 555 0199")
    expect(popup.locator("#from option:checked")).to_contain_text("Home office")
    groups = popup.locator("#from optgroup").evaluate_all("all => all.map(one => one.label)")
    assert groups == ["Forwarding numbers", "Other phones of yours"]
    popup.close()


def test_a_typed_number_is_called_after_a_look_at_it(
    browser_context: BrowserContext,
    extension_id: str,
    fresh_extension: None,
    simulator: RunningSimulator,
) -> None:
    before = len(creates(simulator))
    popup = open_panel(browser_context, extension_id, "popup")
    popup.get_by_label("Type a number to call").fill("(415) 555-2671")
    popup.get_by_role("button", name="Call", exact=True).click()
    expect(popup.locator("#call-state")).to_have_text("Call ended")
    assert [call["to"]["phoneNumber"] for call in creates(simulator)[before:]] == [CALLEE]
    expect(popup.locator("#recent")).to_be_visible()
    popup.close()


def test_an_emergency_number_is_refused_in_words(
    browser_context: BrowserContext,
    extension_id: str,
    fresh_extension: None,
    simulator: RunningSimulator,
) -> None:
    before = len(creates(simulator))
    popup = open_panel(browser_context, extension_id, "popup")
    popup.get_by_label("Type a number to call").fill("911")
    popup.get_by_role("button", name="Call", exact=True).click()
    expect(popup.get_by_role("alert")).to_contain_text("Use a phone")
    assert len(creates(simulator)) == before
    popup.close()


def test_the_site_switch_takes_the_marks_away_and_brings_them_back(
    browser_context: BrowserContext, extension_id: str, page: Page, page_server: PageServer
) -> None:
    number = open_page(page, page_server, host="switch.test")
    change_settings(browser_context, sites={"switch.test": {"enabled": False}})
    number.wait_until_gone()
    page.wait_for_function("!document.querySelector('click-to-call')")
    change_settings(browser_context, sites={"switch.test": {"enabled": True}})
    number.box()
    assert painted_texts(page) == ["415-555-2671"]
