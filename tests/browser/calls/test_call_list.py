"""Tests the call list: the user collects numbers from a page, calls one after the other, notes
outcomes, exports the list and empties it. The list survives a reload."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.setup.pages import prepare_axe
from tests.conftest import RunningSimulator
from tests.support.extension import creates, open_page, open_panel, wait_until
from tests.support.page_server import PageServer
from tests.support.popup_over import RUN_AXE, open_over

SITE = "leads.test"
LEADS = """<!doctype html><html lang=en-US><title>Leads</title><table>
<tr><th>Ada Lovelace<td>415-555-2671<tr id=ben><th>Ben Nevis<td>(212) 555-0191
<tr><th>Cleo<td>+1 650-253-0000</table>"""
BEN_IS_KEPT = """async () =>
  JSON.stringify(await chrome.storage.local.get("call_list")).includes("Ben Nevis")"""
SELECT_BEN = "getSelection().selectAllChildren(document.getElementById('ben'))"


@pytest.fixture
def leads(browser_context: BrowserContext, page: Page, page_server: PageServer) -> Page:
    browser_context.service_workers[0].evaluate("chrome.storage.local.remove('call_list')")
    open_page(page, page_server, LEADS, host=SITE)
    page.wait_for_function("CSS.highlights.get('click-to-call').size === 3")
    return page


def test_a_list_is_collected_called_and_kept(
    browser_context: BrowserContext, extension_id: str, leads: Page, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    panel = collected(browser_context, extension_id, leads)
    expect(panel.locator("#now-name")).to_have_text("Ben Nevis")
    expect(panel.locator("#progress")).to_have_text("0 of 3 done")
    assert len(creates(simulator)) == before, "nothing is called by itself"
    the_first_is_called_and_the_second_skipped(panel)
    panel.reload()
    expect(panel.locator("#now-name")).to_have_text("Cleo")
    expect(panel.locator("#progress")).to_have_text("2 of 3 done")
    panel.get_by_role("button", name="Ben Nevis +1 212-555-0191 · call back, after lunch").click()
    panel.get_by_role("button", name="Call again").click()
    expect(panel.get_by_role("button", name="Cancel call")).to_be_visible()
    expect(panel.locator("#call-state")).to_have_text("Call ended")
    assert [call["to"]["phoneNumber"] for call in creates(simulator)[before:]] == [
        "+12125550191"
    ] * 2
    with panel.expect_download() as saved:
        panel.get_by_role("button", name="Export as CSV").click()
    lines = saved.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "Number,Name,Site,Outcome,Duration,Note,Time"
    assert lines[2].startswith("+14155552671,Ada Lovelace,leads.test,skipped")
    the_list_is_emptied_after_a_question(panel)
    panel.close()


def collected(context: BrowserContext, extension_id: str, leads: Page) -> Page:
    """Adds the number that the page's selection contains to the call list, and then the page's
    other numbers. Returns the call list's page."""
    leads.evaluate(SELECT_BEN)
    popup = open_over(context, extension_id, leads)
    popup.get_by_role("button", name="Add selected to call list (1)").click()
    wait_until(popup, BEN_IS_KEPT)
    leads.evaluate("getSelection().removeAllRanges()")
    popup.reload()
    popup.get_by_role("button", name="Add to call list (3)").click()
    panel = open_panel(context, extension_id, "call_list")
    expect(panel.locator("#entries li")).to_have_count(3)
    popup.close()
    return panel


def the_first_is_called_and_the_second_skipped(panel: Page) -> None:
    panel.get_by_role("button", name="Call", exact=True).click()
    expect(panel.locator("#call-state")).to_have_text("Call ended")
    panel.get_by_role("button", name="call back").click()
    panel.get_by_label("Note").fill("after lunch")
    expect(panel.locator("#entries li").first).to_contain_text("call back, after lunch")
    panel.get_by_role("button", name="Next").click()
    expect(panel.locator("#now-name")).to_have_text("Ada Lovelace")
    panel.get_by_role("button", name="Skip").click()
    expect(panel.locator("#now-name")).to_have_text("Cleo")


def the_list_is_emptied_after_a_question(panel: Page) -> None:
    # With the keyboard alone, the focus stays in the list, although the list's rows are new.
    panel.get_by_role("button", name="Ben Nevis +1 212-555-0191").press("Enter")
    expect(panel.locator("#now-name")).to_have_text("Ben Nevis")
    expect(panel.get_by_role("button", name="Ben Nevis +1 212-555-0191")).to_be_focused()
    panel.get_by_role("button", name="Remove +1 650-253-0000, Cleo").press("Enter")
    expect(panel.locator("#entries li")).to_have_count(2)
    expect(panel.get_by_role("button", name="Remove +1 415-555-2671, Ada")).to_be_focused()
    panel.get_by_role("button", name="Empty the list").click()
    panel.get_by_role("button", name="Keep them").click()
    panel.get_by_role("button", name="Empty the list").click()
    panel.locator("#sure").get_by_role("button", name="Empty the list").click()
    expect(panel.locator("#empty")).to_be_visible()


def test_nothing_is_wrong_with_the_list_in_any_look(
    browser_context: BrowserContext, extension_id: str, leads: Page
) -> None:
    popup = open_over(browser_context, extension_id, leads)
    popup.get_by_role("button", name="Add to call list (3)").click()
    panel = open_panel(browser_context, extension_id, "call_list")
    expect(panel.locator("#entries li")).to_have_count(3)
    popup.close()
    panel.set_viewport_size({"width": 320, "height": 600})
    panel.evaluate(Path(prepare_axe()).read_text("utf-8"))
    for look in ("light", "dark"):
        panel.emulate_media(color_scheme="dark" if look == "dark" else "light")
        assert panel.evaluate(RUN_AXE) == [], look
    assert panel.evaluate("document.documentElement.scrollWidth") <= 320
    panel.close()
