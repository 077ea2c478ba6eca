"""Tests the call card in real use: in lists, dialogs, frames and full screen; in several pages and
windows; when the user moves the card, closes it and opens it again; and when the host dies."""

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import RunningSimulator
from tests.support.extension import (
    change_settings,
    click_in_card,
    expect_card,
    expect_no_card,
    middle_of,
    open_page,
    parts,
    press_yes,
    session,
    texts_in,
)
from tests.support.host import OwnHost, hosts_of
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.popup_over import open_over
from tests.support.real_input import GROWN

SITE = "pages.test"
# A call to this number rings the user's phone until a test cancels the call.
RINGS = "212-555-0130"
# In a call to this number both phones are answered, and the call never ends.
CONNECTS = "212-555-0132"
ANOTHER_CLICK = "new Promise((done) => setTimeout(done, 350))"
CHROMIUM = "chrome-extension://"
"""The beginning of an argument with which Chromium starts every host. The tests find the host's
process by this argument."""
HEAD = (
    "<!doctype html><html lang=en-US><title>Leads</title><style>body{font:15px system-ui}</style>"
)


@pytest.fixture
def tab(browser_context: BrowserContext, page: Page) -> Iterator[Page]:
    """Yields a tab on a site with the setting "Call at once"."""
    change_settings(browser_context, sites={SITE: {"trusted": True}})
    yield page
    end_call(browser_context)


def end_call(context: BrowserContext) -> None:
    """Stores that the last call has ended, so that the next test starts without a call."""
    context.service_workers[0].evaluate(
        """async () => {
          const { call } = await chrome.storage.session.get("call");
          const over = ["ended", "cancelled", "failed", "unknown"];
          if (!call || over.includes(call.state)) return;
          // The host's later reports of the call are ignored, because they have an earlier time.
          const changed_at = call.changed_at + 1e6;
          await chrome.storage.session.set({ call: { ...call, state: "ended", changed_at } });
        }"""
    )


def click(page: Page, number: str) -> None:
    """Clicks a number as a user does: the pointer rests near the number for a moment before the
    click."""
    painted = Painted(page, "+1" + number.replace("-", ""))
    x, y = painted.middle()
    page.mouse.move(x + 8, y + 3)
    page.evaluate(GROWN)
    painted.click()


def box_of_card(page: Page) -> dict[str, float]:
    debugger = page.context.new_cdp_session(page)
    (card,) = parts(page, "card")
    model = debugger.send("DOM.getBoxModel", {"backendNodeId": card["backendNodeId"]})["model"]
    debugger.detach()
    left, top, right, _, _, bottom, *_ = model["border"]
    return {"left": left, "top": top, "right": right, "bottom": bottom}


def press(page: Page, part: str) -> None:
    """Clicks, with the real mouse, the middle of a part of the card."""
    page.mouse.click(*middle_of(page, parts(page, part)[0]))


def expect_closed(popup: Page) -> None:
    if not popup.is_closed():
        popup.wait_for_event("close")


# --- Calling the numbers of a list ---------------------------------------------------------------

REFUSED = [f"212-555-01{last}" for last in (50, 52, 53, 54, 55, 56)]
"""The simulator refuses calls to these numbers at once, so a test can place the next call without
waiting."""


def test_in_a_list_of_thirty_every_click_counts(
    tab: Page, page_server: PageServer, browser_context: BrowserContext, simulator: RunningSimulator
) -> None:
    """Each of the 30 clicks calls its number at once, although the card is open all the time: the
    card covers no number, and no click opens a confirmation."""
    numbers = [REFUSED[index % len(REFUSED)] for index in range(30)]
    rows = "".join(
        f"<tr><td>Lead {index}<td>Company {index}<td id=n{index}>{number}<td>Open"
        for index, number in enumerate(numbers)
    )
    table = f"<table style='width:100%;line-height:34px'>{rows}</table>"
    open_page(tab, page_server, f"{HEAD}{table}", SITE)
    tab.mouse.move(600, 40)
    tab.evaluate(GROWN)
    before = requests(simulator)
    for index in range(30):
        if index % 10 == 0:
            tab.evaluate(f"n{index}.scrollIntoView({{ block: 'start' }})")
            tab.mouse.move(*middle(tab, index, aside=90))
            tab.evaluate(GROWN)
        tab.mouse.move(*middle(tab, index))
        tab.evaluate(GROWN.replace("900", "250"))
        tab.mouse.down()
        tab.mouse.up()
        wait_for_requests(tab, simulator, before + index + 1)
        expect_card(tab, f"Lead {index} ")
    assert requests(simulator) == before + 30
    assert session(browser_context)["pending"] == {}


def middle(page: Page, index: int, aside: float = 0) -> tuple[float, float]:
    x, y = page.evaluate(
        "(id) => { const range = document.createRange();"
        " range.selectNodeContents(document.getElementById(id));"
        " const { left, top, width, height } = range.getBoundingClientRect();"
        " return [left + width / 2, top + height / 2]; }",
        f"n{index}",
    )
    return x + aside, y


def requests(simulator: RunningSimulator) -> int:
    """Returns how many calls RingCentral was asked to place, accepted and refused ones together."""
    return sum(
        1
        for record in simulator.state.requests
        if record.method == "POST" and record.path.endswith("/ring-out")
    )


def wait_for_requests(page: Page, simulator: RunningSimulator, count: int) -> None:
    for _ in range(600):
        if requests(simulator) >= count:
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(f"{requests(simulator)} calls instead of {count}")


def test_the_card_says_whom_it_calls_and_covers_no_number(
    tab: Page, page_server: PageServer
) -> None:
    rows = "".join(
        f"<tr><td>Ada {index}<td>212-555-0{index + 170}<td><button>Note</button>"
        for index in range(12)
    )
    calling = f"<tr><th scope=row>Grace Hopper<td>{CONNECTS}<td><button>Note</button>"
    table = (
        f"<table style='width:100%;line-height:40px'>{calling}{rows}</table><p style=height:999px>"
    )
    open_page(tab, page_server, f"{HEAD}{table}", SITE)
    click(tab, CONNECTS)
    for words in ("Your phone", "My mobile", "They see", "+1 650-555-0112"):
        expect_card(tab, words)
    expect_card(tab, "Grace Hopper")
    expect_card(tab, "Connected")
    expect_card(tab, "on the line")
    wait_for_clock(tab)
    card = box_of_card(tab)
    for painted in tab.evaluate(
        "() => [...CSS.highlights.get('click-to-call')].map((one) => { const live = new Range();"
        " live.setStart(one.startContainer, one.startOffset);"
        " live.setEnd(one.endContainer, one.endOffset);"
        " const { left, top, right, bottom } = live.getBoundingClientRect();"
        " return { left, top, right, bottom }; })"
    ):
        assert not crosses(card, painted)
    # The page has a scroll bar, and the card keeps its distance from it.
    widths = tab.evaluate("[document.documentElement.clientWidth, innerWidth]")
    assert card["right"] + 12 <= widths[0] < widths[1]
    click(tab, "212-555-0171")
    expect_card(tab, "You're on a call with Grace Hopper. Hang up your phone, then try again.")
    expect_card(tab, CONNECTS)
    assert tab.evaluate("document.activeElement.localName") == "body", "the card took the focus"


def crosses(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


def wait_for_clock(page: Page) -> None:
    """Waits until the card's clock shows two seconds or a little more."""
    for _ in range(600):
        if any(words in texts_in(parts(page, "clock")[0]) for words in ("0:02", "0:03", "0:04")):
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(texts_in(parts(page, "clock")[0]))


# --- Dialogs, full screen and frames ------------------------------------------------------------

DIALOGS = f"""{HEAD}<p id=p>Desk {RINGS}</p><button id=full>Full screen</button>
<dialog id=d><h2>Ada Lovelace</h2><p>Call {RINGS}</p><button>OK</button></dialog>
<div id=host></div><script>
  const root = host.attachShadow({{ mode: "closed" }});
  root.innerHTML = "<dialog><p>{RINGS}</p><button>OK</button></dialog>";
  const [inner] = root.children;
  full.onclick = () => document.documentElement.requestFullscreen();
</script>"""


@pytest.mark.parametrize("where", ["a modal dialog", "a dialog in a shadow tree", "full screen"])
def test_the_card_is_alive_in(where: str, tab: Page, page_server: PageServer) -> None:
    """The card is in front of a modal dialog and of an element in full screen.

    The test places two calls: one while the dialog or full screen is open, and one that is still
    ringing when the page opens the dialog or full screen. During both calls, the card is visible,
    and the card's button cancels the call.
    """
    open_page(tab, page_server, DIALOGS, SITE)
    show, hide = {
        "a modal dialog": ("d.showModal()", "d.close()"),
        "a dialog in a shadow tree": ("inner.showModal()", "inner.close()"),
        "full screen": ("full.click()", "document.exitFullscreen()"),
    }[where]
    if where == "full screen":
        tab.locator("#full").click()
        tab.wait_for_function("document.fullscreenElement")
    else:
        tab.evaluate(show)
        tab.evaluate("p.textContent = 'Desk'")
    click(tab, RINGS)
    expect_card(tab, "Your phone is ringing")
    click_in_card(tab, "Cancel call")
    expect_card(tab, "Call cancelled")
    tab.evaluate(hide)
    tab.evaluate(f"p.textContent = 'Desk {RINGS}'")
    tab.evaluate(ANOTHER_CLICK)
    click(tab, RINGS)
    expect_card(tab, "Your phone is ringing")
    if where == "full screen":
        tab.locator("#full").click()
        tab.wait_for_function("document.fullscreenElement")
    else:
        tab.evaluate(show)
    tab.wait_for_function("document.fullscreenElement || document.querySelector('#d:modal') ||"
                          " inner.matches(':modal')")  # fmt: skip
    tab.evaluate(GROWN)
    click_in_card(tab, "Cancel call")
    expect_card(tab, "Call cancelled")
    tab.evaluate(hide)
    expect_card(tab, "Call cancelled")


@pytest.mark.parametrize("host", [SITE, "inner.test"])
def test_a_call_from_a_small_frame_is_shown_by_the_top_page(
    host: str, tab: Page, page_server: PageServer, simulator: RunningSimulator
) -> None:
    inner = page_server.add(f"<!doctype html><body style='margin:4px'>{RINGS}", host)
    tab.goto(
        page_server.add(
            f"{HEAD}<p>Widget</p><iframe width=130 height=40 src='{inner}'></iframe>", SITE
        )
    )
    frame = tab.frames[1]
    Painted(frame, "+12125550130").box()
    over = tab.locator("iframe").bounding_box()
    assert over is not None
    tab.mouse.move(over["x"] + 60, over["y"] + 35)
    tab.evaluate(GROWN)
    tab.mouse.click(over["x"] + 50, over["y"] + 15)
    expect_question_or_card(tab)
    expect_card(tab, "Your phone is ringing")
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 20")
    click_in_card(tab, "Cancel call")
    expect_card(tab, "Call cancelled")
    assert any(record.method == "DELETE" for record in simulator.state.requests)


def expect_question_or_card(page: Page) -> None:
    """Confirms the call if the click in a frame has opened a confirmation. The confirmation opens
    in a browser that cannot tell what covers the frame. In other browsers, the click places the
    call at once."""
    page.evaluate(GROWN)
    for window in page.context.pages:
        if "confirm.html" in window.url:
            expect(window.locator("#question")).to_be_visible()
            with window.expect_event("close"):
                press_yes(window)


# --- Moved, closed and shown again --------------------------------------------------------------


def test_the_card_is_moved_and_remembered_closed_and_brought_back(
    tab: Page, page_server: PageServer, browser_context: BrowserContext, extension_id: str
) -> None:
    tab.goto(page_server.add(f"{HEAD}<p>Ring <b>{RINGS}</b>", SITE))
    click(tab, RINGS)
    expect_card(tab, "Your phone is ringing")
    before = box_of_card(tab)
    x, y = middle_of(tab, parts(tab, "status")[0])
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x - 300, y - 200, steps=5)
    tab.mouse.up()
    dragged = box_of_card(tab)
    assert abs(dragged["left"] - before["left"] + 300) < 3
    focus(tab, "move")
    tab.keyboard.press("ArrowUp")
    moved = box_of_card(tab)
    assert (moved["top"], moved["left"]) == (dragged["top"] - 24, dragged["left"])
    press(tab, "close")
    expect_no_card(tab)
    popup = open_over(browser_context, extension_id, tab)
    popup.get_by_role("button", name="Show on this page").click()
    expect_closed(popup)
    tab.bring_to_front()
    expect_card(tab, "Your phone is ringing")
    tab.goto(page_server.add(f"{HEAD}<p>Another page without numbers.", SITE))
    expect_card(tab, RINGS.replace("212", "+1 212"))
    again = box_of_card(tab)
    assert abs(again["left"] - moved["left"]) < 3
    assert abs(again["top"] - moved["top"]) < 3
    click_in_card(tab, "Cancel call")
    expect_card(tab, "Call cancelled")


def focus(page: Page, part: str) -> None:
    debugger = page.context.new_cdp_session(page)
    node = parts(page, part)[0]["backendNodeId"]
    debugger.send("DOM.focus", {"backendNodeId": node})
    debugger.detach()


def test_in_another_window_a_click_says_whom_the_call_is_with(
    tab: Page, page_server: PageServer, browser_context: BrowserContext
) -> None:
    """During a call, a click in another window places no second call. On the site where the call
    began, the card names the callee. On another site, the card says only that the user is in a
    call."""
    page = f"{HEAD}<table><tr><td>Ada Byron<td>{RINGS}<tr><td>Ben<td>212-555-0171</table>"
    open_page(tab, page_server, page, SITE)
    click(tab, RINGS)
    expect_card(tab, "Your phone is ringing")
    for host, words in (
        (SITE, "You're on a call with Ada Byron."),
        ("crm.test", "You're already on a call."),
    ):
        other = browser_context.new_page()
        open_page(other, page_server, page, host)
        click(other, "212-555-0171")
        expect_card(other, words)
        if host != SITE:
            click_in_card(other, "Show the call")
        other.close()
    expect_card(tab, "Your phone is ringing")
    click_in_card(tab, "Cancel call")
    expect_card(tab, "Call cancelled")


def test_the_question_is_shown_again_from_card_and_popup_or_dropped(
    page: Page, page_server: PageServer, browser_context: BrowserContext, extension_id: str
) -> None:
    open_page(page, page_server, f"{HEAD}<p>Ring <b>Ada</b> at {RINGS} today", "asks.test")
    with browser_context.expect_page() as opened:
        click(page, RINGS)
    question = opened.value
    expect(question.locator("#around")).to_have_text(f"Ring Ada at {RINGS} today")
    page.bring_to_front()
    click_in_card(page, "Show the question")
    question.wait_for_function("document.hasFocus()")
    popup = open_over(browser_context, extension_id, page)
    popup.get_by_role("button", name="Show the question").click()
    expect_closed(popup)
    question.wait_for_function("document.hasFocus()")
    page.bring_to_front()
    with question.expect_event("close"):
        click_in_card(page, "Don't call")
    expect_no_card(page)
    assert session(browser_context)["pending"] == {}


def test_when_the_host_dies_the_next_one_follows_the_call(
    tab: Page, page_server: PageServer, signed_in_host: OwnHost
) -> None:
    open_page(tab, page_server, f"{HEAD}<p>Ring <b>{RINGS}</b>", SITE)
    click(tab, RINGS)
    expect_card(tab, "Your phone is ringing")
    hosts = hosts_of(signed_in_host, CHROMIUM)
    assert hosts
    for host in hosts:
        os.kill(host, signal.SIGKILL)
    for _ in range(600):
        if set(hosts_of(signed_in_host, CHROMIUM)) - set(hosts):
            break
        tab.evaluate("new Promise(requestAnimationFrame)")
    expect_card(tab, "Your phone is ringing")
    click_in_card(tab, "Cancel call")
    expect_card(tab, "Call cancelled")
