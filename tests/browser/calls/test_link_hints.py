"""Letters beside the numbers, by a command of the browser: typing them calls without a mouse.

The command is given as the browser gives it, to the background: no test can press the browser's
keys. All other keys are real."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.conftest import RunningSimulator
from tests.support.extension import (
    change_settings,
    creates,
    ended_call,
    inside,
    parts,
    session,
    texts_in,
)
from tests.support.real_input import Trap, close_windows, outcome, reset
from tests.support.watching import expect_painted

SITE = "hints.test"
COMMAND = """async () => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.commands.onCommand.dispatch("show_hints", tab);
}"""
TWO = "<p>Ada <b id=a>415-555-2671</b></p><p>Ben <b id=b>212-555-0198</b></p>"
PATIENCE_FRAMES = 300
KEYS = """<input id=field autofocus><script>
  var heard = [];
  for (const type of ["keydown", "keypress", "keyup", "input"])
    addEventListener(type, (event) => heard.push(event.key ?? event.type), { capture: true });
</script>"""


@pytest.fixture(autouse=True)
def _trusted(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    change_settings(browser_context, sites={SITE: {"trusted": True}})
    yield
    reset(browser_context)


def show_hints(page: Page, count: int) -> list[str]:
    """Gives the command; gives the letters that are then seen, in the order of the numbers."""
    page.bring_to_front()
    page.context.service_workers[0].evaluate(COMMAND)
    for _ in range(PATIENCE_FRAMES):
        if parts(page, "hints"):
            break
        page.evaluate("new Promise(requestAnimationFrame)")
    found = letters(page)
    assert len(found) == count
    return found


def letters(page: Page) -> list[str]:
    return ["".join(texts_in(tag).split()) for tag in letter_tags(page)]


def letter_tags(page: Page) -> list[dict[str, Any]]:
    """Where they stand in the layer's tree."""
    return [node for node in inside(page) if node["nodeName"] == "B"]


def expect_hints(frame: Frame) -> None:
    """Waits until a frame of another site shows letters."""
    debugger = frame.page.context.new_cdp_session(frame)
    for _ in range(PATIENCE_FRAMES):
        if "hints" in str(debugger.send("DOM.getDocument", {"depth": -1, "pierce": True})):
            break
        frame.evaluate("new Promise(requestAnimationFrame)")
    else:
        raise AssertionError("no letters are shown in the frame")
    debugger.detach()


def expect_no_hints(page: Page) -> None:
    for _ in range(PATIENCE_FRAMES):
        if not parts(page, "hints"):
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError("the letters stay")


def test_typing_a_numbers_letter_calls_it(trap: Trap, simulator: RunningSimulator) -> None:
    before = len(creates(simulator))
    trap.show(KEYS + TWO)
    assert show_hints(trap.page, 2) == ["a", "s"]
    trap.page.keyboard.press("s")
    assert outcome(trap.page) == "called"
    assert session(trap.page.context)["call"]["to"] == "+12125550198"
    ended_call(trap.page.context)
    assert len(creates(simulator)) == before + 1
    assert trap.page.evaluate("[heard.length, field.value]") == [0, ""]


def test_a_new_site_is_asked_about_as_after_a_click(trap: Trap) -> None:
    change_settings(trap.page.context, sites={})
    trap.show(TWO)
    show_hints(trap.page, 2)
    trap.page.keyboard.press("a")
    assert outcome(trap.page) == "sure"


@pytest.mark.parametrize("how", ["Escape", "scroll", "click", "another key", "a shortcut"])
def test_hints_end(how: str, trap: Trap) -> None:
    trap.show(TWO + "<div style='height:3000px'></div>")
    show_hints(trap.page, 2)
    if how == "scroll":
        trap.page.mouse.move(5, 5)
        trap.page.mouse.wheel(0, 300)
    elif how == "click":
        trap.page.mouse.click(600, 300)
    else:
        trap.page.keyboard.press({"another key": "1", "a shortcut": "Control+b"}.get(how, how))
    expect_no_hints(trap.page)
    assert outcome(trap.page) == "nothing"


def test_letters_are_told_apart_over_all_frames(trap: Trap) -> None:
    """The keys go to the top frame; the number stands in another, on another site."""
    inner = trap.server.add("<!doctype html><p>212-555-0198", "inner.test")
    trap.show(f"<p>415-555-2671</p><iframe src='{inner}'></iframe>")
    frame = trap.page.frames[1]
    expect_painted(frame, ["212-555-0198"])
    show_hints(trap.page, 1)
    expect_hints(frame)
    trap.page.keyboard.press("s")
    assert wait_for_call(trap.page) == "+12125550198"
    expect_no_hints(trap.page)
    ended_call(trap.page.context)


def wait_for_call(page: Page) -> str:
    """The number that the background was asked for, placed or asked about."""
    found: str = page.context.service_workers[0].evaluate(
        """() => new Promise((resolve) => {
          const look = async () => {
            const { call, pending } = await chrome.storage.session.get(["call", "pending"]);
            const [asked] = Object.values(pending ?? {});
            if (call || asked) resolve(call?.to ?? asked.number.number);
          };
          chrome.storage.session.onChanged.addListener(look);
          look();
        })"""
    )
    close_windows(page.context)
    return found


def test_many_numbers_get_two_letters_and_unseen_ones_none(trap: Trap) -> None:
    rows = "".join(f"<p style='margin:0'>415-555-26{row:02}</p>" for row in range(12))
    cover = "<div style='position:absolute;background:#fff;inset:300px 0 0 0;height:100px'></div>"
    covered = "<p style='position:absolute;top:330px'>415-555-2699</p>"
    unseen = f"<p style='visibility:hidden'>415-555-2698</p>{covered}{cover}"
    below = "<p style='margin-top:3000px'>415-555-2697</p>"
    trap.show(rows + unseen + below, "+14155552600")
    found = show_hints(trap.page, 12)
    assert found[:3] == ["aa", "as", "ad"]
    trap.page.keyboard.type("as")
    assert wait_for_call(trap.page) == "+14155552601"
    ended_call(trap.page.context)


def test_a_number_under_a_links_empty_area_has_a_letter(trap: Trap) -> None:
    """No mouse reaches it; letters do."""
    trap.show(f"{TWO}<a href=/x style='position:absolute;inset:0'></a>")
    show_hints(trap.page, 2)
    trap.page.keyboard.press("Escape")
    trap.show(f"<div style='pointer-events:none'>{TWO}</div>")
    show_hints(trap.page, 2)
    trap.page.keyboard.press("Escape")


def test_a_page_without_numbers_says_so(trap: Trap) -> None:
    trap.page.goto(trap.server.add("<!doctype html><title>x</title><p>Nothing", SITE))
    show_hints(trap.page, 0)
    said = [texts_in(node) for node in inside(trap.page) if node["nodeName"] == "P"]
    assert said == ["No phone numbers in view."]


def test_a_page_cannot_type_nor_move_a_number_under_a_letter(
    trap: Trap, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    trap.show(TWO)
    show_hints(trap.page, 2)
    trap.page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}))")
    assert len(letters(trap.page)) == 2
    trap.page.evaluate("a.style.position = 'relative'; a.style.top = '90px'")
    trap.page.keyboard.press("a")
    assert outcome(trap.page) == "doubted"
    assert len(creates(simulator)) == before
