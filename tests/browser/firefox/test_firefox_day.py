"""Tests a working day in Firefox: the call has the site's own caller ID, a second window is told of
the call, the background page sleeps and is woken by a click, and the host dies during the call."""

import os
import signal
import time
from collections.abc import Iterator

import pytest
from marionette_driver.marionette import Marionette

from tests.conftest import RunningSimulator
from tests.support.extension import creates
from tests.support.firefox import ADDON, PATIENCE_SECONDS
from tests.support.firefox_input import Fingers, FirefoxSite
from tests.support.host import OwnHost, hosts_of
from tests.support.painted import Painted
from tests.support.real_input import GROWN, TWO_FRAMES

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "site.test"
SALES = "+16505550110"
"""One of the account's caller IDs, but not the first in the list."""
RINGS, OTHER = "+12125550130", "+12125550171"
LEADS = """<table style='line-height:34px;width:90%'>
<tr><td>Ada Lovelace<td>212-555-0130<tr><td>Ben Nevis<td>212-555-0171</table>"""
IDLE = "extensions.background.idle.timeout"
SHORT_MS = 500
"""How long the background page has no work before Firefox stops it. Firefox's default is 30 s."""
SLEEPS = """
const [id, done] = arguments;
const look = () => {
  const { backgroundState } = WebExtensionPolicy.getByID(id).extension;
  if (backgroundState === "stopped") done(true);
  else setTimeout(look, 50);
};
look();
"""


@pytest.fixture
def site(firefox_site: FirefoxSite, firefox: Marionette) -> Iterator[FirefoxSite]:
    """Yields a site with the setting "Call at once". Firefox stops the background page after
    SHORT_MS without work."""
    firefox.set_pref(IDLE, SHORT_MS)  # The setting applies from the background's next event on.
    firefox_site.reset(sites={SITE: {"trusted": True, "caller_id": SALES}})
    yield firefox_site
    firefox.clear_pref(IDLE)
    firefox_site.reset()


def wait_until_asleep(driver: Marionette) -> None:
    with driver.using_context("chrome"):
        driver.execute_async_script(SLEEPS, [ADDON], script_timeout=70_000)


def wait_for_another_host(host: OwnHost, dead: list[int], page: Fingers) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not set(hosts_of(host, ADDON)) - set(dead):
        assert time.monotonic() < deadline, "no other host was started"
        page.evaluate(TWO_FRAMES)


def test_no_call_is_lost_and_a_click_wakes_the_background(
    site: FirefoxSite, firefox: Marionette, signed_in_host: OwnHost, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    site.show(LEADS, RINGS)
    site.click()
    site.page.expect_card("Your phone is ringing")

    firefox.switch_to_window(firefox.open(type="window", focus=True)["handle"])
    second = Fingers(firefox)
    second.goto(site.server.add(f"<!doctype html>{LEADS}", SITE))
    click(second, OTHER)
    second.expect_card("You're on a call with Ada Lovelace.")
    firefox.close()
    firefox.switch_to_window(site.tab)

    (call,) = creates(simulator)[before:]
    assert call["callerId"] == {"phoneNumber": SALES}, "the site has a caller ID of its own"

    hosts = hosts_of(signed_in_host, ADDON)
    assert hosts
    for host in hosts:
        os.kill(host, signal.SIGKILL)
    wait_for_another_host(signed_in_host, hosts, site.page)
    site.page.expect_card("Your phone is ringing")
    cancel(site.page)

    wait_until_asleep(firefox)
    assert hosts_of(signed_in_host, ADDON) == [], "no process is left while nothing is done"
    site.page.evaluate("document.querySelector('table').insertRow().innerText = '650-253-0000'")
    Painted(site.page, "+16502530000").box()
    click(site.page, RINGS)
    site.page.expect_card("Your phone is ringing")
    cancel(site.page)


def click(page: Fingers, number: str) -> None:
    """Clicks as a user does: the pointer rests on the number for a moment before the click."""
    x, y = Painted(page, number).middle()
    page.mouse.move(x - 1, y)
    page.evaluate(GROWN)
    page.mouse.click(x, y)


def cancel(page: Fingers) -> None:
    (stop,) = page.wait_for_parts(".card .stop")
    page.mouse.click(stop["left"] + stop["width"] / 2, stop["top"] + stop["height"] / 2)
    page.expect_card("Call cancelled")
