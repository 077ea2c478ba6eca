"""Tests signing in from the popup: RingCentral's page opens in a tab, and then redirects the
browser to the host."""

import os
import signal
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from click_to_call_simulator.faults import Fault
from click_to_call_simulator.http_types import Response
from tests.conftest import RunningSimulator
from tests.support.browser import extension_id_of
from tests.support.extension import click_and_confirm, ended_call, open_page, open_panel
from tests.support.host import OwnHost, hosts_of
from tests.support.page_server import PageServer
from tests.support.painted import Painted

PAGES_ARE_TOLD = """() => new Promise((done) => {
  const look = async () => (await chrome.storage.local.get("ready")).ready === false && done();
  chrome.storage.local.onChanged.addListener(look);
  look();
})"""


def test_a_sign_in_from_the_popup_makes_calls_ready(signed_out: BrowserContext) -> None:
    popup = open_panel(signed_out, extension_id_of(signed_out), "popup")
    expect(popup.locator("#absent-title")).to_have_text("Sign in to RingCentral")
    with signed_out.expect_page() as opened:
        popup.get_by_role("button", name="Sign in to RingCentral").click()
    tab = opened.value
    tab.wait_for_url("http://localhost:*/callback*")
    expect(tab.locator("body")).to_contain_text("Signed in")
    expect(popup.locator("#account-name")).to_contain_text("Ada Example")
    expect(popup.locator("#from option").first).to_be_attached()


def test_signing_out_from_the_popup_gives_the_links_back_and_shows_no_call_any_more(
    signed_out: BrowserContext, page_server: PageServer
) -> None:
    popup = open_panel(signed_out, extension_id_of(signed_out), "popup")
    with signed_out.expect_page() as opened:
        popup.get_by_role("button", name="Sign in to RingCentral").click()
    opened.value.wait_for_url("http://localhost:*/callback*")
    page = signed_out.new_page()
    open_page(page, page_server)
    click_and_confirm(signed_out, Painted(page))
    ended_call(signed_out)
    page.close()
    expect(popup.locator("#call-state")).to_be_visible()
    popup.get_by_role("button", name="Sign out").click()
    expect(popup.locator("#call")).to_be_hidden()
    expect(popup.locator("#absent-title")).to_have_text("Sign in to RingCentral")
    signed_out.service_workers[0].evaluate(PAGES_ARE_TOLD)


def test_a_sign_in_whose_host_has_died_is_told_and_can_begin_again(
    signed_out: BrowserContext, simulator: RunningSimulator, tmp_path: Path
) -> None:
    """Otherwise "Sign in" would only show a page again that leads to a closed port."""
    home = OwnHost(tmp_path / "home", simulator.url, {})
    waits = Response(200, {"Content-Type": "text/html"}, b"<title>Sign in</title>")
    simulator.state.faults.replace([Fault(path="authorize", answer=waits)])
    popup = open_panel(signed_out, extension_id_of(signed_out), "popup")
    with signed_out.expect_page() as opened:
        popup.get_by_role("button", name="Sign in to RingCentral").click()
    opened.value.wait_for_url("**/authorize?*")
    expect(popup.locator("#absent-do")).to_have_text("Show the sign-in page")
    for process in hosts_of(home, "chrome-extension://"):
        os.kill(process, signal.SIGKILL)
    expect(popup.locator("#absent-title")).to_have_text("The helper app stopped")
    with signed_out.expect_page() as again:
        popup.get_by_role("button", name="Sign in to RingCentral").click()
    again.value.wait_for_url("http://localhost:*/callback*")
    expect(popup.locator("#account-name")).to_contain_text("Ada Example")


def test_no_secret_comes_into_the_browser(
    signed_out: BrowserContext, simulator: RunningSimulator, tmp_path: Path, page_server: PageServer
) -> None:
    """After a sign-in and a call, no token is in the extension's storage, in a page, or in a file
    of the browser's profile."""
    began = len(simulator.state.requests)
    popup = open_panel(signed_out, extension_id_of(signed_out), "popup")
    with signed_out.expect_page() as opened:
        popup.get_by_role("button", name="Sign in to RingCentral").click()
    opened.value.wait_for_url("http://localhost:*/callback*")
    expect(popup.locator("#account-name")).to_contain_text("Ada Example")
    page = signed_out.new_page()
    open_page(page, page_server)
    click_and_confirm(signed_out, Painted(page))
    ended_call(signed_out)
    said = [one.content() for one in signed_out.pages]
    kept = signed_out.service_workers[0].evaluate(STORED)
    signed_out.close()
    secrets = secrets_since(simulator, began)
    assert len(secrets) >= 3
    files = {
        str(path): path.read_bytes() for path in (tmp_path / "profile").rglob("*") if path.is_file()
    }
    files |= {"windows": repr(said).encode(), "storage": repr(kept).encode()}
    assert b"+14155552671" in files["storage"], "the scan would see nothing"
    found = [name for name, content in files.items() if any(one in content for one in secrets)]
    assert found == []


STORED = """async () => {
  const areas = ["local", "session", "sync", "managed"];
  return Promise.all(areas.map((area) => chrome.storage[area].get(null)));
}"""


def secrets_since(simulator: RunningSimulator, began: int) -> set[bytes]:
    """Returns all tokens and PKCE verifiers in the simulator's requests and answers, except for the
    first `began` requests."""
    secrets = set()
    for one in simulator.state.requests[began:]:
        bearer = one.headers.get("authorization", "").partition("Bearer ")[2]
        secrets |= {bearer.encode()} if bearer else set()
        if one.path.endswith("/token") and one.response is not None:
            answer = one.response.json()
            secrets |= {answer[name].encode() for name in ("access_token", "refresh_token")}
            secrets.add(one.request.form["code_verifier"].encode())
    return secrets
