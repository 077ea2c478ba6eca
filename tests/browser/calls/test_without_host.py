"""Tests that numbers are still links without a host or an account. A click on a number opens
the link's address, for example in a softphone."""

import json
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.support.browser import extension_id_of, open_browser
from tests.support.extension import (
    PAGE,
    change_settings,
    expect_card,
    expect_no_card,
    href_of,
    open_page,
    open_panel,
    parts,
)
from tests.support.host import plain_environment
from tests.support.page_server import PageServer
from tests.support.painted import Painted

TOLD_WITHIN_MS = 3_000
WITH_EXTENSION = "<!doctype html><title>x</title><p>Desk: 415-555-2671 ext. 123</p>"


@pytest.fixture(scope="module")
def profile_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile-alone")


@pytest.fixture(scope="module")
def lone_browser(playwright: Playwright, profile_alone: Path) -> Iterator[BrowserContext]:
    """Yields a browser with the extension but without a host."""
    environment = {**plain_environment(), "HOME": str(profile_alone)}
    context = open_browser(
        playwright, profile=profile_alone, environment=environment, headless=True
    )
    yield context
    context.close()


@pytest.fixture
def tab(lone_browser: BrowserContext) -> Iterator[Page]:
    worker = lone_browser.service_workers[0]
    worker.evaluate("chrome.storage.local.remove(['settings', 'softphone', 'sign_in'])")
    page = lone_browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(
    ("action", "href"),
    [
        ("ringout", "tel:+14155552671"),
        ("tel", "tel:+14155552671"),
        ("rcmobile", "rcmobile://call?number=14155552671"),
        ("rcapp", "rcapp://r/call?number=+14155552671"),
    ],
)
def test_the_setting_decides_where_the_link_leads(
    action: str, href: str, lone_browser: BrowserContext, tab: Page, page_server: PageServer
) -> None:
    change_settings(lone_browser, action=action)
    open_page(tab, page_server)
    assert href_of(Painted(tab)) == href


def test_an_extension_number_is_part_of_the_link(tab: Page, page_server: PageServer) -> None:
    open_page(tab, page_server, WITH_EXTENSION)
    number = Painted(tab, "+14155552671;ext=123")
    # The painted text includes the digits of the phone extension (123), so `Painted` must look for
    # these digits too.
    number.digits += "123"
    assert href_of(number) == "tel:+14155552671;ext=123"


def clicked(tab: Page, server: PageServer) -> list[str]:
    """Clicks the page's number and returns the addresses that the browser is asked to open.

    Afterwards the tab takes no more input, because the browser asks the user which application to
    open.
    """
    open_page(tab, server)
    debugger = tab.context.new_cdp_session(tab)
    debugger.send("Page.enable")
    asked: list[str] = []
    debugger.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
    Painted(tab).click()
    return asked


def test_a_click_follows_the_link_and_the_card_says_so(tab: Page, page_server: PageServer) -> None:
    """If no application seems to have opened, the card asks the user whether one did."""
    asked = clicked(tab, page_server)
    expect_card(tab, "Opening in your phone app")
    expect_card(tab, "Set up RingCentral")
    assert asked == ["tel:+14155552671"]
    expect_card(tab, "Did your phone app open?")
    expect_card(tab, "It opened")


@pytest.mark.parametrize("known", [{"told": True, "quiet": True}, {"told": True, "works": True}])
def test_what_is_known_to_open_is_not_asked_about_again(
    known: dict[str, bool], lone_browser: BrowserContext, tab: Page, page_server: PageServer
) -> None:
    lone_browser.service_workers[0].evaluate(
        "(softphone) => chrome.storage.local.set({ softphone })", known
    )
    asked = clicked(tab, page_server)
    tab.evaluate(f"new Promise((done) => setTimeout(done, {TOLD_WITHIN_MS}))")
    assert asked == ["tel:+14155552671"]
    assert parts(tab, "card") == []


def test_an_ended_sign_in_is_told_at_every_click(
    lone_browser: BrowserContext, tab: Page, page_server: PageServer
) -> None:
    """Until the user signs in or out, the card says after each click that the sign-in has ended."""
    lone_browser.service_workers[0].evaluate(
        """async () => {
          const { host } = await chrome.storage.session.get("host");
          await chrome.storage.session.set({ host: { ...host, state: "signed_out" } });
          await chrome.storage.local.set({ sign_in: "over" });
        }"""
    )
    asked = clicked(tab, page_server)
    expect_card(tab, "Your RingCentral sign-in has ended")
    expect_card(tab, "Sign in again")
    tab.keyboard.press("Escape")
    expect_no_card(tab)
    Painted(tab).click()
    expect_card(tab, "Your RingCentral sign-in has ended")
    assert asked == []


CALL_BEFORE = {
    **{"call_id": "before", "to": "+14155552671", "from": None, "caller_id": None},
    **{"state": "ended", "placed_at": 1.8e9, "changed_at": 1.8e9, "problem": None},
    "cancellable": False,
}


def test_the_popup_says_what_is_missing_and_how_to_get_it(
    lone_browser: BrowserContext, tab: Page
) -> None:
    popup = open_panel(lone_browser, extension_id_of(lone_browser), "popup")
    expect(popup.locator("#absent-title")).to_have_text("One step left: connect RingCentral")
    expect(popup.locator("#ready")).to_be_hidden()
    # The list of calls is from before; without the helper app, it cannot be exported.
    popup.evaluate("(recent) => chrome.storage.session.set({ recent })", [CALL_BEFORE])
    popup.get_by_role("tab", name="Recent").click()
    popup.get_by_role("button", name="Export as CSV").click()
    expect(popup.get_by_role("alert")).to_contain_text("helper app")
    popup.evaluate("chrome.storage.session.remove('recent')")
    with lone_browser.expect_page() as opened:
        popup.get_by_role("button", name="Set up").click()
    expect(opened.value).to_have_url(re.compile("/welcome/welcome.html$"))
    opened.value.close()
    popup.close()


# --- Faulty hosts -----------------------------------------------------------------------------

READ = "import sys\nsys.stdin.buffer.read(4)\n"
SILENT = READ + "sys.stdin.buffer.read()"
DEAD = "import sys; sys.exit(1)"
GARBLED = "import sys\nsys.stdout.write('Hello')\nsys.stdout.flush()\nsys.stdin.buffer.read()"
NEWER = """
import sys, struct, json
length = struct.unpack("=I", sys.stdin.buffer.read(4))[0]
asked = json.loads(sys.stdin.buffer.read(length))
reply = json.dumps({"id": asked["id"], "ok": {"protocol": 99, "version": "9.0"}}).encode()
sys.stdout.buffer.write(struct.pack("=I", len(reply)) + reply)
sys.stdout.flush()
sys.stdin.buffer.read()
"""


@pytest.fixture
def install_host(
    lone_browser: BrowserContext, profile_alone: Path, tmp_path: Path
) -> Iterator[Callable[[str], None]]:
    """Yields a function that installs the Python program `program` in place of the host."""
    folder = profile_alone / "NativeMessagingHosts"
    manifest = folder / "com.click_to_call.host.json"

    def install(program: str) -> None:
        script = tmp_path / "host"
        script.write_text(f"#!/usr/bin/env python3\n{program}\n", encoding="utf-8")
        script.chmod(stat.S_IRWXU)
        origin = f"chrome-extension://{extension_id_of(lone_browser)}/"
        entries = {"name": "com.click_to_call.host", "description": "x", "type": "stdio"}
        folder.mkdir(exist_ok=True)
        manifest.write_text(
            json.dumps({**entries, "path": str(script), "allowed_origins": [origin]}),
            encoding="utf-8",
        )
        # Removes the stored state of the previous program, which the popup would show first.
        lone_browser.service_workers[0].evaluate("chrome.storage.session.remove('host')")

    yield install
    manifest.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (SILENT, "The helper app doesn't answer"),
        (DEAD, "The helper app stopped"),
        (GARBLED, "The helper app stopped"),
        (NEWER, "Update the extension"),
    ],
    ids=["silent", "dead", "garbled", "newer"],
)
def test_a_faulty_host_is_reported_within_three_seconds(
    program: str,
    words: str,
    lone_browser: BrowserContext,
    install_host: Callable[[str], None],
    tab: Page,
) -> None:
    install_host(program)
    popup = open_panel(lone_browser, extension_id_of(lone_browser), "popup")
    expect(popup.locator("#absent-title")).to_have_text(words, timeout=TOLD_WITHIN_MS)
    popup.close()


def test_numbers_stay_links_when_the_host_misbehaves(
    install_host: Callable[[str], None], tab: Page, page_server: PageServer
) -> None:
    install_host(DEAD)
    open_page(tab, page_server, PAGE)
    assert href_of(Painted(tab)) == "tel:+14155552671"
