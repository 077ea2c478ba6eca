"""Tests link hints and the context menu in Firefox, with the browser's real shortcut and menu."""

from collections.abc import Iterator

import pytest
from marionette_driver import By
from marionette_driver.marionette import Marionette

from tests.browser.calls.test_link_hints import KEYS, TWO
from tests.support.extension import CALLEE
from tests.support.firefox_input import FirefoxSite, clipboard_of
from tests.support.painted import Painted

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "site.test"
OTHER = "+12125550198"


@pytest.fixture
def site(firefox_site: FirefoxSite) -> Iterator[FirefoxSite]:
    """Yields a site with the setting "Call at once"."""
    firefox_site.reset(sites={SITE: {"trusted": True}})
    yield firefox_site
    firefox_site.reset()


def test_typing_a_numbers_letter_calls_it(site: FirefoxSite) -> None:
    site.show(KEYS + TWO)
    assert site.show_hints() == ["a", "s"]
    site.page.evaluate("heard.length = 0")
    site.page.keyboard.press("s")
    assert site.outcome() == "called"
    assert site.in_panel("chrome.storage.session.get()")["call"]["to"] == OTHER
    assert site.page.evaluate("[heard.length, field.value]") == [0, ""]


def test_letters_are_unique_across_all_frames(site: FirefoxSite, firefox: Marionette) -> None:
    """The top frame gets the typed keys, although the number is in a frame of another process."""
    inner = site.server.add("<!doctype html><p>212-555-0198", "inner.test")
    site.show(f"<p>415-555-2671</p><iframe src='{inner}'></iframe>")
    firefox.switch_to_frame(firefox.find_element(By.CSS_SELECTOR, "iframe"))
    Painted(site.page, OTHER).box()
    firefox.switch_to_frame()
    assert site.show_hints() == ["a"]
    site.page.keyboard.press("s")
    question = site.question()
    assert (question["number"]["number"], question["site"]) == (OTHER, SITE)


def test_the_browsers_menu_calls_what_is_selected(site: FirefoxSite) -> None:
    """The context menu offers to call a selected number, even if the number is not painted."""
    site.reset(sites={SITE: {"trusted": True}}, confirm="always")
    site.show("<p>Order <b id=b>4155552671</b> or call 212-555-0198.</p>", OTHER)
    x, y = site.page.evaluate(
        "() => { getSelection().selectAllChildren(b);"
        " const { left, top } = b.getBoundingClientRect(); return [left + 9, top + 9]; }"
    )
    site.choose("Call “4155552671”", x, y)
    assert site.outcome() == "sure"
    assert site.question()["number"]["number"] == CALLEE


def test_the_browsers_menu_on_a_number_copies_and_calls(site: FirefoxSite) -> None:
    """A right click on a number opens the browser's menu for links, because the extension's link
    covers the number. The page still gets the event `contextmenu`."""
    site.show("<p oncontextmenu='asked = event.target.localName'>Call <b>415-555-2671</b> now</p>")
    number = Painted(site.page)
    number.hover()
    site.choose("Copy this number", *number.middle())
    site.outcome()
    assert clipboard_of(site.driver) == CALLEE
    assert site.page.evaluate("asked") == "b"
    number.hover()
    site.choose("Call this number", *number.middle())
    assert site.outcome() == "called"
