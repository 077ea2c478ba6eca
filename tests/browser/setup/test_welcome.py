"""Tests the way from installation to the first call on the welcome page: the open
page detects the helper app, asks for the client id, and shows each state of the sign-in."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from marionette_driver import By
from marionette_driver.marionette import Marionette
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from click_to_call_simulator import Fault
from click_to_call_simulator.http_types import Response
from scripts.setup.paths import EXTENSION
from tests.conftest import RunningSimulator
from tests.support.axe import expect_fine
from tests.support.browser import extension_id_of, load_extension, open_browser
from tests.support.extension import open_panel
from tests.support.firefox import panel_address, start, wait_for
from tests.support.host import OwnHost

PATIENCE_MS = 15_000
ENGLISH = json.loads((EXTENSION / "_locales" / "en" / "messages.json").read_text("utf-8"))


def said(key: str) -> str:
    """Returns the extension's English text for a key."""
    return str(ENGLISH[key]["message"])


@pytest.fixture
def fresh(playwright: Playwright, helper: OwnHost, tmp_path: Path) -> Iterator[BrowserContext]:
    context = open_browser(
        playwright, profile=tmp_path / "profile", environment=helper.environment, headless=True
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def test_from_nothing_to_signed_in_without_a_file_or_a_reload(
    fresh: BrowserContext, helper: OwnHost, simulator: RunningSimulator, tmp_path: Path, axe: str
) -> None:
    asked = len(simulator.state.requests)
    page = open_panel(fresh, extension_id_of(fresh), "welcome")
    page.evaluate("globalThis.loadedOnce = true")
    a_call_is_rehearsed_before_the_installation(page, axe)
    assert len(simulator.state.requests) == asked, "a rehearsal asks nobody"

    helper.install(tmp_path / "profile")
    the_helper_is_seen_and_the_popup_leads_here(page, fresh, axe)

    page.locator("#client-id").fill("no id")
    page.locator("#client button[type=submit]").click()
    expect(page.locator("#client-problem")).to_have_text(said("welcome_client_bad"))
    assert "client_id" not in (helper.home / "config.toml").read_text("utf-8")
    page.locator("#client-id").fill(f" {simulator.state.public_client_id} ")
    with fresh.expect_page() as opened:
        page.locator("#client button[type=submit]").click()
    assert simulator.state.public_client_id in (helper.home / "config.toml").read_text("utf-8")
    opened.value.wait_for_url("http://localhost:*/callback*")
    expect(page.locator(".step").nth(1)).to_have_attribute("data-state", "done")
    expect(page.locator("#account-state")).to_contain_text("Ada Example")
    expect(page.locator("#title")).to_have_text(said("welcome_title_ready"))
    expect_fine(page, axe)
    assert page.evaluate("loadedOnce"), "all of it without a reload"


def a_call_is_rehearsed_before_the_installation(page: Page, axe: str) -> None:
    step = page.locator(".step")
    expect(page.locator("#helper-command code")).to_contain_text("pipx install")
    expect(step.nth(1)).to_have_attribute("data-state", "later")
    expect_fine(page, axe)

    page.locator("#sample").click()
    expect(page.locator("#card-state")).to_have_text(said("card_press_1"))
    expect_fine(page, axe)
    expect(page.locator("#card-state")).to_have_text(said("state_ended"))
    expect(step.nth(2)).to_have_attribute("data-state", "done")
    page.locator("#sample").click()
    page.locator("#card-stop").click()
    expect(page.locator("#card-state")).to_have_text(said("state_cancelled"))


def the_helper_is_seen_and_the_popup_leads_here(
    page: Page, fresh: BrowserContext, axe: str
) -> None:
    expect(page.locator(".step").first).to_have_attribute("data-state", "done")
    expect(page.locator("#helper-state")).to_contain_text("Installed, version")
    page.locator("#register summary").click()
    expect(page.locator("#addresses code")).to_contain_text("http://localhost:47811/callback")
    expect_fine(page, axe)

    popup = open_panel(fresh, extension_id_of(fresh), "popup")
    with fresh.expect_page() as sent_here:
        popup.get_by_role("button", name="Sign in to RingCentral").click()
    sent_here.value.wait_for_url("**/welcome/welcome.html")
    sent_here.value.close()
    popup.close()
    page.bring_to_front()


def test_a_sign_in_opens_one_page_and_tells_when_that_was_closed(
    fresh: BrowserContext, helper: OwnHost, simulator: RunningSimulator, tmp_path: Path
) -> None:
    helper.run("config", "set", "client_id", simulator.state.public_client_id)
    helper.install(tmp_path / "profile")
    stays = Fault("GET", "/authorize$", acts=False, answer=Response(200, body=b"RingCentral"))
    simulator.state.faults.add(stays)
    page = open_panel(fresh, extension_id_of(fresh), "welcome")
    button, state = page.locator("#sign-in"), page.locator("#account-state")
    expect(button).to_be_visible()
    expect(page.locator("#another-client")).to_be_hidden()
    with fresh.expect_page() as opened:
        button.click()
    waiting = opened.value
    expect(state).to_have_text(said("welcome_waiting"))
    page.bring_to_front()
    button.click()
    waiting.wait_for_function("document.visibilityState === 'visible'")
    assert fresh.pages.count(waiting) == 1
    signing_in = [tab for tab in fresh.pages if "/authorize" in tab.url]
    assert signing_in == [waiting], "a second press brings the first page to the front"
    waiting.close()
    expect(state).to_have_text(said("welcome_cancelled"))
    expect(button).to_have_text("Sign in to RingCentral")
    page.get_by_role("button", name="Use another client ID").click()
    page.locator("#client-id").fill("another-app-of-mine")
    page.locator("#client button[type=submit]").click()
    expect(page.locator("#client-problem")).to_be_visible()
    assert "another-app" not in (helper.home / "config.toml").read_text("utf-8")


def test_an_update_opens_no_welcome_page(fresh: BrowserContext) -> None:
    load_extension(fresh)
    panel = open_panel(fresh, extension_id_of(fresh), "options")
    expect(panel.locator("#keys kbd").first).to_be_visible()
    assert [tab.url for tab in fresh.pages if "welcome" in tab.url] == []


@pytest.mark.parametrize(
    ("program", "command"),
    [("exit 1", "click-to-call doctor"), ("sleep 30", "click-to-call doctor")],
)
def test_a_broken_helper_has_one_thing_to_do(
    program: str, command: str, fresh: BrowserContext, helper: OwnHost, tmp_path: Path
) -> None:
    helper.install(tmp_path / "profile")
    launcher = tmp_path / "broken"
    launcher.write_text(f"#!/bin/sh\n{program}\n", "utf-8")
    launcher.chmod(0o700)
    for manifest in (tmp_path / "profile").rglob("com.click_to_call.host.json"):
        said = manifest.read_text("utf-8")
        path = said.split('"path": "')[1].split('"')[0]
        manifest.write_text(said.replace(path, str(launcher)), "utf-8")
    page = open_panel(fresh, extension_id_of(fresh), "welcome")
    expect(page.locator("#helper")).to_have_attribute("data-state", "broken")
    expect(page.locator("#helper-remedy-command code")).to_have_text(command)
    expect(page.locator("#helper-install")).to_be_hidden()


@pytest.fixture
def fresh_firefox(helper: OwnHost, tmp_path: Path) -> Iterator[Marionette]:
    """Yields Firefox with a newly installed extension, for a user without a host."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("Firefox is missing: install the package firefox-esr")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**helper.environment, "HOME": str(tmp_path)}.items():
            patch.setenv(name, value)
        driver = start(program, tmp_path)
        yield driver
        driver.quit()
        driver.cleanup()


def test_the_same_way_in_firefox(
    fresh_firefox: Marionette, helper: OwnHost, simulator: RunningSimulator, tmp_path: Path
) -> None:
    driver = fresh_firefox

    def see(selector: str) -> None:
        assert wait_for(driver, selector)

    def press(selector: str) -> None:
        driver.find_element(By.CSS_SELECTOR, selector).click()

    driver.navigate(panel_address(driver, "welcome/welcome.html"))
    page = driver.current_window_handle
    see("#helper[data-state=next]")
    press("#sample")
    see("#card.ringing_you")
    see("#practice[data-state=done]")
    in_home = OwnHost(helper.home, helper.server, {**helper.base, "HOME": str(tmp_path)})
    in_home.run("install", "--browser", "firefox")
    see("#helper[data-state=done]")
    see("#client:not([hidden])")
    field = driver.find_element(By.ID, "client-id")
    field.send_keys(simulator.state.public_client_id)
    press("#client button[type=submit]")
    see("#account[data-state=done]")
    assert len(driver.window_handles) == 2, "RingCentral's page opened once"
    driver.switch_to_window(page)
    assert driver.find_element(By.ID, "account-state").text == "Signed in as Ada Example"
