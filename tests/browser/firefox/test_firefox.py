"""Tests a confirmation and a complete call in Firefox ESR, which loads the same extension folder as
Chromium."""

import pytest
from marionette_driver.marionette import Marionette

from click_to_call_simulator import Fault
from tests.conftest import RunningSimulator
from tests.support.extension import CALLEE, PAGE, creates
from tests.support.firefox import other_window, panel_address, wait_for
from tests.support.firefox_input import Fingers
from tests.support.page_server import PageServer
from tests.support.painted import Painted

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

DIAL = """
const [done] = arguments;
chrome.runtime.sendMessage({ type: "call.dial", text: "212-555-0197" }).then(done);
"""
UNKNOWN_WORDS = """
const [done] = arguments;
const said = () => Services.console.getMessageArray().map(({ message }) => message)
  .filter((words) => words.includes("Unknown localization message"));
const look = () => {
  if (!said().some((words) => words.includes("asked_last"))) return;
  Services.console.unregisterListener(listener);
  done(said());
};
const listener = { observe: look };
Services.console.registerListener(listener);
look();
"""
"""Returns Firefox's messages about texts that are missing in the locales. The messages arrive late
but in order, so the script waits for the message about `asked_last`, the text that the test
requests last."""
CALL_IS_OVER = """
const [done] = arguments;
const look = async () => {
  const { call } = await chrome.storage.session.get("call");
  if (["ended", "failed", "unknown", "cancelled"].includes(call?.state)) done(call);
};
chrome.storage.session.onChanged.addListener(look);
look();
"""


def test_the_panels_ask_for_no_words_that_no_locale_has(
    firefox: Marionette, simulator: RunningSimulator
) -> None:
    """The panels request only texts that the locales have.

    Firefox reports each missing text only once, so this test must run first. During the test, the
    popup also shows a problem of the host. The panels have the problem's text from the host and not
    from a locale, so Firefox must not report this text as missing.
    """
    firefox.navigate(panel_address(firefox, "popup/popup.html"))
    simulator.state.faults.add(Fault(method="POST", path="ring-out", cut="request"))
    firefox.execute_async_script(DIAL, sandbox=None)
    assert firefox.execute_async_script(CALL_IS_OVER, sandbox=None)["state"] == "unknown"
    for panel, filled in (("options", "#region option[value='US']"), ("popup", "#recent-calls li")):
        firefox.navigate(panel_address(firefox, f"{panel}/{panel}.html"))
        wait_for(firefox, filled)
    firefox.execute_script("chrome.i18n.getMessage('asked_last')", sandbox=None)
    with firefox.using_context("chrome"):
        said = firefox.execute_async_script(UNKNOWN_WORDS)
    assert [words for words in said if "asked_last" not in words] == []


def test_a_click_becomes_a_call_that_is_followed_to_its_end(
    firefox: Marionette, page_server: PageServer, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    page = firefox.current_window_handle
    firefox.navigate(panel_address(firefox, "popup/popup.html"))
    wait_for(firefox, "#from option")
    firefox.navigate(page_server.add(PAGE, "crm.test"))
    Painted(Fingers(firefox)).click()
    window = other_window(firefox, page)
    firefox.switch_to_window(window)
    assert wait_for(firefox, "#question:not([hidden]) #number").text == "+1 415-555-2671"
    wait_for(firefox, "#yes:enabled").click()
    firefox.switch_to_window(page)
    firefox.navigate(panel_address(firefox, "options/options.html"))
    call = firefox.execute_async_script(CALL_IS_OVER, sandbox=None)
    assert call["state"] == "ended", call
    assert [body["to"] for body in creates(simulator)[before:]] == [{"phoneNumber": CALLEE}]
