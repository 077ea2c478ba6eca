"""Tests that a user's mouse on a painted number finds a real link, while the page's text stays
unchanged.

The site has the setting "Call at once".
"""

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
from tests.support.painted import HOVERED, RANGES, Painted
from tests.support.real_input import TWO_FRAMES, Site, outcome, reset

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


def show(site: Site, html: str) -> Painted:
    """Shows a page and waits until its number is painted. Does not wait until the number has been
    visible long enough to be called at once."""
    site.page.mouse.move(2, 790)
    site.page.goto(site.server.add(f"<!doctype html><title>x</title>{NOTE}{html}", SITE))
    number = Painted(site.page)
    number.box()
    return number


def heard(page: Page) -> list[str]:
    """Returns the events that the page's elements have got since the last call of `heard`, each
    event once."""
    told: list[str] = page.evaluate("heard.splice(0)")
    return list(dict.fromkeys(told))


def boxes_of_links(page: Page) -> list[list[int]]:
    """Returns the left, top, right and bottom of each link in the layer, in the viewport."""
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
    """Checks that one link in the layer covers each painted line of the number. The edges of a link
    may be one pixel beside those of the line."""
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


def test_a_link_with_its_address_and_a_hand_lies_over_the_number(site: Site) -> None:
    number = show(site, P)
    assert parts(site.page, "link") == []
    number.hover()
    (link,) = parts(site.page, "link")
    assert link["nodeName"] == "A"
    assert attributes(link)["href"] == f"tel:{CALLEE}"
    assert style_of(site.page, link, "cursor") == "pointer"
    expect_links_over(site.page)
    site.page.mouse.move(2, 790)
    site.page.wait_for_function("!document.querySelector('click-to-call')?.dataset.clickToCall")
    assert parts(site.page, "link") == []


PIECES = {
    "a number over several elements": "<p>Call <b><i>(415)</i> <i>555</i>-<i id=at>2671</i></b>",
    "a box that is not drawn": "<p>Call <b style='display: contents'><i id=at>415-555-2671</i></b>",
}


@pytest.mark.parametrize("html", PIECES.values(), ids=PIECES.keys())
def test_the_pointer_may_come_to_any_part_of_the_number(html: str, site: Site) -> None:
    show(site, html)
    box = site.page.locator("#at").bounding_box()
    assert box is not None
    site.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    site.page.evaluate(HOVERED, CALLEE)


def test_the_links_own_menu_and_the_middle_button_are_the_browsers(site: Site) -> None:
    number = show(site, P)
    number.hover()
    for button in ("right", "middle"):
        site.page.mouse.down(button=button)
        assert len(parts(site.page, "link")) == 1, "what is pressed is the link itself"
        site.page.mouse.up(button=button)
    told = heard(site.page)
    assert {"contextmenu b", "pointerdown b", "mousedown b"} <= {*told}
    assert outcome(site.page) == "nothing"


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.evaluate(TWO_FRAMES)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


@pytest.mark.parametrize("way", ["from within", "to within", "within", "backwards from within"])
def test_a_press_and_drag_selects_text_and_never_calls(way: str, site: Site) -> None:
    number = show(site, P)
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
    drag(site.page, start, end)
    selected = site.page.evaluate(SELECTED)
    assert len(selected) > 4
    assert selected in "Call 415-555-2671 now, or write to Ada"
    assert ("2671 now" in selected) == (way == "from within")
    assert outcome(site.page) == "nothing"


def test_a_double_click_selects_a_word_and_a_triple_click_a_line(site: Site) -> None:
    """In a list item, the extension waits before it calls, because the click may become a double
    click. A double or triple click selects text and places no call."""
    number = show(site, "<ul><li id=p>Call 415-555-2671 now</ul>")
    x, y = number.middle()
    site.page.mouse.move(x, y)
    site.page.evaluate(TWO_FRAMES)
    site.page.mouse.click(x, y, click_count=2)
    assert site.page.evaluate(SELECTED) in ("415", "555", "2671", "415-555-2671")
    site.page.mouse.click(x, y, click_count=3)
    assert site.page.evaluate(SELECTED).strip() == "Call 415-555-2671 now"
    assert outcome(site.page) == "nothing"


def test_a_card_is_dragged_by_its_number(site: Site) -> None:
    number = show(
        site,
        "<div id=card draggable=true style='width:200px;padding:20px'>Ada 415-555-2671</div>"
        "<div id=to style='width:300px;height:200px;background:#eee'"
        " ondragover='event.preventDefault()' ondrop='window.dropped = true'></div>",
    )
    middle = site.page.locator("#to").bounding_box()
    assert middle is not None
    drag(site.page, number.middle(), (middle["x"] + 90, middle["y"] + 90))
    assert "dragstart card" in heard(site.page)
    assert site.page.evaluate("window.dropped") is True
    assert outcome(site.page) == "nothing"


def test_copies_and_inner_text_are_the_pages(site: Site) -> None:
    number = show(site, P)
    number.hover()
    said = "Call 415-555-2671 now, or write to Ada"
    assert site.page.evaluate("document.body.innerText.trim()") == said
    site.page.evaluate(
        "addEventListener('copy', () => { window.copied = getSelection().toString() })"
    )
    site.page.keyboard.press("Control+a")
    site.page.keyboard.press("Control+c")
    assert site.page.evaluate("copied.trim()") == said


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
def test_where_a_double_click_may_edit_it_is_the_pages_alone(kind: str, site: Site) -> None:
    number = show(site, CELLS[kind])
    number.hover()
    heard(site.page)
    x, y = number.middle()
    site.page.mouse.click(x, y, click_count=2)
    told = heard(site.page)
    assert [one for one in told if "dblclick" in one] == ["dblclick b"]
    assert told.index("click b") < told.index("dblclick b")
    site.page.evaluate("new Promise((done) => setTimeout(done, 600))")
    assert outcome(site.page) == "nothing"


@pytest.mark.parametrize("kind", ["td", "list item"])
def test_where_a_double_click_may_edit_one_click_calls_when_it_can_be_none(
    kind: str, site: Site
) -> None:
    change_settings(site.page.context, confirm="always")
    number = show(site, CELLS[kind])
    number.hover()
    heard(site.page)
    with site.page.context.expect_page():
        site.page.mouse.down()
        site.page.mouse.up()
    told = heard(site.page)
    assert {"pointerdown b", "mousedown b", "pointerup b", "mouseup b"} <= {*told}
    assert [one for one in told if "click" in one] == []
    assert outcome(site.page) in ("sure", "doubted")


MENUS = {
    "by its script": "<div id=menu tabindex=-1>{}</div><script>const goes = ({relatedTarget}) =>"
    " menu.hidden = !menu.contains(relatedTarget); menu.focus();"
    " menu.addEventListener('focusout', goes)</script>",
    "by the script of its button": "<button id=open>Menu</button><div id=menu tabindex=-1>{}</div>"
    "<script>const button = document.querySelector('button'); button.focus(); button.onblur ="
    " ({relatedTarget}) => menu.hidden = !menu.contains(relatedTarget)</script>",
    "by its style": "<style>#menu{display:none}:focus-within>#menu{display:block}</style>"
    "<div tabindex=0>Menu<div id=menu>{}</div></div><script>document.querySelector('div').focus()"
    "</script>",
}
"""Menus that close when the focus leaves them."""


@pytest.mark.parametrize("way", MENUS)
def test_a_menu_stays_open_while_its_number_is_pressed(way: str, site: Site) -> None:
    site.show(MENUS[way].replace("{}", P))
    site.number.hover()
    site.page.mouse.down()
    site.page.evaluate(TWO_FRAMES)
    assert site.page.locator("#menu").is_visible()
    site.page.mouse.up()
    assert outcome(site.page) == "called"
    assert site.page.evaluate("document.activeElement !== document.body")
    ended_call(site.page.context)


@pytest.mark.parametrize("count", [1, 2])
def test_elsewhere_a_click_calls_at_once_and_once(count: int, site: Site) -> None:
    site.show(NOTE + P)
    site.number.hover()
    heard(site.page)
    site.page.mouse.click(*site.middle(), click_count=count)
    assert outcome(site.page) == "called"
    told = heard(site.page)
    assert {"pointerdown b", "mousedown b", "pointerup b", "mouseup b"} <= {*told}
    assert "click b" not in told or count == 2
    ended_call(site.page.context)


def test_a_click_that_called_is_no_click_for_anything_in_the_page(site: Site) -> None:
    """The page's listeners on the window, the document, the root and the body do not get a click
    that calls."""
    site.show(P)
    site.page.evaluate(
        """() => {
          window.clicked = [];
          for (const at of [window, document, document.documentElement, document.body])
            at.addEventListener("click", ({ target }) => clicked.push(target.localName), true);
        }"""
    )
    site.click()
    assert outcome(site.page) == "called"
    assert site.page.evaluate("clicked") == []
    ended_call(site.page.context)


def test_with_alt_held_the_number_is_the_pages(site: Site) -> None:
    number = show(site, P)
    site.page.keyboard.down("Alt")
    site.page.mouse.move(*number.middle())
    site.page.evaluate(TWO_FRAMES)
    assert parts(site.page, "link") == []
    site.page.mouse.down()
    site.page.mouse.up()
    site.page.keyboard.up("Alt")
    assert "click b" in heard(site.page)
    assert outcome(site.page) == "nothing"


def test_the_page_gets_every_pointer_move_as_without_the_link(site: Site) -> None:
    number = show(site, P)
    x, y = number.middle()
    site.page.mouse.move(x - 90, y)
    site.page.mouse.move(x - 4, y)
    number.hover()
    site.page.mouse.move(x + 3, y)
    site.page.mouse.move(x, y + 200)
    site.page.evaluate(TWO_FRAMES)
    with_us = heard(site.page)
    change_settings(site.page.context, enabled=False)
    number.wait_until_gone()
    site.page.mouse.move(2, 790)
    heard(site.page)
    for to in ((x - 90, y), (x - 4, y), (x - 1, y), (x, y), (x + 3, y), (x, y + 200)):
        site.page.mouse.move(*to)
        site.page.evaluate(TWO_FRAMES)
    assert with_us == heard(site.page)


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
def test_the_link_follows_within_a_frame(how: str, site: Site) -> None:
    number = show(site, TALL)
    number.hover()
    site.page.evaluate(MOVES[how])
    site.page.evaluate(TWO_FRAMES)
    expect_links_over(site.page)


@pytest.mark.parametrize("how", GOES)
def test_the_link_goes_within_a_frame_with_the_number(how: str, site: Site) -> None:
    number = show(site, TALL)
    number.hover()
    site.page.evaluate(f"() => {{ {GOES[how]} }}")
    site.page.evaluate(TWO_FRAMES)
    assert parts(site.page, "link") == []
    site.page.mouse.down()
    site.page.mouse.up()
    assert outcome(site.page) == "nothing"


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
    "text in a slot": "<div>415-555-2671</div><script>document.querySelector('div').attachShadow("
    "{mode: 'open'}).innerHTML = '<p>Call <slot></slot> now</p>'</script>",
    "text in a slot of a closed shadow root": "<div>415-555-2671</div><script>document."
    "querySelector('div').attachShadow({mode: 'closed'}).innerHTML = '<p><slot></slot></p>'"
    "</script>",
    "text in the slot of a modal dialog": "<span id=s>415-555-2671</span><script>const r ="
    " s.attachShadow({mode: 'open'}); r.innerHTML = '<dialog><slot></slot></dialog>';"
    " r.firstChild.showModal()</script>",
    "a fixed header": f"<header style='position:fixed;top:0'>{P}</header>",
    "a top layer of others": f"{P}<div popover=manual id=d style='top:300px'>Hi</div>"
    "<script>d.showPopover()</script>",
}


@pytest.mark.parametrize("place", PLACES)
def test_the_link_covers_the_number_in_every_place(place: str, site: Site) -> None:
    change_settings(site.page.context, confirm="always")
    number = show(site, PLACES[place])
    number.hover()
    expect_links_over(site.page)
    with site.page.context.expect_page():
        site.page.mouse.down()
        site.page.mouse.up()
    assert outcome(site.page) in ("sure", "doubted")


def test_the_link_lies_over_the_number_in_full_screen(site: Site) -> None:
    number = show(
        site, f"<button id=go onclick='full.requestFullscreen()'>Go</button><div id=full>{P}</div>"
    )
    site.page.locator("#go").click()
    site.page.wait_for_function("document.fullscreenElement !== null")
    site.page.evaluate(TWO_FRAMES)
    number.hover()
    expect_links_over(site.page)
    site.page.evaluate("document.exitFullscreen()")


def test_the_link_lies_over_the_number_in_a_small_frame(site: Site) -> None:
    inner = '<body style="margin:2px">415-555-2671'
    site.page.goto(
        site.server.add(
            "<!doctype html><title>x</title><p>Ada <iframe style='width:110px;height:24px;border:0'"
            f" srcdoc='{inner}'></iframe>",
            SITE,
        )
    )
    frame = site.page.frames[1]
    frame.wait_for_function("CSS.highlights.get('click-to-call')?.size === 1")
    box = site.page.locator("iframe").bounding_box()
    assert box is not None
    site.page.mouse.move(box["x"] + 40, box["y"] + 11)
    frame.wait_for_function("document.querySelector('click-to-call')?.dataset.clickToCall")
    lines = frame.evaluate(RANGES)
    assert lines[0]["text"] == "415-555-2671"
    with site.page.context.expect_page():
        site.page.mouse.down()
        site.page.mouse.up()
    assert outcome(site.page) in ("sure", "doubted")


def test_a_finger_that_scrolls_does_not_call(site: Site) -> None:
    site.show(f"<div style='height:3000px'>{P}</div>")
    x, y = site.middle()
    debugger = site.page.context.new_cdp_session(site.page)
    steps = [("touchStart", 0), *[("touchMove", 5 * step) for step in range(1, 8)]]
    for kind, by in steps:
        points = [{"x": x, "y": y + by}]
        debugger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    debugger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    debugger.detach()
    assert outcome(site.page) == "nothing"


def test_a_wheel_over_the_link_scrolls_the_numbers_scroll_container(site: Site) -> None:
    number = show(site, TALL)
    number.hover()
    site.page.mouse.wheel(0, 40)
    site.page.wait_for_function("box.scrollTop > 0")
    assert site.page.evaluate("scrollY") == 0


def test_the_card_lies_over_all_that_the_page_shows(site: Site) -> None:
    change_settings(site.page.context, confirm="always")
    site.show(P)
    site.click()
    expect_card(site.page, "Confirm the call")
    (card,) = parts(site.page, "card")
    site.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', `<div style='position:fixed;"
        "inset:0;z-index:2147483647'>`)"
    )
    x, y = middle_of(site.page, card)
    top = site.page.evaluate("([x, y]) => document.elementFromPoint(x, y).localName", [x, y])
    assert top == "click-to-call"
    expect(site.page.locator("#b")).to_be_visible()
    assert outcome(site.page) == "sure"
