"""What a person's mouse finds on a painted number: a link that feels like one, in text that stays
the page's own.

The site is one from which the person calls at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.extension import (
    CALLEE,
    attributes,
    change_settings,
    ended_call,
    expect_card,
    middle_of,
    parts,
)
from tests.support.painted import RANGES, Painted
from tests.support.real_input import TWO_FRAMES, Trap, outcome, reset

SITE = "pointer.test"
P = "<p id=p>Call <b id=b>415-555-2671</b> now, or write to Ada</p>"
NOTE = """<script>
  window.heard = [];
  const names = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "dblclick",
    "contextmenu", "mouseover", "mouseenter", "mousemove", "mouseout", "mouseleave", "dragstart"];
  const note = (at) => names.forEach((name) => at.addEventListener(name,
    (event) => heard.push(`${name} ${event.target.id}`)));
  addEventListener("DOMContentLoaded", () => document.querySelectorAll("[id]").forEach(note));
</script>"""
STYLE_OF = "function (name) { return getComputedStyle(this).getPropertyValue(name); }"
SELECTED = "getSelection().toString()"


@pytest.fixture(autouse=True)
def _trusted(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    change_settings(browser_context, sites={SITE: {"trusted": True}}, confirm="unusual")
    yield
    reset(browser_context)


def show(trap: Trap, html: str) -> Painted:
    """Puts a page up until its number is painted, without waiting for it to have grown old."""
    trap.page.mouse.move(2, 790)
    trap.page.goto(trap.server.add(f"<!doctype html><title>x</title>{NOTE}{html}", SITE))
    number = Painted(trap.page)
    number.box()
    return number


def heard(page: Page) -> list[str]:
    """What the page's own elements heard since they were last asked, bubbling told once."""
    told: list[str] = page.evaluate("heard.splice(0)")
    return list(dict.fromkeys(told))


def boxes_of_links(page: Page) -> list[list[int]]:
    """Left, top, right and bottom of each link in the layer, in the window."""
    debugger = page.context.new_cdp_session(page)
    found = []
    for node in parts(page, "link"):
        box = debugger.send("DOM.getBoxModel", {"backendNodeId": node["backendNodeId"]})
        left, top, _, _, right, bottom, *_ = box["model"]["border"]
        found.append([round(side) for side in (left, top, right, bottom)])
    debugger.detach()
    return found


LINES = """() => [...CSS.highlights.get("click-to-call")].flatMap((range) => {
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  return [...live.getClientRects()].filter(({ width }) => width > 0)
    .map(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round));
}).sort((a, b) => a[1] - b[1] || a[0] - b[0])"""


def expect_links_over(page: Page) -> None:
    """The links lie exactly over the number's lines, to the pixel that the browser rounds to."""
    lines = page.evaluate(LINES)
    links = sorted(boxes_of_links(page), key=lambda box: (box[1], box[0]))
    assert len(links) == len(lines)
    pairs = [
        (a, b)
        for line, link in zip(lines, links, strict=True)
        for a, b in zip(line, link, strict=True)
    ]
    assert all(abs(a - b) <= 1 for a, b in pairs), (lines, links)


def style_of(page: Page, node: dict[str, Any], name: str) -> str:
    debugger = page.context.new_cdp_session(page)
    found = debugger.send("DOM.resolveNode", {"backendNodeId": node["backendNodeId"]})["object"]
    asked = {"functionDeclaration": STYLE_OF, "objectId": found["objectId"]}
    style: str = debugger.send("Runtime.callFunctionOn", {**asked, "arguments": [{"value": name}]})[
        "result"
    ]["value"]
    debugger.detach()
    return style


def test_a_link_with_its_address_and_a_hand_lies_over_the_number(trap: Trap) -> None:
    number = show(trap, P)
    assert parts(trap.page, "link") == []
    number.hover()
    (link,) = parts(trap.page, "link")
    assert link["nodeName"] == "A"
    assert attributes(link)["href"] == f"tel:{CALLEE}"
    assert style_of(trap.page, link, "cursor") == "pointer"
    expect_links_over(trap.page)
    trap.page.mouse.move(2, 790)
    trap.page.wait_for_function("!document.querySelector('click-to-call')?.dataset.clickToCall")
    assert parts(trap.page, "link") == []


def test_the_links_own_menu_and_the_middle_button_are_the_browsers(trap: Trap) -> None:
    number = show(trap, P)
    number.hover()
    for button in ("right", "middle"):
        trap.page.mouse.down(button=button)
        assert len(parts(trap.page, "link")) == 1, "what is pressed is the link itself"
        trap.page.mouse.up(button=button)
    told = heard(trap.page)
    assert {"contextmenu b", "pointerdown b", "mousedown b"} <= {*told}
    assert outcome(trap.page) == "nothing"


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.evaluate(TWO_FRAMES)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


@pytest.mark.parametrize("way", ["from within", "to within", "within", "backwards from within"])
def test_a_press_and_drag_selects_text_and_never_calls(way: str, trap: Trap) -> None:
    number = show(trap, P)
    box = number.box()
    x, y = number.middle()
    before, after = (box["left"] - 20, y), (box["left"] + box["width"] + 60, y)
    near_end = (box["left"] + box["width"] - 3, y)
    start, end = {
        "from within": ((x, y), after),
        "to within": (before, (x, y)),
        "within": ((box["left"] + 2, y), near_end),
        "backwards from within": ((x, y), before),
    }[way]
    drag(trap.page, start, end)
    selected = trap.page.evaluate(SELECTED)
    assert len(selected) > 4
    assert selected in "Call 415-555-2671 now, or write to Ada"
    assert ("2671 now" in selected) == (way == "from within")
    assert outcome(trap.page) == "nothing"


def test_a_double_click_selects_a_word_and_a_triple_click_a_line(trap: Trap) -> None:
    """In text that a click calls from at once, the first of them calls, once."""
    number = show(trap, "<ul><li id=p>Call 415-555-2671 now</ul>")
    x, y = number.middle()
    trap.page.mouse.move(x, y)
    trap.page.evaluate(TWO_FRAMES)
    trap.page.mouse.click(x, y, click_count=2)
    assert trap.page.evaluate(SELECTED) in ("415", "555", "2671", "415-555-2671")
    trap.page.mouse.click(x, y, click_count=3)
    assert trap.page.evaluate(SELECTED).strip() == "Call 415-555-2671 now"
    assert outcome(trap.page) == "nothing"


def test_a_card_is_dragged_by_its_number(trap: Trap) -> None:
    number = show(
        trap,
        "<div id=card draggable=true style='width:200px;padding:20px'>Ada 415-555-2671</div>"
        "<div id=to style='width:300px;height:200px;background:#eee'"
        " ondragover='event.preventDefault()' ondrop='window.dropped = true'></div>",
    )
    middle = trap.page.locator("#to").bounding_box()
    assert middle is not None
    drag(trap.page, number.middle(), (middle["x"] + 90, middle["y"] + 90))
    assert "dragstart card" in heard(trap.page)
    assert trap.page.evaluate("window.dropped") is True
    assert outcome(trap.page) == "nothing"


def test_copies_and_inner_text_are_the_pages(trap: Trap) -> None:
    number = show(trap, P)
    number.hover()
    said = "Call 415-555-2671 now, or write to Ada"
    assert trap.page.evaluate("document.body.innerText.trim()") == said
    trap.page.evaluate(
        "addEventListener('copy', () => { window.copied = getSelection().toString() })"
    )
    trap.page.keyboard.press("Control+a")
    trap.page.keyboard.press("Control+c")
    assert trap.page.evaluate("copied.trim()") == said


CELLS = {
    "td": "<table><tr id=row><td id=b>415-555-2671<td>Ada</table>",
    "gridcell": "<div role=grid><div role=row id=row><span role=gridcell id=b>415-555-2671</span>"
    "</div></div>",
    "row": "<div role=row id=row><b id=b>415-555-2671</b></div>",
    "option": "<div role=listbox><div role=option id=row><b id=b>415-555-2671</b></div></div>",
    "list item": "<ul><li id=row><b id=b>415-555-2671</b></ul>",
    "ondblclick": "<div id=row ondblclick=''><b id=b>415-555-2671</b></div>",
}


@pytest.mark.parametrize("kind", CELLS)
def test_where_a_double_click_may_edit_it_is_the_pages_alone(kind: str, trap: Trap) -> None:
    number = show(trap, CELLS[kind])
    number.hover()
    heard(trap.page)
    x, y = number.middle()
    trap.page.mouse.click(x, y, click_count=2)
    told = heard(trap.page)
    assert [one for one in told if "dblclick" in one] == ["dblclick b"]
    assert told.index("click b") < told.index("dblclick b")
    trap.page.evaluate("new Promise((done) => setTimeout(done, 600))")
    assert outcome(trap.page) == "nothing"


@pytest.mark.parametrize("kind", ["td", "list item"])
def test_where_a_double_click_may_edit_one_click_calls_when_it_can_be_none(
    kind: str, trap: Trap
) -> None:
    change_settings(trap.page.context, confirm="always")
    number = show(trap, CELLS[kind])
    number.hover()
    heard(trap.page)
    with trap.page.context.expect_page():
        trap.page.mouse.down()
        trap.page.mouse.up()
    told = heard(trap.page)
    assert {"pointerdown b", "mousedown b", "pointerup b", "mouseup b"} <= {*told}
    assert [one for one in told if "click" in one] == []
    assert outcome(trap.page) in ("sure", "doubted")


@pytest.mark.parametrize("count", [1, 2])
def test_elsewhere_a_click_calls_at_once_and_once(count: int, trap: Trap) -> None:
    trap.show(NOTE + P)
    trap.number.hover()
    heard(trap.page)
    trap.page.mouse.click(*trap.middle(), click_count=count)
    assert outcome(trap.page) == "called"
    told = heard(trap.page)
    assert {"pointerdown b", "mousedown b", "pointerup b", "mouseup b"} <= {*told}
    assert "click b" not in told or count == 2
    ended_call(trap.page.context)


def test_a_click_that_called_is_no_click_for_anything_in_the_page(trap: Trap) -> None:
    """Nor for a listener that waits at the document for clicks on whatever stands in it."""
    trap.show(P)
    trap.page.evaluate(
        """() => {
          window.clicked = [];
          for (const at of [window, document, document.documentElement, document.body])
            at.addEventListener("click", ({ target }) => clicked.push(target.localName), true);
        }"""
    )
    trap.click()
    assert outcome(trap.page) == "called"
    assert trap.page.evaluate("clicked") == []
    ended_call(trap.page.context)


def test_with_alt_held_the_number_is_the_pages(trap: Trap) -> None:
    number = show(trap, P)
    trap.page.keyboard.down("Alt")
    trap.page.mouse.move(*number.middle())
    trap.page.evaluate(TWO_FRAMES)
    assert parts(trap.page, "link") == []
    trap.page.mouse.down()
    trap.page.mouse.up()
    trap.page.keyboard.up("Alt")
    assert "click b" in heard(trap.page)
    assert outcome(trap.page) == "nothing"


def test_the_page_is_told_of_every_move_as_if_nothing_lay_over_it(trap: Trap) -> None:
    number = show(trap, P)
    x, y = number.middle()
    trap.page.mouse.move(x - 90, y)
    trap.page.mouse.move(x - 4, y)
    number.hover()
    trap.page.mouse.move(x + 3, y)
    trap.page.mouse.move(x, y + 200)
    trap.page.evaluate(TWO_FRAMES)
    with_us = heard(trap.page)
    change_settings(trap.page.context, enabled=False)
    number.wait_until_gone()
    trap.page.mouse.move(2, 790)
    heard(trap.page)
    for to in ((x - 90, y), (x - 4, y), (x - 1, y), (x, y), (x + 3, y), (x, y + 200)):
        trap.page.mouse.move(*to)
        trap.page.evaluate(TWO_FRAMES)
    assert with_us == heard(trap.page)


MOVES = {
    "scrolled": "scrollBy(0, 7)",
    "scrolled in its box": "box.scrollTop += 6",
    "moved": "p.style.translate = '9px 4px'",
    "zoomed": "document.body.style.zoom = 1.02",
    "made wider": "p.style.paddingLeft = '12px'",
}
GOES = {
    "covered": "document.body.append(Object.assign(document.createElement('div'),"
    " { style: 'position:fixed;inset:0' }))",
    "removed": "b.remove()",
    "hidden": "p.style.visibility = 'hidden'",
    "moved away": "p.style.translate = '0 300px'",
    "scrolled away": "scrollBy(0, 400)",
    "changed": "b.firstChild.data = 'none yet'",
}
BOXED = "<div id=box style='height:90px;overflow:auto'>"
BOXED += f"<div style='height:400px;padding:30px'>{P}</div></div>"
TALL = f"<div style='height:3000px;padding-top:120px'>{BOXED}</div>"


@pytest.mark.parametrize("how", MOVES)
def test_the_link_follows_within_a_frame(how: str, trap: Trap) -> None:
    number = show(trap, TALL)
    number.hover()
    trap.page.evaluate(MOVES[how])
    trap.page.evaluate(TWO_FRAMES)
    expect_links_over(trap.page)


@pytest.mark.parametrize("how", GOES)
def test_the_link_goes_within_a_frame_with_the_number(how: str, trap: Trap) -> None:
    number = show(trap, TALL)
    number.hover()
    trap.page.evaluate(f"() => {{ {GOES[how]} }}")
    trap.page.evaluate(TWO_FRAMES)
    assert parts(trap.page, "link") == []
    trap.page.mouse.down()
    trap.page.mouse.up()
    assert outcome(trap.page) == "nothing"


PLACES = {
    "a modal dialog": f"<dialog id=d>{P}</dialog><script>d.showModal()</script>",
    "a dialog in a shadow root": "<div id=s></div><script>const r = s.attachShadow({mode: 'open'});"
    f'r.innerHTML = "<dialog>{P}</dialog>"; r.firstChild.showModal()</script>',
    "a popover": f"<div id=d popover>{P}</div><script>d.showPopover()</script>",
    "scaled": f"<body style='transform:scale(1.4);transform-origin:0 0'>{P}",
    "a scaled box": f"<div style='transform:translate(60px, 30px) scale(.8)'>{P}</div>",
    "a transformed root": f"<html style='transform:translate(30px, 20px)'><body>{P}",
    "a zoomed root": f"<html style='zoom:1.3'><body>{P}",
    "columns": "<div style='columns:3;width:420px'>" + "word " * 30 + f"{P}</div>",
    "vertical text": f"<div style='writing-mode:vertical-rl;height:300px'>{P}</div>",
    "two lines": "<p style='width:9ch'>415 555 2671</p>",
    "split": "<p>Call <span>(415)</span> <b>555</b>-<i>2671</i></p>",
    "a closed shadow root in a slot": "<div id=s><b>415-555-2671</b></div><script>"
    "s.attachShadow({mode: 'closed'}).innerHTML = '<p>Call <slot></slot> now</p>'</script>",
    "a fixed header": f"<header style='position:fixed;top:0'>{P}</header>",
    "a top layer of others": f"{P}<div popover=manual id=d style='top:300px'>Hi</div>"
    "<script>d.showPopover()</script>",
}


@pytest.mark.parametrize("place", PLACES)
def test_the_link_lies_over_the_number_wherever_it_stands(place: str, trap: Trap) -> None:
    change_settings(trap.page.context, confirm="always")
    number = show(trap, PLACES[place])
    number.hover()
    expect_links_over(trap.page)
    with trap.page.context.expect_page():
        trap.page.mouse.down()
        trap.page.mouse.up()
    assert outcome(trap.page) in ("sure", "doubted")


def test_the_link_lies_over_the_number_in_full_screen(trap: Trap) -> None:
    number = show(
        trap, f"<button id=go onclick='full.requestFullscreen()'>Go</button><div id=full>{P}</div>"
    )
    trap.page.locator("#go").click()
    trap.page.wait_for_function("document.fullscreenElement !== null")
    trap.page.evaluate(TWO_FRAMES)
    number.hover()
    expect_links_over(trap.page)
    trap.page.evaluate("document.exitFullscreen()")


def test_the_link_lies_over_the_number_in_a_small_frame(trap: Trap) -> None:
    inner = '<body style="margin:2px">415-555-2671'
    trap.page.goto(
        trap.server.add(
            "<!doctype html><title>x</title><p>Ada <iframe style='width:110px;height:24px;border:0'"
            f" srcdoc='{inner}'></iframe>",
            SITE,
        )
    )
    frame = trap.page.frames[1]
    frame.wait_for_function("CSS.highlights.get('click-to-call')?.size === 1")
    box = trap.page.locator("iframe").bounding_box()
    assert box is not None
    trap.page.mouse.move(box["x"] + 40, box["y"] + 11)
    frame.wait_for_function("document.querySelector('click-to-call')?.dataset.clickToCall")
    lines = frame.evaluate(RANGES)
    assert lines[0]["text"] == "415-555-2671"
    with trap.page.context.expect_page():
        trap.page.mouse.down()
        trap.page.mouse.up()
    assert outcome(trap.page) in ("sure", "doubted")


def test_a_finger_that_scrolls_does_not_call(trap: Trap) -> None:
    trap.show(f"<div style='height:3000px'>{P}</div>")
    x, y = trap.middle()
    debugger = trap.page.context.new_cdp_session(trap.page)
    steps = [("touchStart", 0), *[("touchMove", 5 * step) for step in range(1, 8)]]
    for kind, by in steps:
        points = [{"x": x, "y": y + by}]
        debugger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    debugger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    debugger.detach()
    assert outcome(trap.page) == "nothing"


def test_a_wheel_over_the_link_scrolls_what_the_number_stands_in(trap: Trap) -> None:
    number = show(trap, TALL)
    number.hover()
    trap.page.mouse.wheel(0, 40)
    trap.page.wait_for_function("box.scrollTop > 0")
    assert trap.page.evaluate("scrollY") == 0


def test_the_card_lies_over_all_that_the_page_shows(trap: Trap) -> None:
    change_settings(trap.page.context, confirm="always")
    trap.show(P)
    trap.click()
    expect_card(trap.page, "Confirm the call")
    (card,) = parts(trap.page, "card")
    trap.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', `<div style='position:fixed;"
        "inset:0;z-index:2147483647'>`)"
    )
    x, y = middle_of(trap.page, card)
    top = trap.page.evaluate("([x, y]) => document.elementFromPoint(x, y).localName", [x, y])
    assert top == "click-to-call"
    expect(trap.page.locator("#b")).to_be_visible()
    assert outcome(trap.page) == "sure"
