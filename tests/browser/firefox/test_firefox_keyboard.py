"""Painted numbers as stops of the Tab key in Firefox: in reading order, in shadow roots and frames,
with the focus ring round the number, and with nothing left in the page when the focus has gone."""

from collections.abc import Iterator

import pytest
from marionette_driver import By
from marionette_driver.marionette import Marionette

from tests.support.firefox_input import FirefoxTrap
from tests.support.painted import Painted
from tests.support.real_input import GROWN

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "trap.test"
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
def trap(firefox_trap: FirefoxTrap) -> Iterator[FirefoxTrap]:
    """Every call is asked about first."""
    firefox_trap.reset(sites={SITE: {"trusted": True}}, confirm="always")
    yield firefox_trap
    firefox_trap.reset()


def put_up(trap: FirefoxTrap, html: str = PAGE) -> None:
    trap.goto(html)
    Painted(trap.page).box()


def press(trap: FirefoxTrap, key: str) -> str:
    """Where the focus is after the key: the number, or the element's id."""
    trap.page.keyboard.press(key)
    return str(trap.page.evaluate(FOCUS))


def test_tab_stops_in_reading_order_and_nothing_stays(trap: FirefoxTrap) -> None:
    put_up(trap)
    Painted(trap.page, "+12125550197").box()
    trap.page.locator("#first").focus()
    assert [press(trap, "Tab") for _ in STOPS] == STOPS
    assert trap.page.evaluate("html() === before")
    assert trap.page.parts(".ring") == []
    back = [press(trap, "Shift+Tab") for _ in STOPS]
    assert back == [*STOPS[-2::-1], "first"]
    assert trap.page.evaluate("html() === before")


def test_the_ring_lies_round_the_number_and_follows_it(trap: FirefoxTrap) -> None:
    put_up(trap)
    trap.page.locator("#first").focus()
    press(trap, "Tab")
    for change in ["", "document.body.style.marginTop = '60px'"]:
        trap.page.evaluate(f"() => {{ {change} }}")
        trap.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        (ring,) = trap.page.parts(".ring")
        for side, place in Painted(trap.page).box().items():
            assert side == "text" or abs(ring[side] - place) < 1, (side, ring, place)
    assert trap.page.evaluate("document.activeElement.getAttribute('aria-label')") == "415-555-2671"


def test_a_number_that_goes_takes_its_stop_along(trap: FirefoxTrap) -> None:
    put_up(trap)
    trap.page.locator("#first").focus()
    press(trap, "Tab")
    trap.page.evaluate("document.querySelector('b').firstChild.data = 'nobody'")
    trap.page.wait_for_function("!document.querySelector('[data-click-to-call-stop]')")
    assert trap.page.parts(".ring") == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_calls_where_the_user_brought_the_focus(key: str, trap: FirefoxTrap) -> None:
    put_up(trap, OTHERS + "<div style='height:3000px'></div>")
    trap.page.evaluate(GROWN)
    trap.page.locator("#first").focus()
    assert press(trap, "Tab") == "+14155552671"
    trap.page.keyboard.press(key)
    assert trap.outcome() == "sure"
    assert trap.page.evaluate("scrollY") == 0


def test_a_setting_leaves_numbers_out(trap: FirefoxTrap) -> None:
    trap.reset(tab_stops=False)
    put_up(trap)
    trap.page.locator("#first").focus()
    assert [press(trap, "Tab"), press(trap, "Tab")] == ["inner", "second"]


def test_in_a_frame(trap: FirefoxTrap, firefox: Marionette) -> None:
    inner = trap.server.add(f"<!doctype html>{PAGE}", "inner.test")
    trap.goto(f"<iframe src='{inner}' width=600 height=500></iframe>")
    firefox.switch_to_frame(firefox.find_element(By.CSS_SELECTOR, "iframe"))
    Painted(trap.page, "+12125550197").box()
    firefox.find_element(By.CSS_SELECTOR, "#first").click()
    assert [press(trap, "Tab") for _ in STOPS] == STOPS
    assert trap.page.evaluate("html() === before")
    firefox.switch_to_frame()


def test_into_a_frame_and_out_of_it(trap: FirefoxTrap, firefox: Marionette) -> None:
    """The key goes down in one document and comes up in the other."""
    inner = trap.server.add(
        "<!doctype html><p>650-253-0001 <button id=in>x</button> 650-253-0002", SITE
    )
    trap.goto(f"""<button id=first>First</button><p>650-253-0003</p>
      <iframe src='{inner}'></iframe><p>650-253-0004</p><button id=second>Second</button>""")
    Painted(trap.page, "+16502530004").box()
    in_frame(firefox)
    Painted(trap.page, "+16502530002").box()
    firefox.switch_to_frame()
    trap.page.locator("#first").focus()
    way = [(False, "+16502530003"), (True, "+16502530001"), (True, "in"), (True, "+16502530002"),
           (False, "+16502530004"), (False, "second")]  # fmt: skip
    for is_in_frame, stop in way:
        trap.page.keyboard.press("Tab")
        expect_focus(trap, firefox, stop, is_in_frame=is_in_frame)
    for is_in_frame, stop in [*way[-2::-1], (False, "first")]:
        trap.page.keyboard.press("Shift+Tab")
        expect_focus(trap, firefox, stop, is_in_frame=is_in_frame)


def in_frame(driver: Marionette) -> None:
    driver.switch_to_frame(driver.find_element(By.CSS_SELECTOR, "iframe"))


def expect_focus(trap: FirefoxTrap, driver: Marionette, stop: str, *, is_in_frame: bool) -> None:
    if is_in_frame:
        in_frame(driver)
    trap.page.wait_for_function(f"(stop) => document.hasFocus() && ({FOCUS})() === stop", stop)
    driver.switch_to_frame()
