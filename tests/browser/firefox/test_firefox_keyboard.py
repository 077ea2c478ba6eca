"""Tests that the Tab key stops at painted numbers in Firefox: in reading order, in shadow roots and
frames, with a focus ring around the number, and without a trace in the page after the focus has
moved on."""

from collections.abc import Iterator

import pytest
from marionette_driver import By
from marionette_driver.marionette import Marionette

from tests.support.firefox_input import FirefoxSite
from tests.support.painted import Painted
from tests.support.real_input import GROWN

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "site.test"
PAGE = """<body style='font:20px monospace'>
<button id=first>First</button>
<p>Ring <b>415-555-2671</b> or 415-555-2672.</p>
<div id=s1></div><div id=s2></div>
<p hidden>212-555-0100</p><div inert>212-555-0101</div><p style='visibility:hidden'>212-555-0102</p>
<p style='position:relative'>212-555-0103
  <i style='position:absolute;inset:0;background:#fff'></i></p>
<p>Last <i>212</i>-<b>555</b>-0199 <button id=second>Second</button></p>
<script>
  s1.attachShadow({ mode: "open" }).innerHTML = "<p>212-555-0198 <button id=inner>x</button></p>";
  s2.attachShadow({ mode: "closed" }).innerHTML = "<p>212-555-0197</p>";
  window.html = () => document.body.outerHTML + s1.shadowRoot.innerHTML;
  window.before = html();
</script>"""
STOPS = [
    "+14155552671", "+14155552672", "+12125550198", "inner", "+12125550197", "+12125550199",
    "second",
]  # fmt: skip
FOCUS = """() => {
  const number = document.querySelector("click-to-call")?.dataset.clickToCall;
  if (number) return number;
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.id ?? "";
}"""
OTHERS = "<button id=first>First</button><p>Call <b>415-555-2671</b> now</p>"


@pytest.fixture
def site(firefox_site: FirefoxSite) -> Iterator[FirefoxSite]:
    """Yields a site on which every call needs a confirmation."""
    firefox_site.reset(sites={SITE: {"trusted": True}}, confirm="always")
    yield firefox_site
    firefox_site.reset()


def put_up(site: FirefoxSite, html: str = PAGE) -> None:
    site.goto(html)
    Painted(site.page).box()


def press(site: FirefoxSite, key: str) -> str:
    """Presses a key. Returns what has the focus then: a number, or the id of an element of the
    page."""
    site.page.keyboard.press(key)
    return str(site.page.evaluate(FOCUS))


def test_tab_stops_in_reading_order_and_nothing_stays(site: FirefoxSite) -> None:
    put_up(site)
    Painted(site.page, "+12125550197").box()
    site.page.locator("#first").focus()
    assert [press(site, "Tab") for _ in STOPS] == STOPS
    assert site.page.evaluate("html() === before")
    assert site.page.parts(".ring") == []
    back = [press(site, "Shift+Tab") for _ in STOPS]
    assert back == [*STOPS[-2::-1], "first"]
    assert site.page.evaluate("html() === before")


def test_the_ring_lies_round_the_number_and_follows_it(site: FirefoxSite) -> None:
    put_up(site)
    site.page.locator("#first").focus()
    press(site, "Tab")
    for change in ["", "document.body.style.marginTop = '60px'"]:
        site.page.evaluate(f"() => {{ {change} }}")
        site.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        (ring,) = site.page.parts(".ring")
        for side, place in Painted(site.page).box().items():
            assert side == "text" or abs(ring[side] - place) < 1, (side, ring, place)
    assert site.page.evaluate("document.activeElement.getAttribute('aria-label')") == "415-555-2671"


def test_a_number_that_goes_takes_its_stop_along(site: FirefoxSite) -> None:
    put_up(site)
    site.page.locator("#first").focus()
    press(site, "Tab")
    site.page.evaluate("document.querySelector('b').firstChild.data = 'nobody'")
    site.page.wait_for_function("!document.querySelector('[data-click-to-call-stop]')")
    assert site.page.parts(".ring") == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_calls_if_the_user_moved_the_focus(key: str, site: FirefoxSite) -> None:
    put_up(site, OTHERS + "<div style='height:3000px'></div>")
    site.page.evaluate(GROWN)
    site.page.locator("#first").focus()
    assert press(site, "Tab") == "+14155552671"
    site.page.keyboard.press(key)
    assert site.outcome() == "sure"
    assert site.page.evaluate("scrollY") == 0


def test_a_setting_leaves_numbers_out(site: FirefoxSite) -> None:
    site.reset(tab_stops=False)
    put_up(site)
    site.page.locator("#first").focus()
    assert [press(site, "Tab"), press(site, "Tab")] == ["inner", "second"]


def test_in_a_frame(site: FirefoxSite, firefox: Marionette) -> None:
    inner = site.server.add(f"<!doctype html>{PAGE}", "inner.test")
    site.goto(f"<iframe src='{inner}' width=600 height=500></iframe>")
    firefox.switch_to_frame(firefox.find_element(By.CSS_SELECTOR, "iframe"))
    Painted(site.page, "+12125550197").box()
    firefox.find_element(By.CSS_SELECTOR, "#first").click()
    assert [press(site, "Tab") for _ in STOPS] == STOPS
    assert site.page.evaluate("html() === before")
    firefox.switch_to_frame()


def test_into_a_frame_and_out_of_it(site: FirefoxSite, firefox: Marionette) -> None:
    """When Tab moves the focus into a frame or out of it, one document gets the key's keydown, and
    the other document gets its keyup."""
    inner = site.server.add(
        "<!doctype html><p>650-253-0001 <button id=in>x</button> 650-253-0002", SITE
    )
    site.goto(f"""<button id=first>First</button><p>650-253-0003</p>
      <iframe src='{inner}'></iframe><p>650-253-0004</p><button id=second>Second</button>""")
    Painted(site.page, "+16502530004").box()
    in_frame(firefox)
    Painted(site.page, "+16502530002").box()
    firefox.switch_to_frame()
    site.page.locator("#first").focus()
    way = [(False, "+16502530003"), (True, "+16502530001"), (True, "in"), (True, "+16502530002"),
           (False, "+16502530004"), (False, "second")]  # fmt: skip
    for is_in_frame, stop in way:
        site.page.keyboard.press("Tab")
        expect_focus(site, firefox, stop, is_in_frame=is_in_frame)
    for is_in_frame, stop in [*way[-2::-1], (False, "first")]:
        site.page.keyboard.press("Shift+Tab")
        expect_focus(site, firefox, stop, is_in_frame=is_in_frame)


def in_frame(driver: Marionette) -> None:
    driver.switch_to_frame(driver.find_element(By.CSS_SELECTOR, "iframe"))


def expect_focus(site: FirefoxSite, driver: Marionette, stop: str, *, is_in_frame: bool) -> None:
    if is_in_frame:
        in_frame(driver)
    site.page.wait_for_function(f"(stop) => document.hasFocus() && ({FOCUS})() === stop", stop)
    driver.switch_to_frame()
