"""Tests the presentations in Firefox: call buttons, numbers rewritten into plain links, and the
list of numbers for screen readers."""

from collections.abc import Iterator

import pytest

from tests.browser.marks.test_buttons import CROWDED, SIZE_PX
from tests.browser.marks.test_rewriting import BODY, LINKS, link
from tests.support.firefox import NOTHING_OF_OURS
from tests.support.firefox_input import FirefoxSite, clipboard_of
from tests.support.painted import Painted, painted_texts
from tests.support.real_input import GROWN

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "site.test"
P = "<p>Ada <b>415-555-2671</b></p>"
TEXT_BOXES = """(selector) => [...document.querySelectorAll(selector)].flatMap((element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()].map((box) => box.toJSON());
})"""


@pytest.fixture
def site(firefox_site: FirefoxSite) -> Iterator[FirefoxSite]:
    yield firefox_site
    firefox_site.reset()


def present(site: FirefoxSite, presentation: str) -> None:
    """Sets a presentation on the site, and makes every call need a confirmation."""
    chosen = {SITE: {"trusted": True, "presentation": presentation}}
    site.reset(sites=chosen, confirm="always")


def crosses(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["left"] < other["left"] + other["width"] - 0.5
        and other["left"] < one["left"] + one["width"] - 0.5
        and one["top"] < other["top"] + other["height"] - 0.5
        and other["top"] < one["top"] + one["height"] - 0.5
    )


@pytest.mark.parametrize("case", CROWDED)
def test_a_button_covers_no_text_where_there_is_room(case: str, site: FirefoxSite) -> None:
    present(site, "button")
    site.goto(f"<div style='height:60px'></div>{CROWDED[case]}")
    buttons = site.page.wait_for_parts(".call", 2 if "two" in case else 1)
    for button in buttons:
        assert min(button["width"], button["height"]) >= SIZE_PX
        texts = site.page.evaluate(TEXT_BOXES, "u, b")
        assert not [text for text in texts if crosses(button, text)]


def test_a_button_follows_its_number_and_calls(site: FirefoxSite) -> None:
    present(site, "button")
    site.goto(f"<div id=box style='overflow:auto;height:300px'><p style='height:120px'></p>{P}"
              "<div style='height:900px'></div></div>")  # fmt: skip
    (before,) = site.page.wait_for_parts(".call")
    site.page.evaluate(
        "(box.scrollTop = 60, new Promise((done) =>"
        " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))"
    )
    (after,) = site.page.parts(".call")
    assert after["top"] == pytest.approx(before["top"] - 60, abs=1)
    site.page.evaluate(GROWN)
    x, y = after["left"] + after["width"] / 2, after["top"] + after["height"] / 2
    site.page.mouse.move(x, y)
    site.page.mouse.click(x, y)
    assert site.question()["number"]["number"] == "+14155552671"


def test_numbers_are_rewritten_into_links_and_given_back(site: FirefoxSite) -> None:
    present(site, "rewrite")
    site.goto(BODY)
    site.page.wait_for_function(f"{LINKS} === 7")
    assert painted_texts(site.page) == []
    first = link("tel:+14155552671", "415-555-2671")
    assert site.page.evaluate("one.innerHTML") == f"Ring {first} now"
    site.page.evaluate("getSelection().selectAllChildren(one)")
    site.page.keyboard.press("Control+c")
    assert 'href="tel:+14155552671"' in clipboard_of(site.driver, "text/html")
    site.page.evaluate("two.lastChild.data = ' (mornings)'")
    present(site, "link")
    site.page.wait_for_function(f"{LINKS} === 0")
    plain = "Ring 415-555-2671 now", "415-555-2671, or 213-373-4253 (mornings)"
    assert tuple(site.page.evaluate("[one.innerHTML, two.innerHTML]")) == plain
    assert site.page.evaluate("one.childNodes.length") == 1
    Painted(site.page).box()


def test_a_click_on_a_rewritten_number_calls(site: FirefoxSite) -> None:
    present(site, "rewrite")
    site.goto(P)
    site.page.wait_for_function(f"{LINKS} === 1")
    site.page.evaluate(GROWN)
    box = site.page.evaluate("document.querySelector('a').getBoundingClientRect().toJSON()")
    x, y = box["left"] + 30, box["top"] + box["height"] / 2
    site.page.mouse.move(x, y)
    site.page.mouse.click(x, y)
    assert site.question()["number"]["number"] == "+14155552671"


def test_screen_readers_find_a_list_of_the_numbers(site: FirefoxSite) -> None:
    """The list for screen readers contains the numbers in view. When the extension is switched off,
    the list disappears together with the layer."""
    present(site, "link")
    rows = "<tr><th>Ben<td id=td>+44 20 7946 0958<tr><th>Cleo<td>+44 20 7946 0000"
    site.goto(f"<table>{rows}</table>")
    names = [item["name"] for item in site.page.wait_for_parts(".numbers a", 2)]
    assert names == [
        "+44 20 7946 0958, United Kingdom, Ben", "+44 20 7946 0000, United Kingdom, Cleo",
    ]  # fmt: skip
    site.page.evaluate("td.textContent = ''")
    site.page.wait_for_parts(".numbers a")
    site.reset(enabled=False)
    site.page.wait_for_function(NOTHING_OF_OURS)
