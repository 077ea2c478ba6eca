"""Tests that the user reaches numbers with the keyboard: the Tab key stops at them in reading
order, and Enter and Space call. After the focus has moved on, no trace is left in the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.support.extension import attributes, change_settings, middle_of, parts
from tests.support.painted import UNTIL
from tests.support.real_input import TWO_FRAMES, Site, outcome, reset

SITE = "keys.test"
STOP = "[data-click-to-call-stop]"
HERE = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at?.matches("[data-click-to-call-stop]")) return at.getAttribute("aria-label");
  return at === document.body || at === null ? "" : at.id || at.localName;
}"""
PAINTED = "(count) => CSS.highlights.get('click-to-call')?.size >= count"
COUNT_STOPS = f"document.querySelectorAll('{STOP}').length"


@pytest.fixture(autouse=True)
def _trusted(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    change_settings(browser_context, confirm="always")
    yield
    reset(browser_context)


def show(site: Site, html: str, painted: int) -> Page:
    site.page.mouse.move(2, 790)
    site.page.goto(site.server.add(f"<!doctype html><title>x</title>{html}", SITE))
    site.page.evaluate(UNTIL, [PAINTED, painted, True])
    return site.page


def walk(page: Page, key: str, steps: int) -> list[str]:
    """Presses a key `steps` times. Returns what has the focus after each press: a number, or the id
    of an element of the page."""
    seen = []
    for _ in range(steps):
        page.keyboard.press(key)
        seen.append(str(page.evaluate(HERE)))
    return seen


ORDER = """<a href=# id=first>x</a> <p>Ada 415-555-2671, Ben <b>212-555-0188</b></p>
<button id=middle>y</button> <p>Chloé 650-253-0000</p> <input id=last>"""


def test_tab_and_shift_tab_stop_at_numbers_in_reading_order(site: Site) -> None:
    page = show(site, ORDER, 3)
    order = ["first", "415-555-2671", "212-555-0188", "middle", "650-253-0000", "last"]
    assert walk(page, "Tab", 6) == order
    assert walk(page, "Shift+Tab", 5) == order[-2::-1]
    assert page.evaluate(COUNT_STOPS) == 0


def test_several_numbers_in_one_text_are_one_stop_each(site: Site) -> None:
    page = show(site, "<a href=# id=first>x</a><p>415-555-2671, 212-555-0188, 650-253-0000", 3)
    order = ["first", "415-555-2671", "212-555-0188", "650-253-0000"]
    assert walk(page, "Tab", 4) == order
    assert walk(page, "Shift+Tab", 3) == order[-2::-1]


def test_a_number_in_a_shadow_root_has_its_place_in_the_order(site: Site) -> None:
    root = "<p>Ada 415-555-2671</p><button id=inner>y</button>"
    page = show(
        site,
        "<button id=first>x</button><div id=s></div><p>Ben 212-555-0188</p>"
        "<button id=last>z</button>"
        f"<script>s.attachShadow({{mode: 'open'}}).innerHTML = '{root}'</script>",
        2,
    )
    order = ["first", "415-555-2671", "inner", "212-555-0188", "last"]
    assert walk(page, "Tab", 5) == order
    assert walk(page, "Shift+Tab", 4) == order[-2::-1]


def test_numbers_in_a_frame_have_their_place_in_the_order(site: Site) -> None:
    """The Tab key enters a frame: the page gets the keydown, and the frame gets the keyup."""
    site.page.goto(
        site.server.add(
            "<!doctype html><title>x</title><button id=first>x</button><iframe srcdoc='"
            "<p>Ada 415-555-2671<p><button id=inner>y</button><p>Ben 212-555-0188'></iframe>",
            SITE,
        )
    )
    frame: Frame = site.page.frames[1]
    frame.evaluate(UNTIL, [PAINTED, 2, True])
    site.page.locator("#first").focus()
    walked = []
    for key in ("Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab"):
        site.page.keyboard.press(key)
        walked.append(frame.evaluate(HERE))
    assert walked == ["415-555-2671", "inner", "212-555-0188", "inner", "415-555-2671"]


def test_a_frame_with_nothing_but_a_number_is_no_dead_end(site: Site) -> None:
    site.page.goto(
        site.server.add(
            "<!doctype html><title>x</title><button id=first>x</button>"
            "<iframe srcdoc='<p>Ada 415-555-2671'></iframe><button id=last>y</button>",
            SITE,
        )
    )
    frame: Frame = site.page.frames[1]
    frame.evaluate(UNTIL, [PAINTED, 1, True])
    site.page.locator("#first").focus()
    walked = []
    for _ in range(3):
        site.page.keyboard.press("Tab")
        walked.append((site.page.evaluate(HERE), frame.evaluate(HERE)))
    assert walked == [("iframe", ""), ("iframe", "415-555-2671"), ("last", "")]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_enter_and_space_call(key: str, site: Site) -> None:
    page = show(site, ORDER, 3)
    assert walk(page, "Tab", 2)[-1] == "415-555-2671"
    page.keyboard.press(key)
    assert outcome(page) == "sure"


def test_the_focus_ring_lies_round_the_number(site: Site) -> None:
    page = show(site, "<p>Call <b id=b>415-555-2671</b> now</p>", 1)
    walk(page, "Tab", 1)
    (ring,) = parts(page, "ring")
    box = page.locator("#b").bounding_box()
    assert box is not None
    x, y = middle_of(page, ring)
    assert abs(x - box["x"] - box["width"] / 2) <= 1
    assert abs(y - box["y"] - box["height"] / 2) <= 1
    page.evaluate("document.querySelector('p').style.translate = '0 50px'")
    page.evaluate(TWO_FRAMES)
    (ring,) = parts(page, "ring")
    assert abs(middle_of(page, ring)[1] - y - 50) <= 1


@pytest.mark.parametrize("way", ["Tab", "Shift+Tab", "a click", "the page", "the page's removal"])
def test_nothing_is_left_when_the_focus_has_gone(way: str, site: Site) -> None:
    page = show(
        site, "<button id=first>x</button><p>Ada 415-555-2671</p><button id=last>y</button>", 1
    )
    before = page.evaluate("document.body.outerHTML")
    page.locator("#first").focus()
    assert walk(page, "Tab", 1) == ["415-555-2671"]
    assert page.evaluate(COUNT_STOPS) == 1
    if way == "a click":
        page.locator("#last").click()
    elif way == "the page":
        page.evaluate("document.activeElement.blur()")
    elif way == "the page's removal":
        page.evaluate("document.querySelector('p').remove()")
        before = before.replace("<p>Ada 415-555-2671</p>", "")
    else:
        page.keyboard.press(way)
    page.wait_for_function(f"{COUNT_STOPS} === 0")
    assert page.evaluate("document.body.outerHTML") == before
    assert parts(page, "ring") == []
    assert page.evaluate("document.querySelector('click-to-call')?.dataset.clickToCall ?? ''") == ""


def test_the_tab_key_does_not_change_the_pages_text(site: Site) -> None:
    """The page can observe only that links are added and removed. Its text nodes stay unchanged."""
    page = show(site, ORDER, 3)
    page.evaluate(
        """() => {
          const texts = () => {
            const all = [], walker = document.createTreeWalker(document.body, 4);
            while (walker.nextNode()) all.push(walker.currentNode);
            return all;
          };
          window.before = texts();
          window.isSame = () => texts().every((text, index) => text === before[index]);
          window.wrote = [];
          new MutationObserver((records) => wrote.push(...records.flatMap(({ type, addedNodes }) =>
            type === "childList" ? [...addedNodes].map((node) => node.localName) : [type])))
            .observe(document.body, { childList: true, characterData: true, attributes: true,
              subtree: true });
        }"""
    )
    walk(page, "Tab", 3)
    assert page.evaluate("isSame()") is True
    walk(page, "Tab", 3)
    assert page.evaluate("isSame()") is True
    assert set(page.evaluate("wrote")) <= {"a"}


UNSEEN = {
    "hidden": "<p hidden>212-555-0188</p>",
    "invisible": "<p style='visibility:hidden'>212-555-0188</p>",
    "transparent": "<p style='opacity:0'>212-555-0188</p>",
    "inert": "<p inert>212-555-0188</p>",
    "hidden from screen readers": "<p aria-hidden=true>212-555-0188</p>",
    "covered": "<p style='position:relative;width:200px'>212-555-0188"
    "<i style='position:absolute;inset:0;background:#fff'></i></p>",
    "behind a dialog": "<p id=p>212-555-0188</p>",
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_no_person_sees_is_no_stop(kind: str, site: Site) -> None:
    dialog = "<dialog id=d><p>650-253-0000</p><button id=inner>y</button></dialog>"
    page = show(site, f"<button id=first>x</button>{UNSEEN[kind]}<p>415-555-2671</p>{dialog}", 1)
    page.locator("#first").focus()
    if kind == "behind a dialog":
        page.evaluate("d.showModal()")
        page.evaluate(
            UNTIL, ["() => [...CSS.highlights.get('click-to-call')].length === 3", None, True]
        )
        page.locator("#inner").focus()
        assert walk(page, "Shift+Tab", 1) == ["650-253-0000"]
        assert "212-555-0188" not in walk(page, "Tab", 3)
        return
    assert walk(page, "Tab", 1) == ["415-555-2671"]


def test_what_is_scrolled_out_of_view_is_a_stop_and_comes_into_view(site: Site) -> None:
    page = show(site, "<button id=first>x</button><p>Ada 415-555-2671<p style='margin-top:3000px'>"
                "Ben 212-555-0188", 1)  # fmt: skip
    page.locator("#first").focus()
    assert walk(page, "Tab", 2) == ["415-555-2671", "212-555-0188"]
    page.wait_for_function("scrollY > 1000")


def test_a_setting_leaves_numbers_out_of_the_tab_order(site: Site) -> None:
    page = show(site, ORDER, 3)
    change_settings(page.context, tab_stops=False)
    page.reload()
    page.evaluate(UNTIL, [PAINTED, 3, True])
    assert walk(page, "Tab", 3) == ["first", "middle", "last"]
    assert page.evaluate(COUNT_STOPS) == 0


def test_a_page_that_keeps_the_tab_key_finds_no_stop_left(site: Site) -> None:
    page = show(
        site, ORDER + "<script>onkeydown = (e) => e.key === 'Tab' && e.preventDefault()</script>", 3
    )
    page.locator("#first").focus()
    assert walk(page, "Tab", 2) == ["first", "first"]
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    assert page.evaluate(COUNT_STOPS) == 0


def test_the_stop_is_named_by_the_number_as_the_page_writes_it(site: Site) -> None:
    page = show(site, "<p>Ada <span>(415)</span> <b>555</b>-2671</p>", 3)
    walk(page, "Tab", 1)
    stop = page.locator(STOP)
    assert stop.get_attribute("aria-label") == "(415) 555-2671"
    assert stop.get_attribute("href") == "tel:+14155552671"
    assert attributes(parts(page, "ring")[0])["class"] == "ring"
