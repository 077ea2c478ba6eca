"""Tests that calls go on and numbers stay painted when the browser stops the service worker, which
may happen at any time."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.conftest import RunningSimulator
from tests.support.browser import extension_id_of, open_browser, worker_of
from tests.support.extension import (
    PAGE,
    click_and_confirm,
    creates,
    expect_call,
    expect_card,
    open_page,
    open_panel,
    open_signed_in,
    press_yes,
    wait_until,
)
from tests.support.host import OwnHost
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.popup_over import open_over
from tests.support.watching import expect_painted

LEAD = "<!doctype html><title>Lead</title><table><tr><td>Ada Lovelace<td>415-555-2671</table>"
TOGGLE_SITE = """async () => {
  const [tab] = await chrome.tabs.query({ url: "*://private.test/*" });
  chrome.commands.onCommand.dispatch("toggle_site", tab);
}"""


@pytest.fixture
def own_browser(
    playwright: Playwright, signed_in_host: OwnHost, tmp_path: Path
) -> Iterator[BrowserContext]:
    """Yields a browser for one test only, because after a test has stopped the service worker,
    Playwright cannot reach the worker any more."""
    context = open_signed_in(playwright, signed_in_host, tmp_path)
    yield context
    context.close()


def stop_worker(context: BrowserContext, extension_id: str) -> None:
    """Stops the service worker, as the browser itself may do at any time. The host that the worker
    started ends too."""
    panel = open_panel(context, extension_id, "options")
    states: list[str] = []
    debugger = context.new_cdp_session(panel)
    debugger.on(
        "ServiceWorker.workerVersionUpdated",
        lambda event: states.extend(one["runningStatus"] for one in event["versions"]),
    )
    debugger.send("ServiceWorker.enable")
    debugger.send("ServiceWorker.stopAllWorkers")
    while "stopped" not in states:
        panel.evaluate("new Promise(requestAnimationFrame)")
    panel.close()


def test_a_call_is_followed_to_its_end_after_worker_and_host_stopped(
    own_browser: BrowserContext, page_server: PageServer, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    extension_id = extension_id_of(own_browser)
    page = own_browser.new_page()
    open_page(page, page_server)
    click_and_confirm(own_browser, Painted(page))
    expect_call(page)
    stop_worker(own_browser, extension_id)
    popup = open_panel(own_browser, extension_id, "popup")
    expect(popup.locator("#call-state")).to_have_text("Call ended", timeout=15_000)
    popup.close()
    expect_card(page, "Call ended")
    assert len(creates(simulator)) == before + 1


def test_a_click_wakes_a_sleeping_worker(
    own_browser: BrowserContext, page_server: PageServer
) -> None:
    page = own_browser.new_page()
    open_page(page, page_server)
    stop_worker(own_browser, extension_id_of(own_browser))
    click_and_confirm(own_browser, Painted(page))
    expect_card(page, "Call ended")


def test_a_click_still_calls_after_the_host_was_silent_once(
    own_browser: BrowserContext, page_server: PageServer, tmp_path: Path
) -> None:
    """The host may once be too slow to answer, for example just after the computer has started. The
    popup says so, but the user stays signed in, and the next click calls."""
    extension_id = extension_id_of(own_browser)
    (manifest,) = (tmp_path / "NativeMessagingHosts").iterdir()
    kept = manifest.read_text("utf-8")
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\ncat >/dev/null\n", "utf-8")
    silent.chmod(stat.S_IRWXU)
    manifest.write_text(json.dumps({**json.loads(kept), "path": str(silent)}), "utf-8")
    stop_worker(own_browser, extension_id)
    popup = open_panel(own_browser, extension_id, "popup")
    expect(popup.locator("#absent-title")).to_have_text("The helper app doesn't answer")
    known = popup.evaluate("chrome.storage.local.get(['ready', 'account_region'])")
    assert known == {"ready": True, "account_region": "US"}
    popup.close()
    manifest.write_text(kept, "utf-8")
    page = own_browser.new_page()
    open_page(page, page_server)
    click_and_confirm(own_browser, Painted(page))
    expect_card(page, "Call ended")


def test_lists_that_were_old_are_shown_at_once_and_renewed_before_the_eyes(
    signed_in_host: OwnHost, playwright: Playwright, tmp_path: Path
) -> None:
    """The popup shows the outdated list of phones from the disk at once, and then the account's
    phones."""
    signed_in_host.run("numbers")
    (copy,) = (signed_in_host.home / "state").glob("lists-*.json")
    kept = json.loads(copy.read_text("utf-8"))
    kept["numbers"] |= {"from": kept["numbers"]["from"][:1], "fetched_at": 0.0}
    kept["numbers"]["from"][0] |= {"phone_number": "+16505550188", "label": "Old phone"}
    copy.write_text(json.dumps(kept), "utf-8")
    signed_in_host.install(tmp_path)
    environment = signed_in_host.environment
    context = open_browser(playwright, profile=tmp_path, environment=environment, headless=True)
    popup = open_panel(context, extension_id_of(context), "popup")
    expect(popup.locator("#from option[value='+14155550100']")).to_be_attached()
    expect(popup.locator("#from option[value='+16505550188']")).to_have_count(0)
    context.close()


def test_a_page_from_the_back_forward_cache_still_calls(
    own_browser: BrowserContext, page_server: PageServer
) -> None:
    """After the back/forward cache has restored a page, its numbers can still be called."""
    page = own_browser.new_page()
    body = PAGE.replace("<p>", "<script>onpageshow = (e) => { kept = e.persisted }</script><p>")
    page_server.pages["/kept.html"] = ("text/html; charset=utf-8", body.encode())
    page.goto(page_server.url("/kept.html"))
    expect_painted(page, ["415-555-2671"])
    page.evaluate("window.old = CSS.highlights.get('click-to-call')")
    page.evaluate(f"location.href = '{page_server.add('<title>elsewhere</title>', 'crm.test')}'")
    expect(page).to_have_title("elsewhere")
    page.evaluate("history.back()")
    expect(page).to_have_title("Contacts")
    assert page.evaluate("kept && CSS.highlights.get('click-to-call') === old")
    page.evaluate("document.querySelector('p').append(' or 415-555-2672')")
    expect_painted(page, ["415-555-2671", "415-555-2672"])
    click_and_confirm(own_browser, Painted(page))
    expect_card(page, "Call ended")


def test_a_discarded_tab_comes_back_with_its_numbers(
    own_browser: BrowserContext, page_server: PageServer
) -> None:
    page = own_browser.new_page()
    open_page(page, page_server)
    panel = open_panel(own_browser, extension_id_of(own_browser), "options")
    panel.bring_to_front()
    panel.evaluate(
        """async () => {
          const [tab] = await chrome.tabs.query({ title: "Contacts" });
          await chrome.tabs.discard(tab.id);
        }"""
    )
    with own_browser.expect_page() as returned:
        panel.evaluate(
            """async () => {
              const tabs = await chrome.tabs.query({ discarded: true });
              await chrome.tabs.update(tabs[0].id, { active: true });
            }"""
        )
    expect_painted(returned.value, ["415-555-2671"])


@pytest.fixture
def allowed_in_private(
    playwright: Playwright, signed_in_host: OwnHost, extension_id: str, tmp_path: Path
) -> Iterator[BrowserContext]:
    """Yields a browser whose user has allowed the extension in private windows."""
    allowed = {"extensions": {"settings": {extension_id: {"incognito": True}}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(allowed), "utf-8")
    context = open_signed_in(playwright, signed_in_host, tmp_path)
    yield context
    context.close()


def test_a_private_window_calls_and_leaves_no_site_behind(
    allowed_in_private: BrowserContext,
    signed_in_host: OwnHost,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    """After a call in a private window, neither the extension nor the host has stored the site or
    the callee's name. The user can add the number to the call list, but cannot change any setting
    of the site."""
    context, before = allowed_in_private, len(creates(simulator))
    options = open_panel(context, extension_id_of(context), "options")
    with context.expect_page(lambda page: "private" in page.url) as opened:
        options.evaluate(
            "(url) => void chrome.windows.create({ incognito: true, url })",
            page_server.add(LEAD, "private.test"),
        )
    page = opened.value
    with context.expect_page() as asked:
        Painted(page).click()
    expect(asked.value.locator("#site")).to_contain_text("private.test")
    expect(asked.value.locator("#trust-site-row")).to_be_hidden()
    with asked.value.expect_event("close"):
        press_yes(asked.value)
    expect_card(page, "Call ended")
    assert len(creates(simulator)) == before + 1
    no_choice_is_kept_for_a_site(context, page)
    wait_until(options, "async () => (await chrome.storage.local.get('call_list')).call_list")
    kept = options.evaluate("chrome.storage.local.get(null).then(JSON.stringify)")
    assert "415" in kept, "the list itself"
    assert "private.test" not in kept
    assert "Lovelace" not in kept
    context.close()
    host_keeps = b"".join(file.read_bytes() for file in files_of(signed_in_host.home))
    assert b"private.test" not in host_keeps
    assert b"Lovelace" not in host_keeps


def no_choice_is_kept_for_a_site(context: BrowserContext, page: Page) -> None:
    """In a private window, the user cannot switch the site off or choose settings for the site. The
    user can add the page's number to the call list."""
    worker_of(context).evaluate(TOGGLE_SITE)
    expect_card(page, "Nothing is remembered from a private window")
    popup = open_over(context, extension_id_of(context), page)
    expect(popup.locator("#scope input[value=site]")).to_be_disabled()
    expect(popup.locator("#site-enabled")).to_be_disabled()
    expect(popup.locator("#recent-calls li").first).to_contain_text("415-555-2671")
    popup.locator("#tab-page").click()
    popup.locator("#collect").click()


def files_of(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())
