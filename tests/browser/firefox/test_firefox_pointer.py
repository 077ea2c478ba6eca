"""Tests a user's real mouse on painted numbers in Firefox. The extension's link is under the
pointer, but selecting and dragging work as without the extension. A click that calls goes to the
extension, and every other click goes to the page."""

from collections.abc import Iterator

import pytest

from tests.support.firefox_input import FirefoxSite
from tests.support.painted import Painted
from tests.support.real_input import GROWN, TWO_FRAMES

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "site.test"
P = "<p id=p>Ring Ada at <b>415-555-2671</b> today.</p>"
CELL = "<table><tr><td id=td>415-555-2671</td><td>Ada</td></tr></table>"
HEARS = """<script>
  window.heard = [];
  for (const type of ["pointerdown", "mousedown", "mousemove", "mouseover", "pointerup", "mouseup",
      "click", "dblclick", "selectstart", "dragstart", "contextmenu"])
    document.addEventListener(type, ({ target }) => heard.push(`${type} ${target.localName}`));
</script>"""
FONT = "<body style='font:20px monospace;margin:20px'>"
FAR = (600.0, 500.0)
SELECTED = """() => {
  const roots = [...document.querySelectorAll("*")].flatMap((at) => at.shadowRoot ?? []);
  const [found] = getSelection().getComposedRanges({ shadowRoots: roots });
  if (!found) return "";
  const range = document.createRange();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range.toString();
}"""
SHADOW = "<div id=s></div><script>s.attachShadow({{mode:'{mode}'}}).innerHTML=`{html}`</script>"

SHOWN_AT = {
    "plain": P,
    "a modal dialog": f"<dialog id=d>{P}</dialog><script>d.showModal()</script>",
    "a popover": f"<div popover=manual id=d>{P}</div><script>d.showPopover()</script>",
    "scaled": "<div style='transform:translate(90px,40px) scale(1.5);transform-origin:0 0'>"
    f"{P}</div>",
    "a zoomed page": f"<style>html{{zoom:1.5}}</style>{P}",
    "a scaled root": f"<style>html{{transform:scale(.8);transform-origin:0 0}}</style>{P}",
    "vertical": f"<div style='writing-mode:vertical-rl'>{P}</div>",
    "a closed shadow root": SHADOW.format(mode="closed", html=P),
    "scrolled": f"<div style='height:3000px'></div>{P}<script>scrollTo(0, 2500)</script>",
}  # fmt: skip


@pytest.fixture
def site(firefox_site: FirefoxSite) -> Iterator[FirefoxSite]:
    """Yields a site on which every call needs a confirmation."""
    firefox_site.reset(sites={SITE: {"trusted": True}}, confirm="always")
    yield firefox_site
    firefox_site.reset()


def put_up(site: FirefoxSite, html: str, *, is_seen: bool = False) -> Painted:
    """Shows a page and rests the pointer on its number.

    With `is_seen`, first waits until the number has been visible long enough to be called at once.
    """
    site.goto(f"{FONT}{html}{HEARS}")
    site.page.mouse.move(*FAR)
    number = Painted(site.page)
    number.hover()
    if is_seen:
        site.page.evaluate(GROWN)
    site.page.evaluate("heard.length = 0")
    return number


def drag(site: FirefoxSite, start: tuple[float, float], end: tuple[float, float]) -> str:
    """Drags with the mouse from `start` to `end`, and returns the text that is selected then."""
    mouse = site.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(*end, steps=6)
    mouse.up()
    return str(site.page.evaluate(SELECTED))


@pytest.mark.parametrize("case", SHOWN_AT)
def test_the_link_lies_exactly_over_the_number(case: str, site: FirefoxSite) -> None:
    number = put_up(site, SHOWN_AT[case])
    (link,) = site.page.parts(".link")
    assert link["href"] == "tel:+14155552671"
    for side, place in number.box().items():
        assert side == "text" or abs(link[side] - place) < 1, (side, link, place)


def test_a_link_for_each_line(site: FirefoxSite) -> None:
    put_up(site, "<p style='width:9ch'>415 555 2671</p>")
    first, second = site.page.parts(".link")
    assert first["href"] == second["href"] == "tel:+14155552671"
    assert first["top"] < second["top"]


@pytest.mark.parametrize(
    "change",
    {
        "moved": "p.style.translate = '0 40px'",
        "covered": "document.body.insertAdjacentHTML('beforeend',"
        " '<div style=\"position:fixed;inset:0;background:#fff\"></div>')",
        "removed": "p.remove()",
        "another text": "p.firstElementChild.firstChild.data = 'nobody'",
        "scrolled": "document.body.style.height = '3000px'; scrollTo(0, 900)",
    }.items(),
    ids=lambda case: case[0],
)
def test_the_link_goes_when_the_number_does(change: tuple[str, str], site: FirefoxSite) -> None:
    put_up(site, P)
    site.page.evaluate(f"() => {{ {change[1]} }}")
    site.page.evaluate(TWO_FRAMES)
    assert site.page.parts(".link") == []
    assert (
        site.page.evaluate("document.querySelector('click-to-call')?.dataset.clickToCall ?? ''")
        == ""
    )


COLUMN = f"<table><colgroup><col></colgroup><tr><td>{P}</table>"


@pytest.mark.parametrize(
    "html", [P, SHADOW.format(mode="open", html=P), COLUMN], ids=["page", "shadow", "column"]
)
def test_dragging_selects_where_it_begins_or_ends_in_a_number(html: str, site: FirefoxSite) -> None:
    box = put_up(site, html).box()
    letter, y = box["width"] / 12, box["top"] + box["height"] / 2
    within = {at: (box["left"] + letter * at, y) for at in range(-5, 18)}
    for start, end, text in [(4, 8, "555-"), (4, 15, "555-2671 to"), (-5, 3, "a at 415")]:
        assert drag(site, within[start], within[end]) == text
    assert site.outcome() == "nothing"


def test_dragging_selects_nothing_where_the_page_allows_no_selection(site: FirefoxSite) -> None:
    html = COLUMN.replace("<table>", "<table style='user-select: none'>")
    box = put_up(site, html).box()
    y = box["top"] + box["height"] / 2
    assert drag(site, (box["left"] + 20, y), (box["left"] + 60, y)) == ""


def test_a_drag_selects_as_the_browser_does(site: FirefoxSite) -> None:
    """The page gets the drag's events, and a later click with Shift extends the selection from the
    place where the drag began."""
    box = put_up(site, P).box()
    letter, y = box["width"] / 12, box["top"] + box["height"] / 2
    assert drag(site, (box["left"] + letter * 4, y), (box["left"] + letter * 7, y)) == "555"
    heard = site.page.evaluate("heard")
    assert [word for word in heard if "move" not in word][:2] == ["pointerdown b", "mousedown b"]
    assert [word for word in heard if word.startswith("selectstart")]
    assert not [word for word in heard if "click-to-call" in word or "html" in word]
    site.page.keyboard.down("Shift")
    site.page.mouse.click(box["left"] + letter * 14, y)
    site.page.keyboard.up("Shift")
    assert site.page.evaluate(SELECTED) == "555-2671 t"


@pytest.mark.parametrize(("count", "text"), [(2, "555"), (3, "Ring Ada at 415-555-2671 today.")])
def test_more_clicks_select_a_word_and_a_line(count: int, text: str, site: FirefoxSite) -> None:
    number = put_up(site, P, is_seen=True)
    site.page.mouse.click(*number.middle(), click_count=count)
    assert site.page.evaluate(SELECTED) == text
    # Only the first of the clicks opened a confirmation.
    assert site.outcome() == "sure"


def test_a_cell_waits_for_a_double_click_which_is_the_pages_alone(site: FirefoxSite) -> None:
    number = put_up(site, CELL)
    site.page.mouse.click(*number.middle(), click_count=2)
    assert site.page.evaluate(SELECTED) == "555"
    heard = site.page.evaluate("heard")
    assert [word for word in heard if "click" in word] == ["click td", "click td", "dblclick td"]
    assert site.outcome() == "nothing"


def test_one_click_in_a_cell_calls_and_the_page_gets_no_click(site: FirefoxSite) -> None:
    number = put_up(site, CELL, is_seen=True)
    number.click()
    assert site.question()["sure"] is True
    heard = site.page.evaluate("heard")
    assert [word for word in heard if "click" in word] == []
    assert {"mousedown td", "mouseup td"} <= set(heard)


def test_with_alt_held_the_number_is_the_pages(site: FirefoxSite) -> None:
    number = put_up(site, P)
    site.page.keyboard.down("Alt")
    site.page.mouse.click(*number.middle())
    site.page.keyboard.up("Alt")
    assert "click b" in site.page.evaluate("heard")
    assert site.outcome() == "nothing"


def test_for_the_page_the_pointer_is_on_its_own_element(site: FirefoxSite) -> None:
    number = put_up(site, P)
    x, y = number.middle()
    site.page.mouse.move(x + 3, y)
    site.page.mouse.move(*FAR)
    heard = site.page.evaluate("heard")
    assert heard[0] == "mousemove b"
    assert {word.split()[1] for word in heard} <= {"b", "p", "body", "html"}


@pytest.mark.parametrize("place", ["the number", "beside it"])
def test_what_the_page_lets_one_drag_is_dragged_by_its_number(
    place: str, site: FirefoxSite
) -> None:
    html = """<div id=card draggable=true style='padding:9px'>Ada 415-555-2671</div><p>Ben</p>
      <script>
        card.ondragstart = ({ dataTransfer, target }) => {
          dataTransfer.setData("text/x-card", "7");
          window.dragged = [target.id, ...dataTransfer.types];
        };
      </script>"""
    number = put_up(site, html)
    x, y = number.middle()
    if place == "beside it":
        x = number.box()["left"] - 20
    drag(site, (x, y), (x + 60, y + 120))
    assert site.page.evaluate("dragged") == ["card", "text/x-card"]
    assert site.outcome() == "nothing"


MENUS = {
    "by its script": "<div id=menu tabindex=-1>Ada 415-555-2671</div><script>menu.focus();"
    " menu.addEventListener('focusout', ({relatedTarget}) =>"
    " menu.hidden = !menu.contains(relatedTarget))</script>",
    "by its style": "<style>#menu{display:none}:focus-within>#menu{display:block}</style>"
    "<div tabindex=0>Menu<div id=menu>Ada 415-555-2671</div></div><script>"
    "document.querySelector('div').focus()</script>",
    "never, in a slot": "<div id=menu>Ada 415-555-2671</div><script>"
    "menu.attachShadow({mode: 'closed'}).innerHTML = '<p><slot></slot></p>'</script>",
}
"""Menus, each with when it closes because the focus leaves it."""


@pytest.mark.parametrize("way", MENUS)
def test_a_click_on_a_number_in_a_menu_calls(way: str, site: FirefoxSite) -> None:
    put_up(site, MENUS[way], is_seen=True)
    site.page.mouse.down()
    assert site.page.evaluate("menu.offsetHeight > 0")
    site.page.mouse.up()
    assert site.outcome() == "sure"


def test_a_click_on_what_can_be_dragged_calls(site: FirefoxSite) -> None:
    put_up(site, "<div draggable=true>Ada 415-555-2671</div>", is_seen=True).click()
    assert site.outcome() == "sure"
    assert not [word for word in site.page.evaluate("heard") if "click" in word]


def test_a_tap_of_a_finger_calls(site: FirefoxSite) -> None:
    site.goto(f"{FONT}{P}{HEARS}")
    site.page.evaluate(GROWN)
    site.page.finger.swipe(Painted(site.page).middle())
    assert site.outcome() == "sure"
    assert "click b" not in site.page.evaluate("heard")


def test_a_swipe_that_begins_on_a_number_never_calls(site: FirefoxSite) -> None:
    site.goto(f"{FONT}{P}<div style='height:3000px'></div>{HEARS}")
    site.page.evaluate(GROWN)
    x, y = Painted(site.page).middle()
    site.page.finger.swipe((x, y), (x, y + 20), (x, y + 60))
    assert site.outcome() == "nothing"
