"""What a person who does not see, does not use a mouse, or sees otherwise meets: the marks, the
card, the letters and the extension's own pages, by axe-core and by what a screen reader is told.

axe does not see into closed shadow roots, so a debugger opens ours to it first."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from native_host.simulator import Fault
from scripts.setup.pages import prepare_axe
from scripts.stage.page_server import PageServer
from tests.browser.extension import (
    CARD,
    attributes,
    change_settings,
    ended_call,
    expect_card,
    inside,
    mark,
    open_panel,
    session,
)
from tests.browser.real_input import GROWN, outcome, reset
from tests.browser.test_hints import show_hints, words_of
from tests.conftest import RunningSimulator

SITE = "access.test"
NUMBERS = ["+14155552671", "+12125550198", "+442079460958", "+16502530000"]
NAMES = [
    "Call +1 415-555-2671, United States",
    "Call +1 212-555-0198, United States",
    "+44 20 7946 0958",
    "Call +1 650-253-0000, United States",
]
"""What a screen reader says of the page's numbers, in reading order. The page's own link keeps the
name that the page gave it."""

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
  const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return {
    passed: passes.map(({ id }) => id),
    faults: grave.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      `${id}: ${html}: ${failureSummary}`)),
  };
}"""
TOO_WIDE = """[...document.body.querySelectorAll("*")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
  .map((one) => `${one.localName}#${one.id}`)"""
TOGGLED = """async (box) => {
  box.click();
  await new Promise(requestAnimationFrame);
  return document.getAnimations().length;
}"""
BOX = """function () {
  const { left, top, right, bottom } = this.getBoundingClientRect();
  return { left, top, right, bottom, width: innerWidth, height: innerHeight };
}"""
STYLE = """function () {
  const own = getComputedStyle(this);
  const link = document.querySelector("a");
  const { backgroundColor: ground } = getComputedStyle(document.documentElement);
  return {
    colour: own.color, line: own.textDecorationLine, link: getComputedStyle(link).color, ground,
    outline: own.outlineStyle, width: own.outlineWidth, ring: own.outlineColor,
  };
}"""
ZOOM = """async (factor) => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  await chrome.tabs.setZoom(tab.id, factor);
}"""
OURS = {"data_click_to_call": "", "popover": "manual"}
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
    """One tab for all tests here, with nothing left of the last one's look."""
    reset(shared_tab.context)
    yield shared_tab
    see_as(shared_tab)
    shared_tab.set_viewport_size({"width": 1280, "height": 720})
    reset(shared_tab.context)


def see_as(page: Page, **look: Any) -> None:
    plain = {"color_scheme": None, "forced_colors": None, "reduced_motion": None}
    page.emulate_media(**{**dict.fromkeys(plain, "null"), **look})


def show(page: Page, server: PageServer, look: str = "light", body: str = PAGE) -> None:
    """Puts the page up in a look, and waits until its numbers may be clicked."""
    see_as(page, **LOOKS[look])
    presentation = "button" if "buttons" in look else "link"
    change_settings(page.context, presentation=presentation)
    language = ("he", "rtl") if look == "right-to-left" else ("en", "ltr")
    page.goto(server.add(body % language, SITE))
    expect(mark(page, "+16502530000")).to_be_visible()
    expect(mark(page, "+442079460958")).to_be_attached()
    page.evaluate(GROWN)


def faults(page: Page, axe: str, *passing: str) -> list[str]:
    """What axe finds that is serious or critical. It has looked at what `passing` rules are for."""
    debugger = page.context.new_cdp_session(page)
    expose(debugger)
    debugger.send("Runtime.evaluate", {"expression": axe})
    debugger.detach()
    found = page.evaluate(RUN_AXE)
    assert set(passing) <= set(found["passed"])
    return [str(fault) for fault in found["faults"]]


def expose(debugger: CDPSession) -> None:
    """Lets the page's own script, and so axe, see into closed shadow roots as if they were open."""
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
    """What a screen reader is told, of these roles, in reading order."""
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
def test_nothing_serious_on_a_marked_page(
    look: str, tab: Page, page_server: PageServer, axe: str
) -> None:
    """With the letters shown, and then with the card open."""
    show(tab, page_server, look)
    control = "button-name" if "buttons" in look else "link-name"
    assert faults(tab, axe, control) == []
    show_hints(tab, 4)
    assert faults(tab, axe, control) == []
    tab.keyboard.press("Escape")
    open_card(tab)
    assert faults(tab, axe, "color-contrast") == []


def open_card(page: Page, number: str = "+14155552671") -> Page:
    """By the keyboard, on a site that asks: the card waits for the answer. Gives the question."""
    expect(page.locator(CARD)).to_have_count(0)
    reach(page, number)
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    expect(opened.value.locator("#question")).to_be_visible()
    page.bring_to_front()
    expect_card(page, "Confirm the call")
    return opened.value


def reach(page: Page, number: str) -> None:
    """Presses Tab until the number has the focus."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if mark(page, number).evaluate("(host) => document.activeElement === host"):
            return
    raise AssertionError(f"Tab never reaches {number}")


@pytest.mark.parametrize("look", ["light", "buttons"])
def test_each_number_is_told_once_by_name_in_reading_order(
    look: str, tab: Page, page_server: PageServer
) -> None:
    show(tab, page_server, look)
    kind = "link" if look == "light" else "button"
    found = told(tab, "link", "button")
    assert [one["name"] for one in found] == NAMES  # of a number in three pieces, once
    assert [one["role"] for one in found] == [kind, kind, "link", kind]
    assert all(one["focusable"] for one in found)
    assert tab_stops(tab) == NAMES


def tab_stops(page: Page) -> list[str]:
    """The names of what Tab comes to, one after another."""
    found = []
    for _ in NAMES:
        page.keyboard.press("Tab")
        found += [one["name"] for one in told(page, "link", "button") if one["focused"]]
    return found


def test_letters_and_the_card_leave_what_is_told_as_it_was(
    tab: Page, page_server: PageServer, simulator: RunningSimulator, axe: str
) -> None:
    show(tab, page_server)
    before = told(tab, "link", "button")
    show_hints(tab, 4)
    assert told(tab, "link", "button") == before
    tab.keyboard.press("Escape")
    simulator.state.faults.add(Fault(method="POST", path="ring-out", cut="request"))
    change_settings(tab.context, sites={SITE: {"trusted": True}})
    reach(tab, NUMBERS[3])
    tab.keyboard.press("Enter")
    expect_card(tab, "not known whether the call was placed")
    after = told(tab, "link", "button")
    assert [one["name"] for one in after if one["name"] in NAMES] == NAMES
    added = [one["name"] for one in after if one["name"] not in NAMES]
    assert added[-1] == "Close"
    assert all(added)
    assert len(told(tab, "status")) == 1
    tab.keyboard.press("Tab")
    assert [one["name"] for one in told(tab, "link", "button") if one["focused"]] == added[:1]
    assert faults(tab, axe, "button-name", "color-contrast") == []


@pytest.mark.parametrize("look", ["light", "right-to-left"])
def test_a_letter_covers_no_piece_of_its_number(
    look: str, tab: Page, page_server: PageServer
) -> None:
    show(tab, page_server, look)
    show_hints(tab, 4)
    (letter,) = (node for node in inside(tab, **OURS) if text_of(node) == "s")
    box = box_of(tab, letter)
    for piece in tab.locator("p:nth-of-type(2) > *").all():
        over = piece.bounding_box()
        assert over is not None
        assert box["right"] <= over["x"] or box["left"] >= over["x"] + over["width"]
    tab.keyboard.press("Escape")


def text_of(node: dict[str, Any]) -> str:
    return "".join(words_of(node)) if node["nodeName"] == "B" else ""


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("look", ["light", "buttons"])
def test_enter_and_space_call(look: str, key: str, tab: Page, page_server: PageServer) -> None:
    show(tab, page_server, look)
    change_settings(tab.context, sites={SITE: {"trusted": True}})
    reach(tab, NUMBERS[0])
    tab.keyboard.press(key)
    assert outcome(tab) == "called"
    assert session(tab.context)["call"]["to"] == NUMBERS[0]
    ended_call(tab.context)


@pytest.fixture
def zoomed(tab: Page, page_server: PageServer) -> Iterator[Page]:
    """The tab at the browser's own zoom of 200 %, numbers in all corners of the window."""
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
    shown = [node for node in inside(zoomed, **OURS) if node["nodeName"] in ("B", "P")]
    assert len(shown) == 5
    expect_in_window(zoomed, shown)
    zoomed.keyboard.press("Escape")
    for number in NUMBERS:
        window = open_card(zoomed, number)
        expect_in_window(zoomed, [node for node in inside(zoomed, **OURS) if is_card(node)])
        window.close()
        zoomed.keyboard.press("Escape")
        zoomed.evaluate(GROWN)  # another call so soon would be taken for the same click


def is_card(node: dict[str, Any]) -> bool:
    return "card" in attributes(node).get("class", "").split()


def expect_in_window(page: Page, nodes: list[dict[str, Any]]) -> None:
    assert nodes
    for node in nodes:
        box = box_of(page, node)
        assert box["left"] >= 0, box
        assert box["top"] >= 0, box
        assert box["right"] <= box["width"], box
        assert box["bottom"] <= box["height"], box


def box_of(page: Page, node: dict[str, Any]) -> dict[str, float]:
    """Where a node in a closed shadow root stands in the window, and the window's size."""
    found: dict[str, float] = ask_node(page, node, BOX)
    return found


def ask_node(page: Page, node: dict[str, Any], function: str) -> Any:
    """What a function says of a node that only a debugger sees, as `this`."""
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


@pytest.mark.parametrize("look", ["forced colours", "forced colours, buttons", "dark"])
def test_marks_and_their_focus_can_be_seen(look: str, tab: Page, page_server: PageServer) -> None:
    show(tab, page_server, look)
    tag = "BUTTON" if "buttons" in look else "A"
    node = next(
        node for node in inside(tab, data_click_to_call=NUMBERS[0]) if node["nodeName"] == tag
    )
    before = ask_node(tab, node, STYLE)
    assert before["outline"] == "none"
    assert before["colour"] != before["ground"]
    assert tag == "BUTTON" or before["line"] == "underline"
    if look == "forced colours":
        assert before["colour"] == before["link"]
    reach(tab, NUMBERS[0])
    after = ask_node(tab, node, STYLE)
    assert (after["outline"], after["width"]) == ("solid", "2px")
    assert after["ring"] != after["ground"]


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_nothing_moves_for_who_asks_for_less_motion(
    motion: str, tab: Page, page_server: PageServer, extension_id: str
) -> None:
    """With the same things in the same states, of which some do move for everybody else."""
    show(tab, page_server)
    see_as(tab, reduced_motion=motion)
    open_card(tab)
    dot = next(node for node in inside(tab, **OURS) if attributes(node).get("class") == "dot")
    moving = [ask_node(tab, dot, "function () { return this.getAnimations().length }")]
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
    """The extension's own pages, each with as much to show as it can have."""
    show(tab, page_server)
    change_settings(tab.context, sites={SITE: {"trusted": True}}, countries=["GB"])
    reach(tab, NUMBERS[0])
    tab.keyboard.press("Enter")
    ended_call(tab.context)
    change_settings(tab.context, sites={SITE: {"enabled": True}, "other.test": {"trusted": True}})
    tab.goto(tab.url)
    expect(mark(tab, NUMBERS[0])).to_be_visible()
    tab.evaluate(GROWN)
    confirm = open_card(tab)
    popup = open_panel(tab.context, extension_id, "popup")
    popup.locator("#from").select_option("Another number…")
    expect(popup.locator("#typing")).to_be_visible()
    expect(popup.locator("#recent-calls button").first).to_be_visible()
    options = open_panel(tab.context, extension_id, "options")
    expect(options.locator("#sites li").first).to_be_visible()
    yield {"confirm": confirm, "popup": popup, "options": options}
    for panel in (popup, options):
        panel.close()


def test_nothing_serious_on_its_own_pages(panels: dict[str, Page], axe: str) -> None:
    """In every look, and without a way sideways in a narrow window."""
    found = []
    for name, panel in panels.items():
        for look in ("light", "dark", "forced colours"):
            see_as(panel, **LOOKS[look])
            found += [f"{name}, {look}: {fault}" for fault in faults(panel, axe, "button-name")]
        panel.set_viewport_size({"width": 320, "height": 480})
        found += [f"{name} is wider by {item}" for item in panel.evaluate(TOO_WIDE)]
    assert "\n".join(found) == ""
