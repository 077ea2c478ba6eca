"""Tests with axe-core and the browser's accessibility tree that painted numbers, their list, the
call card, the link hints and the extension's pages suit users of screen readers, keyboards, zoom
and forced colours.

axe cannot read closed shadow roots. So a debugger gives axe access to the extension's closed roots.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from click_to_call_simulator import Fault
from scripts.setup.pages import prepare_axe
from tests.browser.calls.test_link_hints import letter_tags, show_hints
from tests.conftest import RunningSimulator
from tests.support.extension import (
    attributes,
    change_settings,
    ended_call,
    expect_card,
    expect_no_card,
    inside,
    open_panel,
    parts,
    session,
    texts_in,
)
from tests.support.page_server import PageServer
from tests.support.real_input import GROWN, outcome, reset
from tests.support.watching import expect_painted

SITE = "access.test"
WRITTEN = ["+1 415-555-2671", "+1 212-555-0198", "+44 20 7946 0958", "+1 650-253-0000"]
"""The numbers as the page writes them, in reading order. The third number is in a
link of the page."""
LISTED = [WRITTEN[0], WRITTEN[1], WRITTEN[3]]
PAINTED = ["+1 415-555-2671", "+1 212-", "555-", "0198", "+1 650-253-0000"]
REGION = "Phone numbers on this page"

PAGE = """<!doctype html><html lang=%s dir=%s><title>Contacts</title>
<meta name=viewport content="width=device-width">
<style>:root { color-scheme: light dark; background: light-dark(#fff, #121212);
color: light-dark(#111, #eee);
font: 16px/1.6 sans-serif }
a { color: light-dark(#00e, #9af) }
p { overflow-wrap: anywhere }</style>
<main><h1>Contacts</h1>
<p>Ada <b>+1 415-555-2671</b> at the desk.</p>
<p>Ben <b>+1 212-</b><i>555-</i><b>0198</b> at home.</p>
<p><a href="tel:+442079460958">+44 20 7946 0958</a> in London.</p>
<p>Cleo +1 650-253-0000 in the evening.</p></main>"""
LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "right-to-left": {},
    "buttons": {},
    "buttons, dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "forced colours, buttons": {"forced_colors": "active"},
}
EXPOSE = "function (root) { Object.defineProperty(this, 'shadowRoot', { value: root }); }"
RUN_AXE = """async () => {
  const { passes, violations } = await axe.run(document, { resultTypes: ["violations"] });
  return {
    passed: passes.map(({ id }) => id),
    faults: violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, failureSummary }) =>
      `${impact} ${id}: ${html}: ${failureSummary}`)),
  };
}"""
TOO_WIDE = """[...document.body.querySelectorAll("*")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
  .map((one) => `${one.localName}#${one.id}`)"""
TOGGLED = """async (box) => {
  // A transition begins only at an element that the browser has drawn before.
  for (const _ of "ab") await new Promise(requestAnimationFrame);
  box.click();
  return document.getAnimations().length;
}"""
BOX = """function () {
  const { left, top, right, bottom } = this.getBoundingClientRect();
  return { left, top, right, bottom, width: innerWidth, height: innerHeight };
}"""
RING = """function () {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(this);
  const { backgroundColor } = getComputedStyle(document.documentElement);
  return { style: outlineStyle, width: outlineWidth, colour: outlineColor,
    ground: backgroundColor };
}"""
PAINT = """() => {
  const { textDecorationLine, textDecorationStyle } =
    getComputedStyle(document.documentElement, "::highlight(click-to-call)");
  return [textDecorationLine, textDecorationStyle];
}"""
ZOOM = """async (factor) => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  await chrome.tabs.setZoom(tab.id, factor);
}"""
PATIENCE_FRAMES = 300
CORNERS = """<!doctype html><html lang=%s dir=%s><title>Contacts</title>
<style>p { position: fixed; margin: 0 } a { color: #00e }</style>
<p style="left:0;top:0">+1 415-555-2671</p><p style="right:0;top:0">+1 212-555-0198</p>
<p style="left:0;top:50%%"><a href="tel:+442079460958">+44 20 7946 0958</a></p>
<p style="right:0;bottom:0">+1 650-253-0000</p>"""


@pytest.fixture(scope="module")
def axe() -> str:
    return Path(prepare_axe()).read_text("utf-8")


@pytest.fixture(scope="module")
def shared_tab(browser_context: BrowserContext) -> Iterator[Page]:
    page = browser_context.new_page()
    yield page
    page.close()


@pytest.fixture
def tab(shared_tab: Page) -> Iterator[Page]:
    """Yields one tab for all tests of this file. Each test starts without emulated media
    features."""
    reset(shared_tab.context)
    yield shared_tab
    see_as(shared_tab)
    shared_tab.set_viewport_size({"width": 1280, "height": 720})
    reset(shared_tab.context)


def see_as(page: Page, **look: Any) -> None:
    plain = {"color_scheme": None, "forced_colors": None, "reduced_motion": None}
    page.emulate_media(**{**dict.fromkeys(plain, "null"), **look})


def show(page: Page, server: PageServer, look: str = "light", body: str = PAGE) -> None:
    """Shows a page with one of the settings in LOOKS, such as dark colours or call buttons. Waits
    until its numbers can be clicked."""
    see_as(page, **LOOKS[look])
    presentation = "button" if "buttons" in look else "link"
    change_settings(page.context, presentation=presentation)
    language = ("he", "rtl") if look == "right-to-left" else ("en", "ltr")
    page.goto(server.add(body % language, SITE))
    expect_painted(page, PAINTED if body == PAGE else LISTED)
    expect_list(page, LISTED)
    page.evaluate(GROWN)


def expect_list(page: Page, names: list[str]) -> None:
    """Waits until the layer's list for screen readers has exactly the links with these names."""
    found: list[str] = []
    for _ in range(PATIENCE_FRAMES):
        found = [texts_in(link) for link in listed(page)]
        if sorted(found) == sorted(names):
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(f"the list has {found}, not {names}")


def listed(page: Page) -> list[dict[str, Any]]:
    return [
        node
        for list_ in parts(page, "numbers")
        for node in list_.get("children", [])
        if node["nodeName"] == "A"
    ]


def faults(page: Page, axe: str, *passing: str) -> list[str]:
    """Returns the violations that axe finds.

    Fails unless axe has applied each of the rules `passing` and found no violation of it.
    """
    debugger = page.context.new_cdp_session(page)
    expose(debugger)
    debugger.send("Runtime.evaluate", {"expression": axe})
    debugger.detach()
    found = page.evaluate(RUN_AXE)
    assert set(passing) <= set(found["passed"])
    return [str(fault) for fault in found["faults"]]


def expose(debugger: CDPSession) -> None:
    """Makes the closed shadow roots accessible to the page's scripts, because axe runs as one of
    these scripts."""
    tree = debugger.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    for host in nodes_below(tree):
        for root in host.get("shadowRoots", []):
            if root["shadowRootType"] == "closed":
                open_root(debugger, host["backendNodeId"], root["backendNodeId"])


def open_root(debugger: CDPSession, host: int, root: int) -> None:
    one, other = (
        debugger.send("DOM.resolveNode", {"backendNodeId": node})["object"]["objectId"]
        for node in (host, root)
    )
    call = {"functionDeclaration": EXPOSE, "objectId": one, "arguments": [{"objectId": other}]}
    debugger.send("Runtime.callFunctionOn", call)


def nodes_below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in [*node.get("children", []), *node.get("shadowRoots", [])]:
        yield from nodes_below(child)


def told(page: Page, *roles: str) -> list[dict[str, Any]]:
    """Returns the accessibility tree's nodes with these roles, in reading order."""
    debugger = page.context.new_cdp_session(page)
    nodes = debugger.send("Accessibility.getFullAXTree")["nodes"]
    debugger.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            "focusable": holds(node, "focusable"),
            "focused": holds(node, "focused"),
        }
        for node in in_order(nodes[0], by_id)
        if not node["ignored"] and node["role"]["value"] in roles
    ]


def holds(node: dict[str, Any], name: str) -> bool:
    return any(one["name"] == name and one["value"]["value"] for one in node["properties"])


def in_order(node: dict[str, Any], by_id: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("childIds", []):
        if child in by_id:
            yield from in_order(by_id[child], by_id)


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_wrong_on_a_painted_page(
    look: str, tab: Page, page_server: PageServer, axe: str
) -> None:
    """axe finds no violation while a number has the focus, while link hints are shown, or while the
    card is open."""
    show(tab, page_server, look)
    control = "button-name" if "buttons" in look else "link-name"
    reach(tab, WRITTEN[0])
    assert faults(tab, axe, control) == []
    show_hints(tab, 4)
    assert faults(tab, axe, control) == []
    tab.keyboard.press("Escape")
    open_card(tab)
    assert faults(tab, axe, "color-contrast") == []


def open_card(page: Page, number: str = WRITTEN[0]) -> Page:
    """Focuses the number and presses Enter. Waits until a confirmation window and the card are
    open, and returns the confirmation window."""
    expect_no_card(page)
    reach(page, number)
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    expect(opened.value.locator("#question")).to_be_visible()
    page.bring_to_front()
    expect_card(page, "Confirm the call")
    return opened.value


def reach(page: Page, name: str) -> None:
    """Presses Tab until the number has the focus."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if focused(page) == [name]:
            return
    raise AssertionError(f"Tab never reaches {name}")


def focused(page: Page) -> list[str]:
    """Returns the accessible names of the focused links and buttons: one name, or none if an
    element of another kind has the focus."""
    return [one["name"] for one in told(page, "link", "button") if one["focused"]]


@pytest.mark.parametrize("look", ["light", "buttons"])
def test_each_number_has_a_name_and_is_reached_in_reading_order(
    look: str, tab: Page, page_server: PageServer
) -> None:
    """The list for screen readers is a region with a name. The list contains each number once, also
    a number that is painted as three ranges. The Tab key stops at the numbers in the page's text
    and not at those in the list."""
    show(tab, page_server, look)
    assert [one["name"] for one in told(tab, "region")] == [REGION]
    assert sorted(one["name"] for one in told(tab, "link")) == sorted([*LISTED, WRITTEN[2]])
    buttons = sorted(one["name"] for one in told(tab, "button"))
    assert buttons == (sorted(LISTED) if look == "buttons" else [])
    stops = []
    for _ in WRITTEN:
        tab.keyboard.press("Tab")
        stops += focused(tab)
    assert stops == WRITTEN


ROWS = """<!doctype html><html lang=en-US><title>x</title><main><h1>Team</h1><table>
<tr><th>Ada Lovelace<td>+1 415-555-2671<tr><td>Ben Nevis<td>Tel. <b>212-555-0198</b>
<tr><th>London<td>+44 20 7946 0958</table><ul id=list><li><b>Cleo</b> 650-253-0000</ul>
<p>At night 213-373-4253</p></main>"""


def test_names_say_whose_number_it_is_and_which_country_is_not_home(
    tab: Page, page_server: PageServer
) -> None:
    """The accessible name of a number begins with the number as the page writes it, so that users
    of voice control can say what they see."""
    tab.goto(page_server.add(ROWS, SITE))
    names = [
        "+1 415-555-2671, Ada Lovelace",
        "212-555-0198, Ben Nevis",
        "+44 20 7946 0958, United Kingdom, London",
        "650-253-0000, Cleo",
        "213-373-4253",
    ]
    expect_list(tab, names)
    assert all(attributes(link)["tabindex"] == "-1" for link in listed(tab))
    assert all("aria-label" not in attributes(link) for link in listed(tab))


def test_the_list_grows_and_shrinks_without_a_word(tab: Page, page_server: PageServer) -> None:
    """The list for screen readers contains the numbers in view. A change of the list is never
    announced and never moves the focus."""
    tab.goto(page_server.add(ROWS, SITE))
    listed_at_last(tab)
    tab.evaluate("list.innerHTML += '<li><b>Dan</b> 650-253-0001'")
    before = listed_at_last(tab, 6)
    assert "650-253-0001, Dan" in before
    tab.evaluate("list.remove()")
    assert len(listed_at_last(tab, 4)) == 4
    assert told(tab, "status", "alert", "log") == []
    (region,) = parts(tab, "numbers")
    assert "aria-live" not in attributes(region)
    assert tab.evaluate("document.activeElement === document.body")


def listed_at_last(page: Page, count: int = 5) -> list[str]:
    """Waits until the list for screen readers has `count` links, and returns the links' accessible
    names."""
    for _ in range(PATIENCE_FRAMES):
        found = [texts_in(link) for link in listed(page)]
        if len(found) == count:
            return found
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(f"the list has {len(found)} links, not {count}")


@pytest.mark.parametrize("piece", ["415-555-2671", "+44 20 7946 0958"])
def test_a_screen_readers_own_click_calls(piece: str, tab: Page, page_server: PageServer) -> None:
    """A screen reader can click a link in the list of numbers. Such a click is trusted and has no
    coordinates. The test presses Enter on a link in the list, which makes such a click."""
    tab.goto(page_server.add(ROWS, SITE))
    listed_at_last(tab)
    tab.evaluate(GROWN)
    (link,) = [one for one in listed(tab) if piece in texts_in(one)]
    debugger = tab.context.new_cdp_session(tab)
    debugger.send("DOM.focus", {"backendNodeId": link["backendNodeId"]})
    debugger.detach()
    with tab.context.expect_page() as opened:
        tab.keyboard.press("Enter")
    expect(opened.value.locator("#number")).to_contain_text(piece[-8:])
    opened.value.close()


def test_letters_and_the_card_do_not_change_what_a_screen_reader_announces(
    tab: Page, page_server: PageServer, simulator: RunningSimulator, axe: str
) -> None:
    show(tab, page_server)
    before = told(tab, "link", "button")
    show_hints(tab, 4)
    assert told(tab, "link", "button") == before
    tab.keyboard.press("Escape")
    simulator.state.faults.add(Fault(method="POST", path="ring-out", cut="request"))
    change_settings(tab.context, sites={SITE: {"trusted": True}})
    reach(tab, WRITTEN[3])
    tab.keyboard.press("Enter")
    expect_card(tab, "couldn't tell whether the call was placed")
    names = [one["name"] for one in told(tab, "link", "button")]
    assert "Close" in names
    assert all(names)
    assert set(WRITTEN) <= set(names)
    assert len(told(tab, "status")) == 1
    tab.keyboard.press("Tab")
    assert focused(tab)[0] not in WRITTEN  # One of the card's buttons has the focus.
    assert faults(tab, axe, "button-name", "color-contrast") == []


@pytest.mark.parametrize("look", ["light", "right-to-left"])
def test_a_letter_covers_no_piece_of_its_number(
    look: str, tab: Page, page_server: PageServer
) -> None:
    show(tab, page_server, look)
    show_hints(tab, 4)
    (letter,) = (node for node in letter_tags(tab) if texts_in(node).strip() == "s")
    box = box_of(tab, letter)
    for piece in tab.locator("p:nth-of-type(2) > *").all():
        over = piece.bounding_box()
        assert over is not None
        assert box["right"] <= over["x"] or box["left"] >= over["x"] + over["width"]
    tab.keyboard.press("Escape")


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("look", ["light", "buttons"])
def test_enter_and_space_call(look: str, key: str, tab: Page, page_server: PageServer) -> None:
    show(tab, page_server, look)
    change_settings(tab.context, sites={SITE: {"trusted": True}})
    reach(tab, WRITTEN[0])
    tab.keyboard.press(key)
    assert outcome(tab) == "called"
    assert session(tab.context)["call"]["to"] == "+14155552671"
    ended_call(tab.context)


def test_a_setting_leaves_numbers_out_of_the_tab_order(tab: Page, page_server: PageServer) -> None:
    show(tab, page_server)
    change_settings(tab.context, tab_stops=False)
    tab.goto(page_server.add(PAGE % ("en", "ltr"), SITE))
    expect_list(tab, LISTED)
    tab.keyboard.press("Tab")
    assert focused(tab) == [WRITTEN[2]]  # The page's own link has the focus.


@pytest.fixture
def zoomed(tab: Page, page_server: PageServer) -> Iterator[Page]:
    """Yields the tab at the browser's zoom of 200 %, with numbers in all corners of the window."""
    show(tab, page_server, body=CORNERS)
    zoom(tab, 2)
    tab.wait_for_function("innerWidth === 640")
    yield tab
    zoom(tab, 0)


def zoom(page: Page, factor: float) -> None:
    page.bring_to_front()
    page.context.service_workers[0].evaluate(ZOOM, factor)


def test_card_and_letters_stay_in_the_window_at_twice_the_size(zoomed: Page) -> None:
    show_hints(zoomed, 4)
    shown = [node for node in inside(zoomed) if node["nodeName"] in ("B", "P")]
    assert len(shown) == 5
    expect_in_window(zoomed, shown)
    zoomed.keyboard.press("Escape")
    for number in WRITTEN:
        window = open_card(zoomed, number)
        expect_in_window(zoomed, parts(zoomed, "card"))
        window.close()
        zoomed.keyboard.press("Escape")
        # Waits, because the extension counts a click that follows too soon as a part of the
        # click before.
        zoomed.evaluate(GROWN)


def expect_in_window(page: Page, nodes: list[dict[str, Any]]) -> None:
    assert nodes
    for node in nodes:
        box = box_of(page, node)
        assert box["left"] >= 0, box
        assert box["top"] >= 0, box
        assert box["right"] <= box["width"], box
        assert box["bottom"] <= box["height"], box


def box_of(page: Page, node: dict[str, Any]) -> dict[str, float]:
    """Returns the box of a node in a closed shadow root, and the window's size."""
    found: dict[str, float] = ask_node(page, node, BOX)
    return found


def ask_node(page: Page, node: dict[str, Any], function: str) -> Any:
    """Calls `function` in the page and returns the result. The function's `this` is `node`, which
    only the debugger can reach."""
    debugger = page.context.new_cdp_session(page)
    found = debugger.send("DOM.resolveNode", {"backendNodeId": node["backendNodeId"]})
    call = {
        "functionDeclaration": function,
        "objectId": found["object"]["objectId"],
        "returnByValue": True,
    }
    value = debugger.send("Runtime.callFunctionOn", call)["result"]["value"]
    debugger.detach()
    return value


@pytest.mark.parametrize("look", ["forced colours", "dark", "light"])
def test_numbers_and_their_focus_can_be_seen(look: str, tab: Page, page_server: PageServer) -> None:
    show(tab, page_server, look)
    assert tab.evaluate(PAINT) == ["underline", "dotted"]
    assert parts(tab, "ring") == []
    reach(tab, WRITTEN[1])
    rings = parts(tab, "ring")
    assert len(rings) == 3  # Each range of the number has a ring of its own.
    for ring in rings:
        found = ask_node(tab, ring, RING)
        assert (found["style"], found["width"]) == ("solid", "2px")
        assert found["colour"] != found["ground"]


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_nothing_moves_for_who_asks_for_less_motion(
    motion: str, tab: Page, page_server: PageServer, extension_id: str
) -> None:
    """Some elements of the card, the popup and the settings page are animated. None of them moves
    for users who prefer less motion."""
    show(tab, page_server)
    see_as(tab, reduced_motion=motion)
    open_card(tab)
    (dot,) = parts(tab, "dot")
    moving = [ask_node(tab, dot, "function () { return this.getAnimations().length }")]
    # The popup's switch is enabled only for a popup over a web page, or while the extension is off
    # everywhere. This popup is in a tab of its own, so the extension must be off.
    change_settings(tab.context, enabled=False)
    for name, switch in (("popup", "#site-enabled"), ("options", "#play-prompt")):
        panel = open_panel(tab.context, extension_id, name)
        see_as(panel, reduced_motion=motion)
        expect(panel.locator(switch)).to_be_attached()
        moving.append(panel.locator(switch).evaluate(TOGGLED))
        panel.close()
    assert [count > 0 for count in moving] == [motion == "no-preference"] * 3


@pytest.fixture
def panels(
    tab: Page, page_server: PageServer, extension_id: str, simulator: RunningSimulator
) -> Iterator[dict[str, Page]]:
    """Yields the extension's own pages, each with all of its content shown."""
    show(tab, page_server)
    change_settings(tab.context, sites={SITE: {"trusted": True}}, countries=["GB"])
    reach(tab, WRITTEN[0])
    tab.keyboard.press("Enter")
    ended_call(tab.context)
    change_settings(tab.context, sites={SITE: {"enabled": True}, "other.test": {"trusted": True}})
    tab.goto(tab.url)
    expect_list(tab, LISTED)
    tab.evaluate(GROWN)
    confirm = open_card(tab)
    popup = open_panel(tab.context, extension_id, "popup")
    popup.locator("#from").select_option("Another number…")
    expect(popup.locator("#typing")).to_be_visible()
    expect(popup.locator("#recent-calls button").first).to_be_visible()
    options = open_panel(tab.context, extension_id, "options")
    expect(options.locator("#sites tr").first).to_be_visible()
    yield {"confirm": confirm, "popup": popup, "options": options}
    for panel in (popup, options):
        panel.close()


def test_nothing_serious_on_its_own_pages(panels: dict[str, Page], axe: str) -> None:
    """In light, dark and forced colours, axe finds no serious violation on any of the pages. In a
    narrow window, no page scrolls horizontally."""
    found = []
    for name, panel in panels.items():
        for look in ("light", "dark", "forced colours"):
            see_as(panel, **LOOKS[look])
            found += [
                f"{name}, {look}: {fault}"
                for fault in faults(panel, axe, "button-name")
                if fault.startswith(("serious", "critical"))
            ]
        panel.set_viewport_size({"width": 320, "height": 480})
        found += [f"{name} is wider by {item}" for item in panel.evaluate(TOO_WIDE)]
    assert "\n".join(found) == ""
