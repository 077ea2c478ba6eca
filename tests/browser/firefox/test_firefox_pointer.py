"""A person's real mouse on painted numbers in Firefox: the link under the pointer, selecting and
dragging as on a page without it, and whose a click, a double click and a drag are."""

from collections.abc import Iterator

import pytest

from tests.support.firefox_input import FirefoxTrap
from tests.support.painted import Painted
from tests.support.real_input import GROWN, TWO_FRAMES

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "trap.test"
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
def trap(firefox_trap: FirefoxTrap) -> Iterator[FirefoxTrap]:
    """Every call is asked about first."""
    firefox_trap.reset(sites={SITE: {"trusted": True}}, confirm="always")
    yield firefox_trap
    firefox_trap.reset()


def put_up(trap: FirefoxTrap, html: str, *, is_seen: bool = False) -> Painted:
    """A page whose number is under the pointer, with its link; for long enough if `is_seen`."""
    trap.goto(f"{FONT}{html}{HEARS}")
    trap.page.mouse.move(*FAR)
    number = Painted(trap.page)
    number.hover()
    if is_seen:
        trap.page.evaluate(GROWN)
    trap.page.evaluate("heard.length = 0")
    return number


def drag(trap: FirefoxTrap, start: tuple[float, float], end: tuple[float, float]) -> str:
    """What is selected when the button has come up."""
    mouse = trap.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(*end, steps=6)
    mouse.up()
    return str(trap.page.evaluate(SELECTED))


@pytest.mark.parametrize("case", SHOWN_AT)
def test_the_link_lies_exactly_over_the_number(case: str, trap: FirefoxTrap) -> None:
    number = put_up(trap, SHOWN_AT[case])
    (link,) = trap.page.parts(".link")
    assert link["href"] == "tel:+14155552671"
    for side, place in number.box().items():
        assert side == "text" or abs(link[side] - place) < 1, (side, link, place)


def test_a_link_for_each_line(trap: FirefoxTrap) -> None:
    put_up(trap, "<p style='width:9ch'>415 555 2671</p>")
    first, second = trap.page.parts(".link")
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
def test_the_link_goes_when_the_number_does(change: tuple[str, str], trap: FirefoxTrap) -> None:
    put_up(trap, P)
    trap.page.evaluate(f"() => {{ {change[1]} }}")
    trap.page.evaluate(TWO_FRAMES)
    assert trap.page.parts(".link") == []
    assert (
        trap.page.evaluate("document.querySelector('click-to-call')?.dataset.clickToCall ?? ''")
        == ""
    )


@pytest.mark.parametrize("html", [P, SHADOW.format(mode="open", html=P)], ids=["page", "shadow"])
def test_dragging_selects_where_it_begins_or_ends_in_a_number(html: str, trap: FirefoxTrap) -> None:
    box = put_up(trap, html).box()
    letter, y = box["width"] / 12, box["top"] + box["height"] / 2
    within = {at: (box["left"] + letter * at, y) for at in range(-5, 18)}
    for start, end, text in [(4, 8, "555-"), (4, 15, "555-2671 to"), (-5, 3, "a at 415")]:
        assert drag(trap, within[start], within[end]) == text
    assert trap.outcome() == "nothing"


def test_a_drag_selects_as_the_browser_does(trap: FirefoxTrap) -> None:
    """The page hears of it, and Shift goes on from there."""
    box = put_up(trap, P).box()
    letter, y = box["width"] / 12, box["top"] + box["height"] / 2
    assert drag(trap, (box["left"] + letter * 4, y), (box["left"] + letter * 7, y)) == "555"
    heard = trap.page.evaluate("heard")
    assert [word for word in heard if "move" not in word][:2] == ["pointerdown b", "mousedown b"]
    assert [word for word in heard if word.startswith("selectstart")]
    assert not [word for word in heard if "click-to-call" in word or "html" in word]
    trap.page.keyboard.down("Shift")
    trap.page.mouse.click(box["left"] + letter * 14, y)
    trap.page.keyboard.up("Shift")
    assert trap.page.evaluate(SELECTED) == "555-2671 t"


@pytest.mark.parametrize(("count", "text"), [(2, "555"), (3, "Ring Ada at 415-555-2671 today.")])
def test_more_clicks_select_a_word_and_a_line(count: int, text: str, trap: FirefoxTrap) -> None:
    number = put_up(trap, P, is_seen=True)
    trap.page.mouse.click(*number.middle(), click_count=count)
    assert trap.page.evaluate(SELECTED) == text
    assert trap.outcome() == "sure"  # the first of them


def test_a_cell_waits_for_a_double_click_which_is_the_pages_alone(trap: FirefoxTrap) -> None:
    number = put_up(trap, CELL)
    trap.page.mouse.click(*number.middle(), click_count=2)
    assert trap.page.evaluate(SELECTED) == "555"
    heard = trap.page.evaluate("heard")
    assert [word for word in heard if "click" in word] == ["click td", "click td", "dblclick td"]
    assert trap.outcome() == "nothing"


def test_one_click_in_a_cell_calls_and_the_page_hears_of_none(trap: FirefoxTrap) -> None:
    number = put_up(trap, CELL, is_seen=True)
    number.click()
    assert trap.question()["sure"] is True
    heard = trap.page.evaluate("heard")
    assert [word for word in heard if "click" in word] == []
    assert {"mousedown td", "mouseup td"} <= set(heard)


def test_with_alt_held_the_number_is_the_pages(trap: FirefoxTrap) -> None:
    number = put_up(trap, P)
    trap.page.keyboard.down("Alt")
    trap.page.mouse.click(*number.middle())
    trap.page.keyboard.up("Alt")
    assert "click b" in trap.page.evaluate("heard")
    assert trap.outcome() == "nothing"


def test_for_the_page_the_pointer_is_on_its_own_element(trap: FirefoxTrap) -> None:
    number = put_up(trap, P)
    x, y = number.middle()
    trap.page.mouse.move(x + 3, y)
    trap.page.mouse.move(*FAR)
    heard = trap.page.evaluate("heard")
    assert heard[0] == "mousemove b"
    assert {word.split()[1] for word in heard} <= {"b", "p", "body", "html"}


@pytest.mark.parametrize("place", ["the number", "beside it"])
def test_what_the_page_lets_one_drag_is_dragged_by_its_number(
    place: str, trap: FirefoxTrap
) -> None:
    html = """<div id=card draggable=true style='padding:9px'>Ada 415-555-2671</div><p>Ben</p>
      <script>
        card.ondragstart = ({ dataTransfer, target }) => {
          dataTransfer.setData("text/x-card", "7");
          window.dragged = [target.id, ...dataTransfer.types];
        };
      </script>"""
    number = put_up(trap, html)
    x, y = number.middle()
    if place == "beside it":
        x = number.box()["left"] - 20
    drag(trap, (x, y), (x + 60, y + 120))
    assert trap.page.evaluate("dragged") == ["card", "text/x-card"]
    assert trap.outcome() == "nothing"


def test_a_click_on_what_can_be_dragged_calls(trap: FirefoxTrap) -> None:
    put_up(trap, "<div draggable=true>Ada 415-555-2671</div>", is_seen=True).click()
    assert trap.outcome() == "sure"
    assert not [word for word in trap.page.evaluate("heard") if "click" in word]
