"""Tests an administrator's policy files. A policy can set defaults that users may change, and
settings that users cannot change, whatever the extension's storage contains."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from marionette_driver.marionette import Marionette
from playwright.sync_api import BrowserContext, Playwright, expect

from click_to_call.policy.browser_policies import chromium_file, firefox_policies
from click_to_call.policy.fleet_file import Fleet
from scripts.setup.system_packages import browsers
from tests.conftest import RunningSimulator
from tests.support.browser import extension_id_of, open_browser
from tests.support.extension import change_settings, href_of, inside, open_page, open_panel
from tests.support.firefox import Tab, start
from tests.support.host import OwnHost, plain_environment
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.policies import managed_chromium, managed_firefox, policy_files

FILE = "click-to-call.json"
POLICY: dict[str, Any] = {
    "locked": ["action", "blocked_sites"],
    "action": "rcapp",
    "blocked_sites": ["blocked.test"],
    "presentation": "button",
    "caller_id": "area",
    "client_id": "of-the-company",
    "sites": {"crm.test": {"presentation": "link"}},
}
FORGED = {"action": "ringout", "blocked_sites": [], "sites": {"blocked.test": {"enabled": True}}}
CHOSEN = """async () =>
  (await chrome.storage.local.get("settings")).settings.presentation === "link"
"""
POLICY_IS_LOADED = "async () => (await chrome.storage.managed.get(null)).welcome === false"
NUMBER = "+14155552671"
BLOCKED = f"<!doctype html><p>{NUMBER}</p>"
NOTHING_PAINTED = "(CSS.highlights.get('click-to-call')?.size ?? 0) === 0"


def chromium_policy(values: dict[str, Any]) -> str:
    """Returns the text of a policy file, as `click-to-call policy` writes it."""
    return json.dumps(chromium_file(Fleet(host={}, extension=values), "chrome"))


@pytest.fixture
def managed(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    folder = tmp_path / "system"
    folder.mkdir()
    programs = [
        managed_chromium(folder, browser, FILE, chromium_policy(POLICY))
        for browser in browsers()[:1]
    ]
    context = open_browser(
        playwright,
        profile=tmp_path / "profile",
        environment=plain_environment(),
        headless=True,
        programs=programs,
    )
    yield context
    context.close()


def test_a_policy_sets_defaults_and_locks_in_chromium(
    managed: BrowserContext, page_server: PageServer, tmp_path: Path
) -> None:
    options = open_panel(managed, extension_id_of(managed), "options")
    row = options.locator("[data-setting=action]")
    expect(row).to_contain_text("Set by your organization")
    expect(options.locator("#action")).to_be_disabled()
    expect(options.locator("#action")).to_have_value("rcapp")
    expect(options.locator("#presentation")).to_be_enabled()
    expect(options.locator("#presentation")).to_have_value("button")
    expect(options.locator("#caller-id")).to_have_value("area")

    change_settings(managed, **FORGED)
    page = managed.new_page()
    number = open_page(page, page_server)
    assert href_of(number) == "rcapp://r/call?number=+14155552671"
    assert [node for node in inside(page) if node["nodeName"] == "BUTTON"], "buttons by default"
    page.goto(page_server.add(BLOCKED, "www.blocked.test"))
    allowed = managed.new_page()
    open_page(allowed, page_server)
    assert page.evaluate(NOTHING_PAINTED), "a locked list holds against storage"

    options.bring_to_front()
    options.locator("#presentation").select_option("link")
    options.wait_for_function(CHOSEN)
    stored = options.evaluate("chrome.storage.local.get('settings').then((all) => all.settings)")
    assert stored["presentation"] == "link", "what the user chose"
    assert "caller_id" not in stored, "what nobody chose goes on following the policy"

    for file in policy_files(tmp_path / "system", FILE):
        file.write_text(chromium_policy({**POLICY, "action": "tel"}), "utf-8")
    expect(options.locator("#action")).to_have_value("tel", timeout=60_000)
    allowed.bring_to_front()
    assert href_of(Painted(allowed, NUMBER)) == "tel:+14155552671"


@pytest.fixture
def ready_made(
    playwright: Playwright, simulator: RunningSimulator, helper: OwnHost, tmp_path: Path
) -> Iterator[BrowserContext]:
    """Yields a browser whose policy names the client id and forbids the welcome page."""
    helper.install(tmp_path / "profile")
    folder = tmp_path / "system"
    folder.mkdir()
    app = simulator.state.public_client_id
    policy = {"client_id": app, "welcome": False, "calls_per_day": 40, "locked": ["calls_per_day"]}
    program = managed_chromium(folder, browsers()[0], FILE, chromium_policy(policy))
    context = open_browser(
        playwright,
        profile=tmp_path / "profile",
        environment=helper.environment,
        headless=True,
        programs=[program],
        welcome=False,
    )
    yield context
    context.close()


def test_a_policy_hands_over_the_client_id_and_opens_no_welcome_page(
    ready_made: BrowserContext, helper: OwnHost, simulator: RunningSimulator
) -> None:
    """A user whose administrator installed everything signs in with one click."""
    context, extension_id = ready_made, extension_id_of(ready_made)
    popup = open_panel(context, extension_id, "popup")
    sign_in = popup.get_by_role("button", name="Sign in to RingCentral")
    expect(sign_in).to_be_visible()
    popup.wait_for_function(POLICY_IS_LOADED)
    for page in context.pages:
        if "/welcome/" in page.url and not page.is_closed():
            # The extension opened the welcome page before the browser had loaded the policy. Now
            # the extension closes this page.
            page.wait_for_event("close")
    welcome = open_panel(context, extension_id, "welcome")
    expect(welcome.get_by_role("button", name="Sign in to RingCentral")).to_be_visible()
    expect(welcome.locator("#client")).to_be_hidden()
    options = open_panel(context, extension_id, "options")
    expect(options.locator("#calls-per-day")).to_be_disabled()
    expect(options.locator("#calls-per-day")).to_have_value("40")
    expect(options.locator("[data-setting=calls_per_day]")).to_contain_text(
        "Set by your organization"
    )
    popup.bring_to_front()
    with context.expect_page() as opened:
        sign_in.click()
    opened.value.wait_for_url("http://localhost:*/callback*")
    expect(popup.locator("#account-name")).to_contain_text("Ada Example")
    assert [page for page in context.pages if "/welcome/" in page.url] == [welcome]
    assert simulator.state.public_client_id in (helper.home / "config.toml").read_text("utf-8")


@pytest.fixture
def firefox_with_policy(tmp_path: Path) -> Iterator[Marionette]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("Firefox is missing: install the package firefox-esr")
    folder = tmp_path / "system"
    folder.mkdir()
    policy = {"policies": firefox_policies(Fleet(host={}, extension=POLICY))}
    managed = managed_firefox(folder, Path(program), json.dumps(policy))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path))
        driver = start(str(managed), tmp_path)
        yield driver
        driver.quit()
        driver.cleanup()


def test_a_policy_sets_defaults_and_locks_in_firefox(
    firefox_with_policy: Marionette, page_server: PageServer
) -> None:
    tab = Tab(firefox_with_policy)
    tab.change(FORGED)
    tab.driver.switch_to_window(tab.panel)
    tab.until("document.querySelector('#action')?.disabled === true")
    assert tab.ask("document.querySelector('#action').value") == "rcapp"
    assert tab.ask("document.querySelector('#presentation').value") == "button"
    assert tab.ask("document.querySelector('#presentation').disabled") is False
    tab.driver.switch_to_window(tab.page)
    tab.go(page_server.add(BLOCKED, "pages.test"))
    tab.until("(CSS.highlights.get('click-to-call')?.size ?? 0) === 1")
