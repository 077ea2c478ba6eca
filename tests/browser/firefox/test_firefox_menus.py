"""Letters beside the numbers, and the browser's menu on them, in Firefox: by the keys that the
browser itself takes and by its own menu."""

from collections.abc import Iterator

import pytest
from marionette_driver import By
from marionette_driver.marionette import Marionette

from tests.browser.calls.test_link_hints import KEYS, TWO
from tests.support.extension import CALLEE
from tests.support.firefox_input import FirefoxTrap, clipboard_of
from tests.support.painted import Painted

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "trap.test"
OTHER = "+12125550198"


@pytest.fixture
def trap(firefox_trap: FirefoxTrap) -> Iterator[FirefoxTrap]:
    """On a site from which the person calls at once, but for what is doubtful."""
    firefox_trap.reset(sites={SITE: {"trusted": True}})
    yield firefox_trap
    firefox_trap.reset()


def test_typing_a_numbers_letter_calls_it(trap: FirefoxTrap) -> None:
    trap.show(KEYS + TWO)
    assert trap.show_hints() == ["a", "s"]
    trap.page.evaluate("heard.length = 0")
    trap.page.keyboard.press("s")
    assert trap.outcome() == "called"
    assert trap.in_panel("chrome.storage.session.get()")["call"]["to"] == OTHER
    assert trap.page.evaluate("[heard.length, field.value]") == [0, ""]


def test_letters_are_told_apart_over_all_frames(trap: FirefoxTrap, firefox: Marionette) -> None:
    """The keys go to the top frame; the number stands in another, in another process."""
    inner = trap.server.add("<!doctype html><p>212-555-0198", "inner.test")
    trap.show(f"<p>415-555-2671</p><iframe src='{inner}'></iframe>")
    firefox.switch_to_frame(firefox.find_element(By.CSS_SELECTOR, "iframe"))
    Painted(trap.page, OTHER).box()
    firefox.switch_to_frame()
    assert trap.show_hints() == ["a"]
    trap.page.keyboard.press("s")
    question = trap.question()
    assert (question["number"]["number"], question["site"]) == (OTHER, SITE)


def test_the_browsers_menu_calls_what_is_selected(trap: FirefoxTrap) -> None:
    """A number that is not painted is called, too."""
    trap.reset(sites={SITE: {"trusted": True}}, confirm="always")
    trap.show("<p>Order <b id=b>4155552671</b> or call 212-555-0198.</p>", OTHER)
    x, y = trap.page.evaluate(
        "() => { getSelection().selectAllChildren(b);"
        " const { left, top } = b.getBoundingClientRect(); return [left + 9, top + 9]; }"
    )
    trap.choose("Call “4155552671”", x, y)
    assert trap.outcome() == "sure"
    assert trap.question()["number"]["number"] == CALLEE


def test_the_browsers_menu_on_a_number_copies_and_calls(trap: FirefoxTrap) -> None:
    """It is the menu for links, as a link lies over the number; the page hears its own event."""
    trap.show("<p oncontextmenu='asked = event.target.localName'>Call <b>415-555-2671</b> now</p>")
    number = Painted(trap.page)
    number.hover()
    trap.choose("Copy this number", *number.middle())
    trap.outcome()
    assert clipboard_of(trap.driver) == CALLEE
    assert trap.page.evaluate("asked") == "b"
    number.hover()
    trap.choose("Call this number", *number.middle())
    assert trap.outcome() == "called"
