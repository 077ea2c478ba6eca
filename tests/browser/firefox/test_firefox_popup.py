"""Tests in Firefox that the user can call from the popup, record the outcome, and call every number
of a call list."""

import json
from typing import Any

import pytest
from marionette_driver import By
from marionette_driver.keys import Keys
from marionette_driver.marionette import Marionette

from tests.conftest import RunningSimulator
from tests.support.extension import creates
from tests.support.firefox import ADDON, PAINTED, UNTIL, panel_address, wait_for
from tests.support.page_server import PageServer
from tests.support.popup_over import TALLEST_POPUP_PX

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LEADS = """<!doctype html><html lang=en-US><title>Leads</title><table>
<tr><th>Ada Lovelace<td>415-555-2671<tr><th>Ben Nevis<td>(212) 555-0191</table>"""
NUMBERS_OF_PAGE = """
const [done] = arguments;
(async () => {
  const [tab] = await chrome.tabs.query({ url: "*://crm.test/*" });
  const look = async () => {
    const { ok } = await chrome.runtime.sendMessage({ type: "page.numbers", tab: tab.id });
    if (ok.length < 2) return setTimeout(look, 50);
    const { collect } = await import("/shared/call_list.js");
    await collect(ok.map(({ number, name }) => ({ number, name, site: "crm.test" })));
    done(ok);
  };
  look();
})();
"""
SIDEBAR = """
const [addon, done] = arguments;
const id = `${addon.replace(/[^a-z0-9_-]/g, "_")}-sidebar-action`;
const { SidebarController } = Services.wm.getMostRecentWindow("navigator:browser");
(async () => {
  await SidebarController.show(id);
  const look = () => {
    const panel = SidebarController.browser.contentDocument.getElementById("webext-panels-browser");
    const address = panel?.currentURI?.spec ?? "";
    if (!address.includes("call_list")) return setTimeout(look, 50);
    SidebarController.hide();
    done(address);
  };
  look();
})();
"""


def until(driver: Marionette, condition: str) -> None:
    driver.execute_async_script(UNTIL, [condition])


def press(driver: Marionette, selector: str) -> None:
    driver.find_element(By.CSS_SELECTOR, selector).click()


def text_of(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)})?.textContent"


def test_the_popup_dials_and_keeps_what_came_of_it(
    firefox: Marionette, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    firefox.navigate(panel_address(firefox, "popup/popup.html"))
    wait_for(firefox, "#from option")
    field = wait_for(firefox, "#dial:focus")
    field.send_keys("2125550191")
    until(firefox, "document.getElementById('dial').value === '212-555-0191'")
    field.send_keys(Keys.ENTER)
    called = f"{text_of('#call')}.includes('212-555-0191')"
    until(firefox, f"{called} && {text_of('#call-state')} === 'Call ended'")
    assert [call["to"]["phoneNumber"] for call in creates(simulator)[before:]] == ["+12125550191"]
    press(firefox, "#call [data-outcome=voicemail]")
    wait_for(firefox, "#call [data-outcome=voicemail][aria-pressed=true]")
    until(firefox, f"{text_of('#recent-calls li')}.includes('Voicemail')")
    press(firefox, "#call-close")
    until(firefox, "document.getElementById('call').hidden")
    bottom = "return document.querySelector('main').getBoundingClientRect().bottom"
    assert firefox.execute_script(bottom) <= TALLEST_POPUP_PX


def test_the_list_is_collected_called_and_stands_in_the_sidebar(
    firefox: Marionette, page_server: PageServer, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    page = firefox.current_window_handle
    firefox.navigate(page_server.add(LEADS, "crm.test"))
    firefox.execute_async_script(UNTIL, [f"{PAINTED} === 2"], sandbox=None)
    panel = firefox.open(type="tab")["handle"]
    firefox.switch_to_window(panel)
    firefox.navigate(panel_address(firefox, "popup/popup.html"))
    found: list[dict[str, Any]] = firefox.execute_async_script(NUMBERS_OF_PAGE, sandbox=None)
    assert [one["name"] for one in found] == ["Ada Lovelace", "Ben Nevis"]
    firefox.navigate(panel_address(firefox, "call_list/call_list.html"))
    wait_for(firefox, "#entries li:nth-child(2)")
    assert len(creates(simulator)) == before
    press(firefox, "#call-now")
    until(firefox, f"{text_of('#call-state')} === 'Call ended'")
    press(firefox, "#next")
    until(firefox, f"{text_of('#now-name')} === 'Ben Nevis'")
    assert [call["to"]["phoneNumber"] for call in creates(simulator)[before:]] == ["+14155552671"]
    with firefox.using_context("chrome"):
        address = firefox.execute_async_script(SIDEBAR, [ADDON])
    assert address.endswith("/call_list/call_list.html")
    firefox.close()
    firefox.switch_to_window(page)
