"""Tests the popup: the account's phones, the field to dial, choices for one site or all sites, the
page's numbers, and the outcome and note that the user records after a call."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.conftest import RunningSimulator
from tests.support.extension import (
    CALLEE,
    change_settings,
    click_and_confirm,
    creates,
    open_page,
    open_panel,
    wait_until,
)
from tests.support.host import OwnHost
from tests.support.page_server import PageServer
from tests.support.painted import Painted, painted_texts
from tests.support.popup_over import NO_ANSWER, open_over

SITE = "crm.test"
LEADS = """<!doctype html><html lang=en-US><title>Leads</title><table>
<tr><th>Ada Lovelace<td>415-555-2671<tr><th>Ben Nevis<td>(212) 555-0191
<tr><th>Cleo<td>+1 650-253-0000</table>"""


def options_of(panel: Page, select: str) -> list[str]:
    expect(panel.locator(f"{select} option").first).to_be_attached()
    values = panel.locator(f"{select} option").evaluate_all("all => all.map(one => one.value)")
    return [str(value) for value in values]


def groups_of(panel: Page) -> list[str]:
    found = panel.locator("#from optgroup").evaluate_all("all => all.map(one => one.label)")
    return [str(group) for group in found]


@pytest.fixture
def popup(
    browser_context: BrowserContext, extension_id: str, fresh_extension: None
) -> Iterator[Page]:
    """Yields the popup's page in a tab of its own. This popup lists no numbers, because it is not
    open over a web page."""
    panel = open_panel(browser_context, extension_id, "popup")
    expect(panel.locator("#ready")).to_be_visible()
    yield panel
    panel.close()


def call_ends(popup: Page) -> None:
    expect(popup.locator("#call-state")).to_have_text("Call ended")


# --- The phones ------------------------------------------------------------------------------


def test_lists_the_phones_by_group_and_the_caller_ids_that_can_be_shown(popup: Page) -> None:
    expect(popup.get_by_label("Call me on")).to_be_visible()
    expect(popup.get_by_label("They see")).to_be_visible()
    phones = options_of(popup, "#from")
    assert "+14155550100" in phones  # This is "My mobile", on the first page of RingCentral's list.
    assert "+14155550107" in phones  # This is "Work mobile", on the last page of the list.
    assert "+16505550147" in phones  # RingCentral sends this number without a plus sign.
    assert "" not in phones  # The app has no number.
    assert len(groups_of(popup)) == 2
    expect(popup.locator("#from")).to_have_value("+14155550100")
    shown = options_of(popup, "#caller-id")
    assert {"+16505550112", "+18005550199"} <= set(shown)
    # +16505550111 is a fax number, and +16505550114 cannot be a caller ID.
    assert not {"+16505550111", "+16505550114"} & set(shown)


def test_what_is_picked_stays_and_is_used_in_the_next_call(
    popup: Page,
    browser_context: BrowserContext,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    popup.get_by_label("Call me on").select_option("+16505550199")
    popup.get_by_label("They see").select_option("+18005550199")
    popup.get_by_label("Press 1 to connect").uncheck()
    popup.reload()
    expect(popup.get_by_label("Call me on")).to_have_value("+16505550199")
    expect(popup.get_by_label("They see")).to_have_value("+18005550199")
    expect(popup.get_by_label("Press 1 to connect")).not_to_be_checked()
    before = len(creates(simulator))
    page = browser_context.new_page()
    open_page(page, page_server)
    click_and_confirm(browser_context, Painted(page))
    call_ends(popup)
    page.close()
    (placed,) = creates(simulator)[before:]
    assert placed["from"] == {"phoneNumber": "+16505550199"}
    assert placed["to"] == {"phoneNumber": CALLEE}
    assert placed["callerId"] == {"phoneNumber": "+18005550199"}
    assert placed["playPrompt"] is False


def test_a_picked_phone_that_is_gone_is_replaced_and_said(
    popup: Page, browser_context: BrowserContext
) -> None:
    change_settings(browser_context, **{"from": "+16505550188"})
    expect(popup.locator("#numbers-problem")).to_contain_text("+1 650-555-0188")
    expect(popup.locator("#from")).to_have_value("+14155550100")


@pytest.fixture
def typed_phones(signed_in_host: OwnHost) -> Iterator[None]:
    """After the test, removes the phones that the test added to the host, because all tests share
    this host."""
    yield
    for file in (signed_in_host.home / "state").glob("phones-*"):
        file.unlink()


def test_a_phone_typed_by_hand_rings_first(popup: Page, typed_phones: None) -> None:
    field = popup.get_by_label("Phone that rings first")
    popup.get_by_label("Call me on").select_option("Another number…")
    expect(field).to_be_focused()
    expect(popup.locator("#phone-hint")).to_contain_text("Make sure it's yours")
    for refused, words in (
        ("", "Type a number first"),
        ("911", "Use a phone"),
        ("1-900-234-5678", "can't ring this number first"),
        ("my desk", "phone number"),
    ):
        field.fill(refused)
        field.press("Enter")
        expect(popup.locator("#phone-problem")).to_contain_text(words)
        expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Escape")
    expect(popup.get_by_label("Call me on")).to_be_focused()
    expect(popup.locator("#from")).to_have_value("+14155550100")
    popup.get_by_label("Call me on").select_option("Another number…")
    field.fill("650 555 0199")
    popup.get_by_role("button", name="Use").click()
    expect(popup.locator("#from option:checked")).to_contain_text("Home office")
    assert len(groups_of(popup)) == 2
    popup.get_by_label("Call me on").select_option("Another number…")
    field.fill("(212) 555-0177")
    popup.get_by_role("button", name="Use").click()
    expect(popup.locator("#from option:checked")).to_have_text("+1 212-555-0177")
    assert len(groups_of(popup)) == 3
    expect(popup.locator("#numbers-problem")).to_be_hidden()
    popup.reload()
    expect(popup.locator("#from")).to_have_value("+12125550177")


MANY = """async () => {
  const { numbers } = await chrome.storage.session.get("numbers");
  const more = Array.from({ length: 40 }, (_, at) => ({
    phone_number: `+1415555${2000 + at}`, label: `Booth ${at}`, group: "other" }));
  more[5].label = "Reception desk of the northern sales office";
  more[6].label = "Call centre, 😀 happy callers";
  await chrome.storage.session.set({ numbers: { ...numbers, from: [...numbers.from, ...more] } });
}"""


def test_a_long_list_is_searched(
    browser_context: BrowserContext, extension_id: str, popup: Page
) -> None:
    popup.evaluate("chrome.runtime.sendMessage({ type: 'panel.open', tab: -1 })")
    browser_context.service_workers[0].evaluate(MANY)
    popup = open_over(browser_context, extension_id, None, NO_ANSWER)
    field = popup.get_by_role("combobox", name="Call me on")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(popup.locator("#from")).to_be_hidden()
    expect(popup.locator("#caller-id")).to_be_visible()
    field.click()
    field.fill("booth 3")
    choices = popup.locator("#from-list [role=option]")
    expect(choices).to_have_count(13)  # 3, 13, 23, and 30 to 39
    field.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    expect(popup.locator(f"#{active}")).to_contain_text("Booth 13")
    field.press("Escape")
    expect(popup.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("My mobile · +1 415-555-0100")
    every_label_is_found_as_a_whole(popup, field)
    field.fill("2007")
    field.press("Enter")
    expect(field).to_have_value("Booth 7 · +1 415-555-2007")
    expect(popup.locator("#from")).to_have_value("+14155552007")
    field.fill("Another")
    field.press("Enter")
    expect(popup.get_by_label("Phone that rings first")).to_be_focused()
    popup.close()


def every_label_is_found_as_a_whole(popup: Page, field: Locator) -> None:
    choices = popup.locator("#from-list [role=option]")
    # A label that is cut in the field is searched and listed as a whole.
    field.fill("northern sales")
    expect(choices).to_have_text(["Reception desk of the northern sales office · +1 415-555-2005"])
    field.press("Enter")
    expect(field).to_have_value("Reception desk… · +1 415-555-2005")
    field.fill("happy")
    field.press("Enter")
    expect(field).to_have_value("Call centre, 😀… · +1 415-555-2006")
    field.fill("nobody")
    expect(popup.locator("#from-list")).to_have_text("No number fits.")
    expect(popup.locator("#announced")).to_have_text("No number fits.")
    field.press("Enter")
    expect(popup.locator("#from")).to_have_value("+14155552006")
    field.press("Escape")


# --- The field to dial -----------------------------------------------------------------------


def test_the_field_takes_what_is_typed_and_pasted_and_calls_the_number_in_it(
    popup: Page, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    field = popup.get_by_label("Type a number to call")
    call = popup.get_by_role("button", name="Call", exact=True)
    expect(field).to_be_focused()
    for typed, words in (
        ("", "Type a number first"),
        ("911", "Use a phone"),
        ("12345", "Use a phone"),
        ("555-0137", "area code"),
        ("my desk", "no phone number"),
    ):
        field.fill(typed)
        field.press("Enter")
        expect(popup.locator("#dial-problem")).to_contain_text(words)
        expect(field).to_have_attribute("aria-invalid", "true")
    assert "dial-problem" in str(field.get_attribute("aria-describedby"))
    field.fill("")
    field.press_sequentially("4155552671")
    expect(field).to_have_value("415-555-2671")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(popup.locator("#dial-hint")).to_have_text("+1 415-555-2671 · United States")
    field.fill("Call Ada on 415-555-2671 or 212-555-0123 please")
    call.click()
    choices = popup.locator("#dial-choices button")
    expect(choices).to_have_text(["Call +1 415-555-2671", "Call +1 212-555-0123"])
    popup.keyboard.press("Escape")
    expect(field).to_be_focused()
    call.click()
    choices.first.click()
    call_ends(popup)
    assert [call["to"]["phoneNumber"] for call in creates(simulator)[before:]] == [CALLEE]
    expect(popup.locator("#recent-calls li").first).to_contain_text("+1 415-555-2671")


RECENT = """async () => {
  const call = (call_id, state) => ({ call_id, state, to: "+14155552671", from: null,
    caller_id: null, placed_at: 1.8e9, changed_at: 1.8e9, problem: null, cancellable: false });
  await chrome.storage.session.set({ recent: [call("now", "ringing_you"), call("over", "ended")] });
}"""


def test_only_a_call_that_is_over_takes_a_note_from_the_list(
    browser_context: BrowserContext, extension_id: str, fresh_extension: None
) -> None:
    over = open_over(browser_context, extension_id, None, NO_ANSWER)
    browser_context.service_workers[0].evaluate(RECENT)
    rows = over.locator("#recent-calls li")
    expect(rows).to_have_count(2)
    expect(rows.first.get_by_role("button")).to_have_count(1)
    rows.last.get_by_role("button", name="Note").click()
    expect(over.get_by_label("Note", exact=True)).to_be_focused()
    over.get_by_role("button", name="Close").click()
    expect(over.locator("#call")).to_be_hidden()
    over.close()
    browser_context.service_workers[0].evaluate("chrome.storage.session.remove('recent')")


# --- One site or all sites -------------------------------------------------------------------


def choices_of(popup: Page) -> Any:
    return popup.evaluate("async () => (await chrome.storage.local.get('settings')).settings")


def test_a_choice_holds_here_or_everywhere_as_the_popup_says(
    browser_context: BrowserContext, extension_id: str, page: Page, page_server: PageServer
) -> None:
    number = open_page(page, page_server, host=SITE)
    popup = open_over(browser_context, extension_id, page)
    choices_hold_for_this_site_or_all(popup)
    popup.close()
    popup = open_over(browser_context, extension_id, page)
    a_choice_for_this_site_is_taken_back(popup)
    switch = popup.get_by_role("switch", name=SITE)
    switch.uncheck()
    number.wait_until_gone()
    switch.check()
    page.bring_to_front()
    number.box()
    popup.bring_to_front()
    popup.get_by_role("tab", name="Options").click()
    popup.get_by_label("Make phone numbers clickable").uncheck()
    expect(popup.locator("#site-name")).to_contain_text("off on all sites")
    switch_all = popup.get_by_role("switch")
    switch_all.check()
    expect(switch_all).to_be_checked()
    assert choices_of(popup)["enabled"] is True
    page.bring_to_front()
    number.box()
    assert painted_texts(page) == ["415-555-2671"]
    popup.close()


def choices_hold_for_this_site_or_all(popup: Page) -> None:
    popup.get_by_label("They see").select_option("+18005550199")
    popup.get_by_label(f"Only {SITE}").check()
    popup.get_by_label("Call me on").select_option("+16505550199")
    mark = popup.locator("#from-own button")
    expect(mark).to_contain_text("Here only")
    popup.get_by_role("tab", name="Options").click()
    popup.get_by_label("When I click a number").select_option("tel")
    popup.get_by_label("Country for numbers without a code").select_option("CA")
    expect(popup.locator("#region-own button")).to_be_visible()
    settings = choices_of(popup)
    assert settings["caller_id"] == "+18005550199"
    assert settings["sites"][SITE] == {"from": "+16505550199", "action": "tel", "region": "CA"}


def a_choice_for_this_site_is_taken_back(popup: Page) -> None:
    """The last step has left the choice "Only" with the site's name checked. The user checks
    "Everywhere" instead, and removes the phone that was chosen for this site."""
    expect(popup.get_by_label(f"Only {SITE}")).to_be_checked()
    expect(popup.get_by_label("Call me on")).to_have_value("+16505550199")
    popup.get_by_label("Everywhere").check()
    expect(popup.get_by_label("Call me on")).to_have_value("+14155550100")
    expect(mark := popup.locator("#from-own button")).to_contain_text("Differs here")
    mark.click()
    expect(mark).to_have_count(0)
    assert choices_of(popup)["sites"][SITE] == {"action": "tel", "region": "CA"}


# --- A number of the page is called, and the call is recorded --------------------------------


def test_a_number_of_the_page_is_called_noted_and_exported(
    browser_context: BrowserContext,
    extension_id: str,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    open_page(page, page_server, LEADS, host=SITE)
    page.wait_for_function("CSS.highlights.get('click-to-call').size === 3")
    browser_context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = len(creates(simulator))
    popup = open_over(browser_context, extension_id, page)
    rows = popup.locator("#page-numbers li")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("Ben Nevis")
    popup.get_by_role("button", name="Copy +1 650-253-0000").click()
    assert popup.evaluate("navigator.clipboard.readText()") == "+16502530000"
    popup.get_by_role("button", name="Call +1 212-555-0191, Ben Nevis").click()
    expect(popup.locator("#call-name")).to_have_text("Ben Nevis")
    expect(popup.locator("#call .legs li").first).to_contain_text("My mobile · +1 415-555-0100")
    call_ends(popup)
    assert [call["to"]["phoneNumber"] for call in creates(simulator)[before:]] == ["+12125550191"]
    the_call_is_noted_and_copied_as_a_line(popup)
    popup.get_by_role("button", name="Close").click()
    expect(popup.locator("#call")).to_be_hidden()
    expect(popup.get_by_label("Type a number to call")).to_be_focused()
    the_record_is_listed_and_exported(popup)
    popup.close()


def the_call_is_noted_and_copied_as_a_line(popup: Page) -> None:
    popup.get_by_role("button", name="Voicemail").click()
    expect(popup.get_by_role("button", name="Voicemail")).to_have_attribute("aria-pressed", "true")
    popup.get_by_label("Note", exact=True).fill("=asks for Monday")
    popup.get_by_role("tab", name="Options").click()
    popup.get_by_label("Copy calls as").fill("{name}: {outcome}; {note}")
    expect(popup.locator("#line-sample")).to_contain_text("Ada: reached")
    wait_until(
        popup,
        "async () => (await chrome.storage.local.get()).settings.call_line.at(-1) === '}'",
    )
    popup.get_by_role("button", name="Copy a line about this call").click()
    wait_until(
        popup,
        "async (line) => (await navigator.clipboard.readText()) === line",
        argument="Ben Nevis: voicemail; =asks for Monday",
    )


def the_record_is_listed_and_exported(popup: Page) -> None:
    popup.get_by_role("tab", name="Recent").click()
    last = popup.locator("#recent-calls li").first
    expect(last).to_contain_text("Ben Nevis")
    expect(last).to_contain_text(SITE)
    expect(last).to_contain_text("Voicemail")
    with popup.expect_download() as saved:
        popup.get_by_role("button", name="Export as CSV").click()
    lines = saved.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Time,Number,Name")
    assert "+12125550191,Ben Nevis,crm.test,ended" in lines[1]
    assert lines[1].endswith("voicemail,'=asks for Monday")


def test_a_failed_call_is_tried_again_or_put_away(
    popup: Page, browser_context: BrowserContext, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    popup.get_by_label("Type a number to call").fill("212-555-0110")
    popup.get_by_role("button", name="Call", exact=True).click()
    expect(popup.locator("#call-state")).to_contain_text("line is busy")
    busy = popup.get_by_role("button", name="busy", exact=True)
    expect(busy).to_have_attribute("aria-pressed", "true")
    popup.get_by_role("button", name="Try again").click()
    expect(popup.get_by_role("button", name="Cancel call")).to_be_visible()
    expect(popup.locator("#call-state")).to_contain_text("line is busy")
    assert len(creates(simulator)) == before + 2
    popup.get_by_role("button", name="Close").click()
    expect(popup.locator("#call")).to_be_hidden()
    popup.reload()
    expect(popup.locator("#ready")).to_be_visible()
    expect(popup.locator("#call")).to_be_hidden()
