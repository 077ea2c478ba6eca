"""Tests the settings page: changes apply at once to open pages, invalid input shows an error, and
the user can manage sites, account, shortcuts and diagnostics."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.packaging.extension_files import read_manifest
from tests.support.axe import expect_fine
from tests.support.browser import extension_id_of
from tests.support.extension import (
    change_settings,
    ended_call,
    expect_card,
    open_page,
    open_panel,
)
from tests.support.page_server import PageServer
from tests.support.real_input import GROWN
from tests.support.watching import expect_painted

PATIENCE_MS = 15_000
SITE = "leads.test"
ORDINARY, LETTERS, FAX = "415-555-2671", "1-800-FLOWERS", "415-555-2672"
DEPOT, PART = "415-555-2673", "415-555-2674"
PAGE = f"""<!doctype html><html lang=en-US><title>Leads</title>
<p>Call {ORDINARY}</p><p>Or {LETTERS} today</p><p>Fax: {FAX}</p>
<p>Depot: {DEPOT}</p><p>PN {PART}</p>"""
HEAR_SAVED = """() => {
  globalThis.said = new Promise((hear) => {
    const saved = document.getElementById("saved");
    const look = () => saved.textContent && hear(saved.textContent);
    new MutationObserver(look).observe(saved, { childList: true });
  });
}"""
"""Records the message that the settings are saved, because the page shows it only for a moment."""
FILE = {"version": 1, "sites": {"imported.test": {"enabled": False}}, "blocked_sites": ["no.test"]}


@pytest.fixture
def options(browser_context: BrowserContext, page: Page, extension_id: str) -> Iterator[Page]:
    panel = open_panel(browser_context, extension_id, "options")
    expect(panel.locator("#enabled")).to_be_checked()
    yield panel
    panel.close()


def write(options: Page, field: str, text: str) -> None:
    """Types text into the field of a setting and moves the focus away, so that the page stores the
    setting."""
    options.locator(field).fill(text)
    options.locator(field).blur()


def test_what_is_changed_holds_at_once_on_open_pages(
    options: Page, page: Page, page_server: PageServer, axe: str
) -> None:
    page.goto(page_server.add(PAGE, SITE))
    expect_painted(page, [ORDINARY, LETTERS, DEPOT, PART])
    options.evaluate(HEAR_SAVED)
    options.locator("#vanity").uncheck()
    expect_painted(page, [ORDINARY, DEPOT, PART])
    assert options.evaluate("said") == "Saved"
    options.locator("#fax").check()
    expect_painted(page, [ORDINARY, FAX, DEPOT, PART])
    write(options, "#other-labels", "Depot\n\n?\n")
    expect_painted(page, [ORDINARY, FAX, PART])
    expect(options.locator("#other-labels-problem")).to_have_text("Not kept: ?")
    many = [f"Word {number}" for number in range(51)]
    write(options, "#phone-labels", "\n".join(many))
    expect(options.locator("#phone-labels-problem")).to_have_text("Not kept: Word 50")
    write(options, "#phone-labels", "")
    write(options, "#other-patterns", "PN ###-###-####")
    expect_painted(page, [ORDINARY, FAX])

    options.locator("#trial").fill(f"Call {ORDINARY}, Depot {DEPOT}, order 7003182204")
    found = options.locator("#trial-found")
    expect(found.locator(".found")).to_contain_text(ORDINARY)
    expect(found).to_contain_text("own_other_label")
    expect(found.locator(".refused").first).to_contain_text("not a phone number")
    expect_fine(options, axe)

    write(options, "#blocked-sites", f"https://www.{SITE}/leads?page=2")
    expect_painted(page, [])
    expect(options.locator("#blocked-sites")).to_have_value(SITE)
    write(options, "#blocked-sites", "")
    expect_painted(page, [ORDINARY, FAX])
    write(options, "#allowed-sites", "other.test")
    expect_painted(page, [])


def test_single_sites_are_added_edited_removed_and_kept_in_a_file(
    options: Page, tmp_path: Path, axe: str
) -> None:
    rows = options.locator("#sites tr")
    options.locator("#site-host").fill("not a site")
    options.locator("#site-add button").click()
    expect(options.locator("#site-problem")).to_be_visible()
    options.locator("#site-host").fill("https://www.crm.test/people")
    options.locator("#site-add button").click()
    dialog = options.locator("#site-dialog")
    dialog.get_by_label("When I click a number").select_option("tel")
    dialog.get_by_label("They see").select_option("area")
    dialog.get_by_label("Call without asking on this site").check()
    expect_fine(options, axe)
    dialog.get_by_role("button", name="Save").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("crm.test")
    expect(rows).to_contain_text("Calls without asking · Open my phone app (tel:) · They see Match")

    options.get_by_role("button", name="Edit: crm.test").click()
    dialog.get_by_label("When I click a number").select_option("")
    dialog.get_by_role("button", name="Save").click()
    expect(rows).not_to_contain_text("phone app")

    file = tmp_path / "sites.json"
    file.write_text("{}", "utf-8")
    options.locator("#sites-file").set_input_files(file)
    expect(options.locator("#sites-imported")).to_contain_text("no sites of Click-To-Call")
    file.write_text(json.dumps(FILE), "utf-8")
    options.locator("#sites-file").set_input_files(file)
    expect(rows).to_have_count(2)
    expect(options.locator("#blocked-sites")).to_have_value("no.test")
    with options.expect_download() as exported:
        options.locator("#sites-export").click()
    said = json.loads(exported.value.path().read_text("utf-8"))
    assert said["sites"]["crm.test"] == {"caller_id": "area", "trusted": True}
    assert said["sites"]["imported.test"] == {"enabled": False}
    assert said["blocked_sites"] == ["no.test"]
    options.get_by_role("button", name="Remove: crm.test").click()
    expect(rows).to_have_count(1)


def test_numbers_keys_and_diagnostics_are_shown_without_a_secret(options: Page) -> None:
    caller_id = options.locator("#caller-id")
    expect(options.locator("#from option[value='+16505550199']")).to_be_attached()
    options.locator("#from").select_option("+16505550199")
    caller_id.select_option("area")
    expect(caller_id).to_have_value("area")
    options.locator("#country-add").select_option("FR")
    expect(options.locator("#countries")).to_contain_text("France")
    keys = read_manifest()["commands"]["show_hints"]["suggested_key"]["default"]
    expect(options.locator("#keys kbd", has_text=keys)).to_be_visible()
    options.locator("#about summary").click()
    diagnostics = options.locator("#diagnostics")
    expect(diagnostics).to_contain_text("from: +…99")
    said = diagnostics.inner_text()
    assert "5550199" not in said
    assert "Ada" not in said


def test_a_cap_holds_at_once_and_never_exceeds_the_helpers_own(
    options: Page, page: Page, browser_context: BrowserContext, page_server: PageServer, axe: str
) -> None:
    day, problem = options.locator("#calls-per-day"), options.locator("#calls-per-day-problem")
    # The limit is the host's cap for calls per day, which tests/conftest.py sets.
    expect(day).to_have_attribute("max", "100000")
    expect(options.locator("#calls-per-day-hint")).to_contain_text("helper app allows 100,000")
    for wrong in ("100001", "0", "2.5"):
        write(options, "#calls-per-day", wrong)
        expect(problem).to_contain_text("from 1 to 100,000")
    expect_fine(options, axe)
    change_settings(browser_context, sites={SITE: {"trusted": True}})
    page.bring_to_front()
    number = open_page(page, page_server, host=SITE)
    page.evaluate(GROWN)
    number.click()
    before = ended_call(browser_context)
    write(options, "#calls-per-day", "1")
    expect(problem).to_be_hidden()
    page.bring_to_front()
    number.click()
    expect_card(page, "limit of calls per day (1)")
    write(options, "#calls-per-day", "")
    expect(day).to_have_attribute("placeholder", "100,000")
    page.bring_to_front()
    number = open_page(page, page_server, host=SITE)
    page.evaluate(GROWN)
    number.click()
    ended_call(browser_context, after=before)


def test_an_account_is_signed_in_switched_and_signed_out(signed_out: BrowserContext) -> None:
    options = open_panel(signed_out, extension_id_of(signed_out), "options")
    name = options.locator("#account-name")
    expect(name).to_have_text("Not signed in")
    for button in ("Sign in to RingCentral", "Switch account"):
        with signed_out.expect_page() as opened:
            options.get_by_role("button", name=button).click()
        opened.value.wait_for_url("http://localhost:*/callback*")
        expect(name).to_have_text("Signed in as Ada Example")
        opened.value.close()
    options.get_by_role("button", name="Sign out").click()
    expect(name).to_have_text("Not signed in")
