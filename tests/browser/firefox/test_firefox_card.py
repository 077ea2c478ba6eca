"""Tests the call card in Firefox, and the site settings that the user changes in the browser's
context menu.

The tests use the real mouse and the browser's own menu.
"""

from collections.abc import Iterator

import pytest

from tests.support.firefox_input import RIGHT, FirefoxSite
from tests.support.painted import Painted
from tests.support.real_input import GROWN

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "site.test"
RINGS = "+12125550130"
LEADS = """<table style='line-height:34px;width:90%'>
<tr><td>Ada Lovelace<td><b>212-555-0130</b><tr><td>Ben<td>212-555-0171</table>
<dialog id=d><h2>Note</h2><button>OK</button></dialog>"""
OURS = """
const [done] = arguments;
const menu = document.getElementById("contentAreaContextMenu");
const look = () => {
  if (menu.state !== "open") return setTimeout(look, 20);
  const found = [...menu.querySelectorAll("menuitem, menu")];
  const ours = found.filter((one) => one.id.startsWith("click-to-call_") && !one.hidden);
  const labels = ours.map((one) => one.label);
  menu.hidePopup();
  done(labels);
};
look();
"""


@pytest.fixture
def site(firefox_site: FirefoxSite) -> Iterator[FirefoxSite]:
    """Yields a site with the setting "Call at once"."""
    firefox_site.reset(sites={SITE: {"trusted": True}})
    yield firefox_site
    firefox_site.reset()


def press(site: FirefoxSite, selector: str) -> None:
    """Clicks a part of the card with the real mouse."""
    (part,) = site.page.wait_for_parts(f".card {selector}")
    site.page.mouse.click(part["left"] + part["width"] / 2, part["top"] + part["height"] / 2)


def test_the_card_says_whom_it_calls_stays_alive_in_a_dialog_and_comes_back(
    site: FirefoxSite,
) -> None:
    site.show(LEADS, RINGS)
    site.click()
    for words in ("Your phone is ringing", "Ada Lovelace", "They see", "waiting"):
        site.page.expect_card(words)
    x, y = Painted(site.page, "+12125550171").middle()
    (card,) = site.page.wait_for_parts(".card")
    is_beside = card["left"] > x + 60 or card["left"] + card["width"] < x - 60
    assert is_beside or card["top"] > y + 15, "the card lies over the next number"
    site.page.mouse.move(x - 1, y)
    site.page.evaluate(GROWN)
    site.page.mouse.click(x, y)
    site.page.expect_card("You're on a call with Ada Lovelace. Hang up your phone")
    site.page.evaluate("d.showModal()")
    site.page.wait_for_function("document.querySelector('dialog click-to-call')")
    press(site, ".stop")
    site.page.expect_card("Call cancelled")
    site.page.evaluate("d.close()")
    site.page.wait_for_function("document.documentElement.lastChild.localName === 'click-to-call'")
    press(site, ".close")
    site.page.wait_for_parts(".card", 0)


def ours_at(site: FirefoxSite, x: float, y: float) -> list[str]:
    """Opens the browser's context menu with a right click, and returns the extension's items in the
    menu."""
    site.page.mouse.click(x, y, button=RIGHT)
    with site.driver.using_context("chrome"):
        return list(site.driver.execute_async_script(OURS))


def test_the_menu_offers_to_call_a_selection_only_with_a_number_in_it(site: FirefoxSite) -> None:
    site.show("<p>Order <i id=i>number of today</i> or <b id=b>4155552671</b>: 415-555-2671.</p>")
    for name, expected in (("i", False), ("b", True), ("i", False)):
        x, y = site.page.evaluate(
            "(id) => { const at = document.getElementById(id);"
            " getSelection().selectAllChildren(at);"
            " const { left, top } = at.getBoundingClientRect(); return [left + 9, top + 9]; }",
            name,
        )
        site.page.evaluate(GROWN)
        offered = [label for label in ours_at(site, x, y) if label.startswith("Call “")]
        assert bool(offered) is expected, (name, offered)


def test_what_is_no_number_here_stays_so_until_it_is_undone(site: FirefoxSite) -> None:
    html = "<p>Ada <b>415-555-2671</b>, desk 212-555-0171</p>"
    site.show(html)
    number = Painted(site.page)
    number.hover()
    site.choose("Not a phone number here", *number.middle())
    number.wait_until_gone()
    site.page.expect_card("this is no longer a phone number")
    site.goto(html)
    Painted(site.page, "+12125550171").box()
    number.wait_until_gone()
    kept = site.in_panel("chrome.storage.local.get('settings')")["settings"]["sites"][SITE]
    assert kept == {"trusted": True, "not_numbers": ["+14155552671"]}
    desk = Painted(site.page, "+12125550171")
    desk.hover()
    site.choose("Not a phone number here", *desk.middle())
    desk.wait_until_gone()
    press(site, ".undo")
    desk.box()


def test_the_country_of_a_sites_numbers_is_set_undone_and_unset(site: FirefoxSite) -> None:
    local, british = Painted(site.page), Painted(site.page, "+442079460018")
    site.show("<p>Ada <b>415-555-2671</b> or <i>020 7946 0018</i></p>")
    local.hover()
    site.choose("United Kingdom", *local.middle())
    british.box()
    local.wait_until_gone()
    site.page.expect_card(f"on {SITE} are now read as numbers from United Kingdom")
    press(site, ".undo")
    local.box()
    british.wait_until_gone()

    local.hover()
    site.choose("United Kingdom", *local.middle())
    british.hover()
    site.choose("Not set: decide by the page", *british.middle())
    local.box()
    site.page.expect_card("the page itself decides again")
    kept = site.in_panel("chrome.storage.local.get('settings')")["settings"]["sites"][SITE]
    assert kept == {"trusted": True}
